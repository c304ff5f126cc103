package picture

import (
	"bytes"
	"image"
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"banxin/fonts"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// What the pixels of Page and those of the SVG may differ by, in values of 0 to 255: on
// the mean of all, and at the worst place; seen were 0.16 and 20. Both count the area
// covered, but each has its chords for curves (Page's run up to 0.05 pixels beside them),
// and the photograph goes through JPEG once more.
const (
	meanDrift  = 0.25
	worstDrift = 32
)

// TestWritersAgree draws the commands of the SVG and holds them against the picture that
// Page paints.
func TestWritersAgree(t *testing.T) {
	t.Parallel()
	p, res := everyKind(t)
	data, err := SVG(p, res, SVGOptions{Title: "t"})
	if err != nil {
		t.Fatal(err)
	}
	for _, dpi := range []float64{72, 144, 250} {
		want, err := Page(p, res, Options{DPI: dpi})
		if err != nil {
			t.Fatal(err)
		}
		got := drawSVG(t, data, dpi/72, want.Rect.Size())
		sum, worst, at := 0, 0, image.Point{}
		for i, v := range want.Pix {
			d := max(int(v)-int(got.Pix[i]), int(got.Pix[i])-int(v))
			sum += d
			if d > worst {
				worst, at = d, image.Pt(i/4%want.Rect.Dx(), i/4/want.Rect.Dx())
			}
		}
		mean := float64(sum) / float64(3*len(want.Pix)/4)
		t.Logf("%v dpi: %.3f apart on the mean, %d at worst, at %v", dpi, mean, worst, at)
		if mean > meanDrift || worst > worstDrift {
			t.Errorf("%v dpi: more than %v on the mean or %d at worst", dpi, meanDrift, worstDrift)
		}
	}
}

// TestSVGLengths: a length is written with all its digits, and nothing but them.
func TestSVGLengths(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := unit.Pt(rapid.Int64Range(-1<<40, 1<<40).Draw(t, "p"))
		s := decimal(p)
		back, ok := new(big.Rat).SetString(s)
		if !ok || back.Cmp(big.NewRat(int64(p), int64(unit.Point))) != 0 || strings.ContainsAny(s, "eE+") || strings.Contains(s, ".") && strings.HasSuffix(s, "0") {
			t.Fatalf("%d steps became %q", p, s)
		}
	})
	for want, got := range map[string]string{
		"0.0000152587890625": decimal(1), "-9": decimal(pt(-9)), "0.0095": ratio(95, 10000), "0.33333333333333333333": ratio(1, 3),
	} {
		if got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}

// TestOutlines: lines and curves go the shortest way, half units are kept, y goes down.
func TestOutlines(t *testing.T) {
	t.Parallel()
	line := func(x, y float64) fonts.Curve { return fonts.Curve{ControlX: x, ControlY: y, X: x, Y: y} }
	for want, c := range map[string]fonts.Contour{
		"M10 0h20v-10l-10-5z":             {line(.03, 0), line(.03, .01), line(.02, .015), line(.01, 0)},
		"M0 0q5-10 10-10t10 10z":          {{ControlX: .005, ControlY: .01, X: .01, Y: .01}, {ControlX: .015, ControlY: .01, X: .02, Y: 0}, line(0, 0)},
		"M-.5 .5q1.5 0 1.5-1h.5z":         {{ControlX: .001, ControlY: -.0005, X: .001, Y: .0005}, line(.0015, .0005), line(-.0005, -.0005)},
		"M0 0q5-10 10-10q10 5 10 15h-20z": {{ControlX: .005, ControlY: .01, X: .01, Y: .01}, {ControlX: .02, ControlY: .005, X: .02, Y: -.005}, line(0, -.005), line(0, 0)},
	} {
		o := outline{em: 1000}
		o.contour(c)
		if got := o.path.String(); got != want {
			t.Errorf("%v became %s, not %s", c, got, want)
		}
	}
}

