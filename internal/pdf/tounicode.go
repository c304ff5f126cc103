package pdf

import (
	"bytes"
	"fmt"
)

// blockSize is the most entries a block of a CMap may have (Adobe Technical
// Note 5411).
const blockSize = 100

// toUnicode gives the CMap that turns codes back into the source characters of
// the glyphs: for searching, copying, and reading aloud. Every code has two
// bytes, and its text may be several characters or lie beyond the basic plane.
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
	for first := 0; first < len(entries); first += blockSize {
		block := entries[first:min(first+blockSize, len(entries))]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(block))
		for i, e := range block {
			fmt.Fprintf(&b, "<%04X> <%s>\n", first+i+1, utf16Hex(e.text))
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\n" +
		"CMapName currentdict /CMap defineresource pop\n" +
		"end\n" +
		"end\n")
	return b.Bytes()
}
