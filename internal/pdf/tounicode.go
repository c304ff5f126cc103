package pdf

import (
	"bytes"
	"fmt"
)

// blockSize is how many codes a range of the map lists: Adobe Technical Note 5411
// bounds blocks at 100 entries, and the codes of a range share their first byte.
const blockSize = 64

// toUnicode gives the CMap that turns codes back into the source characters of
// the glyphs: for searching, copying, and reading aloud. Every code has two
// bytes, and its text may be several characters or lie beyond the basic plane. Codes
// are consecutive, so that the texts of a range are listed without them (ISO 32000-1,
// 9.10.3).
func toUnicode(entries []glyphKey) []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n" +
		"12 dict begin\n" +
		"begincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n" +
		"/CMapType 2 def\n" +
		"1 begincodespacerange\n" +
		"<0000> <FFFF>\n" +
		"endcodespacerange\n")
	const rangesInBlock = 100
	ranges := rangesOf(len(entries))
	for len(ranges) > 0 {
		block := ranges[:min(len(ranges), rangesInBlock)]
		ranges = ranges[len(block):]
		fmt.Fprintf(&b, "%d beginbfrange\n", len(block))
		for _, r := range block {
			fmt.Fprintf(&b, "<%04X> <%04X> [", r[0], r[1])
			for _, e := range entries[r[0]-1 : r[1]] {
				b.WriteString("<" + utf16Hex(e.text) + ">")
			}
			b.WriteString("]\n")
		}
		b.WriteString("endbfrange\n")
	}
	b.WriteString("endcmap\n" +
		"CMapName currentdict /CMap defineresource pop\n" +
		"end\n" +
		"end\n")
	return b.Bytes()
}

// rangesOf parts the codes 1 to n into ranges.
func rangesOf(n int) [][2]int {
	var out [][2]int
	for first := 1; first <= n; {
		last := min(first|(blockSize-1), n)
		out = append(out, [2]int{first, last})
		first = last + 1
	}
	return out
}
