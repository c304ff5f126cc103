package fonts

import (
	"slices"
	"testing"
)

// FuzzParse damages a sound font in two places, or takes the bytes as they are,
// and reads all that can be read: an error is well, a panic is not.
func FuzzParse(f *testing.F) {
	sound := small(f)
	parts := composite(f, append(header(), appendUint16(nil, argsAreOffsets|moreComponents, 1, 0, argsAreOffsets, 1, 5)...))
	f.Add(sound, uint32(0), byte(0), uint32(0), byte(0))
	f.Add(sound[:200], uint32(4), byte(9), uint32(150), byte(255))
	f.Add(parts, uint32(0), byte(0), uint32(0), byte(0))
	for _, tag := range []string{"head", "hhea", "maxp", "cmap", "glyf", "loca", "hmtx", "OS/2", "name"} {
		f.Add(sound, uint32(len(tag))*40, byte(tag[0]), uint32(tag[1])*7, byte(0xFF))
	}
	f.Fuzz(func(t *testing.T, data []byte, at1 uint32, value1 byte, at2 uint32, value2 byte) {
		if len(data) > 0 {
			data = slices.Clone(data)
			data[int(at1)%len(data)] ^= value1
			data[int(at2)%len(data)] ^= value2
		}
		face, err := Parse("fuzz", data)
		if err != nil {
			return
		}
		CheckPunctuation(face)
		var glyphs []SubsetGlyph
		for _, r := range "永Hx，。“”—" {
			gid, ok := face.GID(r)
			if !ok {
				continue
			}
			face.Advance(gid)
			face.Ink(gid)
			glyphs = append(glyphs, SubsetGlyph{Code: r, GID: gid, Shift: 10, Advance: max(0, face.Advance(gid)), Stretch: 900})
		}
		for gid := range uint16(min(face.GlyphCount(), 40)) {
			glyphs = append(glyphs, SubsetGlyph{Code: 0xE000 + rune(gid), GID: gid})
		}
		subset, err := face.Subset(glyphs, SubsetOptions{})
		if err != nil {
			return
		}
		again, err := Parse("subset", subset)
		if err != nil {
			t.Fatalf("the subset of an accepted font is refused: %v", err)
		}
		for _, g := range glyphs {
			gid, ok := again.GID(g.Code)
			if !ok {
				t.Fatalf("the subset lacks U+%04X", g.Code)
			}
			if err := again.outline(gid, &outline{}); err != nil {
				t.Fatalf("the subset's glyph %d: %v", gid, err)
			}
		}
	})
}
