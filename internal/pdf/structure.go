package pdf

import (
	"fmt"

	"banxin/layout/display"
	"banxin/layout/unit"
)

// The structure tree of a reading file (PDF 1.7, 14.7 and 14.8): a Document with an
// Art for each story, in the order in which the stories begin, however many pages and
// columns they stand on. Its parts follow from the marks of the display list; what
// says nothing, or says again what is said elsewhere, is an artifact.

// element is a structure element.
type element struct {
	kind   string // structure type
	parent *element
	kids   []kid
	cells  int // TR: columns up to its last cell
	column int // TH, TD: from 0

	alt     string              // Figure
	address string              // Link: where it leads, a URI
	to      display.Target      // Link: where it leads, in the document
	page    int                 // Link, Figure: index of the page it stands on
	bounds  display.Box         // Link, Figure: where on it
	words   []*display.GlyphRun // Link: what it says

	number int // of its object
	annot  int // Link: of its annotation's object
	key    int // Link: of its annotation in the parent tree
}

// kid is one child of an element: another element, or else marked content.
type kid struct {
	element *element
	page    int // index
	mcid    int
}

// taggedPage is what the structure adds to a page.
type taggedPage struct {
	before      []string   // by item: operators of marked content before its paintings
	after       string     // at the end
	contents    []*element // by MCID, to which element it belongs
	annotations []int      // object numbers
}

// role finds an element again by its place among those of its parent.
type role struct {
	parent *element
	kind   string
	part   display.Part
}

// tagTree is the structure tree in the making.
type tagTree struct {
	root     *element
	heading  string // structure type of headlines
	figures  []Figure
	stories  map[string]*element
	roles    map[role]*element
	marks    map[*display.Mark]*element // that have an element each
	tables   []*element
	jumps    []*element // read after their stories
	contents *element   // the rail in hand
	links    []*element // in the order of the pages
	pages    []taggedPage
}

// newTagTree makes the tree of a document; parts is by page and item how many
// paintings it is.
func newTagTree(doc *display.Document, parts [][]int, r Reading) *tagTree {
	s := &tagTree{
		root: &element{kind: "Document"}, heading: "H1", figures: r.Figures, stories: map[string]*element{},
		roles: map[role]*element{}, marks: map[*display.Mark]*element{},
	}
	if hasNameplate(doc) {
		s.heading = "H2" // the nameplate is the H1
	}
	for i := range doc.Pages {
		s.pages = append(s.pages, s.page(i, doc.Pages[i].Items, parts[i]))
	}
	for _, e := range s.jumps {
		e.parent.kids = append(e.parent.kids, kid{element: e})
	}
	s.completeTables()
	return s
}

func hasNameplate(doc *display.Document) bool {
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if m, ok := item.(*display.Mark); ok && m.Part.Kind == display.Nameplate {
				return true
			}
		}
	}
	return false
}

// page gives each painted item of a page to an element or makes it an artifact:
// items in a row that belong together are one piece of marked content.
func (s *tagTree) page(page int, items []display.Item, parts []int) taggedPage {
	p := taggedPage{before: make([]string, len(items))}
	mark := &display.Mark{}
	var open *element
	begun := false
	s.contents = nil
	for i, item := range items {
		if m, ok := item.(*display.Mark); ok {
			mark = m
		}
		if parts[i] == 0 {
			continue
		}
		e := s.elementOf(mark, item)
		if e != nil && (e.kind == "Figure" || e.kind == "Link") {
			e.page = page
			e.bounds = e.bounds.Union(display.BoxOf(item))
			if run, ok := item.(*display.GlyphRun); ok {
				e.words = append(e.words, run)
			}
		}
		if begun && e == open {
			continue
		}
		if begun {
			p.before[i] = "EMC\n"
		}
		open, begun = e, true
		if e == nil {
			p.before[i] += "/Artifact BMC\n"
			continue
		}
		p.before[i] += fmt.Sprintf("/%s<</MCID %d>>BDC\n", e.kind, len(p.contents))
		e.kids = append(e.kids, kid{page: page, mcid: len(p.contents)})
		p.contents = append(p.contents, e)
	}
	if begun {
		p.after = "EMC\n"
	}
	return p
}

