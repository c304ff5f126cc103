package fonts

import (
	"errors"
	"math"
	"testing"
)

// TestContours: the segments of every glyph stay within the box of its ink, and an
// outline of control points alone has its written points between them.
func TestContours(t *testing.T) {
	t.Parallel()
	f := face(t, "NotoSerifSC-Regular")
	for _, r := range "永，A高" {
		gid, _ := f.GID(r)
		box, ok := f.Ink(gid)
		contours, err := f.Contours(gid)
		if err != nil || !ok || len(contours) == 0 {
			t.Fatalf("%c: %d contours, %v", r, len(contours), err)
		}
		left, top, right, foot := math.Inf(1), math.Inf(-1), math.Inf(-1), math.Inf(1)
		for _, c := range contours {
			for _, q := range c {
				left, right, foot, top = min(left, q.X), max(right, q.X), min(foot, q.Y), max(top, q.Y)
			}
		}
		for i, d := range []float64{left - float64(box.XMin)/1000, right - float64(box.XMax)/1000, foot - float64(box.YMin)/1000, top - float64(box.YMax)/1000} {
			if math.Abs(d) > 0.002 {
				t.Errorf("%c: side %d of the outline is %v em off", r, i, d)
			}
		}
	}
	space, _ := f.GID(' ')
	if c, err := f.Contours(space); err != nil || c != nil {
		t.Errorf("a space has %d contours, %v", len(c), err)
	}
	var wrong *Error
	if _, err := f.Contours(65535); !errors.As(err, &wrong) {
		t.Errorf("the outline of a glyph that is not there: %v", err)
	}
	e := float64(f.unitsPerEm)
	round := f.contour([]point{{0, 0, false}, {100, 0, false}, {100, 100, false}, {0, 100, false}})
	want := Contour{{0, 0, 50 / e, 0}, {100 / e, 0, 100 / e, 50 / e}, {100 / e, 100 / e, 50 / e, 100 / e}, {0, 100 / e, 0, 50 / e}}
	if len(round) != len(want) {
		t.Fatalf("%d segments, not %d", len(round), len(want))
	}
	for i := range want {
		if round[i] != want[i] {
			t.Errorf("segment %d is %v, not %v", i, round[i], want[i])
		}
	}
}
