package manuscript

import (
	"banxin/internal/diag"
)

// glyph is one character of the source and its place.
type glyph struct {
	r    rune
	line int
	col  int
	mark int // index of what the inline marks round it say; 0: nothing
}

// line is one non-blank line of the manuscript.
type line struct {
	no     int     // as an editor counts them
	source []glyph // without the blanks round it and without control characters
	text   []rune  // the same folded for recognition, see fold
	indent int     // blanks before the text
	gap    int     // blank lines before it
	guess  kind    // what the line was taken for
	forced bool    // guess comes from the editor
	seam   seam    // what the editor says about the joint before it
	verse  bool    // one of several lines of verse
	alone  bool    // a date, a signature or a line nobody could classify: never joined
	part   bool    // opens a block of the manuscript
	before int     // tabs among the blanks taken off at its start,
	after  int     // and at its end: in a table they part empty cells
	table  *table  // that the line is a row of; nil: none
	cells  []span  // of a row of a table
	form   *rowForm
	marked int // how much wider the line is in the file than its text, by inline marks
}

// pos gives the place of the line's first character.
func (l *line) pos(file string) diag.Pos {
	return diag.Pos{File: file, Line: l.source[0].line, Col: l.source[0].col}
}

// edit is one change between the source and the model: the characters from pos
// on, which read before, now read after.
type edit struct {
	pos           diag.Pos
	before, after string
	code          string
	severity      diag.Severity
}

// splitLines cuts the text into its non-blank lines. LF, CR LF and CR end a
// line; so do, without being counted as lines, the breaks that word processors
// and PDF extractors leave inside one. Blanks round a line and characters that
// cannot be printed are taken off and recorded.
func (m *reading) splitLines(text string) {
	no, col, gap, begin := 1, 1, 0, 0
	runes := []rune(text)
	m.glyphs = make([]glyph, 0, len(runes))
	end := func() {
		if m.endLine(begin, no, gap) {
			gap = 0
		} else {
			gap++
		}
		begin = len(m.glyphs)
	}
	for i, r := range runes {
		switch r {
		case '\n', '\r':
			if r == '\r' && i+1 < len(runes) && runes[i+1] == '\n' {
				continue
			}
			end()
			no, col = no+1, 0
		case '\v', '\f', 0x85, 0x2028, 0x2029:
			if len(m.glyphs) > begin {
				end()
			}
		default:
			m.glyphs = append(m.glyphs, glyph{r: r, line: no, col: col})
		}
		col++
	}
	if len(m.glyphs) > begin {
		end()
	}
}

// endLine makes a line of the glyphs from begin on and tells whether it holds
// text.
func (m *reading) endLine(begin, no, gap int) bool {
	all := m.glyphs[begin:]
	visible := all[:0:len(all)]
	for _, g := range all {
		if isControl(g.r) {
			m.edits = append(m.edits, edit{m.at(g), string(g.r), "", "control-character", diag.Finding})
			continue
		}
		visible = append(visible, g)
	}
	m.glyphs = m.glyphs[:begin+len(visible)]
	i, j := 0, len(visible)
	for i < j && isBlank(visible[i].r) {
		i++
	}
	for j > i && isBlank(visible[j-1].r) {
		j--
	}
	m.recordBlanks(visible[:i], i == j)
	m.recordBlanks(visible[j:], i == j)
	if i == j {
		return false
	}
	m.lines = append(m.lines, line{
		no: no, source: visible[i:j:j], text: fold(visible[i:j]), indent: i, gap: gap,
		before: countTabs(visible[:i]), after: countTabs(visible[j:]),
	})
	return true
}

func countTabs(blanks []glyph) int {
	n := 0
	for _, g := range blanks {
		if g.r == '\t' {
			n++
		}
	}
	return n
}

// recordBlanks records the blanks taken off at one end of a line. Spaces on a
// line that is otherwise empty are line structure and not worth a word.
func (m *reading) recordBlanks(blanks []glyph, empty bool) {
	for i := 0; i < len(blanks); {
		j, code := i, codes["N4"]
		if isInvisible(blanks[i].r) {
			code = codes["N1"]
		}
		var text []rune
		for ; j < len(blanks) && isInvisible(blanks[j].r) == isInvisible(blanks[i].r); j++ {
			text = append(text, blanks[j].r)
		}
		if !empty || isInvisible(blanks[i].r) {
			m.edits = append(m.edits, edit{m.at(blanks[i]), string(text), "", code, diag.Note})
		}
		i = j
	}
}

func (m *reading) at(g glyph) diag.Pos { return diag.Pos{File: m.file, Line: g.line, Col: g.col} }

// isBlank tells what may stand round a line without being text.
func isBlank(r rune) bool { return isSpace(r) || isInvisible(r) }

// isControl tells characters that no output format can carry or that turn the
// direction of writing.
func isControl(r rune) bool {
	switch {
	case r == '\t':
		return false
	case r < 0x20, r >= 0x7F && r <= 0x9F:
		return true
	case r == 0x200E, r == 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
		return true
	}
	return r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF
}

// fold gives a line as the recognisers read it: marks in full width, letters and
// digits in half width, each run of blanks as one space, nothing invisible. It
// is only looked at; the text that is set comes from Normalise.
func fold(source []glyph) []rune {
	text := make([]rune, 0, len(source))
	for i, g := range source {
		r := g.r
		switch {
		case isInvisible(r) || r == noteSign:
			continue
		case isSpace(r):
			if len(text) > 0 && text[len(text)-1] == ' ' {
				continue
			}
			r = ' '
		case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ', r == '％':
			r -= 0xFEE0
		case r == '•' || r == '・' || r == '‧' || r == '∙' || r == '⋅':
			r = '·'
		case r == '.' && i > 0 && isChinese(source[i-1].r):
			r = '。'
		case r == '⋯':
			r = '…'
		case r < 0x80 && wide(r) != r:
			if i == 0 || i+1 == len(source) || !isDigit(source[i-1].r) || !isDigit(source[i+1].r) {
				r = wide(r)
			}
		}
		text = append(text, r)
	}
	return text
}
