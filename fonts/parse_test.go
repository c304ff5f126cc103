package fonts

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"banxin/layout/unit"
)

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	patch := func(tag string, at int, value uint16) func(map[string][]byte) {
		return func(tables map[string][]byte) { binary.BigEndian.PutUint16(tables[tag][at:], value) }
	}
	drop := func(tags ...string) func(map[string][]byte) {
		return func(tables map[string][]byte) {
			for _, tag := range tags {
				delete(tables, tag)
			}
		}
	}
	cut := func(tag string, length int) func(map[string][]byte) {
		return func(tables map[string][]byte) { tables[tag] = tables[tag][:length] }
	}
	for _, c := range []struct {
		name   string
		change func(map[string][]byte)
		code   string
		says   string // in the English hint or finding
	}{
		{"variable", func(m map[string][]byte) { m["fvar"] = make([]byte, 16) }, Variable, "static .ttf of the weight"},
		{"CFF in a TrueType wrapper", func(m map[string][]byte) { delete(m, "glyf"); m["CFF "] = make([]byte, 4) }, CFFOutlines, "TrueType (glyf)"},
		{"bitmaps only", drop("glyf", "loca"), NoOutlines, "TrueType (glyf)"},
		{"no loca", drop("loca"), NoOutlines, "TrueType (glyf)"},
		{"no OS/2", drop("OS/2"), MissingTable, "table OS/2"},
		{"no cmap", drop("cmap"), MissingTable, "table cmap"},
		{"restricted licence", patch("OS/2", 8, fsRestricted), Forbidden, "forbids embedding"},
		{"no subsetting", patch("OS/2", 8, fsNoSubset), Forbidden, "forbids subsetting"},
		{"bitmap embedding only", patch("OS/2", 8, fsBitmapOnly|4), Forbidden, "bitmaps only"},
		{"units 15", patch("head", 18, 15), BadUnitsPerEm, "15"},
		{"units 16385", patch("head", 18, 16385), BadUnitsPerEm, "16385"},
		{"head magic", patch("head", 12, 0), Damaged, "table head"},
		{"head cut", cut("head", 53), Damaged, "table head"},
		{"loca format 2", patch("head", 50, 2), Damaged, "table head"},
		{"no glyphs", patch("maxp", 4, 0), Damaged, "table maxp"},
		{"more glyphs than loca", patch("maxp", 4, 500), Damaged, "table loca"},
		{"no metrics", patch("hhea", 34, 0), Damaged, "table hhea"},
		{"more metrics than glyphs", patch("hhea", 34, 100), Damaged, "table hhea"},
		{"hmtx cut", cut("hmtx", 4), Damaged, "table hmtx"},
		{"OS/2 cut", cut("OS/2", 60), Damaged, "table OS/2"},
		{"symbol map only", patch("cmap", 6, 0), NoUnicode, "Unicode character map"},
		{"cmap cut", cut("cmap", 20), NoUnicode, "Unicode character map"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			tables := split(t, small(t))
			c.change(tables)
			checkRefusal(t, join(tables), c.code, c.says)
		})
	}
}

func TestParseRefusesOtherFiles(t *testing.T) {
	t.Parallel()
	sound := small(t)
	retag := func(tag string) []byte { return append([]byte(tag), sound[4:]...) }
	for _, c := range []struct {
		name string
		data []byte
		code string
		says string
	}{
		{"empty", nil, NotAFont, "0 bytes"},
		{"text", []byte("This is no font."), NotAFont, `"This"`},
		{"collection", retag("ttcf"), Collection, "export the one face"},
		{"woff", retag("wOFF"), WebFont, "uncompressed .ttf"},
		{"woff2", retag("wOF2"), WebFont, "uncompressed .ttf"},
		{"otf", retag("OTTO"), CFFOutlines, "TrueType (glyf)"},
		{"directory cut", sound[:40], Damaged, "directory"},
		{"tables cut", sound[:len(sound)/2], Damaged, "beyond the end"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			checkRefusal(t, c.data, c.code, c.says)
		})
	}
}

func checkRefusal(t *testing.T, data []byte, code, says string) {
	t.Helper()
	_, err := Parse("mine.ttf", data)
	var e *Error
	if !errors.As(err, &e) || e.Code != code {
		t.Fatalf("error %v, want code %s", err, code)
	}
	if text := err.Error(); !strings.Contains(text, says) || !strings.Contains(text, "mine.ttf") {
		t.Errorf("%q does not say %q", text, says)
	}
	if e.Found.Zh == "" || e.Hint.Zh == "" || e.Found.Zh == e.Found.En || e.Hint.Zh == e.Hint.En {
		t.Errorf("the Chinese texts are missing: %+v", e)
	}
}

