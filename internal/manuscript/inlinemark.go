package manuscript

import (
	"regexp"
	"slices"
	"strings"

	"banxin/internal/diag"
	"banxin/internal/han"
	"banxin/internal/issue"
)

// Inline marks are what an editor says about characters inside a line:
//
//	{*着重*}                 emphasis, a dot under each character
//	{**要点**}               strong, in the face of run-in subheads
//	{崇川|chóng chuān}       ruby: one reading for each character, or one for all
//	[区政府网站](https://…)   a link; a bare address is one by itself
//	文字[^1]                 the sign of a note (note.go)
//	\{ \[                    the character itself
//
// The signs may be full-width ones, as Chinese input methods type them. What does not have
// one of these forms is text, and reported if it comes near. Asterisks alone mark
// nothing: they hide parts of names, 张*明、李**. Marks are looked for inside one line of the
// file, are obeyed in running text, and reported elsewhere.

// inlineMark is what the marks round a character say of it.
type inlineMark struct {
	emphasis, strong bool
	ruby             string // reading; each base has an inlineMark of its own
	address          string // of a link
	note             string // label of the note whose sign stands here,
	written          string // that sign as it stands in the file,
	number           int    // and its number in the article, once that is built
}

// inlineParser takes the marks out of one line.
type inlineParser struct {
	m   *reading
	in  []glyph
	out []glyph
}

// takeInlineMarks takes the inline marks out of all lines and leaves on their
// characters what they say.
func (m *reading) takeInlineMarks() {
	m.marks = make([]inlineMark, 1) // 0: nothing is said
	kept := m.lines[:0]
	gap := 0
	for i := range m.lines {
		l := m.lines[i]
		m.unmark(&l)
		if gap = max(gap, l.gap); len(l.text) == 0 { // nothing but signs of notes
			m.dropSigns(&l)
			continue
		}
		l.gap, gap = gap, 0
		kept = append(kept, l)
	}
	m.lines = kept
	for i := range m.notes {
		m.unmark(&m.notes[i].line)
	}
}

func (m *reading) unmark(l *line) {
	if !slices.ContainsFunc(l.source, func(g glyph) bool { return strings.ContainsRune("{[｛［", g.r) }) {
		return
	}
	p := inlineParser{m: m, in: l.source, out: make([]glyph, 0, len(l.source))}
	p.parse(0, len(p.in), inlineMark{})
	before := l.width()
	l.source, l.text = p.out, fold(p.out)
	l.marked += before - l.width()
}

// parse reads the characters [from, to), of which outer is said.
func (p *inlineParser) parse(from, to int, outer inlineMark) {
	at := 0
	if outer != (inlineMark{}) {
		at = p.m.mark(outer)
	}
	for i := from; i < to; {
		next := i
		switch p.at(i) {
		case '\\':
			if i+1 < to && (p.at(i+1) == '{' || p.at(i+1) == '[') {
				p.obey(i, i+1)
				i++
			}
		case '{':
			if next = p.braced(i, to, outer); next == i {
				next = p.ruby(i, to, outer)
			}
		case '[':
			if next = p.sign(i, to, outer); next == i {
				next = p.link(i, to, outer)
			}
		}
		if next > i {
			i = next
			continue
		}
		g := p.in[i]
		g.mark = at
		p.out = append(p.out, g)
		i++
	}
}

// mark keeps what is said of characters and gives its index.
func (m *reading) mark(k inlineMark) int {
	m.marks = append(m.marks, k)
	return len(m.marks) - 1
}

// obey records that the characters [from, to) were taken out.
func (p *inlineParser) obey(from, to int) {
	p.m.edits = append(p.m.edits, edit{p.m.at(p.in[from]), plain(p.in[from:to]), "", "inline-mark", diag.Note})
}

// find gives the index of the first s from i on, before to; -1: there is none.
func (p *inlineParser) find(s string, i, to int) int {
	want := []rune(s)
	for ; i+len(want) <= to; i++ {
		if p.has(want, i) {
			return i
		}
	}
	return -1
}

// at gives the character at i, a sign of a mark in half width; 0: none is there.
func (p *inlineParser) at(i int) rune {
	if i < 0 || i >= len(p.in) {
		return 0
	}
	switch r := p.in[i].r; r {
	case '｛', '｜', '｝', '［', '］', '＾', '＊', '（', '）', '：':
		return r - 0xFEE0
	default:
		return r
	}
}

