package raster_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"banxin/internal/raster"
)

func TestDecodePNG(t *testing.T) {
	t.Parallel()
	r := image.Rect(0, 0, 2, 1)
	gray16 := image.NewGray16(r)
	gray16.SetGray16(0, 0, color.Gray16{Y: 0x12FF})
	gray16.SetGray16(1, 0, color.Gray16{Y: 0xFE00})
	rgb16 := image.NewNRGBA64(r)
	rgb16.SetNRGBA64(0, 0, color.NRGBA64{R: 0x1234, G: 0x5678, B: 0x9ABC, A: 0xFFFF})
	rgb16.SetNRGBA64(1, 0, color.NRGBA64{A: 0xFFFF})
	palette := image.NewPaletted(r, color.Palette{color.RGBA{255, 0, 0, 255}, color.RGBA{0, 0, 255, 255}})
	palette.Pix[1] = 1
	alpha := image.NewNRGBA(r)
	alpha.SetNRGBA(0, 0, color.NRGBA{R: 255, A: 128})
	neutral := image.NewRGBA(r)
	neutral.Set(0, 0, color.RGBA{7, 7, 7, 255})
	neutral.Set(1, 0, color.RGBA{9, 9, 9, 255})
	for name, c := range map[string]struct {
		src       image.Image
		space     raster.Space
		pix       []byte
		flattened bool
	}{
		"16-bit gray":     {gray16, raster.Gray, []byte{0x12, 0xFE}, false},
		"16-bit colour":   {rgb16, raster.RGB, []byte{0x12, 0x56, 0x9A, 0, 0, 0}, false},
		"palette":         {palette, raster.RGB, []byte{255, 0, 0, 0, 0, 255}, false},
		"alpha on white":  {alpha, raster.RGB, []byte{255, 127, 127, 255, 255, 255}, true},
		"colour of grays": {neutral, raster.Gray, []byte{7, 9}, false},
		"8-bit gray":      {&image.Gray{Pix: []byte{3, 4}, Stride: 2, Rect: r}, raster.Gray, []byte{3, 4}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := decode(t, pngOf(t, c.src))
			if m.Space != c.space || !bytes.Equal(m.Pix, c.pix) || m.Flattened != c.flattened || m.Width != 2 || m.Height != 1 {
				t.Errorf("got %d×%d of %d, %v, flattened %v", m.Width, m.Height, m.Space, m.Pix, m.Flattened)
			}
		})
	}
}

// TestInterlaced decodes Adam7: 4×4 pixels stand in passes 1, 4, 5, 6 and 7.
func TestInterlaced(t *testing.T) {
	t.Parallel()
	rows := []byte{
		0, 1, // pass 1: (0,0)
		0, 3, // pass 4: (2,0)
		0, 9, 11, // pass 5: (0,2) (2,2)
		0, 2, 4, 0, 10, 12, // pass 6: odd columns of even rows
		0, 5, 6, 7, 8, 0, 13, 14, 15, 16, // pass 7: odd rows
	}
	m := decode(t, rawPNG(4, 4, 1, rows))
	if want := []byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}; !bytes.Equal(m.Pix, want) {
		t.Errorf("got %v", m.Pix)
	}
}

func TestDecodeJPEG(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		file  []byte
		space raster.Space
		pixel []byte
	}{
		"baseline gray":    {flatJPEG(false, -1, 77), raster.Gray, []byte{77}},
		"progressive gray": {flatJPEG(true, -1, 77), raster.Gray, []byte{77}},
		"colour":           {flatJPEG(false, -1, 76, 85, 255), raster.RGB, []byte{254, 0, 0}},
		"RGB by Adobe":     {flatJPEG(false, 0, 10, 20, 30), raster.RGB, []byte{10, 20, 30}},
		// Stored inverted: 255 − value is the ink.
		"CMYK by Adobe":    {flatJPEG(false, 0, 255, 205, 155, 55), raster.CMYK, []byte{0, 50, 100, 200}},
		"progressive CMYK": {flatJPEG(true, 0, 255, 205, 155, 55), raster.CMYK, []byte{0, 50, 100, 200}},
		// Y 200 with neutral chroma is C = M = Y = 200 as stored by Adobe's YCCK.
		"YCCK": {flatJPEG(false, 2, 200, 128, 128, 55), raster.CMYK, []byte{200, 200, 200, 200}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := decode(t, c.file)
			if m.Space != c.space || !bytes.Equal(m.Pix[:m.Space], c.pixel) || m.Width != 8 || m.Height != 8 {
				t.Errorf("got %d×%d of %d, first pixel %v", m.Width, m.Height, m.Space, m.Pix[:m.Space])
			}
		})
	}
}

