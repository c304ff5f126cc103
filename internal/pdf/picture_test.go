package pdf

import (
	"bytes"
	"math"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"banxin/internal/raster"
	"banxin/layout/display"
)

// pictures are one of each way into the file. The JPEGs are 8×8 pixels of one
// colour, stored inverted: C, M, Y, K of 0, 50, 100, 200 of 255, and of 200, 200,
// 200, 0 in progressive YCCK.
func pictures(t testing.TB) map[string]*raster.Image {
	t.Helper()
	out := map[string]*raster.Image{
		"gray.png": {Width: 3, Height: 2, Space: raster.Gray, Pix: []byte{0, 50, 100, 150, 200, 255}},
		"rgb.png":  {Width: 2, Height: 2, Space: raster.RGB, Pix: []byte{255, 255, 255, 0, 0, 0, 255, 0, 0, 100, 150, 200}},
	}
	for _, name := range []string{"cmyk.jpg", "ycck-progressive.jpg"} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if out[name], err = raster.Decode(data); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func image(name string, x, y, w, h float64) *display.Image {
	return &display.Image{X: pt(x), Y: pt(y), W: pt(w), H: pt(h), Name: name}
}

// picturePage shows the pictures between text and rules.
func picturePage(t *testing.T) []byte {
	t.Helper()
	faces := openFaces(t)
	doc := onePage(
		&display.Fill{X: pt(5), Y: pt(5), W: pt(20), H: pt(1), Colour: display.CMYK{M: 100}},
		image("gray.png", 10, 20, 30, 20),
		run(t, faces, song, 9.5, 20, 60, "图片说明"),
		image("rgb.png", 60.5, 20.25, 40, 40),
		&display.Stroke{X: pt(60), Y: pt(20), W: pt(41), H: pt(41), Line: pt(0.5), Colour: display.Black},
		&display.Fill{W: pt(0), H: pt(9)}, // draws nothing
		image("cmyk.jpg", 110, 20, 40, 40),
		image("ycck-progressive.jpg", 160, 20, 40, 40),
		&display.Fill{X: pt(5), Y: pt(90), W: pt(20), H: pt(1), Colour: display.Black},
		image("gray.png", 210, 20, 60, 40),
	)
	doc.Pages[0].Bleed = pt(10)
	out, err := Write(doc, Resources{faces, pictures(t)}, testMeta(), Print{})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestPicturePlaces: pictures stand between text and rules where the display list has
// them.
func TestPicturePlaces(t *testing.T) {
	t.Parallel()
	pages, _ := readPages(t, picturePage(t))
	got := pages[0]
	want := []shown{
		{20, 170, 30, 20, "/Im1", 1}, {70.5, 149.75, 40, 40, "/Im2", 1}, {120, 150, 40, 40, "/Im3", 2},
		{170, 150, 40, 40, "/Im4", 2}, {220, 150, 60, 40, "/Im1", 3},
	}
	if len(got.images) != len(want) || len(got.rects) != 3 || got.text() != "图片说明" {
		t.Fatalf("%d pictures, %d rectangles, %q", len(got.images), len(got.rects), got.text())
	}
	for i, w := range want {
		g := got.images[i]
		if math.Abs(g.x-w.x)+math.Abs(g.y-w.y)+math.Abs(g.w-w.w)+math.Abs(g.h-w.h) > 0.011 || g.name != w.name || g.afterPainted != w.afterPainted {
			t.Errorf("picture %d: %+v, want %+v", i, g, w)
		}
	}
}

// TestPictureObjects: each picture is one object, in gray or CMYK, and its samples are
// those of the plates.
func TestPictureObjects(t *testing.T) {
	t.Parallel()
	out := picturePage(t)
	pages, _ := readPages(t, out)
	ctx := open(t, out)
	objects := dictOf(t, ctx, dictOf(t, ctx, pages[0].dict, "Resources"), "XObject")
	for name, w := range map[string]struct{ space, filter, decode, samples string }{
		"Im1": {"DeviceGray", "FlateDecode", "", "\x00\x32\x64\x96\xC8\xFF"},
		"Im2": {"DeviceCMYK", "FlateDecode", "", "\x00\x00\x00\x00\x00\x00\x00\xFF\x00\xFF\xFF\x00\x64\x32\x00\x37"},
		"Im3": {"DeviceCMYK", "DCTDecode", "[1 0 1 0 1 0 1 0]", ""},
		"Im4": {"DeviceCMYK", "DCTDecode", "[1 0 1 0 1 0 1 0]", ""},
	} {
		o, _ := objects.Find(name)
		s, _, err := ctx.DereferenceStreamDict(o)
		if err != nil || s == nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := s.Decode(); err != nil {
			t.Fatal(err)
		}
		decode := ""
		if a := s.ArrayEntry("Decode"); a != nil {
			decode = strings.NewReplacer(",", "").Replace(a.PDFString())
		}
		if *s.NameEntry("ColorSpace") != w.space || s.FilterPipeline[0].Name != w.filter || decode != w.decode {
			t.Errorf("%s is %s by %s, decoded by %q; want %+v", name, *s.NameEntry("ColorSpace"), s.FilterPipeline[0].Name, decode, w)
		}
		if w.samples != "" && string(s.Content) != w.samples {
			t.Errorf("%s: samples %x, want %x", name, s.Content, w.samples)
		}
		if _, masked := s.Find("SMask"); masked || *s.IntEntry("BitsPerComponent") != 8 {
			t.Errorf("%s has a mask or other depth", name)
		}
	}
	if n := bytes.Count(out, []byte("/Subtype/Image")); n != 4 {
		t.Errorf("%d image objects for 4 pictures", n)
	}
	for _, forbidden := range []string{"DeviceRGB", "SMask", "ICCBased"} {
		if bytes.Contains(out, []byte(forbidden)) {
			t.Errorf("file has %s", forbidden)
		}
	}
	if !bytes.Equal(out, picturePage(t)) {
		t.Error("the same pictures give other bytes")
	}
}

// TestNoPicturesNoTrace: a document without pictures has no picture resources, even
// if some are at hand.
func TestNoPicturesNoTrace(t *testing.T) {
	t.Parallel()
	out, err := Write(onePage(&display.Fill{W: pt(1), H: pt(1)}), Resources{Pictures: pictures(t)}, testMeta(), Print{})
	if err != nil || bytes.Contains(out, []byte("XObject")) || bytes.Contains(out, []byte("ImageC")) {
		t.Errorf("%v, %q", err, out)
	}
}

func TestPictureErrors(t *testing.T) {
	t.Parallel()
	short := &raster.Image{Width: 2, Height: 2, Space: raster.RGB, Pix: []byte{1, 2, 3}}
	for _, c := range []struct {
		name string
		item *display.Image
		want string
	}{
		{"unknown", image("lost.jpg", 1, 1, 5, 5), `picture "lost.jpg" is not among`},
		{"not whole", image("short.png", 1, 1, 5, 5), `picture "short.png" is not among`},
		{"no width", image("gray.png", 1, 1, 0, 5), `picture "gray.png" of size 0`},
		{"off the page", image("gray.png", 1e6, 1, 5, 5), "off every page"},
	} {
		given := pictures(t)
		given["short.png"] = short
		if _, err := Write(onePage(c.item), Resources{Pictures: given}, testMeta(), Print{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

// TestPredictors: whatever the samples, a reader of PDF gets them back.
func TestPredictors(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := &raster.Image{Width: rapid.IntRange(1, 9).Draw(t, "width"), Height: rapid.IntRange(1, 5).Draw(t, "height"), Space: raster.CMYK}
		n := m.Width * m.Height * 4
		m.Pix = rapid.SliceOfN(rapid.Byte(), n, n).Draw(t, "samples")
		rows := predict(m)
		back, above := []byte{}, make([]byte, m.Width*4)
		for y := range m.Height {
			row := rows[y*(m.Width*4+1):][:m.Width*4+1]
			line := bytes.Clone(row[1:])
			for i := range line {
				switch {
				case row[0] == 1 && i >= 4:
					line[i] += line[i-4]
				case row[0] == 2:
					line[i] += above[i]
				}
			}
			back, above = append(back, line...), line
		}
		if !bytes.Equal(back, m.Pix) {
			t.Fatalf("%v came back as %v", m.Pix, back)
		}
	})
}
