package epub

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"
)

// reading is an XML file as verify sees it: its elements in document order and
// their ids.
type reading struct {
	elements []element
	ids      map[string]bool
}

// element is one element; attributes have their prefix only in xml:lang and
// epub:type, of which the prefixes are fixed.
type element struct {
	name string // local name
	attr map[string]string
	text string // character data inside it, those of its children included
	nav  string // epub:type of the nav it stands in
}

// named gives the elements of a local name.
func (r *reading) named(name string) []*element {
	var found []*element
	for i := range r.elements {
		if r.elements[i].name == name {
			found = append(found, &r.elements[i])
		}
	}
	return found
}

// prefixes gives the prefix under which attributes of a name space are kept.
var prefixes = map[string]string{
	"":                                     "",
	"http://www.w3.org/XML/1998/namespace": "xml:",
	"http://www.idpf.org/2007/ops":         "epub:",
	"xmlns":                                "xmlns:",
}

// read parses a file by the strict rules of XML, adding those that encoding/xml
// leaves out: one root, no doubled attribute, no unknown prefix, no doubled id, no
// doctype but HTML's, no comment.
func read(data []byte) (*reading, error) {
	r := &reading{ids: map[string]bool{}}
	d := xml.NewDecoder(bytes.NewReader(data))
	var open []int        // indexes of the open elements
	var text bytes.Buffer // all character data so far
	begins := []int{}     // where in text each element begins
	nav := ""
	for {
		token, err := d.Token()
		if err == io.EOF {
			if len(r.elements) == 0 {
				return nil, errors.New("there is no element")
			}
			return r, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if len(open) == 0 && len(r.elements) > 0 {
				return nil, fmt.Errorf("<%s> is a second root", t.Name.Local)
			}
			if !strings.Contains(t.Name.Space, ":") { // a prefix that is not declared stays as it is
				return nil, fmt.Errorf("<%s> is in the unknown name space %q", t.Name.Local, t.Name.Space)
			}
			e := element{name: t.Name.Local, nav: nav}
			if e.attr, err = r.attributes(t); err != nil {
				return nil, err
			}
			if e.name == "nav" {
				nav = e.attr["epub:type"]
			}
			open = append(open, len(r.elements))
			r.elements = append(r.elements, e)
			begins = append(begins, text.Len())
		case xml.EndElement:
			i := open[len(open)-1]
			open = open[:len(open)-1]
			if r.elements[i].name == "nav" {
				nav = ""
			}
			if wantsText[r.elements[i].name] {
				r.elements[i].text = string(text.Bytes()[begins[i]:])
			}
		case xml.CharData:
			if len(open) == 0 && len(bytes.TrimSpace(t)) > 0 {
				return nil, fmt.Errorf("text %q stands outside the root", t)
			}
			text.Write(t)
		case xml.Directive:
			if string(t) != "DOCTYPE html" {
				return nil, fmt.Errorf("there is the directive %q", t)
			}
		case xml.Comment:
			return nil, errors.New("there is a comment")
		}
	}
}

// wantsText names the elements of which verify asks the text.
var wantsText = map[string]bool{"a": true, "title": true, "identifier": true, "language": true}

// attributes checks and keeps the attributes of an element.
func (r *reading) attributes(t xml.StartElement) (map[string]string, error) {
	if len(t.Attr) == 0 {
		return nil, nil
	}
	kept := make(map[string]string, len(t.Attr))
	for _, a := range t.Attr {
		prefix, ok := prefixes[a.Name.Space]
		if !ok {
			return nil, fmt.Errorf("<%s> has the attribute %s of the unknown name space %q", t.Name.Local, a.Name.Local, a.Name.Space)
		}
		name := prefix + a.Name.Local
		if _, twice := kept[name]; twice {
			return nil, fmt.Errorf("<%s> has %s twice", t.Name.Local, name)
		}
		kept[name] = a.Value
	}
	if id, ok := kept["id"]; ok {
		if r.ids[id] || id == "" {
			return nil, fmt.Errorf("the id %q stands twice or is empty", id)
		}
		r.ids[id] = true
	}
	return kept, nil
}

// pointers names the attributes that point to a place, by element; each element
// with a src or href that is not here is an error.
var pointers = map[string][]string{
	"a": {"href"}, "link": {"href"}, "img": {"src"}, "content": {"src"}, "item": {"href"},
}

// checkReferences resolves everything that points somewhere. Only an <a> may leave
// the book, and only to the web or to a mailbox, and a <link> of the package document.
func (v *verifier) checkReferences() {
	for _, name := range v.paths() {
		doc := v.docs[name]
		if doc == nil {
			continue
		}
		for i := range doc.elements {
			e := &doc.elements[i]
			for _, key := range []string{"href", "src"} {
				target, ok := e.attr[key]
				if !ok {
					continue
				}
				if !slices.Contains(pointers[e.name], key) {
					v.complain("%s: <%s> may not have a %s", name, e.name, key)
				}
				v.resolve(name, e.name, target)
			}
			for _, key := range []string{"aria-labelledby", "refines"} {
				if id, ok := e.attr[key]; ok && !doc.ids[strings.TrimPrefix(id, "#")] {
					v.complain("%s: %s=%q points nowhere", name, key, id)
				}
			}
		}
	}
}

// resolve checks one reference from a file.
func (v *verifier) resolve(from, name, target string) {
	u, err := url.Parse(target)
	if err != nil {
		v.complain("%s: <%s> has the reference %q: %w", from, name, target, err)
		return
	}
	if u.Scheme != "" || u.Host != "" {
		if name != "a" && !(name == "link" && from == v.opf) || !slices.Contains([]string{"http", "https", "mailto"}, u.Scheme) {
			v.complain("%s: <%s> points out of the book to %q", from, name, target)
		}
		return
	}
	where := from
	if u.Path != "" {
		where = path.Join(path.Dir(from), u.Path)
	}
	if v.files[where] == nil {
		v.complain("%s: <%s> points to %q, which is not there", from, name, target)
		return
	}
	if u.Fragment != "" && !v.docs[where].has(u.Fragment) {
		v.complain("%s: <%s> points to %q, an id that is not there", from, name, target)
	}
}

// has tells whether the file was parsed and has the id.
func (r *reading) has(id string) bool { return r != nil && r.ids[id] }
