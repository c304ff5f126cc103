package pdf

import (
	"bytes"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"banxin/layout/display"
)

func fogra39() Intent {
	return Intent{Condition: "FOGRA39", Registry: "http://www.color.org", Info: "Coated"}
}

// marked is a page with everything that a print edition adds to.
func marked() *display.Document {
	doc := onePage(
		&display.Fill{W: pt(10), H: pt(2), Colour: red},
		&display.Fill{W: pt(10), H: pt(2), Colour: display.Black},
		&display.Stroke{X: pt(-20), Y: pt(-20), W: pt(8), H: pt(8), Line: pt(1) / 4, Colour: display.Registration, Round: true},
		&display.Fill{X: pt(-16), Y: pt(-20), W: pt(1), H: pt(8), Colour: display.Registration},
	)
	doc.Pages[0].Bleed, doc.Pages[0].Slug = pt(9), pt(30)
	return doc
}

func TestPrintEdition(t *testing.T) {
	t.Parallel()
	noConfig()
	doc := marked()
	page := &doc.Pages[0]
	for _, c := range []struct {
		print  Print
		header string
		want   []string
		never  []string
	}{
		{Print{Standard: X1a, Intent: fogra39()}, "%PDF-1.4", []string{"/GTS_PDFXVersion(PDF/X-1a:2003)", "/OutputIntents[<<", "/S/GTS_PDFX", "/OutputConditionIdentifier(FOGRA39)",
			"/RegistryName(http://www.color.org)", "/Info(Coated)", "/OP true/op true/OPM 1", "[/Separation/All/DeviceCMYK"}, []string{"/Metadata", "/DestOutputProfile"}},
		{Print{Standard: X4, Intent: Intent{Condition: "Our press", Profile: []byte("packed")}}, "%PDF-1.6", []string{"/Metadata", "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
			"<pdf:Trapped>False</pdf:Trapped>", "<xmpMM:DocumentID>uuid:", `<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 甲 &amp; 乙</rdf:li></rdf:Alt></dc:rights>`, "/N 4", "packed", "/Info(Our press)"}, []string{"/GTS_PDFXVersion(", "/RegistryName"}},
		{Print{}, "%PDF-1.4", nil, []string{"GTS_PDFX", "/ExtGState", "/Metadata"}},
	} {
		out, err := Write(doc, Resources{}, testMeta(), c.print)
		if err != nil {
			t.Fatal(err)
		}
		text := string(out)
		if !strings.HasPrefix(text, c.header+"\n") {
			t.Errorf("%q begins with %q", c.print.Standard, text[:9])
		}
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%q: no %s", c.print.Standard, want)
			}
		}
		for _, never := range c.never {
			if strings.Contains(text, never) {
				t.Errorf("%q: holds %s", c.print.Standard, never)
			}
		}
		if err := api.Validate(bytes.NewReader(out), nil); err != nil {
			t.Errorf("%q: %v", c.print.Standard, err)
		}
	}
	if page.Margin() != pt(30) {
		t.Errorf("margin %v", page.Margin())
	}
}

// TestRepaint: black prints over, other colours knock out, and marks for all plates
// are in the colour of that name.
func TestRepaint(t *testing.T) {
	t.Parallel()
	doc := marked()
	d, err := draw(doc, &registry{})
	if err != nil {
		t.Fatal(err)
	}
	contents, err := extractContents(d.raw, d.tally, 0)
	if err != nil {
		t.Fatal(err)
	}
	r := repainter{overprint: true}
	out, err := r.page(contents[0], &doc.Pages[0], d.parts[0])
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Join(strings.Fields(string(out)), " ")
	for _, want := range []string{
		"0.00 1.00 1.00 0.00 k", "/Over gs 0.00 0.00 0.00 1.00 k", "/Knock gs /Reg CS 1 SCN", "/Reg cs 1 scn",
		" c ", " s Q",
	} {
		if !strings.Contains(words, want) {
			t.Errorf("no %q in %q", want, words)
		}
	}
	if strings.Contains(words, "1.00 1.00 1.00 1.00") {
		t.Errorf("marks in process colours: %q", words)
	}
	d.parts[0][0]++
	if _, err := r.page(contents[0], &doc.Pages[0], d.parts[0]); err == nil {
		t.Error("a painting that is not there was not missed")
	}
	d.parts[0][0] -= 2
	if _, err := r.page(contents[0], &doc.Pages[0], d.parts[0]); err == nil {
		t.Error("a painting too much was not noticed")
	}
}

func TestPrintErrors(t *testing.T) {
	t.Parallel()
	for want, p := range map[string]Print{
		"unknown standard":           {Standard: "x3", Intent: fogra39()},
		"no printing condition":      {Standard: X1a},
		"needs an embedded profile":  {Standard: X4, Intent: fogra39()},
		"condition that is not regi": {Standard: X1a, Intent: Intent{Condition: "Our press"}},
	} {
		if _, err := Write(onePage(), Resources{}, testMeta(), p); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v", want, err)
		}
	}
}

// TestEllipse: the curve goes through the middles of the four sides.
func TestEllipse(t *testing.T) {
	t.Parallel()
	out, err := rounded([]byte("q\n10.00 20.00 8.00 4.00 re S\nQ\n"), "S")
	if err != nil {
		t.Fatal(err)
	}
	want := "q\n18.00 22.00 m\n18.00 23.10 16.20 24.00 14.00 24.00 c\n11.80 24.00 10.00 23.10 10.00 22.00 c\n" +
		"10.00 20.90 11.80 20.00 14.00 20.00 c\n16.20 20.00 18.00 20.90 18.00 22.00 c\ns\nQ\n"
	if string(out) != want {
		t.Errorf("got %q", out)
	}
	if filled, err := rounded([]byte("q\n10.00 20.00 8.00 4.00 re f\nQ\n"), "f"); err != nil || string(filled) != strings.Replace(want, "s\nQ", "f\nQ", 1) {
		t.Errorf("filled %q, %v", filled, err)
	}
	for _, bad := range []string{"q\nQ\n", "1.234 0 1 1 re S\n", "x 0 1 1 re S\n"} {
		if out, err := rounded([]byte(bad), "S"); err == nil {
			t.Errorf("%q became %q", bad, out)
		}
	}
}