// TestOrientation turns an asymmetric picture of 16×8, one corner dark: Exif's value
// says which corner of the upright picture the stored first pixel is.
func TestOrientation(t *testing.T) {
	t.Parallel()
	src := image.NewGray(image.Rect(0, 0, 16, 8))
	for i := range src.Pix {
		src.Pix[i] = 255
		if i%16 < 8 {
			src.Pix[i] = 0 // the left half
		}
	}
	file := jpegOf(t, src)
	for orientation, want := range map[byte][4]bool{ // is the left, right, top, foot edge dark?
		1: {true, false, false, false}, 2: {false, true, false, false}, 3: {false, true, false, false},
		4: {true, false, false, false}, 5: {false, false, true, false}, 6: {false, false, true, false},
		7: {false, false, false, true}, 8: {false, false, false, true}, 9: {true, false, false, false},
	} {
		for _, little := range []bool{false, true} {
			m := decode(t, withSegment(file, 0xE1, "Exif\x00\x00"+exif(orientation, little)))
			dark := func(x, y int) bool { return m.Pix[y*m.Width+x] < 128 }
			w, h := m.Width, m.Height
			got := [4]bool{
				dark(0, 0) && dark(0, h-1), dark(w-1, 0) && dark(w-1, h-1),
				dark(0, 0) && dark(w-1, 0), dark(0, h-1) && dark(w-1, h-1),
			}
			if turned := w == 8; got != want || turned != (orientation >= 5 && orientation <= 8) {
				t.Errorf("orientation %d: %d×%d, dark edges %v, want %v", orientation, w, h, got, want)
			}
			if handedOn := m.PrintJPEG() != nil; handedOn != (orientation == 1 || orientation == 9) {
				t.Errorf("orientation %d: the file itself is handed on: %v", orientation, handedOn)
			}
		}
	}
	png := rawPNG(2, 1, 0, []byte{0, 5, 6}, chunk("eXIf", []byte(exif(3, false))))
	if m := decode(t, png); !bytes.Equal(m.Pix, []byte{6, 5}) {
		t.Errorf("PNG turned by eXIf: %v", m.Pix)
	}
}

