package picture

import (
	"image"
	"math"

	"golang.org/x/image/vector"

	"banxin/fonts"
)

// point is a place in pixels of the picture.
type point struct{ x, y float64 }

// path is a set of closed polygons; its room is used again.
type path struct {
	points []point
	ends   []int // index after the last point of each polygon
}

func (p *path) reset() { p.points, p.ends = p.points[:0], p.ends[:0] }

// polygon adds a polygon.
func (p *path) polygon(points ...point) {
	p.points = append(p.points, points...)
	p.ends = append(p.ends, len(p.points))
}

// flatness is how far a polygon may run beside its curve, in pixels.
const flatness = 0.05

// maxChords bounds the chords of one curve: it serves glyphs some metres high.
const maxChords = 256

// glyph adds a contour in ems, y up, whose origin stands at x, y: as wide as across
// and as high as size, in pixels to the em.
func (p *path) glyph(c fonts.Contour, x, y, across, size float64) {
	at := func(ex, ey float64) point { return point{x + float64(ex*across), y - float64(ey*size)} }
	last := c[len(c)-1]
	from := at(last.X, last.Y)
	for _, q := range c {
		control, to := at(q.ControlX, q.ControlY), at(q.X, q.Y)
		p.quadratic(from, control, to)
		from = to
	}
	p.ends = append(p.ends, len(p.points))
}

// quadratic adds the chords of a quadratic curve, without its beginning.
func (p *path) quadratic(a, b, c point) {
	// Chords of an n-th of the parameter each run |a − 2b + c| / 4n² beside the curve.
	dx, dy := a.x-b.x-b.x+c.x, a.y-b.y-b.y+c.y
	n := int(min(maxChords, math.Ceil(math.Sqrt(math.Sqrt(float64(dx*dx)+float64(dy*dy))/(4*flatness)))))
	for i := 1; i < n; i++ {
		t := float64(i) / float64(n)
		p.points = append(p.points, between(between(a, b, t), between(b, c, t), t))
	}
	p.points = append(p.points, c)
}

// between gives the point at the share t of the way from a to b.
func between(a, b point, t float64) point {
	return point{a.x + float64(t*(b.x-a.x)), a.y + float64(t*(b.y-a.y))}
}

// bounds gives the pixels that the path touches.
func (p *path) bounds() image.Rectangle {
	if len(p.points) == 0 {
		return image.Rectangle{}
	}
	low, high := p.points[0], p.points[0]
	for _, q := range p.points {
		low, high = point{min(low.x, q.x), min(low.y, q.y)}, point{max(high.x, q.x), max(high.y, q.y)}
	}
	return image.Rect(pixel(math.Floor(low.x)), pixel(math.Floor(low.y)), pixel(math.Ceil(high.x)), pixel(math.Ceil(high.y)))
}

// pixel makes a coordinate a whole number, those far outside of any picture too.
func pixel(v float64) int { return int(min(max(v, -1<<30), 1<<30)) }

// reach is how far from a tile package vector still counts right.
const reach = 1 << 16

// trace hands the path to a rasterizer whose first pixel is at x, y. It is given
// straight lines alone: how it divides curves differs from processor to processor.
func (p *path) trace(r *vector.Rasterizer, x, y float64) {
	local := func(q point) (float32, float32) {
		return float32(min(max(q.x-x, -reach), reach)), float32(min(max(q.y-y, -reach), reach))
	}
	first := 0
	for _, end := range p.ends {
		for i, q := range p.points[first:end] {
			px, py := local(q)
			if i == 0 {
				r.MoveTo(px, py)
			} else {
				r.LineTo(px, py)
			}
		}
		r.ClosePath()
		first = end
	}
}
