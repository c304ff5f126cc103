package inline

import (
	"strings"

	"banxin/layout/unit"
)

// maxHeadingLines is how many lines a heading may have to be broken as one; a
// longer one is broken as body text is.
const maxHeadingLines = 20

// Heading is a paragraph that is broken as a heading is (§10): between its
// clauses and words, into lines that come out even. It may be divided for many
// widths; its words are looked for when it is first divided.
type Heading struct {
	p      *Paragraph
	lex    *Lexicon
	joints []joint
}

// Heading makes the paragraph a heading with the words of a lexicon; nil: the
// program's own.
func (p *Paragraph) Heading(lex *Lexicon) *Heading { return &Heading{p: p, lex: lex} }

// Division is a heading divided into lines.
type Division struct {
	Lines []Line
	// Whole tells that no word, name, number, short title or quotation is divided
	// and no line holds one or two Han alone.
	Whole bool
	// Unbroken tells that it is whole and no compound is divided between its words
	// either (高质量|发展).
	Unbroken bool
	// ByClause tells that every line ends where a clause does.
	ByClause bool
	cost     int64
}

// BreakHeading breaks a heading for a width and gives the text of each line; the
// gap at a break vanishes.
func (p *Paragraph) BreakHeading(width unit.Pt, lex *Lexicon) []string {
	return p.Texts(p.Heading(lex).Lines(width))
}

// Texts gives the text of lines without the spaces at their ends.
func (p *Paragraph) Texts(lines []Line) []string {
	var texts []string
	for _, l := range lines {
		from, to := p.trimSpaces(l.Start, l.End)
		var b strings.Builder
		for i := from; i < to; i++ {
			b.WriteString(p.cells[i].text)
		}
		texts = append(texts, b.String())
	}
	return texts
}

// Lines breaks the heading into the fewest lines that fit the width, or into one
// more if only that keeps every clause whole, or every word. A heading that no
// break makes fit is broken as a body line would be.
func (h *Heading) Lines(width unit.Pt) []Line {
	least := h.Least(width)
	if least == 0 {
		return h.p.FirstFit(0, 0, width)
	}
	d := h.Divide(width, least)
	if d.ByClause || least == 1 {
		return d.Lines
	}
	if more := h.Divide(width, least+1); more.ByClause || more.Whole && !d.Whole {
		return more.Lines
	}
	return d.Lines
}

// Least gives the fewest lines the heading can be broken into for the width; 0:
// it cannot, or would need more than a heading may have.
func (h *Heading) Least(width unit.Pt) int {
	n := len(h.p.cells)
	if n == 0 {
		return 0
	}
	switch whole := h.p.natural(0, n); {
	case whole <= width:
		return 1
	case width <= 0 || whole > 2*maxHeadingLines*width: // gaps that vanish hardly halve it
		return 0
	}
	h.judge()
	for s, count := 0, 1; count <= maxHeadingLines; count++ {
		last := 0
		for e := s + 1; e <= n && h.p.natural(s, e) <= width; e++ {
			if e == n || !h.joints[e].closed {
				last = e
			}
		}
		if last == 0 {
			return 0
		}
		if last == n {
			return count
		}
		s = last
	}
	return 0
}

func (h *Heading) judge() {
	if h.joints == nil {
		h.joints = h.p.joints(h.lex)
	}
}

// Divide gives the cheapest division into a number of lines that all fit the
// width; no lines: there is none.
func (h *Heading) Divide(width unit.Pt, count int) Division {
	n := len(h.p.cells)
	if count == 1 {
		if h.p.natural(0, n) > width {
			return Division{}
		}
		return Division{Lines: []Line{{End: n, Measure: width, Last: true}}, Whole: true, Unbroken: true, ByClause: true}
	}
	h.judge()
	const none = -1
	share := h.p.natural(0, n) / unit.Pt(count)
	// cost[k][s] is the least cost of the cells from s on in k lines; -1: none.
	cost, next := make([][]int64, count+1), make([][]int32, count+1)
	for k := range cost {
		cost[k], next[k] = make([]int64, n+1), make([]int32, n+1)
		for s := range cost[k] {
			cost[k][s] = none
		}
	}
	cost[0][n] = 0
	for k := 1; k <= count; k++ {
		last := n - 1
		if k == count {
			last = 0 // the first line begins nowhere else
		}
		for s := last; s >= 0; s-- {
			for e := s + 1; e <= n; e++ {
				if cost[k-1][e] == none || h.joints[e].closed {
					continue
				}
				w := h.p.natural(s, e)
				if w > width {
					break
				}
				c := cost[k-1][e] + h.lineCost(s, e, w, share)
				if count == 2 && k == 2 {
					c += h.pairCost(e, w)
				}
				if cost[k][s] == none || c <= cost[k][s] {
					cost[k][s], next[k][s] = c, int32(e)
				}
			}
		}
	}
	if cost[count][0] == none {
		return Division{}
	}
	d := Division{cost: cost[count][0], Whole: true, Unbroken: true, ByClause: true}
	for s, k := 0, count; k > 0; k-- {
		e := int(next[k][s])
		d.Lines = append(d.Lines, Line{Start: s, End: e, Measure: width, Last: e == n})
		d.Whole = d.Whole && !h.joints[e].harms && !h.p.short(s, e)
		d.Unbroken = d.Unbroken && d.Whole && !h.joints[e].compound
		d.ByClause = d.ByClause && d.Whole && (e == n || h.joints[e].gap)
		s = e
	}
	return d
}

// lineCost is what the line [s, e) of width w and the break after it cost.
func (h *Heading) lineCost(s, e int, w, share unit.Pt) int64 {
	c := h.joints[e].cost + unevenness(w-share, h.p.cells[s].size)
	if h.p.short(s, e) {
		c += costShortLine
	}
	return c
}

// pairCost is what the proportion of two lines costs that divide at e; the upper
// is w wide. Where clauses part they may be as uneven as they are.
func (h *Heading) pairCost(e int, w unit.Pt) int64 {
	lower := h.p.natural(e, len(h.p.cells))
	switch {
	case h.joints[e].gap:
		return 0
	case 2*w < lower && h.joints[e].mark:
		return costThinMark
	case 2*w < lower:
		return costThin
	case w > lower:
		return costTopHeavy
	}
	return 0
}

// unevenness is half the squared deviation of a line from its share, in tenths
// of an em, over ten: two lines deviate alike and count as one.
func unevenness(d, size unit.Pt) int64 {
	tenths := int64(d.InEm(size)) / 100
	return tenths * tenths / 20
}
