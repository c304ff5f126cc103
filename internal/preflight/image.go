package preflight

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"

	"banxin/internal/cos"
)

// mostPixels bounds the pictures that are unpacked for their ink sum.
const mostPixels = 1 << 26

// image asks IMG-*, COL-* and TRANS-NONE of an image XObject that is drawn.
func (in *interpreter) image(s *cos.Stream) {
	c, d := in.c, s.Dict
	w, _ := c.file.Int(d["Width"])
	h, _ := c.file.Int(d["Height"])
	mask, _ := c.file.Resolve(d["ImageMask"]).(bool)
	bits := c.bits(d, mask)
	around := in.resolution(w, h, bits)
	c.saw("IMG-BITS")
	if bits != 1 && bits != 8 {
		c.breach("IMG-BITS", "%s：每色 %d 位", "%s: %d bits", in.where, bits)
	}
	if smooth, _ := c.file.Resolve(d["Interpolate"]).(bool); smooth {
		c.fail("IMG-BITS", "%s: Interpolate", in.where)
	}
	if c.x4 && d["SMask"] != nil {
		c.fail("TRANS-NONE", "%s: SMask", in.where)
	}
	if mask {
		in.painted(false, "ImageMask", around)
		return
	}
	known, seen := c.images[s.Ref]
	if !seen {
		known = in.readImage(s, w, h, bits)
		c.images[s.Ref] = known
	}
	inside := in.isInside(around)
	in.live(false, "image")
	c.ink.add(known.inks, inside)
	if inside {
		c.ink.sum = max(c.ink.sum, known.sum)
	}
}

// bits is the depth of a component.
func (c *checker) bits(d cos.Dict, mask bool) int {
	if mask {
		return 1
	}
	if n, ok := c.file.Int(d["BitsPerComponent"]); ok {
		return n
	}
	return 8
}

// imageInks is what a picture is printed with.
type imageInks struct {
	inks []string
	sum  float64 // highest, in per cent
}

// readImage asks the rules of the picture itself, where it is drawn first.
func (in *interpreter) readImage(s *cos.Stream, w, h, bits int) imageInks {
	c := in.c
	if s.Dict["ColorSpace"] == nil {
		if c.file.ImageFilter(s) != "JPXDecode" {
			c.breach("PRE-RESOURCES", "%s：图像没有色彩空间", "%s: image without a colour space", in.where)
		}
		return imageInks{}
	}
	space := c.space(s.Dict["ColorSpace"], in.res, in.where+" image", "", 0)
	return in.measure(picture{space, s, w, h, bits})
}

// picture is an image XObject or an inline image.
type picture struct {
	space      colourSpace
	data       *cos.Stream
	w, h, bits int
}

// measure asks COL-PRINT, COL-TAC and FILE-SYNTAX of the samples of a picture.
func (in *interpreter) measure(p picture) imageInks {
	c := in.c
	c.saw("COL-PRINT")
	switch base := p.space.painted(); {
	case p.space.family == "Pattern", base != deviceGray && base != deviceCMYK && base != "Separation":
		c.fail("COL-PRINT", "%s: image %s", in.where, p.space)
	}
	inks, err := c.samples(p)
	switch {
	case errors.Is(err, errUnread):
		c.breach("COL-MEASURED", "%s：图像（%s，%d×%d，%d 位）的墨量没有量", "%s: the ink of an image (%s, %d×%d, %d bits) was not measured", in.where, p.space, p.w, p.h, p.bits)
		return imageInks{inks: inksOf(p.space)}
	case err != nil:
		c.breach("FILE-SYNTAX", "%s：图像残缺：%v", "%s: a damaged image: %v", in.where, err)
		return imageInks{inks: inksOf(p.space)}
	}
	c.saw("COL-TAC", "COL-MEASURED")
	c.most("COL-TAC", inks.sum)
	const rounding = 0.5
	if c.opt.InkLimit > 0 && inks.sum > c.opt.InkLimit+rounding {
		c.fail("COL-TAC", "%s: image %.0f %%", in.where, inks.sum)
	}
	return inks
}

