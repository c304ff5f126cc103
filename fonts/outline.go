package fonts

import (
	"encoding/binary"

	"banxin/internal/diag"
)

// Limits that no sound glyph reaches; they keep a hostile composite, whose
// components may refer to each other many times over, from growing without end.
const (
	maxPoints     = 0xFFFF // contour ends are 16-bit
	maxComponents = 512
	maxDepth      = 8
)

// Flags of a simple glyph (OpenType 1.9, glyf).
const (
	onCurve       = 0x01
	xShort        = 0x02
	yShort        = 0x04
	repeatFlag    = 0x08
	xSameOrPlus   = 0x10 // with xShort: positive; without: same as before
	ySameOrPlus   = 0x20
	overlapSimple = 0x40
)

// Flags of a component of a composite glyph.
const (
	argsAreWords    = 0x0001
	argsAreOffsets  = 0x0002
	haveScale       = 0x0008
	moreComponents  = 0x0020
	haveXYScale     = 0x0040
	haveTwoByTwo    = 0x0080
	overlapCompound = 0x0400
	scaledOffset    = 0x0800
	unscaledOffset  = 0x1000
)

// point is a point of a quadratic outline, in font units.
type point struct {
	x, y int
	on   bool // on the curve; else a control point
}

// outline is a glyph taken apart, without composites and instructions.
type outline struct {
	points  []point
	ends    []int // index of the last point of each contour
	overlap bool  // contours may overlap: a hint to renderers

	flagRoom []byte // used again from glyph to glyph
}

func (o *outline) reset() {
	o.points, o.ends, o.overlap = o.points[:0], o.ends[:0], false
}

// badGlyph is the error for a glyph whose description makes no sense.
func (f *Face) badGlyph(gid uint16) error {
	return damaged(f.file, diag.Say("第 %d 号字形的轮廓损坏", "the outline of its glyph %d is damaged", gid))
}

// outline decodes a glyph into o as a renderer draws it: composites resolved,
// and moved to its left side bearing.
func (f *Face) outline(gid uint16, o *outline) error {
	o.reset()
	data, err := f.glyphData(gid)
	if err != nil {
		return err
	}
	components := 0
	if err := f.appendGlyph(gid, o, 0, &components); err != nil {
		return err
	}
	if len(o.points) == 0 {
		return nil
	}
	if shift := f.bearingShift(gid, data); shift != 0 {
		for i := range o.points {
			o.points[i].x += shift
		}
	}
	return nil
}

// appendGlyph adds a glyph's contours to o. components counts those seen under
// one glyph.
func (f *Face) appendGlyph(gid uint16, o *outline, depth int, components *int) error {
	data, err := f.glyphData(gid)
	if err != nil || len(data) == 0 {
		return err
	}
	if len(data) < 10 || depth > maxDepth {
		return f.badGlyph(gid)
	}
	if contours := int16At(data, 0); contours >= 0 {
		if !o.appendSimple(data[10:], contours) {
			return f.badGlyph(gid)
		}
		return nil
	}
	for rest, more := data[10:], true; more; {
		var c component
		var ok bool
		if c, rest, ok = readComponent(rest); !ok {
			return f.badGlyph(gid)
		}
		if *components++; *components > maxComponents {
			return f.badGlyph(gid)
		}
		firstPoint := len(o.points)
		if err := f.appendGlyph(c.gid, o, depth+1, components); err != nil {
			return err
		}
		if !c.place(o.points, firstPoint) {
			return f.badGlyph(gid)
		}
		o.overlap = o.overlap || c.flags&overlapCompound != 0
		more = c.flags&moreComponents != 0
	}
	return nil
}

// appendSimple decodes a simple glyph after its header; false if it is damaged.
func (o *outline) appendSimple(data []byte, contours int) bool {
	if contours == 0 {
		return true
	}
	if len(data) < 2*contours+2 {
		return false
	}
	base, count := len(o.points), 0
	for i := range contours {
		end := int(binary.BigEndian.Uint16(data[2*i:]))
		if end < count {
			return false
		}
		count = end + 1
		o.ends = append(o.ends, base+end)
	}
	if base+count > maxPoints {
		return false
	}
	instructions := int(binary.BigEndian.Uint16(data[2*contours:]))
	if data = data[2*contours+2:]; len(data) < instructions {
		return false
	}
	data = data[instructions:]
	flags, data, ok := readFlags(o.flagRoom[:0], data, count)
	if !ok {
		return false
	}
	o.flagRoom = flags
	o.overlap = o.overlap || flags[0]&overlapSimple != 0
	for _, flag := range flags {
		o.points = append(o.points, point{on: flag&onCurve != 0})
	}
	points := o.points[base:]
	data, ok = readCoordinates(data, flags, xShort, xSameOrPlus, points, false)
	if !ok {
		return false
	}
	_, ok = readCoordinates(data, flags, yShort, ySameOrPlus, points, true)
	return ok
}

