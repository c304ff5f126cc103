package preflight

import (
	"cmp"
	"slices"
	"unicode/utf16"

	"banxin/internal/cos"
)

// cmap is a CMap: the codes of an encoding (ISO 32000-1, 9.7.5) or what they mean as
// text (9.10.3).
type cmap struct {
	spaces []codeSpace
	text   map[textCode]string
	cids   []cidRange
}

// textCode is a character code: its value and how many bytes it takes.
type textCode struct {
	value uint32
	bytes int
}

// codeSpace is a range of codes; every byte lies within its own bounds.
type codeSpace struct{ low, high string }

// cidRange gives codes their CIDs.
type cidRange struct {
	low, high textCode
	first     int
}

// mostMapped bounds the entries that a map is read into: hostile ranges multiply.
const mostMapped = 1 << 17

// readCMap reads a CMap as far as it can: it is a PostScript program, of which the
// blocks between begin… and end… count.
func readCMap(data []byte) *cmap {
	m := &cmap{text: map[textCode]string{}}
	var block []cos.Object
	// Damage ends the map; codes without an entry are findings of their own.
	_ = cos.Operators(data, func(op string, operands []cos.Object, _ int) error {
		block = append(block[:0], operands...)
		switch op {
		case "endcodespacerange":
			m.addSpaces(block)
		case "endbfchar":
			for i := 0; i+1 < len(block); i += 2 {
				m.addText(codeOf(block[i]), textOf(block[i+1]))
			}
		case "endbfrange":
			for i := 0; i+2 < len(block); i += 3 {
				m.addTextRange(block[i], block[i+1], block[i+2])
			}
		case "endcidchar":
			for i := 0; i+1 < len(block); i += 2 {
				m.addCIDs(block[i], block[i], block[i+1])
			}
		case "endcidrange":
			for i := 0; i+2 < len(block); i += 3 {
				m.addCIDs(block[i], block[i+1], block[i+2])
			}
		}
		return nil
	})
	slices.SortStableFunc(m.cids, func(a, b cidRange) int { return a.low.compare(b.low) })
	return m
}

func (m *cmap) addSpaces(block []cos.Object) {
	for i := 0; i+1 < len(block); i += 2 {
		low, ok := block[i].(cos.String)
		high, ok2 := block[i+1].(cos.String)
		if ok && ok2 && len(low) == len(high) && len(low) > 0 {
			m.spaces = append(m.spaces, codeSpace{string(low), string(high)})
		}
	}
}

func (m *cmap) addText(c textCode, s string) {
	if c.bytes > 0 && len(m.text) < mostMapped {
		m.text[c] = s
	}
}

// addTextRange adds a range: consecutive from one text, or an array of texts.
func (m *cmap) addTextRange(from, to, what cos.Object) {
	low, high := codeOf(from), codeOf(to)
	if low.bytes == 0 || high.bytes != low.bytes || high.value < low.value {
		return
	}
	n := int(min(high.value-low.value, 65535)) + 1
	switch v := what.(type) {
	case cos.Array:
		for i, o := range v[:min(len(v), n)] {
			m.addText(textCode{low.value + uint32(i), low.bytes}, textOf(o))
		}
	case cos.String:
		if len(v) < 2 {
			return
		}
		head, last := string(v[:len(v)-2]), uint32(v[len(v)-2])<<8|uint32(v[len(v)-1])
		for i := range n {
			if len(m.text) >= mostMapped {
				return
			}
			u := last + uint32(i)
			m.addText(textCode{low.value + uint32(i), low.bytes}, decodeUTF16(head+string([]byte{byte(u >> 8), byte(u)})))
		}
	}
}

func (m *cmap) addCIDs(from, to, first cos.Object) {
	low, high := codeOf(from), codeOf(to)
	n, ok := first.(cos.Integer)
	if ok && low.bytes > 0 && low.bytes == high.bytes && low.value <= high.value && len(m.cids) < mostMapped {
		m.cids = append(m.cids, cidRange{low, high, int(n)})
	}
}

// cid gives the CID of a code; 0 where the map has none.
func (m *cmap) cid(c textCode) int {
	i, found := slices.BinarySearchFunc(m.cids, c, func(r cidRange, c textCode) int { return r.low.compare(c) })
	if !found {
		i--
	}
	if i < 0 {
		return 0
	}
	if r := m.cids[i]; c.bytes == r.low.bytes && c.value <= r.high.value {
		return r.first + int(c.value-r.low.value)
	}
	return 0
}

// compare orders codes by their length and value.
func (c textCode) compare(d textCode) int {
	return cmp.Or(cmp.Compare(c.bytes, d.bytes), cmp.Compare(c.value, d.value))
}

// next gives the code that a string begins with, by the code spaces; one byte where
// none fits.
func (m *cmap) next(s string) textCode {
	for n := 1; n <= min(4, len(s)); n++ {
		for _, sp := range m.spaces {
			if len(sp.low) == n && within(s[:n], sp) {
				return codeOf(cos.String(s[:n]))
			}
		}
	}
	return textCode{uint32(s[0]), 1}
}

func within(s string, sp codeSpace) bool {
	for i := range len(s) {
		if s[i] < sp.low[i] || s[i] > sp.high[i] {
			return false
		}
	}
	return true
}

// codeOf reads a code of one to four bytes; no bytes: it is none.
func codeOf(o cos.Object) textCode {
	s, ok := o.(cos.String)
	if !ok || len(s) == 0 || len(s) > 4 {
		return textCode{}
	}
	v := uint32(0)
	for i := range len(s) {
		v = v<<8 | uint32(s[i])
	}
	return textCode{v, len(s)}
}

// textOf reads UTF-16BE.
func textOf(o cos.Object) string {
	s, _ := o.(cos.String)
	return decodeUTF16(string(s))
}

func decodeUTF16(s string) string {
	units := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}
