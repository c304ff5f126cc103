package press

import (
	"fmt"

	"banxin/internal/diag"
	"banxin/internal/issue"
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
		s := issue.Section{Title: "第" + doc.Pages[i].Label + "版"}
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

// furniture lists the words on the pages that are no manuscript text, run by run
// in page order.
func furniture(doc *display.Document) []string {
	out := []string{}
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if run, ok := item.(*display.GlyphRun); ok && run.Furniture {
				out = append(out, run.Text())
			}
		}
	}
	return out
}
