package layout

import (
	"banxin/layout/display"
	"banxin/layout/unit"
)

const (
	boxPad      = 1             // least free grid lines above and below code and caption
	smallSide   = 7             // side in grid lines of a code with its caption beside it,
	narrowest   = smallSide + 4 // and width in grid lines of the box that has room for both
	quietModule = 4             // modules of quiet zone
)

// measureQR gives the box of a QR code its least height at its full size.
func (c *composer) measureQR(s *story, b *box) {
	b.side, b.blank = c.in.QR.Side, 1
	b.caption = c.captionHeading(s, b).Lines(b.width - 2*c.in.Page.Pitch)
	b.rows = c.gridLines(b.side) + 1 + len(b.caption) + 2*boxPad
}

func (c *composer) gridLines(h unit.Pt) int {
	return int((h + c.in.Page.Pitch - 1) / c.in.Page.Pitch)
}

// growQR fits the box to the rows that are free at the foot of its column: it takes
// all of them, or becomes smaller with its caption beside the code. false: too few
// are free even for that, or the column is too narrow.
func (c *composer) growQR(s *story, b *box, free int) bool {
	if free >= b.rows {
		b.rows = free
		return true
	}
	beside := c.captionHeading(s, b).Lines(b.width - c.in.Page.Pitch*(smallSide+2))
	if b.width < c.in.Page.Pitch*narrowest || free < max(smallSide, len(beside))+2*boxPad {
		return false
	}
	b.beside, b.side, b.rows, b.caption = true, c.in.Page.Pitch*smallSide, free, beside
	return true
}

// drawQR draws frame, code and caption from grid line row on.
func (c *composer) drawQR(s *story, b *box, x unit.Pt, row int) []display.Item {
	pitch := c.in.Page.Pitch
	top := c.in.Page.Top + unit.Pt(row)*pitch
	left, height := c.in.Page.Left+x, unit.Pt(b.rows)*pitch
	var items []display.Item
	if w := c.in.QR.Line; w > 0 {
		items = append(items, &display.Stroke{
			X: left + w/2, Y: top + w/2, W: b.width - w, H: height - w, Line: w, Colour: c.colour(c.in.QR.Colour),
		})
	}
	// The caption keeps the grid and a third of the free lines below it; the code
	// is centred in what is left above.
	spare := b.rows - c.gridLines(b.side) - len(b.caption)
	captionRow := b.rows - len(b.caption) - max(boxPad, spare/3)
	codeX, codeY := left+(b.width-b.side)/2, top+(unit.Pt(captionRow)*pitch-b.side)/2
	captionX, captionWidth := left, b.width
	if b.beside {
		codeX, codeY = left+pitch, top+(height-b.side)/2
		captionX, captionWidth = codeX+b.side, b.width-pitch-b.side
		captionRow = (b.rows - len(b.caption)) / 2
	}
	p := &s.paras[b.para]
	items = append(items, s.mark("figure", display.Part{Kind: display.Figure, Para: b.para}))
	if p.spec.Code == nil {
		items = append(items, c.placeholder(codeX, codeY, b.side)...)
	} else {
		items = append(items, modules(p.spec.Code, codeX, codeY, b.side)...)
	}
	items = append(items, s.mark("figure", display.Part{Kind: display.Caption, Para: b.para}))
	for i, line := range b.caption {
		set := b.text.Set(line, false)
		items = append(items, c.runs(set.Runs, p.spec, captionX+(captionWidth-set.Width)/2, c.baseline(row+captionRow+i))...)
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
		c.reportMissingOnce(text, "", style)
		line := headLine{text: text, line: text.Whole(side), style: style, y: side/2 + style.Size.Times(38, 100)}
		line.x = (side - text.Width(0, text.Len())) / 2
		items = append(items, c.drawHeadLine(line, x-c.in.Page.Left, y-c.in.Page.Top, true)...)
	}
	return items
}
