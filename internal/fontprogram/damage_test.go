package fontprogram

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"
)

// ask puts every question to a program.
func ask(t testing.TB, p *Program) {
	t.Helper()
	for _, gid := range []int{-1, p.Glyphs()} {
		if _, _, err := p.Glyph(gid); err == nil {
			t.Fatal("a glyph outside the program is measured")
		}
	}
	for gid := range min(p.Glyphs(), 300) {
		_, _, err := p.Glyph(gid)
		var found *Fault
		if err != nil && (!errors.As(err, &found) || found.What.Zh == "" || found.What.En == "") {
			t.Fatal("a fault without words")
		}
	}
	for code := range 256 {
		name := p.Builtin(byte(code))
		if gid, ok := p.ByName(name); ok && gid >= p.Glyphs() {
			t.Fatal("a name beyond the glyphs")
		}
		if gid, ok := p.ByCID(code); ok && gid >= p.Glyphs() {
			t.Fatal("a CID beyond the glyphs")
		}
		for _, subtable := range [][2]int{{1, 0}, {1, 1}, {3, 0}, {3, 1}, {3, 10}} {
			p.Cmap(subtable[0], subtable[1], code)
			p.Cmap(subtable[0], subtable[1], 0xF000+code)
		}
	}
}

// TestCutShort: wherever a program ends, it gives answers or a fault.
func TestCutShort(t *testing.T) {
	t.Parallel()
	for name, kind := range kinds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := program(t, name)
			for end := range data {
				p, err := Parse(slices.Clip(data[:end]), kind)
				if err == nil {
					ask(t, p)
				} else if f, ok := err.(*Fault); !ok || f.What.Zh == f.What.En {
					t.Fatalf("cut at %d: %v", end, err)
				}
			}
		})
	}
}

// TestAnyByteWrong sets every byte in turn to what hurts most.
func TestAnyByteWrong(t *testing.T) {
	t.Parallel()
	for name, kind := range kinds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := program(t, name)
			for at, right := range data {
				for _, wrong := range []byte{0, 0x7F, 0xFF} {
					data[at] = wrong
					if p, err := Parse(data, kind); err == nil {
						ask(t, p)
					}
				}
				data[at] = right
			}
		})
	}
}

// patched changes bytes of a table of truetype.ttf.
func patched(t testing.TB, tag string, at int, b ...byte) []byte {
	t.Helper()
	data := program(t, "truetype.ttf")
	s := &sfnt{data: data, directory: data[12 : 12+16*uint16At(data, 4)]}
	copy(s.table(tag)[at:], b)
	return data
}

// renamed takes a table away by giving it another tag.
func renamed(t testing.TB, data []byte, tags ...string) []byte {
	t.Helper()
	for _, tag := range tags {
		i := strings.Index(string(data[:12+16*uint16At(data, 4)]), tag)
		if i < 0 {
			t.Fatalf("no table %s", tag)
		}
		copy(data[i:], "none")
	}
	return data
}