// resolution asks IMG-PPI and PRE-BLEEDART of a picture and gives where it lies.
func (in *interpreter) resolution(w, h, bits int) rect {
	m := in.state.ctm
	around := m.bounds(0, 0, 1, 1)
	wide, high := hypotenuse(m[0], m[1])/72, hypotenuse(m[2], m[3])/72
	if wide == 0 || high == 0 {
		return around
	}
	ppi, need := min(float64(w)/wide, float64(h)/high), in.c.opt.MinPPI
	if bits == 1 {
		need = in.c.opt.Min1BitPPI
	} else {
		in.c.least("IMG-PPI", ppi)
	}
	in.c.saw("IMG-PPI")
	const rounding = 0.5
	if ppi < need-rounding {
		in.c.breach("IMG-PPI", "%s：%d×%d（%d 位）只有 %.0f ppi，应有 %.0f", "%s: %d×%d (%d bits) has %.0f ppi, wanted %.0f", in.where, w, h, bits, ppi, need)
	}
	in.toEdge(around, "image")
	return around
}

// inlineImage is BI … ID … EI (8.9.7).
func (in *interpreter) inlineImage(_ string, operands []cos.Object, _ [6]float64) {
	c := in.c
	d, _ := operands[0].(cos.Dict)
	either := func(long, short cos.Name) cos.Object {
		if o := d[long]; o != nil {
			return o
		}
		return d[short]
	}
	w, _ := c.file.Int(either("Width", "W"))
	h, _ := c.file.Int(either("Height", "H"))
	mask, _ := c.file.Resolve(either("ImageMask", "IM")).(bool)
	bits := c.bits(cos.Dict{"BitsPerComponent": either("BitsPerComponent", "BPC")}, mask)
	around := in.resolution(w, h, bits)
	if mask {
		in.painted(false, "ImageMask", around)
		return
	}
	space := c.space(either("ColorSpace", "CS"), in.res, in.where+" BI", "", 0)
	data, _ := operands[1].(cos.String)
	s := &cos.Stream{Dict: cos.Dict{"Filter": either("Filter", "F"), "DecodeParms": either("DecodeParms", "DP"), "Decode": either("Decode", "D")}, Raw: []byte(data)}
	for _, f := range c.file.Filters(s) {
		if f == "LZWDecode" {
			c.fail("FILE-FILTERS", "%s: BI %s", in.where, f)
		}
	}
	inks := in.measure(picture{space, s, w, h, bits})
	inside := in.isInside(around)
	in.live(false, "BI")
	c.ink.add(inks.inks, inside)
	if inside {
		c.ink.sum = max(c.ink.sum, inks.sum)
	}
}

// errUnread says that a picture's samples are not looked at.
var errUnread = errors.New("picture not unpacked")

// samples unpacks a picture: the inks that it uses and their highest sum. The error is
// errUnread, or says what is wrong with the data.
func (c *checker) samples(p picture) (imageInks, error) {
	if p.w <= 0 || p.h <= 0 || p.w > mostPixels/p.h {
		return imageInks{}, errUnread
	}
	if p.space.family == "Indexed" {
		return c.palette(p)
	}
	filter := c.file.ImageFilter(p.data)
	data, err := c.decode(p.data)
	if err != nil {
		return imageInks{}, err
	}
	defer c.file.Release(len(data))
	switch {
	case filter == "DCTDecode" && p.space.family == deviceCMYK:
		if data, err = jpegCMYK(data); err != nil {
			return imageInks{}, err
		}
	case filter == "DCTDecode":
		_, err := jpeg.DecodeConfig(bytes.NewReader(data))
		return imageInks{inks: inksOf(p.space), sum: fullSum(p.space)}, err
	case filter != "" && filter != "CCITTFaxDecode":
		return imageInks{}, errUnread
	}
	if n := p.space.components(); filter == "" && n > 0 {
		if want := (p.w*n*p.bits + 7) / 8 * p.h; len(data) < want {
			return imageInks{}, fmt.Errorf("%d of %d bytes", len(data), want)
		}
	}
	if p.space.family != deviceCMYK {
		return imageInks{inks: inksOf(p.space), sum: fullSum(p.space)}, nil
	}
	if p.bits != 8 {
		return imageInks{}, errUnread
	}
	return measureCMYK(data[:min(len(data), 4*p.w*p.h)], c.decodeArray(p.data.Dict["Decode"])), nil
}

