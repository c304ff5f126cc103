// Package pdf turns a display list into a print PDF, by Write, or into a tagged PDF
// for reading on a screen, by WriteReading.
//
// The phases of both, each in its own file: the registry gives every distinct
// glyph of the document a private character code and has one small TrueType
// subset made per face (registry.go); the canvas places runs of these codes
// with gopdf (draw.go, stretch.go); the finisher reads gopdf's output back
// (parse.go, content.go), checks it and writes the whole file anew with pictures and
// correct fonts, boxes, outline and metadata (finish.go and the files of its
// objects). A reading file has colours for the screen (screen.go), a structure tree
// (structure.go, structtree.go) and links (link.go) besides.
//
// The package knows neither the manuscript nor the layout rules, reads no file
// and no clock: the same document, faces and Meta give the same bytes.
package pdf

import (
	"errors"
	"fmt"
	"time"

	"banxin/fonts"
	"banxin/internal/parallel"
	"banxin/internal/raster"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// Meta is what the file says about itself.
type Meta struct {
	Title    string // document title; empty: none
	Author   string // empty: none
	Rights   string // statement of rights, in the XMP of files that have it; empty: none
	Language string // BCP 47 tag, "zh-Hans"; empty: none
	Producer string // the program and its version; empty: none

	// Created is written into every date, with its zone. It is the revision of
	// the issue, never the clock, and must not be zero.
	Created time.Time
	// Revision counts the forms of the document; 0 and 1 are the first. It goes into
	// the XMP of files that have it.
	Revision int
}

// Resources are what a display list names and does not hold.
type Resources struct {
	Faces    map[string]*fonts.Face   // by the names that the glyph runs use
	Pictures map[string]*raster.Image // by the names that the images use
}

// largestPage is the longest side a page may have (PDF 1.4, appendix C: 14 400
// units); smallestPage the shortest (3 units).
const (
	largestPage  = 14400 * unit.Point
	smallestPage = 3 * unit.Point
)

// Write gives the PDF of doc for the press that p describes. An error means that the document cannot be set as it
// is (a glyph without number, an unknown face or picture, an impossible length; all
// of them are reported at once, joined) or that gopdf's output is not what it should
// be. Pictures in RGB are separated by raster's formula. Write may be called from
// several goroutines at once.
func Write(doc *display.Document, res Resources, meta Meta, p Print) (out []byte, err error) {
	defer rescue(&out, &err)
	if err := errors.Join(checkDocument(doc, meta), p.check()); err != nil {
		return nil, err
	}
	s, err := set(doc, res, p.Dot)
	if err != nil {
		return nil, err
	}
	return finishPrint(doc, s, meta, p)
}

// finishPrint paints the contents anew for the press and writes the file.
func finishPrint(doc *display.Document, s *typeset, meta Meta, p Print) ([]byte, error) {
	errs := make([]error, len(s.contents))
	parallel.Do(len(s.contents), func() func(int) {
		return func(i int) {
			r := repainter{plates: s.plates, overprint: p.Standard != NoStandard}
			content, err := r.page(s.contents[i], &doc.Pages[i], s.parts[i])
			if err != nil {
				errs[i] = fmt.Errorf("pdf: page %d: %w", i+1, err)
			}
			s.contents[i] = content
		}
	})
	if err := first(errs); err != nil {
		return nil, err
	}
	return finish(doc, s, meta, p)
}

// rescue makes a panic of gopdf, which panics on what it does not expect, an error:
// none may reach the caller.
func rescue(out *[]byte, err *error) {
	if r := recover(); r != nil {
		*out, *err = nil, fmt.Errorf("pdf: unexpected: %v", r)
	}
}

// typeset is a document as gopdf has set it, checked, and what goes with it.
type typeset struct {
	fonts    []*subsetFont
	plates   []plate
	contents [][]byte // of each page
	parts    [][]int  // by page and item: how many paintings it is
}

// set gives every glyph its code, cuts the fonts and has gopdf draw the pages.
func set(doc *display.Document, res Resources, dot unit.Pt) (*typeset, error) {
	reg, err := register(doc, res.Faces, dot)
	plates, missing := collectPlates(doc, res.Pictures)
	if err := errors.Join(err, missing); err != nil {
		return nil, err
	}
	if err := reg.subset(); err != nil {
		return nil, err
	}
	drawn, err := draw(doc, reg)
	if err != nil {
		return nil, err
	}
	return extracted(drawn, reg, plates)
}

// extracted takes gopdf's file apart.
func extracted(drawn *drawing, reg *registry, plates []plate) (*typeset, error) {
	contents, err := extractContents(drawn.raw, drawn.tally, len(reg.fonts))
	if err != nil {
		return nil, fmt.Errorf("pdf: output of the drawing library: %w", err)
	}
	return &typeset{reg.fonts, plates, contents, drawn.parts}, nil
}

// checkDocument reports what Write cannot set, apart from glyphs and faces.
func checkDocument(doc *display.Document, meta Meta) error {
	if doc == nil || len(doc.Pages) == 0 {
		return errors.New("pdf: document has no pages")
	}
	var errs []error
	if meta.Created.IsZero() {
		errs = append(errs, errors.New("pdf: creation date is missing"))
	} else if y := meta.Created.Year(); y < 1 || y > 9999 {
		errs = append(errs, fmt.Errorf("pdf: creation date: year %d has not four digits", y))
	}
	for i := range doc.Pages {
		p := &doc.Pages[i]
		if m := p.Margin(); p.Bleed < 0 || p.Slug < 0 || p.Width < smallestPage || p.Height < smallestPage ||
			p.Width > largestPage-2*m || p.Height > largestPage-2*m {
			errs = append(errs, fmt.Errorf("pdf: page %d: size %v × %v pt with bleed %v pt is outside 3…14400 pt", i+1, p.Width, p.Height, p.Bleed))
		}
		for j, item := range p.Items {
			if err := checkItem(item); err != nil {
				errs = append(errs, fmt.Errorf("pdf: page %d, item %d: %w", i+1, j+1, err))
			}
		}
	}
	for i, e := range doc.Outline {
		if e.Page < 0 || e.Page >= len(doc.Pages) {
			errs = append(errs, fmt.Errorf("pdf: outline entry %d %q: page index %d of %d pages", i+1, e.Title, e.Page, len(doc.Pages)))
		}
	}
	return errors.Join(errs...)
}

// checkItem reports lengths and colours that no printer can set.
func checkItem(item display.Item) error {
	switch it := item.(type) {
	case *display.GlyphRun:
		if it.Size < unit.Point/100 || it.Size > largestPage {
			return fmt.Errorf("type size %v pt is outside 0.01…14400 pt", it.Size)
		}
		for _, g := range it.Glyphs {
			if g.Stretch < 0 {
				return fmt.Errorf("glyph of %q: stretch %d is negative", g.Text, g.Stretch)
			}
		}
		return errors.Join(checkColour(it.Colour), checkPlace(it.X, it.Y))
	case *display.Fill:
		if it.W < 0 || it.H < 0 {
			return fmt.Errorf("fill of negative size %v × %v pt", it.W, it.H)
		}
		return errors.Join(checkColour(it.Colour), checkPlace(it.X, it.Y, it.W, it.H))
	case *display.Stroke:
		if it.W < 0 || it.H < 0 {
			return fmt.Errorf("stroke of negative size %v × %v pt", it.W, it.H)
		}
		if centi(it.Line) <= 0 {
			// A line of width 0 is the thinnest the device can make: invisible
			// on a platesetter.
			return fmt.Errorf("stroke of line width %v pt", it.Line)
		}
		return errors.Join(checkDash(it.Dash), checkColour(it.Colour), checkPlace(it.X, it.Y, it.W, it.H, it.Line))
	case *display.Image:
		if it.W <= 0 || it.H <= 0 {
			return fmt.Errorf("picture %q of size %v × %v pt", it.Name, it.W, it.H)
		}
		return checkPlace(it.X, it.Y, it.W, it.H)
	case *display.Mark:
		return nil
	case nil:
		return errors.New("no item")
	}
	return fmt.Errorf("unknown kind %T", item)
}

func checkColour(c display.CMYK) error {
	if c.C > 100 || c.M > 100 || c.Y > 100 || c.K > 100 {
		return fmt.Errorf("colour %v is over 100 %%", c)
	}
	return nil
}

// checkPlace keeps coordinates within twice the largest page, far from any
// overflow in the arithmetic that follows.
func checkPlace(lengths ...unit.Pt) error {
	for _, l := range lengths {
		if l < -2*largestPage || l > 2*largestPage {
			return fmt.Errorf("coordinate %v pt is off every page", l)
		}
	}
	return nil
}

func checkDash(dash []unit.Pt) error {
	sum := 0
	for _, d := range dash {
		if d < 0 || d > largestPage {
			return fmt.Errorf("dash of %v pt", d)
		}
		sum += centi(d)
	}
	if len(dash) > 0 && sum == 0 {
		return errors.New("dash pattern of length zero")
	}
	return nil
}
