package layout

import (
	"banxin/layout/display"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// box is a QR code with its caption in a frame of whole grid lines.
type box struct {
	para    int
	rows    int // grid lines, the blank one above not counted
	side    unit.Pt
	beside  bool // caption at the right of the code
	caption []inline.Line
	text    *inline.Paragraph
}

const (
	boxPad      = 1 // least free grid lines above and below code and caption
	smallSide   = 7 // side in grid lines of a code with its caption beside it
	quietModule = 4 // modules of quiet zone
)

// boxLines makes the lines that a QR box takes in a column: a blank one, then
// the box, bound together.
func (c *composer) boxLines(s *story, para int, measure unit.Pt) []bodyLine {
	b := c.newBox(s, para, measure)
	return b.lines()
}

// newBox measures a box of the least height at its full size.
func (c *composer) newBox(s *story, para int, measure unit.Pt) *box {
	b := &box{para: para, side: c.in.QR.Side, text: s.paras[para].text}
	b.caption = b.text.HeadingLines(measure - 2*c.in.Page.Pitch)
	b.rows = c.gridLines(b.side) + 1 + len(b.caption) + 2*boxPad
	return b
}

func (b *box) lines() []bodyLine {
	out := make([]bodyLine, b.rows+1)
	for i := range out {
		out[i] = bodyLine{para: b.para, byline: -1, bound: i > 0}
	}
	out[0].box = b
	return out
}

func (c *composer) gridLines(h unit.Pt) int {
	return int((h + c.in.Page.Pitch - 1) / c.in.Page.Pitch)
}

// growBox fits the box whose first line is lines[i] to the foot of the column it
// falls into, when the columns are filled one after the other: it takes the free
// lines, or becomes smaller with its caption beside the code.
func (c *composer) growBox(s *story, lines []bodyLine, i, columns, height int) []bodyLine {
	if height == 0 {
		return lines
	}
	b, after := lines[i].box, lines[i+b0(lines[i].box):]
	free := height - i%height - 1
	if len(after) > 0 || i/height >= columns {
		return lines
	}
	switch small := smallSide + 2*boxPad; {
	case free >= b.rows:
		b.rows = free
	case free >= small:
		b.beside, b.side = true, c.in.Page.Pitch*smallSide
		b.rows = free
	default:
		c.findOnce(Finding{Code: QRSmall, Story: s.spec.ID, Para: b.para, Count: max(0, free)})
		return lines
	}
	return append(lines[:i:i], b.lines()...)
}

// b0 is how many lines a box takes with the blank one above.
func b0(b *box) int { return b.rows + 1 }

// drawBox draws frame, code and caption. row is the blank line above the frame.
func (c *composer) drawBox(s *story, l bodyLine, x unit.Pt, row int, measure unit.Pt) []display.Item {
	b, pitch := l.box, c.in.Page.Pitch
	top := c.in.Page.Top + unit.Pt(row+1)*pitch
	left, height := c.in.Page.Left+x, unit.Pt(b.rows)*pitch
	var items []display.Item
	if w := c.in.QR.Line; w > 0 {
		items = append(items, &display.Stroke{
			X: left + w/2, Y: top + w/2, W: measure - w, H: height - w, Line: w, Colour: c.colour(c.in.QR.Colour),
		})
	}
	// The caption keeps the grid and a third of the free lines below it; the code
	// is centred in what is left above.
	spare := b.rows - c.gridLines(b.side) - len(b.caption)
	captionRow := b.rows - len(b.caption) - max(boxPad, spare/3)
	codeX, codeY := left+(measure-b.side)/2, top+(unit.Pt(captionRow)*pitch-b.side)/2
	captionX, captionWidth := left, measure
	if b.beside {
		codeX, codeY = left+pitch, top+(height-b.side)/2
		captionX, captionWidth = codeX+b.side, measure-pitch-b.side
		b.caption = b.text.HeadingLines(captionWidth - pitch)
		captionRow = (b.rows - len(b.caption)) / 2
	}
	p := &s.paras[b.para]
	if p.spec.Code == nil {
		items = append(items, c.placeholder(codeX, codeY, b.side)...)
	} else {
		items = append(items, modules(p.spec.Code, codeX, codeY, b.side)...)
	}
	for i, line := range b.caption {
		set := b.text.Set(line, false)
		items = append(items, c.runs(set.Runs, p.spec, captionX+(captionWidth-set.Width)/2, c.baseline(row+1+captionRow+i))...)
	}
	return items
}

// modules draws a code as filled rectangles, one for each run of dark modules in
// a row, with its quiet zone inside the square.
func modules(code [][]bool, x, y, side unit.Pt) []display.Item {
	size := side / unit.Pt(len(code)+2*quietModule)
	x += (side - size*unit.Pt(len(code))) / 2
	y += (side - size*unit.Pt(len(code))) / 2
	var items []display.Item
	for r, row := range code {
		for s := 0; s < len(row); s++ {
			if !row[s] {
				continue
			}
			e := s
			for e < len(row) && row[e] {
				e++
			}
			items = append(items, &display.Fill{
				X: x + size*unit.Pt(s), Y: y + size*unit.Pt(r), W: size * unit.Pt(e-s), H: size, Colour: display.Black,
			})
			s = e
		}
	}
	return items
}

// placeholder draws what stands where no address is known yet: a dashed frame,
// three finder corners and the words; never something a reader could scan.
func (c *composer) placeholder(x, y, side unit.Pt) []display.Item {
	dash := unit.FromFloat(3)
	items := []display.Item{&display.Stroke{
		X: x, Y: y, W: side, H: side, Line: unit.FromFloat(0.5), Dash: []unit.Pt{dash, dash}, Colour: display.Black,
	}}
	corner, pad := side*2/7, side/12
	far := side - pad - corner
	for _, at := range [][2]unit.Pt{{pad, pad}, {far, pad}, {pad, far}} {
		w := corner / 7
		items = append(items,
			&display.Stroke{X: x + at[0] + w/2, Y: y + at[1] + w/2, W: corner - w, H: corner - w, Line: w, Colour: display.Black},
			&display.Fill{X: x + at[0] + 2*w, Y: y + at[1] + 2*w, W: 3 * w, H: 3 * w, Colour: display.Black})
	}
	if words := c.in.QR.Placeholder; words != "" {
		style := c.in.Styles[c.in.QR.Caption]
		text := c.paragraph(words, style, style.Size)
		line := headLine{text: text, line: text.Whole(side), style: style, y: side/2 + style.Size.Times(38, 100)}
		line.x = (side - text.Width(0, text.Len())) / 2
		items = append(items, c.drawHeadLine(line, x-c.in.Page.Left, y-c.in.Page.Top, true)...)
	}
	return items
}
