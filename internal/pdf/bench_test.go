package pdf

import (
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

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
		for _, c := range commonHan(t) {
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
			g := common[face][n*11%used[face]]
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

// commonHan gives every fifth character of level 1 of GB/T 2312, the 3 755 in
// everyday use: newsprint has few of the crowded rare ones.
func commonHan(t testing.TB) []rune {
	t.Helper()
	var out []rune
	for i := 0; i < 3755; i += 5 {
		s, err := simplifiedchinese.GBK.NewDecoder().String(string([]byte{byte(0xB0 + i/94), byte(0xA1 + i%94)}))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, []rune(s)...)
	}
	return out
}

func BenchmarkWrite(b *testing.B) {
	faces := openFaces(b)
	doc := newspaper(b, faces)
	b.ReportAllocs()
	var size int
	for b.Loop() {
		out, err := Write(doc, Resources{Faces: faces}, testMeta(), Print{})
		if err != nil {
			b.Fatal(err)
		}
		size = len(out)
	}
	b.ReportMetric(float64(size), "file-bytes")
}

// TestFileSize keeps the file of a whole issue small: a distinct glyph costs some
// 270 bytes with everything around it, if it is embedded once and compressed.
func TestFileSize(t *testing.T) {
	t.Parallel()
	faces := openFaces(t)
	doc := newspaper(t, faces)
	out := write(t, doc, faces)
	pages, read := readPages(t, out)
	sameAsList(t, doc, pages)
	distinct := 0
	for _, f := range read {
		distinct += len(f.texts)
	}
	if distinct < 800 || len(out) > 300*distinct {
		t.Errorf("%d bytes for %d distinct glyphs", len(out), distinct)
	}
}
