package fontprogram

import "slices"

// cff is a Compact Font Format font (Adobe Technical Note 5176): the first of its set.
type cff struct {
	data        []byte
	strings     index
	globals     index // subroutines
	charStrings index
	cidKeyed    bool
	scale       float64 // of advances to 1/1000 em
	private     private
	fonts       []private // of a CID-keyed font, by font dictionary
	selects     func(gid int) int
	charset     []int // SID or CID by glyph
	encoding    int   // offset; 0 and 1: predefined
	codes       map[byte]string
	names       map[string]int
	cids        map[int]int
}

// private is what a private dictionary says of advances, and its subroutines.
type private struct {
	standard, nominal float64 // defaultWidthX, nominalWidthX
	locals            index
	scale             float64 // of a font dictionary; 0: none of its own
}

// index is an INDEX: a list of pieces.
type index struct {
	count, size int
	offsets     []byte
	data        []byte // from the byte before the first piece
}

// at gives a piece; nil: there is none.
func (x *index) at(i int) []byte {
	if i < 0 || i >= x.count {
		return nil
	}
	from, to := x.offset(i), x.offset(i+1)
	if from < 1 || to < from || to > len(x.data) {
		return nil
	}
	return x.data[from:to]
}

func (x *index) offset(i int) int {
	v := 0
	for _, b := range x.offsets[i*x.size : (i+1)*x.size] {
		v = v<<8 | int(b)
	}
	return v
}

// readIndex reads an INDEX at an offset and gives where it ends.
func readIndex(data []byte, at int) (index, int, error) {
	if at < 0 || at+2 > len(data) {
		return index{}, 0, errCFF
	}
	x := index{count: int(be.Uint16(data[at:]))}
	if x.count == 0 {
		return x, at + 2, nil
	}
	if at+3 > len(data) {
		return index{}, 0, errCFF
	}
	x.size = int(data[at+2])
	end := at + 3 + (x.count+1)*x.size
	if x.size < 1 || x.size > 4 || end > len(data) {
		return index{}, 0, errCFF
	}
	x.offsets = data[at+3 : end]
	x.data = data[end-1:]
	last := x.offset(x.count)
	if last < 1 || last > len(x.data) {
		return index{}, 0, errCFF
	}
	return x, end - 1 + last, nil
}

var errCFF = fault("CFF 字体程序残缺", "the CFF font program is damaged")

func parseCFF(data []byte) (*cff, error) {
	if len(data) < 4 {
		return nil, errCFF
	}
	f := &cff{data: data}
	_, at, err := readIndex(data, int(data[2])) // names
	if err != nil {
		return nil, err
	}
	tops, at, err := readIndex(data, at)
	if err != nil {
		return nil, err
	}
	if f.strings, at, err = readIndex(data, at); err != nil {
		return nil, err
	}
	if f.globals, _, err = readIndex(data, at); err != nil {
		return nil, err
	}
	top := readDict(tops.at(0))
	if f.charStrings, _, err = readIndex(data, top.whole(opCharStrings, -1)); err != nil {
		return nil, err
	}
	_, f.cidKeyed = top[opROS]
	f.scale = matrixScale(top, 1)
	f.encoding = top.whole(opEncoding, 0)
	f.private = f.readPrivate(top)
	if f.charset, err = f.readCharset(top.whole(opCharset, 0)); err != nil {
		return nil, err
	}
	if f.cidKeyed {
		return f, f.readFontDicts(top)
	}
	return f, nil
}

// matrixScale is what a dictionary's matrix makes of advances, in 1/1000 em.
func matrixScale(d dict, missing float64) float64 {
	if m := d[opFontMatrix]; len(m) == 6 && m[0] != 0 {
		return m[0] * 1000
	}
	return missing
}

// readPrivate reads the private dictionary that d leads to. Damage gives an empty one.
func (f *cff) readPrivate(d dict) private {
	v := d[opPrivate]
	if len(v) != 2 {
		return private{}
	}
	size, at := int(v[0]), int(v[1])
	if size < 0 || at < 0 || at > len(f.data) || size > len(f.data)-at {
		return private{}
	}
	inner := readDict(f.data[at : at+size])
	p := private{standard: inner.number(opStandard), nominal: inner.number(opNominal)}
	if s := inner.whole(opSubrs, 0); s != 0 {
		p.locals, _, _ = readIndex(f.data, at+s)
	}
	return p
}

