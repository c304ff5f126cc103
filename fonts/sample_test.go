package fonts

import (
	"slices"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// gb2312 gives the characters of GB 2312 in the order of their codes.
func gb2312(t testing.TB) []rune {
	t.Helper()
	decoder := simplifiedchinese.GBK.NewDecoder()
	var characters []rune
	for row := byte(0xA1); row <= 0xF7; row++ {
		if row > 0xA9 && row < 0xB0 {
			continue // rows 10 to 15 are empty
		}
		for cell := byte(0xA1); cell <= 0xFE; cell++ {
			if !inGB2312(row, cell) {
				continue
			}
			text, err := decoder.Bytes([]byte{row, cell})
			if err != nil {
				t.Fatal(err)
			}
			r := []rune(string(text))
			if len(r) != 1 || r[0] == '\uFFFD' {
				t.Fatalf("row %#x cell %#x is %q", row, cell, text)
			}
			characters = append(characters, r[0])
		}
	}
	if len(characters) != 7445 {
		t.Fatalf("GB 2312 has 7445 characters, not %d", len(characters))
	}
	return characters
}

// inGB2312 leaves out the cells that GB 2312 keeps empty and GBK fills.
func inGB2312(row, cell byte) bool {
	between := func(first, last byte) bool { return cell >= first && cell <= last }
	switch row {
	case 0xA2:
		return between(0xB1, 0xE2) || between(0xE5, 0xEE) || between(0xF1, 0xFC)
	case 0xA4:
		return between(0xA1, 0xF3)
	case 0xA5:
		return between(0xA1, 0xF6)
	case 0xA6:
		return between(0xA1, 0xB8) || between(0xC1, 0xD8)
	case 0xA7:
		return between(0xA1, 0xC1) || between(0xD1, 0xF1)
	case 0xA8:
		return between(0xA1, 0xBA) || between(0xC5, 0xE9)
	case 0xA9:
		return between(0xA4, 0xEF)
	case 0xD7:
		return between(0xA1, 0xF9)
	}
	return true
}

// face opens an embedded face.
func face(t testing.TB, name string) *Face {
	t.Helper()
	f, err := Open(name)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// embeddedBytes gives the file of an embedded face.
func embeddedBytes(name string) []byte {
	return map[string][]byte{
		"LXGWWenKai-Regular":  lxgwWenKaiRegular,
		"NotoSansSC-Bold":     notoSansSCBold,
		"NotoSerifSC-Bold":    notoSerifSCBold,
		"NotoSerifSC-Regular": notoSerifSCRegular,
	}[name]
}

// plain asks for characters under their own codes, as they are.
func plain(t testing.TB, f *Face, characters []rune) []SubsetGlyph {
	t.Helper()
	glyphs := make([]SubsetGlyph, len(characters))
	for i, r := range characters {
		gid, ok := f.GID(r)
		if !ok {
			t.Fatalf("%s has no %c (U+%04X)", f.Name(), r, r)
		}
		glyphs[i] = SubsetGlyph{Code: r, GID: gid, Advance: f.Advance(gid)}
	}
	return glyphs
}

// subsetOf cuts and reads back a subset.
func subsetOf(t testing.TB, f *Face, glyphs []SubsetGlyph) ([]byte, *Face) {
	t.Helper()
	data, err := f.Subset(glyphs, SubsetOptions{Name: "Test-Subset"})
	if err != nil {
		t.Fatal(err)
	}
	s, err := Parse("subset", data)
	if err != nil {
		t.Fatal(err)
	}
	return data, s
}

// split takes a font apart into its tables.
func split(t testing.TB, data []byte) map[string][]byte {
	t.Helper()
	p := &parser{file: "split", data: data}
	if err := p.directory(); err != nil {
		t.Fatal(err)
	}
	tables := map[string][]byte{}
	for tag, b := range p.tables {
		tables[tag] = slices.Clone(b)
	}
	return tables
}

// join is the inverse of split.
func join(tables map[string][]byte) []byte {
	var list []table
	for tag, b := range tables {
		list = append(list, table{tag, b})
	}
	slices.SortFunc(list, func(a, b table) int {
		if a.tag < b.tag {
			return -1
		}
		return 1
	})
	return assemble(list)
}

// small is a font of few glyphs to damage in tests.
func small(t testing.TB) []byte {
	t.Helper()
	f := face(t, "NotoSerifSC-Regular")
	data, _ := subsetOf(t, f, plain(t, f, []rune("永Hx，。“”—")))
	return data
}
