package manuscript

import "banxin/internal/han"

// Lines of verse end without a stop and are not cut sentences. Consecutive
// short lines are verse when
//   - two of them have the same number of characters (at most coupletLength),
//     the first ends with ， or ；, the second ends the sentence; or
//   - four or more have the same number of characters; or
//   - four or more end with marks and at least half of them not with a stop.

const (
	verseLength   = 24
	coupletLength = 9
	verseRun      = 4
)

// markVerse finds the lines of verse.
func (m *reading) markVerse(shapes []shape) {
	for i := 0; i < len(m.lines); {
		j := i
		for j < len(m.lines) && m.versable(shapes[j], j) && (j == i || m.lines[j].gap <= m.usual) {
			j++
		}
		m.markStanza(i, j)
		i = max(j, i+1)
	}
}

func (m *reading) versable(s shape, i int) bool {
	return !m.lines[i].forced && len(m.lines[i].text) <= verseLength && (s == shapeComplete || s == shapeOpen || s == shapeLoose) &&
		!hasInnerStop(m.lines[i].text)
}

// markStanza marks what is verse among the short lines i to j.
func (m *reading) markStanza(i, j int) {
	m.markRuns(i, j, func(a, b int) bool { return m.beats(a) == m.beats(b) }, func(n, open int) bool { return open > 0 })
	m.markRuns(i, j, func(a, b int) bool { return m.endsMarked(a) && m.endsMarked(b) }, func(n, open int) bool { return open*2 >= n })
	for k := i; k+1 < j; k++ {
		a, b := &m.lines[k], &m.lines[k+1]
		last := a.text[len(a.text)-1]
		if m.beats(k) == m.beats(k+1) && m.beats(k) <= coupletLength && (last == '，' || last == '；') && sentenceEnds(b.text) {
			a.verse, b.verse = true, true
		}
	}
}

// markRuns marks each run of at least verseRun lines of which neighbours are
// alike and of which enough end no sentence.
func (m *reading) markRuns(i, j int, alike func(a, b int) bool, enough func(n, open int) bool) {
	for begin := i; begin < j; {
		end, open := begin, 0
		for end < j && (end == begin || alike(end-1, end)) {
			if !sentenceEnds(m.lines[end].text) {
				open++
			}
			end++
		}
		if n := end - begin; n >= verseRun && enough(n, open) {
			for k := begin; k < end; k++ {
				m.lines[k].verse = true
			}
		}
		begin = end
	}
}

func (m *reading) endsMarked(i int) bool {
	text := m.lines[i].text
	return isMark(text[len(text)-1])
}

// beats counts the characters of a line that are spoken.
func (m *reading) beats(i int) int {
	n := 0
	for _, r := range m.lines[i].text {
		if han.Is(r) {
			n++
		}
	}
	return n
}
