package inline

import "banxin/layout/unit"

// The strict grid (严格对齐网格, 稿纸式; §7). The em square of every Han begins at
// a whole number of em from the column's left edge, in all lines of a column, so
// that Han stand below each other as on squared manuscript paper. A line then is
// Han of one em and islands: maximal runs of marks, Western words, numbers and
// spaces. An island takes a whole number of em, and the islands alone make up
// what a line has too little or too much:
//
//   - at least the width to which §7 squeezes it, rounded up to whole em;
//   - naturally its natural width (§4, §5), rounded up to whole em;
//   - at most one em more, and half an em more for each of its word spaces; an
//     island that would show this outside the line, by its mark at the line's
//     edge, takes none.
//
// What an island has to spare lies where its marks have their blank (right of
// closing marks, pauses and stops, left of opening ones), at both sides of
// interpuncts and of Western runs, evenly; word spaces take it only after that.
// A mark at a line's edge keeps its whole cell, or gives its blank up where that
// saves the island an em. Han are never moved apart. What no island can make up
// stays at the right edge, and is reported as a loose line.
//
// The column's grid begins at its left edge. If the measure is no whole number
// of em, the rest stays free at the right: the last whole em is the right edge.
// The em is the size most Han of the paragraph have; Han of another size belong
// to the islands.
const (
	// An island one em wider or narrower than its natural width; its square
	// counts, so that two off by half an em, as most numbers are, are better than
	// one off by a whole. Two em off weigh as much as a broken soft keep.
	costIsland = 400_000
	// An em left free at the right edge is worse than an island that is an em
	// looser than it need be (costLoose), however many ems and islands there are.
	costRaggedEm = 2 * costLoose
	// blankMore is what a mark's blank takes before word spaces are widened.
	blankMore unit.Em = 500
)

// island is a run of cells [from, to) between Han, or between Han and an edge of
// the line. The widths count its blanks and gaps on both sides.
type island struct {
	from, to            int
	trimmed             unit.Pt // natural, without the blank of a mark at the line's edge
	natural             unit.Pt
	least, want         int64 // whole em: squeezed; natural
	easy, most          int64 // whole em: without holes; the most it takes
	cells               int64 // whole em, as chosen
	afterStop, edgeMark bool
}

// gridLine is a line on the grid.
type gridLine struct {
	han     int64
	islands []island
}

// fewIslands is room for the islands of nearly every line of a newspaper; it
// stays on the stack, where lines are weighed by the thousand.
type fewIslands [12]island

// onGrid tells whether the cell is a Han that takes one square of the grid.
func (p *Paragraph) onGrid(i int) bool {
	c := &p.cells[i]
	return c.class == Han && c.body == unit.FullEm && c.size == p.em
}

// gridSize is the size most Han have; of two as frequent the first.
func (p *Paragraph) gridSize() unit.Pt {
	type count struct {
		size unit.Pt
		n    int
	}
	var counts []count
	for i := range p.cells {
		c := &p.cells[i]
		k := 0
		for k < len(counts) && counts[k].size != c.size {
			k++
		}
		if k == len(counts) {
			counts = append(counts, count{size: c.size})
		}
		if c.class == Han {
			counts[k].n++
		}
	}
	best := count{size: unit.Point, n: -1}
	for _, c := range counts {
		if c.n > best.n {
			best = c
		}
	}
	return best.size
}

// gridIndent brings an indent onto the grid: up to whole em.
func (p *Paragraph) gridIndent(indent unit.Pt) unit.Pt {
	if !p.setting.Grid {
		return indent
	}
	return unit.Pt(ceilEm(indent, p.em)) * p.em
}

// ceilEm gives the least number of em that hold the width w. A thousandth of an em
// is the rounding of the parts, no width.
func ceilEm(w, em unit.Pt) int64 { return int64((max(w-em/1000, 0) + em - 1) / em) }

// onIslands divides the line [s, e), spaces trimmed, into Han and islands, which it
// appends to those given.
func (p *Paragraph) onIslands(islands []island, s, e int) gridLine {
	g := gridLine{islands: islands}
	for i := s; i < e; {
		if p.onGrid(i) {
			g.han++
			i++
			continue
		}
		from := i
		for i < e && !p.onGrid(i) {
			i++
		}
		g.islands = append(g.islands, p.island(from, i, s, e))
	}
	return g
}

