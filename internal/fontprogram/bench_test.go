package fontprogram

import (
	"encoding/binary"
	"testing"
)

// largeTrueType is a subset of 260 KB: 1000 glyphs of 250 bytes each.
func largeTrueType() []byte {
	const glyphs, size = 1000, 250
	head, hhea, maxp := make([]byte, 54), make([]byte, 36), make([]byte, 32)
	binary.BigEndian.PutUint16(head[18:], 1000)
	binary.BigEndian.PutUint16(head[50:], 1)
	binary.BigEndian.PutUint16(hhea[34:], glyphs)
	binary.BigEndian.PutUint16(maxp[4:], glyphs)
	hmtx, loca, glyf := make([]byte, 4*glyphs), make([]byte, 4*glyphs+4), make([]byte, size*glyphs)
	for gid := range glyphs {
		binary.BigEndian.PutUint16(hmtx[4*gid:], 1000)
		binary.BigEndian.PutUint32(loca[4*gid+4:], uint32(size*(gid+1)))
		glyf[size*gid+1] = 1
	}
	tables := []struct {
		tag  string
		data []byte
	}{{"glyf", glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}}
	font := append(make([]byte, 0, 1<<19), "\x00\x01\x00\x00\x00\x06\x00\x00\x00\x00\x00\x00"...)
	at := len(font) + 16*len(tables)
	for _, t := range tables {
		font = append(font, t.tag...)
		font = binary.BigEndian.AppendUint32(font, 0)
		font = binary.BigEndian.AppendUint32(font, uint32(at))
		font = binary.BigEndian.AppendUint32(font, uint32(len(t.data)))
		at += len(t.data)
	}
	for _, t := range tables {
		font = append(font, t.data...)
	}
	return font
}

// TestLazy: opening a large program must not touch its glyphs, for which memory
// stands here.
func TestLazy(t *testing.T) {
	data := largeTrueType()
	var p *Program
	allocations := testing.AllocsPerRun(10, func() {
		var err error
		if p, err = Parse(data, TrueType); err != nil {
			t.Fatal(err)
		}
	})
	if allocations > 5 {
		t.Errorf("opening %d bytes allocates %v times", len(data), allocations)
	}
	if advance, ink, err := p.Glyph(999); advance != 1000 || !ink || err != nil {
		t.Errorf("last glyph: %v %v %v", advance, ink, err)
	}
}

func BenchmarkParseTrueType(b *testing.B) {
	data := largeTrueType()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Parse(data, TrueType); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGlyph(b *testing.B) {
	for name, kind := range kinds {
		b.Run(name, func(b *testing.B) {
			p, err := Parse(program(b, name), kind)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				for gid := range p.Glyphs() {
					if _, _, err := p.Glyph(gid); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
