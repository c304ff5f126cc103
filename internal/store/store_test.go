package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	"gocloud.dev/blob/memblob"

	"banxin/internal/diag"
	"banxin/internal/store"
	_ "banxin/internal/store/s3"
)

func TestMain(m *testing.M) {
	for key, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_EC2_METADATA_DISABLED": "true",
		"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
	} {
		os.Setenv(key, value)
	}
	store.Register("mem", func(context.Context, *url.URL) (*blob.Bucket, error) { return memblob.OpenBucket(nil), nil })
	store.Register("failing", func(_ context.Context, u *url.URL) (*blob.Bucket, error) {
		errno, err := strconv.Atoi(u.Host)
		return blob.NewBucket(failing{cause: syscall.Errno(errno)}), err
	})
	os.Exit(m.Run())
}

// server starts a server that speaks the protocol of S3, and gives the address of a
// bucket on it. A capacity of 1 leaves no request to try again with: the AWS modules
// wait for seconds before they do.
func server(t *testing.T) string {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket("press"); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(srv.Close)
	return "s3://press/版心?region=cn-east-1&rate_limiter_capacity=1&endpoint=" + url.QueryEscape(srv.URL)
}

func open(t *testing.T, address, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), address, dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func release(revision int) *store.Release {
	r := &store.Release{
		Publication: "崇川两会专刊", Name: "崇川两会专刊", Issue: "2021-01-15", Date: "2021-01-15", Number: "1",
		Revision: revision, Content: fmt.Sprintf("%064d", revision), Identifier: "urn:uuid:1", Verdict: "clean",
		Title: "崇川两会专刊 2021-01-15", Published: time.Date(2021, 1, 14, 16, 0, 0, 0, time.UTC), Modified: time.Date(2021, 1, 14, 16, 0, 0, 0, time.UTC),
		Contents: []string{"两会 <开幕>"},
	}
	if revision > 1 {
		r.Revised = time.Date(2021, 1, 16, 8, 0, 0, 0, time.UTC)
	}
	return r
}

func blobs() []store.Blob {
	return []store.Blob{
		{Name: "2021-01-15-print.pdf", Data: bytes.Repeat([]byte("%PDF"), 100_000)},
		{Name: "2021-01-15.epub", Data: []byte("PK")},
		{Name: "封面 一.jpg", Data: nil},
		{Name: "2021-01-15-sha256.txt", Data: []byte("…  2021-01-15.epub\n")},
	}
}

// everyKind runs a test in a folder and against a server.
func everyKind(t *testing.T, test func(t *testing.T, address, dir string)) {
	t.Run("folder", func(t *testing.T) { t.Parallel(); test(t, "发布", t.TempDir()) })
	t.Run("s3", func(t *testing.T) { t.Parallel(); test(t, server(t), "") })
}

// holds checks that a revision stands there whole.
func holds(t *testing.T, s *store.Store, want *store.Release, files []store.Blob) {
	t.Helper()
	got, err := s.Get(t.Context(), want.Publication, want.Date[:4], want.Issue, want.Revision)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("release (-want +got):\n%s", d)
	}
	for _, f := range files {
		r, err := s.Read(t.Context(), got, f.Name)
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if r.Close(); err != nil || !bytes.Equal(data, f.Data) {
			t.Errorf("%s: %d bytes of %d, %v", f.Name, len(data), len(f.Data), err)
		}
	}
}

