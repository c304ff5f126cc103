package raster

import "encoding/binary"

// upright is the orientation of a picture that is to be seen as it is stored.
const upright = 1

// orientationTag is Orientation of TIFF 6.0 (page 36) and Exif.
const orientationTag = 0x0112

// orientationOf reads the orientation (1 to 8) out of a TIFF block. Whatever is not
// as it should be counts as upright: many programs write Exif carelessly, and a
// picture is no worse for it.
func orientationOf(tiff []byte) int {
	if len(tiff) < 8 {
		return upright
	}
	var order binary.ByteOrder = binary.BigEndian
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
	default:
		return upright
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return upright
	}
	entries := tiff[at+2:]
	for n := order.Uint16(tiff[at:]); n > 0 && len(entries) >= 12; n, entries = n-1, entries[12:] {
		if order.Uint16(entries) != orientationTag {
			continue
		}
		// Type 3 is a 16-bit number, at the front of the value's four bytes.
		if v := int(order.Uint16(entries[8:])); order.Uint16(entries[2:]) == 3 && v >= 1 && v <= 8 {
			return v
		}
		return upright
	}
	return upright
}

// pngExif gives the TIFF block of a PNG's eXIf chunk (PNG third edition, 11.3.3.4),
// nil for none.
func pngExif(data []byte) []byte {
	for at := 8; at+12 <= len(data); {
		n := uint64(binary.BigEndian.Uint32(data[at:]))
		if n > uint64(len(data)-at-12) {
			return nil
		}
		if string(data[at+4:at+8]) == "eXIf" {
			return data[at+8 : at+8+int(n)]
		}
		at += 12 + int(n)
	}
	return nil
}

// turn brings a picture stored in an orientation upright.
func (m *Image) turn(orientation int) {
	w, h, n := m.Width, m.Height, int(m.Space)
	width, height := w, h
	if orientation >= 5 { // rows become columns
		width, height = h, w
	}
	out := make([]byte, len(m.Pix))
	for y := range height {
		for x := range width {
			sx, sy := stored(orientation, x, y, w, h)
			copy(out[(y*width+x)*n:][:n], m.Pix[(sy*w+sx)*n:])
		}
	}
	m.Width, m.Height, m.Pix = width, height, out
}

// stored tells where the pixel at (x, y) of the upright picture is stored in rows of
// w by h pixels. The orientation names where row 0 and column 0 of the stored
// picture are to be seen.
func stored(orientation, x, y, w, h int) (sx, sy int) {
	switch orientation {
	case 2: // top, right
		return w - 1 - x, y
	case 3: // bottom, right
		return w - 1 - x, h - 1 - y
	case 4: // bottom, left
		return x, h - 1 - y
	case 5: // left, top
		return y, x
	case 6: // right, top
		return y, h - 1 - x
	case 7: // right, bottom
		return w - 1 - y, h - 1 - x
	case 8: // left, bottom
		return w - 1 - y, x
	}
	return x, y
}
