// Package fontprogram reads what a check must know of the font programs that PDF
// files embed: TrueType, CFF (bare or in OpenType) and Type 1 of any producer. Start
// with Parse.
//
// It draws nothing. The input may be hostile: whatever it holds, every call ends, and
// none panics. Glyphs are read when they are asked for.
package fontprogram

import (
	"fmt"

	"banxin/internal/diag"
)

// Kind is the form of an embedded program (ISO 32000-1, table 126).
type Kind int

const (
	TrueType Kind = iota // FontFile2
	CFF                  // FontFile3 of Type1C or CIDFontType0C
	OpenType             // FontFile3 of OpenType
	Type1                // FontFile
)

// Fault is what is wrong with a program.
type Fault struct{ What diag.Text }

func (f *Fault) Error() string { return f.What.En }

func fault(zh, en string, args ...any) *Fault { return &Fault{diag.Say(zh, en, args...)} }

// Program is an embedded font program.
type Program struct {
	sfnt  *sfnt // nil: bare CFF or Type 1
	cff   *cff  // nil: TrueType or Type 1
	type1 *type1
}

// Parse reads the frame of a program. An sfnt is known by its first bytes, whatever
// the kind says. The error is a *Fault.
func Parse(data []byte, kind Kind) (p *Program, err error) {
	defer func() { // the bounds below are checked; this is the net
		if r := recover(); r != nil {
			p, err = nil, fault("字体程序残缺：%v", "the font program is damaged: %v", r)
		}
	}()
	p = &Program{}
	if len(data) >= 4 {
		switch string(data[:4]) {
		case "OTTO", "\x00\x01\x00\x00", "true":
			kind = OpenType
		}
	}
	switch kind {
	case TrueType, OpenType:
		if p.sfnt, err = parseSFNT(data); err != nil {
			return nil, err
		}
		if t := p.sfnt.tables["CFF "]; t != nil {
			p.cff, err = parseCFF(t)
		} else {
			err = p.sfnt.findOutlines()
		}
	case CFF:
		p.cff, err = parseCFF(data)
	default:
		p.type1, err = parseType1(data)
	}
	if err != nil {
		return nil, err
	}
	return p, nil
}

// Glyphs is the number of glyphs.
func (p *Program) Glyphs() int {
	switch {
	case p.sfnt != nil:
		return p.sfnt.glyphs
	case p.cff != nil:
		return p.cff.charStrings.count
	}
	return len(p.type1.names)
}

// CIDKeyed tells a CFF whose glyphs have numbers in a character collection, and no
// names.
func (p *Program) CIDKeyed() bool { return p.cff != nil && p.cff.cidKeyed }

// ByCID finds the glyph of a CID in a CID-keyed program.
func (p *Program) ByCID(cid int) (gid int, ok bool) {
	if !p.CIDKeyed() {
		return 0, false
	}
	return p.cff.glyphOf(cid)
}

// ByName finds the glyph of a name in CFF and Type 1.
func (p *Program) ByName(name string) (gid int, ok bool) {
	switch {
	case p.cff != nil && !p.cff.cidKeyed:
		return p.cff.glyphNamed(name)
	case p.type1 != nil:
		gid, ok = p.type1.byName[name]
		return gid, ok
	}
	return 0, false
}

// Builtin gives the name of a code's glyph in the program's own encoding, of CFF and
// Type 1; empty: none.
func (p *Program) Builtin(code byte) string {
	switch {
	case p.cff != nil && p.sfnt == nil && !p.cff.cidKeyed:
		return p.cff.builtin(code)
	case p.type1 != nil:
		return p.type1.encoding[code]
	}
	return ""
}

// Cmap looks a code up in the subtable of a platform and an encoding, of TrueType and
// OpenType; false: there is none, or it does not have the code.
func (p *Program) Cmap(platform, encoding, code int) (gid int, ok bool) {
	if p.sfnt == nil {
		return 0, false
	}
	return p.sfnt.lookup(platform, encoding, code)
}

// EmbeddingForbidden tells whether OS/2 says that the licence does not allow embedding
// (fsType, OpenType 1.9: bit 1).
func (p *Program) EmbeddingForbidden() bool {
	return p.sfnt != nil && p.sfnt.fsType()&2 != 0
}

// Glyph gives a glyph's advance in 1/1000 em, and whether it has an outline.
func (p *Program) Glyph(gid int) (advance float64, ink bool, err error) {
	defer func() {
		if r := recover(); r != nil {
			advance, ink, err = 0, false, fault("第 %d 号字形残缺：%v", "glyph %d is damaged: %v", gid, r)
		}
	}()
	if gid < 0 || gid >= p.Glyphs() {
		return 0, false, fault("没有第 %d 号字形", "there is no glyph %d", gid)
	}
	switch {
	case p.sfnt != nil:
		if p.cff != nil {
			_, ink, err = p.cff.glyph(gid)
		} else {
			ink, err = p.sfnt.hasOutline(gid)
		}
		if err == nil {
			advance, err = p.sfnt.advance(gid)
		}
	case p.cff != nil:
		advance, ink, err = p.cff.glyph(gid)
	default:
		advance, ink, err = p.type1.glyph(gid)
	}
	if err != nil {
		return 0, false, fmt.Errorf("%w", err)
	}
	return advance, ink, nil
}
