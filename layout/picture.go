package layout

import (
	"banxin/layout/display"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// creditStyle is the role of a picture's credit, which stands at the right of the
// caption's last line where there is room.
const creditStyle = "credit"

const (
	pictureGap = 40 // hundredths of the caption's size between picture and caption, at least
	// enoughBlank, hundredths of a line that a picture leaves free over it, parts
	// it from the text without a blank line.
	enoughBlank = 60
	emTop       = 88 // hundredths of the size from the baseline up to the top of the em square
)

// measurePicture gives a picture the width of its column or frame, less where it
// would leave fewer than least lines of the rows there are, and its caption and
// credit the grid lines below.
func (c *composer) measurePicture(b *box, spec *Para, most int) {
	b.blank, b.text = 1, nil
	for _, span := range spec.Spans {
		style := c.in.Styles[span.Style]
		switch p := c.paragraph(span.Text, style, style.Size); {
		case span.Style == creditStyle:
			b.credit = p
		default:
			b.text = p
			b.caption = p.TotalFit(0, 0, b.width)
		}
	}
	lines := c.placeCredit(b, spec)
	wide, high := spec.Image.ratio()
	b.image = [2]unit.Pt{b.width, b.width.Times(high, wide)}
	b.rows = c.pictureRows(b.image[1], spec, lines) + lines
	if limit := max(least, most-b.blank-least); b.rows > limit {
		height := min(b.image[1], max(c.in.Page.Pitch, unit.Pt(limit-lines)*c.in.Page.Pitch-c.captionDrop(spec, lines)))
		b.image = [2]unit.Pt{height.Times(wide, high), height}
		b.rows = c.pictureRows(height, spec, lines) + lines
	}
	if left := c.leftOver(b, spec, lines); !b.at.Head && left >= c.in.Page.Pitch.Times(enoughBlank, 100) {
		b.blank = 0
	}
}

// leftOver is what a picture leaves of the grid lines of its box.
func (c *composer) leftOver(b *box, spec *Para, lines int) unit.Pt {
	return unit.Pt(b.rows-lines)*c.in.Page.Pitch - c.captionDrop(spec, lines) - b.image[1]
}

// ratio gives width and height, at least one pixel each.
func (m *Image) ratio() (wide, high int64) { return int64(max(1, m.Width)), int64(max(1, m.Height)) }

// placeCredit gives the number of lines that caption and credit take.
func (c *composer) placeCredit(b *box, spec *Para) int {
	if b.credit == nil {
		return b.captionLines()
	}
	if n := len(b.caption); n > 0 {
		last := b.caption[n-1]
		used := b.text.Width(last.Start, last.End)
		b.level = used+c.in.Styles[spec.Spans[0].Style].Size+b.credit.Width(0, b.credit.Len()) <= b.width
	}
	b.credits = []inline.Line{b.credit.Whole(b.width)}
	if b.credit.Width(0, b.credit.Len()) > b.width {
		b.credits = b.credit.FirstFit(0, 0, b.width)
	}
	return b.captionLines()
}

// captionLines gives the number of lines under the picture.
func (b *box) captionLines() int {
	n := len(b.caption) + len(b.credits)
	if b.level {
		n--
	}
	return n
}

// pictureTop is how far the top of a picture lies below the top of its first grid
// line: level with the top of the text beside it.
func (c *composer) pictureTop() unit.Pt {
	return max(0, c.in.Page.Baseline-c.in.Styles["body"].Size.Times(emTop, 100))
}

// captionDrop is the height besides the picture's of the grid lines it stands in.
func (c *composer) captionDrop(spec *Para, lines int) unit.Pt {
	if lines == 0 {
		return c.pictureTop()
	}
	size := c.in.Styles[spec.Spans[0].Style].Size
	return c.pictureTop() + size.Times(pictureGap, 100) - max(0, c.in.Page.Baseline-size.Times(emTop, 100))
}

// pictureRows is the grid lines of a picture of the height given, without caption.
func (c *composer) pictureRows(height unit.Pt, spec *Para, lines int) int {
	return c.gridLines(height + c.captionDrop(spec, lines) - slack(c.in.Page.Pitch))
}

// drawPicture draws picture, caption and credit from grid line row on. What the
// picture leaves of its grid lines goes above it; but at the head of a column,
// where its top is level with the text beside it, between picture and caption,
// which keeps the grid.
func (c *composer) drawPicture(s *story, b *box, x unit.Pt, row int) []display.Item {
	spec := s.paras[b.para].spec
	lines := b.captionLines()
	left, first := c.in.Page.Left+x, row+b.rows-lines
	y := c.in.Page.Top + unit.Pt(row)*c.in.Page.Pitch + c.pictureTop()
	if !b.at.Head || b.at.Spanning {
		y = c.in.Page.Top + unit.Pt(first)*c.in.Page.Pitch + c.pictureTop() - c.captionDrop(spec, lines) - b.image[1]
	}
	part := func(kind display.PartKind) display.Item {
		return s.mark("figure", display.Part{Kind: kind, Para: b.para})
	}
	items := []display.Item{part(display.Figure), &display.Image{X: left + (b.width-b.image[0])/2, Y: y, W: b.image[0], H: b.image[1], Name: spec.Image.Name}}
	if len(b.caption) > 0 {
		items = append(items, part(display.Caption))
	}
	for i, line := range b.caption {
		style := c.in.Styles[spec.Spans[0].Style]
		set := b.text.Set(line, true)
		shift := unit.Pt(0)
		if len(b.caption) == 1 && !b.level {
			shift = alignShift(style.Align, b.width, set.Width)
		}
		items = append(items, c.styled(set.Runs, style, left+shift, c.baseline(first+i), false)...)
	}
	if len(b.credits) > 0 {
		items = append(items, part(display.Credit))
	}
	for i, line := range b.credits {
		set := b.credit.Set(line, b.credit.Width(line.Start, line.End) > b.width) // or it was chosen to be squeezed
		items = append(items, c.styled(set.Runs, c.in.Styles[creditStyle], left+b.width-set.Width, c.baseline(row+b.rows-len(b.credits)+i), false)...)
	}
	return items
}
