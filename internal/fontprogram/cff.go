package fontprogram

import (
	"bytes"
	"math"
	"sort"
)

// cffFont is the first font of a CFF font set.
type cffFont struct {
	data        []byte
	strings     index
	globalSubrs index
	charstrings index
	cidKeyed    bool
	charset     []uint16 // SID or CID by glyph; shorter than the glyphs: the others have no name
	cidOrder    []uint16 // the glyphs by CID, where charset does not ascend
	encoding    [256]uint16
	fonts       []privateFont // one, or those of FDArray
	fdSelect    []byte        // from its format on; nil: font 0 for all
}

// privateFont is what the glyphs of one Font DICT share.
type privateFont struct {
	defaultWidth, nominalWidth float64
	scale                      float64 // from a width to thousandths of an em
	subrs                      index
}

func openCFF(data []byte) (*cffFont, *Fault) {
	if len(data) < 4 || data[0] != 1 {
		return nil, fault("不是 CFF 字体（主版本须为 1）", "this is no CFF font of major version 1")
	}
	f := &cffFont{data: data}
	_, at, named := readIndex(data, int(data[2]))
	tops, at, topped := readIndex(data, at)
	var stringed, subred bool
	f.strings, at, stringed = readIndex(data, at)
	f.globalSubrs, _, subred = readIndex(data, at)
	if !named || !topped || !stringed || !subred {
		return nil, fault("CFF 的索引不完整", "an INDEX at the head of the CFF font is damaged")
	}
	object, _ := tops.at(0)
	top, ok := readDict(object)
	if !ok || len(top) == 0 {
		return nil, fault("CFF 的 Top DICT 无法读取", "the Top DICT of the CFF font cannot be read")
	}
	if kind := top.number(opCharstringType, 2); kind != 2 {
		return nil, fault("CFF 字形程序的类型为 %v，须为 2", "the charstrings of the CFF font are of type %v, not 2", kind)
	}
	f.charstrings, _, ok = readIndex(data, top.offset(opCharStrings, 0))
	if !ok || f.charstrings.count == 0 {
		return nil, fault("CFF 没有字形", "the CFF font has no charstrings")
	}
	_, f.cidKeyed = top[opROS]
	if err := f.openFonts(top); err != nil {
		return nil, err
	}
	if err := f.readCharset(top.offset(opCharset, 0)); err != nil {
		return nil, err
	}
	if f.cidKeyed {
		f.orderCIDs()
		return f, nil
	}
	return f, f.readEncoding(top.offset(opEncoding, 0))
}

// openFonts reads the Private DICT, or those of all Font DICTs and the selector.
func (f *cffFont) openFonts(top dict) *Fault {
	if !f.cidKeyed {
		font, err := f.privateFont(top, matrixScale(nil, top[opFontMatrix]))
		f.fonts = []privateFont{font}
		return err
	}
	array, _, ok := readIndex(f.data, top.offset(opFDArray, 0))
	if !ok || array.count == 0 || array.count > 256 {
		return fault("CFF 的 FDArray 无法读取", "FDArray of the CFF font cannot be read")
	}
	for i := range array.count {
		object, _ := array.at(i)
		d, ok := readDict(object)
		if !ok {
			return fault("CFF 的 Font DICT %d 无法读取", "Font DICT %d of the CFF font cannot be read", i)
		}
		font, err := f.privateFont(d, matrixScale(top[opFontMatrix], d[opFontMatrix]))
		if err != nil {
			return err
		}
		f.fonts = append(f.fonts, font)
	}
	at := top.offset(opFDSelect, 0)
	if at < 0 && array.count == 1 {
		return nil
	}
	if at < 0 || at >= len(f.data) {
		return fault("CFF 的 FDSelect 无法读取", "FDSelect of the CFF font cannot be read")
	}
	f.fdSelect = f.data[at:]
	return nil
}

// matrixScale is a thousand times the horizontal scale of the matrices of the Top
// DICT and a Font DICT together. Some producers write the same matrix of 0.001 in
// both and mean it once.
func matrixScale(top, font []float64) float64 {
	const usual = 0.001
	switch {
	case len(top) != 6 && len(font) != 6:
		return usual * 1000
	case len(top) != 6:
		return font[0] * 1000
	case len(font) != 6:
		return top[0] * 1000
	}
	if product := top[0] * font[0]; math.Abs(product) > 2*usual*usual {
		return product * 1000
	}
	return max(top[0], font[0]) * 1000
}

func (f *cffFont) privateFont(d dict, scale float64) (privateFont, *Fault) {
	font := privateFont{scale: scale}
	if _, ok := d[opPrivate]; !ok {
		return font, nil // no widths, no subroutines: the format's defaults
	}
	size, at := d.offset(opPrivate, 0), d.offset(opPrivate, 1)
	damaged := fault("CFF 的 Private DICT 无法读取", "a Private DICT of the CFF font cannot be read")
	if size < 0 || at < 0 || at > len(f.data) || size > len(f.data)-at {
		return font, damaged
	}
	private, ok := readDict(f.data[at : at+size])
	if !ok {
		return font, damaged
	}
	font.defaultWidth = private.number(opDefaultWidthX, 0)
	font.nominalWidth = private.number(opNominalWidthX, 0)
	if _, ok := private[opSubrs]; ok {
		if font.subrs, _, ok = readIndex(f.data, at+private.offset(opSubrs, 0)); !ok {
			return font, fault("CFF 的局部子程序无法读取", "the local subroutines of the CFF font cannot be read")
		}
	}
	return font, nil
}

// fontOf selects the Font DICT of a glyph (clause 19).
func (f *cffFont) fontOf(gid int) (*privateFont, bool) {
	t, font := f.fdSelect, 0
	switch {
	case t == nil:
	case t[0] == 0 && 1+gid < len(t):
		font = int(t[1+gid])
	case t[0] == 3 && len(t) >= 3:
		const header, size = 3, 3
		ranges := min(uint16At(t, 1), (len(t)-header-2)/size)
		i := sort.Search(ranges, func(i int) bool { return uint16At(t, header+size*i) > gid }) - 1
		if i < 0 || gid >= uint16At(t, header+size*(i+1)) {
			return nil, false
		}
		font = int(t[header+size*i+2])
	default:
		return nil, false
	}
	if font >= len(f.fonts) {
		return nil, false
	}
	return &f.fonts[font], true
}

// byCID finds the first glyph of a CID.
func (f *cffFont) byCID(cid int) (gid int, ok bool) {
	if f.charset == nil {
		return cid, cid >= 0 && cid < f.charstrings.count
	}
	glyph := func(i int) int {
		if f.cidOrder != nil {
			return int(f.cidOrder[i])
		}
		return i
	}
	i := sort.Search(len(f.charset), func(i int) bool { return int(f.charset[glyph(i)]) >= cid })
	if i == len(f.charset) || int(f.charset[glyph(i)]) != cid {
		return 0, false
	}
	return glyph(i), true
}

// byName finds the first glyph of a name.
func (f *cffFont) byName(name string) (gid int, ok bool) {
	if f.cidKeyed || name == "" {
		return 0, false
	}
	for gid, sid := range f.charset {
		if f.isString(int(sid), name) {
			return gid, true
		}
	}
	return 0, false
}

// isString compares without a copy: the strings of an INDEX may overlap, and all
// of them together may be far longer than the file.
func (f *cffFont) isString(sid int, name string) bool {
	if sid < len(standardStrings) {
		return standardStrings[sid] == name
	}
	b, ok := f.strings.at(sid - len(standardStrings))
	return ok && len(b) == len(name) && bytes.Equal(b, []byte(name))
}
