package pdf

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/fonts"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// write calls Write and fails the test on an error.
func write(t testing.TB, doc *display.Document, faces map[string]*fonts.Face) []byte {
	t.Helper()
	out, err := Write(doc, Resources{Faces: faces}, testMeta(), Print{})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// sameAsList compares pages as read back with the display list: every character
// in order, every origin within 0.02 em, every colour, every rectangle.
func sameAsList(t failer, doc *display.Document, pages []reading) {
	t.Helper()
	if len(pages) != len(doc.Pages) {
		t.Fatalf("%d pages, not %d", len(pages), len(doc.Pages))
	}
	for i := range doc.Pages {
		want := expected(&doc.Pages[i])
		got := pages[i]
		if len(got.glyphs) != len(want.glyphs) || len(got.rects) != len(want.rects) {
			t.Fatalf("page %d has %d glyphs and %d rectangles, not %d and %d", i+1, len(got.glyphs), len(got.rects), len(want.glyphs), len(want.rects))
		}
		for k, g := range got.glyphs {
			w := want.glyphs[k]
			if g.text != w.text || !strings.HasSuffix(g.font, "+"+w.font) || g.colour != w.colour {
				t.Errorf("page %d, glyph %d: %q in %s, colour %s; want %q in %s, colour %s", i+1, k, g.text, g.font, g.colour, w.text, w.font, w.colour)
			}
			if limit := 0.02 * w.size; math.Abs(g.x-w.x) > limit || math.Abs(g.y-w.y) > limit || math.Abs(g.size-w.size) > 0.0006 {
				t.Errorf("page %d, glyph %d %q: at (%.3f, %.3f) size %.3f, want (%.3f, %.3f) size %.3f", i+1, k, g.text, g.x, g.y, g.size, w.x, w.y, w.size)
			}
		}
		for k, r := range got.rects {
			w := want.rects[k]
			if d := max(math.Abs(r.x-w.x), math.Abs(r.y-w.y), math.Abs(r.w-w.w), math.Abs(r.h-w.h), math.Abs(r.line-w.line)); d > 0.0201 {
				t.Errorf("page %d, rectangle %d is %.3f pt off: %+v, want %+v", i+1, k, d, r, w)
			}
			if r.stroked != w.stroked || r.colour != w.colour || r.dash != w.dash || r.afterPainted != w.afterPainted {
				t.Errorf("page %d, rectangle %d: %+v, want %+v", i+1, k, r, w)
			}
		}
	}
}

// expected gives the page that the display list asks for, in PDF coordinates.
func expected(p *display.Page) reading {
	var r reading
	left, top := p.Bleed.Float(), (p.Height + p.Bleed).Float()
	colour := func(c display.CMYK) string {
		return fmt.Sprintf("%.2f %.2f %.2f %.2f", float64(c.C)/100, float64(c.M)/100, float64(c.Y)/100, float64(c.K)/100)
	}
	for _, item := range p.Items {
		switch it := item.(type) {
		case *display.GlyphRun:
			x := it.X
			for _, g := range it.Glyphs {
				r.glyphs = append(r.glyphs, painted{text: g.Text, x: left + x.Float(), y: top - it.Y.Float(), size: it.Size.Float(), colour: colour(it.Colour), font: it.Face})
				x += g.Advance.Of(it.Size) + g.Extra
			}
		case *display.Fill:
			r.rects = append(r.rects, rectangle{x: left + it.X.Float(), y: top - (it.Y + it.H).Float(), w: it.W.Float(), h: it.H.Float(), colour: colour(it.Colour), afterPainted: len(r.glyphs)})
		case *display.Stroke:
			var dash []string
			for _, d := range it.Dash {
				dash = append(dash, fmt.Sprintf("%.2f", float64(centi(d))/100))
			}
			r.rects = append(r.rects, rectangle{x: left + it.X.Float(), y: top - (it.Y + it.H).Float(), w: it.W.Float(), h: it.H.Float(), stroked: true,
				colour: colour(it.Colour), line: it.Line.Float(), dash: "[" + strings.Join(dash, " ") + "] 0.00", afterPainted: len(r.glyphs)})
		}
	}
	return r
}

func TestPagesShowTheDisplayList(t *testing.T) {
	t.Parallel()
	faces := openFaces(t)
	doc := bulletin(t, faces)
	pages, _ := readPages(t, write(t, doc, faces))
	sameAsList(t, doc, pages)
	const text = "以高质量发展答好时代之卷会议指出，要把“一老一小”放在心上。崇川——人民一⼀\U00020087第1期"
	if got := pages[0].text(); got != text {
		t.Errorf("page 1 reads\n%s\nnot\n%s", got, text)
	}
}

func TestBoxes(t *testing.T) {
	t.Parallel()
	faces := openFaces(t)
	pages, _ := readPages(t, write(t, bulletin(t, faces), faces))
	// 100 × 90 mm with 3 mm bleed.
	for key, want := range map[string][4]float64{
		"MediaBox": {0, 0, 300.472, 272.126},
		"BleedBox": {0, 0, 300.472, 272.126},
		"TrimBox":  {8.504, 8.504, 291.969, 263.622},
	} {
		for i := range pages {
			if got := box(t, pages[i].dict.ArrayEntry(key)); got != want {
				t.Errorf("page %d: /%s is %v, not %v", i+1, key, got, want)
			}
		}
	}
}

// box gives the numbers of a rectangle.
func box(t *testing.T, a types.Array) (out [4]float64) {
	t.Helper()
	if len(a) != len(out) {
		t.Fatalf("rectangle %v", a)
	}
	for i, v := range a {
		out[i] = numberOf(t, v)
	}
	return out
}

func TestSameInputSameBytes(t *testing.T) {
	faces := openFaces(t)
	want := write(t, bulletin(t, faces), faces)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for _, procs := range []int{1, 2, 7} {
		runtime.GOMAXPROCS(procs)
		if got := write(t, bulletin(t, faces), faces); !bytes.Equal(got, want) {
			t.Errorf("with GOMAXPROCS %d the file differs", procs)
		}
	}
}

func TestWriteConcurrently(t *testing.T) {
	t.Parallel()
	faces := openFaces(t)
	doc := bulletin(t, faces)
	want := write(t, doc, faces)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			got, err := Write(doc, Resources{Faces: faces}, testMeta(), Print{})
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("a concurrent call gave another file (error %v)", err)
			}
		})
	}
	wg.Wait()
}

