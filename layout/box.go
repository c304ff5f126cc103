package layout

import (
	"banxin/layout/display"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// box is what stands apart from the running text in whole grid lines, anchored in
// the frame of its story: a QR code, a picture or words set large.
type box struct {
	para    int // of the story: what the box is made of, and its place in reading order
	at      Anchor
	width   unit.Pt
	rows    int // grid lines
	blank   int // free grid lines between the box and the text
	caption []inline.Line
	text    *inline.Paragraph

	side   unit.Pt // QR code: of the square
	beside bool    // QR code: caption at the right of it
	fixed  bool    // QR code: not all text has room above it, so that it keeps its size

	image   [2]unit.Pt // picture: printed width and height
	credit  *inline.Paragraph
	credits []inline.Line // of the credit
	level   bool          // the credit stands in the caption's last line
}

// span is the rows that a box takes from its column.
func (b *box) span() int { return b.rows + b.blank }

// isBox tells which paragraphs are boxes.
func (k ParaKind) isBox() bool { return k == QRBox || k == Picture || k == Pull }

// boxes measures the boxes of a piece for a frame, in reading order. most is how
// many rows the frame has at the piece.
func (c *composer) boxes(s *story, p piece, f *Frame, most int) []*box {
	var out []*box
	for i := range s.paras {
		if s.paras[i].spec.Kind.isBox() && p.has(i) {
			out = append(out, c.newBox(s, i, f, most))
		}
	}
	return out
}

func (c *composer) newBox(s *story, para int, f *Frame, most int) *box {
	spec := s.paras[para].spec
	b := &box{para: para, at: spec.At, width: f.columnWidth(), text: s.paras[para].text}
	if f.Columns == 1 {
		b.at.Spanning = true
	}
	if b.at.Spanning {
		b.width = f.Width
	}
	if b.at.Column < 1 || b.at.Column > f.Columns {
		b.at.Column = f.Columns
	}
	switch spec.Kind {
	case QRBox:
		c.measureQR(s, b)
	case Picture:
		c.measurePicture(b, spec, most)
	case Pull:
		c.measurePull(s, b)
	}
	return b
}

// area is the rows that boxes take from a piece's place in a frame.
type area struct {
	head, foot int   // over all columns
	heads      []int // of each column
	feet       []int
}

func stack(boxes []*box, columns int) area {
	a := area{heads: make([]int, columns), feet: make([]int, columns)}
	for _, b := range boxes {
		switch k := b.at.Column - 1; {
		case b.at.Spanning && b.at.Head:
			a.head += b.span()
		case b.at.Spanning:
			a.foot += b.span()
		case b.at.Head:
			a.heads[k] += b.span()
		default:
			a.feet[k] += b.span()
		}
	}
	return a
}

// taken is the rows of each column that boxes stand in.
func (a *area) taken() []int {
	out := make([]int, len(a.heads))
	for i := range out {
		out[i] = a.heads[i] + a.feet[i]
	}
	return out
}

// drawBoxes draws the boxes of a plan that come before paragraph para in reading
// order and were not drawn yet.
func (c *composer) drawBoxes(p *plan, f *Frame, before int) []display.Item {
	var items []display.Item
	for len(p.waiting) > 0 && p.waiting[0].para < before {
		b := p.waiting[0]
		p.waiting = p.waiting[1:]
		x := f.X
		if !b.at.Spanning {
			x = f.columnX(b.at.Column - 1)
		}
		items = append(items, c.drawBox(c.stories[p.story], b, x, p.boxRow(b))...)
	}
	return items
}

// boxRow is the first grid line of a box, its blank lines not counted. Boxes at
// one place stand one below the other in reading order.
func (p *plan) boxRow(b *box) int {
	before, all := 0, 0
	for _, o := range p.boxes {
		if o.at.Spanning != b.at.Spanning || o.at.Head != b.at.Head || !b.at.Spanning && o.at.Column != b.at.Column {
			continue
		}
		if o.para < b.para {
			before += o.span()
		}
		all += o.span()
	}
	row := p.firstLine + before
	switch {
	case b.at.Spanning && b.at.Head:
		return row
	case b.at.Head:
		return row + p.area.head
	case b.at.Spanning:
		return row + p.area.head + p.columnRows + b.blank
	}
	return row + p.area.head + p.columnRows - all + b.blank
}

// drawBox draws a box whose first grid line is row, marked as no part of the
// running text.
func (c *composer) drawBox(s *story, b *box, x unit.Pt, row int) []display.Item {
	items := []display.Item{s.mark("figure", display.Part{})}
	switch s.paras[b.para].spec.Kind {
	case Picture:
		items = append(items, c.drawPicture(s, b, x, row)...)
	case Pull:
		items = append(items, c.drawPull(s, b, x, row)...)
	default:
		items = append(items, c.drawQR(s, b, x, row)...)
	}
	return append(items, s.mark("body", display.Part{}))
}
