package sheet

import (
	"strings"
	"testing"

	"banxin/fonts"
	"banxin/layout/display"
	"banxin/layout/unit"
)

const mm = millimetre

func page() *display.Document {
	return &display.Document{
		Outline: []display.Entry{{Title: "t"}},
		Pages: []display.Page{{Label: "1", Width: 270 * mm, Height: 390 * mm, Bleed: 3 * mm,
			Items: []display.Item{&display.Fill{W: mm, H: mm}}}},
	}
}

func chain(t *testing.T) fonts.Chain {
	t.Helper()
	f, err := fonts.Open("NotoSerifSC-Regular")
	if err != nil {
		t.Fatal(err)
	}
	return fonts.Chain{f}
}

// bounds gives the box of an item that draws.
func bounds(item display.Item) (x, y, w, h unit.Pt, ok bool) {
	switch it := item.(type) {
	case *display.Fill:
		return it.X, it.Y, it.W, it.H, true
	case *display.Stroke:
		return it.X - it.Line/2, it.Y - it.Line/2, it.W + it.Line, it.H + it.Line, true
	case *display.GlyphRun:
		return it.X, it.Y - it.Size, it.Width(), it.Size + it.Size/4, true
	}
	return 0, 0, 0, 0, false
}

// TestMarksStandOutsideTheBleed: nothing of the sheet reaches into what is printed,
// nothing beyond the edge of the sheet, and no two things but the lines of one
// registration mark meet.
func TestMarksStandOutsideTheBleed(t *testing.T) {
	t.Parallel()
	for _, offset := range []unit.Pt{0, 3 * mm, 5 * mm} {
		doc := page()
		out := Dress(doc, Options{Marks: true, ColourBar: true, Offset: offset, Faces: chain(t),
			Slug: func(int) (string, string) { return "崇川两会专刊　第1期", "　1／2　PDF/X-1a:2003 FOGRA39" }})
		p := &out.Pages[0]
		if len(doc.Pages[0].Items) != 1 || doc.Pages[0].Slug != 0 {
			t.Fatal("the composed page was changed")
		}
		if p.Bleed != 3*mm || len(out.Outline) != 1 {
			t.Errorf("bleed %v, outline %v", p.Bleed, out.Outline)
		}
		kinds := map[string]int{}
		for _, item := range p.Items[1:] {
			x, y, w, h, ok := bounds(item)
			if !ok {
				continue
			}
			kinds[strings.TrimPrefix(kind(item), "*display.")]++
			if x < p.Width+p.Bleed && x+w > -p.Bleed && y < p.Height+p.Bleed && y+h > -p.Bleed {
				t.Errorf("offset %v: %T at %v,%v reaches into the bleed", offset, item, x, y)
			}
			if m := p.Margin(); x < -m || y < -m || x+w > p.Width+m || y+h > p.Height+m {
				t.Errorf("offset %v: %T at %v,%v lies beyond the sheet", offset, item, x, y)
			}
		}
		if kinds["Fill"] != 8+8+8 || kinds["Stroke"] != 4 || kinds["GlyphRun"] == 0 {
			t.Errorf("offset %v: %v", offset, kinds)
		}
	}
}

func kind(item display.Item) string {
	switch item.(type) {
	case *display.Fill:
		return "Fill"
	case *display.Stroke:
		return "Stroke"
	}
	return "GlyphRun"
}

func TestNothingToPutAround(t *testing.T) {
	t.Parallel()
	doc := page()
	if Dress(doc, Options{Offset: 3 * mm}) != doc {
		t.Error("a sheet without marks is another document")
	}
}

// TestNarrowPage: on a page too narrow for a bar that can be measured there is none,
// and the slug line ends before the registration mark.
func TestNarrowPage(t *testing.T) {
	t.Parallel()
	doc := page()
	doc.Pages[0].Width = 50 * mm
	p := Dress(doc, Options{Marks: true, ColourBar: true, Faces: chain(t), Slug: func(int) (string, string) { return strings.Repeat("长", 100), "　PDF/X" }}).Pages[0]
	for _, item := range p.Items[2:] {
		switch it := item.(type) {
		case *display.Fill:
			if it.Colour != display.Registration {
				t.Errorf("patch %v of %v", it.Colour, it.W)
			}
		case *display.GlyphRun:
			if it.X+it.Width() > 25*mm-targetSize {
				t.Errorf("the line ends at %v", it.X+it.Width())
			}
		}
	}
}
