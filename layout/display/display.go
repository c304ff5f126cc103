// Package display is the display list: pages of positioned items in a closed set
// of kinds. It is all that layout produces and all that the writers (pdf,
// picture) see, so that two outputs of one issue cannot drift apart.
// Coordinates are points from the top left corner of the trimmed page, y down.
package display

import (
	"strings"

	"banxin/layout/unit"
)

// Document is a composed issue.
type Document struct {
	Pages   []Page
	Outline []Entry
}

// Page is one printed page.
type Page struct {
	Label         string // "1", the printed page number
	Width, Height unit.Pt
	Bleed         unit.Pt
	Slug          unit.Pt // from the trim to the edge of the sheet, for marks; under Bleed: the sheet ends with the bleed
	Items         []Item  // in painting and reading order
}

// Margin is what the sheet has around the trimmed page.
func (p *Page) Margin() unit.Pt { return max(p.Bleed, p.Slug) }

// Entry is a line of the document outline.
type Entry struct {
	Title string
	Level int // 1: top
	Page  int // index into Pages
	Y     unit.Pt
}

// Item is one of *GlyphRun, *Fill, *Stroke, *Image, *Mark.
type Item interface{ item() }

// CMYK is a process colour in per cent of each ink.
type CMYK struct{ C, M, Y, K uint8 }

// Black is black on the K plate alone.
var Black = CMYK{K: 100}

// Registration is the colour of marks that stand on every plate, whatever inks the
// job has. It must not be used on the page itself.
var Registration = CMYK{100, 100, 100, 100}

// GlyphRun is a piece of a line in one face, size and colour.
type GlyphRun struct {
	Face      string // PostScript name of the face
	Size      unit.Pt
	X, Y      unit.Pt // pen position on the baseline before the first glyph
	Colour    CMYK
	Furniture bool // not manuscript text: nameplate, folio, rail, placeholder words
	Glyphs    []Glyph
}

// Glyph is one glyph of a run. The pen moves by Advance of the run's size plus
// Extra after it; the outline is stretched by Stretch and moved by Shift before
// drawing, which does not move the pen.
type Glyph struct {
	Text    string  // the source characters it stands for, never empty
	GID     uint16  // glyph index in the face, never 0
	Shift   unit.Em // outline moves right by this much: a trimmed opening bracket has −500
	Advance unit.Em // width of the body: full, half, the style's or the font's
	Stretch int32   // horizontal stretch of the outline in thousandths; 0 and 1000: none
	Extra   unit.Pt // space that justification and gaps add (or take) after the glyph
}

// Fill is a filled rectangle, or with Round the ellipse within it: a rule, a row of QR
// modules, an emphasis dot.
type Fill struct {
	X, Y, W, H unit.Pt
	Round      bool
	Colour     CMYK
}

// Stroke is an outlined rectangle, or with Round the ellipse within it, with its
// line centred on the edge.
type Stroke struct {
	X, Y, W, H unit.Pt
	Line       unit.Pt
	Dash       []unit.Pt // on, off; empty: solid
	Round      bool
	Colour     CMYK
}

// Image is a picture, stretched over the rectangle.
type Image struct {
	X, Y, W, H unit.Pt
	Name       string // by which the writer finds its data
}

// Mark says that the items up to the next Mark belong to one part of the
// document; it draws nothing. Writers use it for tags and links.
type Mark struct {
	Role  string // "article", "headline", "kicker", "body", "furniture", "figure"
	Story string // the story's ID; empty for furniture
	Part  Part
	To    Target // where it leads; the zero Target: nowhere
}

// Part tells what of a story or of the furniture stands under a Mark. Marks of one
// story with the same Part, on one page or several, hold one paragraph, cell or
// figure.
type Part struct {
	Kind   PartKind
	Para   int // index of the paragraph in its story
	Row    int // of a table, from 0; of a list of names the name's index
	Column int // of a table, from 0
}

// PartKind is the closed set of parts.
type PartKind string

const (
	Ornament  PartKind = "" // says nothing, or says again what is said elsewhere
	Nameplate PartKind = "nameplate"
	Kicker    PartKind = "kicker"
	Overline  PartKind = "overline"
	Headline  PartKind = "headline"
	Deck      PartKind = "deck"
	Paragraph PartKind = "paragraph"
	Byline    PartKind = "byline"
	Name      PartKind = "name"   // of a list
	HeadCell  PartKind = "header" // of a table
	Cell      PartKind = "cell"
	Figure    PartKind = "figure" // a picture, or a QR code with its quiet zone
	Caption   PartKind = "caption"
	Credit    PartKind = "credit"
	Pull      PartKind = "pull"
	Note      PartKind = "note"     // to the text of its story
	Beside    PartKind = "beside"   // readings over a line and dots under it: no part of the text
	Jump      PartKind = "jump"     // leads to the other part of its story
	RailTitle PartKind = "contents" // of a contents rail
	RailEntry PartKind = "entry"    // of a contents rail; leads to a story
)

// Target is the place where a jump line or an entry of the contents leads, what
// stands of a story on a page; where the sign of a note leads; or where words lead out
// of the document.
type Target struct {
	Story   string
	Page    int    // number of the page in the document, from 1; 0: to no page
	Note    int    // number of the paragraph of the story, from 1, wherever it stands; 0: to no note
	Address string // of the web or of mail; empty: nowhere out of it
}

func (*GlyphRun) item() {}
func (*Fill) item()     {}
func (*Stroke) item()   {}
func (*Image) item()    {}
func (*Mark) item()     {}

// Width gives the distance the pen moves over the whole run.
func (r *GlyphRun) Width() unit.Pt {
	var w unit.Pt
	for i := range r.Glyphs {
		w += r.Glyphs[i].Advance.Of(r.Size) + r.Glyphs[i].Extra
	}
	return w
}

// Text gives the source characters of the run.
func (r *GlyphRun) Text() string {
	n := 0
	for i := range r.Glyphs {
		n += len(r.Glyphs[i].Text)
	}
	b := make([]byte, 0, n)
	for i := range r.Glyphs {
		b = append(b, r.Glyphs[i].Text...)
	}
	return string(b)
}

// Words gives the source characters of runs that follow each other, their lines parted by
// spaces.
func Words(runs []*GlyphRun) string {
	var b strings.Builder
	for i, r := range runs {
		if i > 0 && r.Y != runs[i-1].Y {
			b.WriteByte(' ')
		}
		b.WriteString(r.Text())
	}
	return b.String()
}
