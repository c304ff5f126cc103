package manuscript

import (
	"slices"

	"banxin/internal/diag"
	"banxin/internal/issue"
)

// blockKinds maps what a line is to the model.
var blockKinds = map[kind]issue.BlockKind{
	kindLead: issue.Lead, kindParagraph: issue.Paragraph, kindItem: issue.Item,
	kindByline: issue.Byline, kindQRNote: issue.QRNote,
}

// build makes the model of the articles, and records every change normalising
// makes.
func (m *reading) build(list []article) []issue.Section {
	var sections []issue.Section
	m.placeNotes(list)
	for i := range list {
		if list[i].part || len(sections) == 0 {
			sections = append(sections, issue.Section{Pos: m.lines[list[i].first].pos(m.file)})
		}
		s := &sections[len(sections)-1]
		m.article = articleNotes{article: i, numbers: map[string]int{}}
		s.Articles = append(s.Articles, m.buildArticle(&list[i]))
	}
	return sections
}

func (m *reading) buildArticle(a *article) issue.Article {
	out := issue.Article{Pos: m.lines[a.first].pos(m.file)}
	for _, i := range a.headings {
		l := &m.lines[i]
		m.dropMarks(l)
		s := m.set([]*line{l}, nil, Heading)
		switch l.guess {
		case kindKicker:
			out.Kicker = append(out.Kicker, s.inlines()...)
		case kindOverline:
			out.Overline = append(out.Overline, s.inlines()...)
		case kindDeck:
			out.Deck = append(out.Deck, s.inlines()...)
		default:
			out.Headline = append(out.Headline, s.clauses()...)
		}
	}
	settings := make([]setting, len(a.blocks))
	for k := range a.blocks {
		switch a.blocks[k].kind {
		case kindTable:
			out.Blocks = append(out.Blocks, m.buildTable(&a.blocks[k]))
			continue
		case kindNames:
			out.Blocks = append(out.Blocks, m.buildNames(&a.blocks[k]))
			continue
		}
		settings[k] = m.setBlock(&a.blocks[k])
		out.Blocks = append(out.Blocks, m.buildBlock(&a.blocks[k], &settings[k]))
	}
	markRunIns(&out, settings)
	out.Blocks = append(out.Blocks, m.buildNotes()...)
	m.reportArticle(a, &out)
	return out
}

// reportArticle reports an article that lacks a part every article has.
func (m *reading) reportArticle(a *article, out *issue.Article) {
	switch {
	case len(out.Headline) == 0:
		m.report.Add(out.Pos, diag.Finding, "article-without-headline",
			diag.Say("这一篇没有标题", "this article has no headline"),
			diag.Say("在标题行上面另起一行写 %%标题", "put a line %%headline above its headline"))
	case len(a.blocks) == 0:
		m.report.Add(out.Pos, diag.Finding, "headline-without-text",
			diag.Say("标题“%s”下面没有正文", "no text follows the headline “%s”", out.HeadlineText()),
			diag.Say("不是标题，就在它上面另起一行写 %%正文", "if it is no headline, put a line %%paragraph above it"))
	}
}

func (m *reading) setBlock(b *block) setting {
	lines := make([]*line, len(b.lines))
	forced := false
	for k, i := range b.lines {
		lines[k] = &m.lines[i]
		forced = forced || m.lines[i].forced
		if takesMarks(b.kind) {
			m.reportAsterisks(lines[k])
		} else {
			m.dropMarks(lines[k])
		}
	}
	context := Body
	if b.kind == kindByline {
		context = Heading // the gap between two names is content
	}
	s := m.set(lines, b.cuts, context)
	s.forced = forced
	if takesMarks(b.kind) {
		m.linkAddresses(&s)
	}
	return s
}

func (m *reading) buildBlock(b *block, s *setting) issue.Block {
	out := issue.Block{Kind: blockKinds[b.kind], Pos: m.lines[b.lines[0]].pos(m.file), Inlines: s.inlines()}
	for k, c := range b.cuts {
		before, after := &m.lines[b.lines[k]], &m.lines[b.lines[k+1]]
		record := issue.Cut{Offset: s.starts[k+1], Before: before.pos(m.file), After: after.pos(m.file)}
		m.report.Add(record.After, diag.Note, "column-cut-joined",
			diag.Say("与第 %d 行接成一段（原报栏尾截断）", "joined to line %d: a column of the original cut the paragraph", before.no))
		if c.dropped > 0 {
			tail := plain(dropHead(after, c.dropped))
			record.Dropped, _ = Normalise(tail, Body)
			m.edits = append(m.edits, edit{record.After, tail, "", "duplicate-tail-removed", diag.Note})
		}
		out.Cuts = append(out.Cuts, record)
	}
	return out
}

