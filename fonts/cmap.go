package fonts

import (
	"encoding/binary"
	"sort"
)

// cmap is one Unicode subtable of table cmap, searched where it stands.
type cmap struct {
	format int    // 4 or 12
	data   []byte // from the subtable's start to the end of the table
	count  int    // segments (4) or groups (12)
}

// chooseCmap picks the subtable that covers most: format 12 (all of Unicode)
// before format 4 (the basic plane), and Windows before Unicode platform.
func chooseCmap(table []byte) (cmap, bool) {
	if len(table) < 4 {
		return cmap{}, false
	}
	count := int(binary.BigEndian.Uint16(table[2:]))
	if 4+8*count > len(table) {
		return cmap{}, false
	}
	best, bestRank := cmap{}, 0
	for i := range count {
		record := table[4+8*i:]
		platform, encoding := binary.BigEndian.Uint16(record), binary.BigEndian.Uint16(record[2:])
		if !(platform == 0 || platform == 3 && (encoding == 1 || encoding == 10)) {
			continue
		}
		offset := uint64(binary.BigEndian.Uint32(record[4:]))
		if offset >= uint64(len(table)) {
			continue
		}
		m, ok := readCmap(table[offset:])
		if rank := m.format*2 + int(platform&1); ok && rank > bestRank {
			best, bestRank = m, rank
		}
	}
	return best, bestRank > 0
}

// readCmap reads the header of a subtable; false for formats and lengths it
// cannot use.
func readCmap(data []byte) (cmap, bool) {
	if len(data) < 16 {
		return cmap{}, false
	}
	switch binary.BigEndian.Uint16(data) {
	case 4:
		segments := int(binary.BigEndian.Uint16(data[6:])) / 2
		return cmap{4, data, segments}, segments > 0 && 16+8*segments <= len(data)
	case 12:
		groups := uint64(binary.BigEndian.Uint32(data[12:]))
		return cmap{12, data, int(groups)}, groups > 0 && 16+12*groups <= uint64(len(data))
	}
	return cmap{}, false
}

// lookup gives the glyph of r, 0 if there is none.
func (m cmap) lookup(r rune) uint16 {
	switch {
	case r < 0:
		return 0
	case m.format == 12:
		return m.lookup12(uint32(r))
	case r > 0xFFFF:
		return 0
	}
	return m.lookup4(int(r))
}

func (m cmap) lookup12(code uint32) uint16 {
	i := sort.Search(m.count, func(i int) bool { return binary.BigEndian.Uint32(m.data[16+12*i+4:]) >= code })
	if i == m.count {
		return 0
	}
	group := m.data[16+12*i:]
	first := binary.BigEndian.Uint32(group)
	if code < first {
		return 0
	}
	gid := uint64(binary.BigEndian.Uint32(group[8:])) + uint64(code-first)
	if gid > 0xFFFF {
		return 0
	}
	return uint16(gid)
}

// lookup4 reads the four parallel arrays of format 4: endCode from byte 14, then
// after two bytes of padding startCode, idDelta and idRangeOffset.
func (m cmap) lookup4(code int) uint16 {
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(m.data[at:])) }
	i := sort.Search(m.count, func(i int) bool { return u16(14+2*i) >= code })
	if i == m.count {
		return 0
	}
	array := 2 * m.count
	start, delta := u16(16+array+2*i), u16(16+2*array+2*i)
	if code < start {
		return 0
	}
	rangeAt := 16 + 3*array + 2*i
	rangeOffset := u16(rangeAt)
	if rangeOffset == 0 {
		return uint16(code + delta)
	}
	// The offset counts from where it stands itself.
	at := rangeAt + rangeOffset + 2*(code-start)
	if at+2 > len(m.data) || u16(at) == 0 {
		return 0
	}
	return uint16(u16(at) + delta)
}
