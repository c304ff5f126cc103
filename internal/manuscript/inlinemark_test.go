package manuscript

import (
	"slices"
	"strings"
	"testing"

	"banxin/internal/diag"
	"banxin/internal/issue"
)

// marksOf gives the first paragraph of a manuscript as its words with what is said of
// each, and the codes of what was found.
func marksOf(t *testing.T, text string) (words string, codes []string) {
	t.Helper()
	result, list := Read("m.txt", []byte("标题一行\n\n　　"+text+"\n"), Options{})
	checkAccount(t, []byte("标题一行\n\n　　"+text+"\n"))
	var b strings.Builder
	describeInlines(&b, "", issue.Articles(result.Sections)[0].Blocks[0].Inlines)
	for line := range strings.Lines(b.String()) {
		fields := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "+"))
		words += strings.Join(slices.DeleteFunc(fields, isPlace), ":") + " "
	}
	for _, d := range list {
		if d.Severity != diag.Note {
			codes = append(codes, d.Code)
		}
	}
	return strings.TrimSpace(words), codes
}

func isPlace(s string) bool { return strings.Trim(s, "0123456789:") == "" }

func TestInlineMarks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, words, codes string }{
		// Raw manuscripts that mean none.
		{"名单有张*明、李**和王*，共3*4*5人。", "名单有张*明、李**和王*，共3*4*5人。", ""},
		{"集合{x|x>0}与{n|n∈N}，还有{b|c}和{花括号}。", "集合{x|x>0}与{n|n∈N}，还有{b|c}和{花括号}。", ""},
		{"见[1]、f(x)=[a](b)，[甲](见下)。", "见[1]、f(x)=[a](b)，[甲]（见下）。", ""},
		{"价格3@5元，地址在路口。", "价格3@5元，地址在路口。", ""},
		// What a Chinese input method types.
		{"在｛崇川｜chóng chuān｝区见［网站］（https://example.org/a）。", "在 ruby(chóng):崇 ruby(chuān):川 区见 to(https://example.org/a):网站 。", ""},
		{"有注［^一］的字。", "有注的字。", "note-missing"},
		{"读{汉|ㄏㄢˋ}{字|かんじ}，{GDP|国内生产总值}。", "读 ruby(ㄏㄢˋ):汉 ruby(かんじ):字 ， ruby(国内生产总值):GDP 。", ""},
		{"这是{中国人民政治协商会议|zhōng guó rén mín zhèng zhì xié shāng huì yì}。",
			"这是 ruby(zhōng):中 ruby(guó):国 ruby(rén):人 ruby(mín):民 ruby(zhèng):政 ruby(zhì):治 ruby(xié):协 ruby(shāng):商 ruby(huì):会 ruby(yì):议 。", ""},
		// Accents apart from their letters.
		{"到{崇|cho\u0301ng}川去，Reykjavi\u0301k与nu\u0308\u030c。", "到 ruby(chóng):崇 川去，Reykjavík与nǚ。", ""},
		// Near forms are reported.
		{"到{崇川|chóng chuān去了一趟才回来。", "到{崇川|chóng:chuān去了一趟才回来。", "ruby-form"},
		{"到{崇川|a,b}去。", "到{崇川|a,b}去。", "ruby-form"},
		{"到{崇川|a b c}去。", "到 ruby(a:b:c):崇川 去。", "ruby-count"},
		{"到{崇，川|a b}去。", "到{崇，川|a:b}去。", "ruby-form"},
		{"说{***重***}话。", "说{***重***}话。", "asterisks unclosed-mark"},
		{"见[网站](example.org/a)。", "见[网站](example.org/a)。", "link-form"},
		{"见[网站](//example.org)。", "见[网站](//example.org)。", "link-form"},
		{"见[网站](https://example.org/a b)。", "见[网站]( to(https://example.org/a):https://example.org/a b)。", "link-form"},
		{"见[网站](https://例子.中国/a)。", "见网站。", "link-address"},
		{"见[网站](ftp://example.org/a)。", "见网站。", "link-address"},
		// Addresses by themselves.
		{"见https://example.org/wiki/A_(B)是维基。", "见 to(https://example.org/wiki/A_(B)):https://example.org/wiki/A_(B) 是维基。", ""},
		{"（见http://a.cn/x）与http://a.cn/y,http://b.cn/z。", "（见 to(http://a.cn/x):http://a.cn/x ）与 to(http://a.cn/y):http://a.cn/y , to(http://b.cn/z):http://b.cn/z 。", ""},
		{"见www.example.org/路径。", "见 to(http://www.example.org/):www.example.org/ 路径。", "address-cut"},
		{"写信给a.b@example.org。", "写信给 to(mailto:a.b@example.org):a.b@example.org 。", ""},
	} {
		words, codes := marksOf(t, c.text)
		if words != c.words || strings.Join(codes, " ") != c.codes {
			t.Errorf("%s\ngot  %s %v\nwant %s [%s]", c.text, words, codes, c.words, c.codes)
		}
	}
}

