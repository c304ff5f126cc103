package picture

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"strings"

	"banxin/internal/raster"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// SVGOptions are what an SVG says beside the page.
type SVGOptions struct {
	Title    string // name of the picture, for those who cannot see it
	Language string // of the title, as in xml:lang; may be empty
	// Link gives the address to which what follows a mark leads, a URI or empty. nil:
	// nothing leads anywhere.
	Link func(*display.Mark) string
}

// SVG writes what Page paints as drawing commands (SVG 1.1): the trimmed page on white
// in points, every length to its last digit, glyphs as outlines that are written once
// and used wherever they stand, pictures within the file, no script and nothing from
// outside. The same input gives the same bytes. Errors are those of Page.
//
// Addresses are written as xlink:href: SVG 2 has a shorter name, which layout programs
// and older readers do not know.
func SVG(p *display.Page, res Resources, opt SVGOptions) (out []byte, err error) {
	defer rescue(&err)
	if p.Width <= 0 || p.Height <= 0 {
		return nil, fmt.Errorf("picture: a page of %v × %v pt has no area", p.Width, p.Height)
	}
	in, err := collect(p, res)
	if err != nil {
		return nil, err
	}
	s := &svg{res: res, inks: in, glyphs: map[glyphKey]string{}, scaled: map[scaledGlyph]string{}}
	var errs []error
	for _, item := range p.Items {
		errs = append(errs, s.item(item, opt.Link))
	}
	s.flush()
	s.endLink()
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return s.document(p, opt), nil
}

// svg gathers the parts of a file.
type svg struct {
	res    Resources
	inks   *inks
	defs   strings.Builder
	glyphs map[glyphKey]string    // their names in defs, empty: without ink
	scaled map[scaledGlyph]string // the same
	body   strings.Builder
	fills  svgFills
	link   *svgLink // nil: what comes leads nowhere
}

// svgFills are filled rectangles of one colour that follow each other: one path, so
// that the ground does not shine through where they touch.
type svgFills struct {
	colour display.CMYK
	path   strings.Builder
}

// svgLink is a link while its items are being written.
type svgLink struct {
	address string
	body    strings.Builder
	box     display.Box
	words   []*display.GlyphRun
}

// out is where commands go.
func (s *svg) out() *strings.Builder {
	if s.link != nil {
		return &s.link.body
	}
	return &s.body
}

// document puts the parts together. What lies outside the trim is cut off, as the space
// of a viewer may have another shape than the page.
func (s *svg) document(p *display.Page, opt SVGOptions) []byte {
	var b bytes.Buffer
	w, h := decimal(p.Width), decimal(p.Height)
	b.WriteString(xml.Header + `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1"`)
	if opt.Language != "" {
		fmt.Fprintf(&b, ` xml:lang="%s"`, escape(opt.Language))
	}
	fmt.Fprintf(&b, " width=\"%spt\" height=\"%spt\" viewBox=\"0 0 %s %s\">\n", w, h, w, h)
	if opt.Title != "" {
		fmt.Fprintf(&b, "<title>%s</title>\n", escape(opt.Title))
	}
	trim := "M0 0h" + w + "v" + h + "H0z"
	fmt.Fprintf(&b, "<defs>\n<clipPath id=\"trim\"><path d=\"%s\"/></clipPath>\n%s</defs>\n", trim, s.defs.String())
	fmt.Fprintf(&b, "<g clip-path=\"url(#trim)\">\n<path fill=\"#ffffff\" d=\"%s\"/>\n%s</g>\n</svg>\n", trim, s.body.String())
	return b.Bytes()
}

// item writes one item.
func (s *svg) item(item display.Item, link func(*display.Mark) string) error {
	if m, ok := item.(*display.Mark); ok {
		s.endLink()
		if link == nil {
			return nil
		}
		if address := link(m); address != "" {
			s.flush()
			s.link = &svgLink{address: address}
		}
		return nil
	}
	if f, ok := item.(*display.Fill); !ok || f.Colour != s.fills.colour {
		s.flush()
	}
	if s.link != nil {
		s.link.add(item)
	}
	switch it := item.(type) {
	case *display.GlyphRun:
		s.text(it)
	case *display.Fill:
		if it.W > 0 && it.H > 0 {
			s.fills.colour = it.Colour
			outline := rectangle
			if it.Round {
				outline = ellipsePath
			}
			s.fills.path.WriteString(outline(it.X, it.Y, it.W, it.H))
		}
	case *display.Stroke:
		s.stroke(it)
	case *display.Image:
		return s.picture(it)
	}
	return nil
}

// flush writes the rectangles gathered.
func (s *svg) flush() {
	if s.fills.path.Len() > 0 {
		fmt.Fprintf(s.out(), "<path%s d=\"%s\"/>\n", filled(s.fills.colour), s.fills.path.String())
		s.fills.path.Reset()
	}
}

