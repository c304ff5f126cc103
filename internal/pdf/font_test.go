package pdf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"banxin/fonts"
	"banxin/layout/display"
)

// TestFontObjects looks at everything that gopdf leaves out or gets wrong in a
// font: the subset tag, the glyph map, the stem width, and where the widths come
// from.
func TestFontObjects(t *testing.T) {
	t.Parallel()
	faces := openFaces(t)
	_, read := readPages(t, write(t, bulletin(t, faces), faces))
	if len(read) != 4 {
		t.Fatalf("%d fonts, not 4", len(read))
	}
	tag := regexp.MustCompile(`^[A-Z]{6}\+(.+)$`)
	for _, f := range read {
		m := tag.FindStringSubmatch(f.name)
		if m == nil || faces[m[1]] == nil {
			t.Errorf("font name %q has no subset tag or names no face", f.name)
			continue
		}
		for _, d := range []struct{ got, want string }{
			{*f.cidFont.NameEntry("BaseFont"), f.name},
			{*f.descriptor.NameEntry("FontName"), f.name},
			{*f.cidFont.NameEntry("CIDToGIDMap"), "Identity"},
			{*f.cidFont.NameEntry("Subtype"), "CIDFontType2"},
			{*f.base.NameEntry("Encoding"), "Identity-H"},
			{fmt.Sprint(f.cidFont.DictEntry("CIDSystemInfo")["Registry"]), "(Adobe)"},
			{fmt.Sprint(f.cidFont.DictEntry("CIDSystemInfo")["Ordering"]), "(Identity)"},
		} {
			if d.got != d.want {
				t.Errorf("%s: %q, not %q", f.name, d.got, d.want)
			}
		}
		metrics := faces[m[1]].Metrics()
		if got := *f.descriptor.IntEntry("StemV"); got != int(metrics.StemV) || got <= 0 {
			t.Errorf("%s: StemV %d, the face has %d", f.name, got, metrics.StemV)
		}
		if got := *f.descriptor.IntEntry("Ascent"); got != int(metrics.Ascent) {
			t.Errorf("%s: Ascent %d, the face has %d", f.name, got, metrics.Ascent)
		}
		if serif := *f.descriptor.IntEntry("Flags")&2 != 0; serif != metrics.Serif {
			t.Errorf("%s: Flags say serif %v, the face %v", f.name, serif, metrics.Serif)
		}
		checkProgram(t, f)
	}
}

// checkProgram compares a font program with the widths in the PDF, reading it
// on its own.
func checkProgram(t *testing.T, f *fontReading) {
	t.Helper()
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(f.program[4:])) {
		rec := f.program[12+16*i:]
		offset, length := binary.BigEndian.Uint32(rec[8:]), binary.BigEndian.Uint32(rec[12:])
		if length == 0 || offset%4 != 0 {
			t.Errorf("%s: table %q at %d has %d bytes", f.name, rec[:4], offset, length)
		}
		tables[string(rec[:4])] = f.program[offset : offset+length]
	}
	for _, tag := range []string{"glyf", "head", "hhea", "hmtx", "loca", "maxp"} {
		if tables[tag] == nil {
			t.Errorf("%s: font program has no table %q", f.name, tag)
		}
	}
	var sum uint32
	for data := f.program; len(data) >= 4; data = data[4:] {
		sum += binary.BigEndian.Uint32(data)
	}
	if sum != 0xB1B0AFBA {
		t.Errorf("%s: checksum of the font program is %#x", f.name, sum)
	}
	count := int(binary.BigEndian.Uint16(tables["maxp"][4:]))
	if count != len(f.texts)+1 {
		t.Errorf("%s: %d glyphs and %d texts", f.name, count, len(f.texts))
	}
	upem := float64(binary.BigEndian.Uint16(tables["head"][18:]))
	for cid := range count {
		width := float64(binary.BigEndian.Uint16(tables["hmtx"][4*cid:])) * 1000 / upem
		if d := width - f.width(cid); d < -1 || d > 1 {
			t.Errorf("%s: glyph %d is %v wide, W says %v", f.name, cid, width, f.width(cid))
		}
	}
}

// TestToUnicode: a codespace of whole two-byte codes, blocks of at most 100 ranges,
// texts of several characters and beyond the basic plane, and one source text
// for each of two glyphs that look alike.
func TestToUnicode(t *testing.T) {
	t.Parallel()
	faces := openFaces(t)
	line := &display.GlyphRun{Face: kai, Size: pt(2), X: pt(0), Y: pt(20), Colour: display.Black}
	for r := rune(0x4E00); len(line.Glyphs) < 250; r++ {
		if gid, ok := faces[kai].GID(r); ok {
			line.Glyphs = append(line.Glyphs, display.Glyph{Text: string(r), GID: gid, Advance: 1000})
		}
	}
	one := line.Glyphs[0]
	for _, text := range []string{"⼀", "\U00020087", "——", "ﬃ", "a\U0001F600b"} {
		one.Text = text
		line.Glyphs = append(line.Glyphs, one)
	}
	doc := onePage(line)
	pages, read := readPages(t, write(t, doc, faces))
	sameAsList(t, doc, pages)
	for _, f := range read {
		if !strings.Contains(f.toUnicode, "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange") {
			t.Errorf("codespace is not <0000> <FFFF>:\n%s", f.toUnicode)
		}
		total := 0
		for _, m := range regexp.MustCompile(`(\d+) beginbfrange\n((?:<.*\n)*)endbfrange`).FindAllStringSubmatch(f.toUnicode, -1) {
			n, _ := strconv.Atoi(m[1])
			if n > 100 || n != strings.Count(m[2], "\n") {
				t.Errorf("block of %d says %d ranges", strings.Count(m[2], "\n"), n)
			}
			total += n
		}
		if total != 4 || len(f.texts) != 255 {
			t.Errorf("%d ranges of %d texts, not 4 of 255", total, len(f.texts))
		}
	}
}

