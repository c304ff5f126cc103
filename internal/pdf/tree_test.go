package pdf_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"banxin/internal/cos"
	"banxin/internal/pdf"
)

// The reading files are read back here with code that shares nothing with their
// writer.

// node is a structure element as read back.
type node struct {
	kind, alt string
	text      string // of its own marked content, in order
	kids      []*node
	links     []cos.Dict // annotations
	dict      cos.Dict
}

// readFile is a reading file as read back.
type readFile struct {
	*cos.File
	pages     []cos.Page
	contents  []string // by page
	marked    []map[int]string
	artifacts []string // by page: their text
	used      map[[2]int]bool
	root      *node
}

// readBack reads a file and checks what must hold of every tagged one: it is valid,
// everything painted stands in marked content, each piece belongs to exactly one
// element, and the parent tree names the same one.
func readBack(t *testing.T, data []byte) *readFile {
	t.Helper()
	pdf.NoConfig()
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationStrict
	if err := api.Validate(bytes.NewReader(data), conf); err != nil {
		t.Fatalf("pdfcpu: %v", err)
	}
	file, err := cos.Open(data, cos.Limits{})
	if err != nil || len(file.Warnings()) > 0 {
		t.Fatalf("%v %v", err, file.Warnings())
	}
	r := &readFile{File: file, used: map[[2]int]bool{}}
	if r.pages, err = file.Pages(); err != nil {
		t.Fatal(err)
	}
	for i := range r.pages {
		r.readContent(t, i)
	}
	tree := r.Dict(r.Catalog()["StructTreeRoot"])
	if r.Dict(r.Catalog()["MarkInfo"])["Marked"] != true || tree == nil {
		t.Fatal("the file is not tagged")
	}
	r.root = r.node(t, tree["K"], file.Catalog()["StructTreeRoot"].(cos.Ref))
	for i, m := range r.marked {
		for mcid := range m {
			if !r.used[[2]int{i, mcid}] {
				t.Errorf("page %d: marked content %d belongs to no element", i+1, mcid)
			}
		}
	}
	return r
}

// fonts gives the texts of the codes of a page's fonts.
func (r *readFile) fonts(t *testing.T, page cos.Dict) map[cos.Name]map[int]string {
	out := map[cos.Name]map[int]string{}
	for name, o := range r.Dict(r.Dict(page["Resources"])["Font"]) {
		data, err := r.Decode(r.Stream(r.Dict(o)["ToUnicode"]))
		if err != nil {
			t.Fatal(err)
		}
		texts, errs := pdf.TextsOf(string(data))
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		out[name] = texts
	}
	return out
}

// readContent reads the text of the marked content of a page.
func (r *readFile) readContent(t *testing.T, i int) {
	t.Helper()
	page := r.pages[i].Dict
	r.marked, r.artifacts, r.contents = append(r.marked, map[int]string{}), append(r.artifacts, ""), append(r.contents, "")
	stream := r.Stream(page["Contents"])
	if stream == nil {
		return
	}
	data, err := r.Decode(stream)
	if err != nil {
		t.Fatal(err)
	}
	r.contents[i] = string(data)
	fonts := r.fonts(t, page)
	var font map[int]string
	const none, artifact = -2, -1
	open := none
	err = cos.Operators(data, func(op string, operands []cos.Object, _ int) error {
		switch op {
		case "BDC":
			mcid := int(operands[1].(cos.Dict)["MCID"].(cos.Integer))
			if _, twice := r.marked[i][mcid]; twice || open != none {
				return fmt.Errorf("marked content %d in %d, or twice", mcid, open)
			}
			r.marked[i][mcid], open = "", mcid
		case "BMC":
			if operands[0] != cos.Name("Artifact") || open != none {
				return fmt.Errorf("%v in %d", operands, open)
			}
			open = artifact
		case "EMC":
			if open == none {
				return fmt.Errorf("EMC without a beginning")
			}
			open = none
		case "Tf":
			font = fonts[operands[0].(cos.Name)]
		case "TJ":
			for s := string(operands[0].(cos.Array)[0].(cos.String)); len(s) > 1; s = s[2:] {
				text := font[int(s[0])<<8|int(s[1])]
				if open == artifact {
					r.artifacts[i] += text
				} else {
					r.marked[i][open] += text
				}
			}
		case "k", "K", "cs", "CS", "scn", "SCN", "gs":
			return fmt.Errorf("operator %s has no place in a reading file", op)
		}
		if open == none && slices.Contains([]string{"TJ", "f", "S", "s", "Do"}, op) {
			return fmt.Errorf("%s outside of marked content", op)
		}
		return nil
	})
	if err != nil || open != none {
		t.Fatalf("page %d: %v, %d open at the end", i+1, err, open)
	}
}