func TestFaults(t *testing.T) {
	t.Parallel()
	truetype := func() []byte { return program(t, "truetype.ttf") }
	tests := []struct {
		name string
		data []byte
		kind Kind
		want string
	}{
		{"empty TrueType", nil, TrueType, "no TrueType"},
		{"empty CFF", nil, CFF, "no CFF"},
		{"empty Type 1", nil, Type1, "no Type 1"},
		{"collection", append([]byte("ttcf"), truetype()[4:]...), TrueType, "no TrueType"},
		{"CFF under OpenType", program(t, "type1c.cff"), OpenType, "no TrueType"},
		{"Type 1 under CFF", program(t, "type1.pfa"), CFF, "no CFF"},
		{"CFF under Type 1", program(t, "type1c.cff"), Type1, "no Type 1"},
		{"directory cut", truetype()[:40], TrueType, "directory"},
		{"all missing tables are named", renamed(t, truetype(), "maxp", "loca", "hmtx"), TrueType, "hmtx maxp loca"},
		{"head cut", patchedLength(t, "head", 53), TrueType, "cut short: head"},
		{"no em", patched(t, "head", 18, 0, 0), TrueType, "unitsPerEm"},
		{"no glyphs", patched(t, "maxp", 4, 0, 0), TrueType, "no glyphs"},
		{"more glyphs than loca has", patched(t, "maxp", 4, 0, 99), TrueType, "loca"},
		{"no widths", patched(t, "hhea", 34, 0, 0), TrueType, "counts no widths"},
		{"widths cut", patchedLength(t, "hmtx", 8), TrueType, "hmtx"},
		{"no eexec", []byte("%!PS-AdobeFont-1.0\n/eexec xeexec eexecx"), Type1, "eexec"},
		{"no glyphs in Type 1", type1Program("", "/CharStrings 0 dict dup begin end"), Type1, "CharStrings"},
		{"CFF of version 2", []byte("\x02\x00\x05\x00\x00\x00\x00\x00"), CFF, "major version"},
		{"CFF with its indexes cut", []byte("\x01\x00\x04\x01\x00\x01\x01\x01\x09"), CFF, "INDEX"},
		{"CFF without a Top DICT", []byte("\x01\x00\x04\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00"), CFF, "Top DICT"},
	}
	for _, tt := range tests {
		p, err := Parse(tt.data, tt.kind)
		if err == nil || p != nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
}

// patchedLength shortens a table of truetype.ttf in its directory.
func patchedLength(t testing.TB, tag string, length uint32) []byte {
	t.Helper()
	data := program(t, "truetype.ttf")
	i := strings.Index(string(data[:12+16*uint16At(data, 4)]), tag)
	binary.BigEndian.PutUint32(data[i+12:], length)
	return data
}

// TestSubsetsOfOthers: tables that subsets leave out are not missed.
func TestSubsetsOfOthers(t *testing.T) {
	t.Parallel()
	want := recorded(t)["truetype.ttf"]
	want.Cmap, want.Forbidden = nil, false
	p, err := Parse(renamed(t, program(t, "truetype.ttf"), "cmap", "OS/2", "post"), TrueType)
	if err != nil {
		t.Fatal(err)
	}
	want.compare(t, p)
	if gid, ok := p.Cmap(3, 0, 0xF041); ok {
		t.Errorf("a cmap that is none gives glyph %d", gid)
	}
}

func TestGlyphOutsideGlyf(t *testing.T) {
	t.Parallel()
	data := patchedLength(t, "glyf", 40)
	p, err := Parse(data, TrueType)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := p.Glyph(2); err == nil || !strings.Contains(err.Error(), "glyf") {
		t.Errorf("glyph beyond the table: %v", err)
	}
	if advance, ink, err := p.Glyph(0); advance != 500 || !ink || err != nil {
		t.Errorf("glyph within the table: %v %v %v", advance, ink, err)
	}
}

func fuzz(f *testing.F, kind Kind) {
	for name, k := range kinds {
		if k == kind {
			f.Add(program(f, name))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if p, err := Parse(data, kind); err == nil {
			ask(t, p)
		}
	})
}

func FuzzParseTrueType(f *testing.F) { fuzz(f, TrueType) }
func FuzzParseCFF(f *testing.F)      { fuzz(f, CFF) }
func FuzzParseOpenType(f *testing.F) { fuzz(f, OpenType) }
func FuzzParseType1(f *testing.F)    { fuzz(f, Type1) }

// FuzzType1Text encrypts what it makes, so that the text behind eexec is reached.
func FuzzType1Text(f *testing.F) {
	data := program(f, "type1.pfa")
	clear, encrypted, _ := cutEexec(data)
	f.Add(string(clear[len("%!PS-AdobeFont-1.0: "):]), string(decrypt(encrypted, eexecKey, 4)))
	f.Fuzz(func(t *testing.T, clear, private string) {
		if p, err := Parse(type1Program(clear, private), Type1); err == nil {
			ask(t, p)
		}
	})
}

// FuzzCharstring runs programs of both types without the wrapping that a change
// of a byte would break.
func FuzzCharstring(f *testing.F) {
	f.Add(n(3, 1, 2)+rmoveto+n(-107)+callsubr, n(1, 2)+rlineto+ret)
	f.Add(t1n(0, 500)+hsbw+t1n(0)+t1callsubr, t1n(1, 2)+t1rlineto+ret)
	f.Fuzz(func(t *testing.T, charstring, subr string) {
		if len(charstring) > 30000 || len(subr) > 30000 {
			return
		}
		cff := fontOfCharstrings(t, charstring)
		cff.globalSubrs = indexOf(t, subr)
		cff.fonts[0].subrs = cff.globalSubrs
		cff.measure(0)
		ps := &type1Font{names: map[string]int{"A": 0}, subrs: map[int][]byte{0: []byte(subr)}, lenIV: -1, weights: []float64{0.5, 0.5}}
		ps.glyphs = []type1Glyph{{"A", []byte(charstring)}}
		ps.measure(0)
	})
}
