package inline

import (
	"strings"
	"testing"

	"banxin/layout/unit"
	"pgregory.net/rapid"
)

// alphabet holds every class, the frequent ones more often.
var alphabet = []string{
	"中", "国", "人", "民", "政", "协", "会", "议", "发", "展", "一", "二", "，", "。", "、", "；", "：", "？", "！",
	"“", "”", "‘", "’", "《", "》", "（", "）", "——", "—", "……", "…", "·", "～", "-", "/", "1", "20", "8.5%", "¥350",
	"38℃", "GDP", "Smart City", "don’t", " ", "①", "𠂇", "https://a.cn/b?c=d", "+", "e\u0301", "⸺", "年", "名",
}

func randomText(t *rapid.T) string {
	n := rapid.IntRange(1, 80).Draw(t, "n")
	var b strings.Builder
	for range n {
		b.WriteString(rapid.SampledFrom(alphabet).Draw(t, "piece"))
	}
	return b.String()
}

func randomSetting(t *rapid.T) Setting {
	s := rapid.SampledFrom([]func() Setting{Quanjiao, Kaiming, Banjiao}).Draw(t, "style")()
	s.Level = rapid.SampledFrom([]Level{GB, None, Basic, Strict}).Draw(t, "level")
	s.Autospace = rapid.SampledFrom([]unit.Em{0, 125, 250}).Draw(t, "autospace")
	s.TrimStart = rapid.Bool().Draw(t, "trim")
	s.Hang = rapid.Bool().Draw(t, "hang")
	s.FullEnd = rapid.Bool().Draw(t, "full end")
	s.SqueezeStops = rapid.Bool().Draw(t, "stops")
	s.Pause = rapid.SampledFrom([]unit.Em{500, 750, 1000}).Draw(t, "pause")
	return s
}

func TestLinesKeepEveryCharacterAndEveryEdge(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := randomText(t)
		p := Prepare([]Span{{Text: text, Size: 10 * unit.Point, Shaper: mock{}}}, randomSetting(t), Options{})
		measure := unit.Pt(rapid.IntRange(60, 400).Draw(t, "measure")) * unit.Point
		indent := rapid.SampledFrom([]unit.Pt{0, 20 * unit.Point}).Draw(t, "indent")
		lines := p.FirstFit(0, indent, measure)
		var got strings.Builder
		for i, l := range lines {
			set := p.Set(l, true)
			for _, r := range set.Runs {
				for _, g := range r.Glyphs {
					got.WriteString(g.Text)
				}
			}
			checkLine(t, p, l, set, i, len(lines))
		}
		if want := strings.ReplaceAll(text, " ", ""); strings.ReplaceAll(got.String(), " ", "") != want {
			t.Fatalf("set %q, want %q", got.String(), want)
		}
	})
}

// checkLine: no forbidden edge unless nothing else fits, never wider than the
// measure but for a single character, flush unless nothing in it can stretch.
func checkLine(t *rapid.T, p *Paragraph, l Line, set SetLine, i, n int) {
	forced := l.End < p.Len() && !p.MayBreak(l.End)
	if forced {
		for e := l.Start + 1; e <= l.End; e++ {
			if p.MayBreak(e) && p.natural(l.Start, e) <= l.Measure-l.Indent {
				t.Fatalf("line %d forced at cell %d though it could end at %d", i, l.End, e)
			}
		}
	}
	room := l.Measure - l.Indent
	const rounding = 64 // steps of 1/65536 pt that integer division leaves
	if l.End > l.Start+1 && (set.Width > room+rounding || set.Ragged < 0) {
		t.Fatalf("line %d of %d is %s wide in %s, ragged by %s", i, n, set.Width, room, set.Ragged)
	}
	if l.Last || set.Width >= room-rounding*unit.Pt(l.End-l.Start) {
		return
	}
	body := l.End
	if l.Ending == Hanging {
		body--
	}
	if from, to := p.trimSpaces(l.Start, body); set.Ragged == 0 || len(p.lastResort(from, to)) > 0 {
		t.Fatalf("line %d of %d is %s wide, not flush at %s, ragged by %s", i, n, set.Width, room, set.Ragged)
	}
}

func TestSetIsTheSumOfItsGlyphs(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := Prepare([]Span{{Text: randomText(t), Size: 10 * unit.Point, Shaper: mock{}}}, randomSetting(t), Options{})
		for _, l := range p.FirstFit(0, 0, 160*unit.Point) {
			set := p.Set(l, true)
			var w unit.Pt
			for _, r := range set.Runs {
				if r.X != w {
					t.Fatalf("run begins at %s, the pen is at %s", r.X, w)
				}
				for k := range r.Glyphs {
					w += r.Glyphs[k].Advance.Of(r.Size) + r.Glyphs[k].Extra
				}
			}
			if l.Ending == Hanging {
				continue
			}
			if d := w - set.Width; d < -64 || d > 64 {
				t.Fatalf("glyphs end at %s, the line says %s", w, set.Width)
			}
		}
	})
}

func TestMinLastHanIsKept(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var text string
		for range rapid.IntRange(2, 9).Draw(t, "n") {
			text += rapid.SampledFrom([]string{"坚持稳中求进", "坚持，稳中求进", "（坚持）稳中、求进"}).Draw(t, "clause")
		}
		text += rapid.SampledFrom([]string{"", "。", "！”"}).Draw(t, "end")
		p := prepare(text, randomSetting(t))
		measure := unit.Pt(rapid.IntRange(80, 240).Draw(t, "measure")) * unit.Point
		for name, breakLines := range breakers {
			lines := breakLines(p, 0, 20*unit.Point, measure)
			if n := len(lines); n > 1 && p.Runt(lines[n-1]) {
				t.Fatalf("%s, %s ends in a line of %d Han", name, text, p.weight(lines[n-1]))
			}
			for i, l := range lines {
				checkLine(t, p, l, p.Set(l, true), i, len(lines))
			}
		}
	})
}
