package cos

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// build makes a file of objects with a plain table. Each has its text; the trailer
// may have further entries.
func build(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n%\xE2\xE3\xCF\xD3\n")
	offsets := make([]int, len(objects))
	for i, o := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, start)
	return b.Bytes()
}

func stream(entries, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(data), data)
}

func flate(data string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write([]byte(data))
	z.Close()
	return b.String()
}

// small is a file of two pages, the second with a packed content.
func small() []byte {
	return build("/ID[<01><02>]",
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]/MediaBox[0 0 100 200]/Rotate 90>>",
		"<</Type/Page/Parent 2 0 R/Rotate 0>>",
		"<</Type/Page/Parent 2 0 R/Contents 5 0 R/Title(a\\)\\101\\\n(b)c)/N/A#42>>",
		stream("/Filter/FlateDecode", flate("BT /F1 9 Tf (x) Tj ET")),
	)
}

func open(t testing.TB, data []byte) *File {
	t.Helper()
	f, err := Open(data, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestOpen(t *testing.T) {
	t.Parallel()
	f := open(t, small())
	pages, err := f.Pages()
	if err != nil || len(pages) != 2 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	for i, want := range []int{0, 90} {
		if got, _ := f.Int(pages[i].Dict["Rotate"]); got != want {
			t.Errorf("page %d turned by %d", i+1, got)
		}
		if box := f.Array(pages[i].Dict["MediaBox"]); len(box) != 4 {
			t.Errorf("page %d has the box %v", i+1, box)
		}
	}
	second := pages[1].Dict
	if text, _ := f.Text(second["Title"]); text != "a)A(b)c" {
		t.Errorf("title %q", text)
	}
	if second["N"] != Name("AB") {
		t.Errorf("name %q", second["N"])
	}
	data, err := f.Decode(f.Stream(second["Contents"]))
	if err != nil || string(data) != "BT /F1 9 Tf (x) Tj ET" {
		t.Errorf("content %q, %v", data, err)
	}
	if w := f.Warnings(); len(w) > 0 {
		t.Errorf("warnings %v", w)
	}
	if refs := f.Refs(); len(refs) != 5 || refs[4] != (Ref{5, 0}) {
		t.Errorf("objects %v", refs)
	}
}

// TestObjectStreams: testdata/packed.pdf is small() with its objects in streams, as
// qpdf 11 writes it.
func TestObjectStreams(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/packed.pdf")
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, data)
	pages, err := f.Pages()
	if err != nil || len(pages) != 2 || len(f.Warnings()) > 0 {
		t.Fatalf("%d pages, %v, warnings %v", len(pages), err, f.Warnings())
	}
	content, err := f.Decode(f.Stream(pages[1].Dict["Contents"]))
	if err != nil || string(content) != "BT /F1 9 Tf (x) Tj ET" {
		t.Errorf("content %q, %v", content, err)
	}
}

// TestRepair: what readers repair is repaired, and said.
func TestRepair(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(string) string{
		"something before the header": func(s string) string { return "junk\n" + s },
		"wrong startxref":             func(s string) string { return strings.Replace(s, "startxref\n", "startxref\n1", 1) },
		"wrong place of an object":    func(s string) string { return strings.Replace(s, "0000000015 00000 n", "0000000016 00000 n", 1) },
		"wrong length":                func(s string) string { return strings.Replace(s, "/Length ", "/Length 9", 1) },
		"no table": func(s string) string {
			return s[:strings.Index(s, "xref\n")] + "trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
		},
		"no trailer": func(s string) string { return s[:strings.Index(s, "xref\n")] + "startxref\n9\n%%EOF\n" },
	} {
		f, err := Open([]byte(change(string(small()))), Limits{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		pages, err := f.Pages()
		if err != nil || len(pages) != 2 {
			t.Errorf("%s: %d pages, %v", name, len(pages), err)
			continue
		}
		if data, err := f.Decode(f.Stream(pages[1].Dict["Contents"])); err != nil || !strings.HasPrefix(string(data), "BT") {
			t.Errorf("%s: content %q, %v", name, data, err)
		}
		if len(f.Warnings()) == 0 {
			t.Errorf("%s: nothing was said", name)
		}
	}
}

// TestRefused: files that are none, or that ask for too much.
func TestRefused(t *testing.T) {
	t.Parallel()
	catalog := "<</Type/Catalog/Pages 2 0 R>>"
	var bomb bytes.Buffer
	z, _ := zlib.NewWriterLevel(&bomb, 9)
	for range 64 {
		z.Write(make([]byte, 1<<20))
	}
	z.Close()
	for name, c := range map[string]struct {
		data []byte
		lim  Limits
		do   func(*File) error
	}{
		"empty":             {nil, Limits{}, nil},
		"no PDF":            {[]byte(strings.Repeat("x", 3000)), Limits{}, nil},
		"header alone":      {[]byte("%PDF-1.4\n"), Limits{}, nil},
		"too large":         {small(), Limits{Bytes: 100}, nil},
		"too many objects":  {small(), Limits{Objects: 2}, nil},
		"encrypted":         {build("/Encrypt<</Filter/Standard>>", catalog), Limits{}, nil},
		"page tree circle":  {build("", catalog, "<</Kids[2 0 R]>>"), Limits{}, func(f *File) error { _, err := f.Pages(); return err }},
		"no pages":          {build("", catalog, "<</Kids[]>>"), Limits{}, func(f *File) error { _, err := f.Pages(); return err }},
		"catalogue missing": {build("", "null"), Limits{}, nil},
		"bomb": {build("", catalog, stream("/Filter/FlateDecode", bomb.String())), Limits{Decoded: 1 << 20},
			func(f *File) error { _, err := f.Decode(f.Stream(Ref{2, 0})); return err }},
		"run-length bomb": {build("", catalog, stream("/Filter/RunLengthDecode", strings.Repeat("\x81x", 1<<14))), Limits{Decoded: 1 << 20},
			func(f *File) error { _, err := f.Decode(f.Stream(Ref{2, 0})); return err }},
	} {
		f, err := Open(c.data, c.lim)
		if err == nil && c.do != nil {
			err = c.do(f)
		}
		if err == nil {
			t.Errorf("%s: no error", name)
		}
		var d *DamageError
		if c.do == nil && (!errors.As(err, &d) || d.Zh == "") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// TestHostile: circles and absurd numbers end, and soon.
func TestHostile(t *testing.T) {
	t.Parallel()
	start := time.Now()
	for name, data := range map[string][]byte{
		"reference to itself":   build("", "<</Type/Catalog/Pages 2 0 R>>", "2 0 R"),
		"two in a circle":       build("", "<</Type/Catalog/Pages 2 0 R>>", "3 0 R", "2 0 R"),
		"length of itself":      build("", "<</Type/Catalog/Pages 2 0 R>>", "<</Length 2 0 R>>\nstream\nx\nendstream"),
		"negative length":       build("", "<</Type/Catalog/Pages 2 0 R>>", "<</Length -1>>\nstream\nx\nendstream"),
		"deep nesting":          build("", "<</Type/Catalog/Pages 2 0 R>>", strings.Repeat("[", 1<<20)),
		"deep dictionaries":     build("", "<</Type/Catalog/Pages 2 0 R>>", strings.Repeat("<</A", 1<<18)),
		"Prev to itself":        bytes.Replace(small(), []byte("/ID[<01><02>]"), []byte("/Prev 0      "), 1),
		"gigantic size":         bytes.Replace(small(), []byte("/Size 6"), []byte("/Size 999999999999"), 1),
		"gigantic section":      bytes.Replace(small(), []byte("xref\n0 6"), []byte("xref\n0 999999999"), 1),
		"predictor of nonsense": build("", "<</Type/Catalog/Pages 2 0 R>>", stream("/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 99999999999>>", flate("x"))),
	} {
		f, err := Open(data, Limits{})
		if err != nil {
			continue
		}
		for _, r := range f.Refs() {
			if s := f.Stream(r); s != nil {
				f.Decode(s)
			}
		}
		if pages, err := f.Pages(); err == nil && len(pages) > 2 {
			t.Errorf("%s: %d pages", name, len(pages))
		}
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
}

// TestTruncation: a file cut anywhere gives an error, or warnings.
func TestTruncation(t *testing.T) {
	t.Parallel()
	whole := small()
	for end := 0; end < len(whole)-7; end++ {
		f, err := Open(whole[:end], Limits{})
		if err == nil && len(f.Warnings()) == 0 {
			t.Fatalf("cut at %d of %d: nothing was noticed", end, len(whole))
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(small())
	if data, err := os.ReadFile("testdata/packed.pdf"); err == nil {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Open(data, Limits{Decoded: 1 << 22, Objects: 1000})
		if err != nil {
			return
		}
		for _, r := range file.Refs() {
			if s := file.Stream(r); s != nil {
				file.Decode(s)
			}
		}
		pages, err := file.Pages()
		if err == nil && len(pages) == 0 {
			t.Error("no page and no error")
		}
	})
}
