package press

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/layout/unit"
)

// album is an issue with one of everything that is read: two manuscripts, a picture, a
// face and a profile of its own.
func album(t testing.TB) Request {
	t.Helper()
	req := paper(t, map[string]string{
		"issue.toml": "date = 2026-03-01\nnumber = '7'\n[face]\nextra = ['fonts/x.ttf']\n[print]\nprofile = 'p.icc'\n" +
			"[[picture]]\nfile = 'photos/p.png'\nheadline = '春天来了'\nmanuscript = 'a.txt'\ncaption = '花'\n",
		"a.txt": spring, "b.txt": strings.ReplaceAll(spring, "春天", "夏天"), "photos/p.png": string(dotted(t, 0)),
	})
	dir := filepath.Dir(req.ConfigPath)
	for name, data := range map[string][]byte{"fonts/x.ttf": centred(t, "春"), "p.icc": profileOf(t, 0, "")} {
		write(t, filepath.Join(dir, name), data)
	}
	return req
}

func write(t testing.TB, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// dotted is a gray PNG of the shade given.
func dotted(t testing.TB, shade uint8) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 40, 30))
	m.SetGray(3, 3, color.Gray{Y: shade})
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pinned pins what must be there to be pinned.
func pinned(t testing.TB, files config.Files, req Request) *Pinned {
	t.Helper()
	p, diags, err := pinner{files, req.ConfigPath, req.IssueID, 0}.pin(context.Background())
	if err != nil || len(diags) > 0 {
		t.Fatalf("%v: %s", err, summary(diags))
	}
	return p
}

// TestMakeOfPinned: from memory alone come the same files and findings as from the disk,
// when everything on the disk is gone.
func TestMakeOfPinned(t *testing.T) {
	t.Parallel()
	for name, req := range map[string]Request{"album": album(t), "bulletin": shippedRequest(t)} {
		req.OutDir = t.TempDir()
		built, err := Build(t.Context(), req, nil)
		if err != nil || built.Dir == "" {
			t.Fatalf("%s: %v: %s", name, err, summary(built.Diagnostics))
		}
		req.Files = pinned(t, nil, req)
		req.OutDir = ""
		if name == "album" {
			if err := os.RemoveAll(filepath.Dir(req.ConfigPath)); err != nil {
				t.Fatal(err)
			}
		}
		made, err := Make(t.Context(), req, nil)
		if err != nil {
			t.Fatal(err)
		}
		if made.Dir != "" || len(made.Outputs) != len(built.Files) {
			t.Fatalf("%s: %q, %d files: %s", name, made.Dir, len(made.Outputs), summary(made.Diagnostics))
		}
		for _, o := range made.Outputs {
			want, err := os.ReadFile(filepath.Join(built.Dir, o.Name))
			if err != nil || !bytes.Equal(o.Data, want) {
				t.Errorf("%s: %s differs (%v)", name, o.Name, err)
			}
		}
		built.Dir, built.Phases = "", built.Phases[:len(built.Phases)-1] // but the release
		if d := cmp.Diff(built, made.Result); d != "" {
			t.Errorf("%s: results (-built +made)\n%s", name, d)
		}
	}
}

