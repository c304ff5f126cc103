package fontprogram

import "encoding/binary"

var be = binary.BigEndian

// sfnt is a TrueType or OpenType file (ISO/IEC 14496-22). Subsets in PDF lack most
// tables.
type sfnt struct {
	tables     map[string][]byte
	glyphs     int
	unitsPerEm int
	metrics    int // entries of hmtx that have an advance
	longLoca   bool
	subtables  map[[2]int][]byte // of cmap, by platform and encoding
}

// mostTables bounds the directory.
const mostTables = 256

func parseSFNT(data []byte) (*sfnt, error) {
	if len(data) < 12 {
		return nil, fault("字体程序只有 %d 字节", "the font program has %d bytes", len(data))
	}
	s := &sfnt{tables: map[string][]byte{}}
	for i := range min(int(be.Uint16(data[4:])), mostTables) {
		at := 12 + 16*i
		if at+16 > len(data) {
			return nil, fault("字体的表目录残缺", "the directory of the font is cut off")
		}
		from, n := uint64(be.Uint32(data[at+8:])), uint64(be.Uint32(data[at+12:]))
		if from > uint64(len(data)) {
			return nil, fault("字体的 %q 表在文件之外", "table %q lies outside the font", data[at:at+4])
		}
		s.tables[string(data[at:at+4])] = data[from:min(from+n, uint64(len(data)))]
	}
	for _, t := range []struct {
		name string
		size int
	}{{"head", 54}, {"maxp", 6}, {"hhea", 36}, {"hmtx", 4}} {
		if len(s.tables[t.name]) < t.size {
			return nil, fault("字体缺 %s 表", "the font has no table %s", t.name)
		}
	}
	s.glyphs = int(be.Uint16(s.tables["maxp"][4:]))
	s.unitsPerEm = int(be.Uint16(s.tables["head"][18:]))
	s.longLoca = be.Uint16(s.tables["head"][50:]) != 0
	s.metrics = int(be.Uint16(s.tables["hhea"][34:]))
	if s.unitsPerEm == 0 || s.metrics == 0 || len(s.tables["hmtx"]) < 4*s.metrics {
		return nil, fault("字体的 head、hhea 与 hmtx 表互不相符", "the tables head, hhea and hmtx of the font do not go together")
	}
	s.readSubtables()
	return s, nil
}

// findOutlines checks that a TrueType program has outlines.
func (s *sfnt) findOutlines() error {
	if s.tables["glyf"] == nil || s.tables["loca"] == nil {
		return fault("字体没有轮廓（glyf、loca 表）", "the font has no outlines (tables glyf, loca)")
	}
	return nil
}

func (s *sfnt) fsType() uint16 {
	if t := s.tables["OS/2"]; len(t) >= 10 {
		return be.Uint16(t[8:])
	}
	return 0
}

// advance is in 1/1000 em. The last advance holds for all glyphs behind it.
func (s *sfnt) advance(gid int) (float64, error) {
	at := 4 * min(gid, s.metrics-1)
	return float64(be.Uint16(s.tables["hmtx"][at:])) * 1000 / float64(s.unitsPerEm), nil
}

// hasOutline tells whether a glyph of glyf has contours or parts.
func (s *sfnt) hasOutline(gid int) (bool, error) {
	loca, glyf := s.tables["loca"], s.tables["glyf"]
	var from, to uint64
	if s.longLoca {
		if len(loca) < 4*gid+8 {
			return false, fault("字体的 loca 表残缺", "the table loca of the font is cut off")
		}
		from, to = uint64(be.Uint32(loca[4*gid:])), uint64(be.Uint32(loca[4*gid+4:]))
	} else {
		if len(loca) < 2*gid+4 {
			return false, fault("字体的 loca 表残缺", "the table loca of the font is cut off")
		}
		from, to = 2*uint64(be.Uint16(loca[2*gid:])), 2*uint64(be.Uint16(loca[2*gid+2:]))
	}
	if from == to {
		return false, nil
	}
	if to < from || to > uint64(len(glyf)) || to-from < 10 {
		return false, fault("第 %d 号字形残缺", "glyph %d is cut off", gid)
	}
	return be.Uint16(glyf[from:]) != 0, nil
}

// readSubtables finds the subtables of cmap.
func (s *sfnt) readSubtables() {
	s.subtables = map[[2]int][]byte{}
	t := s.tables["cmap"]
	if len(t) < 4 {
		return
	}
	for i := range min(int(be.Uint16(t[2:])), mostTables) {
		at := 4 + 8*i
		if at+8 > len(t) {
			return
		}
		key := [2]int{int(be.Uint16(t[at:])), int(be.Uint16(t[at+2:]))}
		if from := uint64(be.Uint32(t[at+4:])); from+6 <= uint64(len(t)) {
			s.subtables[key] = t[from:]
		}
	}
}

// lookup finds the glyph of a code in a subtable of format 0, 4, 6 or 12.
func (s *sfnt) lookup(platform, encoding, code int) (gid int, ok bool) {
	t := s.subtables[[2]int{platform, encoding}]
	if t == nil || code < 0 {
		return 0, false
	}
	switch be.Uint16(t) {
	case 0:
		if code < 256 && 6+code < len(t) {
			return int(t[6+code]), true
		}
	case 4:
		return lookupSegments(t, code)
	case 6:
		if len(t) >= 10 {
			i := code - int(be.Uint16(t[6:]))
			if i >= 0 && i < int(be.Uint16(t[8:])) && 12+2*i <= len(t) {
				return int(be.Uint16(t[10+2*i:])), true
			}
		}
	case 12:
		return lookupGroups(t, code)
	}
	return 0, false
}

// lookupSegments reads format 4.
func lookupSegments(t []byte, code int) (gid int, ok bool) {
	if len(t) < 14 || code > 0xFFFF {
		return 0, false
	}
	n := int(be.Uint16(t[6:])) / 2
	if len(t) < 16+8*n {
		return 0, false
	}
	ends, starts, deltas, offsets := t[14:], t[16+2*n:], t[16+4*n:], t[16+6*n:]
	for i := range n {
		if code > int(be.Uint16(ends[2*i:])) {
			continue
		}
		start := int(be.Uint16(starts[2*i:]))
		if code < start {
			return 0, false
		}
		delta, offset := int(be.Uint16(deltas[2*i:])), int(be.Uint16(offsets[2*i:]))
		if offset == 0 {
			return (code + delta) & 0xFFFF, true
		}
		at := 2*i + offset + 2*(code-start)
		if at+2 > len(offsets) {
			return 0, false
		}
		if gid = int(be.Uint16(offsets[at:])); gid != 0 {
			gid = (gid + delta) & 0xFFFF
		}
		return gid, true
	}
	return 0, false
}

// lookupGroups reads format 12.
func lookupGroups(t []byte, code int) (gid int, ok bool) {
	if len(t) < 16 {
		return 0, false
	}
	n := min(int(be.Uint32(t[12:])), (len(t)-16)/12)
	for i := range n {
		g := t[16+12*i:]
		if start := int(be.Uint32(g)); code >= start && code <= int(be.Uint32(g[4:])) {
			return int(be.Uint32(g[8:])) + code - start, true
		}
	}
	return 0, false
}
