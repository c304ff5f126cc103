package inline

import (
	"testing"

	"banxin/layout/unit"
	"pgregory.net/rapid"
)

// cheapestOf tries every division of the cells from s on into so many lines.
func cheapestOf(p *Paragraph, s, count int, room, measure unit.Pt) (best int64, found bool) {
	n := len(p.cells)
	for e := s + 1; e <= n; e++ {
		if !p.MayBreak(e) || (e == n) != (count == 1) {
			continue
		}
		cost, _, ok := p.lineCost(p.skipSpaces(s), e, room)
		if !ok {
			continue
		}
		if count > 1 {
			rest, ok := cheapestOf(p, e, count-1, measure, measure)
			if !ok {
				continue
			}
			cost += rest
		}
		if !found || cost < best {
			best, found = cost, true
		}
	}
	return best, found
}

// TestTotalFitInEqualsBruteForce: no division into so many lines is cheaper, and
// one is found wherever one is cheap enough.
func TestTotalFitInEqualsBruteForce(t *testing.T) {
	t.Parallel()
	tried := 0
	rapid.Check(t, func(t *rapid.T) {
		text := []rune(newsText(t, 1))
		text = text[:min(len(text), 40)] // few enough to try every division
		p := prepare(string(text), randomSetting(t))
		measure := unit.Pt(rapid.IntRange(60, 160).Draw(t, "measure")) * unit.Point
		indent := unit.Pt(rapid.IntRange(0, 2).Draw(t, "indent")) * 10 * unit.Point
		most := rapid.SampledFrom([]int64{50_000, 2_000_000, costLoose, costForced}).Draw(t, "most")
		count := len(p.TotalFit(0, indent, measure)) + rapid.IntRange(-1, 1).Draw(t, "more")
		lines, cost, ok := p.TotalFitIn(count, indent, measure, most)
		want, found := int64(0), false
		if count > 0 {
			want, found = cheapestOf(p, p.skipSpaces(0), count, measure-indent, measure)
		}
		if found = found && want < min(most, costLoose); ok != found || ok && (cost != want || len(lines) != count) {
			t.Fatalf("%d lines: cost %d (%v) in %d, at best %d (%v)", count, cost, ok, len(lines), want, found)
		}
		if ok {
			tried++
			if got := p.Cost(lines); got != cost {
				t.Fatalf("lines cost %d, said to cost %d", got, cost)
			}
		}
	})
	if tried == 0 {
		t.Errorf("no divisions were compared")
	}
}
