package fonts

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/signintech/gopdf"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "rewrite the files in testdata")

// specimen is asked of every face: private codes, moved, narrowed and stretched
// marks, and Latin.
func specimen(t testing.TB, f *Face) []SubsetGlyph {
	t.Helper()
	var glyphs []SubsetGlyph
	add := func(r rune, g SubsetGlyph) {
		gid, ok := f.GID(r)
		if !ok {
			t.Fatalf("%s has no %c", f.Name(), r)
		}
		g.Code, g.GID = rune(0xE000+len(glyphs)), gid
		glyphs = append(glyphs, g)
	}
	for _, r := range "版心中文报纸通讯，。、；：？！“”（）《》·AaÉg0123 " {
		gid, _ := f.GID(r)
		add(r, SubsetGlyph{Advance: f.Advance(gid)})
	}
	add('（', SubsetGlyph{Shift: -500, Advance: 500})
	add('。', SubsetGlyph{Advance: 500})
	add('—', SubsetGlyph{Shift: -48, Stretch: 1246, Advance: 1000})
	return glyphs
}

// The same request must give the same bytes, today and after a change of Go.
func TestSubsetBytesAreStable(t *testing.T) {
	t.Parallel()
	const file = "testdata/subset-hashes.txt"
	var got strings.Builder
	for _, name := range Names() {
		f := face(t, name)
		data, err := f.Subset(specimen(t, f), SubsetOptions{Name: "Banxin-Test"})
		if err != nil {
			t.Fatal(err)
		}
		again, _ := f.Subset(specimen(t, f), SubsetOptions{Name: "Banxin-Test"})
		if !bytes.Equal(data, again) {
			t.Errorf("%s: two subsets of one request differ", name)
		}
		fmt.Fprintf(&got, "%x  %s %d bytes\n", sha256.Sum256(data), name, len(data))
	}
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("subsets changed; look at them, then run go test ./fonts -update\n got %s want %s", &got, want)
	}
}

func TestSubsetChecksums(t *testing.T) {
	t.Parallel()
	for _, name := range Names() {
		f := face(t, name)
		data, _ := subsetOf(t, f, specimen(t, f))
		if sum := checksum(data); sum != checksumMagic {
			t.Errorf("%s: the file sums up to %#x", name, sum)
		}
		previous, end := "", 12+16*int(binary.BigEndian.Uint16(data[4:]))
		for i := range int(binary.BigEndian.Uint16(data[4:])) {
			entry := data[12+16*i:]
			tag, offset, length := string(entry[:4]), int(binary.BigEndian.Uint32(entry[8:])), int(binary.BigEndian.Uint32(entry[12:]))
			padded := bytes.Clone(data[offset : offset+(length+3)&^3])
			if tag == "head" {
				clear(padded[8:12])
			}
			if checksum(padded) != binary.BigEndian.Uint32(entry[4:]) {
				t.Errorf("%s: wrong sum of table %s", name, tag)
			}
			if tag <= previous || offset != end {
				t.Errorf("%s: table %s at %d after %s ending at %d", name, tag, offset, previous, end)
			}
			previous, end = tag, offset+len(padded)
		}
		if end != len(data) {
			t.Errorf("%s: %d bytes after the last table", name, len(data)-end)
		}
	}
}

func TestSubsetKeepsWhatIdentifiesTheFace(t *testing.T) {
	t.Parallel()
	for _, name := range Names() {
		f := face(t, name)
		_, s := subsetOf(t, f, specimen(t, f))
		if s.Licence() != f.Licence() || s.Version() != f.Version() {
			t.Errorf("%s: licence %+v, version %q", name, s.Licence(), s.Version())
		}
		if s.Name() != "Test-Subset" || s.Family() != "Test-Subset" {
			t.Errorf("%s: named %q, %q", name, s.Name(), s.Family())
		}
		got, want := s.Metrics(), f.Metrics()
		got.BBox = want.BBox // that of the subset is narrower
		if got != want {
			t.Errorf("%s: metrics %+v, want %+v", name, got, want)
		}
	}
}

