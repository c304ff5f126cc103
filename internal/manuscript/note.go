package manuscript

import (
	"slices"
	"sort"
	"strings"

	"banxin/internal/diag"
	"banxin/internal/issue"
)

// A note (注释) is a sign in running text, 文字[^label], and a line of its own that
// opens with the same label, [^label]: 注文. The line may stand anywhere in the
// article, or anywhere in the file if no other has its label. Notes are numbered by
// article in the order of their signs, which are set as 〔1〕, and stand at the end of
// the article.

// noteSign stands in a line's source for a sign. No file holds it: a noncharacter is
// taken out as a control character.
const noteSign = 0xFDD0

// longestLabel is how many characters a label may have.
const longestLabel = 24

// noteText is the line of a note.
type noteText struct {
	line  line
	label string
	opens string // how the line opens in the file, "[^1]:"
	pos   diag.Pos
	used  bool
	twin  int // number of the line of another note of this label in its article; 0: none
}

// sign reads [^label] at i and gives the index after it, i when there is none.
func (p *inlineParser) sign(i, to int, outer inlineMark) int {
	label, end := p.label(i, to)
	if label == "" {
		return i
	}
	outer.note, outer.written = label, plain(p.in[i:end])
	g := p.in[i]
	g.r, g.mark = noteSign, p.m.mark(outer)
	p.out = append(p.out, g)
	return end
}

// label reads [^label] at i: the label and the index after it.
func (p *inlineParser) label(i, to int) (string, int) {
	end := p.find("]", i, min(to, i+longestLabel+3))
	if end < i+3 || !p.has([]rune("[^"), i) {
		return "", i
	}
	label := p.in[i+2 : end]
	if slices.ContainsFunc(label, func(g glyph) bool { return isSpace(g.r) || strings.ContainsRune("[［^＾", g.r) }) {
		return "", i
	}
	return plain(label), end + 1
}

// takeNotes takes out the lines that are the text of a note, and in a wrapped manuscript
// those that go on with it.
func (m *reading) takeNotes() {
	widest := -1 // not asked for yet: that takes all lines, and most manuscripts have no notes
	kept := m.lines[:0]
	gap := 0
	for i := 0; i < len(m.lines); i++ {
		l := m.lines[i]
		gap = max(gap, l.gap)
		n, ok := m.noteAt(&l)
		if !ok {
			l.gap, gap = gap, 0
			kept = append(kept, l)
			continue
		}
		if widest < 0 {
			widest = m.wrapWidth()
		}
		n.line.source = slices.Clip(n.line.source) // what stands behind it in memory is the next line
		for full := l; i+1 < len(m.lines) && m.goesOnNote(&m.lines[i+1]); i++ {
			if widest == 0 || full.width() < widest-wrapSlack {
				m.reportOpenNote(&n, &m.lines[i+1])
				break
			}
			full = m.lines[i+1]
			n.line.source = append(n.line.source, full.source...)
		}
		m.notes = append(m.notes, n)
	}
	m.lines = kept
}

// goesOnNote tells whether a line under a note may be the rest of it.
func (m *reading) goesOnNote(l *line) bool {
	label, _ := m.noteLabel(l)
	return label == "" && l.canGoOn()
}

// noteLabel reads how the text of a note opens: its label and the index of the colon
// after it; the label is empty where the line is none.
func (m *reading) noteLabel(l *line) (label string, colon int) {
	p := inlineParser{m: m, in: l.source}
	if label, colon = p.label(0, len(l.source)); p.at(colon) != ':' {
		return "", 0
	}
	return label, colon
}

// noteAt reads a line that is the text of a note.
func (m *reading) noteAt(l *line) (noteText, bool) {
	label, end := m.noteLabel(l)
	if label == "" {
		return noteText{}, false
	}
	n := noteText{line: *l, label: label, opens: plain(l.source[:end+1]), pos: l.pos(m.file)}
	rest := l.source[end+1:]
	for len(rest) > 0 && isBlank(rest[0].r) {
		m.recordBlanks(rest[:1], false)
		rest = rest[1:]
	}
	if len(rest) == 0 {
		m.report.Add(n.pos, diag.Error, "note-without-text",
			diag.Say("注释 [^%s] 没有注文", "the note [^%s] has no text", label),
			diag.Say("注文写在同一行：[^%s]: 注文", "write its text on the same line: [^%s]: text", label))
		n.used = true
	}
	n.line.source = rest
	return n, true
}

// reportOpenNote reports a note that ends without a stop right over a line of text.
func (m *reading) reportOpenNote(n *noteText, next *line) {
	if text := fold(n.line.source); len(text) == 0 || sentenceEnds(text) {
		return
	}
	m.report.Add(next.pos(m.file), diag.Finding, "note-open",
		diag.Say("上一行的注释 [^%s] 末尾没有句号，这一行不算注文", "the note [^%s] on the line before ends without a stop; this line is no part of it", n.label),
		diag.Say("是注文，就与上一行接成一行；不是，就在中间空一行", "if it is, join it to the line before; if not, leave a blank line between"))
}

// noteOf finds the note that a label means in an article, which is the one whose number
// is given: its own, else the only one of the file, unless that stands in an article which
// has signs of this label itself.
func (m *reading) noteOf(label string, article int) *noteText {
	var own, only *noteText
	count := 0
	for i := range m.notes {
		n := &m.notes[i]
		if n.label != label {
			continue
		}
		only, count = n, count+1
		switch {
		case m.articleOf(n.line.no) != article:
		case own == nil:
			own = n
		default:
			n.twin = own.line.no
		}
	}
	if own == nil && count == 1 && !m.signed[labelIn{label, m.articleOf(only.line.no)}] {
		return only
	}
	return own
}

