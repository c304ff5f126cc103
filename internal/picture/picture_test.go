package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"banxin/fonts"
	"banxin/internal/raster"
	"banxin/layout/display"
	"banxin/layout/unit"
)

func pt(v float64) unit.Pt { return unit.FromFloat(v) }

const song = "NotoSerifSC-Regular"

func faces(t testing.TB) map[string]*fonts.Face {
	t.Helper()
	f, err := fonts.Open(song)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]*fonts.Face{song: f}
}

// glyph gives the glyph of a character, an em wide.
func glyph(t testing.TB, f *fonts.Face, c rune) display.Glyph {
	t.Helper()
	gid, ok := f.GID(c)
	if !ok {
		t.Fatalf("no glyph for %c", c)
	}
	return display.Glyph{Text: string(c), GID: gid, Advance: 1000}
}

// painted paints items on a page of 40 × 60 pt, a pixel to the point.
func painted(t *testing.T, res Resources, opt Options, items ...display.Item) *image.RGBA {
	t.Helper()
	if opt.DPI == 0 && opt.LongSide == 0 {
		opt.DPI = 72
	}
	m, err := Page(&display.Page{Label: "1", Width: pt(40), Height: pt(60), Bleed: pt(3), Items: items}, res, opt)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// pixels holds single pixels against what they must be.
func pixels(t *testing.T, m *image.RGBA, want map[image.Point]color.RGBA) {
	t.Helper()
	for at, c := range want {
		if got := m.RGBAAt(at.X, at.Y); got != c {
			t.Errorf("pixel %v is %v, not %v", at, got, c)
		}
	}
}

func gray8(v uint8) color.RGBA { return color.RGBA{v, v, v, 255} }

var (
	white = gray8(255)
	black = gray8(0)
	red   = color.RGBA{255, 0, 0, 255}
)

func TestFill(t *testing.T) {
	t.Parallel()
	m := painted(t, Resources{}, Options{},
		&display.Fill{X: pt(10), Y: pt(10), W: pt(5.5), H: pt(5), Colour: display.Black},
		&display.Fill{X: pt(-5), Y: pt(-5), W: pt(7), H: pt(7), Colour: display.CMYK{M: 100, Y: 100}},
		&display.Fill{X: pt(20), Y: pt(20), W: pt(5), H: 0, Colour: display.Black},
		// Two that touch within a pixel leave no gap.
		&display.Fill{X: pt(30), Y: pt(30), W: pt(5), H: pt(2.5), Colour: display.Black},
		&display.Fill{X: pt(30), Y: pt(32.5), W: pt(5), H: pt(2.5), Colour: display.Black},
		// The second covers the first.
		&display.Fill{X: pt(30), Y: pt(40), W: pt(5), H: pt(5), Colour: display.Black},
		&display.Fill{X: pt(30), Y: pt(40), W: pt(5), H: pt(5), Colour: display.CMYK{}})
	pixels(t, m, map[image.Point]color.RGBA{
		{10, 10}: black, {14, 14}: black, {15, 12}: gray8(127), {16, 12}: white, {9, 10}: white, {10, 15}: white,
		{0, 0}: red, {1, 1}: red, {2, 2}: white, {20, 20}: white, {32, 32}: black, {32, 42}: white,
	})
}

func TestSize(t *testing.T) {
	t.Parallel()
	corner := &display.Fill{X: pt(-3), Y: pt(-3), W: pt(3), H: pt(3), Colour: display.Black}
	for _, tt := range []struct {
		opt           Options
		width, height int
		at            color.RGBA // of the first pixel
	}{
		{Options{DPI: 72}, 40, 60, white},
		{Options{DPI: 100}, 56, 84, white},
		{Options{LongSide: 120}, 80, 120, white},
		{Options{DPI: 144, Bleed: true}, 92, 132, black},
	} {
		m := painted(t, Resources{}, tt.opt, corner)
		if m.Rect != image.Rect(0, 0, tt.width, tt.height) || m.RGBAAt(0, 0) != tt.at {
			t.Errorf("%+v: %v, first pixel %v", tt.opt, m.Rect, m.RGBAAt(0, 0))
		}
	}
}

func TestStroke(t *testing.T) {
	t.Parallel()
	m := painted(t, Resources{}, Options{},
		&display.Stroke{X: pt(5), Y: pt(5), W: pt(10), H: pt(10), Line: pt(2), Colour: display.Black},
		&display.Stroke{X: pt(20), Y: pt(5), W: pt(16), H: pt(16), Line: pt(2), Colour: display.Black, Round: true},
		&display.Stroke{X: pt(5), Y: pt(30), W: pt(20), H: pt(20), Line: pt(2), Colour: display.Black, Dash: []unit.Pt{pt(4), pt(2)}})
	pixels(t, m, map[image.Point]color.RGBA{
		{4, 4}: black, {5, 5}: black, {15, 15}: black, {4, 15}: black, {3, 4}: white, {6, 6}: white, {10, 10}: white, // with mitred corners
		{28, 5}: black, {20, 13}: black, {35, 13}: black, {28, 20}: black, {20, 5}: white, {28, 12}: white,
		// From the lower left corner to the right: 4 on, 2 off.
		{5, 49}: black, {8, 50}: black, {9, 50}: white, {10, 50}: white, {11, 50}: black, {4, 50}: white,
		// Round the corner at the lower right: on from 18 to 22, off to 24.
		{24, 49}: black, {25, 50}: black, {25, 48}: black, {25, 47}: white, {25, 45}: black,
	})
}

// TestDisc: the middle is filled, the corners of its rectangle are not.
func TestDisc(t *testing.T) {
	t.Parallel()
	m := painted(t, Resources{}, Options{},
		&display.Fill{X: pt(5), Y: pt(5), W: pt(20), H: pt(10), Round: true, Colour: display.Black},
		&display.Fill{X: pt(10), Y: pt(20), W: 0, H: pt(10), Round: true, Colour: display.Black})
	pixels(t, m, map[image.Point]color.RGBA{
		{15, 10}: black, {15, 6}: black, {6, 9}: black, {23, 10}: black, {5, 5}: white, {24, 14}: white, {10, 25}: white,
	})
}

func TestPicture(t *testing.T) {
	t.Parallel()
	res := Resources{Pictures: map[string]*raster.Image{
		"gray": {Width: 2, Height: 1, Space: raster.Gray, Pix: []byte{0, 200}},
		"inks": {Width: 1, Height: 1, Space: raster.CMYK, Pix: []byte{0, 255, 255, 0}},
		"fine": {Width: 40, Height: 40, Space: raster.RGB, Pix: bytes.Repeat([]byte{255, 0, 0, 0, 0, 255}, 800)},
	}}
	m := painted(t, res, Options{},
		&display.Image{X: pt(10), Y: pt(10), W: pt(10), H: pt(4.5), Name: "gray"},
		&display.Image{X: pt(-2), Y: pt(20), W: pt(4), H: pt(4), Name: "inks"},
		&display.Image{X: pt(10), Y: pt(30), W: pt(10), H: pt(10), Name: "fine"})
	pixels(t, m, map[image.Point]color.RGBA{
		{10, 10}: black, {14, 13}: black, {15, 10}: gray8(200), {19, 13}: gray8(200), {20, 10}: white,
		{10, 14}: gray8(128), {10, 15}: white,
		{0, 20}: red, {1, 23}: red, {2, 20}: white,
		{12, 33}: {128, 0, 128, 255}, {19, 39}: {128, 0, 128, 255},
	})
}

// ink gives the box of the pixels that are not white, and the sum of their darkness.
func ink(m *image.RGBA) (image.Rectangle, int) {
	var box image.Rectangle
	sum := 0
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			if c := m.RGBAAt(x, y); c != white {
				box, sum = box.Union(image.Rect(x, y, x+1, y+1)), sum+255-int(c.G)
			}
		}
	}
	return box, sum
}

