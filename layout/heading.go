package layout

import (
	"strings"

	"banxin/layout/display"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// heading is a headline group set for a frame's width.
type heading struct {
	lines  []headLine
	height unit.Pt
}

// headLine is one line of furniture-like text: never justified.
type headLine struct {
	text  *inline.Paragraph
	line  inline.Line
	style Style
	x     unit.Pt // from the frame's left
	y     unit.Pt // baseline from the group's top
	part  display.PartKind
}

// clauseGap is written between two clauses of a headline; its width is the
// style's gap.
const clauseGap = "\u3000"

// heading sets kicker, overline, headline and deck one below the other.
func (c *composer) heading(s *story, f *Frame) heading {
	if s.headFor == f {
		return s.head
	}
	var h heading
	spec := s.spec
	c.headPart(&h, s, f, display.Kicker, orName(f.Kicker, "kicker"), []string{spec.Kicker}, nil)
	c.headPart(&h, s, f, display.Overline, orName(f.Overline, "overline"), []string{spec.Overline}, nil)
	headline := orName(f.Headline, "headline")
	c.headPart(&h, s, f, display.Headline, headline, spec.Headline, spec.Breaks)
	if spec.Deck != "" && len(spec.Headline) > 0 {
		// A deck belongs to its headline: what is free under the headline stands
		// under the group.
		deck, after := c.in.Styles[orName(f.Deck, "deck")], c.in.Styles[headline].After
		h.height -= after
		c.headPart(&h, s, f, display.Deck, orName(f.Deck, "deck"), []string{spec.Deck}, nil)
		h.height += max(0, after-deck.After)
	} else {
		c.headPart(&h, s, f, display.Deck, orName(f.Deck, "deck"), []string{spec.Deck}, nil)
	}
	s.head, s.headFor = h, f
	return h
}

func orName(name, otherwise string) string {
	if name == "" {
		return otherwise
	}
	return name
}

// headPart adds one part of the group, set in the style of the role.
func (c *composer) headPart(h *heading, s *story, f *Frame, part display.PartKind, role string, clauses, breaks []string) {
	if strings.Join(clauses, "") == "" {
		return
	}
	style := c.in.Styles[role]
	set, ok := c.fitLines(s, style, clauses, breaks, f.Width)
	if !ok {
		c.findOnce(Finding{Code: TooWide, Story: s.spec.ID, Para: -1, Name: role})
	}
	h.height += style.Before
	texts := make([]*inline.Paragraph, len(set.lines))
	var widest unit.Pt
	for i, text := range set.lines {
		texts[i] = c.paragraph(text, style, set.size)
		c.reportMissingOnce(texts[i], s.spec.ID, style)
		widest = max(widest, set.hanging(i)+texts[i].Width(0, texts[i].Len()))
	}
	for i, p := range texts {
		x := alignShift(style.Align, f.Width, p.Width(0, p.Len()))
		if set.hang > 0 {
			x = alignShift(style.Align, f.Width, widest) + set.hanging(i) // as one block
		}
		h.lines = append(h.lines, headLine{
			text: p, line: p.Whole(f.Width), style: style, x: x,
			y: h.height + c.baselineIn(style, set.size), part: part,
		})
		h.height += style.leading()
	}
	h.height += style.After
}

// paragraph prepares one line of a heading.
func (c *composer) paragraph(text string, style Style, size unit.Pt) *inline.Paragraph {
	return inline.Prepare([]inline.Span{c.span(text, style, size)}, c.setting(style), inline.Options{FullSpace: style.Gap})
}

// setting gives the line rules of a role. The strict grid is for body text alone:
// prepare puts it back.
func (c *composer) setting(style Style) inline.Setting {
	s := c.in.Setting
	s.Grid = false
	if m := style.Marks; m != nil {
		s.Pause, s.Stop, s.Bracket = m.Pause, m.Stop, m.Bracket
	}
	return s
}

func (st *Style) leading() unit.Pt {
	if st.Leading > 0 {
		return st.Leading
	}
	return st.Size.Times(3, 2)
}

// baselineIn gives the baseline below the top of a line of the style. A line of
// one grid line keeps the grid's baseline whatever the face; in a taller one the
// em square is centred: its middle lies about 0.38 em above the baseline.
func (c *composer) baselineIn(style Style, size unit.Pt) unit.Pt {
	if style.leading() == c.in.Page.Pitch {
		return c.in.Page.Baseline
	}
	return style.leading()/2 + size.Times(38, 100)
}

// drawHeading draws a group whose top is at y from the type area's top.
func (c *composer) drawHeading(s *story, h heading, f *Frame, y unit.Pt) []display.Item {
	var items []display.Item
	for _, l := range h.lines {
		items = append(items, s.mark("headline", display.Part{Kind: l.part}))
		items = append(items, c.drawHeadLine(l, f.X, y, false)...)
	}
	return items
}

// drawHeadLine draws one line with its left edge and top in the type area.
func (c *composer) drawHeadLine(l headLine, x, y unit.Pt, furniture bool) []display.Item {
	set := l.text.Set(l.line, false)
	return c.styled(set.Runs, l.style, c.in.Page.Left+x+l.x, c.in.Page.Top+y+l.y, furniture)
}

// findOnce records a finding that may be met again when the same story is
// measured for another frame.
func (c *composer) findOnce(f Finding) {
	for _, g := range c.findings {
		if g == f {
			return
		}
	}
	c.find(f)
}

func (c *composer) reportMissingOnce(p *inline.Paragraph, story string, style Style) {
	for _, m := range p.Missing {
		c.findOnce(Finding{Code: MissingGlyph, Story: story, Para: -1, Offset: m.Offset, Rune: m.Rune, Name: style.Face})
	}
}
