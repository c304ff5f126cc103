package pdf

import (
	"errors"
	"fmt"
	"strings"

	"banxin/layout/display"
)

// readingVersion is the PDF version of a reading file: that of ISO 32000-1.
const readingVersion = "1.7"

// Reading says what a reading file tells about a document beyond what stands on its
// pages. The zero value tells nothing.
type Reading struct {
	Figures []Figure
}

// Figure is what is told about a picture or a QR code.
type Figure struct {
	Story   string // its ID in the display list
	Para    int    // index of its paragraph in the story
	Alt     string // what is to be seen, for who cannot see it
	Address string // where it leads, a whole URI in ASCII; empty: nowhere
}

// WriteReading gives the PDF of doc for reading on a screen: pages of the trimmed
// size, RGB and gray, outline, links, and a structure tree with the articles in their
// order (PDF 1.7, 14.8: a tagged PDF). Errors are as those of Write, and a place that
// is not in the document or an address that is no URI in ASCII.
func WriteReading(doc *display.Document, res Resources, meta Meta, r Reading) (out []byte, err error) {
	defer rescue(&out, &err)
	if err := checkDocument(doc, meta); err != nil {
		return nil, err
	}
	if err := errors.Join(checkTargets(doc), r.check()); err != nil {
		return nil, err
	}
	doc = trimmed(doc)
	s, err := set(doc, res, 0)
	if err != nil {
		return nil, err
	}
	t := newTagTree(doc, s.parts, r)
	for i := range s.contents {
		p := repainter{plates: s.plates, screen: true, before: t.pages[i].before, after: t.pages[i].after}
		if s.contents[i], err = p.page(s.contents[i], &doc.Pages[i], s.parts[i]); err != nil {
			return nil, fmt.Errorf("pdf: page %d: %w", i+1, err)
		}
	}
	return finishReading(doc, s, t, meta)
}

// trimmed gives the document without bleed and marks: what stands there lies outside
// the page and is not shown.
func trimmed(doc *display.Document) *display.Document {
	out := &display.Document{Outline: doc.Outline, Pages: append([]display.Page(nil), doc.Pages...)}
	for i := range out.Pages {
		out.Pages[i].Bleed, out.Pages[i].Slug = 0, 0
	}
	return out
}

// checkTargets reports marks that lead to a page or a note that is not there, or to an
// address that no PDF can hold.
func checkTargets(doc *display.Document) error {
	var errs []error
	places := placesOf(doc)
	for i := range doc.Pages {
		complain := func(format string, args ...any) {
			errs = append(errs, fmt.Errorf("pdf: page %d: "+format, append([]any{i + 1}, args...)...))
		}
		for _, item := range doc.Pages[i].Items {
			m, ok := item.(*display.Mark)
			if !ok {
				continue
			}
			if m.To.Page < 0 || m.To.Page > len(doc.Pages) {
				complain("a link leads to page %d of %d", m.To.Page, len(doc.Pages))
			}
			if _, known := places[m.To]; m.To.Note != 0 && !known {
				complain("a sign leads to note %d of story %q, which is not there", m.To.Note, m.To.Story)
			}
			if !isURI(m.To.Address) {
				complain("address %q is no URI in ASCII", m.To.Address)
			}
		}
	}
	return errors.Join(errs...)
}

// isURI tells what the dictionary of a URI action can hold (PDF 1.7, 12.6.4.7).
func isURI(address string) bool {
	return !strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r > '~' })
}

// check reports addresses that no PDF can hold.
func (r Reading) check() error {
	var errs []error
	for _, f := range r.Figures {
		if !isURI(f.Address) {
			errs = append(errs, fmt.Errorf("pdf: story %q: address %q is no URI in ASCII", f.Story, f.Address))
		}
	}
	return errors.Join(errs...)
}

// finishReading writes the whole file of a reading edition.
func finishReading(doc *display.Document, s *typeset, t *tagTree, meta Meta) ([]byte, error) {
	f := &file{version: readingVersion, gathers: true}
	catalog := f.reserve()
	info := f.add("%s", infoEntries(meta, Print{}))
	pages := f.reserve()
	resources := f.reserve()
	kids := make([]int, len(doc.Pages))
	for i := range kids {
		kids[i] = f.reserve()
	}
	tree := t.write(f, doc, kids)
	for i := range doc.Pages {
		// Readers go from link to link in the order of the structure.
		entries := pageEntries(&doc.Pages[i], pages, resources) + "/Tabs/S"
		if len(t.pages[i].contents) > 0 {
			entries += fmt.Sprintf("/StructParents %d", i)
		}
		if a := t.pages[i].annotations; len(a) > 0 {
			entries += fmt.Sprintf("/Annots[%s]", refs(a))
		}
		writePage(f, kids[i], s.contents[i], entries)
	}
	f.set(pages, "/Type/Pages/Count %d/Kids[%s]", len(kids), refs(kids))
	f.set(resources, "%s", resourceEntries(f, s, writeScreen, false, Print{}))
	entries := catalogEntries(doc, meta, pages, writeOutline(f, doc, kids))
	f.set(catalog, "%s/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R/Metadata %d 0 R", entries, tree, writeXMP(f, meta, Print{}))
	return f.bytes(catalog, info)
}
