package picture_test

import (
	"image"
	"image/color"
	"testing"

	"pgregory.net/rapid"

	"banxin/internal/picture"
)

// TestThumbnail: pixels are the means of what they cover, by hand.
func TestThumbnail(t *testing.T) {
	t.Parallel()
	m := image.NewRGBA(image.Rect(0, 0, 3, 3))
	for i, v := range []uint8{0, 30, 60, 0, 30, 60, 90, 90, 90} {
		m.SetRGBA(i%3, i/3, color.RGBA{v, 0, 255, 255})
	}
	small := picture.Thumbnail(m, 2)
	if small.Rect != image.Rect(0, 0, 2, 2) {
		t.Fatal(small.Rect)
	}
	// Each pixel covers one and a half samples: the middle one by half.
	for i, want := range []uint8{10, 50, 63, 77} {
		if got := small.RGBAAt(i%2, i/2); got != (color.RGBA{want, 0, 255, 255}) {
			t.Errorf("pixel %d is %v, want %d", i, got, want)
		}
	}
	if picture.Thumbnail(m, 3) != m || picture.Thumbnail(m, 9) != m {
		t.Error("a small picture was scaled")
	}
}

// TestThumbnailKeepsTheMean: no light is lost or made, and one shade stays what it is.
func TestThumbnailKeepsTheMean(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(2, 40).Draw(t, "w"), rapid.IntRange(1, 60).Draw(t, "h")
		m := image.NewRGBA(image.Rect(0, 0, w, h))
		shades := rapid.SliceOfN(rapid.Byte(), w*h, w*h).Draw(t, "shades")
		sum, low, high := 0.0, uint8(255), uint8(0)
		for i, v := range shades {
			copy(m.Pix[4*i:], []uint8{v, v, v, 255})
			sum += float64(v)
			low, high = min(low, v), max(high, v)
		}
		width := rapid.IntRange(1, w-1).Draw(t, "width")
		small := picture.Thumbnail(m, width)
		if small.Rect.Dx() != width || small.Rect.Dy() < 1 || small.Rect.Dy() > h {
			t.Fatalf("%v of %v", small.Rect, m.Rect)
		}
		got, pixels := 0.0, small.Rect.Dx()*small.Rect.Dy()
		for i := range pixels {
			p := small.Pix[4*i : 4*i+4]
			if p[0] < low || p[0] > high || p[1] != p[0] || p[3] != 255 {
				t.Fatalf("%v from shades of %d to %d", p, low, high)
			}
			got += float64(p[0])
		}
		if d := got/float64(pixels) - sum/float64(w*h); d > 0.5 || d < -0.5 {
			t.Fatalf("the mean moved by %v", d)
		}
	})
}

func BenchmarkThumbnail(b *testing.B) {
	m := image.NewRGBA(image.Rect(0, 0, 1661, 2400))
	for i := range m.Pix {
		m.Pix[i] = uint8(i * 7)
	}
	for b.Loop() {
		picture.Thumbnail(m, 300)
	}
}
