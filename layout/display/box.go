package display

import "banxin/layout/unit"

// Box is a rectangle of a page, from the top left corner of the trim, y down.
type Box struct{ Left, Top, Right, Bottom unit.Pt }

// BoxOf gives the rectangle that an item takes up; a mark takes up none. The em square
// of text reaches from 0.88 em above the baseline to 0.12 em below it.
func BoxOf(item Item) Box {
	switch it := item.(type) {
	case *GlyphRun:
		return Box{it.X, it.Y - it.Size.Times(88, 100), it.X + it.Width(), it.Y + it.Size.Times(12, 100)}
	case *Fill:
		return Box{it.X, it.Y, it.X + it.W, it.Y + it.H}
	case *Stroke:
		return Box{it.X - it.Line/2, it.Y - it.Line/2, it.X + it.W + it.Line/2, it.Y + it.H + it.Line/2}
	case *Image:
		return Box{it.X, it.Y, it.X + it.W, it.Y + it.H}
	}
	return Box{}
}

// Empty tells whether the box has no area.
func (b Box) Empty() bool { return b.Left >= b.Right || b.Top >= b.Bottom }

// Union gives the box around both; an empty one counts for nothing.
func (b Box) Union(c Box) Box {
	switch {
	case b.Empty():
		return c
	case c.Empty():
		return b
	}
	return Box{min(b.Left, c.Left), min(b.Top, c.Top), max(b.Right, c.Right), max(b.Bottom, c.Bottom)}
}

// Intersect gives what both have in common; it may be empty.
func (b Box) Intersect(c Box) Box {
	return Box{max(b.Left, c.Left), max(b.Top, c.Top), min(b.Right, c.Right), min(b.Bottom, c.Bottom)}
}
