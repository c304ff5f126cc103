package pdf

import (
	"testing"

	"pgregory.net/rapid"

	"banxin/fonts"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// TestAnyDisplayListRoundTrips: whatever the display list says is what a reader
// of the file finds.
func TestAnyDisplayListRoundTrips(t *testing.T) {
	t.Parallel()
	faces := openFaces(t)
	rapid.Check(t, func(r *rapid.T) {
		doc := drawDocument(r, faces)
		out, err := Write(doc, Resources{Faces: faces}, testMeta(), Print{})
		if err != nil {
			r.Fatal(err)
		}
		pages, _ := readPages(r, out)
		sameAsList(r, doc, pages)
	})
}

func drawDocument(r *rapid.T, faces map[string]*fonts.Face) *display.Document {
	doc := &display.Document{}
	for range rapid.IntRange(1, 3).Draw(r, "pages") {
		page := display.Page{
			Label:  rapid.SampledFrom([]string{"1", "2", "A"}).Draw(r, "label"),
			Width:  lengthBetween(r, "width", 100, 900),
			Height: lengthBetween(r, "height", 100, 1300),
			Bleed:  lengthBetween(r, "bleed", 0, 20),
		}
		for range rapid.IntRange(0, 6).Draw(r, "items") {
			page.Items = append(page.Items, drawItem(r, faces))
		}
		doc.Pages = append(doc.Pages, page)
	}
	return doc
}

// lengthBetween draws any fixed-point length between two numbers of points.
func lengthBetween(r *rapid.T, label string, from, to int64) unit.Pt {
	return unit.Pt(rapid.Int64Range(from*int64(unit.Point), to*int64(unit.Point)).Draw(r, label))
}

func drawColour(r *rapid.T) display.CMYK {
	ink := rapid.Uint8Range(0, 100)
	return display.CMYK{C: ink.Draw(r, "c"), M: ink.Draw(r, "m"), Y: ink.Draw(r, "y"), K: ink.Draw(r, "k")}
}

func drawItem(r *rapid.T, faces map[string]*fonts.Face) display.Item {
	x, y := lengthBetween(r, "x", -50, 900), lengthBetween(r, "y", -50, 1300)
	switch rapid.IntRange(0, 5).Draw(r, "kind") {
	case 0:
		return &display.Mark{Role: "body"}
	case 1:
		return &display.Fill{X: x, Y: y, W: lengthBetween(r, "w", 1, 300), H: lengthBetween(r, "h", 1, 300), Colour: drawColour(r)}
	case 2:
		s := &display.Stroke{X: x, Y: y, W: lengthBetween(r, "w", 1, 300), H: lengthBetween(r, "h", 1, 300), Line: lengthBetween(r, "line", 1, 4), Colour: drawColour(r)}
		for range 2 * rapid.IntRange(0, 1).Draw(r, "dashed") {
			s.Dash = append(s.Dash, lengthBetween(r, "dash", 1, 9))
		}
		return s
	}
	face := rapid.SampledFrom(fonts.Names()).Draw(r, "face")
	run := &display.GlyphRun{Face: face, Size: lengthBetween(r, "size", 4, 90), X: x, Y: y, Colour: drawColour(r)}
	common := lengthBetween(r, "extra", -2, 3)
	for range rapid.IntRange(0, 60).Draw(r, "glyphs") {
		run.Glyphs = append(run.Glyphs, drawGlyph(r, faces[face], common))
	}
	return run
}

// drawGlyph draws a glyph; the space after it is mostly that of the line, now
// and then off by the rounding of a justified line or by a gap.
func drawGlyph(r *rapid.T, face *fonts.Face, common unit.Pt) display.Glyph {
	c := rapid.SampledFrom([]rune("一二三崇川两会，。“”（）—…Ag1 ")).Draw(r, "rune")
	gid, ok := face.GID(c)
	if !ok {
		r.Fatalf("%s has no glyph for %q", face.Name(), c)
	}
	g := display.Glyph{
		Text:    rapid.SampledFrom([]string{string(c), "——", "⼀", "\U00020087", "中\U0001F600"}).Draw(r, "text"),
		GID:     gid,
		Advance: rapid.SampledFrom([]unit.Em{face.Advance(gid), 500, 1000, 333, 0}).Draw(r, "advance"),
		Shift:   rapid.SampledFrom([]unit.Em{0, -500, 120}).Draw(r, "shift"),
		Stretch: rapid.SampledFrom([]int32{0, 1000, 2000, 875}).Draw(r, "stretch"),
		Extra:   common,
	}
	switch rapid.IntRange(0, 9).Draw(r, "spacing") {
	case 0:
		g.Extra += unit.Pt(rapid.IntRange(-1, 1).Draw(r, "rest"))
	case 1:
		g.Extra += lengthBetween(r, "gap", -3, 30)
	}
	return g
}
