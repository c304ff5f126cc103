package inline

import (
	"strings"

	"banxin/layout/unit"
)

// What a break in a heading costs, in the unit of unevenness: squared tenths of
// an em over ten, so that two lines which miss their even share by 2 em cost 40
// and by 6 em 360. The order of §10.2 follows from the steps: a gap is worth
// almost any unevenness, a mark hardly less; between words evenness decides; a
// break that harms is taken only where no other fits.
const (
	costAfterMark = 4    // after ， ； ： —— ？ ！
	costAfterItem = 200  // after 、, which parts less than it joins
	costWord      = 400  // between two known words
	costUnknown   = 60   // more: beside a Han that no word covers
	costPartner   = 60   // more: after 与 and the like, before 等 and the like
	costBound     = 400  // more: inside a guessed word, after 新 or before 区 that stand alone
	costCompound  = 400  // more: inside a word made of two known words
	costThin      = 1000 // more: the upper of two lines less than half the lower, between words
	costThinMark  = 300  // the same after a mark, which parts better than words do
	costWide      = 300  // more: inside a title or quotation too wide to be kept
	costDate      = 800  // more: inside a date, after the connector of a range
	costShortLine = 4000 // one or two Han alone
	costTopHeavy  = 1    // the upper of two lines longer, but at a gap: decides among equals

	costInWord    = 1600 // inside a word, a name, a number with its measure; before 的 了 着 们
	costInQuote   = 1200 // inside a short quotation or brackets
	costInTitle   = 3000 // inside 《…》
	costPerToken  = 20   // more, inside a word: for what the division into words costs more
	widestTitle   = 8 * unit.FullEm
	widestQuote   = 4 * unit.FullEm
	shortHan      = 2 // Han that may not stand alone in a line
	shortWestern  = 3 // unless so many letters or digits stand with them
	particles     = "的了着们"
	partnersLeft  = "与和及或在把将向对为以让从被由给于" // rather begin a line than end one
	partnersRight = "等之"                // rather end a line than begin one
	boundLeft     = "第不再更最新大小老全各每该本首"   // close up with what follows
	boundRight    = "中上下内外里间前后时区市县镇乡村省局厅院校者性化率力度感型式级类业界圈链群"
)

// joint is what a break before a cell costs, and whether it harms: divides a
// word, name, number or title, or parts a particle from its word.
type joint struct {
	cost     int64
	harms    bool
	closed   bool // no break at all
	compound bool // inside a word made of two known words
	gap      bool // between clauses
	mark     bool // after a mark
}

// joints judges every boundary of a heading.
func (p *Paragraph) joints(lex *Lexicon) []joint {
	n := len(p.cells)
	out := make([]joint, n+1)
	if n == 0 {
		return out
	}
	w := p.segment(lex)
	for e := 1; e < n; e++ {
		out[e] = p.joint(e, w)
	}
	p.keepEnclosed(out)
	return out
}

// joint judges the boundary before cell e by the characters beside it.
func (p *Paragraph) joint(e int, w *words) joint {
	a, b := &p.cells[e-1], &p.cells[e]
	if !p.MayBreak(e) || b.class.closes() || a.class == Opening {
		return joint{closed: true}
	}
	j := joint{cost: costWord}
	switch {
	case a.class == FullSpace:
		return joint{gap: true}
	case a.class == Pause && a.text != "、" || a.class == Stop || a.class == Dash || a.class == Ellipsis:
		return joint{cost: costAfterMark, mark: true}
	case a.class == Pause:
		j.cost = costAfterItem
		return j
	case p.breaks[e].soft() > 0, a.class == Interpunct, w.over[e] > 0 && w.cover[e].kind != kindUnknown:
		return p.inWord(e, w)
	case a.class == Connector:
		j.cost += costDate
	case b.class == Number && (a.text == "年" || a.text == "月") && e >= 2 && p.cells[e-2].class == Number:
		j.cost += costDate
		j.harms = true
	case w.over[e] > 0:
		j.cost += costBound
	case w.before[e] == kindUnknown || w.after[e] == kindUnknown:
		j.cost += costUnknown
	}
	if b.class == Han && !w.long[e] {
		if strings.Contains(particles, b.text) {
			return joint{cost: costWord + costInWord, harms: true}
		}
		j.cost += partner(b.text, partnersRight, boundRight)
	}
	if a.class == Han && w.before[e] == kindSingle {
		j.cost += partner(a.text, partnersLeft, boundLeft)
	}
	if a.class == Space && e >= 2 && p.cells[e-2].class == Letter && b.class == Number {
		return joint{cost: costWord + costInWord, harms: true}
	}
	return j
}

func partner(han, partners, bound string) int64 {
	switch {
	case strings.Contains(partners, han):
		return costPartner
	case strings.Contains(bound, han):
		return costBound
	}
	return 0
}

// inWord judges a boundary inside a word: one made of two known words may be
// divided between them if need be, any other is harmed.
func (p *Paragraph) inWord(e int, w *words) joint {
	if p.breaks[e] == Allowed && w.over[e] <= tokenWord && w.before[e] == kindWord && w.after[e] == kindWord {
		return joint{cost: costWord + costCompound, compound: true}
	}
	return joint{cost: costWord + costInWord + int64(w.over[e])*costPerToken, harms: true}
}

// keepEnclosed raises the cost of breaks inside titles, quotations and brackets.
func (p *Paragraph) keepEnclosed(out []joint) {
	var open []int
	for i := range p.cells {
		switch p.cells[i].class {
		case Opening:
			open = append(open, i)
		case Closing:
			if len(open) == 0 {
				continue
			}
			from := open[len(open)-1]
			open = open[:len(open)-1]
			p.keepInside(out, from, i)
		}
	}
}

// keepInside keeps the boundaries between the marks at cells from and to.
func (p *Paragraph) keepInside(out []joint, from, to int) {
	widest, cost := widestQuote, int64(costInQuote)
	if mark := p.cells[from].text; mark == "《" || mark == "〈" {
		widest, cost = widestTitle, costInTitle
	}
	keep := p.advance[to]-p.advance[from+1] <= widest.Of(p.cells[from].size)
	for e := from + 1; e <= to; e++ {
		if keep {
			out[e].cost, out[e].harms, out[e].gap = out[e].cost+cost, true, false
		} else {
			out[e].cost += costWide
		}
	}
}

// short tells whether a line holds one or two Han alone.
func (p *Paragraph) short(s, e int) bool {
	western := 0
	for i := s; i < e; i++ {
		if c := p.cells[i].class; c == Letter || c == Number {
			western++
		}
	}
	return p.weight(Line{Start: s, End: e}) <= shortHan && western < shortWestern
}
