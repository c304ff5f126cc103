package manuscript

import (
	"strings"

	"banxin/internal/diag"
	"banxin/internal/han"
	"banxin/internal/issue"
)

// buildNames makes the block of a list of names: one Inline for each name. What
// parts the names is line structure if it is blank, else recorded as taken out.
func (m *reading) buildNames(b *block) issue.Block {
	out := issue.Block{Kind: issue.NameList, Pos: m.lines[b.lines[0]].pos(m.file)}
	for _, i := range b.lines {
		l := &m.lines[i]
		m.dropMarks(l)
		names := m.nameSpans(l)
		for _, name := range names {
			if s := m.setSource(l.source[name.from:name.to], []int{0}, Body); len(s.text) > 0 {
				out.Inlines = append(out.Inlines, s.inline(issue.Text, 0, len(s.text)))
			}
		}
	}
	return out
}

// nameSpans cuts a line into its names. Two single Han with blanks between are one
// name set out to the width of three, 王　伟; a remark in brackets belongs to the
// name before it.
func (m *reading) nameSpans(l *line) []span {
	var names []span
	marked := false // since the last name: a mark, not blanks alone
	add := func(from, to int) {
		if from == to {
			return
		}
		if n := len(names); n > 0 && !marked {
			last := names[n-1]
			opens := l.source[from].r == '（' || l.source[from].r == '('
			if opens || l.isSingle(last.from, last.to) && l.isSingle(from, to) {
				names[n-1].to = to
				return
			}
		}
		names, marked = append(names, span{from, to}), false
	}
	begin, depth := 0, 0
	for i, g := range l.source {
		switch g.r {
		case '（', '(':
			depth++
		case '）', ')':
			depth = max(0, depth-1)
		}
		separates := strings.ContainsRune("、，,", g.r)
		if depth > 0 || !separates && !isSpace(g.r) {
			continue
		}
		add(begin, i)
		begin = i + 1
		if separates {
			marked = true
			m.edits = append(m.edits, edit{m.at(g), string(g.r), "", "name-separator", diag.Note})
		}
	}
	add(begin, len(l.source))
	return names
}

func (l *line) isSingle(from, to int) bool { return to-from == 1 && han.Is(l.source[from].r) }
