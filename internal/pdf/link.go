package pdf

import (
	"fmt"
	"strings"

	"banxin/layout/display"
	"banxin/layout/unit"
)

// guide gives the element of what leads about in the document: jump lines and the
// rails of contents. A jump line breaks into a sentence on the page; in the tree it
// stands after its story.
func (s *tagTree) guide(m *display.Mark) *element {
	if e := s.marks[m]; e != nil {
		return e
	}
	if s.contents == nil && m.Part.Kind != display.Jump || m.Part.Kind == display.RailTitle {
		s.contents = s.add(s.root, "TOC")
	}
	var e *element
	switch m.Part.Kind {
	case display.RailTitle:
		e = s.add(s.contents, "Caption")
	case display.RailEntry:
		e = s.link(s.add(s.add(s.contents, "TOCI"), "Reference"), m.To)
	default:
		p := &element{kind: "P", parent: s.story(m.To.Story)}
		s.jumps = append(s.jumps, p)
		e = s.link(p, m.To)
	}
	s.marks[m] = e
	return e
}

// add makes an element that nothing else belongs to.
func (s *tagTree) add(parent *element, kind string) *element {
	e := &element{kind: kind, parent: parent}
	parent.kids = append(parent.kids, kid{element: e})
	return e
}

// link makes a link; without a target it is a span.
func (s *tagTree) link(parent *element, to display.Target) *element {
	if to.Page == 0 {
		return s.add(parent, "Span")
	}
	e := s.add(parent, "Link")
	e.to = to
	s.links = append(s.links, e)
	return e
}

// lead gives the link of words in a paragraph; each line of them is one.
func (s *tagTree) lead(parent *element, m *display.Mark) *element {
	if s.marks[m] == nil {
		e := s.add(parent, "Link")
		e.address, e.to = m.To.Address, m.To
		s.marks[m], s.links = e, append(s.links, e)
	}
	return s.marks[m]
}

// writeLinks writes the annotations of the links (PDF 1.7, 12.5.6.5), whose elements
// have their numbers.
func (s *tagTree) writeLinks(f *file, doc *display.Document, pages []int) {
	places := placesOf(doc)
	for i, e := range s.links {
		e.key = len(doc.Pages) + i
		at := e.bounds
		if figure := e.kids[0].element; at.Empty() && figure != nil { // a figure in a link has the place
			at, e.page = figure.bounds, figure.page
		}
		entries := fmt.Sprintf("/Type/Annot/Subtype/Link/Rect%s/Border[0 0 0]/F 4/StructParent %d/P %d 0 R",
			boxArray(at, doc.Pages[e.page].Height), e.key, pages[e.page])
		if e.address != "" {
			entries += "/Contents" + textString(e.address) + "/A<</S/URI/URI" + asciiString(e.address) + ">>"
		} else {
			to, known := places[e.to]
			if !known { // nothing of the story stands on the page
				to.page = e.to.Page - 1
			}
			entries += fmt.Sprintf("/Contents%s/Dest[%d 0 R/XYZ null %v null]", textString(display.Words(e.words)), pages[to.page], doc.Pages[to.page].Height-to.top)
		}
		e.annot = f.add("%s", entries)
		s.pages[e.page].annotations = append(s.pages[e.page].annotations, e.annot)
	}
}

// spot is a place in the document.
type spot struct {
	page int     // index
	top  unit.Pt // from the top of the page
}

// placesOf gives where links may lead: to the first line of each story on each of its
// pages, and to that of each note.
func placesOf(doc *display.Document) map[display.Target]spot {
	out := map[display.Target]spot{}
	for i := range doc.Pages {
		var targets []display.Target
		for _, item := range doc.Pages[i].Items {
			switch it := item.(type) {
			case *display.Mark:
				if targets = nil; it.Story != "" {
					targets = []display.Target{{Story: it.Story, Page: i + 1}}
				}
				if it.Part.Kind == display.Note {
					targets = append(targets, display.Target{Story: it.Story, Note: it.Part.Para + 1})
				}
			case *display.GlyphRun:
				for _, t := range targets {
					if _, known := out[t]; !known {
						out[t] = spot{i, max(0, it.Y-it.Size)}
					}
				}
			}
		}
	}
	return out
}

// asciiString writes a string of ASCII characters.
func asciiString(s string) string {
	return "(" + strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(s) + ")"
}
