package manuscript

import (
	"slices"

	"banxin/internal/diag"
	"banxin/internal/han"
)

// A manuscript that came by mail or out of an old editor has an end of line
// wherever its lines were full: each of its lines is not a paragraph but a part
// of one. Such a manuscript is known by its form as a whole: no line is longer
// than a screen is wide, many are equally long, most of these break off within a
// sentence, and some hold the end of one sentence and the beginning of the next:
// a list of slogans or of a day's meetings has equally long lines too, but each
// says one thing.

// Widths are in halves of a Han character.
const (
	narrowestWrap = 24  // a column of twelve characters; verse is narrower
	widestWrap    = 120 // longer lines are paragraphs
	wrapSlack     = 3   // by how much a full line may miss the widest: a mark is not parted from its word
	leastFull     = 4   // fewer full lines are chance
	leastRun      = 2   // and so are fewer of them with a stop inside
)

// joinWrapped makes one line of those that were one before their text was
// wrapped. A line goes on with the full one before it unless it is indented, a
// blank line stands between, or it has a form of its own. Where neither blanks
// nor indents part paragraphs, one that ends with a full line ends there.
func (m *reading) joinWrapped() {
	widest := m.wrapWidth()
	if widest == 0 {
		return
	}
	parted := m.partsParagraphs()
	kept := m.lines[:0]
	full, grown := false, false // the line before; the last one kept, by lines joined to it
	var before []rune
	settle := func() {
		if grown { // once, not with every line: a paragraph may be as long as the manuscript
			last := &kept[len(kept)-1]
			last.text = fold(last.source)
		}
		grown = false
	}
	for i := range m.lines {
		l, end := m.lines[i], before
		before = l.text
		wasFull := full
		full = l.table == nil && l.width() >= widest-wrapSlack
		if len(kept) == 0 || !wasFull || !l.canGoOn() {
			settle()
			kept = append(kept, l)
			continue
		}
		first := &kept[len(kept)-1]
		if first.forced && first.guess.isHeading() || !parted && sentenceEnds(end) {
			settle()
			kept = append(kept, l)
			continue
		}
		m.report.Add(l.pos(m.file), diag.Note, "wrapped-line-joined",
			diag.Say("与第 %d 行接成一段（来稿按行折断）", "joined to line %d: the manuscript breaks its lines", first.no))
		if !grown {
			first.source = slices.Clip(first.source) // what stands behind it in memory is the next line
		}
		first.source, grown = append(first.source, l.source...), true
	}
	settle()
	m.lines = kept
}

// wrapWidth gives the width at which the manuscript's lines were wrapped, 0 if
// they were not.
func (m *reading) wrapWidth() int {
	widest, rows := 0, 0
	for i := range m.lines {
		if m.lines[i].table != nil {
			rows++
			continue
		}
		widest = max(widest, m.lines[i].width())
	}
	if widest < narrowestWrap || widest > widestWrap {
		return 0
	}
	full, broken, prose, run := 0, 0, 0, 0
	for i := range m.lines {
		l := &m.lines[i]
		if l.table != nil || l.width() < widest-wrapSlack {
			continue
		}
		full++
		if last := l.text[len(l.text)-1]; han.Is(last) || isDigit(last) || isASCIILetter(last) {
			broken++
		}
		if hasInnerMark(l.text) {
			prose++
		}
		if hasInnerStop(l.text) {
			run++
		}
	}
	if full < leastFull || full*3 < len(m.lines)-rows || broken*5 < full*3 || prose*5 < full*3 || run < leastRun || run*10 < full {
		return 0
	}
	return widest
}

// hasInnerMark tells prose from lists of equally long lines.
func hasInnerMark(text []rune) bool {
	for _, r := range text[:len(text)-1] {
		if isPause(r) || isStop(r) {
			return true
		}
	}
	return false
}

// partsParagraphs tells whether blank lines or indents part the paragraphs.
func (m *reading) partsParagraphs() bool {
	n := 0
	for i := 1; i < len(m.lines); i++ {
		if m.lines[i].gap > 0 || m.lines[i].indent > 0 {
			n++
		}
	}
	return n > 1
}

// canGoOn tells whether a line may be the rest of a wrapped one.
func (l *line) canGoOn() bool {
	return l.table == nil && l.gap == 0 && l.indent == 0 && !l.forced && l.seam != seamKeep &&
		!isByline(l.text) && !isQRNote(l.text) && numberLength(l.text) == 0
}

// width is how wide a line is in the manuscript, its indent included.
func (l *line) width() int {
	n := l.indent // typed as so many spaces
	if n <= 3 {
		n *= 2 // or as full-width ones
	}
	n += l.marked
	for _, g := range l.source {
		if n++; g.r >= 0x80 {
			n++
		}
	}
	return n
}
