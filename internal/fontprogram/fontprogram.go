// Package fontprogram reads the font programs that PDF files embed, whoever made
// them: TrueType, OpenType, bare CFF and Type 1. It answers what a preflight asks
// (which glyph a code, a CID or a name means, how far it advances and whether it
// has an outline) and nothing that drawing would need. Reading is lazy: a glyph is
// interpreted when it is asked for. Nothing in a program is trusted: every offset
// is checked, every loop is bounded, and no size in the data makes an allocation
// larger than the data.
//
// Sources: ISO/IEC 14496-22 (OpenType), Adobe Technical Notes 5176 (CFF) and 5177
// (Type 2 charstrings), Adobe Type 1 Font Format 1.1, ISO 32000-1 clause 9.9.
package fontprogram

import (
	"bytes"
	"math"

	"banxin/internal/diag"
)

// Kind is the form of an embedded program, as the font descriptor tells it.
type Kind int

const (
	TrueType Kind = iota // FontFile2
	CFF                  // FontFile3 with Subtype Type1C or CIDFontType0C: CFF without a wrapper
	OpenType             // FontFile3 with Subtype OpenType
	Type1                // FontFile
)

// Fault is why a program or one of its glyphs cannot be read.
type Fault struct{ What diag.Text }

// Error gives the English sentence.
func (f *Fault) Error() string { return f.What.En }

func fault(zh, en string, args ...any) *Fault { return &Fault{diag.Say(zh, en, args...)} }

// Program is a font program that has been opened. It does not change and may be
// used from several goroutines. It keeps the data it was made of.
type Program struct {
	glyphs int
	tables *sfnt        // nil: bare CFF or Type 1
	cff    *cffFont     // nil: outlines of TrueType or Type 1
	type1  *type1Font   // nil: any other
	cmaps  []cmapRecord // none: no table cmap that can be read
}

// Parse opens an embedded program. Data that begins as an sfnt ("OTTO", version
// 1.0 or "true") is read as one whatever the kind says. An error is a *Fault: the
// program is damaged or of another form. A glyph's own damage shows only in Glyph.
func Parse(data []byte, kind Kind) (*Program, error) {
	p := &Program{}
	var err *Fault
	switch {
	case kind == TrueType || kind == OpenType || isSFNT(data):
		err = p.openSFNT(data)
	case kind == CFF:
		if p.cff, err = openCFF(data); err == nil {
			p.glyphs = p.cff.charstrings.count
		}
	default:
		if p.type1, err = openType1(data); err == nil {
			p.glyphs = len(p.type1.glyphs)
		}
	}
	if err != nil {
		return nil, err
	}
	return p, nil
}

func isSFNT(data []byte) bool {
	for _, version := range []string{"OTTO", "\x00\x01\x00\x00", "true"} {
		if bytes.HasPrefix(data, []byte(version)) {
			return true
		}
	}
	return false
}

// Glyphs is the number of glyphs, .notdef included; they are counted from 0 on.
func (p *Program) Glyphs() int { return p.glyphs }

// CIDKeyed tells whether this is a CFF program whose charset holds CIDs: one with
// the operator ROS.
func (p *Program) CIDKeyed() bool { return p.cff != nil && p.cff.cidKeyed }

// ByCID finds the glyph of a CID in a CID-keyed CFF program. ok is false where the
// program is none or lacks the CID.
func (p *Program) ByCID(cid int) (gid int, ok bool) {
	if !p.CIDKeyed() {
		return 0, false
	}
	gid, ok = p.cff.byCID(cid)
	return p.within(gid, ok)
}

// ByName finds a glyph by its name: in the charset of a CFF program, in the
// CharStrings of a Type 1 program. TrueType outlines have no names here.
func (p *Program) ByName(name string) (gid int, ok bool) {
	switch {
	case p.type1 != nil:
		gid, ok = p.type1.names[name]
		return gid, ok
	case p.cff != nil:
		gid, ok = p.cff.byName(name)
		return p.within(gid, ok)
	}
	return 0, false
}

// within drops a glyph that CFF has and table maxp around it does not count.
func (p *Program) within(gid int, ok bool) (int, bool) {
	if !ok || gid >= p.glyphs {
		return 0, false
	}
	return gid, true
}

// Builtin is the glyph name that the program's own encoding gives a code, "" where
// it gives none: CFF that is not CID-keyed, and Type 1. The program need not have
// a glyph of that name.
func (p *Program) Builtin(code byte) string {
	switch {
	case p.type1 != nil:
		return p.type1.encoding[code]
	case p.cff != nil:
		return p.cff.builtin(code)
	}
	return ""
}

// Glyph measures a glyph: its advance in thousandths of an em, and whether it has
// an outline. Contours count without regard to whether they enclose anything; a
// charstring that only moves has none. An error is a *Fault.
func (p *Program) Glyph(gid int) (advance float64, ink bool, err error) {
	if gid < 0 || gid >= p.glyphs {
		return 0, false, fault("没有第 %d 号字形，共 %d 个", "there is no glyph %d among %d", gid, p.glyphs)
	}
	advance, ink, found := p.measure(gid)
	if found == nil && (math.IsNaN(advance) || math.IsInf(advance, 0)) {
		found = fault("字形 %d 的宽度不是有限的数", "the width of glyph %d is no finite number", gid)
	}
	if found != nil {
		return 0, false, found
	}
	return advance, ink, nil
}

func (p *Program) measure(gid int) (advance float64, ink bool, err *Fault) {
	switch {
	case p.type1 != nil:
		return p.type1.measure(gid)
	case p.tables == nil:
		return p.cff.measure(gid)
	case p.cff != nil:
		_, ink, err = p.cff.measure(gid)
	default:
		ink, err = p.tables.hasContours(gid)
	}
	return p.tables.advance(gid), ink, err
}

// EmbeddingForbidden tells whether table OS/2 says "restricted licence embedding":
// bit 1 of fsType. Programs without the table forbid nothing.
func (p *Program) EmbeddingForbidden() bool {
	const fsTypeAt, restricted = 8, 2
	if p.tables == nil {
		return false
	}
	os2 := p.tables.table("OS/2")
	return len(os2) >= fsTypeAt+2 && uint16At(os2, fsTypeAt)&restricted != 0
}