// readFontDicts reads the font dictionaries of a CID-keyed font and which glyph is of
// which.
func (f *cff) readFontDicts(top dict) error {
	dicts, _, err := readIndex(f.data, top.whole(opFDArray, -1))
	if err != nil {
		return err
	}
	_, topHas := top[opFontMatrix]
	for i := range dicts.count {
		d := readDict(dicts.at(i))
		p := f.readPrivate(d)
		if s := matrixScale(d, 0); s != 0 && !topHas {
			p.scale = s
		} else if s != 0 {
			p.scale = s * f.scale / 1000
		}
		f.fonts = append(f.fonts, p)
	}
	at := top.whole(opFDSelect, -1)
	if at < 0 || at >= len(f.data) {
		return errCFF
	}
	f.selects = fontSelector(f.data[at:], f.charStrings.count)
	return nil
}

// fontSelector reads FDSelect, formats 0 and 3.
func fontSelector(t []byte, glyphs int) func(gid int) int {
	switch {
	case t[0] == 0 && len(t) >= 1+glyphs:
		return func(gid int) int { return int(t[1+gid]) }
	case t[0] == 3 && len(t) >= 3:
		n := min(int(be.Uint16(t[1:])), (len(t)-5)/3)
		return func(gid int) int {
			for i := n - 1; i >= 0; i-- {
				if gid >= int(be.Uint16(t[3+3*i:])) {
					return int(t[5+3*i])
				}
			}
			return 0
		}
	}
	return func(int) int { return 0 }
}

// readCharset reads which name or CID each glyph has.
func (f *cff) readCharset(at int) ([]int, error) {
	n := f.charStrings.count
	if at <= 2 && !f.cidKeyed {
		return slices.Clone(predefinedCharsets[max(at, 0)]), nil
	}
	out := make([]int, 1, n+1)
	if at <= 2 || at >= len(f.data) {
		if f.cidKeyed { // none: the CIDs are those of the glyphs
			for gid := 1; gid < n; gid++ {
				out = append(out, gid)
			}
			return out, nil
		}
		return nil, errCFF
	}
	t := f.data[at:]
	format, pos := t[0], 1
	for len(out) < n {
		if pos+2 > len(t) {
			return nil, errCFF
		}
		first, left := int(be.Uint16(t[pos:])), 0
		pos += 2
		switch {
		case format == 1 && pos < len(t):
			left = int(t[pos])
			pos++
		case format == 2 && pos+1 < len(t):
			left = int(be.Uint16(t[pos:]))
			pos += 2
		case format != 0:
			return nil, errCFF
		}
		for i := 0; i <= left && len(out) < n; i++ {
			out = append(out, first+i)
		}
	}
	return out, nil
}

// name gives the name of a SID.
func (f *cff) name(sid int) string {
	if sid < len(standardStrings) {
		return standardStrings[sid]
	}
	return string(f.strings.at(sid - len(standardStrings)))
}

func (f *cff) glyphNamed(name string) (gid int, ok bool) {
	if f.names == nil {
		f.names = map[string]int{}
		for gid, sid := range f.charset[:min(len(f.charset), f.charStrings.count)] {
			if n := f.name(sid); n != "" {
				f.names[n] = gid
			}
		}
	}
	gid, ok = f.names[name]
	return gid, ok
}

func (f *cff) glyphOf(cid int) (gid int, ok bool) {
	if f.cids == nil {
		f.cids = map[int]int{}
		for gid, c := range f.charset[:min(len(f.charset), f.charStrings.count)] {
			f.cids[c] = gid
		}
	}
	gid, ok = f.cids[cid]
	return gid, ok
}

// builtin gives the name of a code's glyph in the font's encoding.
func (f *cff) builtin(code byte) string {
	switch f.encoding {
	case 0:
		return standardEncoding[code]
	case 1: // that of expert fonts, which no producer of newspapers uses: not carried
		return ""
	}
	if f.codes == nil {
		f.codes = f.readEncoding()
	}
	return f.codes[code]
}

// readEncoding reads an encoding of the font's own, formats 0 and 1 and supplements.
func (f *cff) readEncoding() map[byte]string {
	out := map[byte]string{}
	if f.encoding < 0 || f.encoding+2 > len(f.data) {
		return out
	}
	t := f.data[f.encoding:]
	format, n, pos, gid := t[0]&0x7F, int(t[1]), 2, 1
	put := func(code byte) {
		if gid < len(f.charset) {
			out[code] = f.name(f.charset[gid])
		}
		gid++
	}
	for range n {
		switch {
		case format == 0 && pos < len(t):
			put(t[pos])
			pos++
		case format == 1 && pos+1 < len(t):
			for i := range int(t[pos+1]) + 1 {
				put(t[pos] + byte(i))
			}
			pos += 2
		default:
			return out
		}
	}
	if t[0]&0x80 == 0 || pos >= len(t) {
		return out
	}
	supplements := int(t[pos])
	pos++
	for range supplements {
		if pos+3 > len(t) {
			break
		}
		out[t[pos]] = f.name(int(be.Uint16(t[pos+1:])))
		pos += 3
	}
	return out
}