func TestGlyphs(t *testing.T) {
	t.Parallel()
	res := Resources{Faces: faces(t)}
	face := res.Faces[song]
	run := func(x float64, glyphs ...display.Glyph) *display.GlyphRun {
		return &display.GlyphRun{Face: song, Size: pt(20), X: pt(x), Y: pt(30), Colour: display.Black, Glyphs: glyphs}
	}
	plain := glyph(t, face, '中')
	box, sum := ink(painted(t, res, Options{}, run(10, plain)))
	want, _ := face.Ink(plain.GID)
	// The box of the ink, in pixels: none lies outside of it, none is missing.
	left, right := 10+float64(want.XMin)/50, 10+float64(want.XMax)/50
	top, foot := 30-float64(want.YMax)/50, 30-float64(want.YMin)/50
	if near := image.Rect(int(left), int(top), int(right)+1, int(foot)+1); !box.In(near) || box.Dx() < near.Dx()-1 || box.Dy() < near.Dy()-1 {
		t.Errorf("the ink is in %v, not in %v", box, near)
	}
	for name, tt := range map[string]struct {
		change func(*display.Glyph)
		move   int // of the left edge
	}{
		"shift":   {func(g *display.Glyph) { g.Shift = 250 }, 5},
		"advance": {func(g *display.Glyph) { g.Advance = 100 }, 0},
	} {
		g := plain
		tt.change(&g)
		moved, same := ink(painted(t, res, Options{}, run(10, g)))
		if moved != box.Add(image.Pt(tt.move, 0)) || same != sum {
			t.Errorf("%s: the ink is in %v, not moved by %d from %v", name, moved, tt.move, box)
		}
	}
	half := plain
	half.Stretch = 500
	if narrow, less := ink(painted(t, res, Options{}, run(10, half))); narrow.Dx() > box.Dx()/2+2 || narrow.Dy() != box.Dy() || less < sum*2/5 || less > sum*3/5 {
		t.Errorf("half as wide: %v with %d of ink, against %v with %d", narrow, less, box, sum)
	}
	// The pen moves by the advance and what is added.
	dot := plain
	dot.Advance, dot.Extra = 300, pt(2)
	a, b := painted(t, res, Options{}, run(0, dot, plain)), painted(t, res, Options{}, run(0, dot), run(8, plain))
	if !bytes.Equal(a.Pix, b.Pix) {
		t.Error("the second glyph of a run does not stand where the first one leaves the pen")
	}
}

