package inline

import (
	"unicode/utf8"

	"banxin/layout/unit"
)

// Shape is what a face says of one character.
type Shape struct {
	Face           string // PostScript name
	GID            uint16
	Advance        unit.Em
	InkMin, InkMax unit.Em // horizontal extent of the ink; equal: no ink
}

// Shaper finds the glyph of a character: a fallback chain of faces, or the mock
// metrics of the case files.
type Shaper interface {
	// Shape gives the glyph of r, which stays as it is; nil when no face has it.
	Shape(r rune) *Shape
}

// Span is a stretch of text in one face and size.
type Span struct {
	Text     string
	Size     unit.Pt
	Shaper   Shaper
	Tracking unit.Em // added after every character but a line's last
	Ruby     *Ruby   // reading over the whole span; nil: none
	Dotted   bool    // an emphasis dot stands under its characters
	Sign     bool    // is the sign of a note
}

// Options are what a paragraph has beside its text and setting.
type Options struct {
	FullSpace unit.Em // width of U+3000; 0: one em
	Names     *Names  // words kept together softly (§3.9); nil: none
}

// Missing is a character that no face of its span has.
type Missing struct {
	Offset int // runes from the start of the paragraph
	Rune   rune
	Span   int
	Ruby   bool // of the reading over the span
}

// Paragraph is prepared text: cells with their widths, and where lines may end.
// It does not depend on the measure and may be broken many times.
type Paragraph struct {
	setting Setting
	em      unit.Pt // of the strict grid
	cells   []cell
	breaks  []Break   // before each cell
	advance []unit.Pt // prefix sums, over the cells before: natural widths in mid-line,
	squeeze []unit.Pt // what their boundaries can give,
	elastic []unit.Pt // what word spaces and Latin gaps can take,
	rest    []int32   // and how many boundaries stretch without limit
	largest unit.Pt   // size
	rubies  []ruby    // in order
	dotted  []bool    // by span; nil: no span is
	Missing []Missing
}

// cell is one unit of setting: a character, a whole two-em dash, a base with
// its combining marks.
type cell struct {
	text              string
	shape             *Shape
	size              unit.Pt
	span              int32
	offset            int32   // rune offset in the paragraph
	left, body, right unit.Em // of size; blanks as the style gives them
	// midLeft and midRight are the blanks that pair compression leaves in mid-line.
	midLeft, midRight unit.Em
	endRight          unit.Em // right blank of a mark that keeps it at a line's end
	gap               unit.Pt // Han–Latin gap and tracking after the cell in mid-line
	class             Class
	latinGap          bool // gap is (also) a Han–Latin gap
	hangable          bool
}

// first is the cell's character, without what is combined with it.
func (c *cell) first() rune {
	r, _ := utf8.DecodeRuneInString(c.text)
	return r
}

// width is the natural width of the cell in mid-line, without the gap.
func (c *cell) width() unit.Pt { return (c.midLeft + c.body + c.midRight).Of(c.size) }

// Prepare classifies and measures a paragraph.
func Prepare(spans []Span, setting Setting, opt Options) *Paragraph {
	n := 0
	for i := range spans {
		n += len(spans[i].Text) / 3
	}
	text := make([]rune, 0, n+8)
	places := make([]sourcePlace, 0, n+8)
	for i := range spans {
		for at, r := range spans[i].Text {
			text = append(text, r)
			places = append(places, sourcePlace{int32(i), int32(at)})
		}
	}
	p := &Paragraph{setting: setting}
	classes := Classify(text)
	bindSigns(spans, places, classes)
	breaks := Opportunities(text, classes, setting.Level)
	opt.Names.keep(text, breaks)
	chinese := hasHan(text)
	b := builder{p, spans, text, classes, places, chinese, opt}
	p.cells = make([]cell, 0, len(text))
	p.breaks = make([]Break, 0, len(text))
	for i := 0; i < len(text); {
		next := b.cell(i)
		p.breaks = append(p.breaks, breaks[i])
		i = next
	}
	p.readings(spans)
	p.markDotted(spans)
	p.compressPairs(text)
	if setting.Grid {
		p.em = p.gridSize()
	}
	p.setGaps(spans)
	p.sum()
	return p
}

// Len gives the number of cells; a break is an index from 1 to Len.
func (p *Paragraph) Len() int { return len(p.cells) }

