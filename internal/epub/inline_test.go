package epub

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"banxin/internal/issue"
)

func written(inlines ...issue.Inline) string {
	var m markup
	w := articleWriter{article: &issue.Article{}, id: "a", facts: &facts{}}
	w.inlines(&m, inlines, nil)
	return m.String()
}

// TestSignsStayWithTheirWord: no line of a reader begins with the sign of a note.
func TestSignsStayWithTheirWord(t *testing.T) {
	t.Parallel()
	sign := issue.Inline{Text: "〔1〕", Sign: 1}
	link := `<a class="noteref" epub:type="noteref" role="doc-noteref" id="a-r1" href="#a-n1">〔1〕</a>`
	again := strings.Replace(link, "a-r1", "a-r1-2", 1)
	for _, c := range []struct {
		inlines []issue.Inline
		want    string
	}{
		{[]issue.Inline{{Text: "甲乙"}, sign, {Text: "丙"}}, `甲<span class="signed">乙` + link + `</span>丙`},
		{[]issue.Inline{{Text: "甲"}, sign, sign}, `<span class="signed">甲` + link + again + `</span>`},
		{[]issue.Inline{{Text: "即可", Strong: true}, sign}, `<span class="signed"><strong>即可</strong>` + link + `</span>`},
		{[]issue.Inline{{Text: "崇", Ruby: "chóng"}, {Text: "川", Ruby: "chuān"}, sign},
			`<ruby>崇<rt>chóng</rt></ruby><span class="signed"><ruby>川<rt>chuān</rt></ruby>` + link + `</span>`},
		{[]issue.Inline{{Text: "甲", Emphasis: true}, {Text: "川", Ruby: "chuān", Emphasis: true}, {Text: "〔1〕", Sign: 1, Emphasis: true}},
			`<em>甲<span class="signed"><ruby>川<rt>chuān</rt></ruby>` + link + `</span></em>`},
		{[]issue.Inline{{Text: "一二三四五六七八九十一", Strong: true}, sign}, `<strong>一二三四五六七八九十一</strong>` + link},
	} {
		if got := written(c.inlines...); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

// TestLinksSayWhereTheyLead: once, at their end.
func TestLinksSayWhereTheyLead(t *testing.T) {
	t.Parallel()
	const to = "https://example.org/n"
	got := written(issue.Inline{Text: "带注", Address: to}, issue.Inline{Text: "〔1〕", Sign: 1, Address: to}, issue.Inline{Text: "的链接", Address: to},
		issue.Inline{Text: "，写信给"}, issue.Inline{Text: "编辑", Address: "mailto:a@example.org?subject=x"}, issue.Inline{Text: "，见"}, issue.Inline{Text: "EXAMPLE.org/n", Address: to})
	if n := strings.Count(got, "（example.org）"); n != 1 || !strings.Contains(got, `的链接<span class="link-host">`) || !strings.Contains(got, "（a@example.org）") {
		t.Errorf("%d times in %s", n, got)
	}
}

// TestAnyInlines: whatever is said of words, the document is well formed and says them all.
func TestAnyInlines(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		iss := example()
		a := &iss.Sections[0].Articles[0]
		var inlines []issue.Inline
		for range rapid.IntRange(1, 8).Draw(rt, "inlines") {
			in := issue.Inline{
				Kind:     rapid.SampledFrom([]issue.InlineKind{issue.Text, issue.Text, issue.RunIn}).Draw(rt, "kind"),
				Text:     rapid.SampledFrom([]string{"", "甲", "乙丙", "<&>", "一二三四五六七八九十一二"}).Draw(rt, "text"),
				Emphasis: rapid.Bool().Draw(rt, "emphasis"), Strong: rapid.Bool().Draw(rt, "strong"),
				Ruby:    rapid.SampledFrom([]string{"", "", "a<b"}).Draw(rt, "ruby"),
				Address: rapid.SampledFrom([]string{"", "https://example.org/?a&b", "mailto:a@example.org"}).Draw(rt, "address"),
			}
			if rapid.IntRange(0, 2).Draw(rt, "sign") == 0 {
				in.Sign, in.Text, in.Ruby = 1, "〔1〕", ""
			}
			inlines = append(inlines, in)
		}
		a.Blocks = []issue.Block{{Kind: issue.Paragraph, Inlines: inlines}, {Kind: issue.Note, Number: 1, Inlines: text("〔1〕注")}}
		length := len([]rune(issue.Plain(inlines)))
		for i, at := range []int{rapid.IntRange(0, length).Draw(rt, "break"), length} {
			a.Breaks = append(a.Breaks, issue.Break{Offset: at, Page: "1", Column: i + 2})
		}
		checkComplete(propertyT{t, rt}, iss, Options{})
	})
}

// propertyT reports to rapid, which shrinks what failed.
type propertyT struct {
	testing.TB
	rt *rapid.T
}

func (p propertyT) Errorf(format string, args ...any) { p.rt.Errorf(format, args...) }
func (p propertyT) Fatalf(format string, args ...any) { p.rt.Fatalf(format, args...) }
func (p propertyT) Fatal(args ...any)                 { p.rt.Fatal(args...) }
