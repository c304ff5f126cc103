package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"banxin/internal/feed"
)

// File is a file of the store, open for reading.
type File struct {
	io.ReadSeekCloser
	Modified time.Time
	SHA256   string // hexadecimal, of a file that will never change; empty: one that may, as a feed
}

// Files opens a file of the store by its key. What is not there, or not released, is an
// error that wraps fs.ErrNotExist.
type Files func(ctx context.Context, key string) (*File, error)

// shelf serves released files and feeds. It lists nothing.
type shelf struct {
	files Files
	log   *slog.Logger
}

func (s *shelf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	key := r.PathValue("key")
	if !keyAllowed(key) {
		plain(w, http.StatusNotFound, "no such file")
		return
	}
	f, err := s.files(r.Context(), key)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		plain(w, http.StatusNotFound, "no such file")
		return
	case err != nil:
		s.log.WarnContext(r.Context(), "released file", "key", key, "error", err)
		plain(w, http.StatusServiceUnavailable, "the store does not answer")
		return
	}
	defer f.Close()
	name := path.Base(key)
	h := w.Header()
	h.Set("Content-Type", mediaType(name))
	h.Set("Content-Disposition", disposition(name))
	h.Set("Cache-Control", "no-cache")
	if hexadecimal.MatchString(f.SHA256) {
		h.Set("ETag", `"`+f.SHA256+`"`)
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	} else if sum, err := digest(f); err != nil {
		s.log.WarnContext(r.Context(), "released file", "key", key, "error", err)
		plain(w, http.StatusServiceUnavailable, "the store does not answer")
		return
	} else if sum != "" {
		h.Set("ETag", `"`+sum+`"`)
	}
	if path.Ext(name) == ".html" { // a preflight report, with its style in it
		h.Set("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'")
	}
	http.ServeContent(w, r, "", f.Modified, f)
}

// smallFile is how large a file may be that is read once more for its ETag, in bytes.
const smallFile = 1 << 20

// digest gives the SHA-256 of a small file, nothing for a larger one.
func digest(f *File) (string, error) {
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil || size > smallFile {
		return "", err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", err
	}
	_, err = f.Seek(0, io.SeekStart)
	return hex.EncodeToString(sum.Sum(nil)), err
}

var hexadecimal = regexp.MustCompile(`^[0-9a-f]{64}$`)

// keyAllowed refuses keys that no released file has: ones that lead elsewhere, and
// hidden files, as which the store keeps what is not finished.
func keyAllowed(key string) bool {
	if !utf8.ValidString(key) || strings.ContainsFunc(key, unicode.IsControl) || strings.Contains(key, `\`) {
		return false
	}
	for part := range strings.SplitSeq(key, "/") {
		if part == "" || strings.HasPrefix(part, ".") {
			return false
		}
	}
	return true
}

// mediaTypes are of the files that a release can have; the machine's own table is not
// asked, it differs from one to the next.
var mediaTypes = map[string]string{
	".epub": "application/epub+zip",
	".html": "text/html; charset=utf-8",
	".jpeg": "image/jpeg",
	".jpg":  "image/jpeg",
	".json": "application/json",
	".pdf":  "application/pdf",
	".png":  "image/png",
	".txt":  "text/plain; charset=utf-8",
}

func mediaType(name string) string {
	switch name {
	case feed.OPDSName:
		return feed.OPDSType
	case feed.AtomName:
		return feed.AtomType
	}
	if t, ok := mediaTypes[path.Ext(name)]; ok {
		return t
	}
	return "application/octet-stream"
}

// disposition names the file for whoever saves it. What a browser cannot show it saves.
func disposition(name string) string {
	how := "inline"
	if t := mediaType(name); t == "application/epub+zip" || t == "application/octet-stream" {
		how = "attachment"
	}
	return mime.FormatMediaType(how, map[string]string{"filename": name})
}

// hushed takes passwords and keys out of what libraries say of a failure.
func hushed(s string) string {
	s = inAddress().ReplaceAllString(s, "$1:…@")
	return inWords().ReplaceAllString(s, "$1=…")
}

var (
	inAddress = pattern(`([A-Za-z][A-Za-z0-9+.-]*://[^\s/:@]*):[^\s@]+@`)
	inWords   = pattern(`(?i)\b((?:[a-z_-]*(?:password|passwd|secret|token|signature|credential)|[a-z_-]*access_?key(?:_id)?))\s*=\s*(?:'[^']*'|"[^"]*"|[^\s&,;]+)`)
)

// pattern compiles an expression when it is first asked for, not at every start of the
// program.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