// tree lists all files below a folder, hidden ones too.
func tree(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			names = append(names, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestPutAndGet(t *testing.T) {
	t.Parallel()
	everyKind(t, func(t *testing.T, address, dir string) {
		s := open(t, address, dir)
		first, second := release(1), release(2)
		if _, err := s.Get(t.Context(), first.Publication, "2021", first.Issue, 1); !errors.Is(err, store.ErrNotFound) {
			t.Fatalf("before: %v", err)
		}
		for range 2 {
			for _, r := range []*store.Release{first, second} {
				if err := s.Put(t.Context(), r, blobs()); err != nil {
					t.Fatal(err)
				}
			}
		}
		holds(t, s, first, blobs())
		holds(t, s, second, blobs())
		o, err := s.Object(t.Context(), s.Key(first, "2021-01-15.epub"))
		if err != nil {
			t.Fatal(err)
		}
		if o.Size() != 2 {
			t.Errorf("size %d", o.Size())
		}
		o.Close()
		if err := s.Ready(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestFolderIsLaidOutForPeople(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, "store", dir)
	if err := s.Put(t.Context(), release(1), blobs()); err != nil {
		t.Fatal(err)
	}
	if err := s.PutFeed(t.Context(), "崇川两会专刊", "opds.xml", []byte("<feed/>")); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"store/崇川两会专刊/2021/2021-01-15/r1/2021-01-15-print.pdf",
		"store/崇川两会专刊/2021/2021-01-15/r1/2021-01-15-sha256.txt",
		"store/崇川两会专刊/2021/2021-01-15/r1/2021-01-15.epub",
		"store/崇川两会专刊/2021/2021-01-15/r1/release.json",
		"store/崇川两会专刊/2021/2021-01-15/r1/封面 一.jpg",
		"store/崇川两会专刊/opds.xml",
	}
	if d := cmp.Diff(want, tree(t, dir)); d != "" {
		t.Errorf("files (-want +got):\n%s", d)
	}
}

func TestReleaseSheet(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir, "")
	if err := s.Put(t.Context(), release(2), blobs()[1:2]); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(dir, "崇川两会专刊/2021/2021-01-15/r2/release.json"))
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "publication": "崇川两会专刊",
  "name": "崇川两会专刊",
  "title": "崇川两会专刊 2021-01-15",
  "issue": "2021-01-15",
  "date": "2021-01-15",
  "number": "1",
  "revision": 2,
  "revised": "2021-01-16T08:00:00Z",
  "content": "0000000000000000000000000000000000000000000000000000000000000002",
  "identifier": "urn:uuid:1",
  "verdict": "clean",
  "contents": [
    "两会 <开幕>"
  ],
  "published": "2021-01-14T16:00:00Z",
  "modified": "2021-01-14T16:00:00Z",
  "files": [
    {
      "name": "2021-01-15.epub",
      "bytes": 2,
      "sha256": "fc56f05fb6d5e4aea19c4c4c4fbffc1aef6d1bb3e5cc4a2e4b20a6a3c1a6d8d8"
    }
  ]
}
`
	cut := func(s string) string { before, _, _ := strings.Cut(s, `"sha256"`); return before }
	if d := cmp.Diff(cut(want), cut(string(got))); d != "" {
		t.Errorf("release.json (-want +got):\n%s", d)
	}
}

func TestPutAtOnce(t *testing.T) {
	t.Parallel()
	everyKind(t, func(t *testing.T, address, dir string) {
		errs := make([]error, 10)
		var all sync.WaitGroup
		for i := range errs {
			s := open(t, address, dir) // a store for each, as processes have it
			all.Go(func() { errs[i] = s.Put(t.Context(), release(1), blobs()) })
		}
		all.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
		want := release(1)
		s := open(t, address, dir)
		if err := s.Put(t.Context(), want, blobs()); err != nil {
			t.Fatal(err)
		}
		holds(t, s, want, blobs())
		if dir != "" {
			if n := len(tree(t, dir)); n != len(blobs())+1 {
				t.Errorf("%d files: %q", n, tree(t, dir))
			}
		}
	})
}

func TestPutMendsAndSweeps(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir, "")
	r := release(1)
	if err := s.Put(t.Context(), r, blobs()); err != nil {
		t.Fatal(err)
	}
	whole := tree(t, dir)
	rev := filepath.Join(dir, "崇川两会专刊/2021/2021-01-15/r1")
	damage := map[string][]byte{
		filepath.Join(rev, "2021-01-15.epub"):                                 []byte("PX"), // same size
		filepath.Join(rev, "2021-01-15-print.pdf"):                            []byte("%PDF"),
		filepath.Join(rev, "2021-01-15-print.pdf.18fa3c5e2b7d9a01.tmp"):       []byte("%PD"),
		filepath.Join(rev, "release.json.18fa3c5e2b7d9a02.tmp"):               nil,
		filepath.Join(rev, ".lock"):                                           nil,
		filepath.Join(dir, "崇川两会专刊", "opds.xml.18fa3c5e2b7d9a03.tmp"):         []byte("<"),
		filepath.Join(dir, "崇川两会专刊", "notes.txt.18fa3c5e2b7d9a04.tmp"):        []byte("foreign"),
		filepath.Join(dir, "崇川两会专刊/2021/2021-01-15/notes.0123456789abcd.tmp"): []byte("foreign"),
	}
	for name, data := range damage {
		if err := os.WriteFile(name, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(filepath.Join(rev, "封面 一.jpg")); err != nil {
		t.Fatal(err)
	}
	if err := s.Put(t.Context(), r, blobs()); err != nil {
		t.Fatal(err)
	}
	if err := s.PutFeed(t.Context(), r.Publication, "opds.xml", []byte("<feed/>")); err != nil {
		t.Fatal(err)
	}
	holds(t, s, r, blobs())
	want := append(whole, "崇川两会专刊/opds.xml", "崇川两会专刊/notes.txt.18fa3c5e2b7d9a04.tmp", "崇川两会专刊/2021/2021-01-15/notes.0123456789abcd.tmp")
	slices.Sort(want)
	got := tree(t, dir)
	slices.Sort(got)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("files (-want +got):\n%s", d)
	}
}

// What package fileblob writes under before it renames is what the next Put sweeps.
func TestUnfinishedWriteIsSwept(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir, "")
	b, err := fileblob.OpenBucket(dir, &fileblob.Options{NoTempDir: true, Metadata: fileblob.MetadataDontWrite})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	w, err := b.NewWriter(t.Context(), "崇川两会专刊/2021/2021-01-15/r1/2021-01-15.epub", &blob.WriterOptions{ContentType: "application/epub+zip"})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if _, err := w.Write([]byte("P")); err != nil {
		t.Fatal(err)
	}
	if n := len(tree(t, dir)); n != 1 {
		t.Fatalf("%d files while writing", n)
	}
	r := release(1)
	if err := s.Put(t.Context(), r, blobs()); err != nil {
		t.Fatal(err)
	}
	if got := tree(t, dir); len(got) != len(blobs())+1 {
		t.Errorf("files %q", got)
	}
}

// A run killed between two files leaves files without a release: no revision.
func TestWithoutSheetNoRevision(t *testing.T) {
	t.Parallel()
	everyKind(t, func(t *testing.T, address, dir string) {
		b, err := store.OpenBucket(t.Context(), address, dir)
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		r := release(1)
		const stray = "崇川两会专刊/2021/2021-01-15/r1/2021-01-15-other.pdf"
		for _, key := range []string{"崇川两会专刊/2021/2021-01-15/r1/2021-01-15.epub", stray} {
			if err := b.Put(t.Context(), key, []byte("half")); err != nil {
				t.Fatal(err)
			}
		}
		s := open(t, address, dir)
		if _, err := s.Get(t.Context(), r.Publication, "2021", r.Issue, 1); !errors.Is(err, store.ErrNotFound) {
			t.Fatalf("Get: %v", err)
		}
		if err := s.Put(t.Context(), r, blobs()); err != nil {
			t.Fatal(err)
		}
		holds(t, s, r, blobs())
		if _, err := s.Object(t.Context(), stray); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a file of other content stands beside the release: %v", err)
		}
	})
}

func TestReleasedIsNotWrittenOver(t *testing.T) {
	t.Parallel()
	everyKind(t, func(t *testing.T, address, dir string) {
		s := open(t, address, dir)
		r := release(1)
		if err := s.Put(t.Context(), r, blobs()); err != nil {
			t.Fatal(err)
		}
		other := release(1)
		other.Content = strings.Repeat("f", 64)
		changed := blobs()
		changed[1].Data = []byte("other")
		err := s.Put(t.Context(), other, changed)
		if !errors.Is(err, store.ErrTaken) || !strings.Contains(diag.Words(err).Zh, "下一个修订号") {
			t.Fatalf("Put: %v", err)
		}
		holds(t, s, r, blobs())
	})
}

func TestHostileNames(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, "in", dir)
	hostile := []string{"", ".", "..", "../x", "/etc/passwd", "a/b", `a\b`, "a\x00", "a\nb", "a\u0085", ".git", "\xff", "x.0123456789abcdef.tmp", "x.attrs"}
	for _, name := range hostile {
		r := release(1)
		if err := s.Put(t.Context(), r, []store.Blob{{Name: name}}); err == nil {
			t.Errorf("file %q is taken", name)
		}
		r.Issue = name
		if err := s.Put(t.Context(), r, blobs()); err == nil {
			t.Errorf("issue %q is taken", name)
		}
		r = release(1)
		r.Publication = name
		if err := s.Put(t.Context(), r, blobs()); err == nil {
			t.Errorf("publication %q is taken", name)
		}
		if err := s.PutFeed(t.Context(), "p", name, nil); err == nil {
			t.Errorf("feed %q is taken", name)
		}
		if _, err := s.Object(t.Context(), "p/"+name); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("object %q: %v", name, err)
		}
		if _, err := s.Get(t.Context(), "p", "2021", name, 1); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("Get %q: %v", name, err)
		}
	}
	for _, name := range []string{"release.json", "twice"} {
		if err := s.Put(t.Context(), release(1), []store.Blob{{Name: "twice"}, {Name: name}}); err == nil {
			t.Errorf("file %q is taken", name)
		}
	}
	for _, date := range []string{"", "2021", "../../x", "2021-01-15/.."} {
		r := release(1)
		r.Date = date
		if err := s.Put(t.Context(), r, blobs()); err == nil {
			t.Errorf("date %q is taken", date)
		}
	}
	r := release(1)
	r.Revision = 0
	if err := s.Put(t.Context(), r, blobs()); err == nil {
		t.Error("revision 0 is taken")
	}
	if got := tree(t, dir); len(got) > 0 {
		t.Errorf("files: %q", got)
	}
}

func TestMemory(t *testing.T) {
	t.Parallel()
	s := open(t, "mem://", "")
	r := release(1)
	if err := s.Put(t.Context(), r, blobs()); err != nil {
		t.Fatal(err)
	}
	holds(t, s, r, blobs())
}

func TestBadAddress(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"ftp://host/x", "file://host/x", "file://", "s3://%zz", "gs://bucket?key=secret"} {
		_, err := store.Open(t.Context(), address, t.TempDir())
		if err == nil || !strings.Contains(diag.Words(err).Zh, "存储地址") || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := store.Open(t.Context(), "s3://bucket/a/../b?endpoint=http://127.0.0.1:1&region=x", ""); err == nil {
		t.Error("a prefix that escapes is taken")
	}
}
