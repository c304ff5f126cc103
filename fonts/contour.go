package fonts

// Curve is a quadratic Bézier segment. It begins where the one before it in its
// contour ends. A straight line has its control point at its end.
type Curve struct {
	ControlX, ControlY float64
	X, Y               float64 // its end
}

// Contour is a closed curve of an outline; it begins where its last segment ends.
// Never empty.
type Contour []Curve

// Contours gives the outline of a glyph as a renderer fills it by the nonzero winding
// rule: composites resolved, moved to its left side bearing, in ems from the origin on
// the baseline, y up. A glyph without ink has none. Errors are of type *Error: the
// face has no such glyph, or its outline is damaged.
func (f *Face) Contours(gid uint16) ([]Contour, error) {
	var o outline
	if err := f.outline(gid, &o); err != nil {
		return nil, err
	}
	var out []Contour
	first := 0
	for _, end := range o.ends {
		if c := f.contour(o.points[first : end+1]); c != nil {
			out = append(out, c)
		}
		first = end + 1
	}
	return out, nil
}

// contour turns points into segments (OpenType 1.9, glyf): between two control points
// that follow each other lies a point of the curve that is not written, their middle.
// nil: the points have no area.
func (f *Face) contour(points []point) Contour {
	if len(points) < 3 {
		return nil
	}
	em := float64(f.unitsPerEm)
	middle := func(p, q point) (x, y float64) { return float64(p.x+q.x) / 2 / em, float64(p.y+q.y) / 2 / em }
	out := make(Contour, 0, len(points))
	for i, p := range points {
		next := points[(i+1)%len(points)]
		x, y := float64(p.x)/em, float64(p.y)/em
		switch {
		case p.on && next.on:
			nx, ny := float64(next.x)/em, float64(next.y)/em
			out = append(out, Curve{nx, ny, nx, ny})
		case !p.on && next.on:
			out = append(out, Curve{x, y, float64(next.x) / em, float64(next.y) / em})
		case !p.on:
			nx, ny := middle(p, next)
			out = append(out, Curve{x, y, nx, ny})
		}
	}
	return out
}
