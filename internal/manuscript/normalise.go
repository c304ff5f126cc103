package manuscript

import "banxin/internal/han"

// Context tells which of the two rule sets for spaces holds.
type Context int

const (
	// Body is running text: the gap between Han and Latin is layout's work, so
	// typed spaces go.
	Body Context = iota
	// Heading is headlines, kickers, bylines and lists of names: a typed space
	// between Han is content and becomes one full em.
	Heading
)

// Change is one replacement made by Normalise.
type Change struct {
	Offset int    // in runes of the input
	Before string // what stood there; empty: something was inserted
	After  string // what stands there now; empty: it was dropped
	Rule   string // "N1" to "N10"
}

// Normalise brings one paragraph into the house form by the rules N1 to N10 of
// the normalisation of Chinese source text: half-width punctuation becomes
// full-width beside Chinese, full-width digits and letters become half-width,
// spaces go or become one full em. It gives the new text and every change, in
// order of place. Wording, numbers and names are never touched, and what it
// gives comes out of it unchanged a second time.
func Normalise(text string, context Context) (string, []Change) {
	p := newParagraph([]rune(text), context)
	p.run()
	return string(p.out()), p.changes()
}

// rule numbers a normalisation rule; 0 means "untouched".
type rule uint8

var ruleNames = [...]string{"", "N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "N10"}

// cell is one rune of the text as it stands, tied to the input it came from.
// A replacement of several runes keeps its input on its first cell; the others
// cover none.
type cell struct {
	r      rune
	from   int // offset of the first input rune covered
	covers int // how many input runes
	by     rule
	kept   bool // inside an address (N3)
	dead   bool // dropped at the next sweep
}

// paragraph is the text under work.
type paragraph struct {
	in      []rune
	cells   []cell
	dropped []rule // for each input rune: the rule that dropped it
	context Context
	touched bool
}

func newParagraph(in []rune, context Context) *paragraph {
	p := &paragraph{in: in, context: context, cells: make([]cell, len(in), len(in)+4), dropped: make([]rule, len(in))}
	for i, r := range in {
		p.cells[i] = cell{r: r, from: i, covers: 1}
	}
	return p
}

// rounds bounds the repetition in run. One rule can make room for another
// (a quote turned Chinese makes the comma after it Chinese), but each only ever
// moves towards the house form, so two or three rounds settle any text.
const rounds = 12

// run applies the rules until none changes anything: that is what makes
// normalising twice the same as normalising once. Rules that find nothing to
// work on are passed over, which is nearly all of them in most paragraphs.
func (p *paragraph) run() {
	for range rounds {
		p.touched = false
		has := p.scan()
		p.runOn(has, hasInvisible, p.dropInvisible)
		p.runOn(has, hasAccents, p.compose)
		p.runOn(has, hasNarrowable, p.foldRadicals)
		p.runOn(has, hasNarrowable, p.narrow)
		p.runOn(has, hasSpace, p.trim)
		if has |= p.scan(); has&hasHan != 0 {
			p.runOn(has, hasAddress, p.protect)
			p.runOn(has, hasRuns, p.unifyEllipses)
			p.runOn(has, hasRuns, p.unifyDashes)
			p.runOn(has, hasDots, p.unifyDots)
			p.runOn(has, hasQuotes, p.pairQuotes)
			p.runOn(has, hasBrackets, p.widenBrackets)
			p.runOn(has, hasHalfMarks, p.widenMarks)
			p.runOn(has, hasSpace, p.closeSpaces)
		}
		if !p.touched {
			return
		}
	}
}

func (p *paragraph) runOn(has, needs feature, rule func()) {
	if has&needs != 0 {
		rule()
	}
}

// feature is a set of what a text holds that rules work on.
type feature uint16

const (
	hasHan feature = 1 << iota
	hasInvisible
	hasNarrowable // radicals, full-width letters and digits, what stands inside numbers
	hasSpace
	hasAddress
	hasRuns // marks that make ellipses and dashes
	hasDots
	hasQuotes
	hasBrackets
	hasHalfMarks
	hasAccents // that stand apart from their letter
)

// scan tells what the text holds.
func (p *paragraph) scan() feature {
	var has feature
	var last rune
	for i := range p.cells {
		r := p.cells[i].r
		if r == last && (r == '.' || r == '。' || r == '-' || r == '－') {
			has |= hasRuns
		}
		last = r
		switch {
		case r >= 0x4E00 && r <= 0x9FFF:
			has |= hasHan
		case r < 0x80:
			has |= featureOfASCII(r)
		case han.Is(r):
			has |= hasHan
		case isSpace(r):
			has |= hasSpace
		case isInvisible(r):
			has |= hasInvisible
		}
		switch r {
		case '…', '⋯', '—', '⸺':
			has |= hasRuns
		case '•', '・', '‧', '∙', '⋅', '○', '◯', '~', '〜':
			has |= hasDots
		case '：', '．', 0x00A0, '％':
			has |= hasNarrowable
		}
		if r >= 0x0300 && r < 0x0370 {
			has |= hasAccents
		}
		if r >= 0x2E80 && r <= 0x2FD5 || r >= '０' && r <= 'ｚ' {
			has |= hasNarrowable
		}
	}
	return has
}

func featureOfASCII(r rune) feature {
	switch r {
	case ' ', '\t':
		return hasSpace
	case '.':
		return hasHalfMarks | hasAddress
	case '"':
		return hasQuotes
	case '(', ')':
		return hasBrackets
	case ':', '@':
		return hasAddress | hasHalfMarks
	case ',', ';', '?', '!':
		return hasHalfMarks
	}
	return 0
}

// at gives the rune of a cell, 0 outside the text.
func (p *paragraph) at(i int) rune {
	if i < 0 || i >= len(p.cells) {
		return 0
	}
	return p.cells[i].r
}

// before gives the nearest rune left of i that is no space, 0 at the start.
func (p *paragraph) before(i int) rune {
	for i--; i >= 0; i-- {
		if !isSpace(p.cells[i].r) {
			return p.cells[i].r
		}
	}
	return 0
}

// after gives the nearest rune right of i that is no space, 0 at the end.
func (p *paragraph) after(i int) rune {
	for i++; i < len(p.cells); i++ {
		if !isSpace(p.cells[i].r) {
			return p.cells[i].r
		}
	}
	return 0
}

// set puts another rune into a cell.
func (p *paragraph) set(i int, r rune, by rule) {
	if p.cells[i].r != r {
		p.cells[i].r, p.cells[i].by, p.touched = r, by, true
	}
}

// drop marks a cell for the next sweep.
func (p *paragraph) drop(i int, by rule) {
	c := &p.cells[i]
	c.dead, p.touched = true, true
	for k := c.from; k < c.from+c.covers; k++ {
		p.dropped[k] = by
	}
}

// sweep removes the dropped cells.
func (p *paragraph) sweep() {
	w := 0
	for i := range p.cells {
		if !p.cells[i].dead {
			p.cells[w] = p.cells[i]
			w++
		}
	}
	p.cells = p.cells[:w]
}

// fuse replaces cells i to j by two cells of the rune given.
func (p *paragraph) fuse(i, j int, r rune, by rule) {
	first, last := p.cells[i], p.cells[j-1]
	end := last.from + last.covers
	if j-i == 1 {
		p.cells = append(p.cells, cell{})
		copy(p.cells[j+1:], p.cells[j:])
		j++
	}
	p.cells[i] = cell{r: r, from: first.from, covers: end - first.from, by: by}
	p.cells[i+1] = cell{r: r, from: end, by: by}
	p.cells = append(p.cells[:i+2], p.cells[j:]...)
	p.touched = true
}

// out gives the text as it stands.
func (p *paragraph) out() []rune {
	s := make([]rune, len(p.cells))
	for i := range p.cells {
		s[i] = p.cells[i].r
	}
	return s
}

// changes tells how the text differs from the input, in order of place.
func (p *paragraph) changes() []Change {
	var list []Change
	pos := 0
	drops := func(end int) {
		for pos < end {
			start, by := pos, p.dropped[pos]
			for pos < end && p.dropped[pos] == by {
				pos++
			}
			list = append(list, Change{start, string(p.in[start:pos]), "", ruleNames[by]})
		}
	}
	for i := 0; i < len(p.cells); {
		c := p.cells[i]
		drops(c.from)
		i++
		if c.by == 0 {
			pos = c.from + 1
			continue
		}
		text := []rune{c.r}
		for i < len(p.cells) && p.cells[i].covers == 0 {
			text = append(text, p.cells[i].r)
			i++
		}
		pos = c.from + c.covers
		if was, is := string(p.in[c.from:pos]), string(text); was != is {
			list = append(list, Change{c.from, was, is, ruleNames[c.by]})
		}
	}
	drops(len(p.in))
	return list
}
