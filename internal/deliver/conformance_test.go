package deliver

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"banxin/internal/deliver/delivertest"
	"banxin/internal/diag"
)

// place is a place that files are delivered to, seen from the other side.
type place struct {
	sink  Sink
	files func(t *testing.T) map[string]string             // all that stands there
	plant func(t *testing.T, name string, data string)     // puts a file there
	wire  *delivertest.Wire                                // on the way there; folder: none
	with  func(t *testing.T, change func(o *Options)) Sink // another sink to the same place
}

// kinds make a new place of every kind that takes files. SFTP is run against the
// server of OpenSSH too where BANXIN_SSHD names it.
func kinds() map[string]func(t *testing.T) *place {
	kinds := map[string]func(t *testing.T) *place{"folder": folderPlace, "sftp": sftpPlace, "s3": s3Place}
	if sshd := os.Getenv("BANXIN_SSHD"); sshd != "" {
		kinds["openssh"] = func(t *testing.T) *place {
			account, keyFile, address, knownAs := delivertest.OpenSSH(t, sshd)
			return newSFTPPlace(t, Options{User: account, KeyFile: keyFile}, address, knownAs)
		}
	}
	return kinds
}

// everyPlace runs a test against a new place of every kind.
func everyPlace(t *testing.T, test func(t *testing.T, p *place)) {
	for kind, open := range kinds() {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			test(t, open(t))
		})
	}
}

// everyWire runs a test against a new place of every kind that is reached by a wire.
func everyWire(t *testing.T, test func(t *testing.T, p *place)) {
	for kind, open := range kinds() {
		if kind == "folder" {
			continue // TestKilledInFolder and TestFolderFails do this for it
		}
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			test(t, open(t))
		})
	}
}

func mustOpen(t *testing.T, o Options) Sink {
	t.Helper()
	s, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// opened completes a place by its sink.
func opened(t *testing.T, p *place, o Options) *place {
	p.with = func(t *testing.T, change func(o *Options)) Sink {
		changed := o
		change(&changed)
		return mustOpen(t, changed)
	}
	p.sink = mustOpen(t, o)
	return p
}

func folderPlace(t *testing.T) *place {
	dir := t.TempDir()
	return opened(t, diskPlace(filepath.Join(dir, "投递")), Options{Name: "print-shop", Kind: "folder", Folder: "投递", Dir: dir})
}

// diskPlace looks at a folder of the disk.
func diskPlace(dir string) *place {
	return &place{
		files: func(t *testing.T) map[string]string {
			t.Helper()
			files := map[string]string{}
			err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
				if errors.Is(err, fs.ErrNotExist) || err == nil && d.IsDir() {
					return nil
				}
				data, e := os.ReadFile(path)
				rel, _ := filepath.Rel(dir, path)
				files[filepath.ToSlash(rel)] = string(data)
				return errors.Join(err, e)
			})
			if err != nil {
				t.Fatal(err)
			}
			return files
		},
		plant: func(t *testing.T, name, data string) {
			t.Helper()
			path := filepath.Join(dir, name)
			if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, []byte(data), 0o666)); err != nil {
				t.Fatal(err)
			}
		},
	}
}

func sftpPlace(t *testing.T) *place {
	address, knownAs := delivertest.SFTP(t, delivertest.OnDisk)
	return newSFTPPlace(t, Options{User: delivertest.User, PasswordFile: delivertest.Secret(t, []byte(delivertest.Password+"\n"))}, address, knownAs)
}

func newSFTPPlace(t *testing.T, o Options, address string, knownAs func(string) string) *place {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "来稿")
	p := diskPlace(dir)
	p.wire = delivertest.NewWire(t, address)
	o.Name, o.Kind, o.Address, o.Path = "print-shop", "sftp", p.wire.Address(), filepath.ToSlash(dir)
	o.KnownHosts = delivertest.Secret(t, []byte(knownAs(o.Address)))
	return opened(t, p, o)
}

