package layout

import (
	"banxin/layout/display"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// looseLimit is the step-3 stretch from which a line is reported (§7: bad).
const looseLimit unit.Em = 250

// colour gives the ink of a colour name; no name is black.
func (c *composer) colour(name string) display.CMYK {
	if v, ok := c.in.Colours[name]; ok && name != "" {
		return display.CMYK{C: v[0], M: v[1], Y: v[2], K: v[3]}
	}
	return display.Black
}

// baseline gives the baseline of grid line n from the page's top.
func (c *composer) baseline(n int) unit.Pt {
	return c.in.Page.Top + unit.Pt(n)*c.in.Page.Pitch + c.in.Page.Baseline
}

// drawLine sets one body line in a column whose left edge is x from the type
// area's left.
func (c *composer) drawLine(s *story, l bodyLine, x unit.Pt, row int, measure unit.Pt) []display.Item {
	if l.bound || l.blank > 0 {
		return nil
	}
	p := &s.paras[l.para]
	y, left := c.baseline(row), c.in.Page.Left+x
	if p.spec.Kind == Byline {
		set := p.text.Set(l.line, false)
		items := []display.Item{s.mark("body", display.Part{Kind: display.Byline, Para: l.para})}
		return append(items, c.runs(set.Runs, p.spec, left+alignShift(p.lead.Align, measure, set.Width), y)...)
	}
	set := p.setLine(l.line)
	if set.Loose > looseLimit {
		c.find(Finding{Code: LooseLine, Story: s.spec.ID, Para: l.para, Offset: p.text.Offset(l.line.Start)})
	}
	if set.Ragged != 0 {
		c.find(Finding{Code: NotFlush, Story: s.spec.ID, Para: l.para, Offset: p.text.Offset(l.line.Start)})
	}
	if l.line.Last && !l.first && p.text.Runt(l.line) {
		c.find(Finding{Code: Runt, Story: s.spec.ID, Para: l.para, Offset: p.text.Offset(l.line.Start)})
	}
	kind := display.Paragraph
	if p.spec.Kind == Note {
		kind = display.Note
	}
	items := c.drawSpans(s, &set, display.Part{Kind: kind, Para: l.para}, left, y)
	if c.beside.clash(items) {
		c.find(Finding{Code: DotsOnReading, Story: s.spec.ID, Para: l.para, Offset: p.text.Offset(l.line.Start)})
	}
	if l.byline >= 0 {
		by := &s.paras[l.byline]
		end := by.text.Set(by.text.Whole(measure), false)
		items = append(items, s.mark("body", display.Part{Kind: display.Byline, Para: l.byline}))
		items = append(items, c.runs(end.Runs, by.spec, left+measure-end.Width, y)...)
	}
	return items
}

// runs turns set runs into display items, coloured by their spans' styles.
func (c *composer) runs(runs []inline.Run, spec *Para, x, y unit.Pt) []display.Item {
	return c.items(runs, x, y, false, func(span int) string { return c.in.Styles[spec.Spans[span].Style].Colour })
}

// styled turns set runs of one style into display items.
func (c *composer) styled(runs []inline.Run, style Style, x, y unit.Pt, furniture bool) []display.Item {
	return c.items(runs, x, y, furniture, func(int) string { return style.Colour })
}

// items turns set runs into display items from the pen position on. colour names
// the colour of a span.
func (c *composer) items(runs []inline.Run, x, y unit.Pt, furniture bool, colour func(span int) string) []display.Item {
	items := make([]display.Item, len(runs))
	for i, r := range runs {
		items[i] = &display.GlyphRun{
			Face: r.Face, Size: r.Size, X: x + r.X, Y: y,
			Colour: c.colour(colour(r.Span)), Furniture: furniture, Glyphs: r.Glyphs,
		}
	}
	return items
}

// alignShift is how far a line of the given width is moved from the left edge.
func alignShift(a Align, measure, width unit.Pt) unit.Pt {
	switch a {
	case Centre:
		return (measure - width) / 2
	case Right:
		return measure - width
	}
	return 0
}

// rules draws rules from the place (x, y) of the type area.
func (c *composer) rules(rules []Rule, x, y unit.Pt) []display.Item {
	items := make([]display.Item, len(rules))
	for i, r := range rules {
		items[i] = &display.Fill{
			X: c.in.Page.Left + x + r.X, Y: c.in.Page.Top + y + r.Y, W: r.Width, H: r.Height,
			Colour: c.colour(r.Colour),
		}
	}
	return items
}
