package epub

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// item is one row of the package manifest.
type item struct {
	id, href, mediaType, properties string
}

// decimal matches what schema:position and group-position take (EPUB 3.3 §D.3.6):
// one or more numbers parted by full stops.
var decimal = regexp.MustCompile(`^[0-9]+(\.[0-9]+)*$`)

// packageDocument writes package.opf from the model and from the manifest rows and
// the reading order that the writer made.
func packageDocument(b *book, items []item, spine []string) []byte {
	var m markup
	m.raw(`<?xml version="1.0" encoding="utf-8"?>`, "\n",
		`<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="pub-id"`)
	m.attr("xml:lang", b.publication.Language)
	m.raw(` dir="ltr">`, "\n")
	writeMetadata(&m, b)
	m.raw("<manifest>\n")
	for _, it := range slices.SortedFunc(slices.Values(items), func(a, b item) int { return strings.Compare(a.href, b.href) }) {
		m.raw("<item")
		m.attr("id", it.id)
		m.attr("href", it.href)
		m.attr("media-type", it.mediaType)
		if it.properties != "" {
			m.attr("properties", it.properties)
		}
		m.raw("/>\n")
	}
	m.raw("</manifest>\n", `<spine toc="ncx" page-progression-direction="ltr">`, "\n")
	for _, id := range spine {
		m.raw("<itemref")
		m.attr("idref", id)
		m.raw("/>\n")
	}
	m.raw("</spine>\n</package>\n")
	return []byte(m.String())
}

// writeMetadata writes the package metadata (EPUB 3.3 §5.5). What the model does
// not give is left out, never made up.
func writeMetadata(m *markup, b *book) {
	m.raw(`<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">`, "\n")
	p := b.publication
	dc := func(element, id, value string) {
		if value == "" {
			return
		}
		m.raw("<dc:", element)
		if id != "" {
			m.attr("id", id)
		}
		m.raw(">")
		m.text(value)
		m.raw("</dc:", element, ">\n")
	}
	meta := func(refines, property, id, value string) {
		m.raw("<meta")
		if refines != "" {
			m.attr("refines", refines)
		}
		m.attr("property", property)
		if id != "" {
			m.attr("id", id)
		}
		m.raw(">")
		m.text(value)
		m.raw("</meta>\n")
	}
	dc("identifier", "pub-id", b.identifier)
	meta("", "dcterms:modified", "", b.revision.Format(time.RFC3339))
	dc("title", "title", b.title)
	meta("#title", "title-type", "", "main")
	dc("language", "", p.Language)
	dc("publisher", "", p.Publisher)
	dc("date", "", b.date.Format(time.DateOnly))
	dc("description", "", b.description)
	dc("type", "", "newspaper")
	meta("", "belongs-to-collection", "series", p.Name)
	meta("#series", "collection-type", "", "series")
	numbered := decimal.MatchString(b.number)
	if numbered {
		meta("#series", "group-position", "", b.number)
	}
	if p.Identifier != "" {
		meta("#series", "dcterms:identifier", "", p.Identifier)
	}
	for _, claim := range accessibility(b) {
		meta("", "schema:"+claim[0], "", claim[1])
	}
	// Readers that know only EPUB 2 take the series from these, in this order.
	legacy := func(name, content string) {
		m.raw("<meta")
		m.attr("name", name)
		m.attr("content", content)
		m.raw("/>\n")
	}
	legacy("calibre:series", p.Name)
	if numbered {
		legacy("calibre:series_index", b.number)
	}
	m.raw("</metadata>\n")
}

// accessibility gives the claims of schema.org as name and value. They hold for an
// edition of text alone with a table of contents and headings, which is all that
// plan makes; an edition with pictures must compute accessMode and alternativeText
// from them. Conformance is not claimed: that takes an evaluator.
func accessibility(b *book) [][2]string {
	return [][2]string{
		{"accessMode", "textual"},
		{"accessModeSufficient", "textual"},
		{"accessibilityFeature", "tableOfContents"},
		{"accessibilityFeature", "readingOrder"},
		{"accessibilityFeature", "structuralNavigation"},
		{"accessibilityFeature", "displayTransformability"},
		{"accessibilityFeature", "unlocked"},
		{"accessibilityFeature", "horizontalWriting"},
		{"accessibilityHazard", "none"},
		{"accessibilitySummary", b.summary},
	}
}
