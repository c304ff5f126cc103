package preflight

import (
	"math"
	"slices"

	"banxin/internal/cos"
)

// rect is a rectangle in points, PDF coordinates.
type rect struct{ x0, y0, x1, y1 float64 }

// pageBoxes are the boxes of one page. trim is the ArtBox where there is no
// TrimBox, and the CropBox or MediaBox where there is neither.
type pageBoxes struct {
	media, trim, bleed rect
	hasBleed           bool
}

// edge is the bleed box, or the trim where there is none.
func (b *pageBoxes) edge() rect {
	if b.hasBleed {
		return b.bleed
	}
	return b.trim
}

// touch is how far a box may stick out of another, in points: the rounding of a
// producer.
const touch = 0.01

// inside tells whether r lies in outer.
func (r rect) inside(outer rect) bool {
	return r.x0 >= outer.x0-touch && r.y0 >= outer.y0-touch && r.x1 <= outer.x1+touch && r.y1 <= outer.y1+touch
}

// overlaps tells whether the two have an area in common.
func (r rect) overlaps(o rect) bool {
	return r.x0 < o.x1 && r.y0 < o.y1 && o.x0 < r.x1 && o.y0 < r.y1
}

// holds tells whether the point lies in r, within t points.
func (r rect) holds(x, y, t float64) bool {
	return x >= r.x0-t && x <= r.x1+t && y >= r.y0-t && y <= r.y1+t
}

// shrunk is r less d points on every side.
func (r rect) shrunk(d float64) rect { return rect{r.x0 + d, r.y0 + d, r.x1 - d, r.y1 - d} }

// spanning is the rectangle of two opposite corners.
func spanning(xa, ya, xb, yb float64) rect {
	return rect{min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)}
}

// rectangle reads a rectangle (ISO 32000-1, 7.9.5); false: it is none.
func (c *checker) rectangle(o cos.Object) (rect, bool) {
	a := c.file.Array(o)
	if len(a) != 4 {
		return rect{}, false
	}
	var v [4]float64
	for i := range v {
		n, ok := c.file.Number(a[i])
		if !ok {
			return rect{}, false
		}
		v[i] = n
	}
	return spanning(v[0], v[1], v[2], v[3]), true
}

// size is the trimmed size in millimetres, to a hundredth.
func (b *pageBoxes) size() Size {
	round := func(points float64) float64 { return math.Round(points/millimetre*100) / 100 }
	return Size{round(b.trim.x1 - b.trim.x0), round(b.trim.y1 - b.trim.y0)}
}

