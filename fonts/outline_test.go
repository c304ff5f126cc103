package fonts

import (
	"errors"
	"slices"
	"testing"

	gotext "github.com/go-text/typesetting/font"
	"pgregory.net/rapid"

	"banxin/layout/unit"
)

// square is a glyph of 100 by 100 units at the origin, as table glyf has it.
var square = func() []byte {
	o := outline{points: []point{{0, 0, true}, {0, 100, true}, {100, 100, false}, {100, 0, true}}, ends: []int{3}}
	b, _ := o.appendTo(nil, o.extent())
	return pad4(b)
}()

func pad4(b []byte) []byte {
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b
}

// composite is a font whose glyph 1 is square, and glyph 2 the description given.
func composite(t testing.TB, description []byte) []byte {
	t.Helper()
	f := face(t, "NotoSerifSC-Regular")
	glyphs := plain(t, f, []rune("永中")) // their places and widths are used
	data, _ := subsetOf(t, f, glyphs)
	tables := split(t, data)
	tables["glyf"] = slices.Concat(square, pad4(slices.Clone(description)))
	var loca []byte
	for _, offset := range []int{0, 0, len(square), len(tables["glyf"])} {
		loca = appendUint16(loca, offset>>16, offset)
	}
	tables["loca"] = loca
	// Left side bearings of zero: both glyphs begin at x 0 in their headers.
	putInt16(tables["hmtx"], 1000, 0, 1000, 0, 1000, 0)
	return join(tables)
}

// header is the start of a composite glyph whose box begins at x 0.
func header() []byte { return appendUint16(nil, -1, 0, 0, 500, 500) }

func TestComposites(t *testing.T) {
	t.Parallel()
	const half, one = one14 / 2, one14
	words, offsets, more := argsAreWords, argsAreOffsets, moreComponents
	for _, c := range []struct {
		name  string
		parts []int // 16-bit words after the header
		want  []point
	}{
		{"moved", []int{words | offsets, 1, 30, -40}, []point{{30, -40, true}, {30, 60, true}, {130, 60, false}, {130, -40, true}}},
		{"moved by bytes", []int{offsets, 1, 30<<8 | 0xD8}, []point{{30, -40, true}, {30, 60, true}, {130, 60, false}, {130, -40, true}}},
		{"scaled", []int{words | offsets | haveScale, 1, 10, 0, half}, []point{{10, 0, true}, {10, 50, true}, {60, 50, false}, {60, 0, true}}},
		{"scaled apart", []int{words | offsets | haveXYScale, 1, 0, 0, half, one}, []point{{0, 0, true}, {0, 100, true}, {50, 100, false}, {50, 0, true}}},
		{"turned", []int{words | offsets | haveTwoByTwo, 1, 0, 0, 0, one, -one, 0}, []point{{0, 0, true}, {-100, 0, true}, {-100, 100, false}, {0, 100, true}}},
		{"offset scaled", []int{words | offsets | haveScale | scaledOffset, 1, 10, 20, half}, []point{{5, 10, true}, {5, 60, true}, {55, 60, false}, {55, 10, true}}},
		{"matched points", []int{words | offsets | more, 1, 0, 0, 0, 1, 2 << 8}, []point{
			{0, 0, true}, {0, 100, true}, {100, 100, false}, {100, 0, true},
			{100, 100, true}, {100, 200, true}, {200, 200, false}, {200, 100, true}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			data := composite(t, append(header(), appendUint16(nil, c.parts...)...))
			f, err := Parse("composite", data)
			if err != nil {
				t.Fatal(err)
			}
			var o outline
			if err := f.outline(2, &o); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(o.points, c.want) {
				t.Errorf("points %v, want %v", o.points, c.want)
			}
			made, s := subsetOf(t, f, []SubsetGlyph{{Code: 'A', GID: 2, Advance: 1000}})
			var flat outline
			if err := s.outline(1, &flat); err != nil || !slices.Equal(flat.points, c.want) {
				t.Errorf("the subset has points %v, error %v", flat.points, err)
			}
			want, _ := goText(t, data).GlyphDataOutline(gotext.GID(2))
			got, _ := goText(t, made).GlyphDataOutline(gotext.GID(1))
			if !slices.Equal(got.Segments, want.Segments) {
				t.Errorf("go-text draws %v from the subset, %v from the font", got.Segments, want.Segments)
			}
		})
	}
}

