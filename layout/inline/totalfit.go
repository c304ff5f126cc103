package inline

import (
	"math"
	"sort"

	"banxin/layout/unit"
)

// Total-fit breaking (D. E. Knuth, M. F. Plass, "Breaking paragraphs into
// lines", 1981) with Chinese glue: marks that can be squeezed, elastic
// Han–Latin gaps, and a stretch between Han that should not be seen. All breaks
// of a paragraph are chosen together so that the sum of the costs of its lines
// is least. The paragraph's demands are part of that sum, not repairs after it.
//
// Costs are integers; 1,000,000 is the cost of a line whose boundaries are all
// stretched by 1/10 em, which every reader sees.
const (
	// The stretch of a boundary between Han costs its square: readers notice one
	// gappy line more than two of half the gap.
	costPerMilliEmSquared = 100
	// From 1/8 em on (§7: tolerable) a line is only better than no line.
	looseFrom = unit.Em(125)
	costLoose = 10_000_000
	// A squeeze takes blanks that no reader misses. It costs the square of the
	// share used up, at most as much as a stretch of 0.014 em (§7: squeeze is
	// weighed at least as kindly as stretch); half of that when marks only are
	// concerned would tie with natural lines, so it is not free.
	costSqueezedOut = 20_000
	// Stops may be squeezed only last, and a gap stretched by Latin or word
	// spaces is as good as one squeezed.
	costGapStretched = 20_000
	// Each soft keep that is broken: a number from its measure word, a date, a name
	// (§3.4, §3.9). Worth a line stretched by 1/8 em, the end of what is tolerable.
	costSoftKeep = 1_560_000
	// A mark that keeps its right half at a line's end leaves the edge uneven to
	// the eye: as much as a stretch of 0.012 em.
	costFullEnd = 15_000
	// A last line of fewer Han than the setting asks for is an error (§9); only
	// a paragraph that has no other division may have it.
	costRunt = 50_000_000
	// However far a line is stretched, it costs less than two lines in its place of
	// which one holds a single character.
	costHopeless = costForced / 2
	// A line that must break inside a word or leave the column, or in which nothing
	// can be stretched.
	costForced = 1_000_000_000
	// Fewer lines break a tie.
	costLine = 1
)

// TotalFit breaks the paragraph from cell start on at the least cost.
func (p *Paragraph) TotalFit(start int, indent, measure unit.Pt) []Line {
	f := fitter{p: p, measure: measure, first: p.skipSpaces(start), indent: p.gridIndent(indent), skip: true, most: math.MaxInt64}
	lines := f.lines()
	if n := len(f.best); n > 0 && f.best[n-1].cost >= costLoose {
		// Lines that would be loose were not considered; each costs more than
		// costLoose, so only here can one be part of the optimum.
		f.skip = false
		lines = f.lines()
	}
	return lines
}

// fitter is one run of the optimisation. best[i] is the cheapest way to end a
// line before cell first+i.
type fitter struct {
	p               *Paragraph
	measure, indent unit.Pt
	first           int
	skip            bool  // lines that would certainly be loose
	most            int64 // cost that no division may reach
	best            []node
}

type node struct {
	cost int64 // of all lines up to here
	from int   // cell the last of them begins at; -1: not reached
}

func (f *fitter) lines() []Line {
	p, n := f.p, len(f.p.cells)
	if f.first >= n {
		return nil
	}
	f.best = f.layer()
	f.best[0] = node{0, f.first}
	for s := f.first; s < n; s++ {
		if at := f.best[s-f.first]; at.from >= 0 && !f.extend(s, at.cost, f.best) {
			f.force(s, at.cost, f.best)
		}
	}
	var lines []Line
	for e := n; e > f.first; {
		s := f.best[e-f.first].from
		lines = append(lines, Line{Start: p.skipSpaces(s), End: e})
		e = s
	}
	for i, j := 0, len(lines)-1; i < j; i, j = i+1, j-1 {
		lines[i], lines[j] = lines[j], lines[i]
	}
	f.finish(lines)
	return lines
}

// finish says of chosen lines how they are to be set.
func (f *fitter) finish(lines []Line) {
	for i := range lines {
		l := &lines[i]
		l.Measure, l.Last = f.measure, l.End == len(f.p.cells)
		if i == 0 {
			l.Indent = f.indent
		}
		_, l.Ending, _ = f.p.lineCost(l.Start, l.End, l.Measure-l.Indent)
	}
}

// room is the width of a line that begins at s.
func (f *fitter) room(s int) unit.Pt {
	if s == f.first {
		return f.measure - f.indent
	}
	return f.measure
}

// extend offers the lines that may begin at s, after lines that cost before, to the
// places where they end. false: nothing fits there.
func (f *fitter) extend(s int, before int64, to []node) bool {
	p, n, room := f.p, len(f.p.cells), f.room(s)
	s0 := p.skipSpaces(s)
	fits := false
	for e := f.shortest(s0, room); e <= n; e++ {
		if !p.MayBreak(e) {
			continue
		}
		cost, _, ok := p.lineCost(s0, e, room)
		if !ok {
			if e > s0+1 {
				break
			}
			continue
		}
		fits = true
		f.offer(to, s, e, before+cost)
	}
	return fits
}

