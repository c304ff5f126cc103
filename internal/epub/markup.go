package epub

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// markup builds XHTML or XML text. What comes from the model goes through text
// or attr, never through raw.
type markup struct{ strings.Builder }

// raw appends markup of our own as it stands.
func (m *markup) raw(parts ...string) {
	for _, s := range parts {
		m.WriteString(s)
	}
}

// text appends s as character data.
func (m *markup) text(s string) { escape(&m.Builder, s) }

// attr appends an attribute with a space before it.
func (m *markup) attr(name, value string) {
	m.raw(" ", name, `="`)
	m.text(value)
	m.raw(`"`)
}

// line appends one element that holds only text, on a line of its own; class may
// be empty.
func (m *markup) line(element, class, s string) {
	m.raw("<", element)
	if class != "" {
		m.attr("class", class)
	}
	m.raw(">")
	m.text(s)
	m.raw("</", element, ">\n")
}

// escape writes s so that it can stand in character data and in a quoted
// attribute of XML 1.0. A parser gives back the same characters; what XML forbids
// becomes U+FFFD, which check has refused long before.
//
// Controls of writing direction are written as numeric references, so that whoever
// reads the source sees them; what they do, they do only inside their element.
func escape(b *strings.Builder, s string) {
	from := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		with := ""
		switch {
		case r == '&':
			with = "&amp;"
		case r == '<':
			with = "&lt;"
		case r == '>':
			with = "&gt;" // "]]>" may not stand in character data
		case r == '"':
			with = "&quot;"
		case !legal(r, size):
			with = "\uFFFD"
		case r == '\t' || r == '\n' || r == '\r' || directs(r):
			with = "&#x" + strings.ToUpper(strconv.FormatInt(int64(r), 16)) + ";"
		}
		if with != "" {
			b.WriteString(s[from:i])
			b.WriteString(with)
			from = i + size
		}
		i += size
	}
	b.WriteString(s[from:])
}

// legal tells whether a decoded rune of the given size is a Char of XML 1.0
// (§2.2). Size tells the replacement character from a byte that is not UTF-8.
func legal(r rune, size int) bool {
	switch {
	case r == utf8.RuneError && size == 1:
		return false
	case r < 0x20:
		return r == '\t' || r == '\n' || r == '\r'
	}
	return r != 0xFFFE && r != 0xFFFF
}

// directs tells whether r is a control of the bidirectional algorithm (UAX #9).
func directs(r rune) bool {
	return r == 0x200E || r == 0x200F || r == 0x061C || 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069
}

// page gives a whole XHTML document. The title is text, the body markup; css is
// the path to the stylesheet from the document's folder.
func page(title, language, css, body string) []byte {
	var m markup
	m.Grow(len(body) + len(title) + 512)
	m.raw(`<?xml version="1.0" encoding="utf-8"?>`, "\n<!DOCTYPE html>\n",
		`<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"`)
	m.attr("lang", language)
	m.attr("xml:lang", language)
	m.raw(">\n<head>\n", `<meta charset="utf-8"/>`, "\n")
	m.line("title", "", title)
	m.raw(`<link rel="stylesheet" type="text/css" href="`, css, `"/>`, "\n</head>\n<body>\n", body, "</body>\n</html>\n")
	return []byte(m.String())
}