// TestTransposed tells the mirrored orientations from the turned ones.
func TestTransposed(t *testing.T) {
	t.Parallel()
	for orientation, want := range map[byte]string{
		1: "abc/def", 2: "cba/fed", 3: "fed/cba", 4: "def/abc",
		5: "ad/be/cf", 6: "da/eb/fc", 7: "fc/eb/da", 8: "cf/be/ad",
	} {
		m := decode(t, rawPNG(3, 2, 0, []byte("\x00abc\x00def"), chunk("eXIf", []byte(exif(orientation, true)))))
		var rows []string
		for y := range m.Height {
			rows = append(rows, string(m.Pix[y*m.Width:(y+1)*m.Width]))
		}
		if got := strings.Join(rows, "/"); got != want {
			t.Errorf("orientation %d: %s, want %s", orientation, got, want)
		}
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	whole := jpegOf(t, image.NewGray(image.Rect(0, 0, 64, 64)))
	wholePNG := rawPNG(4, 4, 0, make([]byte, 20))
	lying := bytes.Clone(wholePNG)
	lying = append(lying[:8:8], chunk("IHDR", []byte{0, 1, 0, 0, 0, 1, 0, 0, 8, 0, 0, 0, 0})...)
	lying = append(lying, wholePNG[33:]...)
	twelveBit := bytes.Replace(flatJPEG(false, -1, 9), []byte{0xFF, 0xC0, 0, 11, 8}, []byte{0xFF, 0xC0, 0, 11, 12}, 1)
	for name, c := range map[string]struct {
		file []byte
		code string
	}{
		"empty":             {nil, "picture-broken"},
		"a GIF":             {[]byte("GIF89a………"), "picture-unknown-format"},
		"cut JPEG":          {whole[:len(whole)-20], "picture-broken"},
		"JPEG header alone": {whole[:4], "picture-broken"},
		"cut PNG":           {wholePNG[:45], "picture-broken"},
		"PNG of 4 Gpx":      {lying, "picture-too-large"},
		"CMYK without mark": {flatJPEG(false, -1, 1, 2, 3, 4), "picture-unsupported"},
		"12-bit JPEG":       {twelveBit, "picture-unsupported"},
		"wrong checksum":    {append(bytes.Clone(wholePNG[:len(wholePNG)-1]), 0), "picture-broken"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := raster.Decode(c.file)
			var problem *raster.Error
			if !errors.As(err, &problem) || problem.Code != c.code || problem.Found.Zh == "" || problem.Hint.En == "" {
				t.Errorf("got %v, want %s", err, c.code)
			}
		})
	}
}

// TestDamaged spoils every byte of small files in turn: an error or a whole picture,
// never a panic.
func TestDamaged(t *testing.T) {
	t.Parallel()
	for _, file := range [][]byte{
		flatJPEG(false, 0, 255, 205, 155, 55), flatJPEG(true, -1, 77),
		withSegment(flatJPEG(false, -1, 1), 0xE1, "Exif\x00\x00"+exif(6, false)), rawPNG(4, 4, 0, make([]byte, 20)),
	} {
		for i := range file {
			for _, bit := range []byte{1, 0x80, 0xFF} {
				spoilt := bytes.Clone(file)
				spoilt[i] ^= bit
				m, err := raster.Decode(spoilt)
				if err == nil && len(m.Pix) != m.Width*m.Height*int(m.Space) {
					t.Errorf("byte %d: %d bytes for %d×%d of %d", i, len(m.Pix), m.Width, m.Height, m.Space)
				}
			}
		}
	}
}

func TestSeparation(t *testing.T) {
	t.Parallel()
	m := &raster.Image{Width: 5, Height: 1, Space: raster.RGB, Pix: []byte{
		255, 255, 255, 0, 0, 0, 255, 0, 0, 100, 150, 200, 0, 0, 255,
	}}
	want := []byte{0, 0, 0, 0, 0, 0, 0, 255, 0, 255, 255, 0, 100, 50, 0, 55, 255, 255, 0, 0}
	p := m.Plates()
	if p.Space != raster.CMYK || !bytes.Equal(p.Pix, want) {
		t.Errorf("got %v", p.Pix)
	}
	if diff := cmp.Diff(m.Pix, p.Screen().Pix); diff != "" {
		t.Errorf("back on the screen:\n%s", diff)
	}
	if ink := m.Ink(); ink != 200 {
		t.Errorf("total ink %d", ink)
	}
	heavy := &raster.Image{Width: 1, Height: 1, Space: raster.CMYK, Pix: []byte{255, 255, 255, 128}}
	if ink := heavy.Ink(); ink != 350 {
		t.Errorf("total ink %d, want 350", ink)
	}
}

// TestInkLimit: whatever the colour, the separation stays within 200 %.
func TestInkLimit(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		pix := rapid.SliceOfN(rapid.Byte(), 3, 3).Draw(t, "rgb")
		m := &raster.Image{Width: 1, Height: 1, Space: raster.RGB, Pix: pix}
		if ink := m.Ink(); ink > 200 {
			t.Fatalf("%v has %d %% of ink", pix, ink)
		}
		if back := m.Plates().Screen().Pix; !bytes.Equal(back, pix) {
			t.Fatalf("%v comes back as %v", pix, back)
		}
	})
}

