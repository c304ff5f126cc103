package inline

import (
	"unicode"

	"banxin/layout/unit"
)

const (
	half     unit.Em = 500
	fullMark unit.Em = 750 // from this advance on a mark's glyph is a full-width one
	dashSide unit.Em = 50  // side bearing of the two-em dash
	quoteGap unit.Em = 50  // side bearing of a quote set as a Western one
)

// builder turns characters into cells.
type builder struct {
	p       *Paragraph
	spans   []Span
	text    []rune
	classes []Class
	places  []sourcePlace
	chinese bool
	opt     Options
}

// sourcePlace is where a character stands: span, and byte of its text.
type sourcePlace struct{ span, at int32 }

// source gives the characters [i, next) as they stand in the spans.
func (b *builder) source(i, next int) string {
	from := b.places[i]
	text := b.spans[from.span].Text
	switch {
	case next == len(b.text) && int(from.span) == len(b.spans)-1:
		return text[from.at:]
	case next < len(b.text) && b.places[next].span == from.span:
		return text[from.at:b.places[next].at]
	}
	return string(b.text[i:next]) // up to the end of its span, or over it
}

// noGlyph stands for a character that no face has.
var noGlyph = Shape{Advance: unit.FullEm}

// cell appends the cell that begins at character i and gives the index of the
// character after it.
func (b *builder) cell(i int) int {
	r, class := b.text[i], b.classes[i]
	owner := b.places[i].span
	span := &b.spans[owner]
	next := i + 1
	if class == Dash && r == '—' {
		next++
	}
	for next < len(b.text) && b.classes[next] == Joined {
		if !unicode.Is(unicode.Variation_Selector, b.text[next]) { // an accent that no character holds is not drawn
			b.p.Missing = append(b.p.Missing, Missing{Offset: next, Rune: b.text[next], Span: int(owner)})
		}
		next++
	}
	c := cell{
		class: class, span: owner, offset: int32(i), size: span.Size,
		text: b.source(i, next), hangable: r == '，' || r == '、' || r == '。',
	}
	if c.shape = span.Shaper.Shape(r); c.shape == nil {
		b.p.Missing = append(b.p.Missing, Missing{Offset: i, Rune: r, Span: int(owner)})
		c.shape = &noGlyph
	}
	b.measure(&c, r)
	c.midLeft, c.midRight, c.endRight = c.left, c.right, c.right
	b.p.cells = append(b.p.cells, c)
	return next
}

// measure gives the cell its body and its blanks (§4).
func (b *builder) measure(c *cell, r rune) {
	s := &b.p.setting
	switch c.class {
	case Opening:
		c.body, c.left = half, s.Bracket-half
	case Closing:
		c.body, c.right = half, s.Bracket-half
	case Pause:
		c.body, c.right = half, s.Pause-half
	case Stop:
		c.body, c.right = half, s.Stop-half
	case Interpunct:
		c.body = half
	case Dash:
		c.body = 2 * unit.FullEm
	case Ellipsis:
		c.body = unit.FullEm
	case Connector:
		c.body = c.shape.Advance
		if r == '—' || r == '～' {
			c.body = unit.FullEm
		}
	case Solidus:
		c.body = half
	case FullSpace:
		c.body = unit.FullEm
		if b.opt.FullSpace > 0 {
			c.body = b.opt.FullSpace
		}
	case Marker:
		c.body = c.shape.Advance
		if marks[r] == Opening || marks[r] == Closing { // the brackets of a sign are set solid
			c.body = min(c.body, half)
		}
	default:
		c.body = c.shape.Advance
	}
	if western := r == '’' && c.class == Letter || !b.chinese && isQuote(r); western && c.shape.Advance >= fullMark {
		c.left, c.right = 0, 0
		c.body = c.shape.InkMax - c.shape.InkMin + 2*quoteGap
	} else if western {
		c.left, c.right, c.body = 0, 0, c.shape.Advance
	}
}

func isQuote(r rune) bool { return r == '“' || r == '”' || r == '‘' || r == '’' }

// outline gives how the glyph's outline is moved and stretched inside a cell
// whose left blank is set to left.
func (c *cell) outline(left unit.Em) (shift unit.Em, stretch int32) {
	sh := c.shape
	switch {
	case c.class == Dash:
		ink := sh.InkMax - sh.InkMin
		if ink <= 0 {
			return 0, 0
		}
		stretch = int32((2*unit.FullEm - 2*dashSide) * 1000 / ink)
		return dashSide - sh.InkMin*unit.Em(stretch)/1000, stretch
	case c.class == Opening && c.body == half && sh.Advance >= fullMark:
		return left + half - unit.FullEm, 0
	case c.class == Opening && c.body == half:
		return left + (half-sh.Advance)/2, 0
	case c.class.halfAdjustable() && c.body == half && sh.Advance >= fullMark:
		return 0, 0
	case (c.class.halfAdjustable() || c.class == Letter) && sh.Advance >= fullMark && c.body != sh.Advance:
		return quoteGap - sh.InkMin, 0 // a full-width quote in Western use
	case c.class == FullSpace:
		return 0, 0
	case c.class == Marker && c.body == half && sh.Advance >= fullMark && marks[c.first()] == Opening:
		return half - unit.FullEm, 0
	case c.class == Marker && c.body == half && sh.Advance >= fullMark && marks[c.first()] == Closing:
		return 0, 0
	}
	return (c.body - sh.Advance) / 2, 0
}
