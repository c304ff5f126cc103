package fonts

import (
	"encoding/binary"
	"math"
	"math/bits"
	"unicode/utf16"
)

// table is one table of the font being written.
type table struct {
	tag  string
	data []byte
}

// checksumMagic less the sum of the whole file is head's checkSumAdjustment.
const checksumMagic = 0xB1B0AFBA

// assemble writes a font of tables that are sorted by tag, head among them, and
// sets its checkSumAdjustment.
func assemble(tables []table) []byte {
	const directoryEntry = 16
	size := 12 + directoryEntry*len(tables)
	for _, t := range tables {
		size += (len(t.data) + 3) &^ 3
	}
	font := make([]byte, 12+directoryEntry*len(tables), size)
	copy(font, tagTrueType)
	exponent := bits.Len(uint(len(tables))) - 1
	binary.BigEndian.PutUint16(font[4:], uint16(len(tables)))
	binary.BigEndian.PutUint16(font[6:], uint16(directoryEntry<<exponent))
	binary.BigEndian.PutUint16(font[8:], uint16(exponent))
	binary.BigEndian.PutUint16(font[10:], uint16(directoryEntry*len(tables)-directoryEntry<<exponent))
	headAt := 0
	for i, t := range tables {
		offset := len(font)
		if t.tag == "head" {
			headAt = offset
		}
		font = append(font, t.data...)
		for len(font)%4 != 0 {
			font = append(font, 0)
		}
		entry := font[12+directoryEntry*i:]
		copy(entry, t.tag)
		binary.BigEndian.PutUint32(entry[4:], checksum(font[offset:]))
		binary.BigEndian.PutUint32(entry[8:], uint32(offset))
		binary.BigEndian.PutUint32(entry[12:], uint32(len(t.data)))
	}
	binary.BigEndian.PutUint32(font[headAt+8:], checksumMagic-checksum(font))
	return font
}

// checksum adds up b in 32-bit words; its length is a multiple of four.
func checksum(b []byte) uint32 {
	var sum uint32
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	return sum
}

// head keeps the face's dates, so that no clock enters, and leaves of its flags
// those that are true of unhinted outlines: baseline at y 0, bearing point at x 0.
func (s *subset) head() []byte {
	head := append([]byte(nil), s.face.head...)
	binary.BigEndian.PutUint32(head, 0x00010000)
	binary.BigEndian.PutUint32(head[8:], 0) // checkSumAdjustment: set by assemble
	binary.BigEndian.PutUint16(head[16:], 0x0003)
	putInt16(head[36:], s.box.xMin, s.box.yMin, s.box.xMax, s.box.yMax)
	putInt16(head[50:], 1, 0) // long loca, glyph data format 0
	return head
}

func (s *subset) hhea() []byte {
	hhea := append([]byte(nil), s.face.hhea...)
	binary.BigEndian.PutUint32(hhea, 0x00010000)
	putInt16(hhea[10:], s.advanceMax, clampInt16(s.minLeft), clampInt16(s.minRight), clampInt16(s.maxExtent))
	clear(hhea[24:34]) // reserved, and metric data format 0
	putInt16(hhea[34:], s.glyphs)
	return hhea
}

func (s *subset) maxp() []byte {
	maxp := make([]byte, 32)
	binary.BigEndian.PutUint32(maxp, 0x00010000)
	putInt16(maxp[4:], s.glyphs, s.box.points, s.box.contours)
	putInt16(maxp[14:], 1) // zones: no twilight zone without instructions
	return maxp
}

// glyfTable is never empty: some readers refuse a font with an empty table.
func (s *subset) glyfTable() []byte {
	if len(s.glyf) == 0 {
		return make([]byte, 4)
	}
	return s.glyf
}

// post is of version 3: no glyph names.
func (s *subset) post() []byte {
	post := make([]byte, 32)
	copy(post, s.face.post)
	binary.BigEndian.PutUint32(post, 0x00030000)
	return post
}

// os2 brings the face's table to version 4, with the range of codes and the mean
// width of the subset.
func (s *subset) os2(codes codeRange) []byte {
	const length4 = 96
	source := s.face.os2
	version := binary.BigEndian.Uint16(source)
	os2 := make([]byte, length4)
	copy(os2, source[:min(len(source), osLength(version))])
	m := s.face.metrics
	if len(source) < 78 {
		putInt16(os2[68:], int16At(s.face.hhea, 4), int16At(s.face.hhea, 6), int16At(s.face.hhea, 8))
		putInt16(os2[74:], max(0, int16At(s.face.hhea, 4)), max(0, -int16At(s.face.hhea, 6)))
	}
	if version < 2 || len(source) < 90 {
		putInt16(os2[86:], s.face.units(m.XHeight), s.face.units(m.CapHeight))
	}
	binary.BigEndian.PutUint16(os2, 4)
	if s.advances > 0 {
		putInt16(os2[2:], clampInt16(s.advanceSum/s.advances))
	}
	putInt16(os2[64:], min(codes.first, 0xFFFF), min(codes.last, 0xFFFF))
	return os2
}

// osLength is the length of table OS/2 by version, as far as version 4 goes.
func osLength(version uint16) int {
	switch version {
	case 0:
		return 78
	case 1:
		return 86
	}
	return 96
}

// subsetNames writes the names of the font made, and keeps copyright, version,
// trademark and licence of the face, all as Windows Unicode English.
func (f *Face) subsetNames(name string) []byte {
	names := []struct {
		id    uint16
		value string
	}{
		{nameCopyright, f.names[nameCopyright]},
		{nameFamily, name},
		{nameStyle, "Regular"},
		{nameUnique, name},
		{nameFull, name},
		{nameVersion, f.names[nameVersion]},
		{namePostScript, name},
		{nameTrademark, f.names[nameTrademark]},
		{nameLicence, f.names[nameLicence]},
		{nameLicenceURL, f.names[nameLicenceURL]},
	}
	var records, storage []byte
	count := 0
	for _, n := range names {
		encoded := encodeName(n.value)
		if len(encoded) == 0 || len(storage)+len(encoded) > math.MaxUint16 {
			continue
		}
		for _, v := range []uint16{3, 1, languageEnglishUS, n.id, uint16(len(encoded)), uint16(len(storage))} {
			records = binary.BigEndian.AppendUint16(records, v)
		}
		storage = append(storage, encoded...)
		count++
	}
	table := make([]byte, 6, 6+len(records)+len(storage))
	putInt16(table[2:], count, 6+len(records))
	return append(append(table, records...), storage...)
}

// encodeName writes UTF-16BE.
func encodeName(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.BigEndian.AppendUint16(b, u)
	}
	return b
}

// putInt16 writes values, signed or unsigned, as 16 bits each.
func putInt16(b []byte, values ...int) {
	for i, v := range values {
		binary.BigEndian.PutUint16(b[2*i:], uint16(v))
	}
}

func clampInt16(v int) int { return min(max(v, math.MinInt16), math.MaxInt16) }