func (p *inlineParser) has(want []rune, i int) bool {
	for k, r := range want {
		if p.at(i+k) != r {
			return false
		}
	}
	return true
}

// braced reads {*emphasised text*} or {**strong text**} at i and gives the index after
// it, i when there is none. One may stand in the other.
func (p *inlineParser) braced(i, to int, outer inlineMark) int {
	if !p.has([]rune("{*"), i) {
		return i
	}
	n, inner := 1, outer
	if p.has([]rune("{**"), i) {
		n, inner.strong = 2, true
	} else {
		inner.emphasis = true
	}
	begin, end := i+1+n, p.closing(i, to)
	text := end - n
	if end < 0 || text <= begin || p.at(begin) == '*' || n == 2 && p.at(text) != '*' || !slices.ContainsFunc(p.in[begin:text], isWord) {
		mark := strings.Repeat("*", n)
		p.m.report.Add(p.m.at(p.in[i]), diag.Finding, "unclosed-mark",
			diag.Say("“{%[1]s”后面没有与它配对的“%[1]s}”，或者其中没有字，照原样排出", "no “%[1]s}” closes this “{%[1]s”, or there are no words between them; it is set as it stands", mark),
			diag.Say(`写成 {%[1]s文字%[1]s}；要印花括号就写 \{`, `write {%[1]swords%[1]s}; to print a brace write \{`, mark))
		return i
	}
	p.obey(i, begin)
	p.parse(begin, text, inner)
	p.obey(text, end+1)
	return end + 1
}

// closing gives the index of the brace that closes the {* at i; −1: none does.
func (p *inlineParser) closing(i, to int) int {
	depth := 0
	for k := i; k < to; k++ {
		switch {
		case p.at(k) == '\\':
			k++
		case p.has([]rune("{*"), k):
			depth++
			k++
		case p.at(k) == '}' && p.at(k-1) == '*':
			if depth--; depth == 0 {
				return k
			}
		}
	}
	return -1
}

// reportAsterisks reports **words** in running text: other systems make them strong, but
// in a manuscript asterisks may stand for the hidden part of a name.
func (m *reading) reportAsterisks(l *line) {
	text := string(l.text)
	if !strings.Contains(text, "**") {
		return
	}
	for _, pair := range asterisks.FindAllString(text, -1) {
		pair = lineStart([]rune(pair))
		m.report.Add(l.pos(m.file), diag.Finding, "asterisks",
			diag.Say("“%s”里的星号照原样排出", "the asterisks of “%s” are set as they stand", pair),
			diag.Say("要加重就写成 {**…**}，要加着重号就写成 {*…*}", "to make the words strong write {**…**}, for emphasis dots {*…*}"))
	}
}

// asterisks are pairs of two round words.
var asterisks = regexp.MustCompile(`\*\*[^\s*\pP][^*{}]*\*\*`)

// isWord tells what can be emphasised: marks alone cannot.
func isWord(g glyph) bool { return han.Is(g.r) || isWestern(g.r) }

// takesMarks tells the blocks in which inline marks are obeyed: running text.
func takesMarks(k kind) bool {
	return k == kindParagraph || k == kindLead || k == kindItem
}

// dropMarks takes what inline marks say off a line in which they are not obeyed, and
// reports it.
func (m *reading) dropMarks(l *line) {
	m.dropSigns(l)
	var lost []string
	last := 0
	for i := range l.source {
		if at := l.source[i].mark; at != last && at != 0 {
			lost = append(lost, m.marks[at].words())
		}
		last, l.source[i].mark = l.source[i].mark, 0
	}
	if lost = slices.Compact(lost); len(lost) > 0 {
		m.report.Add(l.pos(m.file), diag.Finding, "inline-mark-outside-text",
			diag.Say("“%s”里的标记只在正文里有用，略去：%s", "the marks in “%s” hold in running text only and were left out: %s", lineStart(l.text), strings.Join(lost, " ")),
			diag.Say("要保留就写在正文里", "to keep them put them into running text"))
	}
}

// words names what a mark says, as an editor writes it.
func (k inlineMark) words() string {
	switch {
	case k.ruby != "":
		return "{|" + k.ruby + "}"
	case k.address != "":
		return "[](" + k.address + ")"
	case k.strong:
		return "{**}"
	}
	return "{*}"
}

// put makes an inline say what a mark says.
func (k inlineMark) put(in *issue.Inline) {
	in.Emphasis, in.Strong, in.Ruby, in.Address, in.Sign = k.emphasis, k.strong, k.ruby, k.address, k.number
}
