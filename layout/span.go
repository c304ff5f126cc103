package layout

import (
	"banxin/layout/display"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// rubyStyle is the role of readings. Its size is a share of their base's.
const rubyStyle = "ruby"

// Emphasis dots (着重号; GB/T 15834-2011, 4.14) stand under the em square of their
// characters, clear of it, and clear of the characters below at the closest leading that
// newspapers set, a quarter of the size. Readings need that room too: see clash.
const (
	dotSize  unit.Em = 160 // diameter
	dotBelow unit.Em = 240 // from the baseline to the centre
)

// isText tells running text, which is broken into lines and set flush.
func (k ParaKind) isText() bool { return k == Body || k == Note }

// spanStyle gives the style of a span with the one laid over it.
func (c *composer) spanStyle(sp *Span) Style {
	style := c.in.Styles[sp.Style]
	if sp.Over == "" {
		return style
	}
	over := c.in.Styles[sp.Over]
	style.Face, style.Colour, style.Rise = over.Face, over.Colour, over.Rise
	style.Size = c.share(over.Size, style.Size)
	return style
}

// inSubhead tells whether a cell of a paragraph stands in its run-in subhead: the spans
// at its head whose role is not that of its last one.
func (p *para) inSubhead(cell int) bool {
	spans := p.spec.Spans
	if len(spans) < 2 || spans[0].Style == spans[len(spans)-1].Style {
		return false
	}
	for i := range spans[:p.text.Span(cell)+1] {
		if spans[i].Style != spans[0].Style {
			return false
		}
	}
	return true
}

// leastBeside is the least size of readings and signs: smaller type fills on the press,
// and preflight refuses it.
const leastBeside = 5 * unit.Point

// share gives as much of a size as another is of the body's.
func (c *composer) share(part, of unit.Pt) unit.Pt {
	if body := c.in.Styles["body"].Size; of != body && body > 0 {
		part = of.Times(int64(part), int64(body))
	}
	return max(part, leastBeside)
}

// inlineSpan makes an inline span of one of layout's.
func (c *composer) inlineSpan(sp *Span, local *shapers) inline.Span {
	style := c.spanStyle(sp)
	out := local.span(sp.Text, style, 0)
	out.Dotted, out.Sign = sp.Dotted, sp.Sign > 0
	if sp.Ruby != "" {
		ruby := c.in.Styles[rubyStyle]
		out.Ruby = &inline.Ruby{Text: sp.Ruby, Size: c.share(ruby.Size, style.Size), Shaper: local.of(ruby.Face)}
	}
	return out
}

// drawSpans turns a set line of running text into display items, with what stands over
// and under its characters. part is what the line is a part of; what leads somewhere
// has a mark of its own.
func (c *composer) drawSpans(s *story, set *inline.SetLine, part display.Part, x, y unit.Pt) []display.Item {
	spec := s.spec.Paras[part.Para]
	mark := *s.mark("body", part)
	items := make([]display.Item, 0, len(set.Runs)+1)
	last := display.Mark{}
	for _, r := range set.Runs {
		sp := &spec.Spans[r.Span]
		style := c.spanStyle(sp)
		if mark.To = s.leads(sp); mark != last {
			last = mark
			m := mark
			items = append(items, &m)
		}
		items = append(items, &display.GlyphRun{
			Face: r.Face, Size: r.Size, X: x + r.X, Y: y - style.Rise.Of(r.Size),
			Colour: c.colour(style.Colour), Glyphs: r.Glyphs,
		})
	}
	return append(items, c.drawBeside(s, set, part, x, y)...)
}

// leads gives where a span leads.
func (s *story) leads(sp *Span) display.Target {
	if sp.Sign > 0 {
		for i := range s.spec.Paras {
			if p := &s.spec.Paras[i]; p.Kind == Note && p.Note == sp.Sign {
				return display.Target{Story: s.spec.ID, Note: i + 1}
			}
		}
	}
	return display.Target{Address: sp.Address}
}

// drawBeside draws the readings over a line and the dots under it: help for the eye,
// and no part of the text.
func (c *composer) drawBeside(s *story, set *inline.SetLine, part display.Part, x, y unit.Pt) []display.Item {
	items := c.dots(s, set, part, x, y)
	spec := s.spec.Paras[part.Para]
	for _, r := range set.Ruby {
		base := c.spanStyle(&spec.Spans[r.Span])
		items = append(items, &display.GlyphRun{
			Face: r.Face, Size: r.Size, X: x + r.X, Y: y - base.Rise.Of(base.Size) - base.Size.Times(emTop, 100) - r.Size.Times(rubyDepth, 100),
			Colour: c.colour(c.in.Styles[rubyStyle].Colour), Furniture: true, Glyphs: r.Glyphs,
		})
	}
	if len(items) == 0 {
		return nil
	}
	return append([]display.Item{s.mark("body", display.Part{Kind: display.Beside, Para: part.Para})}, items...)
}

// dots are the emphasis dots under a line.
func (c *composer) dots(s *story, set *inline.SetLine, part display.Part, x, y unit.Pt) []display.Item {
	var items []display.Item
	for _, r := range set.Runs {
		for _, centre := range r.Dots {
			d := dotSize.Of(r.Size)
			items = append(items, &display.Fill{
				X: x + centre - d/2, Y: y + dotBelow.Of(r.Size) - d/2, W: d, H: d, Round: true,
				Colour: c.colour(c.spanStyle(&s.spec.Paras[part.Para].Spans[r.Span]).Colour),
			})
		}
	}
	return items
}

// besideStand keeps the dots of the line before, to see whether readings stand on them.
type besideStand struct{ dots []display.Box }

// clash tells whether a reading among the items of a line stands on a dot of the line
// before, and remembers the dots of this one. The ink of a reading reaches from about 0.8
// em over its baseline to rubyDepth under it.
func (b *besideStand) clash(items []display.Item) bool {
	var own []display.Box
	found := false
	for _, item := range items {
		switch it := item.(type) {
		case *display.Fill:
			own = append(own, display.BoxOf(it))
		case *display.GlyphRun:
			if !it.Furniture {
				continue
			}
			ink := display.Box{Left: it.X, Top: it.Y - it.Size.Times(8, 10), Right: it.X + it.Width(), Bottom: it.Y + it.Size.Times(rubyDepth, 100)}
			for _, dot := range b.dots {
				found = found || !dot.Intersect(ink).Empty()
			}
		}
	}
	b.dots = own
	return found
}

// rubyDepth is how far the letters of readings reach under their baseline, in per cent
// of their size.
const rubyDepth = 20