// TestSplitsLongFaces sets more glyphs of one face than there are private codes.
func TestSplitsLongFaces(t *testing.T) {
	t.Parallel()
	faces := openFaces(t)
	line := &display.GlyphRun{Face: song, Size: pt(1), X: pt(0), Y: pt(20), Colour: display.Black}
	for r := rune(0x4E00); len(line.Glyphs) < codeCount+150; r++ {
		if gid, ok := faces[song].GID(r); ok {
			line.Glyphs = append(line.Glyphs, display.Glyph{Text: string(r), GID: gid, Advance: 1000})
		}
	}
	line.Glyphs = append(line.Glyphs, line.Glyphs[0], line.Glyphs[codeCount+3], line.Glyphs[1])
	doc := &display.Document{Pages: []display.Page{{Label: "1", Width: pt(7000), Height: pt(100), Items: []display.Item{line}}}}
	pages, read := readPages(t, write(t, doc, faces))
	sameAsList(t, doc, pages)
	if len(read) != 2 {
		t.Errorf("%d fonts, not 2", len(read))
	}
}

// TestRoundingNeverAddsUp sets a long run whose exact character spacing does not
// fit three decimals.
func TestRoundingNeverAddsUp(t *testing.T) {
	t.Parallel()
	faces := openFaces(t)
	long := run(t, faces, song, 5.0004, 3, 20, strings.Repeat("崇川两会专刊，", 300))
	for i := range long.Glyphs {
		long.Glyphs[i].Extra = pt(0.00049)
	}
	doc := &display.Document{Pages: []display.Page{{Label: "1", Width: pt(13000), Height: pt(100), Items: []display.Item{long}}}}
	pages, _ := readPages(t, write(t, doc, faces))
	sameAsList(t, doc, pages)
}