// TestGolden paints a list of every kind of item; a change of its pixels must be meant.
func TestGolden(t *testing.T) {
	t.Parallel()
	res := Resources{Faces: faces(t), Pictures: map[string]*raster.Image{"p": {Width: 3, Height: 2, Space: raster.Gray, Pix: []byte{0, 50, 100, 150, 200, 250}}}}
	face := res.Faces[song]
	m := painted(t, res, Options{DPI: 1000}, // over several bands and tiles
		&display.Fill{X: pt(2), Y: pt(2), W: pt(36), H: pt(0.3), Colour: display.CMYK{M: 100, Y: 100}},
		&display.GlyphRun{Face: song, Size: pt(36.7), X: pt(1.3), Y: pt(40.1), Colour: display.Black, Glyphs: []display.Glyph{glyph(t, face, '版')}},
		&display.Stroke{X: pt(3), Y: pt(44), W: pt(14), H: pt(12), Line: pt(0.7), Dash: []unit.Pt{pt(1.1), pt(0.6)}, Colour: display.CMYK{K: 40}},
		&display.Stroke{X: pt(20), Y: pt(44), W: pt(16), H: pt(12), Line: pt(0.7), Round: true, Colour: display.CMYK{C: 80}},
		&display.Image{X: pt(24), Y: pt(47), W: pt(7.3), H: pt(6), Name: "p"})
	sum := sha256.Sum256(m.Pix)
	const want = "463d6336a6791dda"
	if got := hex.EncodeToString(sum[:8]); got != want {
		t.Errorf("the pixels have the checksum %s, not %s", got, want)
	}
}