// Glyph k of the request is glyph k+1, and glyph 0 is the face's .notdef.
func TestSubsetOrder(t *testing.T) {
	t.Parallel()
	f := face(t, "NotoSansSC-Bold")
	glyphs := specimen(t, f)
	_, s := subsetOf(t, f, glyphs)
	for i, g := range glyphs {
		if gid, ok := s.GID(g.Code); !ok || int(gid) != i+1 || s.Advance(gid) != g.Advance {
			t.Errorf("code U+%04X is glyph %d of width %d, want %d of %d", g.Code, gid, s.Advance(gid), i+1, g.Advance)
		}
	}
	if s.GlyphCount() != len(glyphs)+1 {
		t.Errorf("%d glyphs", s.GlyphCount())
	}
	mine, _ := s.Ink(0)
	if theirs, ok := f.Ink(0); !ok || mine != theirs {
		t.Errorf(".notdef has ink %v, want %v", mine, theirs)
	}
	if empty, s := subsetOf(t, f, nil); s.GlyphCount() != 1 || len(empty) == 0 {
		t.Error("a subset of nothing has other glyphs than .notdef")
	}
}

func TestOneGlyphWithTwoShifts(t *testing.T) {
	t.Parallel()
	f := face(t, "NotoSerifSC-Regular")
	gid, _ := f.GID('“')
	_, s := subsetOf(t, f, []SubsetGlyph{
		{Code: 0xE000, GID: gid, Advance: 1000},
		{Code: 0xE001, GID: gid, Shift: -500, Advance: 500},
		{Code: 0xE002, GID: gid, Stretch: 500, Advance: 500},
	})
	full, _ := s.Ink(1)
	half, _ := s.Ink(2)
	narrow, _ := s.Ink(3)
	if full != (Box{571, 573, 924, 854}) || half != (Box{71, 573, 424, 854}) || narrow != (Box{286, 573, 462, 854}) {
		t.Errorf("ink %v, moved %v, stretched %v", full, half, narrow)
	}
	if s.Advance(1) != 1000 || s.Advance(2) != 500 || s.Advance(3) != 500 {
		t.Errorf("advances %d, %d, %d", s.Advance(1), s.Advance(2), s.Advance(3))
	}
}

func TestSubsetBeyondTheBasicPlane(t *testing.T) {
	t.Parallel()
	f := face(t, "NotoSerifSC-Regular")
	data, s := subsetOf(t, f, plain(t, f, []rune("永𠂇中𢦏")))
	table := split(t, data)["cmap"]
	if table[3] != 2 {
		t.Fatalf("%d character maps, want format 4 and format 12", table[3])
	}
	for i, r := range "永𠂇中𢦏" {
		gid, ok := s.GID(r)
		if want, _ := goText(t, data).NominalGlyph(r); !ok || uint32(gid) != uint32(want) {
			t.Errorf("%c at byte %d is glyph %d, go-text %d", r, i, gid, want)
		}
	}
	if got := split(t, data)["OS/2"][64:68]; binary.BigEndian.Uint16(got) != '中' || binary.BigEndian.Uint16(got[2:]) != 0xFFFF {
		t.Errorf("first and last character % x", got)
	}
	if data, _ := subsetOf(t, f, plain(t, f, []rune("永中"))); split(t, data)["cmap"][3] != 1 {
		t.Error("a subset of the basic plane has more than one character map")
	}
}

// Every glyph of a face, under codes without order, in one subset.
func TestSubsetOfAFullFace(t *testing.T) {
	t.Parallel()
	f := face(t, "NotoSansSC-Bold")
	glyphs := make([]SubsetGlyph, f.GlyphCount())
	for i := range glyphs {
		gid := uint16(i)
		glyphs[i] = SubsetGlyph{Code: 0x100 + rune(i*11)%rune(len(glyphs)), GID: gid, Advance: f.Advance(gid)}
	}
	if len(glyphs)%11 == 0 {
		t.Fatal("codes would repeat")
	}
	data, s := subsetOf(t, f, glyphs)
	oracle := goText(t, data)
	for i, g := range glyphs {
		got, _ := s.GID(g.Code)
		want, _ := oracle.NominalGlyph(g.Code)
		if int(got) != i+1 || int(want) != i+1 {
			t.Fatalf("U+%04X is glyph %d, go-text %d, want %d", g.Code, got, want, i+1)
		}
	}
	var a, b outline
	for i, g := range glyphs {
		if err := errors.Join(f.outline(g.GID, &a), s.outline(uint16(i+1), &b)); err != nil {
			t.Fatal(err)
		}
		if !equalOutlines(&a, &b) {
			t.Fatalf("glyph %d differs in the subset", i)
		}
	}
}

