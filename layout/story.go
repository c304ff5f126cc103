package layout

import (
	"math"
	"sort"
	"sync"

	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// story is a Story with its paragraphs prepared.
type story struct {
	spec  *Story
	paras []para
	page  int // index of the page its headline stands on; -1: not yet

	head    heading // as it was last set
	headFor *Frame  // for this frame; nil: not yet

	lexicon   *inline.Lexicon // of its headings; nil: not asked for yet
	isLearned sync.Once       // lexicon
}

type para struct {
	spec  *Para
	text  *inline.Paragraph
	cells []*inline.Paragraph // of Names and TableRows in the place of text: one for each span
	lead  Style               // of its first span; of a table, of its body
	known []brokenPara
	head  *inline.Heading // the words of a QR or pull box, broken as a heading
}

// brokenPara is a paragraph broken from its beginning for one measure.
type brokenPara struct {
	measure  unit.Pt
	breaking Breaking
	lines    []inline.Line
	set      []inline.SetLine // the lines ready for the page; nil: not yet
}

// place is a position in a story's body: paragraph and cell.
type place struct{ para, cell int }

// bodyLine is one line of a story's body, broken for one measure.
type bodyLine struct {
	para   int
	line   inline.Line
	first  bool // of its paragraph
	byline int  // paragraph whose byline stands at the right of this line; -1: none
	row    *gridRow
	bound  bool // a further line of the row above
	blank  int  // of lines that part a table from the text, how many are left; no column begins with them
}

func (c *composer) reportMissing(p *inline.Paragraph, story string, para int, face func(inline.Missing) string) {
	for _, m := range p.Missing {
		f := Finding{Code: MissingGlyph, Story: story, Para: para, Offset: m.Offset, Rune: m.Rune, Name: face(m)}
		if m.Ruby {
			f.Count = 1
		}
		c.find(f)
	}
}

// allLines is the bound for lines that breaks a story to its end.
const allLines = math.MaxInt

// lines breaks what is left of a story's running text for the columns of a frame.
// It may stop with the first line, or the paragraph, that makes more than most, blank
// ones not counted: a column that begins with those has room for as many more.
func (c *composer) lines(s *story, from place, f *Frame, most int) []bodyLine {
	var out []bodyLine
	measure, blank := f.columnWidth(), 0
	for i := from.para; i < len(s.paras) && len(out)-blank <= most; i++ {
		p, cell := &s.paras[i], 0
		if i == from.para {
			cell = from.cell
		}
		if len(out) > 0 && !p.spec.Kind.isBox() {
			lines := c.blankLines(s, out[len(out)-1].para, i)
			out, blank = append(out, lines...), blank+len(lines)
		}
		switch {
		case p.spec.Kind.isBox():
		case p.spec.Kind == Names:
			out = append(out, c.nameLines(s, i, cell, measure)...)
		case p.spec.Kind == TableRows:
			out = append(out, c.tableLines(s, i, cell, measure)...)
		case p.spec.Kind == Byline:
			if n := len(out); n > 0 && c.bylineFits(s, out[n-1], p, measure) {
				out[n-1].byline = i
				continue
			}
			out = appendLines(out, i, p.text.FirstFit(cell, 0, measure), cell == 0)
		default:
			lines := c.broken(p, cell, f)
			if n := most - (len(out) - blank); n < len(lines)-1 { // a paragraph may be as long as the issue
				lines = lines[:n+1]
			}
			out = appendLines(out, i, lines, cell == 0)
		}
	}
	return out
}

// broken gives the lines of a body paragraph from a cell on. The lines after one
// line are those that were chosen with it: a paragraph that goes on in a column of
// the same width is not broken anew.
func (c *composer) broken(p *para, cell int, f *Frame) []inline.Line {
	measure := f.columnWidth()
	for i := range p.known {
		k := &p.known[i]
		if k.measure != measure || k.breaking != f.Breaking {
			continue
		}
		for n := range k.lines {
			if n == 0 && cell == 0 || cell > 0 && k.lines[n].Start == cell {
				return k.lines[n:]
			}
		}
	}
	breakLines := (*inline.Paragraph).TotalFit
	if f.Breaking == FirstFit {
		breakLines = (*inline.Paragraph).FirstFit
	}
	if cell > 0 {
		return breakLines(p.text, cell, 0, measure)
	}
	lines := breakLines(p.text, 0, c.indent(), measure)
	p.known = append(p.known, brokenPara{measure: measure, breaking: f.Breaking, lines: lines})
	return lines
}

// setLine makes a line ready for the page.
func (p *para) setLine(l inline.Line) inline.SetLine {
	for i := range p.known {
		k := &p.known[i]
		n := sort.Search(len(k.set), func(n int) bool { return k.lines[n].Start >= l.Start })
		if n < len(k.set) && k.lines[n] == l {
			return k.set[n]
		}
	}
	return p.text.Set(l, true)
}

// indent is that of body paragraphs.
func (c *composer) indent() unit.Pt {
	body := c.in.Styles["body"]
	return body.Indent.Of(body.Size)
}

// appendLines adds the lines of a paragraph of running text, which begins with
// them or goes on.
func appendLines(out []bodyLine, para int, lines []inline.Line, begins bool) []bodyLine {
	for k, l := range lines {
		out = append(out, bodyLine{para: para, line: l, first: k == 0 && begins, byline: -1})
	}
	return out
}

// bylineFits: the byline goes into the last text line if 2 em stay free and no
// other stands there.
func (c *composer) bylineFits(s *story, last bodyLine, by *para, measure unit.Pt) bool {
	if !last.line.Last || last.byline >= 0 || s.paras[last.para].spec.Kind != Body {
		return false
	}
	return s.used(last)+2*by.lead.Size+by.text.Width(0, by.text.Len()) <= measure
}

// used is how much of its measure a line of running text takes at its natural width.
func (s *story) used(l bodyLine) unit.Pt {
	return l.line.Indent + s.paras[l.para].text.Width(l.line.Start, l.line.End)
}

// columnLines says of each line what the division into columns must know. A
// subhead keeps keepRunIn lines with it.
func (c *composer) columnLines(s *story, lines []bodyLine, keepRunIn int) []page.Line {
	out := make([]page.Line, len(lines))
	for i, l := range lines {
		out[i] = page.Line{First: l.first, Last: l.line.Last, Bound: l.bound, Repeat: l.repeated()}
		out[i].Announces = i+1 < len(lines) && s.announces(l, lines[i+1])
		if l.row != nil {
			if p := &s.paras[l.para]; p.spec.Kind == TableRows {
				out[i].Inside = !l.first
				out[i].Lone = out[i].Inside && p.loneRow(l.line.Start)
			}
			continue
		}
		if l.bound || l.blank > 0 {
			out[i].First, out[i].Last = true, true
			continue
		}
		if i > 0 && s.paras[l.para].spec.Kind == Byline && lines[i-1].row == nil {
			// A byline on its own line ends the paragraph before it.
			out[i-1].Last, out[i].First = false, false
		}
		if p := &s.paras[l.para]; !l.line.Last && p.inSubhead(l.line.Start) {
			out[i].Subhead, out[i].Keep = true, keepRunIn
		}
	}
	return out
}
