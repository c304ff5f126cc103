package pdf

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"banxin/layout/display"
)

// drawn gives gopdf's file of a document, what it must contain, and the number
// of its fonts.
func drawn(t testing.TB, doc *display.Document) ([]byte, []pageTally, int) {
	t.Helper()
	reg, err := register(doc, openFaces(t), 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := reg.subset(); err != nil {
		t.Fatal(err)
	}
	d, err := draw(doc, reg)
	if err != nil {
		t.Fatal(err)
	}
	return d.raw, d.tally, len(reg.fonts)
}

// TestTruncationIsFound: gopdf swallows the errors of its writers; a file cut
// anywhere must not pass.
func TestTruncationIsFound(t *testing.T) {
	t.Parallel()
	raw, tally, n := drawn(t, bulletin(t, openFaces(t)))
	if _, err := extractContents(raw, tally, n); err != nil {
		t.Fatal(err)
	}
	step := max(1, len(raw)/2000)
	for end := 0; end < len(raw); end += step {
		if _, err := extractContents(raw[:end], tally, n); err == nil {
			t.Errorf("a file cut to %d of %d bytes was taken", end, len(raw))
		}
	}
	if _, err := extractContents(append(bytes.Clone(raw), '\n'), tally, n); err == nil {
		t.Error("a file with something behind its end was taken")
	}
}

// TestDamageIsFound damages gopdf's file in the ways in which a writer that
// ignores errors, another version of gopdf, or a forgotten call would.
func TestDamageIsFound(t *testing.T) {
	t.Parallel()
	raw, tally, n := drawn(t, bulletin(t, openFaces(t)))
	for _, c := range []struct{ name, old, new string }{
		{"another version", "%PDF-1.7", "%PDF-2.0"},
		{"object missing", "\n3 0 obj", "\n9 0 obj"},
		{"not closed", "endobj", "endobx"},
		{"page missing", "/Count 2", "/Count 1"},
		{"page lost", "/Kids [ ", "/Kids [ 1 0 R "},
		{"key twice", "/Type /Catalog", "/Type /Catalog /Type /Catalog"},
		{"another font", "/BaseFont /subset2\n/DescendantFonts", "/BaseFont /subset1\n/DescendantFonts"},
		{"font under another name", "/F2 ", "/G2 "},
		{"image", "/XObject <<", "/XObject << /I1 1 0 R"},
		{"transparency", "/ExtGState <<", "/ExtGState << /GS1 1 0 R"},
		{"spot colour", "/ColorSpace <<", "/ColorSpace << /CS1 1 0 R"},
		{"glyph lost", "] TJ", "0001] TJ"},
		{"glyph changed", "[<0003", "[<0004"},
		{"glyph missing", "[<0003", "[<    "},
		{"codes in brackets", ">] TJ", ")] TJ"},
		{"text lost", "BT\n", "  \n"},
		{"text without font", " Tf ", " Tx "},
		{"font out of range", "/F4 ", "/F5 "},
		{"invisible text", "BT\n", "BT\n3 Tr\n"},
		{"RGB", " k\n", " rg\n"},
		{"gray", "0.00 0.00 0.00 1.00 k", "0 g                  "},
		{"colour after another", "1.00 k\n[<", "1.00 K\n[<"},
		{"no number", "0.00 0.00 0.00 1.00 k", "0.00 0.00 0.00 NaN k "},
		{"exponent", "0.00 0.00 0.00 1.00 k", "0.00 0.00 0.00 1e-7 k"},
		{"dash", "] 0.00 d", "] 1.00 d"},
		{"no dash", "0.75 w\n[3.00 2.00] 0.00 d", "0.75 w                \n"},
		{"rectangle not painted", " re f", " re n"},
		{"rectangle painted otherwise", " re f", " re S"},
		{"operands at the end", "ET\nendstream", "E1\nendstream"},
		{"state restored twice", "re f\nQ", "Q Q\nQ"},
		{"number in the trailer", "/Size ", "/Size 1"},
		{"no trailer", "trailer", "trail3r"},
		{"encrypted", "/Root 1 0 R", "/Root 1 0 R /Encrypt 3 0 R"},
		{"cross-reference elsewhere", "startxref\n", "startxref\n1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if !bytes.Contains(raw, []byte(c.old)) {
				t.Fatalf("gopdf's file has no %q", c.old)
			}
			broken := bytes.Replace(raw, []byte(c.old), []byte(c.new), 1)
			if _, err := extractContents(broken, tally, n); err == nil {
				t.Error("the damage was not found")
			}
		})
	}
}

