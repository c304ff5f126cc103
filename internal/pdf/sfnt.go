package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// sfnt is a TrueType font file opened to its tables.
type sfnt struct{ tables []table }

type table struct {
	tag  string
	data []byte
}

// programTables are the tables that a TrueType font program in a PDF has (PDF
// 1.4, 5.8); the others only cost room.
var programTables = []string{"cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"}

// parseSFNT reads the table directory of a font file.
func parseSFNT(data []byte) (*sfnt, error) {
	if len(data) < 12 || binary.BigEndian.Uint32(data) != 0x00010000 {
		return nil, errors.New("subset is no TrueType font")
	}
	n := int(binary.BigEndian.Uint16(data[4:]))
	if len(data) < 12+16*n {
		return nil, errors.New("table directory of the subset is cut off")
	}
	f := &sfnt{}
	for i := range n {
		rec := data[12+16*i:]
		offset, length := uint64(binary.BigEndian.Uint32(rec[8:])), uint64(binary.BigEndian.Uint32(rec[12:]))
		if offset+length > uint64(len(data)) {
			return nil, fmt.Errorf("table %q of the subset lies outside the file", rec[:4])
		}
		f.tables = append(f.tables, table{string(rec[:4]), data[offset : offset+length]})
	}
	return f, nil
}

// get gives the table, or an error when it is missing or shorter than least.
func (f *sfnt) get(tag string, least int) ([]byte, error) {
	for _, t := range f.tables {
		if t.tag == tag {
			if len(t.data) < least {
				return nil, fmt.Errorf("table %q of the subset is cut off", tag)
			}
			return t.data, nil
		}
	}
	return nil, fmt.Errorf("subset has no table %q", tag)
}

// widths gives the advance widths of the first n glyphs in thousandths of an
// em, rounded, from hmtx. n must be the number of glyphs.
func (f *sfnt) widths(n int) ([]int, error) {
	head, err := f.get("head", 54)
	if err != nil {
		return nil, err
	}
	upem := int(binary.BigEndian.Uint16(head[18:]))
	if upem == 0 {
		return nil, errors.New("subset has 0 units per em")
	}
	maxp, err := f.get("maxp", 6)
	if err != nil {
		return nil, err
	}
	if got := int(binary.BigEndian.Uint16(maxp[4:])); got != n {
		return nil, fmt.Errorf("subset has %d glyphs, not %d", got, n)
	}
	hhea, err := f.get("hhea", 36)
	if err != nil {
		return nil, err
	}
	metrics := int(binary.BigEndian.Uint16(hhea[34:]))
	if metrics == 0 || metrics > n {
		return nil, fmt.Errorf("subset has %d widths for %d glyphs", metrics, n)
	}
	hmtx, err := f.get("hmtx", 4*metrics)
	if err != nil {
		return nil, err
	}
	widths := make([]int, n)
	for i := range widths {
		w := int(binary.BigEndian.Uint16(hmtx[4*min(i, metrics-1):]))
		widths[i] = (w*1000 + upem/2) / upem
	}
	return widths, nil
}

// program gives the font file to embed.
func (f *sfnt) program() ([]byte, error) {
	var kept []table
	for _, t := range f.tables {
		if slices.Contains(programTables, t.tag) && len(t.data) > 0 {
			kept = append(kept, t)
		}
	}
	return assemble(kept)
}

// withoutOutlines gives the font with all glyphs empty. gopdf gets this one: it
// needs codes and widths to place text, and would deflate the outlines a second
// time (half of the time of a build) into a font program with tables of length
// zero, which the finisher has to replace anyway.
func (f *sfnt) withoutOutlines() ([]byte, error) {
	if _, err := f.get("glyf", 0); err != nil {
		return nil, err
	}
	bare := make([]table, 0, len(f.tables))
	for _, t := range f.tables {
		switch t.tag {
		case "glyf":
			t.data = nil
		case "loca":
			t.data = make([]byte, len(t.data))
		case "cvt ", "fpgm", "prep":
			continue
		}
		bare = append(bare, t)
	}
	return assemble(bare)
}

// assemble writes a font file of the tables, sorted by tag, with its checksums
// (OpenType specification, "Organization of an OpenType Font").
func assemble(tables []table) ([]byte, error) {
	slices.SortFunc(tables, func(a, b table) int {
		if a.tag < b.tag {
			return -1
		}
		return 1
	})
	n, selector := len(tables), 0
	for 1<<(selector+1) <= n {
		selector++
	}
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, v := range []int{n, 16 << selector, selector, 16*n - 16<<selector} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	offset := 12 + 16*n
	for _, t := range tables {
		out = append(out, t.tag...)
		out = binary.BigEndian.AppendUint32(out, checksum(t))
		out = binary.BigEndian.AppendUint32(out, uint32(offset))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
		offset += (len(t.data) + 3) &^ 3
	}
	adjust := -1
	for _, t := range tables {
		if t.tag == "head" {
			if len(t.data) < 54 {
				return nil, errors.New(`table "head" of the subset is cut off`)
			}
			adjust = len(out) + 8
		}
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	if adjust < 0 {
		return nil, errors.New(`subset has no table "head"`)
	}
	clear(out[adjust : adjust+4])
	binary.BigEndian.PutUint32(out[adjust:], 0xB1B0AFBA-sum32(out))
	return out, nil
}

// checksum of a table; that of head is taken with its checkSumAdjustment 0.
func checksum(t table) uint32 {
	sum := sum32(t.data)
	if t.tag == "head" && len(t.data) >= 12 {
		sum -= binary.BigEndian.Uint32(t.data[8:])
	}
	return sum
}

// sum32 adds up big-endian words, the last one filled with zeros.
func sum32(data []byte) uint32 {
	var sum uint32
	for len(data) >= 4 {
		sum += binary.BigEndian.Uint32(data)
		data = data[4:]
	}
	if len(data) > 0 {
		var last [4]byte
		copy(last[:], data)
		sum += binary.BigEndian.Uint32(last[:])
	}
	return sum
}
