package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"math"

	"banxin/layout/display"
)

// PNG encodes a picture without loss, one without colour as gray. Equal pictures give
// equal bytes.
func PNG(m *image.RGBA) ([]byte, error) {
	var src image.Image = m
	if g := gray(m); g != nil {
		src = g
	}
	var b bytes.Buffer
	if err := (&png.Encoder{}).Encode(&b, src); err != nil {
		return nil, fmt.Errorf("picture: PNG: %w", err)
	}
	return b.Bytes(), nil
}

// gray gives the same picture in gray, nil if it has colour.
func gray(m *image.RGBA) *image.Gray {
	out := image.NewGray(m.Rect)
	for i := range out.Pix {
		p := m.Pix[4*i : 4*i+3]
		if p[0] != p[1] || p[1] != p[2] {
			return nil
		}
		out.Pix[i] = p[0]
	}
	return out
}

// jpegQuality is that of the covers: letters stay clean.
const jpegQuality = 85

// JPEG encodes a picture at quality 85. Equal pictures give equal bytes.
func JPEG(m *image.RGBA) ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: jpegQuality}); err != nil {
		return nil, fmt.Errorf("picture: JPEG: %w", err)
	}
	return b.Bytes(), nil
}

// Limits of a cover, which shops and readers set.
const (
	coverLong   = 2400      // pixels of the longer side
	coverPixels = 4_000_000 // in all
)

// Cover gives CoverPage as a JPEG.
func Cover(p *display.Page, res Resources) ([]byte, error) {
	m, err := CoverPage(p, res)
	if err != nil {
		return nil, err
	}
	return JPEG(m)
}

// CoverPage paints a page, the first of an issue, as the cover of an EPUB: the
// trimmed page, upright, at most 2400 pixels long and 4 million in all. A page wider
// than high stands in the middle of a white cover a third higher than wide. Errors are
// those of Page.
func CoverPage(p *display.Page, res Resources) (out *image.RGBA, err error) {
	defer rescue(&err)
	w, h := p.Width.Float(), p.Height.Float()
	high := h
	if w > h {
		high = float64(w * 4 / 3)
	}
	if w <= 0 || h <= 0 {
		return nil, fmt.Errorf("picture: a page of %v × %v pt has no area", p.Width, p.Height)
	}
	long := min(coverLong, math.Floor(math.Sqrt(float64(coverPixels*high/w)))-1)
	scale := float64(long / high)
	m, err := Page(p, res, Options{DPI: float64(scale * 72)})
	if err != nil {
		return nil, err
	}
	if w > h {
		m = centred(m, int(long))
	}
	return m, nil
}

// centred puts a picture in the middle of a white one of the height given.
func centred(m *image.RGBA, height int) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, m.Rect.Dx(), height))
	for i := range out.Pix {
		out.Pix[i] = 255
	}
	copy(out.Pix[(height-m.Rect.Dy())/2*out.Stride:], m.Pix)
	return out
}