// Offset gives the rune offset of a cell; for Len the length of the text.
func (p *Paragraph) Offset(cell int) int {
	if cell >= len(p.cells) {
		if len(p.cells) == 0 {
			return 0
		}
		last := &p.cells[len(p.cells)-1]
		return int(last.offset) + len([]rune(last.text))
	}
	return int(p.cells[cell].offset)
}

// Span gives the index of the span a cell belongs to.
func (p *Paragraph) Span(cell int) int { return int(p.cells[cell].span) }

// MayBreak tells whether a line may end before the cell.
func (p *Paragraph) MayBreak(cell int) bool {
	return cell > 0 && (cell >= len(p.cells) || p.breaks[cell] != Forbidden)
}

// setGaps puts the Han–Latin gap (§8) and tracking between the cells.
func (p *Paragraph) setGaps(spans []Span) {
	for i := 0; i+1 < len(p.cells); i++ {
		a, b := &p.cells[i], &p.cells[i+1]
		if !p.setting.Grid { // tracking would take Han off the grid
			a.gap = spans[a.span].Tracking.Of(a.size)
		}
		if p.setting.Autospace > 0 && latinBoundary(a.class, b.class) {
			size := a.size
			if b.class == Han {
				size = b.size
			}
			a.gap += p.setting.Autospace.Of(size)
			a.latinGap = true
		}
	}
}

// latinBoundary: the gap stands between Han and a letter, digit, prefix or
// suffix of a number, never beside a mark.
func latinBoundary(a, b Class) bool {
	alnum := func(c Class) bool { return c == Letter || c == Number || c == Prefix || c == Suffix }
	return a == Han && alnum(b) || alnum(a) && b == Han
}

func (p *Paragraph) sum() {
	n := len(p.cells)
	p.advance, p.squeeze, p.elastic = make([]unit.Pt, n+1), make([]unit.Pt, n+1), make([]unit.Pt, n+1)
	p.rest = make([]int32, n+1)
	for i := range p.cells {
		p.advance[i+1] = p.advance[i] + p.cells[i].width() + p.cells[i].gap
		p.largest = max(p.largest, p.cells[i].size)
		p.squeeze[i+1], p.elastic[i+1], p.rest[i+1] = p.squeeze[i], p.elastic[i], p.rest[i]
		if i == n-1 {
			break
		}
		if p.cells[i].class == Han && p.cells[i+1].class == Han { // most of all boundaries
			p.rest[i+1]++
			continue
		}
		for _, g := range squeezeOrder {
			p.squeeze[i+1] += p.gives(i, g)
		}
		switch g, room, ok := p.takes(i); {
		case ok && g == Rest:
			p.rest[i+1]++
		case ok && g != LastResort:
			p.elastic[i+1] += room
		}
	}
}

// natural gives the width of the line of cells [s, e) before justification,
// with its ends trimmed (§6).
func (p *Paragraph) natural(s, e int) unit.Pt {
	s, e = p.trimSpaces(s, e)
	if s >= e {
		return 0
	}
	first, last := &p.cells[s], &p.cells[e-1]
	w := p.advance[e] - p.advance[s] - last.gap
	w += (p.startLeft(s) - first.midLeft).Of(first.size)
	w -= last.midRight.Of(last.size)
	return w
}

// endWidth gives the natural width of the line [s, e) with the ending given.
func (p *Paragraph) endWidth(s, e int, ending Ending) unit.Pt {
	switch ending {
	case Hanging:
		return p.natural(s, e-1)
	case Full:
		last := &p.cells[e-1]
		return p.natural(s, e) + last.endRight.Of(last.size)
	}
	return p.natural(s, e)
}

// trimSpaces takes the spaces off both ends of a line: they vanish there.
func (p *Paragraph) trimSpaces(s, e int) (int, int) {
	for s < e && p.cells[s].space() {
		s++
	}
	for e > s && p.cells[e-1].space() {
		e--
	}
	return s, e
}

func (c *cell) space() bool { return c.class == Space || c.class == FullSpace }

// startLeft is the left blank of the first cell of a line.
func (p *Paragraph) startLeft(s int) unit.Em {
	if c := &p.cells[s]; c.class == Opening && !p.setting.TrimStart {
		return c.left
	}
	return 0
}