// readFlags unpacks the flags of count points into flags and gives the bytes
// after them.
func readFlags(flags, data []byte, count int) (unpacked, rest []byte, ok bool) {
	for len(flags) < count {
		if len(data) == 0 {
			return nil, nil, false
		}
		flag, times := data[0], 1
		data = data[1:]
		if flag&repeatFlag != 0 {
			if len(data) == 0 {
				return nil, nil, false
			}
			times += int(data[0])
			data = data[1:]
		}
		if len(flags)+times > count {
			return nil, nil, false
		}
		for range times {
			flags = append(flags, flag)
		}
	}
	return flags, data, true
}

// readCoordinates sums up the differences of one axis, vertical or horizontal,
// into points and gives the bytes after them.
func readCoordinates(data, flags []byte, short, same byte, points []point, vertical bool) (rest []byte, ok bool) {
	value := 0
	for i, flag := range flags {
		switch {
		case flag&short != 0:
			if len(data) < 1 {
				return nil, false
			}
			if flag&same != 0 {
				value += int(data[0])
			} else {
				value -= int(data[0])
			}
			data = data[1:]
		case flag&same == 0:
			if len(data) < 2 {
				return nil, false
			}
			value += int16At(data, 0)
			data = data[2:]
		}
		if vertical {
			points[i].y = value
		} else {
			points[i].x = value
		}
	}
	return data, true
}

// component is one part of a composite glyph.
type component struct {
	gid        uint16
	flags      uint16
	arg1, arg2 int
	xx, yx     int // x' = xx·x + xy·y, y' = yx·x + yy·y; 2.14 fixed point
	xy, yy     int
}

const one14 = 1 << 14

// readComponent decodes a component and gives the bytes after it.
func readComponent(data []byte) (c component, rest []byte, ok bool) {
	if len(data) < 4 {
		return c, nil, false
	}
	c = component{flags: binary.BigEndian.Uint16(data), gid: binary.BigEndian.Uint16(data[2:]), xx: one14, yy: one14}
	data = data[4:]
	size := 2
	if c.flags&argsAreWords != 0 {
		size = 4
	}
	scales := 0
	switch {
	case c.flags&haveScale != 0:
		scales = 1
	case c.flags&haveXYScale != 0:
		scales = 2
	case c.flags&haveTwoByTwo != 0:
		scales = 4
	}
	if len(data) < size+2*scales {
		return c, nil, false
	}
	switch {
	case size == 4 && c.flags&argsAreOffsets != 0:
		c.arg1, c.arg2 = int16At(data, 0), int16At(data, 2)
	case size == 4:
		c.arg1, c.arg2 = int(binary.BigEndian.Uint16(data)), int(binary.BigEndian.Uint16(data[2:]))
	case c.flags&argsAreOffsets != 0:
		c.arg1, c.arg2 = int(int8(data[0])), int(int8(data[1]))
	default:
		c.arg1, c.arg2 = int(data[0]), int(data[1])
	}
	data = data[size:]
	switch scales {
	case 1:
		c.xx, c.yy = int16At(data, 0), int16At(data, 0)
	case 2:
		c.xx, c.yy = int16At(data, 0), int16At(data, 2)
	case 4:
		c.xx, c.yx, c.xy, c.yy = int16At(data, 0), int16At(data, 2), int16At(data, 4), int16At(data, 6)
	}
	return c, data[2*scales:], true
}

// place moves the component's points, those from first on, to where the
// composite wants them. false: it names a point that is not there.
func (c component) place(points []point, first int) bool {
	part := points[first:]
	if c.xx != one14 || c.yy != one14 || c.xy != 0 || c.yx != 0 {
		for i, p := range part {
			part[i].x, part[i].y = c.apply(p.x, p.y)
		}
	}
	dx, dy := c.arg1, c.arg2
	switch {
	case c.flags&argsAreOffsets == 0:
		if c.arg1 >= first || c.arg2 >= len(part) {
			return false
		}
		dx, dy = points[c.arg1].x-part[c.arg2].x, points[c.arg1].y-part[c.arg2].y
	case c.flags&(scaledOffset|unscaledOffset) == scaledOffset:
		dx, dy = c.apply(dx, dy)
	}
	for i := range part {
		part[i].x += dx
		part[i].y += dy
	}
	return true
}

func (c component) apply(x, y int) (int, int) {
	return floorDiv(c.xx*x+c.xy*y+one14/2, one14), floorDiv(c.yx*x+c.yy*y+one14/2, one14)
}