func TestDamagedGlyphs(t *testing.T) {
	t.Parallel()
	simple := func(words ...int) []byte { return appendUint16(nil, words...) }
	for name, description := range map[string][]byte{
		"header cut":               {0, 1, 0, 0},
		"no contour ends":          simple(3, 0, 0, 1, 1),
		"contour ends fall":        simple(2, 0, 0, 1, 1, 5, 2, 0, 0, 0, 0),
		"instructions cut":         simple(1, 0, 0, 1, 1, 0, 900),
		"no flags":                 simple(1, 0, 0, 1, 1, 9, 0),
		"flag repeats too often":   simple(1, 0, 0, 1, 1, 1, 0, repeatFlag<<8|200, 0, 0),
		"coordinates cut":          simple(1, 0, 0, 1, 1, 9, 0, (onCurve|repeatFlag)<<8|9, 0),
		"component cut":            append(header(), 0, 3, 0),
		"more components promised": append(header(), appendUint16(nil, argsAreOffsets|moreComponents, 1, 0)...),
		"component of itself":      append(header(), appendUint16(nil, argsAreOffsets, 2, 0)...),
		"component not there":      append(header(), appendUint16(nil, argsAreOffsets, 900, 0)...),
		"point not there":          append(header(), appendUint16(nil, 0, 1, 9<<8)...),
		"twice itself, many times": append(header(), appendUint16(nil, argsAreOffsets|moreComponents, 2, 0, argsAreOffsets|moreComponents, 2, 0, argsAreOffsets, 1, 0)...),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, err := Parse("damaged", composite(t, description))
			if err != nil {
				t.Fatal(err)
			}
			_, err = f.Subset([]SubsetGlyph{{Code: 'A', GID: 2, Advance: 1000}}, SubsetOptions{})
			var e *Error
			if !errors.As(err, &e) || e.Code != Damaged {
				t.Errorf("error %v, want code %s", err, Damaged)
			}
		})
	}
}

// What is written must read back as it was.
func TestOutlinesRoundTrip(t *testing.T) {
	t.Parallel()
	coordinate := rapid.OneOf(rapid.IntRange(-300, 300), rapid.IntRange(-16000, 16000), rapid.Just(0))
	drawn := rapid.Custom(func(t *rapid.T) outline {
		o := outline{overlap: rapid.Bool().Draw(t, "overlap")}
		for range rapid.IntRange(1, 5).Draw(t, "contours") {
			for range rapid.IntRange(1, 300).Draw(t, "points") {
				o.points = append(o.points, point{coordinate.Draw(t, "x"), coordinate.Draw(t, "y"), rapid.Bool().Draw(t, "on")})
			}
			o.ends = append(o.ends, len(o.points)-1)
		}
		return o
	})
	rapid.Check(t, func(t *rapid.T) {
		want := drawn.Draw(t, "outline")
		b, ok := want.appendTo(nil, want.extent())
		if !ok {
			t.Fatal("not written")
		}
		var got outline
		if !got.appendSimple(b[10:], int16At(b, 0)) {
			t.Fatal("not read")
		}
		if !equalOutlines(&got, &want) {
			t.Fatalf("read %v, wrote %v", got, want)
		}
	})
}

// Renderers put a glyph's xMin at its left side bearing, whatever its coordinates.
func TestSideBearingMovesTheGlyph(t *testing.T) {
	t.Parallel()
	for _, shift := range []int{0, -20} {
		tables := split(t, composite(t, nil))
		putInt16(tables["hmtx"][6:], 70) // glyph 1, whose xMin is 0
		data := join(tables)
		f, err := Parse("bearing", data)
		if err != nil {
			t.Fatal(err)
		}
		if ink, _ := f.Ink(1); ink != (Box{70, 0, 170, 100}) {
			t.Errorf("ink %v", ink)
		}
		made, s := subsetOf(t, f, []SubsetGlyph{{Code: 'A', GID: 1, Shift: unit.Em(shift), Advance: 1000}})
		if ink, _ := s.Ink(1); ink != (Box{70 + unit.Em(shift), 0, 170 + unit.Em(shift), 100}) {
			t.Errorf("ink %v in the subset", ink)
		}
		want, _ := goText(t, data).GlyphDataOutline(gotext.GID(1))
		got, _ := goText(t, made).GlyphDataOutline(gotext.GID(1))
		if !slices.Equal(got.Segments, moved(want.Segments, float32(shift))) || got.Segments[0].Args[0].X != 70+float32(shift) {
			t.Errorf("go-text draws %v from the subset, %v from the font", got.Segments, want.Segments)
		}
	}
}
