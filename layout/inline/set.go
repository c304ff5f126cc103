package inline

import (
	"banxin/layout/display"
	"banxin/layout/unit"
)

// Run is a piece of a set line in one face and span.
type Run struct {
	Span   int
	Face   string
	Size   unit.Pt
	X      unit.Pt // from the column's left edge
	Glyphs []display.Glyph
	Dots   []unit.Pt // where emphasis dots have their centre, from the column's left edge
}

// SetLine is a line ready for the page.
type SetLine struct {
	Runs   []Run
	Ruby   []Run   // readings over the runs, of the spans of their bases
	Width  unit.Pt // from the first body to the last, hanging mark left out; on the grid whole em
	Loose  unit.Em // as in Justification; on the grid the widest hole
	Ragged unit.Pt // what justification could not make up
}

const (
	lastLineMiss   unit.Em = 500 // a last line that misses the measure by less is filled,
	lastLineSpread unit.Em = 50  // if no boundary is stretched by more (§7)
)

// Set places the glyphs of a line. With justify the line fills its measure,
// unless it is the last of its paragraph and short.
func (p *Paragraph) Set(l Line, justify bool) SetLine {
	s, e := p.trimSpaces(l.Start, l.End)
	if s >= e {
		return SetLine{}
	}
	body := e
	if l.Ending == Hanging {
		body--
	}
	natural := p.endWidth(s, e, l.Ending)
	var j Justification
	left := p.startLeft(s)
	switch {
	case justify && p.setting.Grid:
		var lead unit.Pt
		j, lead = p.justifyGrid(l, s, body)
		natural += lead
		left = p.wholeCells(&l, s, body, lead, &j)
	case justify:
		j = p.Justify(s, body, p.spread(l, s, body, natural))
	}
	out := SetLine{Width: natural, Loose: j.Loose, Ragged: j.Ragged}
	for _, a := range j.After {
		out.Width += a
	}
	p.place(&out, l, s, e, left, j.After)
	return out
}

// spread is the width the line must win or lose.
func (p *Paragraph) spread(l Line, s, e int, natural unit.Pt) unit.Pt {
	delta := l.Measure - l.Indent - natural
	if !l.Last || delta <= 0 {
		return delta
	}
	if delta >= lastLineMiss.Of(p.cells[s].size) {
		return 0
	}
	boundaries := unit.Pt(max(1, len(p.takers(s, e, Rest))))
	if delta/boundaries > lastLineSpread.Of(p.cells[s].size) {
		return 0
	}
	return delta
}

// place walks the cells of [s, e) with the pen and cuts runs where span or face
// changes. The first cell has the left blank given.
func (p *Paragraph) place(out *SetLine, l Line, s, e int, startLeft unit.Em, after []unit.Pt) {
	pen := l.Indent
	var run *Run
	rubies, left := p.rubiesIn(s, e), unit.Pt(0)
	for i := s; i < e; i++ {
		c := &p.cells[i]
		if run == nil || run.Span != int(c.span) || run.Face != c.shape.Face {
			out.Runs = append(out.Runs, Run{Span: int(c.span), Face: c.shape.Face, Size: c.size, X: pen})
			run = &out.Runs[len(out.Runs)-1]
			run.Glyphs = make([]display.Glyph, 0, e-i)
		}
		before, right := c.midLeft, c.midRight
		if i == s {
			before = startLeft
		}
		if i == e-1 {
			right = 0
			if l.Ending == Full {
				right = c.endRight
			}
		}
		shift, stretch := c.outline(before)
		g := display.Glyph{
			Text: c.text, GID: c.shape.GID,
			Shift: shift, Advance: before + c.body + right, Stretch: stretch,
		}
		if i < e-1 {
			g.Extra = c.gap
			if k := i - s; k < len(after) {
				g.Extra += after[k]
			}
		}
		run.Glyphs = append(run.Glyphs, g)
		end := pen + g.Advance.Of(c.size)
		if p.dotted != nil && p.dotted[c.span] && c.class.dotted() {
			run.Dots = append(run.Dots, (pen+end)/2)
		}
		if len(rubies) > 0 {
			if i == rubies[0].from {
				left = pen
			}
			if i == min(rubies[0].to, e)-1 { // only a base wider than the measure is divided
				out.Ruby = append(out.Ruby, rubies[0].over(left, end)...)
				rubies = rubies[1:]
			}
		}
		pen += g.Advance.Of(c.size) + g.Extra
	}
}

// Width gives the natural width of cells [s, e) set as one line, ends trimmed.
func (p *Paragraph) Width(s, e int) unit.Pt {
	if p.setting.Grid {
		return unit.Pt(p.gridWidth(s, e)) * p.em
	}
	return p.natural(s, e)
}

// Whole gives the paragraph as one line of the measure given.
func (p *Paragraph) Whole(measure unit.Pt) Line {
	return Line{Start: 0, End: len(p.cells), Measure: measure, Last: true}
}
