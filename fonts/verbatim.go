package fonts

import "encoding/binary"

// verbatim gives the description of a simple glyph that a subset can take over
// byte for byte: sound, without instructions, and standing at its side bearing.
// Most glyphs of most requests are such, and need not be decoded point by point.
// false: decode it, which also finds what is wrong with it.
func (f *Face) verbatim(gid uint16) ([]byte, extent, bool) {
	data, err := f.glyphData(gid)
	if err != nil || len(data) < 12 || f.bearingShift(gid, data) != 0 {
		return nil, extent{}, false
	}
	contours := int16At(data, 0)
	e := extent{xMin: int16At(data, 2), yMin: int16At(data, 4), xMax: int16At(data, 6), yMax: int16At(data, 8), contours: contours}
	if contours <= 0 || len(data) < 12+2*contours || e.xMin > e.xMax || e.yMin > e.yMax {
		return nil, extent{}, false
	}
	for i := range contours {
		end := int(binary.BigEndian.Uint16(data[10+2*i:]))
		if end < e.points {
			return nil, extent{}, false
		}
		e.points = end + 1
	}
	start := 12 + 2*contours
	if binary.BigEndian.Uint16(data[start-2:]) != 0 || e.points > maxPoints {
		return nil, extent{}, false
	}
	length, ok := pointsLength(data[start:], e.points)
	if !ok {
		return nil, extent{}, false
	}
	return data[:start+length], e, true
}

// coordinateBytes says how many bytes x and y take after a flag.
var coordinateBytes = func() (sizes [256]uint8) {
	axis := func(flag, short, same int) uint8 {
		switch {
		case flag&short != 0:
			return 1
		case flag&same == 0:
			return 2
		}
		return 0
	}
	for flag := range sizes {
		sizes[flag] = axis(flag, xShort, xSameOrPlus) + axis(flag, yShort, ySameOrPlus)
	}
	return sizes
}()

// pointsLength adds up the bytes of the flags and coordinates of count points;
// false if data is too short for them or a flag repeats too often.
func pointsLength(data []byte, count int) (int, bool) {
	at, coordinates := 0, 0
	for count > 0 {
		if at >= len(data) {
			return 0, false
		}
		flag, times := data[at], 1
		at++
		if flag&repeatFlag != 0 {
			if at >= len(data) {
				return 0, false
			}
			times += int(data[at])
			at++
		}
		coordinates += times * int(coordinateBytes[flag])
		count -= times
	}
	return at + coordinates, count == 0 && at+coordinates <= len(data)
}
