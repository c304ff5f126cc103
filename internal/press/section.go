package press

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/internal/issue"
	"banxin/layout"
	"banxin/layout/display"
)

// sections gives the printed pages as sections of the issue, each with the
// articles that begin on it in the order in which the page shows them. A page on
// which no article begins is no section. An article that the display list does
// not name is a fault of the program.
func sections(doc *display.Document, pieces []piece) ([]issue.Section, diag.List) {
	byID := make(map[string]*piece, len(pieces))
	for i := range pieces {
		byID[pieces[i].id] = &pieces[i]
	}
	var out []issue.Section
	for i := range doc.Pages {
		s := issue.Section{Title: "第" + doc.Pages[i].Label + "版", Page: doc.Pages[i].Label}
		for _, item := range doc.Pages[i].Items {
			m, ok := item.(*display.Mark)
			if !ok || byID[m.Story] == nil {
				continue
			}
			s.Articles = append(s.Articles, *byID[m.Story].article)
			delete(byID, m.Story)
		}
		if len(s.Articles) > 0 {
			s.Pos = s.Articles[0].Pos
			out = append(out, s)
		}
	}
	var diags diag.List
	for i := range pieces {
		if byID[pieces[i].id] != nil {
			d := fault(fmt.Sprintf("the pages lack the article %q", pieces[i].article.Title()))
			d.Pos = headPos(pieces[i].article)
			diags = append(diags, d)
		}
	}
	return out, diags
}

// nameSections gives the sections the titles that issue.toml gives its pages. Pages
// are numbered as they stand there; those that were added have none.
func nameSections(sections []issue.Section, pages []config.Placed) {
	for i := range sections {
		s := &sections[i]
		if n, err := strconv.Atoi(s.Page); err == nil && n <= len(pages) {
			s.Name = strings.TrimSpace(pages[n-1].Title)
			s.Title = strings.TrimSpace(s.Title + "\u3000" + s.Name)
		}
	}
}

// recordBreaks notes in the articles where the columns of print begin: each column at
// the first text that stands in it.
func recordBreaks(pieces []piece, ends []layout.ColumnEnd) {
	type column struct {
		page, frame string
		number      int
	}
	byID := map[string]*piece{}
	for i := range pieces {
		byID[pieces[i].id] = &pieces[i]
	}
	seen := map[column]bool{}
	before := map[[2]string]int{} // columns of the page before those of a frame
	columns := map[string]int{}   // of a page so far
	begin := map[string]issue.Break{}
	for _, e := range ends {
		p := byID[e.Story]
		if p == nil {
			continue
		}
		frame := [2]string{e.Page, e.Frame}
		if _, known := before[frame]; !known {
			before[frame] = columns[e.Page]
			columns[e.Page] += e.Of
		}
		at, begun := begin[e.Story]
		if !begun {
			at.Block = -1
		}
		if c := (column{e.Page, e.Frame, e.Column}); !seen[c] {
			seen[c] = true
			at.Page, at.Column = e.Page, before[frame]+e.Column
			p.article.Breaks = append(p.article.Breaks, at)
		}
		begin[e.Story] = p.place(e.Para, e.Offset)
	}
}

// place gives a place in the story as one in the article.
func (p *piece) place(para, offset int) issue.Break {
	if para >= len(p.blocks) {
		return issue.Break{Block: len(p.article.Blocks)}
	}
	if offset >= utf8.RuneCountInString(issue.Plain(p.blocks[para].Inlines)) && para+1 < len(p.blocks) {
		para, offset = para+1, 0
	}
	for i := range p.article.Blocks {
		if &p.article.Blocks[i] == p.blocks[para] {
			return issue.Break{Block: i, Offset: offset}
		}
	}
	return issue.Break{Block: len(p.article.Blocks)}
}

// furniture lists the words on the pages that are no manuscript text, run by run
// in page order.
func furniture(pages []display.Page) []string {
	out := []string{}
	for i := range pages {
		for _, item := range pages[i].Items {
			if run, ok := item.(*display.GlyphRun); ok && run.Furniture {
				out = append(out, run.Text())
			}
		}
	}
	return out
}
