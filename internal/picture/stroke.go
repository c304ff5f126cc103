package picture

import (
	"math"

	"banxin/layout/display"
)

// bend is how far the control points of a Bézier curve lie from its ends, in parts of
// the radius, for the curve to be a quarter of a circle: as the PDF has it.
const bend = 0.552285

// arcChords is how many chords a quarter of an ellipse has: with 64, those of a circle
// a metre wide at 300 dpi run half a pixel beside it.
const arcChords = 64

// stroke draws the outline of a rectangle or an ellipse, its line centred on the edge.
func (b *band) stroke(s *display.Stroke) {
	half := float64(s.Line.Float() * b.scale / 2)
	left, top, right, foot := b.across(s.X), b.down(s.Y), b.across(s.X+s.W), b.down(s.Y+s.H)
	if half <= 0 || top-half >= float64(b.foot) || foot+half <= float64(b.top) {
		return
	}
	// The PDF goes from the lower left corner to the right, and round an ellipse from
	// the right upwards: dashes begin there.
	edge := []point{{left, foot}, {right, foot}, {right, top}, {left, top}}
	if s.Round {
		edge = ellipse(left, top, right, foot)
	}
	b.path.reset()
	var pattern []float64
	period := 0.0
	for _, d := range s.Dash {
		pattern = append(pattern, float64(d.Float()*b.scale))
		period += pattern[len(pattern)-1]
	}
	if period <= 0 {
		pattern = nil
	}
	b.path.line(edge, half, pattern)
	b.ink(onScreen(s.Colour))
}

// disc fills the ellipse within a rectangle.
func (b *band) disc(f *display.Fill) {
	left, top, right, foot := b.across(f.X), b.down(f.Y), b.across(f.X+f.W), b.down(f.Y+f.H)
	if right <= left || top >= float64(b.foot) || foot <= float64(b.top) {
		return
	}
	b.path.reset()
	b.path.polygon(ellipse(left, top, right, foot)...)
	b.ink(onScreen(f.Colour))
}

// ellipse gives the chords of the ellipse within a rectangle.
func ellipse(left, top, right, foot float64) []point {
	mx, my := float64((left+right)/2), float64((top+foot)/2)
	dx, dy := float64((right-mx)*bend), float64((foot-my)*bend)
	ends := [5]point{{right, my}, {mx, top}, {left, my}, {mx, foot}, {right, my}}
	controls := [4][2]point{
		{{right, my - dy}, {mx + dx, top}}, {{mx - dx, top}, {left, my - dy}},
		{{left, my + dy}, {mx - dx, foot}}, {{mx + dx, foot}, {right, my + dy}},
	}
	out := make([]point, 0, 4*arcChords)
	for q, c := range controls {
		for i := range arcChords {
			t := float64(i) / arcChords
			ab, bc, cd := between(ends[q], c[0], t), between(c[0], c[1], t), between(c[1], ends[q+1], t)
			out = append(out, between(between(ab, bc, t), between(bc, cd, t), t))
		}
	}
	return out
}

// line adds a line along a closed polygon, half as wide to each side; pattern: lengths
// on and off by turns, from the first point on; empty: solid. Corners are mitred.
func (p *path) line(edge []point, half float64, pattern []float64) {
	if len(pattern)%2 == 1 {
		pattern = append(pattern, pattern...) // PDF 1.7, 8.4.3.6: it goes round
	}
	at, left := 0, math.Inf(1) // entry of the pattern, and how much of it is left
	if len(pattern) > 0 {
		left = pattern[0]
	}
	for i, from := range edge {
		to := edge[(i+1)%len(edge)]
		dx, dy := to.x-from.x, to.y-from.y
		length := math.Sqrt(float64(dx*dx) + float64(dy*dy))
		if length == 0 {
			continue
		}
		side := point{float64(-dy / length * half), float64(dx / length * half)}
		for done := 0.0; done < length; {
			step := min(left, length-done)
			if at%2 == 0 {
				a, b := between(from, to, done/length), between(from, to, (done+step)/length)
				p.polygon(point{a.x + side.x, a.y + side.y}, point{a.x - side.x, a.y - side.y}, point{b.x - side.x, b.y - side.y}, point{b.x + side.x, b.y + side.y})
			}
			done, left = done+step, left-step
			for left <= 0 {
				at = (at + 1) % len(pattern)
				left += pattern[at]
			}
		}
		if at%2 == 0 && (i+1 < len(edge) || len(pattern) == 0) {
			p.corner(from, to, edge[(i+2)%len(edge)], half)
		}
	}
}

// corner fills the outside of the turn at the point b. It is drawn the way round that
// the pieces of the line are.
func (p *path) corner(a, b, c point, half float64) {
	ux, uy, vx, vy := b.x-a.x, b.y-a.y, c.x-b.x, c.y-b.y
	u, v := math.Sqrt(float64(ux*ux)+float64(uy*uy)), math.Sqrt(float64(vx*vx)+float64(vy*vy))
	if u == 0 || v == 0 {
		return
	}
	ux, uy, vx, vy = ux/u*half, uy/u*half, vx/v*half, vy/v*half
	cross, dot := float64(ux*vy)-float64(uy*vx), float64(ux*vx)+float64(uy*vy)
	if cross == 0 || float64(half*half)+dot <= 0 {
		return
	}
	// The outside lies to the right of a turn to the left, and the other way about.
	s := 1.0
	if cross > 0 {
		s = -1
	}
	from, to := point{b.x - float64(s*uy), b.y + float64(s*ux)}, point{b.x - float64(s*vy), b.y + float64(s*vx)}
	k := float64(half*half) / (float64(half*half) + dot)
	tip := point{b.x + float64(k*(from.x-b.x+to.x-b.x)), b.y + float64(k*(from.y-b.y+to.y-b.y))}
	if s > 0 {
		p.polygon(b, to, tip, from)
	} else {
		p.polygon(b, from, tip, to)
	}
}
