package press

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"banxin/internal/diag"
	"banxin/internal/issue"
	"banxin/layout"
)

func TestStory(t *testing.T) {
	t.Parallel()
	a := articleAt("a.txt", 3, "书记王晶：", "高点定位\u3000争当引擎")
	a.Overline = []issue.Inline{{Text: "两会传真"}}
	a.Deck = []issue.Inline{{Text: "——侧记"}}
	a.Blocks = []issue.Block{
		{Kind: issue.Lead, Inlines: []issue.Inline{{Text: "导语。"}}},
		{Kind: issue.Paragraph, Inlines: []issue.Inline{{Kind: issue.RunIn, Text: "小标题。"}, {Text: "前半，"}, {Text: "后半。"}}},
		{Kind: issue.Paragraph},
		{Kind: issue.Item, Inlines: []issue.Inline{{Text: "（一）条目"}}},
		{Kind: issue.NameList, Inlines: []issue.Inline{{Text: "王伟"}, {Text: "李晓明"}}},
		{Kind: issue.Table, Table: &issue.Grid{Header: 1, Align: []issue.Align{issue.Left, issue.Right}}, Inlines: []issue.Inline{{Text: "街道"}, {Text: "户"}, {Text: "虹桥"}, {}}},
		{Kind: issue.Byline, Inlines: []issue.Inline{{Text: "·陆蕾·"}}},
		{Kind: issue.QRNote, Inlines: []issue.Inline{{Text: "扫描二维码。"}}},
	}
	p := newPieces("a.txt", []issue.Section{{Articles: []issue.Article{a}}})[0]
	code := [][]bool{{true}}
	got := p.story("small", func(b *issue.Block) [][]bool { return code })
	want := layout.Story{
		ID: "a.txt:4", Title: "高点定位\u3000争当引擎", Kicker: "书记王晶：", Overline: "两会传真",
		Headline: []string{"高点定位", "争当引擎"}, Deck: "——侧记",
		Paras: []layout.Para{
			{Kind: layout.Body, Spans: []layout.Span{{Text: "导语。", Style: "body"}}},
			{Kind: layout.Body, Spans: []layout.Span{{Text: "小标题。", Style: "run-in"}, {Text: "前半，后半。", Style: "body"}}},
			{Kind: layout.Body, Spans: []layout.Span{{Text: "（一）条目", Style: "body"}}},
			{Kind: layout.Names, Spans: []layout.Span{{Text: "王伟", Style: "body"}, {Text: "李晓明", Style: "body"}}},
			{
				Kind: layout.TableRows, Table: &layout.Table{Columns: 2, Header: 1, Align: []layout.Align{layout.Left, layout.Right}},
				Spans: []layout.Span{{Text: "街道", Style: "table-head"}, {Text: "户", Style: "table-head"}, {Text: "虹桥", Style: "table"}, {Style: "table"}},
			},
			{Kind: layout.Byline, Spans: []layout.Span{{Text: "·陆蕾·", Style: "byline"}}},
			{Kind: layout.QRBox, Spans: []layout.Span{{Text: "扫描二维码。", Style: "small"}}, Code: code},
		},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if len(p.blocks) != len(got.Paras) || p.blocks[2] != &p.article.Blocks[3] {
		t.Errorf("blocks do not go with the paragraphs: %d for %d", len(p.blocks), len(got.Paras))
	}
}

// TestStoryHidesCuts is the rule that layout never learns where the original cut
// its columns: an article with its cuts taken out, and its inlines divided at
// other places and put on other lines, is the same story.
func TestStoryHidesCuts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		with := drawArticle(t)
		without := with
		without.Blocks = make([]issue.Block, len(with.Blocks))
		for i, b := range with.Blocks {
			b.Cuts = nil
			if b.Kind != issue.NameList { // whose inlines are its names, never joined over a cut
				b.Inlines = redivide(t, b.Inlines)
			}
			without.Blocks[i] = b
		}
		code := func(*issue.Block) [][]bool { return nil }
		p, q := piece{article: &with, id: "x"}, piece{article: &without, id: "x"}
		if d := cmp.Diff(p.story("c", code), q.story("c", code)); d != "" {
			t.Fatalf("the story shows more than text and roles:\n%s", d)
		}
	})
}

// drawArticle makes blocks that were joined over cuts.
func drawArticle(t *rapid.T) issue.Article {
	a := issue.Article{}
	for range rapid.IntRange(1, 4).Draw(t, "blocks") {
		b := issue.Block{Kind: issue.BlockKind(rapid.IntRange(0, int(issue.QRNote)).Draw(t, "kind"))}
		offset := 0
		for k := range rapid.IntRange(1, 4).Draw(t, "inlines") {
			text := rapid.StringOfN(rapid.RuneFrom([]rune("天地玄黄，。“”")), 1, 6, -1).Draw(t, "text")
			kind := issue.Text
			if k == 0 && rapid.Bool().Draw(t, "runIn") {
				kind = issue.RunIn
			}
			if k > 0 {
				b.Cuts = append(b.Cuts, issue.Cut{Offset: offset, After: diag.Pos{Line: k}, Dropped: "作，"})
			}
			b.Inlines = append(b.Inlines, issue.Inline{Kind: kind, Pos: diag.Pos{File: "a.txt", Line: k + 1, Col: 1}, Text: text})
			offset += len([]rune(text))
		}
		a.Blocks = append(a.Blocks, b)
	}
	return a
}

// redivide joins all and divides again, inside each role, on one line.
func redivide(t *rapid.T, inlines []issue.Inline) []issue.Inline {
	var out []issue.Inline
	for _, in := range inlines {
		text := []rune(in.Text)
		at := rapid.IntRange(0, len(text)).Draw(t, "at")
		out = append(out, issue.Inline{Kind: in.Kind, Text: string(text[:at])}, issue.Inline{Kind: in.Kind, Text: string(text[at:])})
	}
	return out
}
