package press

import (
	"context"
	"fmt"
	"strings"

	"banxin/internal/diag"
	"banxin/internal/issue"
	"banxin/internal/pdf"
)

// makesReading tells whether there is a reading PDF. A draft has none.
func (j *job) makesReading() bool { return j.cfg.Output.Reading && !j.req.Draft }

// writeReading makes the reading PDF from the pages as they were composed, without
// the marks that the press needs.
func (j *job) writeReading(context.Context) diag.List {
	var r pdf.Reading
	for i := range j.pieces {
		r.Articles = append(r.Articles, j.pieces[i].reading())
	}
	data, err := pdf.WriteReading(j.doc, j.resources(), j.meta(), r)
	j.reading = data
	if err != nil {
		err = fmt.Errorf("reading edition: %w", err)
	}
	return notWritten("PDF", err)
}

// reading gives what the reading PDF tells about an article: its title, and what is
// to be seen on its pictures and codes.
func (p *piece) reading() pdf.Article {
	a := pdf.Article{Story: p.id, Title: p.article.Title()}
	for i, b := range p.blocks {
		switch b.Kind {
		case issue.Picture:
			a.Figures = append(a.Figures, pdf.Figure{Para: i, Alt: firstOf(b.Image.Alt, a.Title)})
		case issue.QRNote:
			a.Figures = append(a.Figures, pdf.Figure{Para: i, Alt: strings.TrimSpace(issue.Plain(b.Inlines) + " " + b.Address), Address: b.Address})
		}
	}
	return a
}

// firstOf gives the first text, or where it is empty the second.
func firstOf(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
