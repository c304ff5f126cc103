package epub

import (
	"slices"

	"banxin/internal/issue"
)

const (
	correctionsName  = "corrections.xhtml"
	correctionsTitle = "更正"
)

// corrected is a correction and the article that it is of.
type corrected struct {
	issue.Correction
	title, href string // empty: of an earlier issue
}

// gatherCorrections gives the corrections of an issue by date; those of one day in
// reading order, then those of earlier issues.
func gatherCorrections(iss *issue.Issue) []corrected {
	var out []corrected
	for i := range iss.Sections {
		for j := range iss.Sections[i].Articles {
			a := &iss.Sections[i].Articles[j]
			for _, c := range a.Corrections {
				out = append(out, corrected{c, a.Title(), articleName(i, j)})
			}
		}
	}
	for _, c := range iss.Corrections {
		out = append(out, corrected{Correction: c})
	}
	slices.SortStableFunc(out, func(a, b corrected) int { return a.Date.Compare(b.Date) })
	return out
}

// correctionsBody writes the page of corrections: of which article, with the way to
// it, what was wrong, and when it was put right.
func correctionsBody(list []corrected) string {
	var m markup
	m.raw(`<section class="corrections" id="corrections" epub:type="errata" role="doc-errata" aria-labelledby="corrections-h">`, "\n",
		`<h1 id="corrections-h">`, correctionsTitle, "</h1>\n<ul>\n")
	for _, c := range list {
		m.raw("<li>\n")
		if c.href != "" {
			m.raw(`<p class="corrected"><a`)
			m.attr("href", c.href)
			m.raw(">")
			m.text(c.title)
			m.raw("</a></p>\n")
		}
		paragraph(&m, "", c.Text)
		m.raw(`<p class="date">`)
		writeDate(&m, c.Date)
		m.raw("</p>\n</li>\n")
	}
	m.raw("</ul>\n</section>\n")
	return m.String()
}