func s3Place(t *testing.T) *place {
	address, backend := delivertest.S3(t)
	p := &place{wire: delivertest.NewWire(t, address)}
	p.files = func(t *testing.T) map[string]string { return bucketFiles(t, backend) }
	p.plant = func(t *testing.T, name, data string) {
		t.Helper()
		if _, err := backend.PutObject("press", "out/"+name, nil, strings.NewReader(data), int64(len(data)), nil); err != nil {
			t.Fatal(err)
		}
	}
	return opened(t, p, Options{Name: "archive", Kind: "s3", URL: delivertest.S3URL(p.wire.Address())})
}

func bucketFiles(t *testing.T, backend *s3mem.Backend) map[string]string {
	t.Helper()
	list, err := backend.ListBucket("press", nil, gofakes3.ListBucketPage{})
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, o := range list.Contents {
		object, err := backend.GetObject("press", o.Key, nil)
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(object.Contents)
		if object.Contents.Close(); err != nil {
			t.Fatal(err)
		}
		files[strings.TrimPrefix(o.Key, "out/")] = string(data)
	}
	return files
}

func sum(data []byte) string { return fmt.Sprintf("%x", sha256.Sum256(data)) }

// delivered is what a place holds when the parcels are there.
func delivered(t *testing.T, parcels ...*Parcel) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, p := range parcels {
		for _, f := range p.Files {
			data, err := load(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			files[fmt.Sprintf("%s-r%d/%s", p.Issue, p.Revision, f.Name)] = string(data)
		}
	}
	return files
}

func (p *place) holds(t *testing.T, want map[string]string) {
	t.Helper()
	got := p.files(t)
	if maps.Equal(want, got) {
		return
	}
	size := func(files map[string]string) map[string]int {
		sizes := map[string]int{}
		for name, data := range files {
			sizes[name] = len(data)
		}
		return sizes
	}
	t.Errorf("files differ, by size (-want +got):\n%s", cmp.Diff(size(want), size(got)))
}

func (p *place) deliver(t *testing.T, parcel *Parcel) {
	t.Helper()
	if err := p.sink.Deliver(t.Context(), parcel); err != nil {
		t.Fatal(err)
	}
}

// worded checks that an error says something in both languages.
func worded(t *testing.T, err error) {
	t.Helper()
	words := diag.Words(err)
	if !strings.ContainsFunc(words.Zh, func(r rune) bool { return r >= '一' }) || words.Zh == words.En {
		t.Errorf("no words in Chinese: %v", err)
	}
}

func TestDelivers(t *testing.T) {
	t.Parallel()
	everyPlace(t, func(t *testing.T, p *place) {
		first, second := parcelOf(1), parcelOf(2)
		p.deliver(t, first)
		p.holds(t, delivered(t, first))
		p.deliver(t, first)
		p.holds(t, delivered(t, first))
		p.deliver(t, second) // the new revision does not disturb the old one
		p.holds(t, delivered(t, first, second))
	})
}

func TestDeliversParts(t *testing.T) {
	t.Parallel()
	everyPlace(t, func(t *testing.T, p *place) {
		parcel := parcelOf(1)
		sink := p.with(t, func(o *Options) {
			o.Files = []string{"epub", "sha256"}
			o.Into = "{publication}/{year}/{date} 第{revision}版"
		})
		if err := sink.Deliver(t.Context(), parcel); err != nil {
			t.Fatal(err)
		}
		p.holds(t, map[string]string{
			"崇川两会专刊/2021/2021-01-15 第1版/2021-01-15.epub":       "PK",
			"崇川两会专刊/2021/2021-01-15 第1版/2021-01-15-sha256.txt": sum([]byte("PK")) + "  2021-01-15.epub\n",
		})
		err := p.with(t, func(o *Options) { o.Files = []string{"reading"} }).Deliver(t.Context(), parcel)
		if !IsPermanent(err) {
			t.Errorf("nothing to deliver: %v", err)
		}
	})
}