// TestContent: what the issue is made of makes another content, and nothing else does.
func TestContent(t *testing.T) {
	t.Parallel()
	req := album(t)
	dir := filepath.Dir(req.ConfigPath)
	first := pinned(t, nil, req).Content()
	if len(first) != 64 {
		t.Fatalf("content %q", first)
	}
	swap := func(old, new string) func(string) string {
		return func(s string) string {
			if !strings.Contains(s, old) {
				t.Fatalf("no %q in\n%s", old, s)
			}
			return strings.Replace(s, old, new, 1)
		}
	}
	add := func(text string) func(string) string { return func(s string) string { return s + text } }
	const a, issue = "sources/x/a.txt", "sources/x/issue.toml"
	for name, c := range map[string]struct {
		file string
		edit func(string) string
		same bool
	}{
		"a byte of a manuscript":      {a, swap("三月", "四月"), false},
		"its last byte":               {a, add("\n"), false},
		"a byte of the picture":       {"sources/x/photos/p.png", func(string) string { return string(dotted(t, 1)) }, false},
		"the profile":                 {"p.icc", func(string) string { return string(profileOf(t, 24, "\x01")) }, false},
		"another manuscript":          {"sources/x/c.txt", add(strings.ReplaceAll(spring, "春天", "秋天")), false},
		"the number":                  {issue, swap("'7'", "'8'"), false},
		"a style of the issue":        {issue, add("[style.kicker]\nsize = '10pt'\n"), false},
		"the name of the publication": {"config.toml", swap("崇川两会专刊", "崇川专刊"), false},
		"the order of an array":       {"config.toml", swap("[0, 100, 100, 0]", "[100, 0, 100, 0]"), false},
		"a comment":                   {"config.toml", add("\n# 说明\n"), true},
		"a comment of the issue":      {issue, func(s string) string { return "# 说明\n" + s }, true},
		"where outputs go":            {"config.toml", swap(`out = "out"`, `out = "elsewhere"`), true},
		"the issue taken by default":  {"config.toml", swap(`issue = "2021-01-15"`, `issue = "2021-01-22"`), true},
		"the form of a string":        {issue, swap("'7'", `"\u0037"`), true},
		"a leftover of an editor":     {"sources/x/a.txt~", add("x"), true},
		"a file half copied":          {"sources/x/c.txt.part", add("x"), true},
		"a hidden file":               {"sources/x/.c.txt", add("x"), true},
		"a file nobody reads":         {"sources/x/notes.docx", add("x"), true},
		"another issue":               {"sources/y/issue.toml", add("date = 2026-03-08\n"), true},
	} {
		name, file := name, filepath.Join(dir, c.file)
		before, err := os.ReadFile(file)
		write(t, file, []byte(c.edit(string(before))))
		if got := pinned(t, nil, req).Content(); (got == first) != c.same {
			t.Errorf("%s: the same content: %t", name, got == first)
		}
		if err == nil {
			write(t, file, before)
		} else if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
	other := t.TempDir()
	if err := os.CopyFS(filepath.Join(other, "far", "away"), os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	req.ConfigPath = filepath.Join(other, "far", "away", "config.toml")
	if got := pinned(t, nil, req).Content(); got != first {
		t.Error("another folder makes another content")
	}
	write(t, filepath.Join(other, "far", "away", "fonts", "x.ttf"), centred(t, "夏"))
	if got := pinned(t, nil, req).Content(); got == first {
		t.Error("another face makes the same content")
	}
}

// TestAnyByteCounts: whichever byte of an input is another one, so is the content.
func TestAnyByteCounts(t *testing.T) {
	t.Parallel()
	req := album(t)
	dir := filepath.Join(filepath.Dir(req.ConfigPath), "sources", "x")
	first := pinned(t, nil, req).Content()
	rapid.Check(t, func(r *rapid.T) {
		name := rapid.SampledFrom([]string{"a.txt", "b.txt", "photos/p.png"}).Draw(r, "file")
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			r.Fatal(err)
		}
		i := rapid.IntRange(0, len(data)-1).Draw(r, "byte")
		changed := overlaid{config.Disk{}, filepath.Join(dir, name), slices.Clone(data)}
		changed.data[i] ^= 1 << rapid.IntRange(0, 7).Draw(r, "bit")
		if p, _, err := (pinner{changed, req.ConfigPath, "x", 0}).pin(context.Background()); err != nil || p.Content() == first {
			r.Fatalf("byte %d of %s does not count (%v)", i, name, err)
		}
	})
}

// overlaid gives other bytes for one file.
type overlaid struct {
	config.Files
	name string
	data []byte
}

func (o overlaid) ReadFile(name string) ([]byte, error) {
	if name == o.name {
		return o.data, nil
	}
	return o.Files.ReadFile(name)
}

// edited calls a function before a file is read, with how often that has happened.
type edited struct {
	config.Files
	reads  map[string]int
	before func(base string, reads int)
}

func (e *edited) ReadFile(name string) ([]byte, error) {
	base := filepath.Base(name)
	e.reads[base]++
	e.before(base, e.reads[base])
	return e.Files.ReadFile(name)
}

// saved writes a file so that its bytes alone tell that it was: many file systems count
// time in whole seconds.
func saved(t testing.TB, name, text string) {
	t.Helper()
	write(t, name, []byte(text))
	at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	if err := os.Chtimes(name, at, at); err != nil {
		t.Fatal(err)
	}
}

// TestEditWhilePinned: somebody saves both manuscripts while they are read, whenever it
// may be. What is pinned is the one state or the other, never some of both.
func TestEditWhilePinned(t *testing.T) {
	t.Parallel()
	const old, new = "old", "new"
	for _, trigger := range []string{"config.toml", "issue.toml", "a.txt", "b.txt", "p.png"} {
		for reads := 1; reads <= 2; reads++ {
			req := album(t)
			dir := filepath.Join(filepath.Dir(req.ConfigPath), "sources", "x")
			for _, name := range []string{"a.txt", "b.txt"} {
				saved(t, filepath.Join(dir, name), old)
			}
			files := &edited{config.Disk{}, map[string]int{}, func(base string, n int) {
				if base == trigger && n == reads {
					for _, name := range []string{"a.txt", "b.txt"} {
						saved(t, filepath.Join(dir, name), new)
					}
				}
			}}
			p := pinned(t, files, req)
			a, err := p.ReadFile(filepath.Join(dir, "a.txt"))
			b, err2 := p.ReadFile(filepath.Join(dir, "b.txt"))
			if err != nil || err2 != nil || !bytes.Equal(a, b) {
				t.Errorf("saved at read %d of %s: %q and %q (%v, %v)", reads, trigger, a, b, err, err2)
			}
			want := new
			if trigger == "p.png" && reads == 2 { // both were looked at twice by then
				want = old
			}
			if string(a) != want {
				t.Errorf("saved at read %d of %s: %q is pinned, want %q", reads, trigger, a, want)
			}
		}
	}
}

// TestSavedToAndFro: a file that is the same again when it is looked at once more, but
// younger, was another one in between.
func TestSavedToAndFro(t *testing.T) {
	t.Parallel()
	req := album(t)
	name := filepath.Join(filepath.Dir(req.ConfigPath), "sources", "x", "a.txt")
	saved(t, name, spring)
	files := &edited{config.Disk{}, map[string]int{}, func(base string, n int) {
		if base == "b.txt" && n == 1 {
			write(t, name, []byte(spring))
		}
	}}
	pinned(t, files, req)
	if n := files.reads["config.toml"]; n != 4 {
		t.Errorf("the configuration was read %d times, not twice in each of two looks", n)
	}
}

// TestVanishedWhilePinned: a manuscript that goes between two looks is gone, one that
// comes is there, and neither is an error.
func TestVanishedWhilePinned(t *testing.T) {
	t.Parallel()
	for _, goes := range []bool{true, false} {
		req := album(t)
		dir := filepath.Join(filepath.Dir(req.ConfigPath), "sources", "x")
		b, c := filepath.Join(dir, "b.txt"), filepath.Join(dir, "c.txt")
		files := &edited{config.Disk{}, map[string]int{}, func(base string, n int) {
			switch {
			case base != "b.txt" || n != 1:
			case goes:
				os.Remove(b)
			default:
				write(t, c, []byte(spring))
			}
		}}
		p := pinned(t, files, req)
		_, errB := p.ReadFile(b)
		_, errC := p.ReadFile(c)
		if (errB == nil) == goes || (errC == nil) == goes {
			t.Errorf("goes: %t: b %v, c %v", goes, errB, errC)
		}
	}
}

// TestNeverSettled: a folder in which somebody never stops writing is an error that says
// where, and ends.
func TestNeverSettled(t *testing.T) {
	t.Parallel()
	req := album(t)
	name := filepath.Join(filepath.Dir(req.ConfigPath), "sources", "x", "a.txt")
	files := &edited{config.Disk{}, map[string]int{}, func(base string, n int) {
		if base == "b.txt" {
			write(t, name, []byte(strings.Repeat("字", n)))
		}
	}}
	p, diags, err := pinner{files, req.ConfigPath, "x", 0}.pin(t.Context())
	if p != nil || !errors.Is(err, ErrUnsettled) {
		t.Fatalf("%v", err)
	}
	if got := summary(diags); got != "sources/x/a.txt error inputs-changing" {
		t.Error(got)
	}
	if n := files.reads["b.txt"]; n < looks || n > 2*looks {
		t.Errorf("looked %d times", n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := Pin(ctx, files, req.ConfigPath, "x"); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled look: %v", err)
	}
}

// TestUnreadablePinned: what cannot be read is told all at once, where it stands; Make
// refuses it likewise.
func TestUnreadablePinned(t *testing.T) {
	t.Parallel()
	req := album(t)
	denied := func(name string) error { return &os.PathError{Op: "open", Path: name, Err: syscall.EACCES} }
	files := refusing{config.Disk{}, map[string]error{"a.txt": denied("a.txt"), "p.png": denied("p.png")}}
	p, diags, err := pinner{files, req.ConfigPath, "x", 0}.pin(t.Context())
	if err != nil || summary(diags) != "sources/x/a.txt error cannot-read; sources/x/photos/p.png error cannot-read" {
		t.Fatalf("%v: %s", err, summary(diags))
	}
	if d := diags[0]; d.Message.Zh != "读不了：没有权限" {
		t.Errorf("%+v", d)
	}
	made, err := Make(t.Context(), Request{ConfigPath: req.ConfigPath, IssueID: "x", Files: p}, nil)
	if err != nil || made.Verdict != Failed || len(made.Outputs) > 0 || made.Diagnostics.Count(diag.Error) != 2 {
		t.Errorf("%v, %s: %s", err, made.Verdict, summary(made.Diagnostics))
	}
	p, diags, err = pinner{config.Disk{}, filepath.Join(filepath.Dir(req.ConfigPath), "none.toml"), "x", 0}.pin(t.Context())
	if p == nil || err != nil || summary(diags) != "none.toml error missing-file" {
		t.Errorf("no configuration: %v: %s", err, summary(diags))
	}
	made, err = Make(t.Context(), Request{ConfigPath: req.ConfigPath, IssueID: "none"}, nil)
	if err != nil || made.Verdict != BadConfig || made.Cover != nil {
		t.Errorf("no issue: %v, %s", err, made.Verdict)
	}
}

// refusing has files that cannot be read.
type refusing struct {
	config.Files
	refused map[string]error // by base name
}

func (r refusing) ReadFile(name string) ([]byte, error) {
	if err := r.refused[filepath.Base(name)]; err != nil {
		return nil, err
	}
	return r.Files.ReadFile(name)
}

// TestLinksAndPipes: links are followed, a link to nowhere is a file that is not there,
// and nobody waits for a pipe.
func TestLinksAndPipes(t *testing.T) {
	t.Parallel()
	req := album(t)
	dir := filepath.Join(filepath.Dir(req.ConfigPath), "sources", "x")
	first := pinned(t, nil, req).Content()
	link := func(to, name string) {
		t.Helper()
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(dir, "..", "linked.txt"), []byte(spring))
	link("../linked.txt", "a.txt")
	if pinned(t, nil, req).Content() != first {
		t.Error("a link to the same text makes another content")
	}
	link(os.DevNull, "b.txt")
	link("nowhere", "c.txt")
	_, diags, err := Pin(t.Context(), nil, req.ConfigPath, "x")
	if err != nil || summary(diags) != "sources/x/b.txt error cannot-read; sources/x/c.txt error cannot-read" {
		t.Fatalf("%v: %s", err, summary(diags))
	}
	if diags[0].Message.Zh != "读不了：不是普通文件" {
		t.Errorf("%+v", diags[0])
	}
}

// TestInputsTooLarge: what memory could not hold is not read.
func TestInputsTooLarge(t *testing.T) {
	t.Parallel()
	req := album(t)
	file := filepath.Join(filepath.Dir(req.ConfigPath), "sources", "x", "b.txt")
	if err := os.Truncate(file, mostPinned); err != nil { // no blocks are written
		t.Fatal(err)
	}
	files := &edited{config.Disk{}, map[string]int{}, func(string, int) {}}
	p, diags, err := Pin(t.Context(), files, req.ConfigPath, "x")
	if p == nil || err != nil || summary(diags) != "sources/x/b.txt error inputs-too-large" || files.reads["b.txt"] > 0 {
		t.Errorf("%v, read %d times: %s", err, files.reads["b.txt"], summary(diags))
	}
}

// TestMadePictures: the cover is the one in the EPUB, and the thumbnail is the same,
// smaller; a book without a cover has neither.
func TestMadePictures(t *testing.T) {
	t.Parallel()
	made, err := Make(t.Context(), shippedRequest(t), nil)
	if err != nil || len(made.Outputs) == 0 {
		t.Fatalf("%v: %s", err, summary(made.Diagnostics))
	}
	i := slices.IndexFunc(made.Outputs, func(o Output) bool { return strings.HasSuffix(o.Name, ".epub") })
	if !bytes.Contains(made.Outputs[i].Data, made.Cover) { // JPEGs are stored, not packed
		t.Error("the EPUB has another cover")
	}
	cover, _, err := image.DecodeConfig(bytes.NewReader(made.Cover))
	small, format, err2 := image.DecodeConfig(bytes.NewReader(made.Thumbnail))
	if err != nil || err2 != nil || format != "jpeg" || small.Width != thumbnailWidth {
		t.Fatalf("%s, %+v (%v, %v)", format, small, err, err2)
	}
	if want := unit.Pt(cover.Height).Times(thumbnailWidth, int64(cover.Width)); int(want) != small.Height {
		t.Errorf("%+v of %+v", small, cover)
	}
	req := paper(t, map[string]string{"issue.toml": "date = 2026-03-01\noutput.epub_cover = false\n", "a.txt": spring})
	if made, err := Make(t.Context(), req, nil); err != nil || len(made.Outputs) == 0 || made.Cover != nil || made.Thumbnail != nil {
		t.Errorf("%v, %d bytes of cover: %s", err, len(made.Cover), summary(made.Diagnostics))
	}
}

// TestPinnedIsOfItsIssue: what no build of the issue asks for is not there.
func TestPinnedIsOfItsIssue(t *testing.T) {
	t.Parallel()
	req := album(t)
	dir := filepath.Dir(req.ConfigPath)
	write(t, filepath.Join(dir, "sources", "y", "a.txt"), []byte(spring))
	write(t, filepath.Join(dir, "sources", "x", ".a.txt.swp"), []byte("x"))
	p := pinned(t, nil, req)
	if _, err := p.ReadFile(filepath.Join(dir, "sources", "y", "a.txt")); !os.IsNotExist(err) {
		t.Errorf("another issue's manuscript: %v", err)
	}
	if _, err := p.Stat(filepath.Join(dir, "out")); !os.IsNotExist(err) {
		t.Errorf("another folder: %v", err)
	}
	entries, err := p.ReadDir(filepath.Join(dir, "sources", "x"))
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if d := cmp.Diff([]string{"a.txt", "b.txt", "issue.toml", "photos"}, names); d != "" || err != nil {
		t.Errorf("%s (%v)", d, err)
	}
	var read []string
	for q := range maps.Keys(p.answers) {
		if q.what == forBytes {
			rel, _ := filepath.Rel(dir, q.name)
			read = append(read, filepath.ToSlash(rel))
		}
	}
	slices.Sort(read)
	want := []string{"config.toml", "fonts/x.ttf", "p.icc", "sources/x/a.txt", "sources/x/b.txt", "sources/x/issue.toml", "sources/x/photos/p.png"}
	if d := cmp.Diff(want, read); d != "" {
		t.Error(d)
	}
}

func BenchmarkPin(b *testing.B) {
	req := shippedRequest(b)
	for b.Loop() {
		if _, diags, err := Pin(b.Context(), nil, req.ConfigPath, ""); err != nil || len(diags) > 0 {
			b.Fatal(err, summary(diags))
		}
	}
}

func BenchmarkMake(b *testing.B) {
	req := shippedRequest(b)
	req.Files = pinned(b, nil, req)
	for b.Loop() {
		if made, err := Make(b.Context(), req, nil); err != nil || len(made.Outputs) == 0 {
			b.Fatal(err, summary(made.Diagnostics))
		}
	}
}
