package fontprogram

import (
	"cmp"
	"slices"
)

// readCharset reads the SIDs or CIDs of the glyphs (Technical Note 5176, clause 13).
// A CID-keyed font with a predefined charset, which makes no sense there, has its
// glyphs for CIDs.
func (f *cffFont) readCharset(at int) *Fault {
	if at < len(predefinedCharsets) {
		if f.cidKeyed {
			return nil
		}
		for _, run := range predefinedCharsets[max(at, 0)] {
			for i := range run.count {
				f.charset = append(f.charset, uint16(run.sid+i))
			}
		}
		f.charset = f.charset[:min(len(f.charset), f.charstrings.count)]
		return nil
	}
	glyphs := f.charstrings.count
	damaged := fault("CFF 的 charset 不完整", "the charset of the CFF font is cut short")
	if at >= len(f.data) {
		return damaged
	}
	format, b := f.data[at], f.data[at+1:]
	f.charset = make([]uint16, 1, glyphs) // .notdef is not listed; glyphs ≤ the bytes of the file
	size := map[byte]int{0: 2, 1: 3, 2: 4}[format]
	if size == 0 {
		return fault("CFF 的 charset 格式 %d 不存在", "the charset of the CFF font is of format %d, which does not exist", format)
	}
	for len(f.charset) < glyphs {
		if len(b) < size {
			return damaged
		}
		first, left := uint16At(b, 0), 0
		switch format {
		case 1:
			left = int(b[2])
		case 2:
			left = uint16At(b, 2)
		}
		for i := 0; i <= left && len(f.charset) < glyphs; i++ {
			f.charset = append(f.charset, uint16(first+i))
		}
		b = b[size:]
	}
	return nil
}

// orderCIDs sorts the glyphs by CID where the charset does not list them so.
func (f *cffFont) orderCIDs() {
	if slices.IsSorted(f.charset) {
		return
	}
	f.cidOrder = make([]uint16, len(f.charset))
	for gid := range f.cidOrder {
		f.cidOrder[gid] = uint16(gid)
	}
	slices.SortStableFunc(f.cidOrder, func(a, b uint16) int { return cmp.Compare(f.charset[a], f.charset[b]) })
}

// readEncoding reads the SIDs of the codes (clause 12): predefined, by glyphs, and
// with supplements that name a glyph for more codes.
func (f *cffFont) readEncoding(at int) *Fault {
	switch {
	case at <= 0:
		f.encode(standardEncoding)
		return nil
	case at == 1:
		f.encode(expertEncoding)
		return nil
	}
	damaged := fault("CFF 的 Encoding 不完整", "the encoding of the CFF font is cut short")
	if at > len(f.data)-2 {
		return damaged
	}
	const supplemented = 0x80
	format, count, b := f.data[at], int(f.data[at+1]), f.data[at+2:]
	size := 1 + int(format&^supplemented)
	if size > 2 {
		return fault("CFF 的 Encoding 格式 %d 不存在", "the encoding of the CFF font is of format %d, which does not exist", format)
	}
	if len(b) < count*size {
		return damaged
	}
	f.readCodes(b[:count*size], size)
	b = b[count*size:]
	if format&supplemented == 0 {
		return nil
	}
	if len(b) < 1 || len(b) < 1+3*int(b[0]) {
		return damaged
	}
	for s := b[1 : 1+3*int(b[0])]; len(s) > 0; s = s[3:] {
		f.encoding[s[0]] = uint16(uint16At(s, 1))
	}
	return nil
}

// readCodes reads the codes of the glyphs from 1 on, one by one or in ranges. Code
// 0 of several glyphs is how some producers write that a glyph has no code.
func (f *cffFont) readCodes(b []byte, size int) {
	gid, zeros := 1, 0
	for ; len(b) > 0; b = b[size:] {
		left := 0
		if size == 2 {
			left = int(b[1])
		}
		if b[0] == 0 {
			zeros++
		}
		for i := 0; i <= left && int(b[0])+i < 256; i, gid = i+1, gid+1 {
			if gid < len(f.charset) {
				f.encoding[int(b[0])+i] = f.charset[gid]
			}
		}
	}
	if zeros > 1 {
		f.encoding[0] = 0
	}
}

func (f *cffFont) encode(runs []encodingRun) {
	for code := range f.encoding {
		f.encoding[code] = uint16(encodedSID(runs, code))
	}
}

// builtin names the glyph of a code, "" for none.
func (f *cffFont) builtin(code byte) string {
	sid := int(f.encoding[code])
	switch {
	case f.cidKeyed || sid == 0:
		return ""
	case sid < len(standardStrings):
		return standardStrings[sid]
	}
	name, _ := f.strings.at(sid - len(standardStrings))
	return string(name)
}