// TestTouchingFillsStayInTouch: rows of a QR code leave no white line between
// them.
func TestTouchingFillsStayInTouch(t *testing.T) {
	t.Parallel()
	page := display.Page{Label: "1", Width: pt(300), Height: unit.FromMM(101), Bleed: unit.FromMM(3)}
	module := unit.FromMM(0.8123)
	for i := range 40 {
		page.Items = append(page.Items, &display.Fill{X: pt(10) + unit.Pt(i)*module, Y: pt(10) + unit.Pt(i)*module, W: module, H: module, Colour: display.Black})
	}
	doc := &display.Document{Pages: []display.Page{page}}
	pages, _ := readPages(t, write(t, doc, nil))
	sameAsList(t, doc, pages)
	for i := 1; i < 40; i++ {
		a, b := pages[0].rects[i-1], pages[0].rects[i]
		if math.Abs(a.x+a.w-b.x) > 1e-9 || math.Abs(b.y+b.h-a.y) > 1e-9 {
			t.Errorf("rectangles %d and %d part: %+v %+v", i-1, i, a, b)
		}
	}
}

func TestEmptyPageAndNoText(t *testing.T) {
	t.Parallel()
	doc := &display.Document{Pages: []display.Page{
		{Label: "1", Width: pt(200), Height: pt(100)},
		{Label: "2", Width: pt(200), Height: pt(100), Items: []display.Item{
			&display.Mark{Role: "body"}, &display.GlyphRun{Face: song, Size: pt(10)},
			&display.Fill{X: pt(1), Y: pt(1), W: pt(10), H: pt(0)},
		}},
	}}
	out := write(t, doc, openFaces(t))
	pages, read := readPages(t, out)
	if len(pages) != 2 || len(read) != 0 || bytes.Contains(out, []byte("/Contents")) {
		t.Errorf("%d pages, %d fonts, file:\n%s", len(pages), len(read), out)
	}
}

// TestOneRevisionNoOrphans: every object is used, and nothing stands after the
// first end of file.
func TestOneRevisionNoOrphans(t *testing.T) {
	t.Parallel()
	faces := openFaces(t)
	out := write(t, bulletin(t, faces), faces)
	if n := bytes.Count(out, []byte("%%EOF")); n != 1 || !bytes.HasSuffix(out, []byte("%%EOF\n")) {
		t.Errorf("%d ends of file", n)
	}
	if !bytes.HasPrefix(out, []byte("%PDF-1.4\n%\xE2\xE3\xCF\xD3\n")) {
		t.Errorf("file begins with %q", out[:16])
	}
	if bytes.Contains(out, []byte("/ObjStm")) || bytes.Contains(out, []byte("/XRef")) || bytes.Contains(out, []byte("/LZW")) {
		t.Error("file has object streams, cross-reference streams or LZW")
	}
	body := regexp.MustCompile(`(?s)stream\n.*?\nendstream`).ReplaceAll(out, nil)
	count := len(regexp.MustCompile(`(?m)^\d+ 0 obj$`).FindAll(body, -1))
	for n := 1; n <= count; n++ {
		if !regexp.MustCompile(fmt.Sprintf(`[^0-9]%d 0 R`, n)).Match(body) {
			t.Errorf("object %d is never used", n)
		}
	}
	ids := regexp.MustCompile(`/ID\[<([0-9A-F]{32})><([0-9A-F]{32})>\]`).FindSubmatch(out)
	if ids == nil || !bytes.Equal(ids[1], ids[2]) {
		t.Errorf("file identifier is %q", ids)
	}
}

// TestIdentifierFollowsContent: another text or date gives another identifier.
func TestIdentifierFollowsContent(t *testing.T) {
	t.Parallel()
	faces := openFaces(t)
	id := regexp.MustCompile(`/ID\[<[0-9A-F]{32}>`)
	a := id.Find(write(t, bulletin(t, faces), faces))
	doc := bulletin(t, faces)
	doc.Pages[1].Items = append(doc.Pages[1].Items, run(t, faces, song, 9.5, 20, 50, "再"))
	if bytes.Equal(a, id.Find(write(t, doc, faces))) {
		t.Error("two texts share an identifier")
	}
	meta := testMeta()
	meta.Created = meta.Created.AddDate(0, 0, 1)
	other, err := Write(bulletin(t, faces), Resources{Faces: faces}, meta, Print{})
	if err != nil || bytes.Equal(a, id.Find(other)) {
		t.Errorf("two dates share an identifier (error %v)", err)
	}
}
