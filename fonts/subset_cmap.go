package fonts

import (
	"cmp"
	"encoding/binary"
	"math"
	"math/bits"
	"slices"
)

// codeRange is the first and last code of a subset.
type codeRange struct{ first, last int }

// mapping is one entry of a character map.
type mapping struct {
	code int
	gid  int
}

// subtable is one encoding of the Windows platform: 1 the basic plane, 10 all of
// Unicode.
type subtable struct {
	encoding int
	data     []byte
}

// segment is a run of mappings that format 4 stores together. Codes missing
// between them are stored as glyph 0.
type segment struct {
	mappings []mapping
	linear   bool // gid - code is the same throughout and no code is missing
}

func (s segment) first() int { return s.mappings[0].code }
func (s segment) last() int  { return s.mappings[len(s.mappings)-1].code }

// widestGap is how many missing codes are bridged inside a segment: a code costs
// two bytes there, a segment of its own eight.
const widestGap = 3

// subsetCmap writes table cmap for glyphs, of which glyphs[k] is glyph k+1.
func (f *Face) subsetCmap(glyphs []SubsetGlyph) ([]byte, codeRange, error) {
	mappings := make([]mapping, len(glyphs))
	for i, g := range glyphs {
		if !validCode(g.Code) {
			return nil, codeRange{}, f.badRequest(g, "不能作字符编码", "cannot be a character code")
		}
		mappings[i] = mapping{int(g.Code), i + 1}
	}
	slices.SortStableFunc(mappings, func(a, b mapping) int { return cmp.Compare(a.code, b.code) })
	for i := 1; i < len(mappings); i++ {
		if mappings[i].code == mappings[i-1].code {
			return nil, codeRange{}, f.badRequest(glyphs[mappings[i].gid-1], "出现两次", "is given twice")
		}
	}
	var codes codeRange
	if len(mappings) > 0 {
		codes = codeRange{mappings[0].code, mappings[len(mappings)-1].code}
	}
	basic, _ := slices.BinarySearchFunc(mappings, 0x10000, func(m mapping, code int) int { return cmp.Compare(m.code, code) })
	format4 := encodeFormat4(segments(mappings[:basic]))
	if len(format4) > math.MaxUint16 {
		return nil, codeRange{}, f.tooMany()
	}
	subtables := []subtable{{1, format4}}
	if basic < len(mappings) {
		subtables = append(subtables, subtable{10, encodeFormat12(mappings)})
	}
	table := appendUint16(nil, 0, len(subtables))
	offset := 4 + 8*len(subtables)
	for _, t := range subtables {
		table = appendUint16(table, 3, t.encoding)
		table = binary.BigEndian.AppendUint32(table, uint32(offset))
		offset += len(t.data)
	}
	for _, t := range subtables {
		table = append(table, t.data...)
	}
	return table, codes, nil
}

// segments parts sorted mappings of the basic plane: a linear run of four or more
// stands alone, what is between shares segments over small gaps.
func segments(mappings []mapping) []segment {
	var result []segment
	for len(mappings) > 0 {
		run := linearRun(mappings)
		if run == len(mappings) || run > widestGap || mappings[run].code-mappings[run-1].code > widestGap+1 {
			result = append(result, segment{mappings[:run], true})
			mappings = mappings[run:]
			continue
		}
		end := run
		for end < len(mappings) && mappings[end].code-mappings[end-1].code <= widestGap+1 {
			next := linearRun(mappings[end:])
			if next > widestGap {
				break
			}
			end += next
		}
		result = append(result, segment{mappings[:end], end == run})
		mappings = mappings[end:]
	}
	return result
}

// linearRun counts the mappings at the start whose code and glyph rise together.
func linearRun(mappings []mapping) int {
	n := 1
	for n < len(mappings) && mappings[n].code == mappings[n-1].code+1 && mappings[n].gid == mappings[n-1].gid+1 {
		n++
	}
	return n
}

// encodeFormat4 writes a subtable; if the result is longer than 65,535 bytes its
// length field does not hold, and the caller must refuse it.
func encodeFormat4(segs []segment) []byte {
	count := len(segs) + 1 // and the closing segment 0xFFFF
	exponent := bits.Len(uint(count)) - 1
	search := 2 << exponent
	var ends, starts, deltas, offsets, glyphs []byte
	for i, s := range segs {
		ends, starts = appendUint16(ends, s.last()), appendUint16(starts, s.first())
		if s.linear {
			deltas, offsets = appendUint16(deltas, s.mappings[0].gid-s.first()), appendUint16(offsets, 0)
			continue
		}
		// From the offset's own place to the segment's glyphs.
		deltas, offsets = appendUint16(deltas, 0), appendUint16(offsets, 2*(count-i)+len(glyphs))
		code := s.first()
		for _, m := range s.mappings {
			for ; code < m.code; code++ {
				glyphs = appendUint16(glyphs, 0)
			}
			glyphs = appendUint16(glyphs, m.gid)
			code++
		}
	}
	length := 16 + 8*count + len(glyphs)
	b := appendUint16(nil, 4, length, 0, 2*count, search, exponent, 2*count-search)
	b = append(b, ends...)
	b = appendUint16(b, 0xFFFF, 0)
	b = append(b, starts...)
	b = appendUint16(b, 0xFFFF)
	b = append(b, deltas...)
	b = appendUint16(b, 1)
	b = append(b, offsets...)
	b = appendUint16(b, 0)
	return append(b, glyphs...)
}

// encodeFormat12 writes a subtable of all mappings, sorted by code.
func encodeFormat12(mappings []mapping) []byte {
	var groups []byte
	count := 0
	for len(mappings) > 0 {
		run := linearRun(mappings)
		for _, v := range []int{mappings[0].code, mappings[run-1].code, mappings[0].gid} {
			groups = binary.BigEndian.AppendUint32(groups, uint32(v))
		}
		count++
		mappings = mappings[run:]
	}
	b := appendUint16(nil, 12, 0)
	for _, v := range []int{16 + len(groups), 0, count} {
		b = binary.BigEndian.AppendUint32(b, uint32(v))
	}
	return append(b, groups...)
}

func appendUint16(b []byte, values ...int) []byte {
	for _, v := range values {
		b = binary.BigEndian.AppendUint16(b, uint16(v))
	}
	return b
}