// force ends a line where nothing fits: as first-fit does.
func (f *fitter) force(s int, before int64, to []node) {
	s0 := f.p.skipSpaces(s)
	e := 0
	if f.skip { // the second pass will look at shorter lines first
		e = f.p.emergency(s0, f.room(s))
	} else {
		e, _ = f.p.fill(s0, f.room(s))
	}
	f.offer(to, s, e, before+costForced)
}

// offer is a way to end a line before cell e; it is taken if it is the cheapest.
func (f *fitter) offer(to []node, s, e int, cost int64) {
	e = f.p.endingAt(e)
	if at := &to[e-f.first]; cost < f.most && (at.from < 0 || cost < at.cost) {
		*at = node{cost, s}
	}
}

// shortest gives the first cell before which a line from s is considered: with
// all word spaces and gaps at their widest and looseFrom at every boundary, all
// lines before it miss the room by more than the ends of a line, trimmed or not,
// can make up. On the grid every cell may be an island that takes an em more.
func (f *fitter) shortest(s int, room unit.Pt) int {
	p, n := f.p, len(f.p.cells)
	if !f.skip {
		return s + 1
	}
	em, each := p.largest, looseFrom
	if p.setting.Grid {
		each = unit.FullEm
	}
	want := p.advance[s] + p.elastic[s] + room - lineEnds.Of(em)
	return s + 1 + sort.Search(n-s-1, func(i int) bool {
		e := s + 1 + i
		return p.advance[e]+p.elastic[e]+each.Of(em)*unit.Pt(e-s) >= want
	})
}

// lineEnds is more than the two ends of a line differ from their width in
// mid-line.
const lineEnds = 3 * unit.FullEm / 2

// lineCost is the cost of setting cells [s, e) in the room with the ending that
// costs least; false: too wide however it ends.
func (p *Paragraph) lineCost(s, e int, room unit.Pt) (cost int64, ending Ending, ok bool) {
	if cost, ok = p.bodyCost(s, e, e, room, Trimmed); !ok && p.hangs(s, e, room) {
		cost, ok = p.bodyCost(s, e-1, e, room, Hanging)
		ending = Hanging
	}
	if ok && cost > costFullEnd && p.mayEndFull(e) {
		if c, fits := p.bodyCost(s, e, e, room, Full); fits && c+costFullEnd < cost {
			cost, ending = c+costFullEnd, Full
		}
	}
	if !ok {
		return 0, 0, false
	}
	cost += costLine
	if e < len(p.cells) {
		cost += costSoftKeep * p.breaks[e].soft()
	}
	if e == len(p.cells) && s > 0 && p.weight(Line{Start: s, End: e}) < p.setting.MinLastHan {
		cost += costRunt
	}
	return cost, ending, true
}

// Cost sums what TotalFit makes least over a paragraph's lines. A line that ends
// where none may, or cannot be set in its measure, costs what TotalFit reckons for
// one it is forced to.
func (p *Paragraph) Cost(lines []Line) int64 {
	var sum int64
	for _, l := range lines {
		cost, _, ok := p.lineCost(l.Start, l.End, l.Measure-l.Indent)
		if !ok || !p.MayBreak(l.End) {
			cost = costForced
		}
		sum += cost
	}
	return sum
}

// mayEndFull tells whether the mark before cell e may keep its right half.
func (p *Paragraph) mayEndFull(e int) bool {
	c := &p.cells[e-1]
	return p.setting.FullEnd && !p.setting.Grid && e < len(p.cells) && c.class.closes() && c.endRight > 0
}

// bodyCost is the cost of making the cells [s, body) of a line that ends before
// cell e fill the room.
func (p *Paragraph) bodyCost(s, body, e int, room unit.Pt, ending Ending) (int64, bool) {
	if p.setting.Grid {
		return p.gridCost(s, body, e, room)
	}
	switch delta := room - p.endWidth(s, e, ending); {
	case delta < 0 && -delta > p.squeezable(s, body):
		return 0, false
	case delta < 0:
		return squared(-delta, p.squeezable(s, body), costSqueezedOut), true
	case e < len(p.cells):
		return p.stretchCost(s, body, delta), true
	}
	return 0, true
}

// squared is most × (used/room)².
func squared(used, room unit.Pt, most int64) int64 {
	if room <= 0 {
		return 0
	}
	share := used.Times(1000, int64(room))
	return most * int64(share) * int64(share) / 1_000_000
}

// stretchCost is the cost of widening a line by delta.
func (p *Paragraph) stretchCost(s, e int, delta unit.Pt) int64 {
	from, to := p.trimSpaces(s, e)
	if to <= from {
		return costForced
	}
	elastic, boundaries := p.elastic[to-1]-p.elastic[from], unit.Pt(p.rest[to-1]-p.rest[from])
	gap := min(delta, elastic)
	cost := squared(gap, elastic, costGapStretched)
	delta -= gap
	if delta == 0 {
		return cost
	}
	if boundaries == 0 {
		return cost + costForced
	}
	milli := int64((delta / boundaries).InEm(p.cells[s].size))
	cost += min(costPerMilliEmSquared*milli*milli, costHopeless)
	if unit.Em(milli) > looseFrom {
		cost += costLoose
	}
	return cost
}
