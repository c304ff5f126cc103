package pdf

import (
	"bytes"
	"fmt"
	pixels "image"
	"image/jpeg"
	"testing"

	"banxin/internal/cos"
	"banxin/internal/raster"
	"banxin/layout/display"
)

func TestLight(t *testing.T) {
	t.Parallel()
	for c, want := range map[display.CMYK]string{
		display.Black:               "0 g\n",
		{}:                          "1 g\n",
		{K: 35}:                     "0.65 g\n",
		{C: 60, M: 60, Y: 60}:       "0.40 g\n",
		{M: 100, Y: 100}:            "1 0 0 rg\n",
		{C: 100, M: 50, K: 20}:      "0 0.30 0.80 rg\n",
		display.Registration:        "0 g\n",
		{C: 10, M: 100, Y: 0, K: 5}: "0.85 0 0.95 rg\n",
	} {
		painting := fmt.Sprintf("%.2f %.2f %.2f %.2f k\nq\n", float64(c.C)/100, float64(c.M)/100, float64(c.Y)/100, float64(c.K)/100)
		if got := string(onScreen([]byte(painting), c, "k", "g", "rg")); got != want+"q\n" {
			t.Errorf("%v is %q, not %q", c, got, want)
		}
	}
}

// photograph is a JPEG in RGB.
func photograph(t *testing.T, width, height int) *raster.Image {
	t.Helper()
	m := pixels.NewRGBA(pixels.Rect(0, 0, width, height))
	for i := range m.Pix {
		m.Pix[i] = byte(i * 7 / width)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	out, err := raster.Decode(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestScreenPictures: RGB stays RGB, inks become RGB, and nobody gets more pixels than
// are seen.
func TestScreenPictures(t *testing.T) {
	t.Parallel()
	given := pictures(t)
	given["small.jpg"], given["large.jpg"] = photograph(t, 24, 16), photograph(t, 600, 400)
	names := []string{"gray.png", "rgb.png", "cmyk.jpg", "small.jpg", "large.jpg"}
	var items []display.Item
	for i, name := range names {
		items = append(items, image(name, float64(50*i), 20, 36, 24))
	}
	out, err := WriteReading(onePage(items...), Resources{Pictures: given}, testMeta(), Reading{})
	if err != nil {
		t.Fatal(err)
	}
	file, err := cos.Open(out, cos.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	pages, err := file.Pages()
	if err != nil {
		t.Fatal(err)
	}
	shown := file.Dict(file.Dict(pages[0].Dict["Resources"])["XObject"])
	for i, want := range []string{"3×2 DeviceGray FlateDecode", "2×2 DeviceRGB FlateDecode", "8×8 DeviceRGB DCTDecode", "24×16 DeviceRGB DCTDecode", "100×66 DeviceRGB DCTDecode"} {
		s := file.Stream(shown[cos.Name(plateName(i))])
		if got := fmt.Sprintf("%v×%v %v %v", s.Dict["Width"], s.Dict["Height"], s.Dict["ColorSpace"], s.Dict["Filter"]); got != want {
			t.Errorf("%s is %s, not %s", names[i], got, want)
		}
		if i == 3 && !bytes.Equal(s.Raw, given["small.jpg"].ScreenJPEG()) {
			t.Error("a JPEG that was right was made anew")
		}
		if i == 2 { // no ink but 50, 100 and 200 of 255: see pictures
			m, err := raster.Decode(s.Raw)
			if err != nil {
				t.Fatal(err)
			}
			for k, v := range []byte{55, 5, 0} {
				if d := int(m.Pix[k]) - int(v); d < -6 || d > 6 {
					t.Errorf("component %d is %d, not %d", k, m.Pix[k], v)
				}
			}
		}
	}
}
