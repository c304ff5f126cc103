package manuscript

import (
	"strings"

	"banxin/internal/han"
)

// headingScore weighs the evidence that the short line i, which has no stop, is
// a heading (positive) or half of a sentence that a column cut (negative). Each
// test is about the form of the line or of its joint with its neighbours; none
// knows a subject.
func (c *classifier) headingScore(i int) int {
	l := &c.m.lines[i]
	score := lengthScore(len(l.text)) + markScore(l.text)
	if clauses := clauseGaps(l.text); clauses > 0 && clauses <= 3 {
		score += 3 // a gap between two clauses is only made in headings
	}
	if l.gap > c.m.usual {
		score += 2
	}
	if c.m.indented {
		switch {
		case l.indent == 0, l.indent > 4: // flush left, or centred by hand
			score += 2
		default:
			score -= 2
		}
	}
	score += c.neighbourScore(i)
	if c.kickers >= 3 && c.previous(i) != kindKicker && !c.previous(i).isHeading() {
		score-- // the manuscript's articles have kickers
	}
	return score
}

// lengthScore rates a length in characters: most headlines have 8 to 26.
func lengthScore(n int) int {
	switch {
	case n <= 26:
		return 1
	case n <= 34:
		return 0
	case n <= 40:
		return -2
	}
	return -4
}

// markScore rates the marks and the last character of a line.
func markScore(text []rune) int {
	score := 0
	s := string(text)
	switch n := strings.Count(s, "，"); {
	case n == 1:
		score -= 2
	case n > 1:
		score -= 3
	}
	if strings.ContainsRune(s, '；') {
		score -= 3
	}
	last := text[len(text)-1]
	if endsMidway(last) && !endsInCount(text) || quotesOpen(text) {
		score -= 4
	}
	if isDigit(last) {
		score -= 2
	}
	if last == '？' || last == '！' {
		if len(text) <= 6 || strings.ContainsRune("这那他她它我你您怎", text[0]) {
			score -= 2
		}
	}
	return score
}

// neighbourScore rates the joints with the lines before and after.
func (c *classifier) neighbourScore(i int) int {
	l, score := &c.m.lines[i], 0
	if i > 0 && !l.part {
		before := &c.m.lines[i-1]
		switch {
		case before.guess == kindByline || before.guess == kindQRNote:
			score += 3 // the article before has ended
		case before.guess == kindParagraph && c.shapes[i-1] == shapeOpen && isPause(before.text[len(before.text)-1]):
			score -= 2 // the sentence before has not
		}
	}
	k := c.next(i)
	if k < 0 {
		return score
	}
	after := c.m.lines[k].text
	switch {
	case c.shapes[k] == shapeByline:
		score += 2
	case c.previous(i) == kindKicker:
	case hasAnyPrefix(string(after[:min(len(after), 5)]), referBack...):
		score -= 2 // no article opens so
	case startsMidway(after):
		score -= 4
	case c.shapes[k] != shapeLoose && c.m.occurs(l.text, after):
		score -= 2
	}
	return score
}

// occurs tells whether the two characters at a joint stand side by side
// somewhere in the manuscript, as the halves of a divided word do.
func (m *reading) occurs(before, after []rune) bool {
	pair := []rune{before[len(before)-1], after[0]}
	return han.Is(pair[0]) && han.Is(pair[1]) && strings.Contains(m.folded, string(pair))
}

// clauseGaps counts the spaces between Han, or between Han and a quote.
func clauseGaps(text []rune) int {
	n := 0
	for i := 1; i+1 < len(text); i++ {
		if text[i] == ' ' && (han.Is(text[i-1]) || isClosing(text[i-1])) && (han.Is(text[i+1]) || isOpening(text[i+1])) {
			n++
		}
	}
	return n
}

// endsMidway tells the words no sentence or heading ends with.
func endsMidway(last rune) bool {
	return strings.ContainsRune("的和与及或并而且把被对从由于至让令给跟若则均皆也都又再更最很已须没未其该各每按据因因凡虽但既即还仍将使", last) ||
		isOpening(last) || isPause(last) || last == '·' || last == '—'
}

// endsInCount tells 简讯三则: after a numeral 则 is no conjunction but counts pieces.
func endsInCount(text []rune) bool {
	n := len(text)
	return n > 2 && text[n-1] == '则' && (isNumeral(text[n-2]) || isDigit(text[n-2]) || text[n-2] == '两')
}

// startsMidway tells the marks and words no sentence opens with.
func startsMidway(text []rune) bool {
	r := text[0]
	if r == '的' {
		return len(text) < 2 || text[1] != '确' && text[1] != '士'
	}
	return isClosing(r) || isPause(r) || isStop(r) || r == '·' || strings.ContainsRune("们吗呢吧%％‰℃", r)
}

// quotesOpen tells a bracket or quote that is opened and not closed.
func quotesOpen(text []rune) bool {
	depth := 0
	for _, r := range text {
		switch {
		case isOpening(r):
			depth++
		case isClosing(r):
			depth--
		}
	}
	return depth > 0
}
