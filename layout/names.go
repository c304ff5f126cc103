package layout

import (
	"slices"
	"unicode/utf8"

	"banxin/internal/han"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// Names stand in cells of equal width, read along the rows. A name of two
// characters is set out to the width of three where the list has such names; a
// longer one takes several cells, or all cells are made as wide, whichever needs
// fewer rows. The list stands flush in its column, as newspapers set it, and its
// cells fill the measure.

const (
	nameGap    unit.Em = 1000 // least space between two names
	nameSpread unit.Em = 2000 // most, when the cells are spread over the measure
)

// isShortName tells a name of two Han.
func isShortName(name string) bool { return countHan(name) == 2 }

// hasThree tells whether a list has a name of three Han.
func hasThree(names []Span) bool {
	return slices.ContainsFunc(names, func(s Span) bool { return countHan(s.Text) == 3 })
}

// countHan gives the number of characters of a text that is Han throughout, 0 for
// any other.
func countHan(s string) int {
	for _, r := range s {
		if !han.Is(r) {
			return 0
		}
	}
	return utf8.RuneCountInString(s)
}

// nameGrid is the cells of a list of names.
type nameGrid struct {
	columns int
	cell    unit.Pt // width of one
	gap     unit.Pt // least, between two
	step    unit.Pt // from the left of one to the left of the next
}

// newNameGrid makes as many cells of the width given as fit the measure.
func newNameGrid(cell, size, measure unit.Pt) nameGrid {
	g := nameGrid{columns: 1, cell: cell, gap: nameGap.Of(size)}
	g.columns = max(1, int((measure+g.gap)/(cell+g.gap)))
	if g.columns > 1 {
		g.step = min((measure-cell)/unit.Pt(g.columns-1), cell+nameSpread.Of(size))
	}
	return g
}

// cells is how many cells a name of the width given takes.
func (g *nameGrid) cells(width unit.Pt) int {
	n := int((width + g.gap + g.cell + g.gap - 1) / (g.cell + g.gap))
	return min(max(1, n), g.columns)
}

// rows cuts the names from the first on into rows: the index after the last name
// of each.
func (g *nameGrid) rows(widths []unit.Pt, from int) []int {
	var ends []int
	used := 0
	for i := from; i < len(widths); i++ {
		n := g.cells(widths[i])
		if used > 0 && used+n > g.columns {
			ends = append(ends, i)
			used = 0
		}
		used += n
	}
	return append(ends, len(widths))
}

// bestNameGrid tries cells as wide as each of the names and takes those that need
// the fewest rows, then those that fewest names do not fit, then the narrowest.
func bestNameGrid(widths []unit.Pt, size, measure unit.Pt) nameGrid {
	tried := slices.Compact(slices.Sorted(slices.Values(widths)))
	var best nameGrid
	bestRows, bestWide := 0, 0
	for i, cell := range tried {
		g := newNameGrid(max(cell, size), size, measure)
		rows, wide := len(g.rows(widths, 0)), 0
		for _, w := range widths {
			if g.cells(w) > 1 || w > g.cell {
				wide++
			}
		}
		if i == 0 || rows < bestRows || rows == bestRows && wide < bestWide {
			best, bestRows, bestWide = g, rows, wide
		}
	}
	return best
}

// nameLines sets the names of a list from the first on.
func (c *composer) nameLines(s *story, para, first int, measure unit.Pt) []bodyLine {
	p := &s.paras[para]
	widths := make([]unit.Pt, len(p.cells))
	for i, name := range p.cells {
		widths[i] = name.Width(0, name.Len())
	}
	if first >= len(widths) {
		return nil
	}
	g := bestNameGrid(widths, p.lead.Size, measure)
	var out []bodyLine
	at := first
	for _, end := range g.rows(widths, first) {
		lines := rowLines(para, at, end, g.row(p.cells, at, end, measure))
		lines[0].first, lines[0].line.Last = at == 0, end == len(widths)
		out = append(out, lines...)
		at = end
	}
	return out
}

// row sets the names [from, to) side by side. A name wider than the measure goes
// on below.
func (g *nameGrid) row(names []*inline.Paragraph, from, to int, measure unit.Pt) *gridRow {
	r := &gridRow{height: 1}
	column := 0
	for i := from; i < to; i++ {
		name := names[i]
		width := name.Width(0, name.Len())
		lines := []inline.Line{name.Whole(max(width, g.cell))}
		if width > measure {
			lines = name.FirstFit(0, 0, measure)
		}
		for k, line := range lines {
			r.cells = append(r.cells, cellText{span: i, text: name, line: line, x: unit.Pt(column) * g.step, down: k})
		}
		r.height = max(r.height, len(lines))
		column += g.cells(width)
	}
	return r
}
