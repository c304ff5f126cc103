package inline

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"banxin/layout/unit"
)

// caseFile is the schema of testdata/typography-cases.json.
type caseFile struct {
	Version int        `json:"version"`
	Cases   []caseItem `json:"cases"`
}

type caseItem struct {
	ID         string   `json:"id"`
	Kind       string   `json:"kind"`
	Text       string   `json:"text"`
	Level      string   `json:"level"`
	Style      string   `json:"style"`
	At         string   `json:"at"`
	Measure    float64  `json:"measure_em"`
	Indent     float64  `json:"indent_em"`
	Delta      float64  `json:"delta_em"`
	Autospace  *float64 `json:"autospace_em"`
	MaxGap     *float64 `json:"max_gap_em"`
	TrimStart  *bool    `json:"trim_start"`
	Hang       bool     `json:"hang"`
	MinLastHan int      `json:"min_last_han"`
	Expect     struct {
		Allowed   []int              `json:"allowed"`
		Forbidden []int              `json:"forbidden"`
		Width     float64            `json:"width_em"`
		Breaks    []int              `json:"breaks"`
		Groups    map[string]float64 `json:"groups"`
	} `json:"expect"`
}

// mock is the metrics of the case file (§14): no font is needed.
type mock struct{}

func (mock) Shape(r rune) *Shape {
	adv := unit.FullEm
	switch {
	case r == ' ':
		adv = 250
	case r < 0x80, r == '·', r == '’':
		adv = 500
	case r == '⸺':
		adv = 2000
	}
	return &Shape{Face: "mock", GID: 1, Advance: adv, InkMin: 50, InkMax: adv - 50}
}

// em is so large that the step of unit.Pt is far under the cases' 1e-6 em.
const em = 1000 * unit.Point

func loadCases(t testing.TB, kind string) []caseItem {
	data, err := os.ReadFile("testdata/typography-cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var file caseFile
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	var cases []caseItem
	for _, c := range file.Cases {
		if c.Kind == kind {
			cases = append(cases, c)
		}
	}
	if len(cases) == 0 {
		t.Fatalf("no case of kind %q", kind)
	}
	return cases
}

func (c *caseItem) setting() Setting {
	s := map[string]func() Setting{"": Quanjiao, "quanjiao": Quanjiao, "kaiming": Kaiming, "banjiao": Banjiao}[c.Style]()
	s.Level = map[string]Level{"": GB, "gb": GB, "none": None, "basic": Basic, "strict": Strict}[c.Level]
	s.Hang = c.Hang
	s.MinLastHan = c.MinLastHan
	if c.Autospace != nil {
		s.Autospace = inEm(*c.Autospace)
	}
	if c.MaxGap != nil {
		s.MaxGap = inEm(*c.MaxGap)
	}
	if c.TrimStart != nil {
		s.TrimStart = *c.TrimStart
	}
	return s
}

func inEm(f float64) unit.Em { return unit.Em(math.Round(f * 1000)) }

func inPt(f float64) unit.Pt { return unit.Pt(math.Round(f * float64(em))) }

func (c *caseItem) paragraph() *Paragraph {
	return Prepare([]Span{{Text: c.Text, Size: em, Shaper: mock{}}}, c.setting(), Options{})
}

// breakers are the two ways to break a paragraph: what holds for one holds for
// the other.
var breakers = map[string]func(p *Paragraph, start int, indent, measure unit.Pt) []Line{
	"first-fit": (*Paragraph).FirstFit,
	"total-fit": (*Paragraph).TotalFit,
}

func TestBreakCases(t *testing.T) {
	for _, c := range loadCases(t, "break") {
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			text := []rune(c.Text)
			breaks := Opportunities(text, Classify(text), c.setting().Level)
			for _, i := range c.Expect.Allowed {
				if breaks[i] == Forbidden {
					t.Errorf("%s: no break before rune %d (%c)", c.Text, i, text[i])
				}
			}
			for _, i := range c.Expect.Forbidden {
				if breaks[i] != Forbidden {
					t.Errorf("%s: break before rune %d (%c)", c.Text, i, text[i])
				}
			}
			p := c.paragraph()
			for name, breakLines := range breakers {
				for _, l := range breakLines(p, 0, 0, inPt(c.Measure)) {
					if at := p.Offset(l.End); slices.Contains(c.Expect.Forbidden, at) && p.MayBreak(l.End) {
						t.Errorf("%s, %s: a line ends before rune %d", c.Text, name, at)
					}
				}
			}
		})
	}
}

func TestWidthCases(t *testing.T) {
	for _, c := range loadCases(t, "width") {
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			p := c.paragraph()
			got := p.widthAt(c.At == "start" || c.At == "line", c.At == "end" || c.At == "line")
			if math.Abs(float64(got-inPt(c.Expect.Width))) > 1e-6*float64(em) {
				t.Errorf("%s at %s: %.6f em, want %.6f", c.Text, c.At, float64(got)/float64(em), c.Expect.Width)
			}
		})
	}
}

// widthAt is the natural width of the whole text with only the ends trimmed that
// stand at a line's edge.
func (p *Paragraph) widthAt(start, end bool) unit.Pt {
	n := len(p.cells)
	w := p.advance[n]
	if start {
		w += (p.startLeft(0) - p.cells[0].midLeft).Of(em)
	}
	if last := p.cells[n-1]; end && p.setting.Hang && last.hangable {
		w -= last.width()
	} else if end {
		w -= last.midRight.Of(em)
	}
	return w
}

func TestLinesCases(t *testing.T) {
	for _, c := range loadCases(t, "lines") {
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			p := c.paragraph()
			for name, breakLines := range breakers {
				var got []int
				for _, l := range breakLines(p, 0, inPt(c.Indent), inPt(c.Measure)) {
					if l.Start > 0 {
						got = append(got, p.Offset(l.Start))
					}
				}
				if !slices.Equal(got, c.Expect.Breaks) {
					t.Errorf("%s, %s: lines start at %v, want %v", c.Text, name, got, c.Expect.Breaks)
				}
			}
		})
	}
}

func TestAdjustCases(t *testing.T) {
	for _, c := range loadCases(t, "adjust") {
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			p := c.paragraph()
			j := p.Justify(0, p.Len(), inPt(c.Delta))
			names := [groups]string{"word_space", "bracket", "comma", "gap", "stop", "rest"}
			for g, name := range names {
				if got := float64(j.Total[g]) / float64(em); math.Abs(got-c.Expect.Groups[name]) > 1e-6 {
					t.Errorf("%s: group %s gives %.6f em, want %.6f", c.Text, name, got, c.Expect.Groups[name])
				}
			}
		})
	}
}
