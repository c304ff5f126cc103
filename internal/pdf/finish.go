package pdf

import (
	"fmt"
	"strings"

	"banxin/layout/display"
	"banxin/layout/unit"
)

// finish writes the whole file from gopdf's content streams. All else of
// gopdf's file is replaced, since none of it is right: boxes, fonts, character
// maps, metadata.
func finish(doc *display.Document, s *typeset, meta Meta, p Print) ([]byte, error) {
	f := &file{version: p.Standard.version()}
	catalog := f.reserve()
	info := f.add("%s", infoEntries(meta, p))
	pages := f.reserve()
	resources := f.reserve()
	kids := make([]int, len(doc.Pages))
	for i := range doc.Pages {
		kids[i] = f.reserve()
		writePage(f, kids[i], s.contents[i], pageEntries(&doc.Pages[i], pages, resources))
	}
	f.set(pages, "/Type/Pages/Count %d/Kids[%s]", len(kids), refs(kids))
	f.set(resources, "%s", resourceEntries(f, s, writePlate, usesRegistration(doc), p))
	outline := writeOutline(f, doc, kids)
	entries := catalogEntries(doc, meta, pages, outline)
	if p.Standard != NoStandard {
		entries += writeIntent(f, p.Intent)
	}
	if p.Standard == X4 {
		entries += fmt.Sprintf("/Metadata %d 0 R", writeXMP(f, meta, p))
	}
	f.set(catalog, "%s", entries)
	return f.bytes(catalog, info)
}

// refs writes references to objects.
func refs(numbers []int) string {
	var b strings.Builder
	for i, n := range numbers {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%d 0 R", n)
	}
	return b.String()
}

// pageEntries gives the dictionary of a page. The media is the trimmed page with
// the bleed and room for marks around it; the boxes are exact to 1/1000 pt.
func pageEntries(p *display.Page, parent, resources int) string {
	m := p.Margin()
	box := func(inset unit.Pt) string {
		return fmt.Sprintf("[%v %v %v %v]", inset, inset, p.Width+2*m-inset, p.Height+2*m-inset)
	}
	return fmt.Sprintf("/Type/Page/Parent %d 0 R/Resources %d 0 R/MediaBox%s/BleedBox%s/TrimBox%s",
		parent, resources, box(0), box(m-p.Bleed), box(m))
}

// writePage writes a page, whose number is reserved, and its content; nil: none.
func writePage(f *file, page int, content []byte, entries string) {
	if content != nil {
		entries += fmt.Sprintf("/Contents %d 0 R", f.addStream(content, ""))
	}
	f.set(page, "%s", entries)
}

// resourceEntries writes the fonts and, by the function given, the pictures, and
// gives the resources that all pages share.
func resourceEntries(f *file, s *typeset, write func(*file, plate) int, registration bool, p Print) string {
	var b strings.Builder
	b.WriteString("/ProcSet[/PDF/Text")
	if len(s.plates) > 0 {
		b.WriteString("/ImageB/ImageC")
	}
	b.WriteString("]")
	if len(s.fonts) > 0 {
		b.WriteString("/Font<<")
		for i, font := range s.fonts {
			fmt.Fprintf(&b, "/%s %d 0 R", fontName(i), writeFont(f, font))
		}
		b.WriteString(">>")
	}
	if len(s.plates) > 0 {
		b.WriteString("/XObject<<")
		for i, p := range s.plates {
			fmt.Fprintf(&b, "/%s %d 0 R", plateName(i), write(f, p))
		}
		b.WriteString(">>")
	}
	if p.Standard != NoStandard {
		b.WriteString("/ExtGState<</" + overprintName + "<</Type/ExtGState/OP true/op true/OPM 1>>" +
			"/" + knockoutName + "<</Type/ExtGState/OP false/op false/OPM 0>>>>")
	}
	if registration {
		b.WriteString("/ColorSpace<</" + registrationName + "[/Separation/All/DeviceCMYK" +
			"<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[1 1 1 1]/N 1>>]>>")
	}
	return b.String()
}

// usesRegistration tells whether something is painted on all plates.
func usesRegistration(doc *display.Document) bool {
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			switch it := item.(type) {
			case *display.GlyphRun:
				if it.Colour == display.Registration {
					return true
				}
			case *display.Fill:
				if it.Colour == display.Registration {
					return true
				}
			case *display.Stroke:
				if it.Colour == display.Registration {
					return true
				}
			}
		}
	}
	return false
}

// catalogEntries gives the document catalogue. outline is 0 for none.
func catalogEntries(doc *display.Document, meta Meta, pages, outline int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "/Type/Catalog/Pages %d 0 R", pages)
	if meta.Language != "" {
		b.WriteString("/Lang" + textString(meta.Language))
	}
	b.WriteString(pageLabels(doc.Pages))
	if outline != 0 {
		fmt.Fprintf(&b, "/Outlines %d 0 R/PageMode/UseOutlines", outline)
	}
	if meta.Title != "" {
		b.WriteString("/ViewerPreferences<</DisplayDocTitle true>>")
	}
	return b.String()
}
