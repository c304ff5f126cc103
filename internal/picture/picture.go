// Package picture paints pages of a display list as pictures in sRGB, for a cover, a
// web page or a quick look: the same glyphs at the same places as in the PDF. Start
// with Page for pixels, which PNG and JPEG encode, or SVG for drawing commands; Cover
// makes the cover of an EPUB, Share a picture for those who share the issue.
//
// It is pure, and its pixels are the same on every processor: lengths become pixels by
// one multiplication, sums of products are rounded one by one, and coverage is counted
// in whole numbers.
package picture

import (
	"errors"
	"fmt"
	"image"
	"math"

	"banxin/fonts"
	"banxin/internal/parallel"
	"banxin/internal/raster"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// Resources are what the items of a page name.
type Resources struct {
	Faces    map[string]*fonts.Face   // by PostScript name
	Pictures map[string]*raster.Image // by name
}

// Options say how large a page is painted. Of DPI and LongSide one is over 0.
type Options struct {
	DPI      float64 // pixels to the inch
	LongSide int     // pixels of the longer side
	Bleed    bool    // paint the bleed too; else the page ends at the trim
}

// MaxPixels is how many pixels a picture may have: an A2 page at 300 dpi has 35 million.
const MaxPixels = 50_000_000

// Page paints a page on white: what lies outside the trim, or with Options.Bleed
// outside the bleed, is left out. Edges are anti-aliased by the area covered. Errors
// are all reported at once: a size out of range, faces and pictures that are not among
// the resources, outlines that are damaged.
func Page(p *display.Page, res Resources, opt Options) (out *image.RGBA, err error) {
	defer rescue(&err)
	f, err := newFrame(p, opt)
	if err != nil {
		return nil, err
	}
	inks, err := collect(p, res)
	if err != nil {
		return nil, err
	}
	return paint(p.Items, inks, f), nil
}

// paint paints items on white.
func paint(items []display.Item, in *inks, f frame) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, f.width, f.height))
	for i := range out.Pix {
		out.Pix[i] = 255
	}
	bands := (f.height + bandHeight - 1) / bandHeight
	parallel.Do(bands, func() func(int) {
		b := newBand(out, f, in)
		return func(piece int) { b.paint(items, piece*bandHeight) }
	})
	return out
}

// rescue makes a panic an error.
func rescue(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("picture: unexpected: %v", r)
	}
}

// frame maps lengths from the trim to pixels of the picture.
type frame struct {
	scale         float64 // pixels to the point
	left, above   unit.Pt // how far the picture begins left of the trim and above it
	width, height int
}

func newFrame(p *display.Page, opt Options) (frame, error) {
	var f frame
	if opt.Bleed {
		f.left, f.above = p.Bleed, p.Bleed
	}
	w, h := (p.Width + 2*f.left).Float(), (p.Height + 2*f.above).Float()
	switch {
	case w <= 0 || h <= 0:
		return f, fmt.Errorf("picture: a page of %v × %v pt has no area", p.Width, p.Height)
	case opt.DPI > 0 && opt.LongSide == 0:
		f.scale = opt.DPI / 72
	case opt.DPI == 0 && opt.LongSide > 0:
		f.scale = float64(opt.LongSide) / max(w, h)
	default:
		return f, fmt.Errorf("picture: %v dpi and %d pixels: one of them must be over 0", opt.DPI, opt.LongSide)
	}
	w, h = pixelsOf(float64(w*f.scale)), pixelsOf(float64(h*f.scale))
	if !(float64(w*h) <= MaxPixels) {
		return f, fmt.Errorf("picture: %.0f × %.0f pixels are more than %d", w, h, MaxPixels)
	}
	f.width, f.height = int(w), int(h)
	return f, nil
}

// pixelsOf gives whole pixels for a length: a started pixel counts, unless it is only
// rounding that has started it.
func pixelsOf(length float64) float64 { return max(1, math.Ceil(length-0.01)) }

// across gives the pixel coordinate of a length from the left edge of the trim.
func (f *frame) across(p unit.Pt) float64 { return float64((p + f.left).Float() * f.scale) }

// down gives the pixel coordinate of a length from the upper edge of the trim.
func (f *frame) down(p unit.Pt) float64 { return float64((p + f.above).Float() * f.scale) }

// glyphKey names an outline.
type glyphKey struct {
	face *fonts.Face
	gid  uint16
}

// shape is the outline of a glyph with the box around its points, in ems.
type shape struct {
	contours               []fonts.Contour
	left, top, right, foot float64 // y up
}

// inks are what a page is painted with.
type inks struct {
	faces    map[string]*fonts.Face
	shapes   map[glyphKey]*shape
	pictures map[string]*raster.Image // for a screen
}

// collect looks up all that the items of the page name.
func collect(p *display.Page, res Resources) (*inks, error) {
	in := &inks{res.Faces, map[glyphKey]*shape{}, map[string]*raster.Image{}}
	var errs []error
	reported := map[string]bool{}
	report := func(format string, args ...any) {
		if s := fmt.Sprintf(format, args...); !reported[s] {
			reported[s] = true
			errs = append(errs, errors.New("picture: page "+p.Label+": "+s))
		}
	}
	for _, item := range p.Items {
		switch it := item.(type) {
		case *display.GlyphRun:
			face := res.Faces[it.Face]
			if face == nil {
				report("face %q is not among those given", it.Face)
				continue
			}
			for i := range it.Glyphs {
				if err := in.addShape(glyphKey{face, it.Glyphs[i].GID}); err != nil {
					report("%v", err)
				}
			}
		case *display.Image:
			m := res.Pictures[it.Name]
			if m == nil || m.Width < 1 || m.Height < 1 || len(m.Pix) != m.Width*m.Height*int(m.Space) {
				report("picture %q is not among those given", it.Name)
			} else if in.pictures[it.Name] == nil {
				in.pictures[it.Name] = m.Screen()
			}
		}
	}
	return in, errors.Join(errs...)
}

func (in *inks) addShape(key glyphKey) error {
	if in.shapes[key] != nil {
		return nil
	}
	contours, err := key.face.Contours(key.gid)
	if err != nil {
		return err
	}
	s := &shape{contours: contours}
	first := true
	for _, c := range contours {
		for _, q := range c {
			if first {
				s.left, s.right, s.foot, s.top, first = q.X, q.X, q.Y, q.Y, false
			}
			s.left, s.right = min(s.left, q.X, q.ControlX), max(s.right, q.X, q.ControlX)
			s.foot, s.top = min(s.foot, q.Y, q.ControlY), max(s.top, q.Y, q.ControlY)
		}
	}
	in.shapes[key] = s
	return nil
}
