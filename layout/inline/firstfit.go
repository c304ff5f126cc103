package inline

import "banxin/layout/unit"

// Line is one line of a paragraph: the cells [Start, End).
type Line struct {
	Start, End int
	Indent     unit.Pt
	Measure    unit.Pt // width between the column's edges, indent included
	Last       bool    // of its paragraph
	Ending     Ending
}

// Ending says how the mark at a line's end stands (§6).
type Ending uint8

const (
	Trimmed Ending = iota // without its right half
	Hanging               // outside the right edge
	Full                  // with its right half, where that fills the line
)

// FirstFit fills lines one after the other from cell start on: natural width
// first, then a mark that may not start the next line is pushed in by squeezing
// (§7), else it takes the character before it along. The last lines are mended
// where they would hold fewer Han than the setting asks for (§9).
func (p *Paragraph) FirstFit(start int, indent, measure unit.Pt) []Line {
	var lines []Line
	indent = p.gridIndent(indent)
	for s := p.skipSpaces(start); s < len(p.cells); {
		line := Line{Start: s, Indent: indent, Measure: measure}
		line.End, line.Ending = p.fill(s, measure-indent)
		line.End = p.endingAt(line.End)
		line.Last = line.End >= len(p.cells)
		lines = append(lines, line)
		s, indent = p.skipSpaces(line.End), 0
	}
	return p.mendRunt(lines)
}

func (p *Paragraph) skipSpaces(i int) int {
	for i < len(p.cells) && p.cells[i].space() {
		i++
	}
	return i
}

// endingAt gives where a line ends that ends before the cell: at the paragraph's
// end when nothing but spaces is left.
func (p *Paragraph) endingAt(cell int) int {
	if p.skipSpaces(cell) >= len(p.cells) {
		return len(p.cells)
	}
	return cell
}

// fill chooses where the line that begins at s ends.
func (p *Paragraph) fill(s int, room unit.Pt) (end int, ending Ending) {
	end = s
	for e := s + 1; e <= len(p.cells); e++ {
		if !p.MayBreak(e) {
			continue
		}
		if p.fits(s, e, room) {
			end = e
			continue
		}
		if p.pushesIn(s, e, room) {
			return e, Trimmed
		}
		if p.hangs(s, e, room) {
			return e, Hanging
		}
		break
	}
	if end == s {
		return p.emergency(s, room), Trimmed
	}
	return end, Trimmed
}

// pushesIn: everything but the marks at the end fits, and the line can be
// squeezed by what the marks need.
func (p *Paragraph) pushesIn(s, e int, room unit.Pt) bool {
	marks := e
	for marks > s+1 && p.mayNotStart(marks-1) {
		marks--
	}
	if marks == e || !p.fits(s, marks, room) {
		return false
	}
	return p.squeezesInto(s, e, room)
}

// fits: the line [s, e) takes no more than the room in its natural width.
func (p *Paragraph) fits(s, e int, room unit.Pt) bool {
	if p.setting.Grid {
		return p.gridWidth(s, e) <= int64(room/p.em)
	}
	return p.natural(s, e) <= room
}

// squeezesInto: the line [s, e) can be squeezed into the room.
func (p *Paragraph) squeezesInto(s, e int, room unit.Pt) bool {
	if p.setting.Grid {
		return p.gridLeast(s, e) <= int64(room/p.em)
	}
	return p.natural(s, e)-room <= p.squeezable(s, e)
}

// mayNotStart: the cell is a mark that is forbidden at line start (§2).
func (p *Paragraph) mayNotStart(i int) bool {
	c := &p.cells[i]
	return closedAtStart(c.first(), c.class, p.setting.Level) && p.breaks[i] == Forbidden
}

// hangs: one of ，、。 alone stands outside the edge (§6). Whoever asks has found
// that the line cannot be squeezed so that the mark comes in: only what would
// otherwise start the next line hangs.
func (p *Paragraph) hangs(s, e int, room unit.Pt) bool {
	if !p.setting.Hang || e < s+2 || !p.cells[e-1].hangable {
		return false
	}
	if c := p.cells[e-2].class; c.halfAdjustable() || c == Ellipsis || c == Dash || c == Space || c == FullSpace {
		return false
	}
	return p.fits(s, e-1, room)
}

// emergency ends a line where no opportunity fits: in the middle of a word or an
// address that is wider than the column, rather than leave the column (§3.8).
func (p *Paragraph) emergency(s int, room unit.Pt) int {
	e := s + 1
	for e < len(p.cells) && p.fits(s, e+1, room) {
		e++
	}
	for k := e; k > s+1; k-- {
		if !closedBetween(p.cells[k-1].class, p.cells[k:], p.setting.Level) {
			return k
		}
	}
	return e
}

// closedBetween tells whether an emergency break would put a mark at a
// forbidden edge.
func closedBetween(before Class, rest []cell, level Level) bool {
	if len(rest) == 0 {
		return false
	}
	after := rest[0].class
	return closedAtEnd(0, before, level) || closedAtStart(0, after, level) || before == Ellipsis && after == Ellipsis
}

// mendRunt sees to it that the last line holds enough Han: it is pulled into the
// line before where squeezing gives the room, else characters are carried down.
func (p *Paragraph) mendRunt(lines []Line) []Line {
	n := len(lines)
	if n < 2 || p.weight(lines[n-1]) >= p.setting.MinLastHan {
		return lines
	}
	before, last := &lines[n-2], &lines[n-1]
	if p.squeezesInto(before.Start, last.End, before.Measure-before.Indent) {
		before.End, before.Ending, before.Last = last.End, Trimmed, true
		return lines[:n-1]
	}
	for e := before.End - 1; e > before.Start; e-- {
		if !p.MayBreak(e) {
			continue
		}
		moved := Line{Start: p.skipSpaces(e), End: last.End}
		if p.weight(moved) < p.setting.MinLastHan {
			continue
		}
		if p.fits(moved.Start, moved.End, last.Measure) {
			before.End, before.Ending = e, Trimmed
			last.Start = moved.Start
		}
		break
	}
	return lines
}

// weight counts what keeps a last line from being a runt: its Han, and, because
// a line that ends in Western text or holds a dash or ellipsis is none, each of
// their cells.
func (p *Paragraph) weight(l Line) int {
	n := 0
	for i := l.Start; i < l.End; i++ {
		switch c := p.cells[i].class; {
		case c == Han || c.western() || c == Dash || c == Ellipsis:
			n++
		}
	}
	return n
}

// Runt tells whether a last line holds fewer Han than the setting asks for.
func (p *Paragraph) Runt(l Line) bool { return p.weight(l) < p.setting.MinLastHan }
