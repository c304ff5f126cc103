package inline

import (
	"sort"

	"banxin/layout/display"
	"banxin/layout/unit"
)

// What stands beside the characters of a line: ruby (注音) over them, emphasis dots
// (着重号) under them, and the signs of notes (注号). CLREQ 6.1 and 6.2.
//
//   - A reading is set solid, centred over its base. Where it is wider, the base is
//     spread, as much on both sides of each character, and nothing overhangs; two
//     readings side by side keep rubyGap between them.
//   - A base that shares one reading is not divided between lines.
//   - A dot stands under each Han, letter and digit, and under no mark.
//   - The characters of a sign stay together and with what stands before them.

// rubyGap is the space that two readings keep, in em of theirs.
const rubyGap unit.Em = 250

// Ruby is a reading over a span.
type Ruby struct {
	Text   string
	Size   unit.Pt
	Shaper Shaper
}

// ruby is a reading over cells [from, to).
type ruby struct {
	from, to int
	runs     []Run // X from its left edge
	width    unit.Pt
}

// readings sets the readings of all spans and spreads their bases.
func (p *Paragraph) readings(spans []Span) {
	for i := 0; i < len(p.cells); {
		to, owner := i+1, p.cells[i].span
		for to < len(p.cells) && p.cells[to].span == owner {
			to++
		}
		if spans[owner].Ruby != nil {
			r := ruby{from: i, to: to}
			p.setRuby(&r, spans[owner].Ruby, int(owner))
			p.spreadBase(&r, spans[owner].Ruby.Size)
			p.rubies = append(p.rubies, r)
		}
		i = to
	}
}

// setRuby places the glyphs of a reading.
func (p *Paragraph) setRuby(r *ruby, text *Ruby, owner int) {
	for _, char := range text.Text {
		shape := text.Shaper.Shape(char)
		if shape == nil {
			p.Missing = append(p.Missing, Missing{Offset: int(p.cells[r.from].offset), Rune: char, Span: owner, Ruby: true})
			shape = &noGlyph
		}
		if n := len(r.runs); n == 0 || r.runs[n-1].Face != shape.Face {
			r.runs = append(r.runs, Run{Span: owner, Face: shape.Face, Size: text.Size, X: r.width})
		}
		run := &r.runs[len(r.runs)-1]
		run.Glyphs = append(run.Glyphs, display.Glyph{Text: string(char), GID: shape.GID, Advance: shape.Advance})
		r.width += shape.Advance.Of(text.Size)
	}
}

// spreadBase makes the base as wide as its reading, and closes it to breaks.
func (p *Paragraph) spreadBase(r *ruby, size unit.Pt) {
	var base unit.Pt
	for i := r.from; i < r.to; i++ {
		base += p.cells[i].width()
		if i > r.from {
			p.breaks[i] = Forbidden
		}
	}
	more := r.width + rubyGap.Of(size) - base
	n := unit.Pt(r.to - r.from)
	for i := r.from; i < r.to && more > 0; i++ {
		c := &p.cells[i]
		c.body += ((more + n - 1) / n).InEm(c.size)
	}
}

// rubiesIn gives the readings whose base begins in cells [s, e).
func (p *Paragraph) rubiesIn(s, e int) []ruby {
	if len(p.rubies) == 0 {
		return nil
	}
	begin := func(at int) int {
		return sort.Search(len(p.rubies), func(i int) bool { return p.rubies[i].from >= at })
	}
	return p.rubies[begin(s):begin(e)]
}

// over moves the runs of a reading over its base, which stands from left to right.
func (r *ruby) over(left, right unit.Pt) []Run {
	out := make([]Run, len(r.runs))
	for i, run := range r.runs {
		run.X += (left + right - r.width) / 2
		out[i] = run
	}
	return out
}

// markDotted remembers which spans have dots.
func (p *Paragraph) markDotted(spans []Span) {
	for i := range spans {
		if spans[i].Dotted {
			if p.dotted == nil {
				p.dotted = make([]bool, len(spans))
			}
			p.dotted[i] = true
		}
	}
}

// dotted tells whether an emphasis dot stands under characters of a class.
func (c Class) dotted() bool { return c == Han || c == Letter || c == Number }

// bindSigns makes the characters of signs one with what stands before them.
func bindSigns(spans []Span, places []sourcePlace, classes []Class) {
	for i, at := range places {
		if spans[at.span].Sign {
			classes[i] = Marker
		}
	}
}
