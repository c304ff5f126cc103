package pdf

import (
	"slices"
	"testing"

	"banxin/layout/unit"
)

// TestGrid: outlines are rounded to the power of two nearest to a dot, Han as the face
// draws them alone.
func TestGrid(t *testing.T) {
	t.Parallel()
	han := glyphKey{text: "永", stretch: 1000}
	dot := 72 * unit.Point / 2400
	for size, want := range map[unit.Pt]unit.Em{pt(7): 4, pt(10.5): 4, pt(12): 2, pt(18): 2, pt(24): 1, pt(79): 1, pt(0.1): coarsest} {
		got := han.grid(size, dot)
		if got != want {
			t.Errorf("at %v pt: %d, want %d", size, got, want)
		}
		if got > 1 && got < coarsest && int64(got)*int64(size)*1000 > 1415*1000*int64(dot) {
			t.Errorf("at %v pt a point may move by more than 0.71 of a dot", size)
		}
	}
	for _, k := range []glyphKey{
		{text: "，", stretch: 1000}, {text: "——", stretch: 1000}, {text: "a", stretch: 1000}, {text: "永永", stretch: 1000},
		{text: "永", stretch: 900}, {text: "永", stretch: 1000, shift: 10}, {stretch: 1000},
	} {
		if got := k.grid(pt(10.5), dot); got != 0 {
			t.Errorf("%+v: %d", k, got)
		}
	}
	if got := han.grid(pt(10.5), 0); got != 0 {
		t.Errorf("without a dot: %d", got)
	}
}

// TestArrange: entries stand in the order of their text, and every run finds its own.
func TestArrange(t *testing.T) {
	t.Parallel()
	faces := openFaces(t)
	doc := newspaper(t, faces)
	reg, err := register(doc, faces, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range reg.fonts {
		if !slices.IsSortedFunc(f.entries, glyphKey.compare) || len(f.sizes) != len(f.entries) {
			t.Errorf("%s: entries out of order", f.face.Name())
		}
	}
	for run, places := range reg.runs {
		for i, p := range places {
			e := reg.fonts[p.font].entries[p.entry]
			if e.gid != run.Glyphs[i].GID || e.text != run.Glyphs[i].Text || reg.fonts[p.font].sizes[p.entry] < run.Size {
				t.Fatalf("glyph %+v in %v pt has the place of %+v", run.Glyphs[i], run.Size, e)
			}
		}
	}
}