// TestSVGText: a glyph is written once, however often and large it is used; one without
// ink not at all.
func TestSVGText(t *testing.T) {
	t.Parallel()
	res := Resources{Faces: faces(t)}
	g, blank := glyph(t, res.Faces[song], '中'), glyph(t, res.Faces[song], '　')
	run := func(size, y float64, colour display.CMYK, glyphs ...display.Glyph) *display.GlyphRun {
		return &display.GlyphRun{Face: song, Size: pt(size), X: pt(1.5), Y: pt(y), Colour: colour, Glyphs: glyphs}
	}
	data, err := SVG(&display.Page{Width: pt(40), Height: pt(60), Items: []display.Item{
		run(10, 12, display.Black, g, blank, g), run(10, 24, display.CMYK{M: 100, Y: 100}, g), run(8.5, 36, display.Black, g), run(9, 40, display.Black, blank),
	}}, res, SVGOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(data, []byte(`<path id="g`)); n != 1 {
		t.Errorf("the outline is written %d times", n)
	}
	for _, want := range []string{
		`<use id="s1" xlink:href="#g1" transform="scale(0.01)"/>`, `<use id="s2" xlink:href="#g1" transform="scale(0.0085)"/>`,
		`<g transform="translate(1.5 12)"><use xlink:href="#s1"/><use xlink:href="#s1" x="20"/></g>`,
		`<g transform="translate(1.5 24)" fill="#ff0000"><use xlink:href="#s1"/></g>`,
		`<g transform="translate(1.5 36)"><use xlink:href="#s2"/></g>`,
	} {
		if !strings.Contains(string(data), want+"\n") {
			t.Errorf("no %s in\n%s", want, data)
		}
	}
	if strings.Contains(string(data), "translate(1.5 40)") {
		t.Error("a run without ink is written")
	}
}

// TestSVGLinks: what follows a mark that leads somewhere is a link with its words, on its
// whole area; hostile words and addresses stay words.
func TestSVGLinks(t *testing.T) {
	t.Parallel()
	res := Resources{Faces: faces(t)}
	words := func(y float64, text string) *display.GlyphRun {
		g := glyph(t, res.Faces[song], '中')
		g.Text = text
		return &display.GlyphRun{Face: song, Size: pt(12.5), X: pt(5), Y: pt(y), Colour: display.Black, Glyphs: []display.Glyph{g}}
	}
	square := &display.Fill{X: pt(30), Y: pt(30), W: pt(5), H: pt(5), Colour: display.Black}
	mark := func(story string) *display.Mark { return &display.Mark{Story: story} }
	p := &display.Page{Width: pt(40), Height: pt(60), Items: []display.Item{
		mark(""), square, mark("p2.svg"), words(20, "<甲&\""), words(32, "]]>"), mark(""), words(44, "乙"),
		mark("https://example.org/?a=1&b=2"), square, mark("nothing.svg"), mark("last.svg"), words(56, "丙"),
	}}
	data, err := SVG(p, res, SVGOptions{Title: "a<b>&\"\x0b…", Language: "zh-Hans", Link: func(m *display.Mark) string { return m.Story }})
	if err != nil {
		t.Fatal(err)
	}
	root, _ := readSVG(t, data)
	if got := root.all("title")[0].text; got != "a<b>&\"\ufffd…" || root.attr["lang"] != "zh-Hans" {
		t.Errorf("the title is %q in %q", got, root.attr["lang"])
	}
	links := root.all("a")
	var got []string
	for _, a := range links {
		got = append(got, a.attr["href"]+" "+a.all("title")[0].text+" "+a.all("path")[0].attr["d"])
	}
	want := []string{
		`p2.svg <甲&" ]]> M5 9h12.5v24.5h-12.5z`,
		"https://example.org/?a=1&b=2 https://example.org/?a=1&b=2 M30 30h5v5h-5z",
		"last.svg 丙 M5 45h12.5v12.5h-12.5z",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestSVGFile: equal pages give equal bytes, without anything that runs or lies outside;
// what Page refuses is refused.
func TestSVGFile(t *testing.T) {
	t.Parallel()
	p, res := everyKind(t)
	first, err := SVG(p, res, SVGOptions{})
	if err != nil {
		t.Fatal(err)
	}
	second, err := SVG(p, res, SVGOptions{})
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("the second file is another one: %v", err)
	}
	root, byID := readSVG(t, first) // refuses scripts and styles
	for _, n := range append(root.all("use"), root.all("image")...) {
		if href := n.attr["href"]; !strings.HasPrefix(href, "data:") && byID[strings.TrimPrefix(href, "#")] == nil {
			t.Errorf("%.40q is not in the file", href)
		}
	}
	if root.attr["width"] != "120pt" || root.attr["viewBox"] != "0 0 120 130" || byID["trim"].kids[0].attr["d"] != "M0 0h120v130H0z" {
		t.Errorf("the page has the size %v", root.attr)
	}
	_, err = SVG(p, Resources{}, SVGOptions{})
	if err == nil || !strings.Contains(err.Error(), song) || !strings.Contains(err.Error(), `"photo"`) {
		t.Errorf("without faces and pictures: %v", err)
	}
	if _, err := SVG(&display.Page{}, res, SVGOptions{}); err == nil {
		t.Error("a page without area is taken")
	}
}
