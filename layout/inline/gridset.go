package inline

import "banxin/layout/unit"

// justifyGrid sets the cells [s, e) of a line on the strict grid. It gives what is
// added after each cell and how far the first body stands from the line's start.
func (p *Paragraph) justifyGrid(l Line, s, e int) (j Justification, lead unit.Pt) {
	var few fewIslands
	g := p.onIslands(few[:0], s, e)
	room := int64((l.Measure - l.Indent) / p.em)
	var left int64
	if l.Last && g.natural() <= room {
		for i := range g.islands {
			g.islands[i].cells = g.islands[i].want
		}
	} else {
		_, left = g.fill(room, p.em)
	}
	j = Justification{After: make([]unit.Pt, e-s), Ragged: unit.Pt(left) * p.em}
	if left > 0 {
		j.Loose = j.Ragged.InEm(p.em)
	}
	for i := range g.islands {
		in := &g.islands[i]
		width := unit.Pt(in.cells) * p.em
		if in.cells > in.easy {
			j.Loose = max(j.Loose, (width - in.natural).InEm(p.em))
		}
		p.spreadIsland(in, s, e, width-in.trimmed, func(at int, amount unit.Pt) {
			if at < s {
				lead += amount
			} else {
				j.After[at-s] += amount
			}
		})
	}
	return j, lead
}

// wholeCells gives the marks at the edges of the line [s, e) their own blank where
// the grid leaves it beside them, so that each is one cell on the page, and moves
// the line's start by what is left of lead. It gives the left blank of the first.
func (p *Paragraph) wholeCells(l *Line, s, e int, lead unit.Pt, j *Justification) unit.Em {
	left := p.startLeft(s)
	if blank := p.startBlank(s); blank > 0 && lead >= blank {
		left, lead = p.cells[s].left, lead-blank
	}
	l.Indent += lead
	last := &p.cells[e-1]
	if l.Ending == Trimmed && last.class.closes() && j.After[e-1-s] >= last.right.Of(last.size) {
		l.Ending = Full
	}
	return left
}

// spreadIsland divides delta, what the island is wider than trimmed, among the
// boundaries of the island in the line [s, e). Boundary i lies after cell i; s-1 is
// the line's start. All of delta is given, to the last step.
func (p *Paragraph) spreadIsland(in *island, s, e int, delta unit.Pt, add func(at int, amount unit.Pt)) {
	at := in.to - 1 // where what integer division leaves is put
	give := func(i int, amount unit.Pt) {
		add(i, amount)
		at = i
	}
	if delta < 0 {
		need := -delta
		for _, g := range squeezeOrder {
			members := p.islandGivers(in, s, e, g)
			need -= share(members, need, func(i int, amount unit.Pt) { give(i, -amount) })
		}
		add(at, -need)
		return
	}
	blanks, spaces := p.islandBlanks(in, s, e), p.islandSpaces(in, e)
	for _, members := range [...][]member{p.edgeBlanks(in, s, e), blanks, spaces} {
		delta -= share(members, delta, give)
	}
	last := make([]member, 0, len(blanks)+len(spaces)+2)
	for _, m := range append(append(last, blanks...), spaces...) {
		last = append(last, member{m.at, noLimit})
	}
	if len(last) == 0 {
		last = p.islandSides(in, s, e)
	}
	delta -= share(last, delta, give)
	add(at, delta)
}

// islandGivers are the boundaries in mid-line that group g of §7 squeezes.
func (p *Paragraph) islandGivers(in *island, s, e int, g Group) []member {
	var members []member
	for i := max(in.from-1, s); i < in.to && i < e-1; i++ {
		if give := p.gives(i, g); give > 0 {
			members = append(members, member{i, give})
		}
	}
	return members
}

// edgeBlanks: the marks at the line's edges keep their cell.
func (p *Paragraph) edgeBlanks(in *island, s, e int) []member {
	var members []member
	if in.from == s {
		members = append(members, member{s - 1, p.startBlank(s)})
	}
	if in.to == e {
		members = append(members, member{e - 1, p.endBlank(e - 1)})
	}
	return members
}

// islandBlanks are the boundaries in mid-line where a mark has its blank, beside
// interpuncts and Western runs.
func (p *Paragraph) islandBlanks(in *island, s, e int) []member {
	var members []member
	for i := max(in.from-1, s); i < in.to && i < e-1; i++ {
		c, next := &p.cells[i], &p.cells[i+1]
		switch x, y := c.class, next.class; {
		case x == Opening || y.closes() || x == Space || y == Space || y == Marker:
		case x.closes() || y == Opening || x == Interpunct || y == Interpunct:
			members = append(members, member{i, blankMore.Of(p.em)})
		case binds(x) || binds(y):
		case x.western() != y.western():
			members = append(members, member{i, max(0, p.setting.MaxGap.Of(p.em)-c.gap)})
		}
	}
	return members
}

// islandSpaces are the word spaces of the island and what they take (§7).
func (p *Paragraph) islandSpaces(in *island, e int) []member {
	var members []member
	for i := in.from; i < in.to && i < e-1; i++ {
		if c := &p.cells[i]; c.class == Space {
			members = append(members, member{i, max(0, (mostSpace - c.body).Of(c.size))})
		}
	}
	return members
}

// islandSides are the boundaries at the ends of the island, for an island that has
// no blanks (a dash, a connector, a halved bracket at the line's edge): no bracket
// parts from what it encloses, no other mark from what stands before it.
func (p *Paragraph) islandSides(in *island, s, e int) []member {
	var members []member
	first, last := p.cells[in.from].class, p.cells[in.to-1].class
	if first == Opening || in.from > s && !first.closes() && first != Marker {
		members = append(members, member{in.from - 1, noLimit})
	}
	if last.closes() || in.to < e && last != Opening || len(members) == 0 {
		members = append(members, member{in.to - 1, noLimit})
	}
	return members
}
