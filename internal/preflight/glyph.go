package preflight

// glyph finds the glyph that a code draws. known is false where the way from code to
// glyph leads through a table that this program does not carry: a predefined CMap, an
// encoding of glyph names that the program lacks.
func (f *font) glyph(code textCode) (gid int, found, known bool) {
	if f.descendant != nil {
		return f.compositeGlyph(code)
	}
	if f.kind == "TrueType" {
		return f.trueTypeGlyph(byte(code.value))
	}
	return f.namedGlyph(byte(code.value))
}

// compositeGlyph goes by the CID (9.7.4.2).
func (f *font) compositeGlyph(code textCode) (gid int, found, known bool) {
	cid, known := f.cid(code)
	switch {
	case !known:
		return 0, false, false
	case f.kind == "CIDFontType2":
		gid = cid
		if f.toGlyph != nil {
			gid = 0
			if cid >= 0 && cid < len(f.toGlyph) {
				gid = f.toGlyph[cid]
			}
		}
	case f.program.CIDKeyed():
		gid, found = f.program.ByCID(cid)
		return gid, found && cid != 0, true
	default:
		gid = cid
	}
	return gid, gid > 0 && gid < f.program.Glyphs(), true
}

// trueTypeGlyph goes by the cmap of a symbolic font (9.6.6.4).
func (f *font) trueTypeGlyph(code byte) (gid int, found, known bool) {
	for _, page := range []int{0, 0xF000, 0xF100, 0xF200} {
		if gid, ok := f.program.Cmap(3, 0, page+int(code)); ok {
			return gid, gid != 0, true
		}
	}
	if _, named := f.differences[code]; named || f.baseEncoding != "" {
		return 0, false, false
	}
	if gid, ok := f.program.Cmap(1, 0, int(code)); ok {
		return gid, gid != 0, true
	}
	return 0, false, false
}

// namedGlyph goes by the name of the glyph (9.6.6.2).
func (f *font) namedGlyph(code byte) (gid int, found, known bool) {
	name := f.differences[code]
	if name == "" && f.baseEncoding == "" {
		name = f.program.Builtin(code)
	}
	if name == "" {
		return 0, false, false
	}
	gid, ok := f.program.ByName(name)
	return gid, ok && name != ".notdef", true
}
