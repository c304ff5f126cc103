package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"testing"

	"banxin/internal/raster"
	"banxin/layout/display"
)

// shared paints the picture of a page for sharing, 240 × 120 pixels if no size is given.
func shared(t *testing.T, res Resources, size image.Point, p display.Page) *image.RGBA {
	t.Helper()
	if size == (image.Point{}) {
		size = image.Pt(240, 120)
	}
	m, err := Share(&p, res, size)
	if err != nil {
		t.Fatal(err)
	}
	if m.Rect != (image.Rectangle{Max: size}) {
		t.Errorf("the picture has %v pixels, not %v", m.Rect.Max, size)
	}
	return m
}

func block(x, y, w, h float64, c display.CMYK) *display.Fill {
	return &display.Fill{X: pt(x), Y: pt(y), W: pt(w), H: pt(h), Colour: c}
}

var cyan, magenta = display.CMYK{C: 100}, display.CMYK{M: 100}

// box gives the box of the pixels of a colour.
func box(m *image.RGBA, c color.RGBA) (r image.Rectangle) {
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			if m.RGBAAt(x, y) == c {
				r = r.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return r
}

// TestShareCrop: what is printed fills the width but for its margins, from its first line
// on; what runs on below runs out of the picture.
func TestShareCrop(t *testing.T) {
	t.Parallel()
	page := display.Page{Width: pt(300), Height: pt(500), Items: []display.Item{
		block(60, 50, 240/2, 10, cyan), block(60, 60, 5, 400, magenta),
		block(-20, 20, 10, 10, display.Black), // off the page
	}}
	// 120 pt are printed; with margins of 5 pt the picture shows 130 pt.
	m := shared(t, Resources{}, image.Pt(260, 100), page)
	if got, want := box(m, color.RGBA{0, 255, 255, 255}), image.Rect(10, 10, 250, 30); got != want {
		t.Errorf("the first line is at %v, not %v", got, want)
	}
	if got, want := box(m, color.RGBA{255, 0, 255, 255}), image.Rect(10, 30, 20, 100); got != want {
		t.Errorf("the rule is at %v, not %v", got, want)
	}
	// At the edge of the page there is no margin to show.
	page.Items = []display.Item{block(-3, -3, 306, 30, cyan), block(0, 27, 10, 480, magenta)}
	m = shared(t, Resources{}, image.Pt(300, 100), page)
	if got, want := box(m, color.RGBA{0, 255, 255, 255}), image.Rect(0, 0, 300, 27); got != want {
		t.Errorf("the band is at %v, not %v", got, want)
	}
}

// TestShareSmall: a page that is too low stands in the middle, on white, without its
// bleed; a blank one is white.
func TestShareSmall(t *testing.T) {
	t.Parallel()
	for _, p := range []display.Page{
		{Width: pt(60), Height: pt(10), Bleed: pt(3), Items: []display.Item{block(-3, -3, 66, 16, cyan)}},
		{Width: pt(60), Height: pt(90), Bleed: pt(3), Items: []display.Item{block(-3, 0, 66, 10, cyan)}}, // with 2.5 pt below it
	} {
		m := shared(t, Resources{}, image.Point{}, p)
		want := image.Rect(0, 40, 240, 80)
		if p.Height > pt(10) {
			want = image.Rect(0, 35, 240, 75)
		}
		if got := box(m, color.RGBA{0, 255, 255, 255}); got != want {
			t.Errorf("a page of %v × %v: at %v, not %v", p.Width, p.Height, got, want)
		}
	}
	for _, p := range []display.Page{{Width: pt(60), Height: pt(90)}, {Width: pt(1e5), Height: 1}, {Width: 1, Height: pt(1e5)}} {
		if got, ink := ink(shared(t, Resources{}, image.Point{}, p)); ink != 0 {
			t.Errorf("a blank page has ink in %v", got)
		}
	}
	for _, size := range []image.Point{{}, {X: 10}, {X: 10, Y: -1}} {
		if _, err := Share(&display.Page{Width: pt(60), Height: pt(90)}, Resources{}, size); err == nil {
			t.Errorf("a picture of %v pixels is made", size)
		}
	}
	if _, err := Share(&display.Page{}, Resources{}, ShareWide); err == nil {
		t.Error("a page without area is taken")
	}
}

// TestShareLines: no line of a paragraph is cut, no headline is divided, photographs are
// cut and codes are not. All stand on a page of 96 pt whose picture ends at 50 pt, with a
// margin from 46 pt on.
func TestShareLines(t *testing.T) {
	t.Parallel()
	res := Resources{Faces: faces(t), Pictures: map[string]*raster.Image{"p": {Width: 1, Height: 1, Space: raster.Gray, Pix: []byte{0}}}}
	line := func(y float64) display.Item { // from y - 8.8 to y + 1.2
		return &display.GlyphRun{Face: song, Size: pt(10), X: pt(20), Y: pt(y), Colour: display.Black, Glyphs: []display.Glyph{glyph(t, res.Faces[song], '国')}}
	}
	part := func(kind display.PartKind) display.Item { return &display.Mark{Part: display.Part{Kind: kind}} }
	photo := &display.Image{X: pt(20), Y: pt(25), W: pt(10), H: pt(40), Name: "p"}
	for name, tt := range map[string]struct {
		items []display.Item
		foot  int // of the ink, in pixels, a tenth of a point each
	}{
		"whole above":                 {[]display.Item{part(display.Paragraph), line(30), line(44)}, 450},
		"second line cut":             {[]display.Item{part(display.Paragraph), line(30), line(46)}, 310},
		"second line in the margin":   {[]display.Item{part(display.Paragraph), line(30), line(57)}, 310},
		"furniture":                   {[]display.Item{part(display.Ornament), line(30), line(46)}, 310},
		"headline":                    {[]display.Item{part(display.Headline), line(30), line(46)}, 10},
		"headline before a paragraph": {[]display.Item{part(display.Headline), line(18), part(display.Paragraph), line(30), line(46)}, 310},
		"headline whole":              {[]display.Item{part(display.Headline), line(18), line(30), part(display.Paragraph), line(46)}, 310},
		"photograph":                  {[]display.Item{part(display.Figure), photo}, 500},
		"photograph with words":       {[]display.Item{part(display.Figure), photo, line(70)}, 500},
		"code":                        {[]display.Item{part(display.Figure), block(20, 25, 5, 10, display.Black), block(20, 40, 5, 10, display.Black)}, 10},
		"note cut":                    {[]display.Item{part(display.Note), line(30), line(46)}, 310},
		"beside a line":               {[]display.Item{part(display.Paragraph), line(40), part(display.Beside), block(20, 41, 1, 4, display.Black)}, 450},
		"beside a line cut":           {[]display.Item{part(display.Paragraph), line(30), part(display.Paragraph), line(46), part(display.Beside), block(20, 32, 1, 4, display.Black)}, 310},
		"rule in the margin":          {[]display.Item{part(display.Ornament), block(20, 47, 5, 1, display.Black)}, 10},
		"rule into the margin":        {[]display.Item{part(display.Ornament), block(20, 30, 1, 60, display.Black)}, 500},
	} {
		items := append([]display.Item{block(0, 0, 96, 1, display.Black)}, tt.items...)
		items = append(items, block(90, 89, 1, 1, display.Black))
		m := shared(t, res, image.Pt(960, 500), display.Page{Width: pt(96), Height: pt(90), Items: items})
		if got, _ := ink(m); got.Max.Y > tt.foot+1 || got.Max.Y < tt.foot-15 {
			t.Errorf("%s: the ink ends at %d, not %d", name, got.Max.Y, tt.foot)
		}
	}
}

// TestShareGolden: a change of the pixels must be meant.
func TestShareGolden(t *testing.T) {
	t.Parallel()
	p, res := everyKind(t)
	for size, want := range map[image.Point]string{ShareWide: "2e13a5d15e5155fe", ShareSquare: "53d64b43f4dc8018"} {
		m := shared(t, res, size, *p)
		sum := sha256.Sum256(m.Pix)
		if got := hex.EncodeToString(sum[:8]); got != want {
			t.Errorf("%v: the pixels have the checksum %s, not %s", size, got, want)
		}
		if again := shared(t, res, size, *p); !bytes.Equal(again.Pix, m.Pix) {
			t.Errorf("%v: the second picture is another one", size)
		}
	}
}
