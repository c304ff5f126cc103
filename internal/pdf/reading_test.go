package pdf_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"banxin/fonts"
	"banxin/internal/cos"
	"banxin/internal/pdf"
	"banxin/internal/raster"
	"banxin/layout/display"
	"banxin/layout/unit"
)

const face = "NotoSerifSC-Regular"

func pt(n int) unit.Pt { return unit.Pt(n) * unit.Point }

// said is what the test files say about themselves.
func said() pdf.Meta {
	return pdf.Meta{Title: "崇川两会专刊", Author: "编辑部", Language: "zh-Hans", Producer: "Banxin test",
		Created: time.Date(2021, 1, 15, 0, 0, 0, 0, time.FixedZone("CST", 8*3600))}
}

// sheet fills a page: each text stands on a line of its own.
type sheet struct {
	t     *testing.T
	face  *fonts.Face
	items []display.Item
	line  int
}

func (s *sheet) mark(story string, part display.Part, to ...display.Target) {
	m := &display.Mark{Role: "body", Story: story, Part: part}
	for _, m.To = range to {
	}
	s.items = append(s.items, m)
}

func (s *sheet) text(text string, furniture bool) {
	s.line++
	run := &display.GlyphRun{Face: face, Size: pt(10), X: pt(20), Y: pt(20 * s.line), Colour: display.Black, Furniture: furniture}
	for _, r := range text {
		gid, ok := s.face.GID(r)
		if !ok {
			s.t.Fatalf("no glyph for %q", r)
		}
		run.Glyphs = append(run.Glyphs, display.Glyph{Text: string(r), GID: gid, Advance: unit.FullEm})
	}
	s.items = append(s.items, run)
}

func (s *sheet) page(label string) display.Page {
	return display.Page{Label: label, Width: pt(300), Height: pt(600), Bleed: pt(9), Slug: pt(30), Items: s.items}
}