func TestDeliversAtOnce(t *testing.T) {
	t.Parallel()
	everyPlace(t, func(t *testing.T, p *place) {
		parcel := parcelOf(1)
		errs := make([]error, 10)
		var all sync.WaitGroup
		for i := range errs {
			all.Go(func() { errs[i] = p.sink.Deliver(t.Context(), parcel) })
		}
		all.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
		p.holds(t, delivered(t, parcel))
	})
}

func TestMendsDamage(t *testing.T) {
	t.Parallel()
	everyPlace(t, func(t *testing.T, p *place) {
		parcel := parcelOf(1)
		p.plant(t, "2021-01-15-r1/2021-01-15.epub", "PX") // the right size
		p.plant(t, "2021-01-15-r1/2021-01-15-print.pdf", "%PDF")
		p.deliver(t, parcel)
		p.holds(t, delivered(t, parcel))
	})
}

func TestForeignFilesStay(t *testing.T) {
	t.Parallel()
	everyPlace(t, func(t *testing.T, p *place) {
		parcel := parcelOf(1)
		foreign := map[string]string{
			"印前意见.txt":                              "ok",
			".2021-01-15-r1.tmp-note":               "x",
			".2021-01-15-r11.tmp-0123456789abcdef":  "x",
			"2021-01-15-r1/印前意见.txt":                "ok",
			"2021-01-15-r1/other.pdf.part":          "x",
			"2021-01-15-r1/2021-01-15.epub.partial": "x",
			"2021-01-14-r1/2021-01-15.epub":         "older",
		}
		for name, data := range foreign {
			p.plant(t, name, data)
		}
		want := delivered(t, parcel)
		maps.Copy(want, foreign)
		for range 2 {
			p.deliver(t, parcel)
			p.holds(t, want)
		}
	})
}

// A connection cut after every so many bytes: the error says so, whole files only
// have their names, and once it holds the next attempt arrives with nothing left over.
func TestCutConnection(t *testing.T) {
	t.Parallel()
	everyWire(t, func(t *testing.T, p *place) {
		parcel := parcelOf(1)
		want := delivered(t, parcel)
		for n, round := int64(0), 0; ; n, round = n*3/2+300, round+1 {
			revision := parcelOf(round + 2) // a folder of its own, in which nothing is yet
			p.wire.CutAfter(n)
			err := p.sink.Deliver(t.Context(), revision)
			whole := delivered(t, revision)
			for name, data := range p.files(t) {
				if w, ok := whole[name]; ok && w != data {
					t.Fatalf("cut after %d bytes: %s is there with %d of %d bytes", n, name, len(data), len(w))
				}
			}
			if err != nil {
				worded(t, err)
				if IsPermanent(err) {
					t.Fatalf("cut after %d bytes: no retry: %v", n, err)
				}
			}
			p.wire.Heal()
			p.deliver(t, revision)
			maps.Copy(want, whole)
			if err == nil {
				if round < 10 {
					t.Fatalf("only %d cuts before it went through", round)
				}
				break
			}
		}
		p.deliver(t, parcel)
		p.holds(t, want)
	})
}

// A server that says nothing more holds nobody: the end of the context does.
func TestHangingServer(t *testing.T) {
	t.Parallel()
	everyWire(t, func(t *testing.T, p *place) {
		for _, n := range []int64{0, 100, 3000, 20_000} {
			hung := p.wire.HangAfter(n)
			ctx, cancel := context.WithCancel(t.Context())
			go func() {
				<-hung
				cancel()
			}()
			err := p.sink.Deliver(ctx, parcelOf(1))
			if !errors.Is(err, context.Canceled) || IsPermanent(err) {
				t.Errorf("hung after %d bytes: %v", n, err)
			}
			cancel()
		}
		p.wire.Heal()
		p.deliver(t, parcelOf(1))
		p.holds(t, delivered(t, parcelOf(1)))
	})
}

