package manuscript

import "banxin/internal/issue"

// A run-in subhead (同行小标题) is the first sentence of a paragraph, with its
// stop, when the paragraphs of the article form a series:
//   - the first sentence has 3 to subheadLength characters and at most one comma,
//     and the paragraph goes on after it for at least as long;
//   - two paragraphs or more in a row show that form, from the first, second or
//     third paragraph to the last; if they are three or more, one paragraph may
//     follow as a close;
//   - their first sentences differ in length by no more than subheadSpread
//     characters, two of them by none: subheads are written alike.
//
// When one paragraph stands before the series, it is the lead (导语).

const (
	subheadLength = 24
	subheadSpread = 4
	leadsMost     = 2 // paragraphs before the series
)

// firstSentence gives the length of the first sentence with its stop and the
// closing marks after it, 0 when the text has none.
func firstSentence(text []rune) int {
	depth := 0
	for i, r := range text {
		switch {
		case isOpening(r):
			depth++
		case isClosing(r):
			depth--
		case isStop(r) && depth <= 0:
			i++
			for i < len(text) && (isStop(text[i]) || isClosing(text[i])) {
				i++
			}
			return i
		}
	}
	return 0
}

// subhead gives the length of a first sentence that has the form of a run-in
// subhead, 0 otherwise. With alone set the paragraph is nothing else.
func subhead(text []rune, alone bool) int {
	n := firstSentence(text)
	commas := 0
	for _, r := range text[:n] {
		if r == '，' {
			commas++
		}
	}
	if n < 3 || n > subheadLength || commas > 1 || alone != (n == len(text)) || !alone && len(text) < 2*n {
		return 0
	}
	return n
}

// series finds the run-in subheads in the paragraphs of an article: the index of
// the first that has one and of the one after the last; equal when there are
// none.
func series(paragraphs [][]rune) (from, to int) {
	for from = 0; from <= leadsMost && from < len(paragraphs); from++ {
		to = from
		shortest, longest := subheadLength, 0
		for to < len(paragraphs) {
			n := subhead(paragraphs[to], false)
			if n == 0 {
				break
			}
			shortest, longest = min(shortest, n), max(longest, n)
			to++
		}
		n, rest := to-from, len(paragraphs)-to
		alike := longest-shortest <= subheadSpread
		if n == 2 {
			alike = longest == shortest && rest == 0
		}
		if n >= 2 && alike && (rest == 0 || rest == 1 && n >= 3) {
			return from, to
		}
	}
	return 0, 0
}

// joinSubheads joins each paragraph that is only a run-in subhead to the one
// after it, if that one has no subhead of about the same length of its own and
// if, so joined, the article's paragraphs form a series of three or more that
// all the joined ones belong to.
func (m *reading) joinSubheads(blocks []block) []block {
	var joined []block
	var paragraphs [][]rune
	var mended []int // indexes in paragraphs
	for k := 0; k < len(blocks); k++ {
		b := blocks[k]
		if k > 0 && k+1 < len(blocks) && m.isLoneSubhead(&b, &blocks[k+1]) {
			next := blocks[k+1]
			b = block{kindParagraph, append([]int{b.lines[0]}, next.lines...), append([]cut{{}}, next.cuts...)}
			mended = append(mended, len(paragraphs))
			k++
		}
		if b.kind == kindParagraph {
			paragraphs = append(paragraphs, m.foldedText(&b))
		}
		joined = append(joined, b)
	}
	if len(mended) == 0 {
		return blocks
	}
	from, to := series(paragraphs)
	if to-from < 3 || to-from-len(mended) < 2 || mended[0] < from || mended[len(mended)-1] >= to {
		return blocks
	}
	return joined
}

// isLoneSubhead tells whether block b is only a run-in subhead and next can be
// the text under it.
func (m *reading) isLoneSubhead(b, next *block) bool {
	l := &m.lines[b.lines[0]]
	if b.kind != kindParagraph || next.kind != kindParagraph || len(b.lines) > 1 || l.verse || m.lines[next.lines[0]].seam == seamKeep {
		return false
	}
	n, other := subhead(l.text, true), subhead(m.foldedText(next), false)
	return n > 0 && (other == 0 || other-n > 1 || n-other > 1)
}

// foldedText gives the text of a block as the recognisers read it.
func (m *reading) foldedText(b *block) []rune {
	text := m.lines[b.lines[0]].text
	for k, i := range b.lines[1:] {
		text = append(text[:len(text):len(text)], m.lines[i].text[b.cuts[k].dropped:]...)
	}
	return text
}

// markRunIns splits the run-in subheads off the paragraphs of an article and
// names its lead, if the editor did not say what that paragraph is.
func markRunIns(a *issue.Article, set []setting) {
	var paragraphs [][]rune
	var at []int
	for i := range a.Blocks {
		if a.Blocks[i].Kind == issue.Paragraph {
			paragraphs = append(paragraphs, set[i].text)
			at = append(at, i)
		}
	}
	from, to := series(paragraphs)
	if from == to {
		return
	}
	if from >= 1 && !set[at[0]].forced {
		a.Blocks[at[0]].Kind = issue.Lead
	}
	for k := from; k < to; k++ {
		s := &set[at[k]]
		s.subhead = subhead(s.text, false)
		a.Blocks[at[k]].Inlines = s.inlines()
	}
}