// elementOf gives the element of an item that stands under a mark; nil: it is an
// artifact.
func (s *tagTree) elementOf(m *display.Mark, item display.Item) *element {
	part := m.Part
	switch part.Kind {
	case display.Ornament:
		if run, ok := item.(*display.GlyphRun); !ok || run.Furniture {
			return nil
		}
		return s.child(s.story(m.Story), "P", display.Part{Kind: display.Paragraph, Para: -1})
	case display.Nameplate:
		return s.child(s.root, "H1", part)
	case display.Jump, display.RailTitle, display.RailEntry:
		return s.guide(m)
	case display.Headline:
		return s.child(s.story(m.Story), s.heading, part)
	case display.Name:
		list := s.child(s.story(m.Story), "L", display.Part{Para: part.Para})
		return s.child(s.child(list, "LI", part), "LBody", part)
	case display.HeadCell:
		return s.cell(m, "TH")
	case display.Cell:
		return s.cell(m, "TD")
	case display.Figure:
		return s.figure(m)
	case display.Caption:
		return s.child(s.figureGroup(m), "Caption", part)
	case display.Credit:
		return s.child(s.figureGroup(m), "P", part)
	case display.Beside:
		return nil
	}
	kind := "P"
	if part.Kind == display.Note {
		kind = "Note"
	}
	e := s.child(s.story(m.Story), kind, part)
	if m.To.Address != "" || m.To.Note > 0 {
		return s.lead(e, m)
	}
	return e
}

// child gives the element of a part, a new one at its first occurrence.
func (s *tagTree) child(parent *element, kind string, part display.Part) *element {
	r := role{parent, kind, part}
	if s.roles[r] == nil {
		s.roles[r] = &element{kind: kind, parent: parent}
		parent.kids = append(parent.kids, kid{element: s.roles[r]})
	}
	return s.roles[r]
}

// story gives the element of a story; what belongs to none stands in the Document.
func (s *tagTree) story(id string) *element {
	if id == "" {
		return s.root
	}
	if s.stories[id] == nil {
		e := &element{kind: "Art", parent: s.root}
		s.stories[id] = e
		s.root.kids = append(s.root.kids, kid{element: e})
	}
	return s.stories[id]
}

// cell gives the element of a table's cell.
func (s *tagTree) cell(m *display.Mark, kind string) *element {
	table := s.child(s.story(m.Story), "Table", display.Part{Para: m.Part.Para})
	if len(table.kids) == 0 {
		s.tables = append(s.tables, table)
	}
	row := s.child(table, "TR", display.Part{Row: m.Part.Row})
	row.cells = max(row.cells, m.Part.Column+1)
	e := s.child(row, kind, display.Part{Column: m.Part.Column})
	e.column = m.Part.Column
	return e
}

// completeTables puts the cells of each row in their order, with one that is empty
// where there are no words: all rows of a table must have as many (PDF 1.7, 14.8.4.3.4).
func (s *tagTree) completeTables() {
	for _, table := range s.tables {
		columns := 0
		for _, row := range table.kids {
			columns = max(columns, row.element.cells)
		}
		for _, row := range table.kids {
			cells, kind := make([]kid, columns), "TD"
			for _, c := range row.element.kids {
				cells[c.element.column], kind = c, c.element.kind
			}
			for i := range cells {
				if cells[i].element == nil {
					cells[i].element = &element{kind: kind, parent: row.element, column: i}
				}
			}
			row.element.kids = cells
		}
	}
}

// figureGroup holds a figure, its caption and its credit together.
func (s *tagTree) figureGroup(m *display.Mark) *element {
	return s.child(s.story(m.Story), "Div", display.Part{Para: m.Part.Para})
}

// figure gives the element of a picture or a code; one that leads somewhere stands in
// a link.
func (s *tagTree) figure(m *display.Mark) *element {
	group := s.figureGroup(m)
	var told Figure
	for _, f := range s.figures {
		if f.Story == m.Story && f.Para == m.Part.Para {
			told = f
		}
	}
	if told.Address != "" {
		link := s.child(group, "Link", m.Part)
		if link.address == "" {
			link.address = told.Address
			s.links = append(s.links, link)
		}
		group = link
	}
	e := s.child(group, "Figure", m.Part)
	e.alt = told.Alt
	return e
}

// boxArray writes a box in PDF, in points from the lower left corner of a page of the
// height given.
func boxArray(b display.Box, height unit.Pt) string {
	return fmt.Sprintf("[%v %v %v %v]", b.Left, height-b.Bottom, b.Right, height-b.Top)
}
