package fonts

import (
	"encoding/binary"
	"math"
	"slices"
)

// extent is what a glyph adds to the headers of a font, in font units.
type extent struct {
	xMin, yMin, xMax, yMax int
	points, contours       int
}

// extent measures an outline by its points, control points included, as the
// headers of TrueType glyphs do.
func (o *outline) extent() extent {
	if len(o.points) == 0 {
		return extent{}
	}
	e := extent{math.MaxInt, math.MaxInt, math.MinInt, math.MinInt, len(o.points), len(o.ends)}
	for _, p := range o.points {
		e.xMin, e.xMax = min(e.xMin, p.x), max(e.xMax, p.x)
		e.yMin, e.yMax = min(e.yMin, p.y), max(e.yMax, p.y)
	}
	return e
}

// transform stretches an outline horizontally by stretch/1000 and moves it right
// by dx font units.
func (o *outline) transform(stretch, dx int) {
	for i := range o.points {
		p := &o.points[i]
		if stretch != 1000 {
			p.x = floorDiv(2*p.x*stretch+1000, 2000)
		}
		p.x += dx
	}
}

// appendTo writes an outline as a simple glyph without instructions; nothing for
// an empty outline. false: coordinates that 16 bits cannot hold.
func (o *outline) appendTo(b []byte, e extent) ([]byte, bool) {
	if e.points == 0 {
		return b, true
	}
	if !fitsInt16(e.xMin, e.xMax, e.yMin, e.yMax) || e.contours > math.MaxInt16 {
		return b, false
	}
	for _, v := range []int{e.contours, e.xMin, e.yMin, e.xMax, e.yMax} {
		b = binary.BigEndian.AppendUint16(b, uint16(v))
	}
	for _, end := range o.ends {
		b = binary.BigEndian.AppendUint16(b, uint16(end))
	}
	b = append(b, 0, 0) // no instructions
	flags, ok := o.flags(e)
	if !ok {
		return b, false
	}
	b = appendFlags(b, flags)
	previous := 0
	for i, p := range o.points {
		b = appendDelta(b, p.x-previous, flags[i], xShort, xSameOrPlus)
		previous = p.x
	}
	previous = 0
	for i, p := range o.points {
		b = appendDelta(b, p.y-previous, flags[i], yShort, ySameOrPlus)
		previous = p.y
	}
	return b, true
}

// flags chooses the shortest form for each point; false if two points are too far
// apart for a 16-bit difference. The first difference is from the origin.
func (o *outline) flags(e extent) ([]byte, bool) {
	vast := !fitsInt16(max(e.xMax, 0)-min(e.xMin, 0), max(e.yMax, 0)-min(e.yMin, 0))
	o.flagRoom = slices.Grow(o.flagRoom[:0], len(o.points))
	flags := o.flagRoom[:len(o.points)]
	var previous point
	for i, p := range o.points {
		dx, dy := p.x-previous.x, p.y-previous.y
		if vast && !fitsInt16(dx, dy) {
			return nil, false
		}
		flag := axisFlag(dx, xShort, xSameOrPlus) | axisFlag(dy, yShort, ySameOrPlus)
		if p.on {
			flag |= onCurve
		}
		flags[i], previous = flag, p
	}
	if o.overlap {
		flags[0] |= overlapSimple
	}
	return flags, true
}

func axisFlag(delta int, short, same byte) byte {
	switch {
	case delta == 0:
		return same
	case delta > 0 && delta <= 0xFF:
		return short | same
	case delta < 0 && delta >= -0xFF:
		return short
	}
	return 0
}

// appendFlags packs runs of equal flags.
func appendFlags(b, flags []byte) []byte {
	for i := 0; i < len(flags); {
		run := 1
		for i+run < len(flags) && run < 256 && flags[i+run] == flags[i] {
			run++
		}
		if run > 2 {
			b = append(b, flags[i]|repeatFlag, byte(run-1))
		} else {
			for range run {
				b = append(b, flags[i])
			}
		}
		i += run
	}
	return b
}

func appendDelta(b []byte, delta int, flag, short, same byte) []byte {
	switch {
	case flag&short != 0 && delta < 0:
		return append(b, byte(-delta))
	case flag&short != 0:
		return append(b, byte(delta))
	case flag&same != 0:
		return b
	}
	return binary.BigEndian.AppendUint16(b, uint16(delta))
}

func fitsInt16(values ...int) bool {
	for _, v := range values {
		if v < math.MinInt16 || v > math.MaxInt16 {
			return false
		}
	}
	return true
}