// endLink ends the link that is open: what stands in it becomes its content, on an
// invisible rectangle, as between the strokes of a character there is nothing to click.
func (s *svg) endLink() {
	l := s.link
	if l == nil {
		return
	}
	s.flush()
	s.link = nil
	if l.body.Len() == 0 {
		return
	}
	fmt.Fprintf(&s.body, "<a xlink:href=\"%s\">\n<title>%s</title>\n<path fill=\"none\" pointer-events=\"all\" d=\"%s\"/>\n%s</a>\n",
		escape(l.address), escape(l.title()), rectangle(l.box.Left, l.box.Top, l.box.Right-l.box.Left, l.box.Bottom-l.box.Top), l.body.String())
}

// add takes note of an item.
func (l *svgLink) add(item display.Item) {
	l.box = l.box.Union(display.BoxOf(item))
	if run, ok := item.(*display.GlyphRun); ok {
		l.words = append(l.words, run)
	}
}

// title says what a link says, its lines parted by spaces; where it has no words, where
// it leads.
func (l *svgLink) title() string {
	if len(l.words) == 0 {
		return l.address
	}
	return display.Words(l.words)
}

// stroke writes the outline of a rectangle or an ellipse, from where Page begins it.
func (s *svg) stroke(it *display.Stroke) {
	if it.Line <= 0 {
		return
	}
	path := fmt.Sprintf("M%s %sh%sv%sh%sz", decimal(it.X), decimal(it.Y+it.H), decimal(it.W), decimal(-it.H), decimal(-it.W))
	if it.Round {
		path = ellipsePath(it.X, it.Y, it.W, it.H)
	}
	var dash []string
	var period unit.Pt
	for _, d := range it.Dash {
		dash, period = append(dash, decimal(d)), period+d
	}
	dashes := ""
	if period > 0 {
		dashes = ` stroke-dasharray="` + strings.Join(dash, " ") + `"`
	}
	fmt.Fprintf(s.out(), "<path fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"%s d=\"%s\"/>\n", screenColour(it.Colour), decimal(it.Line), dashes, path)
}

// svgPPI is how many pixels to the inch a picture keeps: enough for twice the size on a
// common screen.
const svgPPI = 200

// picture writes a picture into the file: a photograph as JPEG, others without loss.
func (s *svg) picture(it *display.Image) error {
	if it.W <= 0 || it.H <= 0 {
		return nil
	}
	m := s.inks.pictures[it.Name]
	small := m.Shrink(m.Enough(int(it.W.Times(svgPPI, 72*int64(unit.Point)))))
	data, kind, err := encoded(small, s.res.Pictures[it.Name].IsJPEG())
	if err != nil {
		return fmt.Errorf("picture: %s: %w", it.Name, err)
	}
	fmt.Fprintf(s.out(), "<image x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" preserveAspectRatio=\"none\" xlink:href=\"data:image/%s;base64,%s\"/>\n",
		decimal(it.X), decimal(it.Y), decimal(it.W), decimal(it.H), kind, base64.StdEncoding.EncodeToString(data))
	return nil
}

func encoded(m *raster.Image, photograph bool) (data []byte, kind string, err error) {
	if photograph {
		data, err = m.EncodeJPEG(jpegQuality, nil)
		return data, "jpeg", err
	}
	data, err = m.EncodePNG()
	return data, "png", err
}

// rectangle writes a rectangle as a part of a path.
func rectangle(x, y, w, h unit.Pt) string {
	return "M" + decimal(x) + " " + decimal(y) + "h" + decimal(w) + "v" + decimal(h) + "h" + decimal(-w) + "z"
}

// ellipsePath writes the ellipse within a rectangle as a part of a path, from its right
// against the clock.
func ellipsePath(x, y, w, h unit.Pt) string {
	half := fmt.Sprintf("a%s %s 0 0 0 ", ratio(int64(w), 2*int64(unit.Point)), ratio(int64(h), 2*int64(unit.Point)))
	return fmt.Sprintf("M%s %s%s%s 0%s%s 0z", decimal(x+w), ratio(int64(2*y+h), 2*int64(unit.Point)), half, decimal(-w), half, decimal(w))
}

// filled writes the colour of an area; black needs no words.
func filled(c display.CMYK) string {
	if colour := screenColour(c); colour != "#000000" {
		return ` fill="` + colour + `"`
	}
	return ""
}

// screenColour writes a colour.
func screenColour(c display.CMYK) string {
	l := onScreen(c)
	return fmt.Sprintf("#%02x%02x%02x", l[0], l[1], l[2])
}

// escape writes text for XML; characters that XML has not become U+FFFD.
func escape(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return b.String()
}
