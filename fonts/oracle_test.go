package fonts

import (
	"bytes"
	"math"
	"slices"
	"testing"

	gotext "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	tdewolff "github.com/tdewolff/font"

	"banxin/layout/unit"
)

// Two other readers of TrueType are the oracle here: go-text/typesetting for
// characters, widths and drawn outlines, tdewolff/font for the points in glyf.

func goText(t testing.TB, data []byte) *gotext.Face {
	t.Helper()
	f, err := gotext.ParseTTF(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func tdewolffFont(t testing.TB, data []byte) *tdewolff.SFNT {
	t.Helper()
	f, err := tdewolff.ParseSFNT(data, 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestCharactersAndWidthsAgreeWithGoText(t *testing.T) {
	t.Parallel()
	// Beside GB 2312: Latin, every mark of the basic plane's CJK blocks, and
	// ideographs beyond the basic plane.
	characters := gb2312(t)
	for _, block := range [][2]rune{{0, 0x17F}, {0x2000, 0x206F}, {0x2E80, 0x2FFF}, {0x3000, 0x30FF}, {0x4E00, 0x9FFF}, {0xE000, 0xE0FF}, {0xFE30, 0xFFEF}, {0x20000, 0x2A6DF}} {
		for r := block[0]; r <= block[1]; r++ {
			characters = append(characters, r)
		}
	}
	for _, name := range Names() {
		f, oracle := face(t, name), goText(t, embeddedBytes(name))
		for _, r := range characters {
			gid, ok := f.GID(r)
			want, wantOK := oracle.NominalGlyph(r)
			if ok != wantOK || gotext.GID(gid) != want {
				t.Errorf("%s U+%04X: glyph %d, %v; go-text %d, %v", name, r, gid, ok, want, wantOK)
				continue
			}
			if !ok {
				continue
			}
			if got, want := f.Advance(gid), oracle.HorizontalAdvance(want); got != unit.Em(math.Round(float64(want))) {
				t.Errorf("%s U+%04X: advance %d, go-text %v", name, r, got, want)
			}
			extents, _ := oracle.GlyphExtents(gotext.GID(gid))
			ink, _ := f.Ink(gid)
			box := Box{unit.Em(extents.XBearing), unit.Em(extents.YBearing + extents.Height), unit.Em(extents.XBearing + extents.Width), unit.Em(extents.YBearing)}
			if ink != box {
				t.Errorf("%s U+%04X: ink %v, go-text %v", name, r, ink, box)
			}
		}
	}
}

// Format 4 is what is left where a face has no format 12; it must answer alike.
func TestBothCharacterMapsAgree(t *testing.T) {
	t.Parallel()
	for _, name := range Names() {
		f := face(t, name)
		table := split(t, embeddedBytes(name))["cmap"]
		var basic cmap
		for i := range int(table[3]) {
			record := table[4+8*i:]
			offset := int(record[4])<<24 | int(record[5])<<16 | int(record[6])<<8 | int(record[7])
			if m, ok := readCmap(table[offset:]); ok && m.format == 4 {
				basic = m
			}
		}
		if basic.format != 4 || f.cmap.format != 12 {
			t.Fatalf("%s: formats %d and %d", name, basic.format, f.cmap.format)
		}
		for r := rune(0); r <= 0xFFFF; r++ {
			if got, want := basic.lookup(r), f.cmap.lookup(r); got != want {
				t.Errorf("%s U+%04X: format 4 has glyph %d, format 12 %d", name, r, got, want)
			}
		}
	}
}

// outlineCase is a shift and a stretch of the glyphs that a subset is made of.
type outlineCase struct {
	shift   unit.Em
	stretch int32
}

func TestSubsetOutlinesAgreeWithTdewolff(t *testing.T) {
	t.Parallel()
	cases := []outlineCase{{0, 0}, {-500, 0}, {250, 1000}, {43, 1124}, {-20, 500}}
	characters := gb2312(t)
	for _, name := range Names() {
		f, oracle := face(t, name), tdewolffFont(t, embeddedBytes(name))
		var glyphs []SubsetGlyph
		var asked []outlineCase
		for i := 0; i < len(characters); i += 5 {
			gid, _ := f.GID(characters[i])
			c := cases[len(glyphs)%len(cases)]
			glyphs = append(glyphs, SubsetGlyph{Code: rune(0xE000 + len(glyphs)), GID: gid, Shift: c.shift, Stretch: c.stretch, Advance: 700})
			asked = append(asked, c)
		}
		data, _ := subsetOf(t, f, glyphs)
		made := tdewolffFont(t, data)
		for i, g := range glyphs {
			want, err := oracle.Glyf.Contour(g.GID)
			if err != nil {
				t.Fatal(err)
			}
			got, err := made.Glyf.Contour(uint16(i + 1))
			if err != nil {
				t.Fatal(err)
			}
			x := make([]int16, len(want.XCoordinates))
			for k, v := range want.XCoordinates {
				stretch := asked[i].stretch
				if stretch == 0 {
					stretch = 1000
				}
				x[k] = int16(math.Floor(float64(v)*float64(stretch)/1000+0.5)) + int16(asked[i].shift)
			}
			if !slices.Equal(got.XCoordinates, x) || !slices.Equal(got.YCoordinates, want.YCoordinates) ||
				!slices.Equal(got.OnCurve, want.OnCurve) || !slices.Equal(got.EndPoints, want.EndPoints) {
				t.Errorf("%s glyph %d, %+v: other points than in the face", name, g.GID, asked[i])
			}
		}
	}
}

// What is drawn must be the same too; go-text resolves composites by itself.
func TestSubsetIsDrawnAsTheFace(t *testing.T) {
	t.Parallel()
	for _, name := range Names() {
		f, oracle := face(t, name), goText(t, embeddedBytes(name))
		var glyphs []SubsetGlyph
		add := func(gid uint16) {
			glyphs = append(glyphs, SubsetGlyph{Code: rune(0xE000 + len(glyphs)), GID: gid, Shift: -37, Advance: f.Advance(gid)})
		}
		for gid := 0; gid < f.glyphCount; gid++ {
			data, err := f.glyphData(uint16(gid))
			if err != nil {
				t.Fatal(err)
			}
			composite := len(data) > 0 && int16At(data, 0) < 0
			if composite || gid%29 == 0 {
				add(uint16(gid))
			}
		}
		data, _ := subsetOf(t, f, glyphs)
		made := goText(t, data)
		for i, g := range glyphs {
			want, _ := oracle.GlyphDataOutline(gotext.GID(g.GID))
			got, _ := made.GlyphDataOutline(gotext.GID(i + 1))
			if !slices.Equal(got.Segments, moved(want.Segments, -37)) {
				t.Errorf("%s glyph %d is drawn otherwise in the subset", name, g.GID)
			}
			if w := made.HorizontalAdvance(gotext.GID(i + 1)); w != oracle.HorizontalAdvance(gotext.GID(g.GID)) {
				t.Errorf("%s glyph %d is %v wide in the subset", name, g.GID, w)
			}
		}
	}
}

func moved(segments []opentype.Segment, dx float32) []opentype.Segment {
	result := slices.Clone(segments)
	for i := range result {
		for k := range result[i].ArgsSlice() {
			result[i].Args[k].X += dx
		}
	}
	return result
}