func equalOutlines(a, b *outline) bool {
	if len(a.points) != len(b.points) || len(a.ends) != len(b.ends) || a.overlap != b.overlap {
		return false
	}
	for i := range a.points {
		if a.points[i] != b.points[i] {
			return false
		}
	}
	for i := range a.ends {
		if a.ends[i] != b.ends[i] {
			return false
		}
	}
	return true
}

func TestSubsetRefuses(t *testing.T) {
	t.Parallel()
	f := face(t, "NotoSerifSC-Regular")
	gid, _ := f.GID('永')
	scattered := make([]SubsetGlyph, 0, 13000)
	for code := rune(1); len(scattered) < cap(scattered); code += 5 {
		if validCode(code) {
			scattered = append(scattered, SubsetGlyph{Code: code, GID: gid})
		} else {
			scattered = append(scattered, SubsetGlyph{Code: 0x10000 + code, GID: gid})
		}
	}
	for _, c := range []struct {
		name   string
		glyphs []SubsetGlyph
		opt    SubsetOptions
		code   string
	}{
		{"code 0", []SubsetGlyph{{GID: gid}}, SubsetOptions{}, BadSubset},
		{"surrogate", []SubsetGlyph{{Code: 0xD800, GID: gid}}, SubsetOptions{}, BadSubset},
		{"last code", []SubsetGlyph{{Code: 0xFFFF, GID: gid}}, SubsetOptions{}, BadSubset},
		{"beyond Unicode", []SubsetGlyph{{Code: 0x110000, GID: gid}}, SubsetOptions{}, BadSubset},
		{"code twice", []SubsetGlyph{{Code: 'a', GID: gid}, {Code: 'a', GID: gid}}, SubsetOptions{}, BadSubset},
		{"no such glyph", []SubsetGlyph{{Code: 'a', GID: 0xFFFF}}, SubsetOptions{}, BadSubset},
		{"negative width", []SubsetGlyph{{Code: 'a', GID: gid, Advance: -1}}, SubsetOptions{}, BadSubset},
		{"vast width", []SubsetGlyph{{Code: 'a', GID: gid, Advance: 65536}}, SubsetOptions{}, BadSubset},
		{"mirrored", []SubsetGlyph{{Code: 'a', GID: gid, Stretch: -1000}}, SubsetOptions{}, BadSubset},
		{"vast stretch", []SubsetGlyph{{Code: 'a', GID: gid, Stretch: MaxStretch + 1}}, SubsetOptions{}, BadSubset},
		{"vast shift", []SubsetGlyph{{Code: 'a', GID: gid, Shift: math.MaxInt32}}, SubsetOptions{}, BadSubset},
		{"name with a space", nil, SubsetOptions{Name: "My Face"}, BadName},
		{"name in Han", nil, SubsetOptions{Name: "宋体"}, BadName},
		{"name too long", nil, SubsetOptions{Name: strings.Repeat("n", 64)}, BadName},
		{"codes too far apart", scattered, SubsetOptions{}, TooManyCodes},
		{"too many glyphs", make([]SubsetGlyph, 65535), SubsetOptions{}, TooManyCodes},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			data, err := f.Subset(c.glyphs, c.opt)
			var e *Error
			if !errors.As(err, &e) || e.Code != c.code || data != nil {
				t.Fatalf("%d bytes, error %v, want code %s", len(data), err, c.code)
			}
			if e.Found.Zh == "" || e.Found.Zh == e.Found.En || strings.Contains(e.Found.Zh+e.Hint.En+e.Hint.Zh+e.Found.En, "%!") {
				t.Errorf("texts %+v", e)
			}
		})
	}
}

