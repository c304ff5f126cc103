package layout

import (
	"slices"
	"strings"

	"banxin/layout/display"
	"banxin/layout/unit"
)

// jumpLine is the place at the end of the earlier part of a story where the page
// on which it goes on will be named once it is known.
type jumpLine struct {
	sheet *sheet
	after *display.Mark // in the sheet's body
	page  string        // label of the sheet
	x, y  unit.Pt       // left edge of the column and baseline, from the page's edges
	width unit.Pt
}

// jumpText fills in a text of the jump lines.
func (c *composer) jumpText(text string, s *story, page string) string {
	title := s.spec.Title
	if len(s.spec.Headline) > 0 {
		title = s.spec.Headline[0]
	}
	return strings.NewReplacer("{page}", page, "{title}", title).Replace(text)
}

// lastOf gives the last column that has any height; -1: none.
func lastOf(heights []int) int {
	for i := len(heights) - 1; i >= 0; i-- {
		if heights[i] > 0 {
			return i
		}
	}
	return -1
}

// leaveJump makes room for the jump line of a plan whose text goes on: in its last
// line if that leaves 2 em free beside the two, else on a line of its own. Where
// that would leave no room for text there is no jump line.
func (c *composer) leaveJump(p *plan, f *frameState) {
	if c.goesOnElsewhere(p, f) && !c.jumpFits(p, f.spec) {
		p.ownJump = true
		if c.fill(p, f.spec); p.placed == 0 {
			p.ownJump, p.noJump = false, true
			c.fill(p, f.spec)
		}
	}
}

// goesOnElsewhere tells whether text or boxes of the plan go on on another page.
func (c *composer) goesOnElsewhere(p *plan, f *frameState) bool {
	return c.in.Jump.To != "" && !f.goesOn && p.placed > 0 && !p.isLast()
}

// jumps tells whether a jump line leads from another page to the one being made.
func (c *composer) jumps(j *jumpLine) bool {
	return j != nil && j.page != c.pages[len(c.pages)-1].label
}

func (c *composer) jumpFits(p *plan, f *Frame) bool {
	s, last := c.stories[p.story], p.lines[p.placed-1]
	if !last.line.Last || last.byline >= 0 || !s.paras[last.para].spec.Kind.isText() {
		return false
	}
	style := c.in.Styles[c.in.Jump.Style]
	text := c.paragraph(c.jumpText(c.in.Jump.To, s, decimal(len(c.pages)+1)), style, style.Size)
	return s.used(last)+2*style.Size+text.Width(0, text.Len()) <= f.columnWidth()
}

// reserveJump notes where the jump line of a piece will stand, whose text goes on.
func (c *composer) reserveJump(s *sheet, f *frameState, p *plan) *jumpLine {
	if !c.goesOnElsewhere(p, f) || p.noJump {
		return nil
	}
	col := p.lastColumn()
	if p.ownJump {
		col = p.jumpColumn
	}
	row := p.firstLine + p.area.head + p.area.heads[col] + p.rows(col)
	if !p.ownJump {
		row--
	}
	j := &jumpLine{
		sheet: s, after: ornament(), page: s.label,
		x: c.in.Page.Left + f.spec.columnX(col), y: c.baseline(row), width: f.spec.columnWidth(),
	}
	s.body = append(s.body, j.after)
	return j
}

// jumpHeading is the line over the later part of a story.
func (c *composer) jumpHeading(s *story, f *Frame, page string) heading {
	style := c.in.Styles[c.in.Jump.Style]
	text := c.jumpText(c.in.Jump.From, s, page)
	if text == "" {
		return heading{}
	}
	size, ok := c.shrink(style, []string{text}, f.Width)
	if !ok {
		c.findOnce(Finding{Code: TooWide, Story: s.spec.ID, Para: -1, Name: c.in.Jump.Style})
	}
	p := c.paragraph(text, style, size)
	c.reportMissingOnce(p, s.spec.ID, style)
	return heading{
		lines:  []headLine{{text: p, line: p.Whole(f.Width), style: style, y: style.Before + c.baselineIn(style, size)}},
		height: style.Before + style.leading() + style.After,
	}
}

// finishJump draws the line over the part of a story that goes on here, and the
// one at the end of the part before, whose page is known now.
func (c *composer) finishJump(s *sheet, f *Frame, p *plan) {
	if !c.jumps(p.jump) {
		return
	}
	st := c.stories[p.story]
	j, here := p.jump, len(c.pages)-1
	s.body = append(s.body, leading(display.Jump, st, slices.Index(c.pages, j.sheet)))
	for _, l := range p.head.lines {
		s.body = append(s.body, c.drawHeadLine(l, f.X, p.headAt, true)...)
	}
	j.after.Part, j.after.To = display.Part{Kind: display.Jump}, display.Target{Story: st.spec.ID, Page: here + 1}
	style := c.in.Styles[c.in.Jump.Style]
	text := c.paragraph(c.jumpText(c.in.Jump.To, st, s.label), style, style.Size)
	c.reportMissingOnce(text, st.spec.ID, style)
	set := text.Set(text.Whole(j.width), false)
	if set.Width > j.width {
		c.findOnce(Finding{Code: TooWide, Story: st.spec.ID, Para: -1, Name: c.in.Jump.Style})
	}
	items := c.styled(set.Runs, style, j.x+j.width-set.Width, j.y, true)
	at := slices.Index(j.sheet.body, display.Item(j.after))
	j.sheet.body = slices.Insert(j.sheet.body, at+1, items...)
}
