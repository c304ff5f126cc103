package raster

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
)

// PrintJPEG gives the file itself for a PDF to carry, when it is a JPEG that shows
// the picture upright in gray or CMYK; its values of CMYK are inverted (255: no
// ink). nil: there is no such file, take Plates.
func (m *Image) PrintJPEG() []byte {
	if m.file == nil || m.file.turned || m.Space == RGB || m.file.components() != int(m.Space) {
		return nil
	}
	return m.file.bytes(false)
}

// ScreenJPEG gives the file itself for a reader on a screen, with its colour profile
// and without Exif, when it is a JPEG that shows the picture upright in gray or RGB;
// else nil.
func (m *Image) ScreenJPEG() []byte {
	if m.file == nil || m.file.turned || m.Space == CMYK {
		return nil
	}
	return m.file.bytes(true)
}

// IsJPEG tells whether the picture came as a JPEG: most likely a photograph, which
// PNG would not make smaller.
func (m *Image) IsJPEG() bool { return m.file != nil }

// EncodeJPEG writes a gray or RGB picture as a JPEG of the quality given (1 to 100).
// profile may be a picture it was made of by turning or shrinking, whose colour
// profile goes with it.
func (m *Image) EncodeJPEG(quality int, profile *Image) ([]byte, error) {
	src, err := m.image()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, src, &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("encode JPEG: %w", err)
	}
	out := b.Bytes()
	if profile != nil && profile.Space == m.Space && profile.file != nil && profile.file.components() == int(m.Space) {
		if p := profile.file.profile(); p != nil {
			out = append(append([]byte{0xFF, markSOI}, p...), out[2:]...)
		}
	}
	return out, nil
}

// EncodePNG writes a gray or RGB picture as a PNG.
func (m *Image) EncodePNG() ([]byte, error) {
	src, err := m.image()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, src); err != nil {
		return nil, fmt.Errorf("encode PNG: %w", err)
	}
	return b.Bytes(), nil
}

// image gives the picture as the standard library has it.
func (m *Image) image() (image.Image, error) {
	r := image.Rect(0, 0, m.Width, m.Height)
	switch m.Space {
	case Gray:
		return &image.Gray{Pix: m.Pix, Stride: m.Width, Rect: r}, nil
	case RGB:
		out := image.NewRGBA(r)
		for i, j := 0, 0; i < len(m.Pix); i, j = i+3, j+4 {
			copy(out.Pix[j:j+3], m.Pix[i:i+3])
			out.Pix[j+3] = 255
		}
		return out, nil
	}
	return nil, fmt.Errorf("picture of %d colorants is not for a screen", m.Space)
}
