package pdf

import (
	"testing"
	"time"

	"banxin/fonts"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// The documents of the tests: hand-made display lists in the embedded faces.

const (
	song     = "NotoSerifSC-Regular"
	songBold = "NotoSerifSC-Bold"
	hei      = "NotoSansSC-Bold"
	kai      = "LXGWWenKai-Regular"
)

var red = display.CMYK{M: 100, Y: 100}

// testMeta is what the tests say about their documents.
func testMeta() Meta {
	return Meta{
		Title:    "崇川两会专刊 2021-01-15 𠂇",
		Author:   "编辑部",
		Rights:   "© 甲 & 乙",
		Language: "zh-Hans",
		Producer: "Banxin test",
		Created:  time.Date(2021, 1, 15, 0, 0, 0, 0, time.FixedZone("CST", 8*3600)),
	}
}

// openFaces gives the embedded faces by name.
func openFaces(t testing.TB) map[string]*fonts.Face {
	t.Helper()
	faces := map[string]*fonts.Face{}
	for _, name := range fonts.Names() {
		face, err := fonts.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		faces[name] = face
	}
	return faces
}

// glyphs gives the glyphs of a text at their natural widths.
func glyphs(t testing.TB, face *fonts.Face, text string) []display.Glyph {
	t.Helper()
	var out []display.Glyph
	for _, r := range text {
		gid, ok := face.GID(r)
		if !ok {
			t.Fatalf("%s has no glyph for %q", face.Name(), r)
		}
		out = append(out, display.Glyph{Text: string(r), GID: gid, Advance: face.Advance(gid)})
	}
	return out
}

func pt(v float64) unit.Pt { return unit.FromFloat(v) }

// run gives a glyph run of a text in black.
func run(t testing.TB, faces map[string]*fonts.Face, face string, size, x, y float64, text string) *display.GlyphRun {
	t.Helper()
	return &display.GlyphRun{Face: face, Size: pt(size), X: pt(x), Y: pt(y), Colour: display.Black, Glyphs: glyphs(t, faces[face], text)}
}

// bulletin is a document of two pages with everything the display list can
// hold.
func bulletin(t testing.TB, faces map[string]*fonts.Face) *display.Document {
	t.Helper()
	headline := run(t, faces, hei, 19, 20, 60, "以高质量发展答好时代之卷")
	headline.Colour = red
	headline.Glyphs[5].Extra = pt(14.25) // a gap between clauses

	justified := run(t, faces, song, 9.5, 20, 100, "会议指出，要把“一老一小”放在心上。")
	for i := range justified.Glyphs {
		g := &justified.Glyphs[i]
		g.Extra = pt(0.2371)
		switch g.Text {
		case "，":
			g.Advance = 500
		case "“":
			g.Advance, g.Shift = 500, -500
		case "。":
			g.Extra = pt(-4.75)
		}
	}

	dash := run(t, faces, song, 9.5, 20, 120, "崇川—人民")
	dash.Glyphs[2].Text, dash.Glyphs[2].Advance, dash.Glyphs[2].Stretch = "——", 2000, 2000

	radical := run(t, faces, kai, 10.5, 20, 140, "一一𠂇")
	radical.Glyphs[1].Text = "⼀"
	radical.Glyphs[2].Text = "\U00020087"

	return &display.Document{
		Pages: []display.Page{
			{
				Label: "1", Width: unit.FromMM(100), Height: unit.FromMM(90), Bleed: unit.FromMM(3),
				Items: []display.Item{
					&display.Mark{Role: "furniture"},
					&display.Fill{X: pt(-8.5), Y: pt(10), W: pt(200), H: pt(2.2), Colour: red},
					&display.Mark{Role: "article", Story: "a1"},
					headline, justified, dash, radical,
					&display.Fill{X: pt(20), Y: pt(150), W: pt(100), H: pt(0.35), Colour: display.Black},
					&display.Stroke{X: pt(20), Y: pt(160), W: pt(60), H: pt(60), Line: pt(0.75), Dash: []unit.Pt{pt(3), pt(2)}, Colour: red},
					&display.Stroke{X: pt(90), Y: pt(160), W: pt(60), H: pt(60), Line: pt(0.5), Colour: display.CMYK{C: 10, K: 35}},
					run(t, faces, songBold, 26, 160, 200, "第1期"),
				},
			},
			{
				Label: "2", Width: unit.FromMM(100), Height: unit.FromMM(90), Bleed: unit.FromMM(3),
				Items: []display.Item{run(t, faces, song, 9.5, 20, 30, "新的一页，新的字。ABC 123")},
			},
		},
		Outline: []display.Entry{
			{Title: "第1版", Level: 1, Page: 0},
			{Title: "以高质量发展（一）", Level: 2, Page: 0, Y: pt(40)},
			{Title: "Second page", Level: 1, Page: 1, Y: pt(10)},
		},
	}
}