func TestShrink(t *testing.T) {
	t.Parallel()
	m := &raster.Image{Width: 4, Height: 2, Space: raster.Gray, Pix: []byte{0, 100, 200, 200, 100, 200, 0, 0}}
	if got := m.Shrink(2, 1).Pix; !bytes.Equal(got, []byte{100, 100}) {
		t.Errorf("halves: %v", got)
	}
	// Thirds of four: the middle pixel covers 2/3 of each of two.
	row := &raster.Image{Width: 4, Height: 1, Space: raster.Gray, Pix: []byte{0, 90, 180, 240}}
	if got := row.Shrink(3, 1).Pix; !bytes.Equal(got, []byte{23, 135, 225}) {
		t.Errorf("thirds: %v", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 9).Draw(t, "width"), rapid.IntRange(1, 9).Draw(t, "height")
		v := rapid.Byte().Draw(t, "value")
		m := &raster.Image{Width: w, Height: h, Space: raster.RGB, Pix: bytes.Repeat([]byte{v, 255 - v, 7}, w*h)}
		s := m.Shrink(rapid.IntRange(1, w).Draw(t, "to width"), rapid.IntRange(1, h).Draw(t, "to height"))
		if !bytes.Equal(s.Pix, bytes.Repeat([]byte{v, 255 - v, 7}, s.Width*s.Height)) {
			t.Fatalf("an even picture became %v", s.Pix)
		}
	})
}

// TestHandedOn: the files that are handed on keep their pixels and lose what tells
// of their making.
func TestHandedOn(t *testing.T) {
	t.Parallel()
	secret, profile := "Exif\x00\x00GPS", "ICC_PROFILE\x00\x01\x01…"
	dress := func(file []byte) []byte {
		return append(withSegment(withSegment(withSegment(file, 0xFE, "comment"), 0xE1, secret), 0xE2, profile), "behind the end"...)
	}
	cmyk := decode(t, dress(flatJPEG(false, 0, 255, 205, 155, 55)))
	print := cmyk.PrintJPEG()
	if bytes.Contains(print, []byte("GPS")) || bytes.Contains(print, []byte("ICC_")) || bytes.Contains(print, []byte("behind")) || bytes.Contains(print, []byte("comment")) {
		t.Errorf("%q", print)
	}
	if again := decode(t, print); !bytes.Equal(again.Pix, cmyk.Pix) {
		t.Error("pixels have changed")
	}
	if cmyk.ScreenJPEG() != nil {
		t.Error("a CMYK file is no file for a screen")
	}
	colour := decode(t, dress(flatJPEG(false, -1, 76, 85, 255)))
	if colour.PrintJPEG() != nil {
		t.Error("an RGB file is no file for print")
	}
	screen := colour.ScreenJPEG()
	if bytes.Contains(screen, []byte("GPS")) || !bytes.Contains(screen, []byte(profile)) {
		t.Errorf("%q", screen)
	}
	small, err := colour.Shrink(2, 2).EncodeJPEG(85, colour)
	if err != nil || !bytes.Contains(small, []byte(profile)) || decode(t, small).Width != 2 {
		t.Errorf("a smaller file has lost its profile: %v", err)
	}
	if _, err := cmyk.EncodeJPEG(85, nil); err == nil {
		t.Error("CMYK was encoded for a screen")
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(flatJPEG(false, 0, 255, 205, 155, 55))
	f.Add(flatJPEG(true, -1, 77))
	f.Add(rawPNG(4, 4, 1, make([]byte, 30)))
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := raster.Decode(data); err == nil {
			m.Plates()
			m.PrintJPEG()
		}
	})
}

func TestEnough(t *testing.T) {
	t.Parallel()
	m := &raster.Image{Width: 500, Height: 300}
	for seen, want := range map[int][2]int{600: {500, 300}, 400: {500, 300}, 399: {399, 239}, 100: {100, 60}, 1: {1, 1}, 0: {1, 1}} {
		if w, h := m.Enough(seen); w != want[0] || h != want[1] {
			t.Errorf("%d across: %d × %d pixels, not %v", seen, w, h, want)
		}
	}
}
