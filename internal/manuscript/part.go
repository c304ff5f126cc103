package manuscript

import (
	"strings"

	"banxin/internal/han"
)

// A block of the manuscript is what stands between two runs of blank lines that
// are clearly longer than the usual run between two paragraphs.

// measure finds the habits of the manuscript: how many blank lines part two
// paragraphs, whether these are indented, and whether they end with stops.
func (m *reading) measure(shapes []shape) {
	var between, all [maxGap + 1]int
	body, indented, stopless := 0, 0, 0
	for i := range m.lines {
		isBody := shapes[i] == shapeComplete && len(m.lines[i].text) >= bodyLength
		if isBody {
			body++
			if m.lines[i].indent > 0 {
				indented++
			}
		}
		if text := m.lines[i].text; (shapes[i] == shapeLoose || shapes[i] == shapeOpen) && len(text) >= bodyLength && strings.ContainsRune(string(text), '，') && han.Is(text[len(text)-1]) {
			stopless++
		}
		if i == 0 {
			continue
		}
		gap := min(m.lines[i].gap, maxGap)
		all[gap]++
		if isBody && (shapes[i-1] == shapeComplete || shapes[i-1] == shapeOpen) {
			between[gap]++
		}
	}
	m.usual = mostFrequent(between[:])
	if m.usual < 0 {
		m.usual = max(0, mostFrequent(all[:]))
	}
	m.stopless = stopless >= 3 && stopless*2 >= body
	m.indented = body > 0 && indented*5 >= body*4
	for i := 1; i < len(m.lines) && m.indented; i++ {
		m.flushTails = m.flushTails || m.lines[i].indent == 0 && shapes[i-1] == shapeOpen && isBodyShape(shapes[i])
	}
}

const (
	maxGap     = 20 // longer runs of blank lines count as this many
	bodyLength = 20 // a line of at least so many characters with a stop is body text
)

// mostFrequent gives the index with the highest count, the least of several, -1
// when nothing was counted.
func mostFrequent(counts []int) int {
	best := -1
	for gap, n := range counts {
		if n > 0 && (best < 0 || n > counts[best]) {
			best = gap
		}
	}
	return best
}

// splitParts marks the lines that open a block. A run of blank lines parts
// blocks when it is longer than usual (by two or more, if the manuscript has
// such runs), body text stands before it, and an article can begin after it. A
// longer run inside a headline group, before a byline or in the middle of a
// sentence is a slip of the typist.
func (m *reading) splitParts(shapes []shape) {
	least := m.usual + 1
	for i := range m.lines {
		if i > 0 && m.lines[i].gap >= m.usual+2 {
			least = m.usual + 2
			break
		}
	}
	hasBody := false
	for i := range m.lines {
		l := &m.lines[i]
		if i == 0 || l.gap >= least && hasBody && m.canOpenPart(shapes, i, least) {
			l.part, hasBody = true, false
		}
		hasBody = hasBody || isBodyShape(shapes[i])
	}
}

func isBodyShape(s shape) bool {
	return s == shapeComplete || s == shapeOpen || s == shapeItem || s == shapeNames || s == shapeRow
}

func (m *reading) canOpenPart(shapes []shape, i, least int) bool {
	if m.lines[i].forced {
		return m.lines[i].guess.isHeading() || m.lines[i].guess == kindLead
	}
	switch shapes[i] {
	case shapeByline, shapeQRNote, shapeItem, shapeNames, shapeAlone, shapeDash, shapeRow:
		return false
	case shapeComplete, shapeOpen:
		return m.lines[i].gap >= m.usual+2 && shapes[i-1] != shapeOpen
	}
	for k := i; k < len(shapes) && (k == i || m.lines[k].gap < least); k++ {
		if isBodyShape(shapes[k]) || shapes[k] == shapeByline && k > i {
			return true
		}
	}
	return m.headedBody(shapes, i)
}

// headedBody tells whether body text follows a headline group that long runs of
// blank lines set apart from it. A name or a unit over a date is a signature.
func (m *reading) headedBody(shapes []shape, i int) bool {
	if isName(m.lines[i].text) {
		return false
	}
	for k := i; k < len(shapes) && k < i+maxHeadings && shapes[k] != shapeAlone; k++ {
		if isBodyShape(shapes[k]) {
			return true
		}
	}
	return false
}