// island measures the island [a, b) of the line [s, e).
func (p *Paragraph) island(a, b, s, e int) island {
	first, last := &p.cells[a], &p.cells[b-1]
	in := island{from: a, to: b, trimmed: p.advance[b] - p.advance[a], afterStop: last.class == Stop}
	var give, edge unit.Pt
	if a > s {
		in.trimmed += p.cells[a-1].gap
		give = p.squeeze[a] - p.squeeze[a-1]
	} else {
		in.trimmed += (p.startLeft(a) - first.midLeft).Of(first.size)
		edge = p.startBlank(a)
	}
	if b < e {
		give += p.squeeze[b] - p.squeeze[a]
	} else {
		in.trimmed -= (last.midRight).Of(last.size) + last.gap
		give += p.squeeze[b-1] - p.squeeze[a]
		edge += p.endBlank(b - 1)
	}
	in.natural = in.trimmed + edge
	in.edgeMark = a == s && first.class == Opening || b == e && last.class.closes()
	in.least, in.want = ceilEm(in.trimmed-give, p.em), ceilEm(in.trimmed, p.em)
	var spaces int64
	more := in.natural
	for i := a; i < b; i++ {
		if c := &p.cells[i]; c.class == Space {
			spaces++
			more += max(0, (mostSpace - c.body).Of(c.size))
		}
	}
	in.easy = max(in.want, int64(more/p.em))
	in.most = in.easy + spaces/2
	if !in.edgeMark && (a > s || b < e) {
		in.most++
	}
	return in
}

// startBlank is the blank an opening mark at a line's start has beyond what it
// keeps there in any case.
func (p *Paragraph) startBlank(i int) unit.Pt {
	if c := &p.cells[i]; c.class == Opening {
		return (c.left - p.startLeft(i)).Of(c.size)
	}
	return 0
}

// endBlank is the blank of a closing mark at a line's end.
func (p *Paragraph) endBlank(i int) unit.Pt {
	if c := &p.cells[i]; c.class.closes() {
		return max(c.right, c.midRight).Of(c.size)
	}
	return 0
}

// off is the square of what the island's width, at cells em, differs from its
// natural width, in em × costIsland. The blank of a mark at the line's edge may be
// there or not.
func (in *island) off(cells int64, em unit.Pt) int64 {
	w := unit.Pt(cells) * em
	var d unit.Em
	switch {
	case w > in.natural:
		d = (w - in.natural).InEm(em)
	case w < in.trimmed:
		d = (in.trimmed - w).InEm(em)
	}
	cost := int64(d) * int64(d) * costIsland / 1_000_000
	return cost + max(0, cells-in.easy)*costLoose
}

// natural and least give the width of the line in whole em.
func (g *gridLine) natural() int64 {
	n := g.han
	for i := range g.islands {
		n += g.islands[i].want
	}
	return n
}

func (g *gridLine) least() int64 {
	n := g.han
	for i := range g.islands {
		n += g.islands[i].least
	}
	return n
}

// fill chooses the islands' widths so that the line takes room em, at the least
// cost, and gives that cost and the em it could not fill (below zero: too many).
// The cost of an island is convex in its width, so that adding one em at a time
// where it costs least finds the optimum.
func (g *gridLine) fill(room int64, em unit.Pt) (cost, left int64) {
	left = room - g.least()
	for i := range g.islands {
		in := &g.islands[i]
		in.cells = in.least
		cost += in.off(in.cells, em)
	}
	for left > 0 {
		best, price := -1, int64(0)
		for i := range g.islands {
			in := &g.islands[i]
			if in.cells >= in.most {
				continue
			}
			c := in.off(in.cells+1, em) - in.off(in.cells, em)
			// Of two alike the one after a stop: a sentence's end bears it best.
			if best < 0 || c < price || c == price && in.afterStop && !g.islands[best].afterStop {
				best, price = i, c
			}
		}
		if best < 0 {
			break
		}
		g.islands[best].cells++
		cost += price
		left--
	}
	return cost, left
}

// gridWidth gives the natural width of the line [s, e) in whole em.
func (p *Paragraph) gridWidth(s, e int) int64 {
	var few fewIslands
	s, e = p.trimSpaces(s, e)
	g := p.onIslands(few[:0], s, e)
	return g.natural()
}

// gridLeast gives the width to which the line [s, e) can be squeezed in whole em.
func (p *Paragraph) gridLeast(s, e int) int64 {
	var few fewIslands
	s, e = p.trimSpaces(s, e)
	g := p.onIslands(few[:0], s, e)
	return g.least()
}

// gridCost is bodyCost on the grid: the cost of making the cells [s, body) of a
// line that ends before cell e as wide as the room; false: too wide.
func (p *Paragraph) gridCost(s, body, e int, room unit.Pt) (int64, bool) {
	var few fewIslands
	s, body = p.trimSpaces(s, body)
	g := p.onIslands(few[:0], s, body)
	cells := int64(room / p.em)
	if g.least() > cells {
		return 0, false
	}
	if e == len(p.cells) && g.natural() <= cells {
		return 0, true
	}
	cost, left := g.fill(cells, p.em)
	return cost + left*costRaggedEm, true
}
