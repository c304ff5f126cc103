package preflight

import (
	"maps"
	"slices"
	"strings"

	"banxin/internal/cos"
)

// node is a value on the way through all objects.
type node struct {
	value cos.Object
	key   cos.Name // under which it stands, or the array that it is in; empty: none
	above cos.Name // under which the dictionary stands that it is in
	path  string   // keys from the trailer, for details
}

// longestPath bounds the paths that are kept, in bytes.
const longestPath = 120

// tail is the end of the path, as details show it.
func (n node) tail() string {
	if len(n.path) > 60 {
		return "…" + strings.ToValidUTF8(n.path[len(n.path)-60:], "")
	}
	return n.path
}

// checkDocument asks the rules that need a walk over all objects: FILE-FILTERS and
// its like, DOC-*, PRE-* and what objects alone tell of TRANS-* and COL-INTENT.
func (c *checker) checkDocument() {
	c.saw("FILE-ORPHANS", "FILE-FILTERS", "FILE-EXTERNAL", "FILE-EMBEDDED", "PRE-TRANSFER", "PRE-HALFTONE", "PRE-OPI",
		"PRE-PS", "PRE-REF", "PRE-ALT", "DOC-ACTIONS", "COL-INTENT")
	if !c.x4 {
		c.saw("TRANS-X1A")
	}
	c.checkOrphans(c.walk())
	c.checkCatalog()
}

// walk goes through everything that the trailer leads to and gives what it met.
func (c *checker) walk() map[cos.Ref]bool {
	met := map[cos.Ref]bool{}
	stack := []node{{value: c.file.Trailer(), path: "trailer"}}
	for len(stack) > 0 {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if r, ok := n.value.(cos.Ref); ok {
			if met[r] {
				continue
			}
			met[r] = true
			n.value = c.file.Resolve(r)
		}
		var d cos.Dict
		switch v := n.value.(type) {
		case cos.Dict:
			d = v
		case *cos.Stream:
			d = v.Dict
		case cos.Array:
			for _, o := range v {
				stack = push(stack, node{o, n.key, n.above, n.path})
			}
			continue
		default:
			continue
		}
		c.checkObject(n, d)
		for _, key := range slices.Sorted(maps.Keys(d)) {
			path := n.path
			if len(path) < longestPath {
				path += "/" + string(key)
			}
			stack = push(stack, node{d[key], key, n.key, path})
		}
	}
	return met
}

// push puts what can hold rules onto the stack.
func push(stack []node, n node) []node {
	switch n.value.(type) {
	case cos.Dict, cos.Array, cos.Ref:
		return append(stack, n)
	}
	return stack
}

// checkOrphans asks FILE-ORPHANS. A lone number or string is left alone: readers
// take in the lengths of streams.
func (c *checker) checkOrphans(met map[cos.Ref]bool) {
	var orphans []cos.Ref
	for _, r := range c.file.Refs() {
		if met[r] {
			continue
		}
		switch v := c.file.Object(r).(type) {
		case *cos.Stream:
			if t := c.file.Name(v.Dict["Type"]); t != "ObjStm" && t != "XRef" {
				orphans = append(orphans, r)
			}
		case cos.Dict:
			if v["Linearized"] == nil {
				orphans = append(orphans, r)
			}
		case cos.Array:
			orphans = append(orphans, r)
		}
	}
	for _, r := range orphans[:min(len(orphans), 8)] {
		c.breach("FILE-ORPHANS", "第 %d 号对象", "object %d", r.Num)
	}
	if len(orphans) > 8 {
		c.breach("FILE-ORPHANS", "另有 %d 个对象", "%d more objects", len(orphans)-8)
	}
}

// checkObject asks what one dictionary or stream tells by itself.
func (c *checker) checkObject(n node, d cos.Dict) {
	s, isStream := n.value.(*cos.Stream)
	kind, sub := c.file.Name(d["Type"]), c.file.Name(d["Subtype"])
	if isStream {
		c.checkStream(n, s, sub)
	}
	if kind == "EmbeddedFile" || d["EF"] != nil || n.key == "EmbeddedFiles" || n.key == "AF" || sub == "FileAttachment" {
		c.fail("FILE-EMBEDDED", "%s", n.tail())
	}
	if d["OPI"] != nil {
		c.fail("PRE-OPI", "%s", n.tail())
	}
	if sub == "PS" || isStream && d["PS"] != nil && sub == "Form" || c.file.Name(d["Subtype2"]) == "PS" {
		c.fail("PRE-PS", "%s", n.tail())
	}
	if d["Alternates"] != nil {
		c.fail("PRE-ALT", "%s", n.tail())
	}
	if isGraphicsState(n, d, kind) {
		c.checkGraphicsState(n.tail(), d)
	}
	if g := c.file.Dict(d["Group"]); c.file.Name(g["S"]) == "Transparency" {
		c.checkGroup(n, g)
	}
	c.checkActions(n, d, kind)
}

