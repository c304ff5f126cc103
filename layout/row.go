package layout

import (
	"strings"
	"unicode/utf8"

	"banxin/layout/display"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// A row of a table or of a list of names: several texts side by side on one or
// more grid lines. Its first line carries all of it, the others are bound.

// gridRow is what stands on a row.
type gridRow struct {
	height int // grid lines
	cells  []cellText
	above  unit.Pt // thickness of the rule over the row; 0: none
	below  unit.Pt // of the rule under it
	edge   unit.Pt // of the rule where a column begins or ends with the row
	size   unit.Pt // of the type, between which the rules stand
	again  []*gridRow
}

// cellText is one line of a cell's text.
type cellText struct {
	span int // of the paragraph
	text *inline.Paragraph
	line inline.Line
	x    unit.Pt // from the column's left edge
	down int     // grid lines below the row's first
}

// prepareCells measures each span of a list of names or of a table by itself.
func (c *composer) prepareCells(p *para, local *shapers) {
	spans := p.spec.Spans
	if n := len(spans); n > 0 {
		p.lead = c.in.Styles[spans[n-1].Style]
	}
	fill := p.spec.Kind == Names && hasThree(spans)
	p.cells = make([]*inline.Paragraph, len(spans))
	for k, sp := range spans {
		style := c.in.Styles[sp.Style]
		span := local.span(sp.Text, style, 0)
		if fill && isShortName(sp.Text) {
			span.Tracking += unit.FullEm
		}
		p.cells[k] = inline.Prepare([]inline.Span{span}, c.setting(style), inline.Options{})
	}
}

func (c *composer) reportMissingCells(p *para, story string, para int) {
	for k, cell := range p.cells {
		for _, m := range cell.Missing {
			c.find(Finding{
				Code: MissingGlyph, Story: story, Para: para, Offset: p.spanOffset(k) + m.Offset, Rune: m.Rune,
				Name: c.in.Styles[p.spec.Spans[k].Style].Face,
			})
		}
	}
}

// offset gives the runes from the start of the paragraph to a place in it as lines
// count them: a cell of its text, a name of its list, a row of its table.
func (p *para) offset(at int) int {
	switch p.spec.Kind {
	case Names:
		return p.spanOffset(at)
	case TableRows:
		return p.spanOffset(at * p.spec.Table.Columns)
	}
	return p.text.Offset(at)
}

// loneRow tells whether a table that is divided before a row leaves one row of its
// body alone on either side.
func (p *para) loneRow(row int) bool {
	t := p.spec.Table
	rows := len(p.spec.Spans) / t.Columns
	return row == t.Header+1 || row == rows-1
}

// spanOffset gives the runes before span k.
func (p *para) spanOffset(k int) int {
	n := 0
	for _, sp := range p.spec.Spans[:min(k, len(p.spec.Spans))] {
		n += utf8.RuneCountInString(sp.Text)
	}
	return n
}

// rowLines gives the grid lines of a row that holds the names, or is the table
// row, from start up to end.
func rowLines(para, start, end int, r *gridRow) []bodyLine {
	out := make([]bodyLine, r.height)
	for i := range out {
		out[i] = bodyLine{para: para, byline: -1, bound: i > 0, line: inline.Line{Start: start, End: end}}
	}
	out[0].row = r
	return out
}

// repeated is how many grid lines more a column takes that begins with the line.
func (l *bodyLine) repeated() int {
	n := -l.blank
	if l.row != nil {
		for _, r := range l.row.again {
			n += r.height
		}
	}
	return n
}

// drawRow draws a row of paragraph para whose first grid line is n. begins and ends
// tell whether it is the first and the last of its column.
func (c *composer) drawRow(s *story, para int, r *gridRow, x unit.Pt, n int, measure unit.Pt, begins, ends bool) []display.Item {
	spec := s.paras[para].spec
	items := []display.Item{s.mark("body", display.Part{})}
	above, below := r.above, r.below
	if begins {
		above = r.edge
		at := n
		for i := len(r.again) - 1; i >= 0; i-- {
			above = 0
			at -= r.again[i].height
		}
		for _, head := range r.again {
			items = append(items, repeated(c.drawRow(s, para, head, x, at, measure, false, false))...)
			at += head.height
		}
	}
	if ends {
		below = r.edge
	}
	items = append(items, c.rowRule(r, x, n-1, measure, above)...)
	for _, cell := range r.cells {
		// A line that is wider than its cell was chosen to be squeezed.
		set := cell.text.Set(cell.line, cell.text.Width(cell.line.Start, cell.line.End) > cell.line.Measure)
		own := &Para{Spans: spec.Spans[cell.span : cell.span+1]}
		items = append(items, s.mark("body", spec.cellPart(para, cell.span)))
		items = append(items, c.runs(set.Runs, own, c.in.Page.Left+x+cell.x, c.baseline(n+cell.down))...)
	}
	items = append(items, s.mark("body", display.Part{}))
	return append(items, c.rowRule(r, x, n+r.height-1, measure, below)...)
}

// cellPart tells which cell of the table, or which name of the list, a span is.
func (p *Para) cellPart(para, span int) display.Part {
	if p.Table == nil {
		return display.Part{Kind: display.Name, Para: para, Row: span}
	}
	part := display.Part{Kind: display.Cell, Para: para, Row: span / p.Table.Columns, Column: span % p.Table.Columns}
	if part.Row < p.Table.Header {
		part.Kind = display.HeadCell
	}
	return part
}

// rowRule draws a rule of the thickness given under grid line n: in the middle
// between the em boxes of two lines of the row's type.
func (c *composer) rowRule(r *gridRow, x unit.Pt, n int, measure, thick unit.Pt) []display.Item {
	if thick == 0 {
		return nil
	}
	y := c.baseline(n) + r.size.Times(12, 100) + (c.in.Page.Pitch-r.size)/2
	return []display.Item{&display.Fill{X: c.in.Page.Left + x, Y: y - thick/2, W: measure, H: thick, Colour: c.colour("")}}
}

// repeated marks what is set again as no text of the story.
func repeated(items []display.Item) []display.Item {
	for _, item := range items {
		switch item := item.(type) {
		case *display.GlyphRun:
			item.Furniture = true
		case *display.Mark:
			item.Part = display.Part{}
		}
	}
	return items
}

// blankLines are the lines between a table and the text over or under it, as its
// style asks for: each is left out where a column would begin with it.
func (c *composer) blankLines(s *story, before, after int) []bodyLine {
	height := unit.Pt(0)
	if p := &s.paras[after]; p.spec.Kind == TableRows {
		height = p.lead.Before
	}
	if p := &s.paras[before]; p.spec.Kind == TableRows {
		height = max(height, p.lead.After)
	}
	out := make([]bodyLine, c.gridLines(height))
	for i := range out {
		out[i] = bodyLine{para: after, byline: -1, blank: len(out) - i}
	}
	return out
}

// announces tells whether a table or a list of names after the line is announced
// by it: by a colon at its end, or by being the blank line between the two.
func (s *story) announces(l, next bodyLine) bool {
	if next.row == nil && next.blank == 0 || l.row != nil || l.bound || next.line.Start > 0 {
		return false
	}
	if kind := s.paras[next.para].spec.Kind; kind != TableRows && kind != Names {
		return false
	}
	if l.blank > 0 {
		return true
	}
	spans := s.paras[l.para].spec.Spans
	return l.line.Last && len(spans) > 0 && strings.HasSuffix(spans[len(spans)-1].Text, "：")
}
