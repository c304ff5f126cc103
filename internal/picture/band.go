package picture

import (
	"image"
	"image/draw"
	"math"

	"golang.org/x/image/vector"

	"banxin/layout/display"
)

// A page is painted in bands of rows, side by side. Their height is fixed, so that the
// pixels do not depend on the number of processors; and neither a band nor a tile of it
// is larger than the 512 pixels up to which package vector counts in whole numbers.
const (
	bandHeight = 256
	tileWidth  = 512
)

// rgb is a colour of the screen.
type rgb [3]uint8

// onScreen gives the colour of inks.
func onScreen(c display.CMYK) rgb {
	var out rgb
	for i, l := range c.Light() {
		out[i] = uint8((l*255 + 50) / 100)
	}
	return out
}

// band paints the rows from top to foot.
type band struct {
	frame
	inks      *inks
	out       *image.RGBA
	top, foot int
	tile      vector.Rasterizer
	mask      image.Alpha
	path      path
	pending   rectangles
}

func newBand(out *image.RGBA, f frame, in *inks) *band {
	return &band{frame: f, inks: in, out: out}
}

// paint draws items in the rows of the band, which begins at top.
func (b *band) paint(items []display.Item, top int) {
	b.top, b.foot = top, min(top+bandHeight, b.height)
	b.pending.reset(b.width, b.foot-b.top)
	for _, item := range items {
		switch it := item.(type) {
		case *display.GlyphRun:
			b.flush()
			b.text(it)
		case *display.Fill:
			if it.Round {
				b.flush()
				b.disc(it)
				continue
			}
			b.fill(it)
		case *display.Stroke:
			b.flush()
			b.stroke(it)
		case *display.Image:
			b.flush()
			b.picture(it)
		}
	}
	b.flush()
}

// text draws a glyph run. Outlines are stretched about their origin, then shifted, as
// fonts.SubsetGlyph has it; positions are those of the display list.
func (b *band) text(run *display.GlyphRun) {
	face, colour := b.inks.faces[run.Face], onScreen(run.Colour)
	size, base, pen := float64(run.Size.Float()*b.scale), b.down(run.Y), run.X
	for i := range run.Glyphs {
		g := &run.Glyphs[i]
		x := b.across(pen + g.Shift.Of(run.Size))
		pen += g.Advance.Of(run.Size) + g.Extra
		s := b.inks.shapes[glyphKey{face, g.GID}]
		if base-float64(s.top*size) >= float64(b.foot) || base-float64(s.foot*size) <= float64(b.top) {
			continue
		}
		across := size
		if g.Stretch != 0 {
			across = float64(size * float64(g.Stretch) / 1000)
		}
		b.path.reset()
		for _, c := range s.contours {
			b.path.glyph(c, x, base, across, size)
		}
		b.ink(colour)
	}
}

// ink paints the area of the path, by the winding rule that is not zero for it.
func (b *band) ink(c rgb) {
	box := b.path.bounds().Intersect(image.Rect(0, b.top, b.width, b.foot))
	if box.Empty() {
		return
	}
	for left := box.Min.X; left < box.Max.X; left += tileWidth {
		tile := image.Rect(left, box.Min.Y, min(left+tileWidth, box.Max.X), box.Max.Y)
		b.tile.Reset(tile.Dx(), tile.Dy())
		b.tile.DrawOp = draw.Src
		b.path.trace(&b.tile, float64(tile.Min.X), float64(tile.Min.Y))
		b.mask.Stride, b.mask.Rect = tile.Dx(), image.Rect(0, 0, tile.Dx(), tile.Dy())
		if n := tile.Dx() * tile.Dy(); cap(b.mask.Pix) < n {
			b.mask.Pix = make([]uint8, n)
		} else {
			b.mask.Pix = b.mask.Pix[:n]
		}
		b.tile.Draw(&b.mask, b.mask.Rect, image.Opaque, image.Point{})
		for y := range tile.Dy() {
			row := b.out.Pix[b.out.PixOffset(tile.Min.X, tile.Min.Y+y):]
			for x, cover := range b.mask.Pix[y*tile.Dx() : (y+1)*tile.Dx()] {
				blend(row[4*x:4*x+3], c, int(cover))
			}
		}
	}
}

// blend lays a colour over a pixel, of which it covers so many 255th.
func blend(pixel []uint8, c rgb, cover int) {
	if cover == 0 {
		return
	}
	for i, v := range c {
		pixel[i] = uint8((int(pixel[i])*(255-cover) + int(v)*cover + 127) / 255)
	}
}

// rectangles gathers filled rectangles of one colour that follow each other. Painted
// one by one, two that touch within a pixel would let the ground shine through between
// them: a QR code would get stripes.
type rectangles struct {
	colour display.CMYK
	cover  []int32 // by pixel of the band, in coverUnit
	width  int
	box    image.Rectangle // within the band; empty: none
}

// coverUnit stands for a whole pixel covered.
const coverUnit = 1 << 16

func (r *rectangles) reset(width, height int) {
	if cap(r.cover) < width*height {
		r.cover = make([]int32, width*height)
	}
	r.cover, r.width, r.box = r.cover[:width*height], width, image.Rectangle{}
}

// fill gathers a rectangle. One without area draws nothing.
func (b *band) fill(f *display.Fill) {
	if f.W <= 0 || f.H <= 0 {
		return
	}
	r := &b.pending
	if !r.box.Empty() && r.colour != f.Colour {
		b.flush()
	}
	left, right := clampTo(b.across(f.X), b.width), clampTo(b.across(f.X+f.W), b.width)
	top, foot := clampTo(b.down(f.Y)-float64(b.top), b.foot-b.top), clampTo(b.down(f.Y+f.H)-float64(b.top), b.foot-b.top)
	box := image.Rect(int(left), int(top), int(math.Ceil(right)), int(math.Ceil(foot)))
	if left >= right || top >= foot {
		return
	}
	r.colour, r.box = f.Colour, r.box.Union(box)
	for y := box.Min.Y; y < box.Max.Y; y++ {
		high := overlap(top, foot, y)
		row := r.cover[y*r.width:]
		for x := box.Min.X; x < box.Max.X; x++ {
			row[x] = min(coverUnit, row[x]+int32(math.Round(float64(high*overlap(left, right, x))*coverUnit)))
		}
	}
}

// clampTo keeps a coordinate within 0 to limit.
func clampTo(v float64, limit int) float64 { return min(max(v, 0), float64(limit)) }

// overlap gives how much of pixel i lies between from and to.
func overlap(from, to float64, i int) float64 {
	return min(to, float64(i+1)) - max(from, float64(i))
}

// flush paints the rectangles gathered.
func (b *band) flush() {
	r := &b.pending
	if r.box.Empty() {
		return
	}
	c := onScreen(r.colour)
	for y := r.box.Min.Y; y < r.box.Max.Y; y++ {
		row := b.out.Pix[b.out.PixOffset(0, b.top+y):]
		for x := r.box.Min.X; x < r.box.Max.X; x++ {
			cover := &r.cover[y*r.width+x]
			blend(row[4*x:4*x+3], c, (int(*cover)*255+coverUnit/2)/coverUnit)
			*cover = 0
		}
	}
	r.box = image.Rectangle{}
}
