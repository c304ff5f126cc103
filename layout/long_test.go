package layout

import (
	"slices"
	"testing"

	"banxin/fonts"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// TestLongStoryIsBrokenForOneFrameAtATime: what is left of a story is broken as
// far as its frame goes, not to its end again for every page, and is divided as
// if it had been.
func TestLongStoryIsBrokenForOneFrameAtATime(t *testing.T) {
	t.Parallel()
	face, err := fonts.Open("NotoSerifSC-Regular")
	if err != nil {
		t.Fatal(err)
	}
	long := Story{ID: "a:1", Title: "长稿"}
	for range 400 {
		long.Paras = append(long.Paras, Para{Spans: []Span{{Text: "会议号召全区上下同心同德，开拓进取。", Style: "body"}}})
	}
	c := &composer{in: &Input{
		Page:    Page{Pitch: 14 * unit.Point},
		Faces:   map[string]fonts.Chain{"song": {face}},
		Styles:  map[string]Style{"body": {Face: "song", Size: 9 * unit.Point, Indent: 2000}},
		Setting: inline.Quanjiao(),
		Stories: []Story{long},
	}}
	c.prepareAll()
	for _, fill := range []Fill{Balance, FirstFull} {
		spec := &Frame{Width: 200 * unit.Point, Height: 10 * 14 * unit.Point, Columns: 2, Fill: fill}
		rest := piece{from: place{para: 7}, begun: true}
		f := &frameState{spec: spec}
		got := c.plan(f, rest)
		want := c.divide(f, rest, got.room, allLines)
		if n := len(got.lines); n > 30 {
			t.Errorf("fill %d: %d lines are broken for a frame of 20", fill, n)
		}
		if got.placed != want.placed || !slices.Equal(got.ends, want.ends) || got.whole() {
			t.Errorf("fill %d: columns end at %v of %d, want %v of %d", fill, got.ends, got.placed, want.ends, want.placed)
		}
	}
}
