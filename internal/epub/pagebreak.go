package epub

import (
	"strconv"

	"banxin/internal/issue"
)

// mark is a place at which a page or a column of the printed edition begins, as the
// page list names it (EPUB Accessibility 1.1, 4.1).
type mark struct {
	label string // "1", or "1-2" for the second column of page 1
	id    string // of the marker in its document
}

// pageMarks gives marks their labels: each page and column has one place in the book.
type pageMarks struct {
	pages map[string]bool // that have a document of their own, or are marked already
}

// page marks the beginning of a printed page.
func (p *pageMarks) page(number string) (mark, string) {
	p.pages[number] = true
	return mark{number, "pg" + number}, "第" + number + "版"
}

// column marks the beginning of a column. On a page on which no article begins the
// first of them stands for the page.
func (p *pageMarks) column(b issue.Break) (mark, string) {
	if !p.pages[b.Page] {
		return p.page(b.Page)
	}
	n := strconv.Itoa(b.Column)
	return mark{b.Page + "-" + n, "pg" + b.Page + "-" + n}, "第" + b.Page + "版第" + n + "栏"
}

// pageBreak writes a marker; element is div between blocks and span inside them.
func (m *markup) pageBreak(element string, at mark, spoken string) {
	m.raw("<", element, ` role="doc-pagebreak" epub:type="pagebreak"`)
	m.attr("id", at.id)
	m.attr("aria-label", spoken)
	m.raw("></", element, ">")
}

// breaksIn gives the breaks of a block, those of the headline group as block −1.
func breaksIn(a *issue.Article, block int) []issue.Break {
	var out []issue.Break
	for _, b := range a.Breaks {
		if b.Block == block || block == len(a.Blocks) && b.Block > block {
			out = append(out, b)
		}
	}
	return out
}