// TestWidthsOfOtherUnits sets a face of 2048 units per em, for which gopdf cuts
// widths down to whole thousandths.
func TestWidthsOfOtherUnits(t *testing.T) {
	t.Parallel()
	face := otherUnits(t, openFaces(t)[song], 2048)
	faces := map[string]*fonts.Face{song: face}
	line := run(t, faces, song, 40, 5, 60, strings.Repeat("崇川A，bc", 12))
	for i := range line.Glyphs {
		line.Glyphs[i].Advance += 7 // odd widths, so that rounding shows
	}
	doc := onePage(line)
	pages, read := readPages(t, write(t, doc, faces))
	sameAsList(t, doc, pages)
	for _, f := range read {
		checkProgram(t, f)
	}
}

// otherUnits gives a face with the outlines of a few characters in other units
// per em.
func otherUnits(t *testing.T, face *fonts.Face, upem uint16) *fonts.Face {
	t.Helper()
	var wanted []fonts.SubsetGlyph
	for _, r := range "，Abc川崇" {
		gid, ok := face.GID(r)
		if !ok {
			t.Fatalf("no glyph for %q", r)
		}
		wanted = append(wanted, fonts.SubsetGlyph{Code: r, GID: gid, Advance: face.Advance(gid)})
	}
	slices.SortFunc(wanted, func(a, b fonts.SubsetGlyph) int { return int(a.Code - b.Code) })
	data, err := face.Subset(wanted, fonts.SubsetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	directory := bytes.Index(data, []byte("head"))
	head := binary.BigEndian.Uint32(data[directory+8:])
	binary.BigEndian.PutUint16(data[head+18:], upem)
	other, err := fonts.Parse(face.Name(), data)
	if err != nil {
		t.Fatal(err)
	}
	return other
}

// TestGlyphsAreEmbeddedOnce: the same glyph in many runs and pages is one glyph
// of one subset, whatever space follows it.
func TestGlyphsAreEmbeddedOnce(t *testing.T) {
	t.Parallel()
	faces := openFaces(t)
	doc := onePage()
	for i := range 20 {
		r := run(t, faces, song, 9+float64(i%3), 10, 10+float64(i)*9, "崇川崇川")
		r.Glyphs[1].Extra = pt(float64(i))
		r.Glyphs[2].Stretch = 1000 // the same as 0
		doc.Pages[0].Items = append(doc.Pages[0].Items, r)
	}
	doc.Pages = append(doc.Pages, doc.Pages[0])
	pages, read := readPages(t, write(t, doc, faces))
	sameAsList(t, doc, pages)
	for _, f := range read {
		if len(f.texts) != 2 {
			t.Errorf("%s has %d glyphs, not 2", f.name, len(f.texts))
		}
	}
	if len(read) != 1 {
		t.Errorf("%d fonts, not 1", len(read))
	}
}

func TestSFNTRefusesDamage(t *testing.T) {
	t.Parallel()
	face := openFaces(t)[song]
	gid, _ := face.GID('崇')
	data, err := face.Subset([]fonts.SubsetGlyph{{Code: firstCode, GID: gid, Advance: 1000}}, fonts.SubsetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	use := func(data []byte) error {
		f, err := parseSFNT(data)
		if err != nil {
			return err
		}
		if _, err := f.widths(2); err != nil {
			return err
		}
		if _, err := f.withoutOutlines(); err != nil {
			return err
		}
		_, err = f.program()
		return err
	}
	if err := use(data); err != nil {
		t.Fatal(err)
	}
	// The file ends in the padding of its last table, which is no loss.
	for n := range len(data) - 4 {
		if use(data[:n]) == nil {
			t.Errorf("a font cut to %d of %d bytes was taken", n, len(data))
		}
	}
	for _, tag := range []string{"head", "hhea", "hmtx", "maxp", "glyf"} {
		broken := bytes.Replace(data, []byte(tag), []byte("XXXX"), 1)
		if use(broken) == nil {
			t.Errorf("a font without %q was taken", tag)
		}
	}
}

// TestOutlinesMoveAndStretch: the shift and the stretch of a glyph are in its
// outline, so that they do not move the pen.
func TestOutlinesMoveAndStretch(t *testing.T) {
	t.Parallel()
	faces := openFaces(t)
	r := run(t, faces, song, 9.5, 20, 20, "（（（")
	r.Glyphs[1].Shift, r.Glyphs[1].Advance = -500, 500
	r.Glyphs[2].Stretch, r.Glyphs[2].Advance = 2000, 2000
	doc := onePage(r)
	pages, read := readPages(t, write(t, doc, faces))
	sameAsList(t, doc, pages)
	ink, _ := faces[song].Ink(r.Glyphs[0].GID)
	left := int(ink.XMin)
	for _, f := range read {
		font, err := parseSFNT(f.program)
		if err != nil {
			t.Fatal(err)
		}
		loca, err := font.get("loca", 16)
		if err != nil {
			t.Fatal(err)
		}
		glyf, err := font.get("glyf", 10)
		if err != nil {
			t.Fatal(err)
		}
		for k, want := range []int{left - 500, left, 2 * left} { // in the order of their shifts
			offset := binary.BigEndian.Uint32(loca[4*(k+1):])
			if got := int(int16(binary.BigEndian.Uint16(glyf[offset+2:]))); got < want-1 || got > want+1 {
				t.Errorf("glyph %d begins at %d, not %d", k+1, got, want)
			}
		}
	}
}
