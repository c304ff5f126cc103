package raster

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"

	"banxin/internal/diag"
)

// Decode reads a JPEG or PNG file, told apart by its content, whatever its name
// says. Errors are *Error: neither a broken file nor a lying one panics, and one of
// more than MaxPixels is refused from its header.
//
// JPEG: baseline and progressive, gray, RGB and CMYK. CMYK files are taken as Adobe
// writes them, inverted, and only with Adobe's mark that says so: without it the
// polarity would be a guess. PNG: every depth and colour type, interlaced or not;
// 16 bits become 8, transparency is laid on white. The orientation that Exif gives
// is carried out, so that Pix is upright. A colour picture of grays alone is Gray.
func Decode(data []byte) (m *Image, err error) {
	defer func() {
		// The decoders of the standard library are not known to panic; a picture
		// from outside is no place to rely on it.
		if r := recover(); r != nil {
			m, err = nil, broken(fmt.Errorf("%v", r))
		}
	}()
	config, decode, isJPEG, err := format(data)
	if err != nil {
		return nil, err
	}
	size, err := config(bytes.NewReader(data))
	if err != nil {
		return nil, refused(err)
	}
	if size.Width < 1 || size.Height < 1 || size.Width > MaxPixels/size.Height {
		return nil, failure("picture-too-large",
			diag.Say("图片是 %d×%d 像素，超过 %d 万像素", "the picture has %d×%d pixels, more than %d0,000", size.Width, size.Height, MaxPixels/10_000),
			diag.Say("缩小到排印所需的大小：每毫米 12 个像素就够", "scale it down to what print needs: 12 pixels a millimetre are enough"))
	}
	decoded, err := decode(bytes.NewReader(data))
	if err != nil {
		return nil, refused(err)
	}
	m = fromImage(decoded)
	orientation := upright
	if isJPEG {
		m.file, err = readJPEG(data)
		if err != nil { // the decoder passed over junk that a stricter reader may not
			m.file.turned = true
		}
		orientation = orientationOf(m.file.exif())
	} else {
		orientation = orientationOf(pngExif(data))
	}
	if orientation != upright {
		m.turn(orientation)
		if m.file != nil {
			m.file.turned = true
		}
	}
	if m.Space == RGB && m.neutral() {
		m.desaturate()
	}
	return m, nil
}

// format finds the decoder for a file.
func format(data []byte) (func(io.Reader) (image.Config, error), func(io.Reader) (image.Image, error), bool, error) {
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xD8, 0xFF}):
		return jpeg.DecodeConfig, jpeg.Decode, true, nil
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return png.DecodeConfig, png.Decode, false, nil
	case len(data) == 0:
		return nil, nil, false, broken(io.ErrUnexpectedEOF)
	}
	return nil, nil, false, failure("picture-unknown-format",
		diag.Say("文件内容既不是 JPEG 也不是 PNG", "the file is neither a JPEG nor a PNG"), hintExport)
}

// refused words an error of the decoders.
func refused(err error) *Error {
	var jpegLacks jpeg.UnsupportedError
	var pngLacks png.UnsupportedError
	switch {
	case errors.As(err, &jpegLacks) && bytes.Contains([]byte(err.Error()), []byte("APP14")):
		return failure("picture-unsupported",
			diag.Say("CMYK 的 JPEG 没有 Adobe 标记，说不准数值的正反", "the CMYK JPEG lacks Adobe's mark, so whether its values are inverted cannot be told"),
			diag.Say("用 Photoshop 一类软件重新存成 CMYK JPEG", "save it anew as a CMYK JPEG in a program such as Photoshop"))
	case errors.As(err, &jpegLacks) || errors.As(err, &pngLacks):
		return failure("picture-unsupported", diag.Say("图片的编码方式不支持（%v）", "the picture is coded in a way that is not supported (%v)", err), hintExport)
	}
	return broken(err)
}

func broken(err error) *Error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return failure("picture-broken", diag.Say("图片文件不完整，后面缺了一截", "the picture file is cut off"),
			diag.Say("重新拷贝这个文件", "copy the file again"))
	}
	return failure("picture-broken", diag.Say("图片文件已损坏（%v）", "the picture file is damaged (%v)", err),
		diag.Say("重新拷贝这个文件，或在图片软件里打开后另存", "copy the file again, or open it in an image program and save it anew"))
}

// fromImage takes the pixels over.
func fromImage(src image.Image) *Image {
	b := src.Bounds()
	m := &Image{Width: b.Dx(), Height: b.Dy()}
	switch src := src.(type) {
	case *image.Gray:
		m.take(Gray, src.Pix, src.Stride)
	case *image.CMYK:
		m.take(CMYK, src.Pix, src.Stride)
	case *image.Gray16:
		m.Space, m.Pix = Gray, make([]byte, m.Width*m.Height)
		for i := range m.Pix {
			m.Pix[i] = src.Pix[i/m.Width*src.Stride+i%m.Width*2] // the high byte
		}
	default:
		m.takeColour(src)
	}
	return m
}

// take copies rows without the stride's tail.
func (m *Image) take(s Space, pix []byte, stride int) {
	m.Space = s
	row := m.Width * int(s)
	m.Pix = make([]byte, 0, row*m.Height)
	for y := range m.Height {
		m.Pix = append(m.Pix, pix[y*stride:y*stride+row]...)
	}
}

// takeColour makes RGB of any image, what is transparent laid on white.
func (m *Image) takeColour(src image.Image) {
	flat := image.NewRGBA(image.Rect(0, 0, m.Width, m.Height))
	if o, ok := src.(interface{ Opaque() bool }); ok && o.Opaque() {
		draw.Draw(flat, flat.Rect, src, src.Bounds().Min, draw.Src)
	} else {
		m.Flattened = true
		draw.Draw(flat, flat.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
		draw.Draw(flat, flat.Rect, src, src.Bounds().Min, draw.Over)
	}
	m.Space, m.Pix = RGB, make([]byte, 0, 3*m.Width*m.Height)
	for i := 0; i < len(flat.Pix); i += 4 {
		m.Pix = append(m.Pix, flat.Pix[i], flat.Pix[i+1], flat.Pix[i+2])
	}
}

// neutral tells whether an RGB picture has grays alone.
func (m *Image) neutral() bool {
	for i := 0; i < len(m.Pix); i += 3 {
		if m.Pix[i] != m.Pix[i+1] || m.Pix[i] != m.Pix[i+2] {
			return false
		}
	}
	return true
}

// desaturate makes a neutral RGB picture Gray.
func (m *Image) desaturate() {
	gray := make([]byte, 0, len(m.Pix)/3)
	for i := 0; i < len(m.Pix); i += 3 {
		gray = append(gray, m.Pix[i])
	}
	m.Space, m.Pix = Gray, gray
}