func TestHostileNames(t *testing.T) {
	t.Parallel()
	everyPlace(t, func(t *testing.T, p *place) {
		for _, name := range []string{"", "..", "../x", "/etc/x", "a/b", `a\b`, "a\x00", "a\nb", ".ssh", "\xff"} {
			parcel := parcelOf(1)
			parcel.Files[1].Name = name
			if err := p.sink.Deliver(t.Context(), parcel); !IsPermanent(err) {
				t.Errorf("file %q: %v", name, err)
			}
			parcel = parcelOf(1)
			parcel.Issue = name + "/../../" + name
			if err := p.sink.Deliver(t.Context(), parcel); !IsPermanent(err) {
				t.Errorf("issue %q: %v", name, err)
			}
		}
		p.holds(t, map[string]string{})
	})
}

// What the store gives wrongly goes nowhere, and what it gives right later arrives.
func TestStoreFails(t *testing.T) {
	t.Parallel()
	everyPlace(t, func(t *testing.T, p *place) {
		for name, open := range map[string]func(context.Context) (io.ReadCloser, error){
			"refused":   func(context.Context) (io.ReadCloser, error) { return nil, fs.ErrPermission },
			"truncated": func(context.Context) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("P")), nil },
			"changed":   func(context.Context) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("PX")), nil },
		} {
			parcel := parcelOf(1)
			parcel.Files[1].Open = open
			err := p.sink.Deliver(t.Context(), parcel)
			if err == nil || IsPermanent(err) {
				t.Errorf("%s: %v", name, err)
				continue
			}
			worded(t, err)
			if _, there := p.files(t)["2021-01-15-r1/2021-01-15-sha256.txt"]; there {
				t.Errorf("%s: the list of checksums is there", name)
			}
		}
		p.deliver(t, parcelOf(1))
		p.holds(t, delivered(t, parcelOf(1)))
	})
}

func TestListComesLast(t *testing.T) {
	t.Parallel()
	files, err := choose(t.Context(), parcelOf(1), nil)
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for _, f := range files {
		parts = append(parts, f.Part)
	}
	if !slices.Equal(parts, []string{"print", "epub", "cover", "sha256"}) {
		t.Errorf("order %q", parts)
	}
	list, err := load(t.Context(), files[3])
	if err != nil || bytes.Count(list, []byte("\n")) != 2 {
		t.Errorf("the list is changed though all files come: %q, %v", list, err)
	}
}

func TestBadOptions(t *testing.T) {
	t.Parallel()
	mail := Options{Kind: "mail", Address: "h", From: "a@b.cn", To: []string{"c@d.cn"}}
	with := func(o Options, change func(*Options)) Options { change(&o); return o }
	for _, o := range []Options{
		{}, {Kind: "ftp"}, {Kind: "folder"}, {Kind: "sftp", Address: "h"}, {Kind: "sftp", Address: "h", User: "u"},
		{Kind: "sftp", Address: "h", User: "u", KeyFile: "k"}, {Kind: "sftp", Address: "a b", User: "u", KeyFile: "k", KnownHosts: "n"},
		{Kind: "folder", Folder: "x", Into: "{issue}"}, {Kind: "folder", Folder: "x", Into: "{revision}"}, {Kind: "folder", Folder: "x", Into: "{issue}-{revision}-{name}"},
		{Kind: "s3", URL: "https://x"}, {Kind: "s3"}, {Kind: "webhook", URL: "ftp://x"}, {Kind: "webhook", URL: "x"},
		with(mail, func(o *Options) { o.Address = "" }), with(mail, func(o *Options) { o.From = "a@b.cn\r\nBcc: x@y.cn" }),
		with(mail, func(o *Options) { o.To = nil }), with(mail, func(o *Options) { o.To = []string{"x"} }),
		with(mail, func(o *Options) { o.TLS = "ssl" }), with(mail, func(o *Options) { o.User = "u" }),
	} {
		o.Name = "d"
		_, err := Open(o)
		if !IsPermanent(err) {
			t.Errorf("%+v: %v", o, err)
			continue
		}
		worded(t, err)
	}
}