func TestParseAcceptsEmbeddableFaces(t *testing.T) {
	t.Parallel()
	// Installable, preview and print, editable, and in old faces several at once.
	for _, fsType := range []uint16{0, 4, 8, 2 | 4} {
		tables := split(t, small(t))
		binary.BigEndian.PutUint16(tables["OS/2"][8:], fsType)
		f, err := Parse("mine.ttf", join(tables))
		if err != nil {
			t.Errorf("fsType %#x: %v", fsType, err)
		} else if f.Metrics().FSType != fsType {
			t.Errorf("fsType %#x read as %#x", fsType, f.Metrics().FSType)
		}
	}
}

func TestUnitsPerEm(t *testing.T) {
	t.Parallel()
	tables := split(t, small(t))
	binary.BigEndian.PutUint16(tables["head"][18:], 2048)
	f, err := Parse("mine.ttf", join(tables))
	if err != nil {
		t.Fatal(err)
	}
	gid, _ := f.GID('永')
	if got := f.Advance(gid); got != 488 { // 1000/2048 em = 488.28
		t.Errorf("advance %d, want 488", got)
	}
	_, s := subsetOf(t, f, []SubsetGlyph{{Code: '永', GID: gid, Shift: -250, Advance: 500}})
	if got := s.advanceUnits(1); got != 1024 {
		t.Errorf("advance of %d units, want 1024", got)
	}
	var before, after outline
	if err := errors.Join(f.outline(gid, &before), s.outline(1, &after)); err != nil {
		t.Fatal(err)
	}
	for i := range before.points {
		if moved := after.points[i].x - before.points[i].x; moved != -512 {
			t.Fatalf("point %d moved by %d units, want -512", i, moved)
		}
	}
}

func TestOldOS2(t *testing.T) {
	t.Parallel()
	tables := split(t, small(t))
	tables["OS/2"] = tables["OS/2"][:68] // version 0 as Apple wrote it: no heights
	binary.BigEndian.PutUint16(tables["OS/2"], 0)
	delete(tables, "name")
	delete(tables, "post")
	f, err := Parse("my face.ttf", join(tables))
	if err != nil {
		t.Fatal(err)
	}
	if f.Name() != "myface" {
		t.Errorf("name %q", f.Name())
	}
	m := f.Metrics()
	gid, _ := f.GID('H')
	ink, _ := f.Ink(gid)
	if m.CapHeight != ink.YMax || m.Ascent != 1151 || m.Descent != -286 {
		t.Errorf("metrics %+v", m)
	}
	data, s := subsetOf(t, f, []SubsetGlyph{{Code: 'H', GID: gid, Advance: 500}})
	if got := s.Metrics(); got.CapHeight != m.CapHeight || got.Ascent != m.Ascent || got.Descent != m.Descent {
		t.Errorf("the subset's metrics are %+v, want those of %+v", got, m)
	}
	if os2 := split(t, data)["OS/2"]; len(os2) != 96 || binary.BigEndian.Uint16(os2) != 4 {
		t.Errorf("OS/2 of %d bytes, version %d", len(os2), binary.BigEndian.Uint16(os2))
	}
}

// A face for Traditional Chinese has its stops in the middle of the square; so
// has a Japanese one its ？！：；.
func TestCheckPunctuationFindsCentredMarks(t *testing.T) {
	t.Parallel()
	song := face(t, "NotoSerifSC-Regular")
	centre := func(marks string) func(rune) unit.Em {
		return func(r rune) unit.Em {
			if !strings.ContainsRune(marks, r) {
				return 0
			}
			gid, _ := song.GID(r)
			ink, _ := song.Ink(gid)
			return 500 - (ink.XMin+ink.XMax)/2
		}
	}
	const all = "，。、；：？！（）“”"
	for _, marks := range []string{"，。、；：？！", "？！：；", ""} {
		glyphs := plain(t, song, []rune(all))
		for i := range glyphs {
			glyphs[i].Shift = centre(marks)(glyphs[i].Code)
		}
		_, f := subsetOf(t, song, glyphs)
		found := map[rune]bool{}
		for _, m := range CheckPunctuation(f) {
			found[m.Rune] = true
		}
		for _, r := range all {
			if found[r] != strings.ContainsRune(marks, r) {
				t.Errorf("centred %q: %c found misplaced: %v", marks, r, found[r])
			}
		}
	}
	// An opening bracket at the left is misplaced too.
	glyphs := plain(t, song, []rune("（"))
	glyphs[0].Shift = -500
	_, f := subsetOf(t, song, glyphs)
	if got := CheckPunctuation(f); len(got) != 1 || got[0].Rune != '（' || got[0].Want != RightHalf {
		t.Errorf("CheckPunctuation = %v", got)
	}
}
