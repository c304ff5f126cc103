package inline

import (
	"encoding/json"
	"os"
	"slices"
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
