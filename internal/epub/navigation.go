package epub

import (
	"slices"
	"strconv"
)

// entry is one line of the table of contents with the lines under it.
type entry struct {
	title, href string
	under       []entry
}

// contents gives the table of contents in reading order: the cover, this table
// itself, the printed pages with their articles, corrections, the colophon.
func contents(b *book) []entry {
	var top []entry
	for _, d := range b.docs {
		e := entry{title: d.title, href: "xhtml/" + d.name}
		if d.level == 2 {
			page := &top[len(top)-1]
			page.under = append(page.under, e)
			continue
		}
		top = append(top, e)
		if d.name == coverName {
			top = append(top, entry{title: navTitle, href: "nav.xhtml"})
		}
	}
	return top
}

// navDocument writes nav.xhtml: the table of contents that is read, and the
// landmarks and pages that reading systems use.
func navDocument(b *book) []byte {
	return page(navTitle, b.publication.Language, "css/"+cssName, navMarkup(b))
}

func navMarkup(b *book) string {
	var m markup
	m.raw(`<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="toc-h">`, "\n", `<h1 id="toc-h">`, navTitle, "</h1>\n")
	writeEntries(&m, contents(b))
	m.raw("</nav>\n", `<nav epub:type="landmarks" id="landmarks" aria-labelledby="landmarks-h" hidden="hidden">`, "\n",
		`<h2 id="landmarks-h">导航</h2>`, "\n<ol>\n")
	landmark := func(kind, href, title string) {
		m.raw("<li><a")
		m.attr("epub:type", kind)
		m.attr("href", href)
		m.raw(">")
		m.text(title)
		m.raw("</a></li>\n")
	}
	landmark("cover", "xhtml/"+coverName, "封面")
	landmark("toc", "nav.xhtml", navTitle)
	landmark("bodymatter", "xhtml/"+b.docs[1].name, "正文")
	if slices.ContainsFunc(b.docs, func(d document) bool { return d.name == correctionsName }) {
		landmark("errata", "xhtml/"+correctionsName, correctionsTitle)
	}
	landmark("colophon", "xhtml/"+colophonName, "出版信息")
	m.raw("</ol>\n</nav>\n")
	if b.facts.marks > 0 {
		writePageList(&m, b)
	}
	return m.String()
}

// writePageList lists the pages and columns of print in the order of the book.
func writePageList(m *markup, b *book) {
	m.raw(`<nav epub:type="page-list" role="doc-pagelist" id="page-list" aria-labelledby="page-list-h" hidden="hidden">`, "\n",
		`<h2 id="page-list-h">印刷版的版与栏</h2>`, "\n<ol>\n")
	for _, d := range b.docs {
		for _, at := range d.marks {
			m.raw("<li><a")
			m.attr("href", "xhtml/"+d.name+"#"+at.id)
			m.raw(">")
			m.text(at.label)
			m.raw("</a></li>\n")
		}
	}
	m.raw("</ol>\n</nav>\n")
}

func writeEntries(m *markup, entries []entry) {
	m.raw("<ol>\n")
	for _, e := range entries {
		m.raw("<li><a")
		m.attr("href", e.href)
		m.raw(">")
		m.text(e.title)
		m.raw("</a>")
		if len(e.under) > 0 {
			m.raw("\n")
			writeEntries(m, e.under)
		}
		m.raw("</li>\n")
	}
	m.raw("</ol>\n")
}

// ncxDocument writes toc.ncx, the contents for reading systems of EPUB 2 (OPF 2.0.1
// §2.4.1). Its dtb:uid must equal the package's identifier.
func ncxDocument(b *book) []byte {
	var m markup
	entries := contents(b)
	depth := 1
	for _, e := range entries {
		if len(e.under) > 0 {
			depth = 2
		}
	}
	m.raw(`<?xml version="1.0" encoding="utf-8"?>`, "\n", `<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"`)
	m.attr("xml:lang", b.publication.Language)
	m.raw(">\n<head>\n")
	for _, meta := range [][2]string{
		{"dtb:uid", b.identifier},
		{"dtb:depth", strconv.Itoa(depth)},
		{"dtb:totalPageCount", "0"},
		{"dtb:maxPageNumber", "0"},
	} {
		m.raw("<meta")
		m.attr("name", meta[0])
		m.attr("content", meta[1])
		m.raw("/>\n")
	}
	m.raw("</head>\n<docTitle><text>")
	m.text(b.title)
	m.raw("</text></docTitle>\n<navMap>\n")
	order := 0
	writeNavPoints(&m, entries, &order)
	m.raw("</navMap>\n</ncx>\n")
	return []byte(m.String())
}

func writeNavPoints(m *markup, entries []entry, order *int) {
	for _, e := range entries {
		*order++
		n := strconv.Itoa(*order)
		m.raw("<navPoint")
		m.attr("id", "n"+n)
		m.attr("playOrder", n)
		m.raw("><navLabel><text>")
		m.text(e.title)
		m.raw("</text></navLabel><content")
		m.attr("src", e.href)
		m.raw("/>")
		if len(e.under) > 0 {
			m.raw("\n")
			writeNavPoints(m, e.under, order)
		}
		m.raw("</navPoint>\n")
	}
}
