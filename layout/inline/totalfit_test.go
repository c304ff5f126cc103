package inline

import (
	"strings"
	"testing"

	"banxin/layout/unit"
	"pgregory.net/rapid"
)

// search looks for a division that costs less than a bound by trying every one:
// each place a line may end, and after it each place the next may end, with
// nothing remembered. It gives up a beginning only when its lines alone cost the
// bound or more; no line costs less than nothing, so whatever follows, the whole
// would too.
type search struct {
	p       *Paragraph
	measure unit.Pt
	bound   int64
	lines   int // of the cheapest division found
	tried   int // lines
}

// from tries all divisions of the cells from s on, in a line of the room given,
// after lines that cost sum.
func (b *search) from(s, lines int, room unit.Pt, sum int64) {
	p := b.p
	for e := s + 1; e <= len(p.cells); e++ {
		if !p.MayBreak(e) {
			continue
		}
		b.tried++
		c, _, ok := p.lineCost(p.skipSpaces(s), e, room)
		switch {
		case !ok || sum+c >= b.bound:
		case e == len(p.cells):
			b.bound, b.lines = sum+c, lines+1
		default:
			b.from(e, lines+1, b.measure, sum+c)
		}
	}
}

// TestTotalFitEqualsBruteForce: of paragraphs of every class of characters, in
// measures in which much does not fit, no division is cheaper than the one found.
func TestTotalFitEqualsBruteForce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(3, 22).Draw(t, "n")
		var b strings.Builder
		for range n {
			b.WriteString(rapid.SampledFrom(alphabet[:42]).Draw(t, "piece"))
		}
		p := prepare(strings.TrimSpace(b.String()), randomSetting(t))
		measure := unit.Pt(rapid.IntRange(50, 120).Draw(t, "measure")) * unit.Point
		lines := p.TotalFit(0, 0, measure)
		got := p.Cost(lines)
		brute := search{p: p, measure: measure, bound: 1 << 62}
		brute.from(0, 0, measure, 0)
		if brute.lines > 0 && brute.bound < costForced && got != brute.bound {
			t.Fatalf("%q in %s: cost %d, brute force %d", b.String(), measure, got, brute.bound)
		}
		if brute.lines == 0 && got < costForced {
			t.Fatalf("%q in %s: cost %d, brute force finds no division", b.String(), measure, got)
		}
	})
}

// TestTotalFitEqualsBruteForceOfTwelveLines: body text of up to twelve lines. The
// search begins with the cost of the division found as its bound, so that it need
// not look where none cheaper can be; that the division costs so much is checked
// by setting its lines.
func TestTotalFitEqualsBruteForceOfTwelveLines(t *testing.T) {
	t.Parallel()
	const most = 12
	var seen [most + 1]int
	tried := 0
	for about := 1; about <= most; about++ {
		rapid.Check(t, func(t *rapid.T) {
			text := newsText(t, about)
			p := prepare(text, randomSetting(t))
			indent := rapid.SampledFrom([]unit.Pt{0, 20 * unit.Point}).Draw(t, "indent")
			// A measure for about so many lines, not under six characters.
			measure := max((p.natural(0, len(p.cells))+indent)/unit.Pt(about)+2*unit.Point, 60*unit.Point)
			lines := p.TotalFit(0, indent, measure)
			cost := p.Cost(lines)
			if cost >= costForced || len(lines) > most {
				return
			}
			brute := search{p: p, measure: measure, bound: cost}
			brute.from(0, 0, measure-indent, 0)
			if brute.lines > 0 {
				t.Fatalf("%q in %s: cost %d in %d lines, brute force %d in %d", text, measure, cost, len(lines), brute.bound, brute.lines)
			}
			seen[len(lines)]++
			tried = max(tried, brute.tried)
		})
	}
	t.Logf("paragraphs by their lines: %v; at most %d lines tried for one", seen, tried)
	for n := 1; n <= most; n++ {
		if seen[n] < 10 {
			t.Errorf("only %d paragraphs of %d lines", seen[n], n)
		}
	}
}

// newsText draws body text: Han with the marks, numbers and words of a report,
// in two or three clauses a line.
func newsText(t *rapid.T, lines int) string {
	var b strings.Builder
	for range rapid.IntRange(2*lines, 3*lines).Draw(t, "clauses") {
		for range rapid.IntRange(2, 9).Draw(t, "han") {
			b.WriteString(rapid.SampledFrom(alphabet[:12]).Draw(t, "a han"))
		}
		b.WriteString(rapid.SampledFrom([]string{"，", "，", "，", "。", "、", "；", "：“", "”，", "《", "》", "——", "……", "15日", "8.5%", "GDP", "·", "（", "）", "10～20"}).Draw(t, "mark"))
	}
	return b.String() + "会议。"
}

func TestTotalFitKeepsEveryCharacterAndIsNoDearer(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := prepare(randomText(t), randomSetting(t))
		measure := unit.Pt(rapid.IntRange(80, 400).Draw(t, "measure")) * unit.Point
		lines := p.TotalFit(0, 0, measure)
		at := p.skipSpaces(0)
		for i, l := range lines {
			if l.Start != at {
				t.Fatalf("line %d begins at cell %d, the one before ends at %d", i, l.Start, at)
			}
			at = p.skipSpaces(l.End)
			checkLine(t, p, l, p.Set(l, true), i, len(lines))
		}
		if at != p.Len() {
			t.Fatalf("lines end at cell %d of %d", at, p.Len())
		}
		if first, total := p.Cost(p.FirstFit(0, 0, measure)), p.Cost(lines); total > first {
			t.Fatalf("total-fit costs %d, first-fit %d", total, first)
		}
	})
}
