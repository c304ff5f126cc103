package pdf

import (
	"bytes"
	"fmt"
	"strconv"

	"github.com/signintech/gopdf"

	"banxin/layout/display"
	"banxin/layout/unit"
)

// pageTally counts what was drawn on a page, so that the finisher can tell that
// gopdf, which swallows the errors of its writers, wrote all of it.
type pageTally struct {
	texts, glyphs, fills, strokes int
	cids                          uint64 // checksum of the glyphs in order
}

// addGlyph counts a glyph.
func (t *pageTally) addGlyph(cid int) {
	t.glyphs++
	t.cids = t.cids*1099511628211 + uint64(cid)
}

// paintings is how many texts, fills and strokes there are.
func (t pageTally) paintings() int { return t.texts + t.fills + t.strokes }

// empty tells that nothing was drawn: gopdf then writes no content stream.
func (t pageTally) empty() bool { return t == pageTally{} }

// canvas draws on a gopdf document. Each call sets every part of the graphics
// state it depends on: gopdf lets the colour of text leak into the next fill and
// forgets all colours at a new page.
type canvas struct {
	gp     *gopdf.GoPdf
	fonts  []*subsetFont
	margin unit.Pt // from the edge of the sheet to the trim
	height float64 // of the media, in points, rounded to 1/100
	tally  []pageTally
	parts  [][]int // by page and item: how many paintings it is
	codes  []rune  // of the text in hand
	absent []rune  // codes that gopdf did not find in its font
}

// fontFamily is the name under which gopdf knows the subset with the index
// given; fontName its resource name.
func fontFamily(index int) string { return "subset" + strconv.Itoa(index+1) }
func fontName(index int) string   { return "F" + strconv.Itoa(index+1) }

// drawing is what gopdf wrote of a document, for the finisher only, and what it
// must contain: by page the tally, and by page and item the number of paintings.
type drawing struct {
	raw   []byte
	tally []pageTally
	parts [][]int
}

// draw sets the document with gopdf.
func draw(doc *display.Document, reg *registry) (*drawing, error) {
	c := &canvas{gp: &gopdf.GoPdf{}, fonts: reg.fonts}
	c.gp.Start(gopdf.Config{Unit: gopdf.UnitPT, PageSize: gopdf.Rect{W: 1, H: 1}})
	c.gp.SetNoCompression() // the finisher reads the content
	for i, f := range reg.fonts {
		// Without this gopdf leaves out or replaces the glyph and says nothing.
		opt := gopdf.TtfOption{OnGlyphNotFound: func(r rune) { c.absent = append(c.absent, r) }}
		if err := c.gp.AddTTFFontDataWithOption(fontFamily(i), f.placement, opt); err != nil {
			return nil, fmt.Errorf("pdf: subset of face %s: %w", f.face.Name(), err)
		}
	}
	for i := range doc.Pages {
		if err := c.page(&doc.Pages[i], reg.runs); err != nil {
			return nil, fmt.Errorf("pdf: page %d: %w", i+1, err)
		}
	}
	var out bytes.Buffer
	if _, err := c.gp.WriteTo(&out); err != nil {
		return nil, fmt.Errorf("pdf: drawing library: %w", err)
	}
	return &drawing{out.Bytes(), c.tally, c.parts}, nil
}

// page draws the items of a page in order.
func (c *canvas) page(p *display.Page, runs map[*display.GlyphRun][]place) error {
	c.margin = p.Margin()
	c.height = points(centi(p.Height + 2*c.margin))
	c.tally = append(c.tally, pageTally{})
	c.gp.AddPageWithOption(gopdf.PageOption{PageSize: &gopdf.Rect{W: points(centi(p.Width + 2*c.margin)), H: c.height}})
	parts := make([]int, len(p.Items))
	for i, item := range p.Items {
		before := c.tally[len(c.tally)-1].paintings()
		switch it := item.(type) {
		case *display.GlyphRun:
			if err := c.text(it, runs[it]); err != nil {
				return err
			}
		case *display.Fill:
			c.fill(it)
		case *display.Stroke:
			c.stroke(it)
		case *display.Image:
			c.picture(it)
		}
		parts[i] = c.tally[len(c.tally)-1].paintings() - before
	}
	c.parts = append(c.parts, parts)
	return nil
}

