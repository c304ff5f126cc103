package inline

import (
	"strings"
	"testing"

	"banxin/layout/unit"
	"pgregory.net/rapid"
)

// cost sums what the optimiser sums.
func (p *Paragraph) cost(lines []Line) (int64, bool) {
	var sum int64
	for _, l := range lines {
		c, _, ok := p.lineCost(l.Start, l.End, l.Measure-l.Indent)
		if !ok {
			return 0, false
		}
		sum += c
	}
	return sum, true
}

// bruteForce tries every division into lines that fit.
func (p *Paragraph) bruteForce(s int, indent, measure unit.Pt) (int64, bool) {
	best, found := int64(0), false
	for e := s + 1; e <= len(p.cells); e++ {
		if !p.MayBreak(e) {
			continue
		}
		c, _, ok := p.lineCost(p.skipSpaces(s), e, measure-indent)
		if !ok {
			continue
		}
		if e < len(p.cells) {
			rest, ok := p.bruteForce(e, 0, measure)
			if !ok {
				continue
			}
			c += rest
		}
		if !found || c < best {
			best, found = c, true
		}
	}
	return best, found
}

func TestTotalFitEqualsBruteForce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(3, 22).Draw(t, "n")
		var b strings.Builder
		for range n {
			b.WriteString(rapid.SampledFrom(alphabet[:42]).Draw(t, "piece"))
		}
		p := Prepare([]Span{{Text: strings.TrimSpace(b.String()), Size: 10 * unit.Point, Shaper: mock{}}}, randomSetting(t), Options{})
		measure := unit.Pt(rapid.IntRange(50, 120).Draw(t, "measure")) * unit.Point
		want, found := p.bruteForce(0, 0, measure)
		got, ok := p.cost(p.TotalFit(0, 0, measure))
		if found && (!ok || got != want) && want < costForced {
			t.Fatalf("%q in %s: cost %d (%v), brute force %d", b.String(), measure, got, ok, want)
		}
	})
}

func TestTotalFitKeepsEveryCharacterAndIsNoDearer(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := randomText(t)
		s := randomSetting(t)
		p := Prepare([]Span{{Text: text, Size: 10 * unit.Point, Shaper: mock{}}}, s, Options{})
		measure := unit.Pt(rapid.IntRange(80, 400).Draw(t, "measure")) * unit.Point
		lines := p.TotalFit(0, 0, measure)
		at := p.skipSpaces(0)
		for i, l := range lines {
			if l.Start != at {
				t.Fatalf("line %d begins at cell %d, the one before ends at %d", i, l.Start, at)
			}
			at = p.skipSpaces(l.End)
		}
		if at != p.Len() {
			t.Fatalf("lines end at cell %d of %d", at, p.Len())
		}
		first, ok := p.cost(p.FirstFit(0, 0, measure))
		total, ok2 := p.cost(lines)
		if ok && ok2 && total > first {
			t.Fatalf("total-fit costs %d, first-fit %d", total, first)
		}
	})
}
