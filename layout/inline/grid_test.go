package inline

import (
	"strings"
	"testing"

	"banxin/internal/han"
	"banxin/layout/unit"
	"pgregory.net/rapid"
)

// glyphAt is a glyph of a set line: its text, where the pen stands before it, and
// where the em square or half of its outline begins and ends.
type glyphAt struct {
	text      string
	pen, left unit.Pt // left: of the outline's em square
	size      unit.Pt
}

func positions(set SetLine) []glyphAt {
	var out []glyphAt
	for _, r := range set.Runs {
		x := r.X
		for _, g := range r.Glyphs {
			out = append(out, glyphAt{g.Text, x, x + g.Shift.Of(r.Size), r.Size})
			x += g.Advance.Of(r.Size) + g.Extra
		}
	}
	return out
}

func randomGrid(t *rapid.T) Setting {
	s := randomSetting(t)
	s.Grid = true
	return s
}

// randomParagraph mixes sizes: Western text of some publications is smaller.
func randomParagraph(t *rapid.T) (*Paragraph, string) {
	size := unit.Pt(rapid.IntRange(5*65536, 20*65536).Draw(t, "size"))
	spans := []Span{{Text: "总" + randomText(t), Size: size, Shaper: mock{}}}
	if rapid.Bool().Draw(t, "second span") {
		spans = append(spans, Span{Text: "GDP 12.5%", Size: size.Times(9, 10), Shaper: mock{}, Tracking: 20},
			Span{Text: randomText(t), Size: size, Shaper: mock{}})
	}
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return Prepare(spans, randomGrid(t), Options{}), b.String()
}

func TestGridPutsEveryHanOnTheGrid(t *testing.T) {
	t.Parallel()
	for name, breakLines := range breakers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				p, text := randomParagraph(t)
				measure := p.em.Times(int64(rapid.IntRange(5000, 40000).Draw(t, "measure")), 1000)
				indent := rapid.SampledFrom([]unit.Em{0, 1000, 2000, 1500}).Draw(t, "indent").Of(p.em)
				lines := breakLines(p, 0, indent, measure)
				var got strings.Builder
				for i, l := range lines {
					set := p.Set(l, true)
					for _, g := range positions(set) {
						got.WriteString(g.text)
						r := []rune(g.text)[0]
						if off := g.pen % p.em; han.Is(r) && off > p.em/1000 && off < p.em-p.em/1000 {
							t.Fatalf("line %d of %d: %s stands at %d/1000 em", i, len(lines), g.text, g.pen.InEm(p.em))
						}
					}
					checkGridLine(t, p, l, set, measure)
				}
				if want := strings.ReplaceAll(text, " ", ""); strings.ReplaceAll(got.String(), " ", "") != want {
					t.Fatalf("set %q, want %q", got.String(), want)
				}
			})
		})
	}
}

// checkGridLine: no forbidden edge unless nothing else fits; the line ends at the
// last whole em or says by how much it misses it; a line that misses it is loose.
func checkGridLine(t *rapid.T, p *Paragraph, l Line, set SetLine, measure unit.Pt) {
	room := (measure-l.Indent)/p.em*p.em + l.Indent
	if l.End < p.Len() && !p.MayBreak(l.End) {
		for e := l.Start + 1; e <= l.End; e++ {
			if p.MayBreak(e) && p.fits(l.Start, e, l.Measure-l.Indent) {
				t.Fatalf("line forced at cell %d though it could end at %d", l.End, e)
			}
		}
		return
	}
	right := l.Indent + set.Width
	if miss := room - right - set.Ragged; !l.Last && (miss > 1 || miss < -1) {
		t.Fatalf("the line ends at %s of %s, ragged %s", right, room, set.Ragged)
	}
	if l.Last && set.Ragged == 0 && right > room+1 {
		t.Fatalf("the last line ends at %s of %s", right, room)
	}
	if set.Ragged > 0 && set.Loose < 1000 {
		t.Fatalf("an em stays free, yet Loose is %d", set.Loose)
	}
}

func TestGridTotalFitEqualsBruteForce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(3, 13).Draw(t, "n")
		var b strings.Builder
		for range n {
			b.WriteString(rapid.SampledFrom(alphabet[:42]).Draw(t, "piece"))
		}
		p := Prepare([]Span{{Text: "字" + strings.TrimSpace(b.String()), Size: 10 * unit.Point, Shaper: mock{}}}, randomGrid(t), Options{})
		measure := unit.Pt(rapid.IntRange(30, 80).Draw(t, "measure")) * unit.Point
		got := p.Cost(p.TotalFit(0, 0, measure))
		brute := search{p: p, measure: measure, bound: 1 << 62}
		brute.from(0, 0, measure, 0)
		if brute.lines > 0 && brute.bound < costForced && got != brute.bound {
			t.Fatalf("%q in %s: cost %d, brute force %d", b.String(), measure, got, brute.bound)
		}
	})
}

// TestIslandWidthsAreOptimal compares fill with all ways to divide the room.
func TestIslandWidthsAreOptimal(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p, _ := randomParagraph(t)
		s := rapid.IntRange(0, p.Len()-1).Draw(t, "start")
		s, e := p.trimSpaces(s, min(p.Len(), s+rapid.IntRange(1, 12).Draw(t, "length")))
		if s >= e {
			return
		}
		g := p.onIslands(nil, s, e)
		room := g.least() + int64(rapid.IntRange(0, 6).Draw(t, "more"))
		got, left := g.fill(room, p.em)
		want, found := cheapestWidths(g.islands, room-left-g.han, p.em)
		// Every cost is rounded down, so that greedy may miss a step per island.
		if !found || got > want+int64(len(g.islands)) {
			t.Fatalf("cells [%d, %d) in %d em cost %d, at best %d", s, e, room, got, want)
		}
	})
}

func cheapestWidths(islands []island, room int64, em unit.Pt) (cost int64, found bool) {
	if len(islands) == 0 {
		return 0, room == 0
	}
	for k := islands[0].least; k <= min(room, islands[0].most); k++ {
		if rest, ok := cheapestWidths(islands[1:], room-k, em); ok {
			if c := rest + islands[0].off(k, em); !found || c < cost {
				cost, found = c, true
			}
		}
	}
	return cost, found
}
