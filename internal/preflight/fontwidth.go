package preflight

import "banxin/internal/cos"

// glyphWidths are the widths that a font's dictionary claims, in 1/1000 em.
type glyphWidths struct {
	byCID     map[int]float64
	standard  float64         // of composite fonts (DW); of simple ones MissingWidth
	down      map[int]float64 // vertical advances (W2)
	downFor   float64         // of the others (DW2)
	first     int             // code of the first of simple
	simple    []float64
	truncated bool // W ends within an entry
}

// mostWidths bounds the ranges of W: a hostile one may span two thousand million.
const mostWidths = 1 << 17

// readCIDWidths reads W, DW, W2 and DW2 (9.7.4.3).
func (c *checker) readCIDWidths(f *font) {
	w := &f.widths
	w.byCID, w.down, w.standard, w.downFor = map[int]float64{}, map[int]float64{}, 1000, -1000
	if v, ok := c.file.Number(f.descendant["DW"]); ok {
		w.standard = v
	}
	if a := c.file.Array(f.descendant["DW2"]); len(a) == 2 {
		if v, ok := c.file.Number(a[1]); ok {
			w.downFor = v
		}
	}
	w.truncated = !c.readRuns(f.descendant["W"], 1, w.byCID)
	c.readRuns(f.descendant["W2"], 3, w.down)
}

// readRuns reads an array of "first [v …]" and "first last v": each with n values, of
// which the first counts. false: it ends within an entry.
func (c *checker) readRuns(o cos.Object, n int, to map[int]float64) bool {
	a := c.file.Array(o)
	written := 0
	for i := 0; i < len(a); {
		from, _ := c.file.Int(a[i])
		if i+1 >= len(a) {
			return false
		}
		if list := c.file.Array(a[i+1]); list != nil {
			for k := 0; k+n <= len(list) && len(to) < mostWidths; k += n {
				to[from+k/n], _ = c.file.Number(list[k])
			}
			i += 2
			continue
		}
		if i+1+n >= len(a) {
			return false
		}
		last, _ := c.file.Int(a[i+1])
		v, _ := c.file.Number(a[i+2])
		for cid := from; cid <= last && written < mostWidths; cid++ {
			to[cid] = v
			written++
		}
		i += 2 + n
	}
	return true
}

// readSimpleWidths reads Widths (9.6.2).
func (c *checker) readSimpleWidths(f *font) {
	w := &f.widths
	w.first, _ = c.file.Int(f.dict["FirstChar"])
	w.standard, _ = c.file.Number(f.descriptor["MissingWidth"])
	for _, o := range c.file.Array(f.dict["Widths"]) {
		v, _ := c.file.Number(o)
		w.simple = append(w.simple, v)
	}
}

// advance is how far a code moves on, in 1/1000 em, downwards negative in vertical
// writing.
func (f *font) advance(code textCode) float64 {
	if !f.vertical {
		return f.width(code)
	}
	cid, _ := f.cid(code)
	if v, ok := f.widths.down[cid]; ok {
		return v
	}
	return f.widths.downFor
}

// width is the claimed width of a code, in 1/1000 em.
func (f *font) width(code textCode) float64 {
	if f.descendant == nil {
		if i := int(code.value) - f.widths.first; i >= 0 && i < len(f.widths.simple) {
			return f.widths.simple[i]
		}
		return f.widths.standard
	}
	if cid, known := f.cid(code); known {
		if v, ok := f.widths.byCID[cid]; ok {
			return v
		}
	}
	return f.widths.standard
}
