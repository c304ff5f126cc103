package pdf

import (
	"banxin/layout/display"
	"banxin/layout/unit"
)

// gopdf rounds positions and rectangles to 1/100 pt and type sizes and
// character spacing (Tc) to 1/1000 pt. The package rounds first, in integers,
// so that it knows what will stand in the file: edges that touch in the display
// list touch in print, and a run is cut before its rounding errors add up.

// centi gives p in hundredths of a point.
func centi(p unit.Pt) int { return int(p.Times(25, 16384)) }

// milli gives p in thousandths of a point.
func milli(p unit.Pt) int { return int(p.Times(125, 8192)) }

// micro gives p in millionths of a point, in which widths (em/1000) times type
// sizes (pt/1000) are whole numbers.
func micro(p unit.Pt) int64 { return int64(p.Times(15625, 1024)) }

// stretch is a part of a glyph run that one text operator sets: glyphs of one
// subset with one character spacing.
type stretch struct {
	font       int // index of the subset
	first, end int // glyphs [first, end) of the run
	x          int // origin of the first glyph, hundredths of a point from the trim
	spacing    int // Tc in thousandths of a point
}

// tolerance is how far a glyph may stand from where the display list has it
// before a new stretch begins: 0.002 em and the rounding of the first origin.
func tolerance(size unit.Pt) int64 { return micro(size)/500 + 5000 }

// stretches cuts a run into stretches. width gives the width of a glyph as the
// PDF has it, in thousandths of an em. The space after the last glyph of a
// stretch is only the way to the next one.
func stretches(run *display.GlyphRun, places []place, width func(place) int) []stretch {
	var out []stretch
	size, limit := int64(milli(run.Size)), tolerance(run.Size)
	exact := run.X  // where the display list has the glyph
	var set int64   // where the PDF has it, in millionths of a point
	var cur stretch // the stretch being filled
	for i := range run.Glyphs {
		g := &run.Glyphs[i]
		off := set - micro(exact)
		if i == 0 || places[i].font != cur.font || off > limit || off < -limit {
			if i > 0 {
				out = append(out, cur)
			}
			cur = stretch{font: places[i].font, first: i, x: centi(exact), spacing: milli(g.Extra)}
			set = int64(cur.x) * 10000
		}
		cur.end = i + 1
		set += int64(width(places[i]))*size + int64(cur.spacing)*1000
		exact += g.Advance.Of(run.Size) + g.Extra
	}
	if len(run.Glyphs) > 0 {
		out = append(out, cur)
	}
	return out
}
