package pdf

import (
	"crypto/sha256"
	"fmt"
	"strings"
)

// defaultWidth is the width of CIDs that W does not list: a full body.
const defaultWidth = 1000

// writeFont writes the objects of an embedded font and gives the number of the
// Type 0 font (PDF 1.4, 5.6): codes are CIDs are glyph indexes.
func writeFont(f *file, font *subsetFont) int {
	base := subsetTag(font) + "+" + psName(font.face.Name())
	number := f.reserve()
	program := f.addStream(font.program, fmt.Sprintf("/Length1 %d", len(font.program)))
	f.objects[program-1].packing = font.packed
	descriptor := f.add("%s", descriptorEntries(font, base, program))
	cidFont := f.add("/Type/Font/Subtype/CIDFontType2/BaseFont/%s"+
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"+
		"/CIDToGIDMap/Identity/FontDescriptor %d 0 R/DW %d%s", base, descriptor, defaultWidth, widthEntry(font.widths))
	f.set(number, "/Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R",
		base, cidFont, f.addStream(toUnicode(font.entries), ""))
	return number
}

// subsetTag gives the six letters that mark a subset (PDF 1.4, 5.5.3), from the
// content of the font program: two subsets never share a tag by chance of
// order.
func subsetTag(font *subsetFont) string {
	sum := sha256.Sum256(font.program)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag)
}

// psName keeps of a PostScript name what a PDF name may hold unescaped.
func psName(s string) string {
	return strings.Map(func(r rune) rune {
		if r > '~' || !isRegular(byte(r)) || r == '#' || r == '+' {
			return -1
		}
		return r
	}, s)
}

// Font descriptor flags (PDF 1.4, 5.7.1).
const (
	flagFixedPitch = 1 << 0
	flagSerif      = 1 << 1
	flagSymbolic   = 1 << 2 // has characters outside the standard Latin set
	flagItalic     = 1 << 6
)

// descriptorEntries gives the font descriptor from the face's metrics.
func descriptorEntries(font *subsetFont, base string, program int) string {
	m := font.face.Metrics()
	flags := flagSymbolic
	if m.FixedPitch {
		flags |= flagFixedPitch
	}
	if m.Serif {
		flags |= flagSerif
	}
	if m.ItalicAngle != 0 {
		flags |= flagItalic
	}
	return fmt.Sprintf("/Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle %v"+
		"/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile2 %d 0 R",
		base, flags, m.BBox.XMin, m.BBox.YMin, m.BBox.XMax, m.BBox.YMax, m.ItalicAngle,
		m.Ascent, m.Descent, m.CapHeight, m.StemV, program)
}

// widthEntry gives the W array: for each run of CIDs whose width is not the
// default one, the first CID and the widths.
func widthEntry(widths []int) string {
	var b strings.Builder
	open := false
	for cid, w := range widths {
		switch {
		case w == defaultWidth && open:
			b.WriteByte(']')
			open = false
		case w == defaultWidth:
		case open:
			fmt.Fprintf(&b, " %d", w)
		default:
			fmt.Fprintf(&b, "%d[%d", cid, w)
			open = true
		}
	}
	if open {
		b.WriteByte(']')
	}
	if b.Len() == 0 {
		return ""
	}
	return "/W[" + b.String() + "]"
}
