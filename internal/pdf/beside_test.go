package pdf_test

import (
	"fmt"
	"strings"
	"testing"

	"banxin/internal/pdf"
	"banxin/layout/display"
)

// TestWordsThatLeadOut: words of a paragraph that lead to an address are a link in it, a
// line of them each; so are signs, which lead to their notes; what stands over and under a line is no text.
func TestWordsThatLeadOut(t *testing.T) {
	t.Parallel()
	s := &sheet{t: t, face: openFace(t)}
	words, out := display.Part{Kind: display.Paragraph, Para: 1}, display.Target{Address: address}
	s.mark("a", display.Part{Kind: display.Headline})
	s.text("题一", false)
	s.mark("a", words)
	s.text("详情见", false)
	s.mark("a", words, out)
	s.text("区政府", false)
	s.mark("a", display.Part{Kind: display.Beside, Para: 1})
	s.text("注音", true)
	s.items = append(s.items, &display.Fill{X: pt(20), Y: pt(90), W: pt(2), H: pt(2), Round: true, Colour: display.Black})
	s.mark("a", words, out)
	s.text("网站", false)
	s.mark("a", words)
	s.text("首页。", false)
	s.mark("a", words, display.Target{Story: "a", Note: 3})
	s.text("一", false)
	s.mark("a", display.Part{Kind: display.Note, Para: 2})
	s.text("注文", false)
	doc := &display.Document{Pages: []display.Page{s.page("1")}}
	r := readBack(t, writeReading(t, doc, pdf.Reading{}))
	const want = `Document
 Art
  H1 题一
  P 详情见首页。
   Link 区政府
   Link 网站
   Link 一
  Note 注文
`
	if got := r.root.dump(""); got != want {
		t.Errorf("the tree is\n%s\nnot\n%s", got, want)
	}
	if r.artifacts[0] != "注音" {
		t.Errorf("artifacts say %q", r.artifacts)
	}
	for i, want := range []string{"[20 538.8 50 548.8]", "[20 498.8 40 508.8]"} {
		link := r.root.all("Link")[i].links
		if len(link) != 1 || fmt.Sprint(link[0]["Rect"]) != want || fmt.Sprint(r.Dict(link[0]["A"])["URI"]) != address {
			t.Errorf("link %d: %v", i+1, link)
		}
	}
	// The note stands on line 8.
	if sign := r.root.all("Link")[2].links; len(sign) != 1 || fmt.Sprint(r.Array(sign[0]["Dest"])[1:]) != "[XYZ <nil> 450 <nil>]" {
		t.Errorf("sign: %v", sign)
	}
	s.mark("a", words, display.Target{Story: "a", Note: 4})
	s.mark("a", words, display.Target{Address: "https://例.cn"})
	doc = &display.Document{Pages: []display.Page{s.page("1")}}
	if _, err := pdf.WriteReading(doc, resources(t), said(), pdf.Reading{}); err == nil || !strings.Contains(err.Error(), "note 4") || !strings.Contains(err.Error(), "no URI") {
		t.Errorf("error %v", err)
	}
	// In print they are drawn like any others.
	if _, err := pdf.Write(doc, resources(t), said(), pdf.Print{}); err != nil {
		t.Error(err)
	}
}