// trims gives the different trimmed sizes, in the order of the pages.
func (c *checker) trims() []Size {
	var out []Size
	for i := range c.boxes {
		if s := c.boxes[i].size(); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// checkBoxes asks BOX-* and PAGE-* and fills boxes.
func (c *checker) checkBoxes() {
	c.saw("BOX-MEDIA", "BOX-TRIM", "BOX-NEST", "BOX-BLEED", "BOX-SAME", "PAGE-PRESEP", "PAGE-ANNOT", "PAGE-ANNOT-NONE")
	narrowest := -1.0
	for i, p := range c.pages {
		b := c.readBoxes(i+1, p.Dict)
		c.boxes = append(c.boxes, b)
		if b.hasBleed {
			if m := b.margin(); narrowest < 0 || m < narrowest {
				narrowest = m
			}
		}
		c.checkPage(i+1, p.Dict, b.edge())
	}
	if narrowest >= 0 {
		c.figure("BOX-BLEED", "%.2f mm", narrowest/millimetre)
	}
	sizes := c.trims()
	if len(sizes) > 1 {
		c.breach("BOX-SAME", "成品尺寸有 %d 种：%v", "%d trimmed sizes: %v", len(sizes), sizes)
	}
	c.figure("BOX-SAME", "%g × %g mm", sizes[0].W, sizes[0].H)
	const near = 0.1 // mm
	for _, s := range sizes {
		w, h := c.opt.TrimW/millimetre, c.opt.TrimH/millimetre
		if w > 0 && (s.W < w-near || s.W > w+near) || h > 0 && (s.H < h-near || s.H > h+near) {
			c.breach("BOX-SAME", "%g × %g mm，应为 %.2f × %.2f mm", "%g × %g mm, not %.2f × %.2f mm", s.W, s.H, w, h)
		}
	}
	if c.opt.Multiple > 0 {
		c.figure("BOX-COUNT", "%d", len(c.pages))
		if len(c.pages)%c.opt.Multiple != 0 {
			c.breach("BOX-COUNT", "%d 页，不是 %d 的倍数", "%d pages, no multiple of %d", len(c.pages), c.opt.Multiple)
		}
	}
}

// margin is the bleed on the side where it is least, in points.
func (b *pageBoxes) margin() float64 {
	return min(b.trim.x0-b.bleed.x0, b.trim.y0-b.bleed.y0, b.bleed.x1-b.trim.x1, b.bleed.y1-b.trim.y1)
}

// readBoxes reads the boxes of a page and asks BOX-MEDIA to BOX-BLEED.
func (c *checker) readBoxes(page int, d cos.Dict) pageBoxes {
	media, ok := c.rectangle(d["MediaBox"])
	if !ok {
		c.fail("BOX-MEDIA", "p%d", page)
		media = rect{0, 0, 612, 792}
	}
	crop, hasCrop := c.rectangle(d["CropBox"])
	trim, hasTrim := c.rectangle(d["TrimBox"])
	art, hasArt := c.rectangle(d["ArtBox"])
	bleed, hasBleed := c.rectangle(d["BleedBox"])
	b := pageBoxes{media, trim, bleed, hasBleed}
	switch {
	case hasTrim && hasArt:
		c.breach("BOX-TRIM", "第 %d 页两者并存", "page %d: both", page)
	case hasTrim:
	case hasArt:
		b.trim = art
	default:
		c.breach("BOX-TRIM", "第 %d 页两者皆无", "page %d: neither", page)
		b.trim = media
		if hasCrop {
			b.trim = crop
		}
	}
	for _, n := range []struct {
		inner, outer rect
		both         bool
		what         string
	}{
		{b.trim, bleed, hasBleed, "TrimBox ⊄ BleedBox"}, {bleed, media, hasBleed, "BleedBox ⊄ MediaBox"},
		{b.trim, media, true, "TrimBox ⊄ MediaBox"}, {b.trim, crop, hasCrop, "TrimBox ⊄ CropBox"},
	} {
		if n.both && !n.inner.inside(n.outer) {
			c.fail("BOX-NEST", "p%d: %s", page, n.what)
		}
	}
	const rounding = 0.02 * millimetre
	if !hasBleed {
		c.breach("BOX-BLEED", "第 %d 页没有 BleedBox", "page %d: no BleedBox", page)
	} else if m := b.margin(); m < c.opt.Bleed-rounding {
		c.fail("BOX-BLEED", "p%d: %.2f mm < %.2f mm", page, m/millimetre, c.opt.Bleed/millimetre)
	}
	return b
}

// checkPage asks BOX-SAME's turning and scaling, PAGE-PRESEP and PAGE-ANNOT.
func (c *checker) checkPage(page int, d cos.Dict, edge rect) {
	if n, ok := c.file.Int(d["Rotate"]); ok && n%360 != 0 {
		c.fail("BOX-SAME", "p%d: /Rotate %d", page, n)
	}
	if u, ok := c.file.Number(d["UserUnit"]); ok && u != 1 {
		c.fail("BOX-SAME", "p%d: /UserUnit %g", page, u)
	}
	for _, k := range []cos.Name{"SeparationInfo", "PresSteps"} {
		if d[k] != nil {
			c.fail("PAGE-PRESEP", "p%d: %s", page, k)
		}
	}
	for _, o := range c.file.Array(d["Annots"]) {
		a := c.file.Dict(o)
		if a == nil {
			continue
		}
		sub := c.file.Name(a["Subtype"])
		c.fail("PAGE-ANNOT-NONE", "p%d: %s", page, sub)
		if r, ok := c.rectangle(a["Rect"]); ok && sub != "TrapNet" && sub != "PrinterMark" && r.overlaps(edge) {
			c.fail("PAGE-ANNOT", "p%d: %s", page, sub)
		}
	}
}