// fullSum is the highest ink sum of a space with one ink, in per cent; of others 0.
func fullSum(s colourSpace) float64 {
	if s.family == deviceGray || s.family == "Separation" {
		return 100
	}
	return 0
}

// palette measures the colours that an indexed picture may have.
func (c *checker) palette(p picture) (imageInks, error) {
	if p.space.base != deviceCMYK {
		return imageInks{inks: inksOf(p.space)}, nil
	}
	if len(p.space.palette) < 4 {
		return imageInks{}, errUnread
	}
	return measureCMYK([]byte(p.space.palette), c.decodeArray(nil)), nil
}

// decodeArray reads the Decode entry of a CMYK picture; without one, 0 is no ink.
func (c *checker) decodeArray(o cos.Object) [8]float64 {
	out := [8]float64{0, 1, 0, 1, 0, 1, 0, 1}
	if a := c.file.Array(o); len(a) == 8 {
		for i := range out {
			if v, ok := c.file.Number(a[i]); ok {
				out[i] = v
			}
		}
	}
	return out
}

// jpegCMYK unpacks a JPEG of four components into the samples that PDF sees: Go's
// reader turns them round, as Adobe's programs write them.
func jpegCMYK(data []byte) ([]byte, error) {
	head, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if unsupported := jpeg.UnsupportedError(""); errors.As(err, &unsupported) { // no Adobe marker, say
		return nil, errUnread
	}
	if err != nil {
		return nil, err
	}
	if head.Width <= 0 || head.Height <= 0 || head.Width > mostPixels/head.Height {
		return nil, errUnread
	}
	m, err := jpeg.Decode(bytes.NewReader(data))
	if unsupported := jpeg.UnsupportedError(""); errors.As(err, &unsupported) {
		return nil, errUnread
	}
	if err != nil {
		return nil, err
	}
	cmyk, ok := m.(*image.CMYK)
	if !ok {
		return nil, errUnread
	}
	out := make([]byte, 0, 4*head.Width*head.Height)
	for y := range head.Height {
		for _, v := range cmyk.Pix[y*cmyk.Stride : y*cmyk.Stride+4*head.Width] {
			out = append(out, 255-v)
		}
	}
	return out, nil
}

// measureCMYK finds the highest ink sum of samples, in per cent, and the inks used.
func measureCMYK(data []byte, decode [8]float64) imageInks {
	var table [4][256]float64
	for i := range table {
		low, high := decode[2*i], decode[2*i+1]
		for v := range table[i] {
			table[i][v] = (low + times(float64(v)/255, high-low)) * 100
		}
	}
	var out imageInks
	var peak [4]float64
	for i := 0; i+3 < len(data); i += 4 {
		c, m, y, k := table[0][data[i]], table[1][data[i+1]], table[2][data[i+2]], table[3][data[i+3]]
		out.sum = max(out.sum, c+m+y+k)
		peak = [4]float64{max(peak[0], c), max(peak[1], m), max(peak[2], y), max(peak[3], k)}
	}
	for i, v := range peak {
		if v > 0 {
			out.inks = append(out.inks, process[i])
		}
	}
	return out
}
