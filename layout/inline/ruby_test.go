package inline

import (
	"slices"
	"testing"

	"banxin/layout/unit"
)

// rubied is a paragraph of 10 pt in the mock metrics: Han 1 em, Latin half an em.
func rubied(spans ...Span) *Paragraph {
	for i := range spans {
		spans[i].Size, spans[i].Shaper = 10*unit.Point, mock{}
	}
	return Prepare(spans, Quanjiao(), Options{})
}

func reading(text string) *Ruby { return &Ruby{Text: text, Size: 5 * unit.Point, Shaper: mock{}} }

// TestRubyStandsOverItsBase: centred; a base narrower than its reading is spread alike
// on both sides of each character, and two readings keep a quarter of their em apart.
func TestRubyStandsOverItsBase(t *testing.T) {
	t.Parallel()
	p := rubied(Span{Text: "在"}, Span{Text: "庄", Ruby: reading("zhuang")}, Span{Text: "床", Ruby: reading("chuang")}, Span{Text: "一区", Ruby: reading("qu")})
	set := p.Set(p.Whole(500*unit.Point), false)
	if len(set.Ruby) != 3 {
		t.Fatalf("%d readings", len(set.Ruby))
	}
	// Six letters of half an em at 5 pt are 15 pt wide, with a quarter of 5 pt 16.25.
	pt := unit.FromFloat
	for i, want := range []unit.Pt{pt(10 + 0.625), pt(26.25 + 0.625), pt(42.5 + 7.5)} {
		if got := set.Ruby[i].X; got < want-unit.Point/100 || got > want+unit.Point/100 {
			t.Errorf("reading %d begins at %v, want %v", i+1, got, want)
		}
	}
	first := set.Runs[1].Glyphs[0]
	if first.Advance != 1625 || first.Shift != 312 {
		t.Errorf("the base is %d wide and moved by %d", first.Advance, first.Shift)
	}
	if next := set.Runs[3].Glyphs[0]; next.Advance != unit.FullEm || next.Shift != 0 {
		t.Errorf("a base wider than its reading is %d wide and moved by %d", next.Advance, next.Shift)
	}
}

// TestRubyKeepsItsBaseWhole: characters that share a reading stand on one line, those
// that have one each need not.
func TestRubyKeepsItsBaseWhole(t *testing.T) {
	t.Parallel()
	shared := rubied(Span{Text: "甲乙"}, Span{Text: "南通州", Ruby: reading("n")}, Span{Text: "丙"})
	single := rubied(Span{Text: "甲乙"}, Span{Text: "南", Ruby: reading("n")}, Span{Text: "通", Ruby: reading("t")}, Span{Text: "州", Ruby: reading("z")}, Span{Text: "丙"})
	for name, breakLines := range breakers {
		if lines := breakLines(shared, 0, 0, 40*unit.Point); lines[0].End != 2 {
			t.Errorf("%s: the shared reading is divided: %+v", name, lines)
		}
		if lines := breakLines(single, 0, 0, 40*unit.Point); lines[0].End != 4 {
			t.Errorf("%s: single readings: %+v", name, lines)
		}
		// A base wider than the line has to be divided; its reading stands all the same.
		wide := rubied(Span{Text: "南通州志稿", Ruby: reading("n")})
		readings := 0
		for _, l := range breakLines(wide, 0, 0, 20*unit.Point) {
			readings += len(wide.Set(l, true).Ruby)
		}
		if readings != 1 {
			t.Errorf("%s: %d readings over a divided base", name, readings)
		}
	}
}

func TestMissingInRuby(t *testing.T) {
	t.Parallel()
	p := Prepare([]Span{{Text: "甲", Size: unit.Point, Shaper: mock{}, Ruby: &Ruby{Text: "a", Size: unit.Point, Shaper: none{}}}}, Quanjiao(), Options{})
	if want := []Missing{{Rune: 'a', Ruby: true}}; !slices.Equal(p.Missing, want) {
		t.Errorf("missing: %+v", p.Missing)
	}
}

// TestAccentsWithoutALetter: an accent that no single character holds is not drawn, and
// missed; a variation selector is not.
func TestAccentsWithoutALetter(t *testing.T) {
	t.Parallel()
	if got, want := rubied(Span{Text: "甲q\u0301乙\U000E0100"}).Missing, []Missing{{Offset: 2, Rune: 0x301}}; !slices.Equal(got, want) {
		t.Errorf("missing: %+v", got)
	}
}

type none struct{}

func (none) Shape(rune) *Shape { return nil }

// TestDots: one under the middle of each Han, letter and digit, none under marks.
func TestDots(t *testing.T) {
	t.Parallel()
	p := rubied(Span{Text: "在"}, Span{Text: "甲、A（乙）", Dotted: true}, Span{Text: "后"})
	var dots []unit.Pt
	for _, r := range p.Set(p.Whole(500*unit.Point), false).Runs {
		dots = append(dots, r.Dots...)
	}
	pt := unit.FromFloat
	if want := []unit.Pt{pt(15), pt(32.5), pt(50)}; !slices.Equal(dots, want) {
		t.Errorf("dots at %v, want %v", dots, want)
	}
}

// TestSigns: the sign of a note stays whole and with the word before it, and its
// brackets are set solid.
func TestSigns(t *testing.T) {
	t.Parallel()
	p := rubied(Span{Text: "甲乙丙丁"}, Span{Text: "〔12〕", Sign: true}, Span{Text: "，戊己"})
	for name, breakLines := range breakers {
		if lines := breakLines(p, 0, 0, 50*unit.Point); lines[0].End != 3 {
			t.Errorf("%s: %+v", name, lines)
		}
	}
	if got, want := p.Width(4, 8), 20*unit.Point; got != want {
		t.Errorf("the sign is %v wide, want %v", got, want)
	}
}
