package epub

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"banxin/internal/issue"
)

// broken is an issue whose columns of print begin in every kind of place.
func broken() *issue.Issue {
	text := func(s string) []issue.Inline { return []issue.Inline{{Text: s}} }
	first := issue.Article{
		Headline: [][]issue.Inline{text("甲")},
		Blocks: []issue.Block{
			{Kind: issue.Paragraph, Inlines: []issue.Inline{{Kind: issue.RunIn, Text: "小标题。"}, {Text: "一二三四五"}}},
			{Kind: issue.NameList, Inlines: []issue.Inline{{Text: "张三"}, {Text: "李四"}}},
			{Kind: issue.Paragraph, Inlines: text("六七八")},
		},
		Breaks: []issue.Break{
			{Block: -1, Page: "1", Column: 1}, {Block: 0, Offset: 2, Page: "1", Column: 2}, {Block: 0, Offset: 6, Page: "1", Column: 3},
			{Block: 1, Page: "1", Column: 4}, {Block: 2, Offset: 0, Page: "2", Column: 1}, {Block: 2, Offset: 3, Page: "3", Column: 1},
		},
	}
	second := issue.Article{
		Headline: [][]issue.Inline{text("乙")}, Blocks: []issue.Block{{Kind: issue.Paragraph, Inlines: text("九十")}},
		Breaks: []issue.Break{{Block: -1, Page: "3", Column: 2}},
	}
	return &issue.Issue{
		ID: "x", Publication: issue.Publication{Name: "报", Language: "zh-Hans"}, Date: time.Date(2021, 1, 15, 0, 0, 0, 0, time.UTC),
		Revision: time.Date(2021, 1, 15, 0, 0, 0, 0, time.UTC),
		Sections: []issue.Section{
			{Title: "第1版", Page: "1", Articles: []issue.Article{first}},
			{Title: "第3版", Page: "3", Articles: []issue.Article{second}},
		},
	}
}

// TestPageList: every marker is listed once, in the order of the book, under a label
// of its own; the first column of a page without a document stands for the page; and
// the text stays as it is.
func TestPageList(t *testing.T) {
	t.Parallel()
	iss := broken()
	b := plan(iss, Options{}, nil)
	var labels, ids []string
	for _, d := range b.docs {
		var marked []string
		for _, m := range regexp.MustCompile(`epub:type="pagebreak" id="([^"]+)"`).FindAllStringSubmatch(d.body, -1) {
			marked = append(marked, m[1])
		}
		var listed []string
		for _, m := range d.marks {
			labels, listed = append(labels, m.label), append(listed, m.id)
		}
		if !slices.Equal(marked, listed) {
			t.Errorf("%s has the markers %v and lists %v", d.name, marked, listed)
		}
		ids = append(ids, listed...)
	}
	if want := []string{"1", "1-1", "1-2", "1-3", "1-4", "2", "3-1", "3", "3-2"}; !slices.Equal(labels, want) {
		t.Errorf("labels %v, want %v", labels, want)
	}
	if slices.Sort(ids); len(slices.Compact(ids)) != len(labels) {
		t.Errorf("ids %v", ids)
	}
	body := b.docs[2].body
	for _, want := range []string{
		`<strong class="run-in">小标<span role="doc-pagebreak"`, `一二<span role="doc-pagebreak"`, `六七八<span role="doc-pagebreak"`,
		"<div role=\"doc-pagebreak\" epub:type=\"pagebreak\" id=\"pg2\" aria-label=\"第2版\"></div>\n<p>六七八",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in\n%s", want, body)
		}
	}
	plain := func(s string) string { return regexp.MustCompile(`(?s)<[^>]*>|\s`).ReplaceAllString(s, "") }
	bare := broken()
	for i := range bare.Sections {
		bare.Sections[i].Articles[0].Breaks = nil
	}
	if got, want := plain(body), plain(plan(bare, Options{}, nil).docs[2].body); got != want {
		t.Errorf("the text became %s, want %s", got, want)
	}
	nav, err := read([]byte(contentsOf(t, mustWrite(t, iss, Options{}))[navPath]))
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, e := range nav.named("a") {
		if e.nav == "page-list" {
			listed = append(listed, e.text)
		}
	}
	if !slices.Equal(listed, labels) {
		t.Errorf("the page list has %v, the book %v", listed, labels)
	}
}
