package inline

import (
	"fmt"
	"strings"
	"testing"

	"banxin/layout/unit"
)

// TestGridSlackLiesInTheBlanks sets whole lines and says where each glyph's body
// begins, in thousandths of an em.
func TestGridSlackLiesInTheBlanks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		measure    unit.Em
		want       string
	}{
		{"pair rule, the rest right of the mark", "中》，国", 4000, "中0 》1000 ，1500 国3000"},
		{"two marks squeezed into one cell", "中》，国", 3000, "中0 》1000 ，1500 国2000"},
		{"between a pause and an opening mark", "中，《国", 4000, "中0 ，1000 《2500 国3000"},
		{"a number has even gaps", "共20年", 4000, "共0 21500 02000 年3000"},
		{"word spaces last", "共AB CD年", 5000, "共0 A1375 B1875 C2625 D3125 年4000"},
		{"gaps and word spaces full, then all alike", "共AB CD年", 6000, "共0 A1667 B2167 C3333 D3833 年5000"},
		{"an interpunct in the middle", "诺·白", 3000, "诺0 ·1250 白2000"},
		{"a number beside a mark", "共20，中", 5000, "共0 21500 02000 ，2500 中4000"},
		{"a dash between Han", "中——国", 5000, "中0 ——1500 国4000"},
		{"an opening mark at the start keeps its cell", "“中国", 3000, "“500 中1000 国2000"},
		{"two opening marks at the start share one", "“《中国", 3000, "“0 《500 中1000 国2000"},
		{"a stop at the end keeps its cell", "中国。", 3000, "中0 国1000 。2000"},
		{"a stop and a quote at the end share one", "中国。”", 3000, "中0 国1000 。2000 ”2500"},
		{"a word at the start is flush", "GDP中", 3000, "G0 D500 P1000 中2000"},
		{"a word at the end is flush", "中GDP", 3000, "中0 G1500 D2000 P2500"},
		{"no Han moves: an em stays free", "中国人", 4000, "中0 国1000 人2000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := Quanjiao()
			s.Grid = true
			// The text of another line follows, so that this one is not the last.
			p := Prepare([]Span{{Text: c.text + "汉字", Size: em, Shaper: mock{}}}, s, Options{})
			end := len([]rune(c.text))
			end -= strings.Count(c.text, "——") // two runes, one cell
			var got []string
			for _, g := range positions(p.Set(Line{End: end, Measure: c.measure.Of(em)}, true)) {
				if g.text == " " {
					continue
				}
				at := g.pen
				if classAlone([]rune(g.text)[0]) == Opening {
					at = g.left + half.Of(em) // of its inked half
				}
				got = append(got, fmt.Sprintf("%s%d", g.text, at.InEm(em)))
			}
			if g := strings.Join(got, " "); g != c.want {
				t.Errorf("got  %s\nwant %s", g, c.want)
			}
		})
	}
}

func TestGridHalvedMarksKeepTheirCell(t *testing.T) {
	t.Parallel()
	s := Banjiao()
	s.Grid = true
	p := Prepare([]Span{{Text: "“中，国。汉字", Size: em, Shaper: mock{}}}, s, Options{})
	var got []string
	for _, g := range positions(p.Set(Line{End: 5, Measure: 5 * em}, true)) {
		got = append(got, fmt.Sprintf("%s%d", g.text, g.pen.InEm(em)))
	}
	if g, want := strings.Join(got, " "), "“500 中1000 ，2000 国3000 。4000"; g != want {
		t.Errorf("got %s, want %s", g, want)
	}
}

func TestGridReportsTheHole(t *testing.T) {
	t.Parallel()
	s := Quanjiao()
	s.Grid = true
	for _, c := range []struct {
		text         string
		measure      unit.Em
		loose        unit.Em
		ragged, held unit.Em
	}{
		{"中，国人", 4000, 0, 0, 4000},
		{"中，国人", 4700, 0, 0, 4000},       // the grid ends at the last whole em
		{"中，国人", 5000, 1000, 0, 5000},    // the pause stands in two cells
		{"中，国人", 7000, 2000, 2000, 5000}, // and takes no third
		{"中国人民", 6000, 2000, 2000, 4000},
	} {
		p := Prepare([]Span{{Text: c.text + "汉字", Size: em, Shaper: mock{}}}, s, Options{})
		set := p.Set(Line{End: 4, Measure: c.measure.Of(em)}, true)
		if set.Loose != c.loose || set.Ragged != c.ragged.Of(em) || set.Width != c.held.Of(em) {
			t.Errorf("%s in %d: loose %d, ragged %s, width %s", c.text, c.measure, set.Loose, set.Ragged, set.Width)
		}
	}
}

func TestGridHangsAMark(t *testing.T) {
	t.Parallel()
	s := Quanjiao()
	s.Grid, s.Hang = true, true
	p := Prepare([]Span{{Text: "坚持稳中求进，总基调", Size: em, Shaper: mock{}}}, s, Options{})
	for name, breakLines := range breakers {
		lines := breakLines(p, 0, 0, 6*em)
		if lines[0].Ending != Hanging {
			t.Fatalf("%s: the pause does not hang", name)
		}
		if set := p.Set(lines[0], true); positions(set)[6].pen != 6*em || set.Width != 6*em || set.Loose != 0 {
			t.Errorf("%s: %v", name, set)
		}
	}
}
