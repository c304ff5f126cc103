package epub

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"banxin/internal/issue"
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
	m.raw(` dir="ltr"`)
	if b.wholeText {
		m.raw(` prefix="ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"`)
	}
	m.raw(">\n")
	writeMetadata(&m, b, items)
	m.raw("<manifest>\n")
	for _, it := range slices.SortedFunc(slices.Values(items), func(a, b item) int { return strings.Compare(a.href, b.href) }) {
		m.raw("<item")
		m.attr("id", it.id)
		m.attr("href", it.href)
		m.attr("media-type", it.mediaType)
		properties := it.properties
		if it.href == "images/"+coverImage {
			properties = "cover-image"
		}
		if properties != "" {
			m.attr("properties", properties)
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
func writeMetadata(m *markup, b *book, items []item) {
	m.raw(`<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">`, "\n")
	p := b.publication
	writeDC(m, "identifier", "pub-id", b.identifier)
	writeMeta(m, "", "dcterms:modified", "", b.revision.Format(time.RFC3339))
	if b.version > 0 { // EPUB has no property of its own for it
		writeMeta(m, "", "schema:version", "", strconv.Itoa(b.version))
	}
	writeDC(m, "title", "title", b.title)
	writeMeta(m, "#title", "title-type", "", "main")
	writeMeta(m, "#title", "file-as", "", b.fileAs)
	writeDC(m, "language", "", p.Language)
	writeContributor(m, "creator", "creator", contributor{p.Creator.Name, p.Creator.FileAs, []issue.Role{p.Creator.Role}})
	for i, c := range b.contributors {
		writeContributor(m, "contributor", "c"+strconv.Itoa(i+1), c)
	}
	writeDC(m, "publisher", "", p.Publisher)
	writeDC(m, "date", "", b.date.Format(time.DateOnly))
	for _, s := range b.subjects {
		writeDC(m, "subject", "", s)
	}
	writeDC(m, "description", "", b.description)
	writeDC(m, "rights", "", p.Rights)
	writeDC(m, "type", "", "newspaper")
	writeSeries(m, b)
	if b.facts.marks > 0 {
		writeMeta(m, "", "pageBreakSource", "", b.printed)
	}
	for _, it := range items {
		if it.href == "images/"+coverImage {
			writeLegacy(m, "cover", it.id) // for readers that know only EPUB 2
		}
	}
	for _, claim := range accessibility(b) {
		writeMeta(m, "", "schema:"+claim[0], "", claim[1])
	}
	writeConformance(m, b.evaluation)
	m.raw("</metadata>\n")
}

// writeSeries writes which serial the issue is of and its place there, as EPUB 3.3
// has it (§D.3.2) and then, in this order, as e-readers take it from Calibre.
func writeSeries(m *markup, b *book) {
	p := b.publication
	writeMeta(m, "", "belongs-to-collection", "series", p.Name)
	writeMeta(m, "#series", "collection-type", "", "series")
	writeMeta(m, "#series", "group-position", "", b.position())
	if p.ISSN != "" {
		writeMeta(m, "#series", "dcterms:identifier", "", "urn:issn:"+p.ISSN)
	}
	writeMeta(m, "#series", "dcterms:identifier", "", p.Identifier)
	if b.wholeText { // else Apple's reader shows its own
		writeMeta(m, "", "ibooks:specified-fonts", "", "true")
	}
	writeLegacy(m, "calibre:series", p.Name)
	writeLegacy(m, "calibre:series_index", b.position())
}

// position gives the number of the issue in its serial: the one counted through, or
// else that of the year. Empty: there is none that can be sorted by.
func (b *book) position() string {
	if n := cmp.Or(b.wholeNumber, b.number); decimal.MatchString(n) {
		return n
	}
	return ""
}

// writeContributor writes a creator or contributor with the roles, codes of the MARC
// relators (EPUB 3.3 §5.5.3.2.3, D.3.7); nothing for one without a name.
func writeContributor(m *markup, element, id string, c contributor) {
	if c.name == "" {
		return
	}
	writeDC(m, element, id, c.name)
	for _, role := range c.roles {
		m.raw("<meta")
		m.attr("refines", "#"+id)
		m.attr("property", "role")
		m.attr("scheme", "marc:relators")
		m.raw(">")
		m.text(string(role))
		m.raw("</meta>\n")
	}
	writeMeta(m, "#"+id, "file-as", "", c.fileAs)
}

// writeDC writes a Dublin Core element; nothing for an empty value. The id may be
// empty.
func writeDC(m *markup, element, id, value string) {
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

// writeMeta writes a property; nothing for an empty value. What it refines and its
// id may be empty.
func writeMeta(m *markup, refines, property, id, value string) {
	if value == "" {
		return
	}
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

// writeLegacy writes a property in the form of EPUB 2; nothing for an empty value.
func writeLegacy(m *markup, name, content string) {
	if content == "" {
		return
	}
	m.raw("<meta")
	m.attr("name", name)
	m.attr("content", content)
	m.raw("/>\n")
}
