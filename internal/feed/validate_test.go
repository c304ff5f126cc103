package feed_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"
	"unicode"

	"banxin/internal/feed"
)

const (
	atomSpace = "http://www.w3.org/2005/Atom"
	dcSpace   = "http://purl.org/dc/terms/"
)

// node is an element of a feed as a reader's program sees it.
type node struct {
	name  xml.Name
	attr  map[string]string
	text  string
	child []*node
}

func (n *node) all(space, name string) []*node {
	var out []*node
	for _, c := range n.child {
		if c.name == (xml.Name{Space: space, Local: name}) {
			out = append(out, c)
		}
	}
	return out
}

// parse reads XML strictly.
func parse(data []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	root := &node{}
	stack := []*node{root}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{name: token.Name, attr: map[string]string{}}
			for _, a := range token.Attr {
				n.attr[a.Name.Local] = a.Value
			}
			top.child = append(top.child, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(token)
		}
	}
	if len(root.child) != 1 {
		return nil, fmt.Errorf("%d roots", len(root.child))
	}
	return root.child[0], nil
}

// validate finds what RFC 4287 and, for that one, OPDS 1.2 do not allow in a feed.
func validate(data []byte, name string) []string {
	var faults []string
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if i := bytes.IndexFunc(data, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }); i >= 0 {
		fault("control character at byte %d", i)
	}
	root, err := parse(data)
	if err != nil {
		return append(faults, err.Error())
	}
	if root.name != (xml.Name{Space: atomSpace, Local: "feed"}) {
		fault("root is %v", root.name)
	}
	common(root, fault) // 4.1.1
	if len(root.all(atomSpace, "author")) == 0 {
		fault("feed has no author")
	}
	rels := map[string]int{}
	for _, l := range root.all(atomSpace, "link") {
		rels[l.attr["rel"]]++
	}
	if rels["self"] != 1 {
		fault("feed has %d links to itself", rels["self"])
	}
	if name == feed.OPDSName && rels["start"] != 1 { // OPDS 1.2, 2.4
		fault("catalogue has %d links to its start", rels["start"])
	}
	ids := map[string]bool{}
	last := ""
	for _, e := range root.all(atomSpace, "entry") {
		common(e, fault)
		if n := len(e.all(atomSpace, "content")); n != 1 {
			fault("entry with %d contents", n)
		}
		if n := len(e.all(atomSpace, "published")); n != 1 {
			fault("entry with %d times of publication", n)
			continue
		}
		id, published := e.all(atomSpace, "id")[0].text, e.all(atomSpace, "published")[0].text
		if ids[id] {
			fault("%s stands twice", id)
		}
		ids[id] = true
		when, err := time.Parse(time.RFC3339, published)
		if err != nil {
			fault("published: %v", err)
		}
		if utc := when.UTC().Format(time.RFC3339); last != "" && utc > last {
			fault("an issue of %s stands below one of %s", utc, last)
		} else {
			last = utc
		}
		linksOf(e, name, fault)
	}
	return faults
}

// common checks what feed and entry must have alike.
func common(n *node, fault func(string, ...any)) {
	for _, name := range []string{"id", "title", "updated"} {
		found := n.all(atomSpace, name)
		if len(found) != 1 || strings.TrimSpace(found[0].text) == "" {
			fault("%s with %d %s", n.name.Local, len(found), name)
			return
		}
	}
	if u, err := url.Parse(n.all(atomSpace, "id")[0].text); err != nil || !u.IsAbs() {
		fault("id %q", n.all(atomSpace, "id")[0].text)
	}
	if _, err := time.Parse(time.RFC3339, n.all(atomSpace, "updated")[0].text); err != nil {
		fault("updated: %v", err)
	}
	for _, a := range n.all(atomSpace, "author") {
		if names := a.all(atomSpace, "name"); len(names) != 1 || names[0].text == "" {
			fault("author without a name")
		}
	}
	for _, c := range n.all(atomSpace, "category") {
		if c.attr["term"] == "" {
			fault("category without a term")
		}
	}
	for _, name := range []string{"language", "publisher", "issued"} {
		if found := n.all(dcSpace, name); len(found) > 1 || (len(found) == 1 && found[0].text == "") {
			fault("dc:%s", name)
		}
	}
}

// linksOf checks the links of an entry.
func linksOf(e *node, name string, fault func(string, ...any)) {
	seen, acquisitions := map[string]bool{}, 0
	for _, l := range e.all(atomSpace, "link") {
		u, err := url.Parse(l.attr["href"])
		if err != nil || l.attr["href"] == "" || strings.ContainsFunc(l.attr["href"], func(r rune) bool { return r > '~' || r <= ' ' }) {
			fault("href %q (%v)", l.attr["href"], err)
		} else if u.RawQuery != "" || u.Fragment != "" {
			fault("href %q has lost its path", l.attr["href"])
		}
		if !strings.Contains(l.attr["type"], "/") {
			fault("type %q", l.attr["type"])
		}
		if key := l.attr["rel"] + l.attr["type"]; seen[key] {
			fault("two links %s", key) // 4.1.2 for alternate
		} else {
			seen[key] = true
		}
		if strings.HasPrefix(l.attr["rel"], "http://opds-spec.org/acquisition") {
			acquisitions++
		}
	}
	if name == feed.OPDSName && acquisitions == 0 { // OPDS 1.2, 5.1
		fault("entry with nothing to acquire")
	}
}
