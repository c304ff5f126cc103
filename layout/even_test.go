package layout

import (
	"fmt"
	"strings"
	"testing"

	"banxin/fonts"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// evenComposer is a composer with one story of paragraphs of the lengths given, in
// clauses of seven Han.
func evenComposer(t *testing.T, clauses ...int) *composer {
	face, err := fonts.Open("NotoSerifSC-Regular")
	if err != nil {
		t.Fatal(err)
	}
	s := Story{ID: "a:1"}
	for _, n := range clauses {
		text := strings.Repeat("会议号召全区上，", n) + "下同心。"
		s.Paras = append(s.Paras, Para{Spans: []Span{{Text: text, Style: "body"}}})
	}
	c := &composer{in: &Input{
		Page:    Page{Pitch: 14 * unit.Point},
		Faces:   map[string]fonts.Chain{"song": {face}},
		Styles:  map[string]Style{"body": {Face: "song", Size: 10 * unit.Point, Indent: 2000}},
		Setting: inline.Quanjiao(),
		Stories: []Story{s},
	}}
	c.prepareAll()
	return c
}

// TestColumnsAreEvened: with one paragraph in a line more or less the columns never
// come out worse, sometimes better, and no paragraph becomes visibly looser.
func TestColumnsAreEvened(t *testing.T) {
	t.Parallel()
	better := 0
	for a := 6; a < 15; a++ {
		for b := 6; b < 15; b++ {
			for measure := unit.Pt(150); measure < 210; measure += 10 {
				spec := &Frame{Width: 2*measure*unit.Point + 10*unit.Point, Height: 600 * unit.Point, Columns: 2, Gutter: 10 * unit.Point}
				c := evenComposer(t, a, b, 11)
				plain := &plan{room: room{height: 40}}
				plain.lines = c.lines(c.stories[0], place{}, spec, allLines)
				plain.cols = c.columnLines(c.stories[0], plain.lines, 0)
				c.fill(plain, spec)
				evened := c.plan(&frameState{spec: spec}, piece{})
				if !evened.whole() || evened.cost > plain.cost {
					t.Fatalf("%d, %d clauses: columns cost %d, plain %d", a, b, evened.cost, plain.cost)
				}
				if extra := textCost(c, evened) - textCost(c, plain); extra > mostForColumns || evened.cost == plain.cost && extra != 0 {
					t.Errorf("%d, %d clauses: the text costs %d more", a, b, extra)
				}
				if evened.cost < plain.cost {
					better++
				}
				if got, want := textOf(c, evened), textOf(c, plain); got != want {
					t.Fatalf("%d, %d clauses: the lines hold %s, want %s", a, b, got, want)
				}
			}
		}
	}
	if better == 0 {
		t.Error("no columns were evened")
	}
}

// textCost is the cost of all lines of a plan.
func textCost(c *composer, p *plan) int64 {
	lines := map[int][]inline.Line{}
	for _, l := range p.lines {
		lines[l.para] = append(lines[l.para], l.line)
	}
	var sum int64
	for i, l := range lines {
		sum += c.stories[0].paras[i].text.Cost(l)
	}
	return sum
}

// textOf says which cells of which paragraphs the lines of a plan hold, line ends
// left out.
func textOf(c *composer, p *plan) string {
	var b strings.Builder
	para, from := -1, 0
	for _, l := range p.lines {
		if l.para != para {
			para, from = l.para, l.line.Start
		}
		if l.line.Start != from {
			return fmt.Sprintf("a gap before cell %d of paragraph %d", l.line.Start, para)
		}
		if from = l.line.End; l.line.Last {
			fmt.Fprintf(&b, "%d:%d ", para, from)
		}
	}
	return b.String()
}
