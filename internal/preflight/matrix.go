package preflight

import (
	"math"

	"banxin/internal/cos"
)

// matrix is a transformation (ISO 32000-1, 8.3.3): a b c d e f.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times is a product, rounded by itself: a processor that fuses it with a sum would
// give another figure than one that does not.
func times(a, b float64) float64 { return float64(a * b) }

// hypotenuse is the length of a vector. math.Hypot is written in the language of each
// processor, and not alike in the last bit.
func hypotenuse(x, y float64) float64 {
	long, short := max(math.Abs(x), math.Abs(y)), min(math.Abs(x), math.Abs(y))
	if long == 0 || math.IsInf(long, 0) {
		return long
	}
	ratio := short / long
	return long * math.Sqrt(1+times(ratio, ratio))
}

// then is m followed by n.
func (m matrix) then(n matrix) matrix {
	return matrix{
		times(m[0], n[0]) + times(m[1], n[2]), times(m[0], n[1]) + times(m[1], n[3]),
		times(m[2], n[0]) + times(m[3], n[2]), times(m[2], n[1]) + times(m[3], n[3]),
		times(m[4], n[0]) + times(m[5], n[2]) + n[4], times(m[4], n[1]) + times(m[5], n[3]) + n[5],
	}
}

// point transforms a point.
func (m matrix) point(x, y float64) (float64, float64) {
	return times(m[0], x) + times(m[2], y) + m[4], times(m[1], x) + times(m[3], y) + m[5]
}

// scale is the factor by which lengths grow, in the mean of all directions.
func (m matrix) scale() float64 { return math.Sqrt(math.Abs(times(m[0], m[3]) - times(m[1], m[2]))) }

// bounds is the rectangle around a transformed one.
func (m matrix) bounds(x, y, w, h float64) rect {
	xa, ya := m.point(x, y)
	out := rect{xa, ya, xa, ya}
	for _, p := range [3][2]float64{{x + w, y}, {x, y + h}, {x + w, y + h}} {
		px, py := m.point(p[0], p[1])
		out = out.with(px, py)
	}
	return out
}

// with is r grown as far as the point.
func (r rect) with(x, y float64) rect {
	return rect{min(r.x0, x), min(r.y0, y), max(r.x1, x), max(r.y1, y)}
}

// matrix reads a matrix; false: it is none.
func (c *checker) matrix(o cos.Object) (matrix, bool) {
	a := c.file.Array(o)
	if len(a) != 6 {
		return identity, false
	}
	var m matrix
	for i := range m {
		v, ok := c.file.Number(a[i])
		if !ok {
			return identity, false
		}
		m[i] = v
	}
	return m, true
}
