package layout

import (
	"math"

	"banxin/fonts"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// story is a Story with its paragraphs prepared.
type story struct {
	spec  *Story
	paras []para
	page  int // index of the page its headline stands on; -1: not yet
}

type para struct {
	spec *Para
	text *inline.Paragraph
	lead Style // of its first span
}

// place is a position in a story's body: paragraph and cell.
type place struct{ para, cell int }

// bodyLine is one line of a story's body, broken for one measure.
type bodyLine struct {
	para   int
	line   inline.Line
	first  bool // of its paragraph
	byline int  // paragraph whose byline stands at the right of this line; -1: none
}

// chain makes a fallback chain of faces a Shaper.
type chain fonts.Chain

// Shape implements inline.Shaper.
func (ch chain) Shape(r rune) (inline.Shape, bool) {
	face, gid, ok := fonts.Chain(ch).Lookup(r)
	if !ok {
		return inline.Shape{}, false
	}
	s := inline.Shape{Face: face.Name(), GID: gid, Advance: face.Advance(gid)}
	if needsInk(r) {
		if box, ok := face.Ink(gid); ok {
			s.InkMin, s.InkMax = box.XMin, box.XMax
		}
	}
	return s, true
}

// needsInk: only quotes and dashes are placed by their ink.
func needsInk(r rune) bool { return r >= 0x2010 && r <= 0x2E3A }

// span makes an inline span of text in a style.
func (c *composer) span(text string, style Style, size unit.Pt) inline.Span {
	if size == 0 {
		size = style.Size
	}
	return inline.Span{Text: text, Size: size, Shaper: chain(c.in.Faces[style.Face]), Tracking: style.Tracking}
}

// prepare measures the paragraphs of a story once, for any measure.
func (c *composer) prepare(spec *Story) *story {
	s := &story{spec: spec, page: -1}
	for i := range spec.Paras {
		p := &spec.Paras[i]
		spans := make([]inline.Span, len(p.Spans))
		for k, sp := range p.Spans {
			spans[k] = c.span(sp.Text, c.in.Styles[sp.Style], 0)
		}
		setting := c.in.Setting
		if len(p.Spans) > 0 {
			setting = c.setting(c.in.Styles[p.Spans[0].Style])
		}
		text := inline.Prepare(spans, setting, inline.Options{Names: c.names})
		c.reportMissing(text, spec.ID, i, func(span int) string { return c.in.Styles[p.Spans[span].Style].Face })
		lead := Style{}
		if len(p.Spans) > 0 {
			lead = c.in.Styles[p.Spans[0].Style]
		}
		s.paras = append(s.paras, para{p, text, lead})
	}
	return s
}

func (c *composer) reportMissing(p *inline.Paragraph, story string, para int, face func(span int) string) {
	for _, m := range p.Missing {
		c.find(Finding{Code: MissingGlyph, Story: story, Para: para, Offset: m.Offset, Rune: m.Rune, Name: face(m.Span)})
	}
}

// allLines is the bound for lines that breaks a story to its end.
const allLines = math.MaxInt

// lines breaks what is left of a story's running text for the columns of a frame.
// It may stop after the paragraph with which there are more than most lines.
func (c *composer) lines(s *story, from place, f *Frame, most int) []bodyLine {
	var out []bodyLine
	measure, breakLines := f.columnWidth(), (*inline.Paragraph).TotalFit
	if f.Breaking == FirstFit {
		breakLines = (*inline.Paragraph).FirstFit
	}
	for i := from.para; i < len(s.paras) && len(out) <= most; i++ {
		p, cell := &s.paras[i], 0
		if i == from.para {
			cell = from.cell
		}
		switch {
		case p.spec.Kind.isBox():
		case p.spec.Kind == Byline:
			if n := len(out); n > 0 && c.bylineFits(s, out[n-1], p, measure) {
				out[n-1].byline = i
				continue
			}
			out = append(out, plainLines(i, p.text.FirstFit(cell, 0, measure), cell == 0)...)
		default:
			indent := c.in.Styles["body"].Indent.Of(c.in.Styles["body"].Size)
			if cell > 0 {
				indent = 0
			}
			out = append(out, plainLines(i, breakLines(p.text, cell, indent, measure), cell == 0)...)
		}
	}
	return out
}

func plainLines(para int, lines []inline.Line, whole bool) []bodyLine {
	out := make([]bodyLine, len(lines))
	for k, l := range lines {
		out[k] = bodyLine{para: para, line: l, first: k == 0 && whole, byline: -1}
	}
	return out
}

// bylineFits: the byline goes into the last text line if 2 em stay free.
func (c *composer) bylineFits(s *story, last bodyLine, by *para, measure unit.Pt) bool {
	if !last.line.Last || s.paras[last.para].spec.Kind != Body {
		return false
	}
	used := last.line.Indent + s.paras[last.para].text.Width(last.line.Start, last.line.End)
	return used+2*by.lead.Size+by.text.Width(0, by.text.Len()) <= measure
}

// columnLines says of each line what the division into columns must know. A
// subhead keeps keepRunIn lines with it.
func (c *composer) columnLines(s *story, lines []bodyLine, keepRunIn int) []page.Line {
	out := make([]page.Line, len(lines))
	for i, l := range lines {
		out[i] = page.Line{First: l.first, Last: l.line.Last}
		if p := &s.paras[l.para]; len(p.spec.Spans) > 1 && !l.line.Last && p.text.Span(l.line.Start) == 0 {
			out[i].Subhead, out[i].Keep = true, keepRunIn
		}
	}
	return out
}
