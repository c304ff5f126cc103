package press

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

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
		r.Figures = append(r.Figures, j.pieces[i].described()...)
	}
	data, err := pdf.WriteReading(j.doc, j.resources(), j.meta(), r)
	j.reading = data
	if err != nil {
		err = fmt.Errorf("reading edition: %w", err)
	}
	return notWritten("PDF", err)
}

// described says what is to be seen on the pictures and codes of an article: of a
// picture that nobody has described, the article's title.
func (p *piece) described() []pdf.Figure {
	var out []pdf.Figure
	for i, b := range p.blocks {
		switch b.Kind {
		case issue.Picture:
			alt := b.Image.Alt
			if alt == "" {
				alt = p.article.Title()
			}
			out = append(out, pdf.Figure{Story: p.id, Para: i, Alt: alt})
		case issue.QRNote:
			out = append(out, pdf.Figure{Story: p.id, Para: i, Alt: strings.TrimSpace(issue.Plain(b.Inlines) + " " + b.Address), Address: asURI(b.Address)})
		}
	}
	return out
}

// asURI writes an address in ASCII (RFC 3987, 3.1): of other characters the bytes in
// UTF-8, each as a number.
func asURI(address string) string {
	var b strings.Builder
	for i := range len(address) {
		if c := address[i]; c < utf8.RuneSelf {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
