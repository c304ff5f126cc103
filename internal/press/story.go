package press

import (
	"fmt"
	"slices"

	"banxin/internal/diag"
	"banxin/internal/issue"
	"banxin/internal/manuscript"
	"banxin/layout"
)

// piece is an article on its way to a page.
type piece struct {
	article *issue.Article
	file    string         // manuscript as issue.toml names it
	id      string         // layout's name for it: file and line of the headline
	blocks  []*issue.Block // by paragraph of the layout story
	boxes   map[int]box    // pictures and pull boxes, by index of article.Blocks
}

// newPieces lists the articles of one manuscript. Two articles whose headings
// stand on one line (there is no such manuscript today) would still get names of
// their own.
func newPieces(file string, sections []issue.Section) []piece {
	var out []piece
	seen := map[string]int{}
	for _, a := range issue.Articles(sections) {
		id := fmt.Sprintf("%s:%d", file, headPos(a).Line)
		if seen[id]++; seen[id] > 1 {
			id = fmt.Sprintf("%s#%d", id, seen[id])
		}
		out = append(out, piece{article: a, file: file, id: id})
	}
	return out
}

// headPos is where the headline stands, or else the article's beginning.
func headPos(a *issue.Article) diag.Pos {
	if len(a.Headline) > 0 && len(a.Headline[0]) > 0 {
		return a.Headline[0][0].Pos
	}
	return a.Pos
}

// story makes layout's story of an article. What layout sees is the article's
// text and roles alone: neighbouring inlines of one role become one span, so
// that neither the recorded cuts nor the lines of the file show in it.
func (p *piece) story(captionStyle string, code func(*issue.Block) [][]bool) layout.Story {
	a := p.article
	s := layout.Story{
		ID: p.id, Title: a.Title(),
		Kicker: issue.Plain(a.Kicker), Overline: issue.Plain(a.Overline), Deck: issue.Plain(a.Deck),
	}
	for _, clause := range a.Headline {
		s.Headline = append(s.Headline, issue.Plain(clause))
	}
	p.blocks = p.blocks[:0]
	for i := range a.Blocks {
		b := &a.Blocks[i]
		if issue.Plain(b.Inlines) == "" && b.Kind != issue.Picture {
			continue
		}
		para := paragraph(b, captionStyle, code)
		if x, ok := p.boxes[i]; ok {
			para.At, para.Image = x.at, x.image
		}
		s.Paras = append(s.Paras, para)
		p.blocks = append(p.blocks, b)
	}
	return s
}

// persons gives the names that the articles' forms tell, for body text to keep
// whole.
func persons(pieces []piece) []string {
	var names []string
	for i := range pieces {
		names = append(names, manuscript.Persons(pieces[i].article)...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// paragraph sets the roles of one block.
func paragraph(b *issue.Block, captionStyle string, code func(*issue.Block) [][]bool) layout.Para {
	switch b.Kind {
	case issue.Byline:
		return layout.Para{Kind: layout.Byline, Spans: spans(b.Inlines, "byline", "byline")}
	case issue.QRNote:
		return layout.Para{Kind: layout.QRBox, Spans: spans(b.Inlines, captionStyle, captionStyle), Code: code(b)}
	case issue.NameList:
		return layout.Para{Kind: layout.Names, Spans: cells(b.Inlines, "body")}
	case issue.Table:
		return table(b)
	case issue.Picture:
		return layout.Para{Kind: layout.Picture, Spans: captionSpans(b)}
	case issue.Pull:
		return layout.Para{Kind: layout.Pull, Spans: spans(b.Inlines, "pull", "pull")}
	case issue.Note:
		return layout.Para{Kind: layout.Note, Note: b.Number, Spans: spans(b.Inlines, "note", "note")}
	}
	return layout.Para{Kind: layout.Body, Spans: spans(b.Inlines, "body", "run-in")}
}

// table sets the roles of a table's cells.
func table(b *issue.Block) layout.Para {
	head := b.Table.Header * len(b.Table.Align)
	t := &layout.Table{Columns: len(b.Table.Align), Header: b.Table.Header}
	for _, a := range b.Table.Align {
		t.Align = append(t.Align, map[issue.Align]layout.Align{issue.Left: layout.Left, issue.Centre: layout.Centre, issue.Right: layout.Right}[a])
	}
	return layout.Para{Kind: layout.TableRows, Table: t, Spans: append(cells(b.Inlines[:head], "table-head"), cells(b.Inlines[head:], "table")...)}
}

// cells makes a span of each inline, empty ones too.
func cells(inlines []issue.Inline, style string) []layout.Span {
	out := make([]layout.Span, len(inlines))
	for i, in := range inlines {
		out[i] = layout.Span{Text: in.Text, Style: style}
	}
	return out
}

// spans joins inlines of which the same is said.
func spans(inlines []issue.Inline, text, runIn string) []layout.Span {
	var out []layout.Span
	for i := range inlines {
		sp := span(&inlines[i], text, runIn)
		if n := len(out); n > 0 && joins(out[n-1], sp) {
			out[n-1].Text += sp.Text
		} else if sp.Text != "" {
			out = append(out, sp)
		}
	}
	return out
}

// joins tells whether a span goes on with the one before. A reading and a sign end
// with their span.
func joins(before, sp layout.Span) bool {
	before.Text, sp.Text = "", ""
	return before == sp && sp.Ruby == "" && sp.Sign == 0
}

// span sets the roles of an inline: strong words and the signs of notes have a style
// laid over that of the text around them.
func span(in *issue.Inline, text, runIn string) layout.Span {
	sp := layout.Span{Text: in.Text, Style: text, Ruby: in.Ruby, Dotted: in.Emphasis, Sign: in.Sign, Address: asURI(in.Address)}
	if in.Kind == issue.RunIn {
		sp.Style = runIn
	}
	switch {
	case sp.Sign > 0:
		sp.Over = "note-sign"
	case in.Strong && sp.Style == text:
		sp.Over = "strong"
	}
	return sp
}
