package layout

import (
	"banxin/layout/display"
	"banxin/layout/unit"
)

// pullRule is the thickness of the two rules of a pull box.
const pullRule = unit.Point * 3 / 4

// measurePull breaks the words of a pull box as a heading is broken. Half a grid
// line with the rule stands above and below them.
func (c *composer) measurePull(s *story, b *box) {
	style := s.paras[b.para].lead
	b.blank = 1
	b.caption = c.captionHeading(s, b).Lines(b.width)
	b.rows = 1 + c.gridLines(unit.Pt(len(b.caption))*style.leading())
}

// drawPull draws the words between their rules from grid line row on.
func (c *composer) drawPull(s *story, b *box, x unit.Pt, row int) []display.Item {
	style := s.paras[b.para].lead
	left, top := c.in.Page.Left+x, c.in.Page.Top+unit.Pt(row)*c.in.Page.Pitch
	height := unit.Pt(b.rows) * c.in.Page.Pitch
	rule := func(y unit.Pt) display.Item {
		return &display.Fill{X: left, Y: y, W: b.width, H: pullRule, Colour: c.colour(style.Colour)}
	}
	items := []display.Item{rule(top), rule(top + height - pullRule)}
	y := top + (height-unit.Pt(len(b.caption))*style.leading())/2 + c.baselineIn(style, style.Size)
	items = append(items, s.mark("figure", display.Part{Kind: display.Pull, Para: b.para}))
	for i, line := range b.caption {
		set := b.text.Set(line, false)
		items = append(items, c.styled(set.Runs, style, left+alignShift(style.Align, b.width, set.Width), y+unit.Pt(i)*style.leading(), false)...)
	}
	return items
}