func openFace(t *testing.T) *fonts.Face {
	t.Helper()
	f, err := fonts.Open(face)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// twoPages has every part of a display list; the first story goes on on page 2.
func twoPages(t *testing.T) *display.Document {
	t.Helper()
	part := func(kind display.PartKind, numbers ...int) display.Part {
		p := display.Part{Kind: kind}
		for i, to := range []*int{&p.Para, &p.Row, &p.Column} {
			if i < len(numbers) {
				*to = numbers[i]
			}
		}
		return p
	}
	a := &sheet{t: t, face: openFace(t)}
	a.items = append(a.items, &display.Fill{W: pt(300), H: pt(2), Colour: display.CMYK{M: 100, Y: 100}})
	a.mark("", part(display.Nameplate))
	a.text("崇川", true)
	for _, p := range []struct {
		kind display.PartKind
		text string
	}{{display.Kicker, "眉"}, {display.Headline, "题一"}, {display.Headline, "题二"}, {display.Deck, "副题"}, {display.Paragraph, "首段"}} {
		a.mark("a", part(p.kind))
		a.text(p.text, false)
	}
	a.mark("a", part(display.Paragraph, 1))
	a.text("次段在此", false)
	a.mark("", part(display.Jump), display.Target{Story: "a", Page: 2})
	a.text("下转二版", true)
	a.mark("a", part(display.Figure, 4))
	a.items = append(a.items, &display.Image{X: pt(20), Y: pt(300), W: pt(100), H: pt(50), Name: "gray"})
	a.mark("a", part(display.Caption, 4))
	a.text("图说", false)
	a.mark("a", part(display.Credit, 4))
	a.text("摄影", false)
	a.mark("", part(display.RailTitle))
	a.text("导读", true)
	a.mark("", part(display.RailEntry), display.Target{Story: "b", Page: 2})
	a.text("见二", true)
	a.text("版", true)
	b := &sheet{t: t, face: a.face}
	b.mark("", part(display.Jump), display.Target{Story: "a", Page: 1})
	b.text("上接一版", true)
	b.mark("a", part(display.Paragraph, 1))
	b.text("又在彼。", false)
	b.mark("a", part(display.Byline, 2))
	b.text("记者", false)
	b.mark("a", display.Part{})
	b.items = append(b.items, &display.Fill{Y: pt(500), W: pt(99), H: pt(1), Colour: display.CMYK{K: 50}})
	b.text("散句", false)
	b.mark("b", part(display.Headline))
	b.text("又题", false)
	for _, p := range []struct {
		part display.Part
		text string
	}{
		{part(display.HeadCell, 0, 0, 1), "奖"}, {part(display.HeadCell, 0, 0, 0), "名"}, {part(display.Cell, 0, 1, 0), "甲"},
		{part(display.Cell, 0, 2, 0), "乙"}, {part(display.Cell, 0, 2, 1), "二"}, {part(display.Name, 1, 0), "王伟"}, {part(display.Name, 1, 1), "李明"},
	} {
		b.mark("b", p.part)
		b.text(p.text, false)
	}
	b.mark("b", display.Part{})
	b.text("重出", true)
	b.mark("b", part(display.Figure, 5))
	b.items = append(b.items, &display.Fill{X: pt(200), Y: pt(400), W: pt(50), H: pt(20), Colour: display.Black},
		&display.Fill{X: pt(210), Y: pt(430), W: pt(50), H: pt(20), Colour: display.Black})
	b.mark("b", part(display.Caption, 5))
	b.text("扫码", false)
	return &display.Document{Pages: []display.Page{a.page("1"), b.page("2")}, Outline: []display.Entry{{Title: "题一", Level: 1, Y: pt(40)}}}
}

const address = `https://example.org/2021?q=(a)`

// told is what is told about the figures of twoPages.
func told() pdf.Reading {
	return pdf.Reading{Figures: []pdf.Figure{{Story: "a", Para: 4, Alt: "会场"}, {Story: "b", Para: 5, Alt: "二维码", Address: address}}}
}

func resources(t *testing.T) pdf.Resources {
	t.Helper()
	return pdf.Resources{Faces: map[string]*fonts.Face{face: openFace(t)},
		Pictures: map[string]*raster.Image{"gray": {Width: 2, Height: 1, Space: raster.Gray, Pix: []byte{0, 255}}}}
}

func writeReading(t *testing.T, doc *display.Document, r pdf.Reading) []byte {
	t.Helper()
	out, err := pdf.WriteReading(doc, resources(t), said(), r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const twoPagesTree = `Document
 H1 崇川
 Art
  P 眉
  H2 题一题二
  P 副题
  P 首段
  P 次段在此又在彼。
  Div
   Figure [会场]
   Caption 图说
   P 摄影
  P 记者
  P 散句
  P
   Link 下转二版
  P
   Link 上接一版
 TOC
  Caption 导读
  TOCI
   Reference
    Link 见二版
 Art
  H2 又题
  Table
   TR
    TH 名
    TH 奖
   TR
    TD 甲
    TD
   TR
    TD 乙
    TD 二
  L
   LI
    LBody 王伟
   LI
    LBody 李明
  Div
   Link
    Figure [二维码]
   Caption 扫码
`

// TestStructure: articles in their order, each in one piece, whatever stands between
// their parts on the pages.
func TestStructure(t *testing.T) {
	t.Parallel()
	r := readBack(t, writeReading(t, twoPages(t), told()))
	if got := r.root.dump(""); got != twoPagesTree {
		t.Errorf("the tree is\n%s\nnot\n%s", got, twoPagesTree)
	}
	if got := strings.Join(r.artifacts, "|"); got != "|重出" {
		t.Errorf("artifacts say %q", got)
	}
	for _, th := range r.root.all("TH") {
		if a := r.Dict(th.dict["A"]); a["Scope"] != cos.Name("Column") {
			t.Errorf("head cell with %v", a)
		}
	}
	if a := r.Dict(r.root.all("Figure")[0].dict["A"]); fmt.Sprint(a["BBox"]) != "[20 250 120 300]" {
		t.Errorf("figure with %v", a)
	}
}

// TestHeadlinesWithoutNameplate: the uppermost heading is always an H1.
func TestHeadlinesWithoutNameplate(t *testing.T) {
	t.Parallel()
	s := &sheet{t: t, face: openFace(t)}
	s.mark("a", display.Part{Kind: display.Headline})
	s.text("题一", false)
	r := readBack(t, writeReading(t, &display.Document{Pages: []display.Page{s.page("1"), (&sheet{}).page("2")}}, pdf.Reading{}))
	if got, want := r.root.dump(""), "Document\n Art\n  H1 题一\n"; got != want {
		t.Errorf("the tree is\n%s\nnot\n%s", got, want)
	}
}

// TestLinks: jump lines and contents lead to the beginning of what stands of a story
// on a page, codes to their address.
func TestLinks(t *testing.T) {
	t.Parallel()
	r := readBack(t, writeReading(t, twoPages(t), told()))
	var got []string
	for _, n := range r.root.all("Link") {
		if len(n.links) != 1 {
			t.Fatalf("link %q has %d annotations", n.text, len(n.links))
		}
		a := n.links[0]
		words, _ := r.Text(a["Contents"])
		line := fmt.Sprint(words, " ", a["Rect"], a["Border"], a["F"])
		if d := r.Array(a["Dest"]); d != nil {
			for i, p := range r.pages {
				if p.Ref == d[0] {
					line += fmt.Sprint(" page ", i+1, " ", d[1:])
				}
			}
		}
		if d := r.Dict(a["A"]); d != nil {
			line += fmt.Sprint(" ", d["S"], " ", d["URI"])
		}
		got = append(got, line)
	}
	// Story a begins on page 1 with the kicker on line 2, b on page 2 with line 5.
	want := []string{
		"下转二版 [20 438.8 60 448.8] [0 0 0] 4 page 2 [XYZ <nil> 570 <nil>]",
		"上接一版 [20 578.8 60 588.8] [0 0 0] 4 page 1 [XYZ <nil> 570 <nil>]",
		"见二 版 [20 338.8 40 368.8] [0 0 0] 4 page 2 [XYZ <nil> 510 <nil>]",
		address + " [200 150 260 200] [0 0 0] 4 URI " + address,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("links\n%s\nnot\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if n := len(r.Array(r.pages[0].Dict["Annots"])); n != 2 {
		t.Errorf("page 1 has %d links", n)
	}
}

// TestReadingPages: the trimmed size, colours for the screen, what the catalogue says.
func TestReadingPages(t *testing.T) {
	t.Parallel()
	doc := twoPages(t)
	r := readBack(t, writeReading(t, doc, told()))
	if doc.Pages[0].Bleed != pt(9) {
		t.Error("the document was changed")
	}
	for _, p := range r.pages {
		if fmt.Sprint(p.Dict["MediaBox"]) != "[0 0 300 600]" || p.Dict["Tabs"] != cos.Name("S") {
			t.Errorf("page %v", p.Dict)
		}
	}
	for i, want := range [][]string{{"1 0 0 rg\n", "0 g\n"}, {"0.50 g\n"}} {
		for _, w := range want {
			if !strings.Contains(r.contents[i], w) {
				t.Errorf("page %d has no %q", i+1, w)
			}
		}
	}
	c := r.Catalog()
	if lang, _ := r.Text(c["Lang"]); lang != "zh-Hans" || r.Dict(c["ViewerPreferences"])["DisplayDocTitle"] != true {
		t.Errorf("catalogue %v", c)
	}
	if r.Array(r.Dict(r.Dict(c["Outlines"])["First"])["Dest"]) == nil {
		t.Error("no outline")
	}
	xmp := string(r.Stream(c["Metadata"]).Raw)
	for _, want := range []string{">崇川两会专刊</rdf:li>", "<dc:language><rdf:Bag><rdf:li>zh-Hans<"} {
		if !strings.Contains(xmp, want) {
			t.Errorf("no %s in the XMP", want)
		}
	}
	if strings.Contains(xmp, "GTS_PDFX") {
		t.Error("the XMP claims a standard")
	}
}

// TestReadingSameBytes: same input, same bytes.
func TestReadingSameBytes(t *testing.T) {
	t.Parallel()
	if a, b := writeReading(t, twoPages(t), told()), writeReading(t, twoPages(t), told()); !bytes.Equal(a, b) {
		t.Error("two files of one document differ")
	}
}

// TestReadingErrors: all that is wrong is said at once.
func TestReadingErrors(t *testing.T) {
	t.Parallel()
	doc := twoPages(t)
	for _, to := range []int{-1, 3} {
		doc.Pages[0].Items = append(doc.Pages[0].Items, &display.Mark{Part: display.Part{Kind: display.Jump}, To: display.Target{Page: to}})
	}
	_, err := pdf.WriteReading(doc, resources(t), said(), pdf.Reading{Figures: []pdf.Figure{{Story: "b", Address: "https://例.cn"}, {Address: "a b"}}})
	if err == nil || strings.Count(err.Error(), "leads to page") != 2 || strings.Count(err.Error(), "no URI") != 2 {
		t.Errorf("error %v", err)
	}
	if _, err := pdf.WriteReading(&display.Document{}, resources(t), said(), pdf.Reading{}); err == nil {
		t.Error("a document without pages was written")
	}
}

// TestManyElements: whatever the marks say, everything painted is in the tree once or
// an artifact, and each story reads in the order of its paragraphs' beginnings.
func TestManyElements(t *testing.T) {
	t.Parallel()
	face := openFace(t)
	kinds := []display.PartKind{display.Ornament, display.Paragraph, display.Headline, display.Cell, display.Name, display.Caption, display.Jump, display.RailEntry}
	rapid.Check(t, func(rt *rapid.T) {
		doc := &display.Document{}
		n := rapid.IntRange(1, 4).Draw(rt, "pages")
		want := map[string]map[int]string{}
		for i := range n {
			s := &sheet{t: t, face: face}
			for range rapid.IntRange(0, 60).Draw(rt, "items") {
				story := rapid.SampledFrom([]string{"", "a", "b"}).Draw(rt, "story")
				para := rapid.IntRange(0, 3).Draw(rt, "para")
				part := display.Part{Kind: rapid.SampledFrom(kinds).Draw(rt, "kind"), Para: para, Row: rapid.IntRange(0, 2).Draw(rt, "row"), Column: rapid.IntRange(0, 2).Draw(rt, "column")}
				text := rapid.StringMatching("[一二三]{1,3}").Draw(rt, "text")
				s.mark(story, part, display.Target{Story: "a", Page: rapid.IntRange(0, n).Draw(rt, "to")})
				s.text(text, rapid.Bool().Draw(rt, "furniture"))
				if part.Kind == display.Paragraph && story != "" && part.Row == 0 && part.Column == 0 {
					if want[story] == nil {
						want[story] = map[int]string{}
					}
					want[story][para] += text
				}
			}
			doc.Pages = append(doc.Pages, s.page(fmt.Sprint(i+1)))
		}
		r := readBack(t, writeReading(t, doc, pdf.Reading{}))
		have := map[string]int{}
		for _, p := range r.root.all("P") {
			have[p.text]++
		}
		for story, paras := range want {
			for para, text := range paras {
				if have[text]--; have[text] < 0 {
					rt.Errorf("paragraph %d of %s is not in one piece: %q", para, story, text)
				}
			}
		}
	})
}

// TestLongFile: a file of more objects than one stream takes, and links over pages.
func TestLongFile(t *testing.T) {
	t.Parallel()
	doc := &display.Document{}
	face := openFace(t)
	for i := range 130 {
		s := &sheet{t: t, face: face}
		s.mark("", display.Part{Kind: display.Jump}, display.Target{Story: "a", Page: 130 - i})
		s.text("转", true)
		for k := range 3 {
			s.mark("a", display.Part{Kind: display.Paragraph, Para: 2*i + k})
			s.text("文", false)
		}
		doc.Pages = append(doc.Pages, s.page(fmt.Sprint(i+1)))
	}
	data := writeReading(t, doc, pdf.Reading{})
	r := readBack(t, data)
	if got := len(r.root.all("P")); got != 2*130+1+130 {
		t.Errorf("%d paragraphs", got)
	}
	if n := bytes.Count(data, []byte("/Type/ObjStm")); n < 4 {
		t.Errorf("%d object streams", n)
	}
}
