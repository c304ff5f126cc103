// Package sheet puts around the trimmed page what the press and the bindery look
// at: crop and registration marks, a colour bar and a line that says what the sheet
// is. The one call is Dress. All of it stands outside the bleed and is cut off.
package sheet

import (
	"banxin/fonts"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// Options say what is put around a page. The zero value puts nothing there.
type Options struct {
	Marks     bool // crop and registration marks
	ColourBar bool
	// Offset is how far the marks keep from the trim; no less than the bleed.
	Offset unit.Pt
	// Slug gives the line of a page by its index: a title, which may be cut short, and
	// what has to be read: page, standard, condition. nil or
	// empty: none.
	Slug  func(page int) (title, rest string)
	Faces fonts.Chain // of the slug line; characters in none of them are left out
}

const (
	millimetre = unit.Point * 720 / 254
	hairline   = unit.Point / 4 // the thinnest line that print shops take

	markLength  = 5 * millimetre // of a crop mark
	targetSize  = 5 * millimetre // of the cross of a registration mark
	circleSize  = 3 * millimetre // of the circle in it
	patchSize   = 5 * millimetre // of the colour bar
	corner      = 8 * millimetre // what bar and line keep from the ends of an edge
	room        = 7 * millimetre // from the offset to the edge of the sheet
	slugSize    = 7 * unit.Point
	smallestBar = 2 * millimetre // a smaller patch cannot be measured
)

// Dress gives the document on sheets. The pages of doc are not changed; without
// anything to put around them they are given as they are.
func Dress(doc *display.Document, opt Options) *display.Document {
	if !opt.Marks && !opt.ColourBar && opt.Slug == nil {
		return doc
	}
	out := &display.Document{Outline: doc.Outline, Pages: make([]display.Page, len(doc.Pages))}
	for i := range doc.Pages {
		p := doc.Pages[i]
		d := dresser{page: &p, opt: opt, offset: max(opt.Offset, p.Bleed)}
		p.Slug = max(p.Slug, d.offset+room)
		d.items = append(d.items, &display.Mark{Role: "furniture"})
		if opt.Marks {
			d.cropMarks()
			d.targets()
		}
		if opt.ColourBar {
			d.colourBar()
		}
		if opt.Slug != nil {
			d.slug(opt.Slug(i))
		}
		p.Items = append(p.Items[:len(p.Items):len(p.Items)], d.items...)
		out.Pages[i] = p
	}
	return out
}

// dresser gathers what stands around one page.
type dresser struct {
	page   *display.Page
	opt    Options
	offset unit.Pt
	items  []display.Item
}

func (d *dresser) fill(x, y, w, h unit.Pt, colour display.CMYK) {
	d.items = append(d.items, &display.Fill{X: x, Y: y, W: w, H: h, Colour: colour})
}

// horizontal and vertical draw a mark's line, centred on the place it shows.
func (d *dresser) horizontal(x, y, length unit.Pt) {
	d.fill(x, y-hairline/2, length, hairline, display.Registration)
}

func (d *dresser) vertical(x, y, length unit.Pt) {
	d.fill(x-hairline/2, y, hairline, length, display.Registration)
}

// cropMarks shows the edges of the trimmed page at its four corners.
func (d *dresser) cropMarks() {
	for _, y := range []unit.Pt{0, d.page.Height} {
		d.horizontal(-d.offset-markLength, y, markLength)
		d.horizontal(d.page.Width+d.offset, y, markLength)
	}
	for _, x := range []unit.Pt{0, d.page.Width} {
		d.vertical(x, -d.offset-markLength, markLength)
		d.vertical(x, d.page.Height+d.offset, markLength)
	}
}

// targets puts a registration mark in the middle of each side.
func (d *dresser) targets() {
	out := d.offset + room/2
	mx, my := d.page.Width/2, d.page.Height/2
	for _, at := range [][2]unit.Pt{{mx, -out}, {mx, d.page.Height + out}, {-out, my}, {d.page.Width + out, my}} {
		x, y := at[0], at[1]
		d.horizontal(x-targetSize/2, y, targetSize)
		d.vertical(x, y-targetSize/2, targetSize)
		d.items = append(d.items, &display.Stroke{
			X: x - circleSize/2, Y: y - circleSize/2, W: circleSize, H: circleSize,
			Line: hairline, Colour: display.Registration, Round: true,
		})
	}
}

// bar is the patches: the inks solid and half, as the densitometer wants them.
var bar = []display.CMYK{{C: 100}, {M: 100}, {Y: 100}, {K: 100}, {C: 50}, {M: 50}, {Y: 50}, {K: 50}}

// colourBar stands below the page at the left, smaller where the page is narrow;
// left out where its patches would be too small to measure.
func (d *dresser) colourBar() {
	half := d.page.Width/2 - targetSize - corner
	size := min(patchSize, half/unit.Pt(len(bar)))
	if size < smallestBar {
		return
	}
	y := d.page.Height + d.offset + millimetre
	for i, colour := range bar {
		d.fill(corner+unit.Pt(i)*size, y, size, size, colour)
	}
}

// slug sets the line above the page at the left, as far as the registration mark. Where
// it is too long the title is cut short: what the sheet is made for has to be read.
func (d *dresser) slug(title, rest string) {
	room := d.page.Width/2 - targetSize - corner
	if short := []rune(title); d.width(title+rest) > room {
		for len(short) > 0 && d.width(string(short)+"…"+rest) > room {
			short = short[:len(short)-1]
		}
		title = string(short) + "…"
	}
	x, y := corner, -d.offset-millimetre
	var run *display.GlyphRun
	for _, r := range title + rest {
		face, gid, ok := d.opt.Faces.Lookup(r)
		if !ok {
			continue
		}
		advance := face.Advance(gid)
		if x+advance.Of(slugSize) > corner+room { // a page too narrow for anything
			return
		}
		if run == nil || run.Face != face.Name() {
			run = &display.GlyphRun{Face: face.Name(), Size: slugSize, X: x, Y: y, Colour: display.Black, Furniture: true}
			d.items = append(d.items, run)
		}
		run.Glyphs = append(run.Glyphs, display.Glyph{Text: string(r), GID: gid, Advance: advance})
		x += advance.Of(slugSize)
	}
}

// width is how long text is in the type of the slug line.
func (d *dresser) width(text string) unit.Pt {
	var sum unit.Pt
	for _, r := range text {
		if face, gid, ok := d.opt.Faces.Lookup(r); ok {
			sum += face.Advance(gid).Of(slugSize)
		}
	}
	return sum
}
