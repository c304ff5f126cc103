package preflight

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// The namespaces of XMP that print asks for, and the prefixes that details show.
const (
	rdfSpace = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	xmlSpace = "http://www.w3.org/XML/1998/namespace"
)

var xmpPrefixes = map[string]string{
	"http://purl.org/dc/elements/1.1/": "dc",
	"http://ns.adobe.com/xap/1.0/":     "xmp",
	"http://ns.adobe.com/xap/1.0/mm/":  "xmpMM",
	"http://ns.adobe.com/pdf/1.3/":     "pdf",
	"http://www.npes.org/pdfx/ns/id/":  "pdfxid",
	"http://ns.adobe.com/pdfx/1.3/":    "pdfx",
}

// xmlNode is an element with what stands in it.
type xmlNode struct {
	name  xml.Name
	attr  []xml.Attr
	text  string // in front of its first child
	parts []byte // of text, while it is read
	inner []*xmlNode
}

// deepestXMP bounds the nesting that is read.
const deepestXMP = 64

// readXMP reads the properties of an XMP packet (ISO 16684-1, 7) by their usual
// prefix and name, such as "dc:title"; of alternatives the default one, of authors
// and subjects all. The error says what keeps it from being well-formed.
func readXMP(data []byte) (map[string]string, error) {
	if !utf8.Valid(data) {
		return nil, errors.New("not UTF-8")
	}
	root, err := parseXML(data)
	if err != nil {
		return nil, err
	}
	rdf := root.find(rdfSpace, "RDF")
	if rdf == nil {
		return nil, errors.New("no rdf:RDF")
	}
	out := map[string]string{}
	for _, d := range rdf.inner {
		if d.name.Space != rdfSpace || d.name.Local != "Description" {
			continue
		}
		for _, a := range d.attr {
			if p, ok := xmpPrefixes[a.Name.Space]; ok {
				out[p+":"+a.Name.Local] = a.Value
			}
		}
		for _, e := range d.inner {
			if p, ok := xmpPrefixes[e.name.Space]; ok {
				out[p+":"+e.name.Local] = strings.TrimSpace(e.value())
			}
		}
	}
	return out, nil
}

// parseXML reads a whole document into its tree.
func parseXML(data []byte) (*xmlNode, error) {
	dec := xml.NewDecoder(strings.NewReader(string(data)))
	root := &xmlNode{}
	open := []*xmlNode{root}
	for {
		t, err := dec.Token()
		if err == io.EOF {
			if len(root.inner) == 0 {
				return nil, errors.New("no element")
			}
			return root, nil
		}
		if err != nil {
			return nil, err
		}
		top := open[len(open)-1]
		switch t := t.(type) {
		case xml.StartElement:
			if len(open) > deepestXMP {
				return nil, errors.New("nested too deeply")
			}
			n := &xmlNode{name: t.Name, attr: t.Copy().Attr}
			top.inner = append(top.inner, n)
			open = append(open, n)
		case xml.EndElement:
			top.text = string(top.parts)
			open = open[:len(open)-1]
		case xml.CharData:
			if len(top.inner) == 0 {
				top.parts = append(top.parts, t...)
			}
		}
	}
}

// find gives the first element of the name in or under n; nil: none.
func (n *xmlNode) find(space, local string) *xmlNode {
	if n.name.Space == space && n.name.Local == local {
		return n
	}
	for _, e := range n.inner {
		if f := e.find(space, local); f != nil {
			return f
		}
	}
	return nil
}

// items gives the rdf:li elements under n.
func (n *xmlNode) items() []*xmlNode {
	var out []*xmlNode
	for _, e := range n.inner {
		if e.name.Space == rdfSpace && e.name.Local == "li" {
			out = append(out, e)
		}
		out = append(out, e.items()...)
	}
	return out
}

// value is what a property says.
func (n *xmlNode) value() string {
	items := n.items()
	if len(items) == 0 {
		return n.text
	}
	var all []string
	for _, li := range items {
		for _, a := range li.attr {
			if a.Name.Space == xmlSpace && a.Name.Local == "lang" && a.Value == "x-default" {
				return li.text
			}
		}
		all = append(all, li.text)
	}
	if n.name.Local == "creator" || n.name.Local == "subject" {
		return strings.Join(all, "; ")
	}
	return all[0]
}
