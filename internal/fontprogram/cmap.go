package fontprogram

// cmapRecord is a subtable of table cmap.
type cmapRecord struct {
	platform, encoding int
	subtable           []byte // from its format to the end of cmap
}

// readCmapRecords lists the subtables that begin within the table.
func readCmapRecords(cmap []byte) []cmapRecord {
	if len(cmap) < 4 {
		return nil
	}
	var records []cmapRecord
	d := cmap[4:]
	for n := uint16At(cmap, 2); n > 0 && len(d) >= 8; n, d = n-1, d[8:] {
		if at := uint32At(d, 4); at <= len(cmap)-2 {
			records = append(records, cmapRecord{uint16At(d, 0), uint16At(d, 2), cmap[at:]})
		}
	}
	return records
}

// Cmap finds the glyph of a code in a subtable of table cmap, such as 3, 0 (Windows
// symbol) or 1, 0 (Macintosh Roman), in the formats 0, 4, 6 and 12. ok is false
// where the program has no such subtable or the subtable no glyph for the code;
// glyph 0 is what cmap calls no glyph. The glyph may lie beyond Glyphs.
func (p *Program) Cmap(platform, encoding int, code int) (gid int, ok bool) {
	for _, r := range p.cmaps {
		if r.platform == platform && r.encoding == encoding {
			gid = r.lookup(code)
			return gid, gid != 0
		}
	}
	return 0, false
}

// lookup gives 0 for a code without a glyph.
func (r cmapRecord) lookup(code int) int {
	if code < 0 {
		return 0
	}
	t := r.subtable
	switch format := uint16At(t, 0); {
	case format == 0 && code < 256 && 6+code < len(t):
		return int(t[6+code])
	case format == 4 && len(t) >= 16:
		return lookupSegments(t, code)
	case format == 6 && len(t) >= 10:
		i := code - uint16At(t, 6)
		if i >= 0 && i < uint16At(t, 8) && 10+2*i+2 <= len(t) {
			return uint16At(t, 10+2*i)
		}
	case format == 12 && len(t) >= 16:
		d := t[16:]
		for n := uint32At(t, 12); n > 0 && len(d) >= 12; n, d = n-1, d[12:] {
			if first := uint32At(d, 0); code >= first && code <= uint32At(d, 4) {
				return (uint32At(d, 8) + code - first) & 0xFFFFFF
			}
		}
	}
	return 0
}

// lookupSegments reads format 4. Its length field is not trusted: some producers
// write it wrong, and glyph arrays reach to the end of the table.
func lookupSegments(t []byte, code int) int {
	size := uint16At(t, 6) &^ 1 // twice the number of segments
	ends, starts, deltas, ranges := 14, 16+size, 16+2*size, 16+3*size
	if code > 0xFFFF || ranges+size > len(t) {
		return 0
	}
	for i := 0; i < size; i += 2 {
		start := uint16At(t, starts+i)
		if code < start || code > uint16At(t, ends+i) {
			continue // to the end, as the segments need not be sorted
		}
		delta, offset := uint16At(t, deltas+i), uint16At(t, ranges+i)
		if offset == 0 {
			return (code + delta) & 0xFFFF
		}
		at := ranges + i + offset + 2*(code-start)
		if offset == 0xFFFF || at+2 > len(t) { // 0xFFFF: the last segment of some old fonts
			return 0
		}
		if gid := uint16At(t, at); gid != 0 {
			return (gid + delta) & 0xFFFF
		}
		return 0
	}
	return 0
}