// dropHead gives the source characters of the first n characters of a line's
// folded text.
func dropHead(l *line, n int) []glyph {
	for k := range l.source {
		if k >= n && len(fold(l.source[:k])) == n {
			return l.source[:k]
		}
	}
	return l.source
}

// setting is a block's normalised text and where each of its characters comes
// from.
type setting struct {
	file    string
	text    []rune
	from    []glyph      // for each character, its place in the source
	marks   []inlineMark // what the marks of from index
	starts  []int        // where the text of each line begins
	subhead int          // length of the run-in subhead
	forced  bool
}

// set normalises lines as one paragraph. Marks are judged across a cut, as the
// reader of the joined text will see them.
func (m *reading) set(lines []*line, cuts []cut, context Context) setting {
	source := m.signs(lines[0].source)
	starts := []int{0}
	for k, l := range lines[1:] {
		starts = append(starts, len(source))
		rest := l.source
		if n := cuts[k].dropped; n > 0 {
			rest = rest[len(dropHead(l, n)):]
		}
		source = append(source[:len(source):len(source)], m.signs(rest)...)
	}
	return m.setSource(source, starts, context)
}

// setSource normalises characters of the source as one paragraph. starts are
// where its lines begin.
func (m *reading) setSource(source []glyph, starts []int, context Context) setting {
	in := make([]rune, len(source))
	for i, g := range source {
		in[i] = g.r
	}
	p := newParagraph(in, context)
	p.run()
	for _, c := range p.changes() {
		m.edits = append(m.edits, edit{m.at(source[min(c.Offset, len(source)-1)]), c.Before, c.After, codes[c.Rule], diag.Note})
	}
	s := setting{file: m.file, marks: slices.Clip(m.marks), text: p.out(), from: make([]glyph, len(p.cells)), starts: make([]int, len(starts))}
	k := 1
	for i, c := range p.cells {
		s.from[i] = source[min(c.from, len(source)-1)]
		for ; k < len(starts) && c.from >= starts[k]; k++ {
			s.starts[k] = i
		}
	}
	for ; k < len(starts); k++ {
		s.starts[k] = len(s.text)
	}
	return s
}

// inlines cuts the text at the ends of lines and of the run-in subhead, and where the
// inline marks say something else. An inline knows one place, so that a line joined
// of wrapped ones gives one for each.
func (s *setting) inlines() []issue.Inline {
	var out []issue.Inline
	for k, begin := range s.starts {
		end := len(s.text)
		if k+1 < len(s.starts) {
			end = s.starts[k+1]
		}
		if middle := min(end, s.subhead); middle > begin {
			out = s.appendInlines(out, issue.RunIn, begin, middle)
			begin = middle
		}
		out = s.appendInlines(out, issue.Text, begin, end)
	}
	return out
}

// appendInlines cuts the characters [begin, end), which are of one kind.
func (s *setting) appendInlines(out []issue.Inline, kind issue.InlineKind, begin, end int) []issue.Inline {
	for i := begin + 1; i < end; i++ {
		if a, b := s.from[begin], s.from[i]; a.mark != b.mark || a.line != b.line && kind == issue.Text {
			out = append(out, s.inline(kind, begin, i))
			begin = i
		}
	}
	if begin < end {
		out = append(out, s.inline(kind, begin, end))
	}
	return out
}

// clauses cuts a headline at its full-em gaps.
func (s *setting) clauses() [][]issue.Inline {
	var out [][]issue.Inline
	begin := 0
	for i := 0; i <= len(s.text); i++ {
		if i < len(s.text) && s.text[i] != 0x3000 {
			continue
		}
		if i > begin {
			out = append(out, []issue.Inline{s.inline(issue.Text, begin, i)})
		}
		begin = i + 1
	}
	return out
}

func (s *setting) inline(kind issue.InlineKind, begin, end int) issue.Inline {
	g := s.from[begin]
	in := issue.Inline{Kind: kind, Pos: diag.Pos{File: s.file, Line: g.line, Col: g.col}, Text: string(s.text[begin:end])}
	if g.mark != 0 {
		s.marks[g.mark].put(&in)
	}
	return in
}