// The character map that is written is read back as it was asked for, whatever
// the codes and their order.
func TestSubsetCodesRoundTrip(t *testing.T) {
	t.Parallel()
	f := face(t, "NotoSerifSC-Regular")
	code := rapid.Custom(func(t *rapid.T) rune {
		return rapid.OneOf(rapid.Int32Range(0x4E00, 0x4E40), rapid.Int32Range(1, 0xFFFD), rapid.Int32Range(0x1FFF0, 0x20010)).
			Filter(validCode).Draw(t, "code")
	})
	rapid.Check(t, func(t *rapid.T) {
		codes := rapid.SliceOfNDistinct(code, 0, 200, rapid.ID[rune]).Draw(t, "codes")
		glyphs := make([]SubsetGlyph, len(codes))
		want := map[rune]uint16{}
		for i, r := range codes {
			glyphs[i] = SubsetGlyph{Code: r}
			want[r] = uint16(i + 1)
		}
		table, _, err := f.subsetCmap(glyphs)
		if err != nil {
			t.Fatal(err)
		}
		m, ok := chooseCmap(table)
		if !ok {
			t.Fatal("no character map")
		}
		basic, _ := readCmap(table[binary.BigEndian.Uint32(table[8:]):])
		for _, r := range codes {
			for near := r - 2; near <= r+2; near++ {
				if got := m.lookup(near); got != want[near] {
					t.Fatalf("U+%04X is glyph %d, want %d", near, got, want[near])
				}
				if got := basic.lookup(near); near <= 0xFFFF && got != want[near] {
					t.Fatalf("U+%04X is glyph %d in format 4, want %d", near, got, want[near])
				}
			}
		}
	})
}

// gopdf reads the subset, finds every code, and writes a PDF with it.
func TestGopdfTakesSubsets(t *testing.T) {
	t.Parallel()
	for _, name := range Names() {
		f := face(t, name)
		glyphs := specimen(t, f)
		data, _ := subsetOf(t, f, glyphs)
		var pdf gopdf.GoPdf
		pdf.Start(gopdf.Config{PageSize: *gopdf.PageSizeA4})
		pdf.AddPage()
		lacking := []rune{}
		err := pdf.AddTTFFontByReaderWithOption("face", bytes.NewReader(data), gopdf.TtfOption{OnGlyphNotFound: func(r rune) { lacking = append(lacking, r) }})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := pdf.SetFont("face", "", 10); err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		width := 0.0
		for _, g := range glyphs {
			text.WriteRune(g.Code)
			width += float64(g.Advance) / 100
		}
		if got, err := pdf.MeasureTextWidth(text.String()); err != nil || math.Abs(got-width) > 1e-6 {
			t.Errorf("%s: gopdf measures %v pt, %v; want %v", name, got, err, width)
		}
		if err := pdf.Text(text.String()); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if _, err := pdf.WriteTo(&out); err != nil || out.Len() < len(data)/4 {
			t.Errorf("%s: %d bytes written, error %v", name, out.Len(), err)
		}
		if len(lacking) > 0 {
			t.Errorf("%s: gopdf misses %U", name, lacking)
		}
	}
}

// TestGrid: a rounded outline has the points of the face's, none further away than half
// the grid, and all on it.
func TestGrid(t *testing.T) {
	t.Parallel()
	f := face(t, "NotoSerifSC-Regular")
	for _, r := range "永𠂇鬱，A" {
		gid, ok := f.GID(r)
		if !ok {
			t.Fatalf("no %c", r)
		}
		var source, rounded outline
		if err := f.outline(gid, &source); err != nil {
			t.Fatal(err)
		}
		data, err := f.Subset([]SubsetGlyph{{Code: r, GID: gid, Advance: f.Advance(gid), Grid: 4}}, SubsetOptions{})
		if err != nil {
			t.Fatal(err)
		}
		cut, err := Parse("cut", data)
		if err != nil {
			t.Fatal(err)
		}
		if err := cut.outline(1, &rounded); err != nil {
			t.Fatal(err)
		}
		if len(rounded.points) != len(source.points) || !slices.Equal(rounded.ends, source.ends) {
			t.Fatalf("%c: %d points, not %d", r, len(rounded.points), len(source.points))
		}
		for i, p := range rounded.points {
			q := source.points[i]
			if dx, dy := p.x-q.x, p.y-q.y; p.on != q.on || p.x%4 != 0 || p.y%4 != 0 || dx < -2 || dx > 2 || dy < -2 || dy > 2 {
				t.Errorf("%c: point %+v became %+v", r, q, p)
			}
		}
	}
}
