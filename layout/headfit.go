package layout

import (
	"strings"

	"banxin/layout/inline"
	"banxin/layout/unit"
)

// headSet is the text of a heading's lines and the size at which they fit.
type headSet struct {
	lines []string
	size  unit.Pt
	hang  unit.Pt // how far lines after the first stand in
}

// hanging gives how far line i stands in.
func (s *headSet) hanging(i int) unit.Pt {
	if i == 0 {
		return 0
	}
	return s.hang
}

// deckDash opens most decks; further lines hang under the text after it.
const (
	deckDash      = "——"
	deckDashWidth = 2 * unit.FullEm // unless that is more than half the width
)

// fitLines chooses the lines and the size of a heading: as the editor broke it,
// else in the fewest lines at which a size within the style's limits fits, and
// at the largest of these sizes that divides no clause, else no word. One line
// more is taken when no size does. ok is false when a line is still wider than
// the frame.
func (c *composer) fitLines(s *story, style Style, clauses, breaks []string, width unit.Pt) (headSet, bool) {
	if len(breaks) > 0 {
		if size, ok := c.shrink(style, breaks, width); ok {
			return headSet{lines: breaks, size: size}, true
		}
	}
	one := strings.Join(clauses, clauseGap)
	if size, ok := c.shrink(style, []string{one}, width); ok {
		return headSet{lines: []string{one}, size: size}, true
	}
	hang := deckDashWidth + style.Tracking
	text, dashed := strings.CutPrefix(one, deckDash)
	if !dashed || text == "" || 2*hang.Of(style.Size) > width {
		return c.breakLines(s, style, one, width, 0)
	}
	set, ok := c.breakLines(s, style, text, width, hang)
	if len(set.lines) > 0 {
		set.lines[0] = deckDash + set.lines[0]
		set.hang = hang.Of(set.size)
	}
	return set, ok
}

// breakLines divides a heading that does not fit on one line. hang is what the
// width loses at the left, in em of the size chosen.
func (c *composer) breakLines(s *story, style Style, text string, width unit.Pt, hang unit.Em) (headSet, bool) {
	p := c.paragraph(text, style, style.Size)
	h := p.Heading(c.lexicon(s))
	// at gives the width that a size leaves, measured at the style's own size:
	// all widths of a heading are in proportion to its size.
	at := func(size unit.Pt) unit.Pt {
		return (width - hang.Of(size)).Times(int64(style.Size), int64(size))
	}
	least := style.Size
	if style.MinSize > 0 {
		least = min(least, style.MinSize)
	}
	if count := h.Least(at(least)); count > 0 {
		for _, try := range []struct {
			n    int
			good func(inline.Division) bool
		}{{count, byClause}, {count + 1, byClause}, {count, unbroken}, {count, whole}, {count + 1, whole}} {
			if size := largest(h, try.n, try.good, least, style.Size, at); size > 0 {
				return headSet{lines: p.Texts(h.Divide(at(size), try.n).Lines), size: size}, true
			}
		}
	}
	lines := p.Texts(h.Lines(at(style.Size)))
	size, ok := c.shrink(style, lines, width-hang.Of(style.Size))
	return headSet{lines: lines, size: size}, ok
}

func byClause(d inline.Division) bool { return d.ByClause }
func unbroken(d inline.Division) bool { return d.Unbroken }
func whole(d inline.Division) bool    { return d.Whole }

// largest gives the largest size from least to full at which the heading has a
// good division into n lines; 0: none has. A smaller size allows all that a
// larger one does.
func largest(h *inline.Heading, n int, good func(inline.Division) bool, least, full unit.Pt, at func(unit.Pt) unit.Pt) unit.Pt {
	fits := func(size unit.Pt) bool { return good(h.Divide(at(size), n)) }
	if fits(full) {
		return full
	}
	if !fits(least) {
		return 0
	}
	yes, no := unit.Pt(0), (full-least+shrinkStep-1)/shrinkStep // steps above least
	for yes+1 < no {
		if mid := (yes + no) / 2; fits(least + mid*shrinkStep) {
			yes = mid
		} else {
			no = mid
		}
	}
	return least + yes*shrinkStep
}

// shrinkStep is the step in which a heading's size is reduced.
const shrinkStep = unit.Point / 10

// shrink gives the largest size from the style's down to its least at which all
// lines fit the width.
func (c *composer) shrink(style Style, lines []string, width unit.Pt) (unit.Pt, bool) {
	size := style.Size
	for _, text := range lines {
		p := c.paragraph(text, style, style.Size)
		if w := p.Width(0, p.Len()); w > width {
			size = min(size, style.Size.Times(int64(width), int64(w))/shrinkStep*shrinkStep)
		}
	}
	if size == style.Size {
		return size, true
	}
	if style.MinSize == 0 || size < style.MinSize {
		return style.Size, false
	}
	return size, true
}

// lexicon gives what the words of a story's headings are known from: what the
// input supplies, and what recurs in the story's body and the headlines of the
// others.
func (c *composer) lexicon(s *story) *inline.Lexicon {
	s.isLearned.Do(func() { s.lexicon = c.words.Learning(c.textsFor(s)) })
	return s.lexicon
}

// textsFor gives the texts that the words of a story's headings are learnt from.
func (c *composer) textsFor(s *story) []string {
	var texts []string
	size := 0
	learn := func(text string) bool {
		texts = append(texts, text)
		size += len(text)
		return size < inline.LearningLimit
	}
	for i := range s.spec.Paras {
		for _, span := range s.spec.Paras[i].Spans {
			learn(span.Text)
		}
	}
	for i := range c.in.Stories {
		if spec := &c.in.Stories[i]; spec != s.spec && !learn(strings.Join(spec.Headline, "\n")) {
			break
		}
	}
	return texts
}

// captionHeading gives the words of a box as a heading.
func (c *composer) captionHeading(s *story, b *box) *inline.Heading {
	return s.paras[b.para].head
}
