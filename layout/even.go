package layout

import "banxin/layout/inline"

// What a fault of the columns is worth in the cost of lines: one unit of page's
// costs. A column a line too long (8 units) weighs as much as one line stretched by
// 0.04 em per boundary.
const costOfPage = 20_000

// mostForColumns is how much dearer a paragraph may become for the sake of the
// columns: three lines squeezed as far as they go, which no reader sees. Text that
// is visibly looser is a worse fault than a column that is two lines longer.
const mostForColumns = 60_000

// even sets one paragraph in a line more or less where the columns come out better
// for it: the lines of a paragraph and their division among columns are one choice.
func (c *composer) even(p *plan, s *story, f *Frame) {
	if p.cost == 0 || f.Fill != Balance || f.Breaking != TotalFit || !p.whole() {
		return
	}
	before := *p
	least := int64(p.cost) * costOfPage
	for i, n := range p.count(s) {
		if n == 0 {
			continue
		}
		para := &s.paras[i]
		now := para.text.Cost(c.broken(para, 0, f))
		for _, count := range []int{n - 1, n + 1} {
			broken, cost, ok := para.text.TotalFitIn(count, c.indent(), f.columnWidth(), now+min(least, mostForColumns))
			if !ok {
				continue
			}
			trial := before
			trial.lines = before.instead(i, broken)
			trial.cols = c.columnLines(s, trial.lines, f.KeepRunIn)
			c.fill(&trial, f)
			if total := int64(trial.cost)*costOfPage + cost - now; trial.whole() && total < least {
				least = total
				*p = trial
			}
		}
	}
}

// count gives the lines of each body paragraph that stands in the plan whole; 0:
// it does not, or it is the one whose end a byline stands at or below.
func (p *plan) count(s *story) []int {
	out := make([]int, len(s.paras))
	for _, l := range p.lines {
		if s.paras[l.para].spec.Kind.isText() && l.blank == 0 && !(l.para == p.from.para && p.from.cell > 0) {
			out[l.para]++
		}
	}
	last := 0 // paragraph of text before, whatever boxes come between
	for i := range s.paras {
		if kind := s.paras[i].spec.Kind; !kind.isBox() {
			if kind == Byline {
				out[last] = 0
			}
			last = i
		}
	}
	return out
}

// instead gives the lines of the plan with others for one paragraph.
func (p *plan) instead(para int, lines []inline.Line) []bodyLine {
	var out []bodyLine
	for i, l := range p.lines {
		switch {
		case l.para != para || l.blank > 0:
			out = append(out, l)
		case i == 0 || p.lines[i-1].para != para || p.lines[i-1].blank > 0:
			out = appendLines(out, para, lines, true)
		}
	}
	return out
}