// points turns hundredths of a point into gopdf's unit.
func points(centi int) float64 { return float64(centi) / 100 }

// marginCenti is the distance from the media edge to the trim edge.
func (c *canvas) marginCenti() int { return centi(c.margin) }

// text sets a glyph run, one gopdf text for each stretch.
func (c *canvas) text(run *display.GlyphRun, places []place) error {
	width := func(p place) int { return c.fonts[p.font].widths[p.entry+1] }
	t := &c.tally[len(c.tally)-1]
	y := points(c.marginCenti() + centi(run.Y))
	for _, s := range stretches(run, places, width) {
		if err := c.gp.SetFontWithStyle(fontFamily(s.font), gopdf.Regular, float64(milli(run.Size))/1000); err != nil {
			return fmt.Errorf("face %s: %w", run.Face, err)
		}
		c.codes = c.codes[:0]
		for _, p := range places[s.first:s.end] {
			c.codes = append(c.codes, rune(firstCode+p.entry))
			t.addGlyph(p.entry + 1)
		}
		c.gp.SetTextColorCMYK(run.Colour.C, run.Colour.M, run.Colour.Y, run.Colour.K)
		if err := c.gp.SetCharSpacing(float64(s.spacing) / 1000); err != nil {
			return fmt.Errorf("character spacing: %w", err)
		}
		c.gp.SetXY(points(c.marginCenti()+s.x), y)
		if err := c.gp.Text(string(c.codes)); err != nil {
			return fmt.Errorf("text in face %s: %w", run.Face, err)
		}
		if len(c.absent) > 0 {
			return fmt.Errorf("codes %U are missing in the subset of face %s", c.absent, run.Face)
		}
		t.texts++
	}
	return nil
}

// fill draws a filled rectangle. One without area draws nothing; one thinner
// than the step of 1/100 pt gets that step, as a rectangle of width 0 is as
// thin as the device can make it.
func (c *canvas) fill(f *display.Fill) {
	if f.W == 0 || f.H == 0 {
		return
	}
	c.gp.SetFillColorCMYK(f.Colour.C, f.Colour.M, f.Colour.Y, f.Colour.K)
	c.rectangle(f.X, f.Y, f.W, f.H, "F")
	c.tally[len(c.tally)-1].fills++
}

// stroke draws the outline of a rectangle, its line centred on the edge.
func (c *canvas) stroke(s *display.Stroke) {
	dash := make([]float64, len(s.Dash)) // gopdf keeps the slice
	for i, d := range s.Dash {
		dash[i] = points(centi(d))
	}
	c.gp.SetStrokeColorCMYK(s.Colour.C, s.Colour.M, s.Colour.Y, s.Colour.K)
	c.gp.SetLineWidth(points(centi(s.Line)))
	c.gp.SetCustomLineType(dash, 0)
	c.rectangle(s.X, s.Y, s.W, s.H, "D")
	c.tally[len(c.tally)-1].strokes++
}

// rectangle draws the rectangle with its upper left corner at (x, y) from the
// trim. Edges are rounded, not sizes: rectangles that touch stay in touch.
func (c *canvas) rectangle(x, y, w, h unit.Pt, style string) {
	left, right := centi(x), max(centi(x)+1, centi(x+w))
	top, bottom := centi(y), max(centi(y)+1, centi(y+h))
	m := c.marginCenti()
	c.gp.RectFromLowerLeftWithStyle(points(m+left), points(m+bottom), points(right-left), points(bottom-top), style)
}
