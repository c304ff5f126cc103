package pdf

import (
	"fmt"

	"banxin/layout/display"
)

// outlineNode is an outline item with its place in the tree, by object number;
// 0 is none.
type outlineNode struct {
	number, parent, first, last, prev, next int

	level int
	count int // items below it, at any depth
}

// writeOutline writes the outline of the document with all items open and gives
// the number of its root, 0 when there are no entries. The destinations are
// explicit: actions are not allowed in PDF/X.
func writeOutline(f *file, doc *display.Document, kids []int) int {
	if len(doc.Outline) == 0 {
		return 0
	}
	nodes := outlineTree(f, doc.Outline)
	for i, e := range doc.Outline {
		n, p := nodes[i+1], &doc.Pages[e.Page]
		entries := fmt.Sprintf("/Title%s/Parent %d 0 R/Dest[%d 0 R/XYZ null %v null]",
			textString(e.Title), n.parent, kids[e.Page], p.Height+p.Margin()-e.Y)
		f.set(n.number, "%s%s", entries, n.links())
	}
	root := nodes[0]
	f.set(root.number, "/Type/Outlines%s", root.links())
	return root.number
}

// links writes the references to the neighbours and the children.
func (n *outlineNode) links() string {
	s := ""
	for _, l := range []struct {
		key    string
		number int
	}{{"Prev", n.prev}, {"Next", n.next}, {"First", n.first}, {"Last", n.last}} {
		if l.number != 0 {
			s += fmt.Sprintf("/%s %d 0 R", l.key, l.number)
		}
	}
	if n.count > 0 {
		s += fmt.Sprintf("/Count %d", n.count)
	}
	return s
}

// outlineTree links the flat list of entries: the parent of an entry is the
// last one before it of a lower level. Node 0 is the root.
func outlineTree(f *file, entries []display.Entry) []*outlineNode {
	nodes := []*outlineNode{{number: f.reserve()}}
	path := []*outlineNode{nodes[0]} // from the root to the last entry
	byNumber := map[int]*outlineNode{}
	for _, e := range entries {
		n := &outlineNode{number: f.reserve(), level: max(e.Level, 1)}
		for len(path) > 1 && path[len(path)-1].level >= n.level {
			path = path[:len(path)-1]
		}
		parent := path[len(path)-1]
		n.parent, n.prev = parent.number, parent.last
		if n.prev == 0 {
			parent.first = n.number
		} else {
			byNumber[n.prev].next = n.number
		}
		parent.last = n.number
		for _, above := range path {
			above.count++
		}
		byNumber[n.number] = n
		path = append(path, n)
		nodes = append(nodes, n)
	}
	return nodes
}
