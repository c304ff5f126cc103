package desk_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"banxin/internal/desk"
)

// opened is a file of the store that counts how often it is closed.
type opened struct {
	*bytes.Reader
	closed *int
}

func (o opened) Close() error { *o.closed++; return nil }

// shelf is a store with the files given; it fails for keys that a handler ought to
// refuse by itself.
type shelf struct {
	t      *testing.T
	files  map[string]string
	frozen bool // files never change
	opened int
	closed int
}

func (s *shelf) open(_ context.Context, key string) (*desk.File, error) {
	for part := range strings.SplitSeq(key, "/") {
		if part == "" || part[0] == '.' {
			s.t.Errorf("the store was asked for %q", key)
		}
	}
	if key == "broken" {
		return nil, errors.New("s3: secret=hunter2")
	}
	data, ok := s.files[key]
	if !ok {
		return nil, fmt.Errorf("%s: %w", key, fs.ErrNotExist)
	}
	s.opened++
	f := &desk.File{ReadSeekCloser: opened{bytes.NewReader([]byte(data)), &s.closed}, Modified: time.Date(2021, 1, 15, 10, 0, 0, 0, time.UTC)}
	if s.frozen {
		f.SHA256 = sum(data)
	}
	return f, nil
}

func sum(data string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(data))) }

func TestStore(t *testing.T) {
	t.Parallel()
	s := &shelf{t: t, frozen: true, files: map[string]string{"崇川/2021/2021-01-15/r1/专刊.epub": "PK epub"}}
	h := desk.Handler(source{}, s.open, metrics(), quiet)
	target := "/store/" + url.PathEscape("崇川") + "/2021/2021-01-15/r1/" + url.PathEscape("专刊.epub")

	r := ask(t, h, "GET", target)
	if got := body(t, r); r.StatusCode != 200 || got != "PK epub" {
		t.Fatalf("%s: %q", r.Status, got)
	}
	for name, want := range map[string]string{
		"Content-Type": "application/epub+zip", "ETag": `"` + sum("PK epub") + `"`, "Accept-Ranges": "bytes", "Content-Length": "7",
		"X-Content-Type-Options": "nosniff", "Cache-Control": "public, max-age=31536000, immutable", "Last-Modified": "Fri, 15 Jan 2021 10:00:00 GMT",
	} {
		if got := r.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if how, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Disposition")); err != nil || how != "attachment" || parameters["filename"] != "专刊.epub" {
		t.Errorf("Content-Disposition: %s (%v)", r.Header.Get("Content-Disposition"), err)
	}
	if r := ask(t, h, "GET", target, "Range", "bytes=3-5"); r.StatusCode != http.StatusPartialContent || body(t, r) != "epu" {
		t.Errorf("range: %s", r.Status)
	}
	if r := ask(t, h, "GET", target, "If-None-Match", `"`+sum("PK epub")+`"`); r.StatusCode != http.StatusNotModified {
		t.Errorf("If-None-Match: %s", r.Status)
	}
	if r := ask(t, h, "HEAD", target); r.StatusCode != 200 || r.Header.Get("Content-Length") != "7" || body(t, r) != "" {
		t.Errorf("HEAD: %s", r.Status)
	}
	if s.opened != s.closed {
		t.Errorf("%d files opened, %d closed", s.opened, s.closed)
	}
}

func TestStoreTypes(t *testing.T) {
	t.Parallel()
	s := &shelf{t: t, files: map[string]string{}}
	h := desk.Handler(source{}, s.open, metrics(), quiet)
	for name, want := range map[string][2]string{
		"a-print.pdf":      {"application/pdf", "inline"},
		"a-preflight.html": {"text/html; charset=utf-8", "inline"},
		"a-ticket.json":    {"application/json", "inline"},
		"a-sha256.txt":     {"text/plain; charset=utf-8", "inline"},
		"a-cover.jpg":      {"image/jpeg", "inline"},
		"opds.xml":         {"application/atom+xml;profile=opds-catalog;kind=acquisition", "inline"},
		"atom.xml":         {"application/atom+xml", "inline"},
		"a.svg":            {"application/octet-stream", "attachment"},
		"a":                {"application/octet-stream", "attachment"},
	} {
		s.files["p/"+name] = "text of " + name
		r := ask(t, h, "GET", "/store/p/"+name)
		how, _, _ := mime.ParseMediaType(r.Header.Get("Content-Disposition"))
		if got := [2]string{r.Header.Get("Content-Type"), how}; r.StatusCode != 200 || got != want {
			t.Errorf("%s: %s %v, want %v", name, r.Status, got, want)
		}
		if r.Header.Get("ETag") != `"`+sum("text of "+name)+`"` || r.Header.Get("Cache-Control") != "no-cache" {
			t.Errorf("%s may change, and is not asked for again", name)
		}
		if !strings.Contains(r.Header.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s may load what it likes", name)
		}
	}
	if r := ask(t, h, "GET", "/store/p/a-preflight.html"); !strings.HasPrefix(r.Header.Get("Content-Security-Policy"), "sandbox;") {
		t.Error("a page of the store is not kept in its box")
	}
}

func TestStoreGivesNothingElse(t *testing.T) {
	t.Parallel()
	s := &shelf{t: t, files: map[string]string{"p/f": "x"}}
	h := desk.Handler(source{}, s.open, metrics(), quiet)
	for _, target := range []string{
		"/store/", "/store/p", "/store/p/", "/store/missing", "/store/.banxin/x", "/store/p/.part-f",
		"/store/..%2f..%2fetc/passwd", "/store/p/%2e%2e/%2e%2e/etc/passwd", "/store/p%5c..%5cf", "/store/p/f%00", "/store/%ff", "/store/p%2f%2ff", "/store/%0a",
	} {
		r := ask(t, h, "GET", target)
		if r.StatusCode == http.StatusTemporaryRedirect || r.StatusCode == http.StatusMovedPermanently { // a path that goes up and down
			r = ask(t, h, "GET", r.Header.Get("Location"))
		}
		if r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", target, r.Status)
		}
	}
	r := ask(t, h, "GET", "/store/broken")
	if got := body(t, r); r.StatusCode != http.StatusServiceUnavailable || strings.Contains(got, "hunter2") {
		t.Errorf("a store that fails: %s %s", r.Status, got)
	}
}
