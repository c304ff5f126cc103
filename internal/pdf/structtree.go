package pdf

import (
	"fmt"
	"strings"

	"banxin/layout/display"
)

// write writes the structure tree with its parent tree and the links, and gives the
// number of its root (PDF 1.7, 14.7.2). pages are the object numbers of the pages.
func (s *tagTree) write(f *file, doc *display.Document, pages []int) int {
	root := f.reserve()
	s.root.reserve(f)
	s.writeLinks(f, doc, pages)
	w := treeWriter{f, doc, pages}
	w.element(s.root, root)
	var nums strings.Builder
	for i := range s.pages {
		if len(s.pages[i].contents) == 0 {
			continue
		}
		owners := make([]int, len(s.pages[i].contents))
		for k, e := range s.pages[i].contents {
			owners[k] = e.number
		}
		fmt.Fprintf(&nums, "%d[%s]", i, refs(owners))
	}
	for _, e := range s.links {
		fmt.Fprintf(&nums, "%d %d 0 R ", e.key, e.number)
	}
	parents := f.add("/Nums[%s]", nums.String())
	f.set(root, "/Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d", s.root.number, parents, len(pages)+len(s.links))
	return root
}

// reserve numbers an element and those below it, in reading order.
func (e *element) reserve(f *file) {
	e.number = f.reserve()
	for _, k := range e.kids {
		if k.element != nil {
			k.element.reserve(f)
		}
	}
}

// treeWriter writes elements.
type treeWriter struct {
	f     *file
	doc   *display.Document
	pages []int
}

// element writes an element and those below it.
func (w *treeWriter) element(e *element, parent int) {
	var b strings.Builder
	fmt.Fprintf(&b, "/Type/StructElem/S/%s/P %d 0 R", e.kind, parent)
	if e.alt != "" {
		b.WriteString("/Alt" + textString(e.alt))
	}
	b.WriteString(w.attributes(e))
	if kids := w.kids(e); len(kids) > 0 {
		if first := e.firstPage(); first >= 0 {
			fmt.Fprintf(&b, "/Pg %d 0 R", w.pages[first])
		}
		fmt.Fprintf(&b, "/K[%s]", strings.Join(kids, " "))
	}
	w.f.set(e.number, "%s", b.String())
	for _, k := range e.kids {
		if k.element != nil {
			w.element(k.element, e.number)
		}
	}
}

// attributes gives the attributes of layout and of tables (PDF 1.7, 14.8.5).
func (w *treeWriter) attributes(e *element) string {
	switch {
	case e.kind == "Figure" && !e.bounds.Empty():
		return "/A<</O/Layout/Placement/Block/BBox" + boxArray(e.bounds, w.doc.Pages[e.page].Height) + ">>"
	case e.kind == "TH":
		return "/A<</O/Table/Scope/Column>>"
	}
	return ""
}

// firstPage is the page that marked content of an element is on where nothing else is
// said; −1: it has none.
func (e *element) firstPage() int {
	for _, k := range e.kids {
		if k.element == nil {
			return k.page
		}
	}
	return -1
}

// kids gives the entries of /K: elements, marked content, and the annotation of a
// link.
func (w *treeWriter) kids(e *element) []string {
	var out []string
	first := e.firstPage()
	for _, k := range e.kids {
		switch {
		case k.element != nil:
			out = append(out, fmt.Sprintf("%d 0 R", k.element.number))
		case k.page == first:
			out = append(out, fmt.Sprint(k.mcid))
		default:
			out = append(out, fmt.Sprintf("<</Type/MCR/Pg %d 0 R/MCID %d>>", w.pages[k.page], k.mcid))
		}
	}
	if e.annot != 0 {
		out = append(out, fmt.Sprintf("<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>>", e.annot, w.pages[e.page]))
	}
	return out
}