// TestNotesKeepToTheirArticle: the commonest label stands in every article; a note that
// another article has is none of this one's.
func TestNotesKeepToTheirArticle(t *testing.T) {
	t.Parallel()
	const two = "甲篇的标题在这里\n\n　　甲篇正文有注[^1]，也说了一些话。\n\n·陆蕾·\n\n\n\n乙篇的标题在这里\n\n　　乙篇正文有注[^1]，也说了一些话。\n\n·陆蕾·\n\n"
	_, list := Read("m", []byte(two+"[^1]: 乙篇的注。\n"), Options{})
	if !slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == "note-missing" && d.Pos.Line == 3 }) {
		t.Errorf("the note of another article was taken: %v", list)
	}
	// Notes of all articles may stand at the end of the file under labels of their own.
	apart := strings.Replace(two, "[^1]", "[^甲]", 1)
	result, list := Read("m", []byte(apart+"[^甲]: 甲篇的注。\n[^1]: 乙篇的注。\n"), Options{})
	if list.HasErrors() {
		t.Error(list)
	}
	for i, a := range issue.Articles(result.Sections) {
		last := a.Blocks[len(a.Blocks)-1]
		if want := []string{"〔1〕甲篇的注。", "〔1〕乙篇的注。"}[i]; last.Kind != issue.Note || issue.Plain(last.Inlines) != want {
			t.Errorf("article %d ends with %q", i+1, issue.Plain(last.Inlines))
		}
	}
}

// TestMarksInWrappedText: a line is as wide as it stands in the file, and a note goes on
// over its line.
func TestMarksInWrappedText(t *testing.T) {
	t.Parallel()
	const wrapped = `崇川古城寻踪

昨日，记者在{崇川|chóng chuān}区{濠河|háo hé}边看到许多
游人。他们来自各地，有的是一家老小，有的是三五好友。说起这里
的变化，人人都有许多话要讲[^1]。近几年来河水清了，两岸的路也
修好了，晚上还有灯光。来的人一年比一年多，周边的小店跟着热闹
起来。记者在一家茶馆里坐下，听老板讲起从前的故事。他说小时候
河里可以游泳，后来水脏了，谁也不愿意走近。现在又有人在河边钓
鱼了，他觉得日子好起来了。

[^1]: 据区文旅局统计，当日接待的游客有三万多人次，比上一年同
一天增加了两成，其中外地的游客占到一半以上。
`
	result, list := Read("m", []byte(wrapped), Options{})
	blocks := issue.Articles(result.Sections)[0].Blocks
	if len(blocks) != 2 || blocks[1].Kind != issue.Note || !strings.HasSuffix(issue.Plain(blocks[1].Inlines), "占到一半以上。") || len(blocks[0].Cuts) > 0 {
		t.Errorf("model:\n%s", describe(result, list))
	}
	checkAccount(t, []byte(wrapped))
	// Where lines are not wrapped the line below is reported.
	_, list = Read("m", []byte("标题\n\n　　正文有注[^1]。\n[^1]: 注文没有句号\n又一行文字在这里。\n"), Options{})
	if !slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == "note-open" }) {
		t.Errorf("found %v", list)
	}
}
