package inline

import (
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"banxin/layout/unit"
)

func TestHeadingCases(t *testing.T) {
	data, err := os.ReadFile("testdata/typography-cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Cases []struct {
			ID, Kind, Text string
			Measure        float64 `json:"measure_em"`
			Expect         struct{ Lines []string }
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, c := range file.Cases {
		if c.Kind != "heading" {
			continue
		}
		n++
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			p := Prepare([]Span{{Text: c.Text, Size: em, Shaper: mock{}}}, Quanjiao(), Options{})
			if got := p.BreakHeading(inPt(c.Measure), nil); !slices.Equal(got, c.Expect.Lines) {
				t.Errorf("%s in %g em: %q, want %q", c.Text, c.Measure, got, c.Expect.Lines)
			}
		})
	}
	if n == 0 {
		t.Fatal("no heading case")
	}
}

func TestHeadingWithoutGap(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text    string
		measure float64
		want    []string
	}{
		{"政协第二次会议胜利闭幕", 11, []string{"政协第二次会议胜利闭幕"}},
		{"政协第二次会议，今天胜利闭幕", 9, []string{"政协第二次会议，", "今天胜利闭幕"}},
		{"再燃激情　勇挑重任　争当标兵", 10, []string{"再燃激情　勇挑重任", "争当标兵"}},
		{"很长很长的一个词Blockchain", 3, []string{"很长很", "长的一", "个词", "Blockc", "hain"}},
	} {
		p := Prepare([]Span{{Text: c.text, Size: 10 * unit.Point, Shaper: mock{}}}, Quanjiao(), Options{})
		got := p.BreakHeading(unit.FromFloat(c.measure*10), nil)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s in %g em: %q, want %q", c.text, c.measure, got, c.want)
		}
	}
}

// headingCase is one case of testdata/headings.txt.
type headingCase struct {
	name, text string
	measure    unit.Pt
	setting    Setting
	words      []string
	want       []string
}

func headingCases(t testing.TB) []headingCase {
	data, err := os.ReadFile("testdata/headings.txt")
	if err != nil {
		t.Fatal(err)
	}
	styles := map[string]Setting{"quanjiao": Quanjiao(), "kaiming": Kaiming(), "banjiao": Banjiao()}
	var cases []headingCase
	for _, c := range strings.Split(string(data), "\n== ")[1:] {
		head, body, _ := strings.Cut(c, "\n")
		fields := strings.Fields(head)
		if len(fields) < 4 {
			t.Fatalf("case head %q", head)
		}
		measure, err := strconv.ParseFloat(fields[1], 64)
		setting, known := styles[fields[2]]
		text, want, ok := strings.Cut(strings.TrimSuffix(body, "\n"), "\n--\n")
		if err != nil || !known || !ok {
			t.Fatalf("case %q", c)
		}
		cases = append(cases, headingCase{fields[0], text, unit.FromFloat(measure * 10), setting, fields[4:], strings.Split(want, "\n")})
	}
	if len(cases) < 60 {
		t.Fatalf("%d cases", len(cases))
	}
	return cases
}

func (c *headingCase) paragraph() *Paragraph {
	return Prepare([]Span{{Text: c.text, Size: 10 * unit.Point, Shaper: mock{}}}, c.setting, Options{})
}

// TestOwnHeadings runs testdata/headings.txt, a file an editor can read and add to.
func TestOwnHeadings(t *testing.T) {
	t.Parallel()
	for _, c := range headingCases(t) {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := c.paragraph().BreakHeading(c.measure, NewLexicon(c.words...))
			if !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// TestHeadingsAtAnyWidth: no text is lost, every line fits, no line begins or
// ends with what may not, and the lines are the fewest or one more.
func TestHeadingsAtAnyWidth(t *testing.T) {
	t.Parallel()
	for _, c := range headingCases(t) {
		p := c.paragraph()
		for width := 4 * unit.Pt(10) * unit.Point; width <= 14*10*unit.Point; width += 5 * unit.Point {
			h := p.Heading(nil)
			least, lines := h.Least(width), h.Lines(width)
			if least == 0 {
				continue
			}
			if n := len(lines); n != least && n != least+1 {
				t.Errorf("%s in %s: %d lines, %d would do", c.text, width, n, least)
			}
			texts := p.Texts(lines)
			if got, want := strings.Join(texts, ""), strings.ReplaceAll(c.text, "　", ""); strings.ReplaceAll(got, "　", "") != strings.ReplaceAll(want, " ", "") && !strings.Contains(want, " ") {
				t.Errorf("%s in %s: %q", c.text, width, texts)
			}
			for i, l := range lines {
				first, last := p.cells[l.Start].class, p.cells[l.End-1].class
				if p.Width(l.Start, l.End) > width || i > 0 && first.closes() || last == Opening {
					t.Errorf("%s in %s: line %q", c.text, width, texts[i])
				}
			}
		}
	}
}

// TestDivisionIsTheCheapest compares with all divisions there are.
func TestDivisionIsTheCheapest(t *testing.T) {
	t.Parallel()
	for _, c := range headingCases(t) {
		p := c.paragraph()
		if p.Len() > 18 {
			continue
		}
		h := p.Heading(NewLexicon(c.words...))
		h.judge()
		for count := 2; count <= 4; count++ {
			width := p.natural(0, p.Len())/unit.Pt(count) + 20*unit.Point
			share := p.natural(0, p.Len()) / unit.Pt(count)
			best := int64(-1)
			var try func(s, left int, cost int64)
			try = func(s, left int, cost int64) {
				if left == 0 {
					if s == p.Len() && (best < 0 || cost < best) {
						best = cost
					}
					return
				}
				for e := s + 1; e <= p.Len(); e++ {
					w := p.natural(s, e)
					if w > width || h.joints[e].closed {
						continue
					}
					more := h.lineCost(s, e, w, share)
					if count == 2 && left == 2 {
						more += h.pairCost(e, w)
					}
					try(e, left-1, cost+more)
				}
			}
			try(0, count, 0)
			d := h.Divide(width, count)
			switch {
			case best < 0 && d.Lines != nil, best >= 0 && (len(d.Lines) != count || d.cost != best):
				t.Errorf("%s in %d lines: cost %d of %v, least is %d", c.text, count, d.cost, d.Lines, best)
			}
		}
	}
}
