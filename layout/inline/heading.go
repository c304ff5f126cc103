package inline

import (
	"strings"

	"banxin/layout/unit"
)

// What a break in a heading costs besides the unevenness of its lines, in
// squared tenths of an em: none at the gap between clauses (§10.1), little after
// a mark (§10.2), much at a boundary that may lie inside a word or name.
const (
	costAfterMark = 4
	costInWord    = 400
	costShortLine = 4000 // one or two Han alone
	costTopHeavy  = 1    // the upper of two lines longer
)

// BreakHeading breaks a heading into the fewest lines that fit the width, then
// so that breaks fall at gaps and lines come out even (§10). It gives the text of
// each line; the gap at a break vanishes. A heading that no break makes fit is
// broken as a body line would be.
func (p *Paragraph) BreakHeading(width unit.Pt) []string {
	var texts []string
	for _, l := range p.HeadingLines(width) {
		from, to := p.trimSpaces(l.Start, l.End)
		var b strings.Builder
		for i := from; i < to; i++ {
			b.WriteString(p.cells[i].text)
		}
		texts = append(texts, b.String())
	}
	return texts
}

// HeadingLines gives the lines that BreakHeading chooses.
func (p *Paragraph) HeadingLines(width unit.Pt) []Line {
	ends := p.headingEnds(width)
	if ends == nil {
		return p.FirstFit(0, 0, width)
	}
	lines := make([]Line, len(ends))
	s := 0
	for i, e := range ends {
		lines[i] = Line{Start: s, End: e, Measure: width, Last: e == len(p.cells)}
		s = e
	}
	return lines
}

// headingEnds is the cheapest division into the fewest lines; nil: none fits.
func (p *Paragraph) headingEnds(width unit.Pt) []int {
	n := len(p.cells)
	for count := 1; count <= n; count++ {
		if width > 0 && p.natural(0, n) > unit.Pt(count)*width {
			continue
		}
		if d := p.headingLines(0, count, width, make(map[[2]int]headingDivision)); d.ends != nil {
			return d.ends
		}
	}
	return nil
}

type headingDivision struct {
	ends []int
	cost int64
}

func (p *Paragraph) headingLines(s, count int, width unit.Pt, known map[[2]int]headingDivision) headingDivision {
	n := len(p.cells)
	if count == 1 {
		if p.natural(s, n) > width {
			return headingDivision{}
		}
		return headingDivision{[]int{n}, p.shortCost(s, n)}
	}
	if d, ok := known[[2]int{s, count}]; ok {
		return d
	}
	share := p.natural(s, n) / unit.Pt(count)
	var best headingDivision
	for e := s + 1; e < n; e++ {
		w := p.natural(s, e)
		if w > width {
			break
		}
		if !p.MayBreak(e) {
			continue
		}
		rest := p.headingLines(e, count-1, width, known)
		if rest.ends == nil {
			continue
		}
		cost := rest.cost + p.breakCost(e) + p.shortCost(s, e) + p.unevenness(w-share, s)
		if p.cells[e-1].class != FullSpace && w > p.natural(e, rest.ends[0]) {
			cost += costTopHeavy
		}
		if best.ends == nil || cost < best.cost {
			best = headingDivision{append([]int{e}, rest.ends...), cost}
		}
	}
	known[[2]int{s, count}] = best
	return best
}

func (p *Paragraph) breakCost(e int) int64 {
	switch before := p.cells[e-1].class; {
	case before == FullSpace || before == Space:
		return 0
	case before == Pause || before == Dash:
		return costAfterMark
	}
	if p.breaks[e].soft() > 0 {
		return 2 * costInWord
	}
	return costInWord
}

func (p *Paragraph) shortCost(s, e int) int64 {
	if p.weight(Line{Start: s, End: e}) <= 2 {
		return costShortLine
	}
	return 0
}

// unevenness is the squared deviation of a line from its share, in tenths of an em.
func (p *Paragraph) unevenness(d unit.Pt, s int) int64 {
	tenths := int64(d.InEm(p.cells[s].size)) / 100
	return tenths * tenths / 10
}
