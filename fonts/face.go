package fonts

import (
	"encoding/binary"

	"banxin/layout/unit"
)

// Face is one parsed typeface. It is immutable and safe for concurrent use.
type Face struct {
	file string // for messages
	name string

	unitsPerEm  int
	glyphCount  int
	longMetrics int  // glyphs with an advance of their own in hmtx
	longLoca    bool // loca has 32-bit entries

	// Tables, as they stand in the file; checked lengths: head 54, hhea 36, post
	// 16 or 0, OS/2 at least 68.
	head, hhea, post, os2 []byte
	hmtx, loca, glyf      []byte
	cmap                  cmap
	names                 map[uint16]string
	metrics               Metrics
}

// Box is a rectangle in thousandths of an em, y up from the baseline.
type Box struct{ XMin, YMin, XMax, YMax unit.Em }

// Metrics is what a PDF font descriptor says about a face (ISO 32000-1, 9.8).
type Metrics struct {
	Ascent, Descent    unit.Em // of the em box, from OS/2's typographic heights; Descent is negative
	CapHeight, XHeight unit.Em
	BBox               Box     // around all glyphs of the face
	StemV              unit.Em // estimated from Weight
	Weight             int     // usWeightClass, 400 regular, 700 bold
	ItalicAngle        int     // degrees counter-clockwise from the vertical
	FSType             uint16  // embedding permission; 0: installable
	FixedPitch         bool
	Serif              bool
	Italic             bool
}

// Licence is what a face says about itself.
type Licence struct {
	Copyright   string // name record 0
	Description string // name record 13
	URL         string // name record 14
}

// Name gives the PostScript name.
func (f *Face) Name() string { return f.name }

// Family gives the family name (name record 1), as a reader knows the face.
func (f *Face) Family() string { return f.names[nameFamily] }

// Version gives the version string (name record 5).
func (f *Face) Version() string { return f.names[nameVersion] }

// UnitsPerEm gives how many units of its outlines make an em, from 16 to 16384.
func (f *Face) UnitsPerEm() int { return f.unitsPerEm }

// GlyphCount gives the number of glyphs, .notdef included.
func (f *Face) GlyphCount() int { return f.glyphCount }

// Metrics gives the measures of the face as a whole.
func (f *Face) Metrics() Metrics { return f.metrics }

// Licence gives the copyright and licence records.
func (f *Face) Licence() Licence {
	return Licence{f.names[nameCopyright], f.names[nameLicence], f.names[nameLicenceURL]}
}

// GID gives the glyph of r; false if the face has none.
func (f *Face) GID(r rune) (uint16, bool) {
	gid := f.cmap.lookup(r)
	if gid == 0 || int(gid) >= f.glyphCount {
		return 0, false
	}
	return gid, true
}

// Covers tells whether the face has a glyph for r.
func (f *Face) Covers(r rune) bool {
	_, ok := f.GID(r)
	return ok
}

// Advance gives the width of a glyph in thousandths of an em, rounded; 0 for a
// glyph the face does not have.
func (f *Face) Advance(gid uint16) unit.Em {
	if int(gid) >= f.glyphCount {
		return 0
	}
	return f.em(f.advanceUnits(gid))
}

// Ink gives the box around the ink of a glyph as it stands on the line; false if
// the glyph has no ink, or the face no such glyph.
func (f *Face) Ink(gid uint16) (Box, bool) {
	data, err := f.glyphData(gid)
	if err != nil || len(data) < 10 {
		return Box{}, false
	}
	shift := f.bearingShift(gid, data)
	return f.boxEm(int16At(data, 2)+shift, int16At(data, 4), int16At(data, 6)+shift, int16At(data, 8)), true
}

// advanceUnits gives the advance of an existing glyph in font units.
func (f *Face) advanceUnits(gid uint16) int {
	return int(binary.BigEndian.Uint16(f.hmtx[4*min(int(gid), f.longMetrics-1):]))
}

// bearingShift is how far right of its coordinates a glyph is drawn: renderers
// put its xMin at the left side bearing of hmtx. data is the glyph's description.
func (f *Face) bearingShift(gid uint16, data []byte) int {
	at := 4*int(gid) + 2
	if int(gid) >= f.longMetrics {
		at = 4*f.longMetrics + 2*(int(gid)-f.longMetrics)
	}
	if at+2 > len(f.hmtx) {
		return 0
	}
	return int16At(f.hmtx, at) - int16At(data, 2)
}

// glyphData gives the description of a glyph in table glyf; empty for a glyph
// without outline.
func (f *Face) glyphData(gid uint16) ([]byte, error) {
	if int(gid) >= f.glyphCount {
		return nil, f.badGlyph(gid)
	}
	var start, end uint64
	if f.longLoca {
		start = uint64(binary.BigEndian.Uint32(f.loca[4*int(gid):]))
		end = uint64(binary.BigEndian.Uint32(f.loca[4*int(gid)+4:]))
	} else {
		start = 2 * uint64(binary.BigEndian.Uint16(f.loca[2*int(gid):]))
		end = 2 * uint64(binary.BigEndian.Uint16(f.loca[2*int(gid)+2:]))
	}
	if start > end || end > uint64(len(f.glyf)) {
		return nil, f.badGlyph(gid)
	}
	return f.glyf[start:end:end], nil
}

// em turns font units into thousandths of an em, rounded half up.
func (f *Face) em(units int) unit.Em {
	return unit.Em(floorDiv(2*1000*units+f.unitsPerEm, 2*f.unitsPerEm))
}

// units turns thousandths of an em into font units, rounded half up.
func (f *Face) units(em unit.Em) int {
	return floorDiv(2*int(em)*f.unitsPerEm+1000, 2*1000)
}

func (f *Face) boxEm(xMin, yMin, xMax, yMax int) Box {
	return Box{f.em(xMin), f.em(yMin), f.em(xMax), f.em(yMax)}
}

// fallbackHeights measures H and x where OS/2 is too old to say how high they are.
func (f *Face) fallbackHeights() {
	measure := func(height *unit.Em, r rune, share unit.Em) {
		if *height != 0 {
			return
		}
		*height = f.metrics.Ascent * share / unit.FullEm
		if gid, ok := f.GID(r); ok {
			if box, ok := f.Ink(gid); ok {
				*height = box.YMax
			}
		}
	}
	measure(&f.metrics.CapHeight, 'H', 800)
	measure(&f.metrics.XHeight, 'x', 600)
}

// Chain is a list of faces to look for a character in, the first choice first.
type Chain []*Face

// Lookup gives the first face of the chain that has r, and its glyph.
func (c Chain) Lookup(r rune) (face *Face, gid uint16, ok bool) {
	for _, f := range c {
		if gid, ok := f.GID(r); ok {
			return f, gid, true
		}
	}
	return nil, 0, false
}

func int16At(b []byte, at int) int { return int(int16(binary.BigEndian.Uint16(b[at:]))) }

// floorDiv divides rounding down; b is positive.
func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