// checkStream asks what only streams have.
func (c *checker) checkStream(n node, s *cos.Stream, sub cos.Name) {
	for _, f := range c.file.Filters(s) {
		if f == "LZWDecode" || f == "Crypt" || !c.x4 && (f == "JBIG2Decode" || f == "JPXDecode") {
			c.fail("FILE-FILTERS", "%s: %s", f, n.tail())
		}
	}
	d := s.Dict
	if d["F"] != nil || d["FFilter"] != nil || d["FDecodeParms"] != nil {
		c.fail("FILE-EXTERNAL", "%s", n.tail())
	}
	if sub == "Form" && d["Ref"] != nil {
		c.fail("PRE-REF", "%s", n.tail())
	}
	if sub != "Image" {
		return
	}
	if !c.x4 && d["SMask"] != nil {
		c.fail("TRANS-X1A", "SMask: %s", n.tail())
	}
	if in, ok := c.file.Number(d["SMaskInData"]); !c.x4 && ok && in != 0 {
		c.fail("TRANS-X1A", "SMaskInData: %s", n.tail())
	}
	c.checkRenderingIntent(d["Intent"])
}

// checkRenderingIntent asks COL-INTENT (ISO 32000-1, table 70).
func (c *checker) checkRenderingIntent(o cos.Object) {
	name := c.file.Name(o)
	switch name {
	case "RelativeColorimetric", "AbsoluteColorimetric", "Saturation", "Perceptual":
	default:
		if o != nil {
			c.fail("COL-INTENT", "/%s", name)
		}
	}
}

// actions are the types of actions (ISO 32000-1, table 198).
var actions = []cos.Name{"GoTo", "GoToR", "GoToE", "Launch", "Thread", "URI", "Sound", "Movie", "Hide", "Named", "SubmitForm",
	"ResetForm", "ImportData", "JavaScript", "SetOCGState", "Rendition", "Trans", "GoTo3DView"}

// checkActions asks DOC-ACTIONS.
func (c *checker) checkActions(n node, d cos.Dict, kind cos.Name) {
	s := c.file.Name(d["S"])
	placed := kind == "Action" || n.key == "A" || n.key == "OpenAction" || n.key == "AA" || n.key == "Next" || n.above == "AA"
	switch {
	case d["JS"] != nil || s == "JavaScript" || n.key == "JavaScript":
		c.fail("DOC-ACTIONS", "JavaScript: %s", n.tail())
	case placed && slices.Contains(actions, s):
		c.fail("DOC-ACTIONS", "%s: %s", s, n.tail())
	}
	if d["AA"] != nil {
		c.fail("DOC-ACTIONS", "AA: %s", n.tail())
	}
}

// checkCatalog asks what the catalogue tells: DOC-OCG, PAGE-VIEWPREF, forms.
func (c *checker) checkCatalog() {
	c.saw("PAGE-VIEWPREF", "DOC-OCG", "PAGE-PRESEP", "PAGE-ANNOT-NONE")
	catalog := c.file.Catalog()
	view := c.file.Dict(catalog["ViewerPreferences"])
	for _, k := range []cos.Name{"ViewArea", "ViewClip", "PrintArea", "PrintClip"} {
		if v := c.file.Name(view[k]); view[k] != nil && v != "MediaBox" && v != "BleedBox" {
			c.fail("PAGE-VIEWPREF", "/%s /%s", k, v)
		}
	}
	if c.file.Dict(catalog["Names"])["AlternatePresentations"] != nil {
		c.fail("PAGE-PRESEP", "AlternatePresentations")
	}
	if catalog["AcroForm"] != nil {
		c.fail("PAGE-ANNOT-NONE", "AcroForm")
	}
	if catalog["OCProperties"] != nil {
		c.fail("DOC-OCG", "OCProperties")
	}
}
