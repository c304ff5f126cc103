package pdf

import (
	"testing"

	"banxin/fonts"
	"banxin/layout/display"
)

// newspaper gives two pages of about 6 000 glyphs, some 900 of them distinct, in
// the four faces: the load of a real issue.
func newspaper(t testing.TB, faces map[string]*fonts.Face) *display.Document {
	t.Helper()
	doc := &display.Document{}
	common := map[string][]display.Glyph{}
	for _, name := range fonts.Names() {
		for c := rune(0x4E00); len(common[name]) < 700 && c < 0x9FA5; c += 23 {
			if gid, ok := faces[name].GID(c); ok {
				common[name] = append(common[name], display.Glyph{Text: string(c), GID: gid, Advance: 1000})
			}
		}
	}
	used := map[string]int{song: 640, hei: 150, kai: 70, songBold: 40}
	n := 0
	line := func(page int, face string, size, x, y, extra float64, count int) {
		r := &display.GlyphRun{Face: face, Size: pt(size), X: pt(x), Y: pt(y), Colour: display.Black}
		for range count {
			g := common[face][n*7%used[face]]
			g.Extra = pt(extra)
			r.Glyphs = append(r.Glyphs, g)
			n++
		}
		doc.Pages[page].Items = append(doc.Pages[page].Items, r)
	}
	for p := range 2 {
		doc.Pages = append(doc.Pages, display.Page{Label: "1", Width: pt(765.354), Height: pt(1105.512), Bleed: pt(8.504)})
		for column := range 2 {
			for i := range 55 {
				x, y := 57+245*float64(column), 180+14.5*float64(i)
				face := song
				if i%6 == 0 {
					face = hei
				}
				line(p, face, 9.5, x, y, float64(i%5)*0.0931, 24)
			}
		}
		line(p, songBold, 43.2, 57, 120, 0, 12)
		for i := range 20 {
			line(p, kai, 10.5, 560, 180+40*float64(i), 0, 10)
		}
	}
	return doc
}

func BenchmarkWrite(b *testing.B) {
	faces := openFaces(b)
	doc := newspaper(b, faces)
	b.ReportAllocs()
	var size int
	for b.Loop() {
		out, err := Write(doc, faces, testMeta())
		if err != nil {
			b.Fatal(err)
		}
		size = len(out)
	}
	b.ReportMetric(float64(size), "file-bytes")
}

// TestFileSize keeps the file of a whole issue small: glyphs embedded once,
// everything compressed.
func TestFileSize(t *testing.T) {
	t.Parallel()
	faces := openFaces(t)
	doc := newspaper(t, faces)
	out := write(t, doc, faces)
	pages, _ := readPages(t, out)
	sameAsList(t, doc, pages)
	if len(out) > 230_000 {
		t.Errorf("%d bytes", len(out))
	}
}