// labelIn is a label in an article.
type labelIn struct {
	label   string
	article int
}

// articleOf gives the number of the article in which a line of the file stands.
func (m *reading) articleOf(line int) int {
	return sort.SearchInts(m.begins, line+1) - 1
}

// placeNotes notes where the articles begin, and in which of them which signs stand.
func (m *reading) placeNotes(list []article) {
	m.begins, m.signed = nil, map[labelIn]bool{}
	for i := range list {
		m.begins = append(m.begins, m.lines[list[i].first].no)
	}
	if len(m.begins) > 0 {
		m.begins[0] = 0 // a note may stand over the first
	}
	for i := range m.lines {
		for _, g := range m.lines[i].source {
			if isSign(g) {
				m.signed[labelIn{m.marks[g.mark].note, m.articleOf(m.lines[i].no)}] = true
			}
		}
	}
}

// articleNotes are the notes of one article while it is built.
type articleNotes struct {
	article int            // its number in the file
	numbers map[string]int // by label
	order   []*noteText
}

// number gives the number of the note that a sign stands for, 0 when there is none.
func (m *reading) number(label string, at diag.Pos) int {
	a := &m.article
	if n, ok := a.numbers[label]; ok {
		return n
	}
	note := m.noteOf(label, a.article)
	if note == nil {
		m.report.Add(at, diag.Error, "note-missing",
			diag.Say("注号 [^%s] 没有注文", "the sign [^%s] has no note", label),
			diag.Say("在这一篇里另起一行写 [^%s]: 注文；不是注号，就写 \\[", "add a line “[^%s]: text” to this article; if it is no sign write \\[", label))
		a.numbers[label] = 0
		return 0
	}
	note.used = true
	a.order = append(a.order, note)
	a.numbers[label] = len(a.order)
	return len(a.order)
}

// signs sets the signs of notes among characters of the source as 〔1〕.
func (m *reading) signs(source []glyph) []glyph {
	if !slices.ContainsFunc(source, isSign) {
		return source
	}
	out := make([]glyph, 0, len(source)+8)
	for _, g := range source {
		if !isSign(g) {
			out = append(out, g)
			continue
		}
		k, set := &m.marks[g.mark], ""
		if k.number = m.number(k.note, m.at(g)); k.number > 0 {
			set = issue.NoteSign(k.number)
		}
		m.edits = append(m.edits, edit{m.at(g), k.written, set, "note-sign", diag.Note})
		for _, r := range set {
			g.r = r
			out = append(out, g)
		}
	}
	return out
}

func isSign(g glyph) bool { return g.r == noteSign }

// buildNotes makes the blocks of an article's notes.
func (m *reading) buildNotes() []issue.Block {
	var out []issue.Block
	for i, n := range m.article.order {
		m.dropSigns(&n.line)
		if len(n.line.source) == 0 {
			continue
		}
		sign := issue.NoteSign(i + 1)
		m.edits = append(m.edits, edit{n.pos, n.opens, sign, "note-sign", diag.Note})
		s := m.set([]*line{&n.line}, nil, Body)
		m.linkAddresses(&s)
		opens := issue.Inline{Pos: n.pos, Text: sign}
		out = append(out, issue.Block{Kind: issue.Note, Pos: n.pos, Number: i + 1, Inlines: append([]issue.Inline{opens}, s.inlines()...)})
	}
	return out
}

// dropSigns takes the signs of notes out of a line that cannot have any.
func (m *reading) dropSigns(l *line) {
	kept := l.source[:0]
	for _, g := range l.source {
		if !isSign(g) {
			kept = append(kept, g)
			continue
		}
		k := m.marks[g.mark]
		m.report.Add(m.at(g), diag.Error, "note-outside-text",
			diag.Say("注号 [^%s] 不在正文里", "the sign [^%s] of a note stands outside running text", k.note),
			diag.Say("标题、署名、名单、表格和注文里不能加注：把注号移到正文", "headings, bylines, lists of names, tables and notes take no notes: move the sign into running text"))
		m.edits = append(m.edits, edit{m.at(g), k.written, "", "note-sign", diag.Note})
	}
	if len(kept) < len(l.source) {
		l.source, l.form = kept, nil // the places of cells are others
	}
}

// reportNotes reports the notes to which no sign leads, and those of which an article
// has two.
func (m *reading) reportNotes() {
	for i := range m.notes {
		n := &m.notes[i]
		if n.used && len(n.line.source) > 0 {
			continue
		}
		m.edits = append(m.edits, edit{n.pos, n.opens, "", "note-sign", diag.Note})
		if m.dropSigns(&n.line); len(n.line.source) > 0 {
			m.edits = append(m.edits, edit{n.line.pos(m.file), plain(n.line.source), "", "note-sign", diag.Note})
		}
		switch {
		case n.twin > 0:
			m.report.Add(n.pos, diag.Error, "note-twice",
				diag.Say("注释 [^%s] 写了两次，另一次在第 %d 行", "the note [^%s] stands twice, the other time on line %d", n.label, n.twin),
				diag.Say("换一个号，正文里的注号也照着换；或者删去一处", "give it another label, in the text too, or delete one of the two"))
		case !n.used:
			m.report.Add(n.pos, diag.Error, "note-without-sign",
				diag.Say("注释 [^%s] 在正文里没有注号", "no sign in the text leads to the note [^%s]", n.label),
				diag.Say("在正文里要注的字后面写 [^%s]，或者删去这一行", "write [^%s] behind the words that it explains, or delete the line", n.label))
		}
	}
}