func TestEncodings(t *testing.T) {
	t.Parallel()
	coloured := painted(t, Resources{}, Options{}, &display.Fill{X: pt(1), Y: pt(1), W: pt(9), H: pt(9), Colour: display.CMYK{M: 100, Y: 100}})
	for name, m := range map[string]*image.RGBA{"gray": painted(t, Resources{}, Options{}, &display.Fill{W: pt(9), H: pt(9), Colour: display.Black}), "colour": coloured} {
		data, err := PNG(m)
		if err != nil {
			t.Fatal(err)
		}
		back, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if _, isGray := back.(*image.Gray); isGray != (name == "gray") {
			t.Errorf("%s came back as %T", name, back)
		}
		for i := range m.Rect.Dx() * m.Rect.Dy() {
			x, y := i%m.Rect.Dx(), i/m.Rect.Dx()
			if got := color.RGBAModel.Convert(back.At(x, y)); got != m.RGBAAt(x, y) {
				t.Fatalf("%s: pixel %d, %d came back as %v", name, x, y, got)
			}
		}
	}
	data, err := JPEG(coloured)
	if err != nil {
		t.Fatal(err)
	}
	back, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil || back.Bounds() != coloured.Rect {
		t.Fatalf("%v, %v", back, err)
	}
}

func TestCover(t *testing.T) {
	t.Parallel()
	for _, page := range []display.Page{
		{Width: pt(765), Height: pt(1105)}, {Width: pt(842), Height: pt(1191)}, {Width: pt(200), Height: pt(900)},
		{Width: pt(900), Height: pt(300)}, {Width: pt(500), Height: pt(500)},
	} {
		data, err := Cover(&page, Resources{})
		if err != nil {
			t.Fatal(err)
		}
		c, err := jpeg.DecodeConfig(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if c.Width > c.Height || c.Height > coverLong || c.Width*c.Height > coverPixels || c.Height < coverLong-1 && c.Width*c.Height < coverPixels*99/100 {
			t.Errorf("the cover of a page of %v × %v has %d × %d pixels", page.Width, page.Height, c.Width, c.Height)
		}
	}
}

func TestErrors(t *testing.T) {
	t.Parallel()
	page := &display.Page{Label: "3", Width: pt(40), Height: pt(60), Items: []display.Item{
		&display.GlyphRun{Face: "None", Size: pt(9), Glyphs: []display.Glyph{{Text: "a", GID: 1}}},
		&display.GlyphRun{Face: song, Size: pt(9), Glyphs: []display.Glyph{{Text: "a", GID: 65535}}},
		&display.Image{Name: "p.png", W: pt(9), H: pt(9)},
	}}
	_, err := Page(page, Resources{Faces: faces(t)}, Options{DPI: 72})
	if err == nil {
		t.Fatal("no error")
	}
	for _, part := range []string{`page 3: face "None"`, "65535", `page 3: picture "p.png"`} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%v does not tell %q", err, part)
		}
	}
	blank := &display.Page{Width: pt(40), Height: pt(60)}
	for _, opt := range []Options{{}, {DPI: 72, LongSide: 9}, {DPI: -1}, {DPI: 1e9}, {LongSide: 1 << 30}} {
		if _, err := Page(blank, Resources{}, opt); err == nil {
			t.Errorf("%+v is taken", opt)
		}
	}
	if _, err := Page(&display.Page{}, Resources{}, Options{DPI: 72}); err == nil {
		t.Error("a page without area is taken")
	}
	if _, err := Cover(&display.Page{}, Resources{}); err == nil {
		t.Error("a cover without area is taken")
	}
}