// node reads an element and those below it.
func (r *readFile) node(t *testing.T, o cos.Object, parent cos.Ref) *node {
	t.Helper()
	ref, d := o.(cos.Ref), r.Dict(o)
	if d["P"] != parent {
		t.Errorf("element %v has the parent %v, not %v", ref, d["P"], parent)
	}
	n := &node{kind: string(r.Name(d["S"])), dict: d}
	n.alt, _ = r.Text(d["Alt"])
	for _, k := range r.Array(d["K"]) {
		switch v := k.(type) {
		case cos.Integer:
			n.text += r.content(t, d["Pg"], int(v), ref)
		case cos.Dict:
			if v["Type"] == cos.Name("OBJR") {
				a := r.Dict(v["Obj"])
				if got := r.parent(t, int(a["StructParent"].(cos.Integer))); got != ref {
					t.Errorf("the parent tree gives the link of %v to %v", ref, got)
				}
				n.links = append(n.links, a)
				continue
			}
			n.text += r.content(t, v["Pg"], int(v["MCID"].(cos.Integer)), ref)
		default:
			n.kids = append(n.kids, r.node(t, k, ref))
		}
	}
	return n
}

// content gives the text of a piece of marked content of the element owner.
func (r *readFile) content(t *testing.T, page cos.Object, mcid int, owner cos.Ref) string {
	t.Helper()
	i := slices.IndexFunc(r.pages, func(p cos.Page) bool { return p.Ref == page })
	if i < 0 {
		t.Fatalf("element %v: no page %v", owner, page)
	}
	text, ok := r.marked[i][mcid]
	if !ok || r.used[[2]int{i, mcid}] {
		t.Errorf("element %v: marked content %d of page %d is not there, or in another element too", owner, mcid, i+1)
	}
	r.used[[2]int{i, mcid}] = true
	owners, _ := r.parent(t, int(r.pages[i].Dict["StructParents"].(cos.Integer))).(cos.Array)
	if mcid >= len(owners) || owners[mcid] != owner {
		t.Errorf("the parent tree does not give content %d of page %d to %v", mcid, i+1, owner)
	}
	return text
}

// parent looks a key up in the parent tree.
func (r *readFile) parent(t *testing.T, key int) cos.Object {
	t.Helper()
	nums := r.Array(r.Dict(r.Dict(r.Catalog()["StructTreeRoot"])["ParentTree"])["Nums"])
	for i := 0; i+1 < len(nums); i += 2 {
		if nums[i] == cos.Integer(key) {
			return nums[i+1]
		}
	}
	t.Fatalf("the parent tree has no key %d", key)
	return nil
}

// dump writes an element and those below it, one a line.
func (n *node) dump(indent string) string {
	s := indent + n.kind
	if n.alt != "" {
		s += " [" + n.alt + "]"
	}
	if n.text != "" {
		s += " " + n.text
	}
	s += "\n"
	for _, k := range n.kids {
		s += k.dump(indent + " ")
	}
	return s
}

// all gives the elements of a kind, in reading order.
func (n *node) all(kind string) []*node {
	var out []*node
	if n.kind == kind {
		out = append(out, n)
	}
	for _, k := range n.kids {
		out = append(out, k.all(kind)...)
	}
	return out
}

// words gives the text of an element without that of the kinds named.
func (n *node) words(without ...string) string {
	if slices.Contains(without, n.kind) {
		return ""
	}
	s := n.text
	for _, k := range n.kids {
		s += k.words(without...)
	}
	return strings.Join(strings.Fields(s), "")
}