// TestContentGrammar checks the grammar of a content stream on its own, with
// true lengths.
func TestContentGrammar(t *testing.T) {
	t.Parallel()
	const text = "BT\n1.00 2.00 TD\n/F1 9.5 Tf 0 Tc\n0.00 0.00 0.00 1.00 k\n[<00010002>] TJ\nET\n"
	const fill = "0.00 1.00 1.00 0.00 k\nq\n0.00 0.00 1.00 1.00 re f\nQ\n"
	const stroke = "0.00 1.00 1.00 0.00 K\n0.50 w\n[] 0.00 d\nq\n0.00 0.00 1.00 1.00 re S\nQ\n"
	tally := pageTally{texts: 2, fills: 1, strokes: 1}
	for _, cid := range []int{1, 2, 1, 2} {
		tally.addGlyph(cid)
	}
	whole := text + fill + stroke + text
	if err := checkContent([]byte(whole), tally, 1); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, stream, want string }{
		{"invisible text", strings.Replace(whole, "BT\n", "BT\n3 Tr\n", 1), "operator TD"},
		{"text in gray", strings.Replace(whole, "0.00 0.00 0.00 1.00 k", "0 g", 1), "operator TJ"},
		{"text in RGB", strings.Replace(whole, "0.00 0.00 0.00 1.00 k", "0 0 0 rg", 1), "operator TJ"},
		{"colour of text forgotten", strings.Replace(whole, "0.00 0.00 0.00 1.00 k\n[", "[", 1), "operator TJ"},
		{"colour of fill forgotten", text + "q\n0.00 0.00 1.00 1.00 re f\nQ\n" + stroke + text, "operator q"},
		{"colour of stroke forgotten", text + fill + strings.TrimPrefix(stroke, "0.00 1.00 1.00 0.00 K\n") + text, "operator w"},
		{"colour in three parts", strings.Replace(whole, "0.00 0.00 0.00 1.00 k", "0.00 0.00 1.00 k", 1), "operator k"},
		{"text without end", strings.Replace(whole, "ET\n", "", 1), "operator k"},
		{"shown outside", fill[:22] + "[<0001>] TJ\n", "operator TJ"},
		{"fill inside text", strings.Replace(whole, "[<00010002>] TJ\nET", "q 0 0 1 1 re f Q", 1), "operator q"},
		{"second font", strings.Replace(whole, "/F1", "/F2", 1), "operator Tf"},
		{"rotated text", strings.Replace(whole, "1.00 2.00 TD", "1 0 0 1 1.00 2.00 Tm", 1), "operator Tf"},
		{"odd code", strings.Replace(whole, "[<00010002>]", "[<000100022>]", 1), "operator TJ"},
		{"kerned text", strings.Replace(whole, "[<00010002>]", "[<0001>-20<0002>]", 1), "operator TJ"},
		{"half", text + fill, "was drawn"},
		{"other glyphs", strings.Replace(whole, "00010002", "00020001", 1), "was drawn"},
		{"open end", whole + "0.00 1.00 1.00 0.00 k\n", "ends after"},
		{"loose operands", whole + "1 2 3\n", "ends after"},
	} {
		if err := checkContent([]byte(c.stream), tally, 1); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

// TestGlyphUnknownToTheLibrary: gopdf replaces a code it does not find by a
// space and says nothing.
func TestGlyphUnknownToTheLibrary(t *testing.T) {
	t.Parallel()
	faces := openFaces(t)
	r := run(t, faces, song, 9.5, 20, 20, "崇川")
	doc := onePage(r)
	reg, err := register(doc, faces, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := reg.subset(); err != nil {
		t.Fatal(err)
	}
	f := reg.fonts[0]
	f.entries, f.widths = append(f.entries, glyphKey{}), append(f.widths, 1000)
	reg.runs[r][1].entry = 2
	if _, err := draw(doc, reg); err == nil || !strings.Contains(err.Error(), "U+E002") || !strings.Contains(err.Error(), song) {
		t.Errorf("error %v", err)
	}
}

// TestUnusableFontIsAnError: gopdf goes on after this error and panics later.
func TestUnusableFontIsAnError(t *testing.T) {
	t.Parallel()
	reg := &registry{fonts: []*subsetFont{{face: openFaces(t)[song], placement: []byte("OTTO")}}}
	if _, err := draw(&display.Document{}, reg); err == nil || !strings.Contains(err.Error(), song) {
		t.Errorf("error %v", err)
	}
}

func TestNoPanicReachesTheCaller(t *testing.T) {
	t.Parallel()
	out, err := Write(onePage((*display.Fill)(nil)), Resources{}, testMeta(), Print{})
	if err == nil || out != nil {
		t.Errorf("gave %d bytes and error %v", len(out), err)
	}
}

// FuzzExtractContents: no file makes the reader panic, and none passes for
// gopdf's that lacks what was drawn. The seed has no text, as fonts would make
// it too large to vary.
func FuzzExtractContents(f *testing.F) {
	raw, tally, n := drawn(f, onePage(
		&display.Fill{W: pt(10), H: pt(2), Colour: display.Black},
		&display.Stroke{W: pt(10), H: pt(20), Line: pt(1), Colour: red},
	))
	f.Add(raw)
	f.Add([]byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\n1 0 obj\n<</A[1[2]3]/B(c)/C 1 0 R>>\nstream\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		contents, err := extractContents(data, tally, n)
		if err == nil && (len(contents) != 1 || !strings.Contains(string(contents[0]), " re f") || !strings.Contains(string(contents[0]), " re S")) {
			t.Errorf("taken without what was drawn: %q", contents)
		}
	})
}

// FuzzContent: what passes the check has none of the forbidden operators and
// each glyph that was drawn.
func FuzzContent(f *testing.F) {
	tally := pageTally{texts: 1, fills: 1}
	tally.addGlyph(1)
	f.Add([]byte("BT\n1.00 2.00 TD\n/F1 9.5 Tf 0 Tc\n0.00 0.00 0.00 1.00 k\n[<0001>] TJ\nET\n0.00 1.00 1.00 0.00 k\nq\n0.00 0.00 1.00 1.00 re f\nQ\n"))
	f.Add([]byte("0.00 1.00 1.00 0.00 K\n0.50 w\n[1.00 2.00] 0.00 d\nq\n0.00 0.00 1.00 1.00 re S\nQ\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if checkContent(data, tally, 1) != nil {
			return
		}
		words := strings.Fields(string(data))
		for _, op := range []string{"Tr", "rg", "RG", "g", "G", "gs", "Do", "cm", "Tm"} {
			if slices.Contains(words, op) {
				t.Errorf("operator %s was taken", op)
			}
		}
		if !strings.Contains(string(data), "[<0001>]") {
			t.Errorf("%q was taken without the glyph", data)
		}
	})
}
