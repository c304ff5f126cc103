package epub

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"banxin/internal/diag"
	"banxin/internal/issue"
)

// shanghai is the publication's zone in the fixtures, without the zone database.
var shanghai = time.FixedZone("CST", 8*60*60)

func text(s string) []issue.Inline { return []issue.Inline{{Text: s}} }

func block(kind issue.BlockKind, s string) issue.Block {
	return issue.Block{Kind: kind, Inlines: text(s)}
}

// runIn is a paragraph with a run-in subhead.
func runIn(head, body string) issue.Block {
	return issue.Block{Kind: issue.Paragraph, Inlines: []issue.Inline{{Kind: issue.RunIn, Text: head}, {Text: body}}}
}

// marked are inlines of which everything is said that can be.
func marked() []issue.Inline {
	return []issue.Inline{
		{Kind: issue.RunIn, Text: "今年", Emphasis: true}, {Kind: issue.RunIn, Text: "丰收。"},
		{Text: "品种"}, {Text: "〔1〕", Sign: 1}, {Text: "在"},
		{Text: "崇", Ruby: "chóng"}, {Text: "川", Ruby: "chuān"}, {Text: "区"}, {Text: "濠河", Ruby: "háo hé", Emphasis: true},
		{Text: "沿岸", Emphasis: true}, {Text: "，"}, {Text: "要点", Strong: true}, {Text: "在", Strong: true, Emphasis: true},
		{Text: "县网站", Address: "https://www.example.org/x?a=1&b=2"}, {Text: "首页", Address: "https://www.example.org/x?a=1&b=2", Strong: true},
		{Text: "与"}, {Text: "info@example.org", Address: "mailto:info@example.org"}, {Text: "，另见"},
		{Text: "〔2〕", Sign: 2}, {Text: "、"}, {Text: "〔1〕", Sign: 1, Address: "https://example.org"}, {Text: "。"},
	}
}

func qrNote(note, address string) issue.Block {
	b := block(issue.QRNote, note)
	b.Address = address
	return b
}

// example is a small issue that has each thing the model can say once.
func example() *issue.Issue {
	return &issue.Issue{
		ID: "2026-03-05",
		Publication: issue.Publication{
			Name: "江海新报", Publisher: "江海新报社", Creator: issue.Contributor{Name: "江海新报编辑部", Role: issue.Editor, FileAs: "jiang hai xin bao bian ji bu"},
			Language: "zh-Hans", ISSN: "1234-5679", Identifier: "urn:example:32-0001", Subjects: []string{"农业", "要闻"}, Rights: "© 江海新报社",
		},
		Date:        time.Date(2026, 3, 5, 0, 0, 0, 0, shanghai),
		Number:      "12",
		WholeNumber: "340",
		FileAs:      "jiang hai xin bao 2026-012",
		Revision:    time.Date(2026, 3, 5, 8, 30, 0, 0, shanghai),
		Sections: []issue.Section{
			{Title: "第1版　要闻", Name: "要闻", Articles: []issue.Article{
				{
					Corrections: []issue.Correction{
						{Date: time.Date(2026, 3, 5, 0, 0, 0, 0, shanghai), Text: text("第二段“2个新品种”应为“3个新品种”。")},
					},
					Overline: text("春耕时节访江海"),
					Headline: [][]issue.Inline{text("良田连片"), text("机声入画"), text("农事正忙")},
					Deck:     text("——全县春耕备耕现场会侧记"),
					Blocks: []issue.Block{
						block(issue.Lead, "三月的江海平原，麦苗返青。记者走进田间，看“智慧农机”<第一天>下地。"),
						runIn("种子要好。", "县农技站今年推广3个新品种，R&D投入比去年多一成。"),
						{Kind: issue.Paragraph, Inlines: []issue.Inline{{Text: "这一段在原版上被栏尾截断，"}, {Text: "从下一行接着说下去。"}}},
						block(issue.Item, "（一）备足种子；"),
						block(issue.Item, "（二）检修农机。"),
						block(issue.Paragraph, "先进个人名单："),
						{Kind: issue.NameList, Inlines: append(append(text("王伟"), text("李小芳")...), text("欧阳明")...)},
						{Kind: issue.Table, Table: &issue.Grid{Header: 1, Align: []issue.Align{issue.Left, issue.Centre, issue.Right}}, Inlines: []issue.Inline{
							{Text: "镇"}, {Text: "作物<种>"}, {Text: "亩"},
							{Text: "江海镇"}, {Text: "小麦"}, {Text: "1,200"},
							{Text: "新河镇"}, {}, {Text: "980"},
						}},
						{Kind: issue.Table, Table: &issue.Grid{Align: []issue.Align{issue.Left, issue.Left}}, Inlines: []issue.Inline{{Text: "一等奖"}, {Text: "王伟"}}},
						block(issue.Byline, "·陆蕾·"),
						block(issue.Byline, "文/李小芳 图/陆蕾"),
						qrNote("扫描二维码查看春耕备耕全部图表。", "https://example.org/2026/12?a=1&b=2"),
						{Kind: issue.Paragraph, Inlines: marked()},
						{Kind: issue.Note, Number: 1, Inlines: []issue.Inline{{Text: "〔1〕"}, {Text: "据县统计局，见"}, {Text: "example.org/a?b&c", Address: "http://example.org/a?b&c"}}},
						{Kind: issue.Note, Number: 2, Inlines: []issue.Inline{{Text: "〔2〕"}, {Text: "又名<大麦>。"}}},
					},
					Contributors: []issue.Contributor{
						{Name: "陆蕾", Role: issue.Author, FileAs: "lu lei"},
						{Name: "李小芳", Role: issue.Author, FileAs: "li xiaofang"},
						{Name: "陆蕾", Role: issue.Photographer, FileAs: "lu lei"},
					},
				},
			}},
			{Title: "第2版", Articles: []issue.Article{
				{
					Kicker:   text("县农业农村局局长周宁："),
					Headline: [][]issue.Inline{text("守住红线"), text("种好粮田")},
					Blocks: []issue.Block{
						block(issue.Paragraph, "今年的目标是稳面积、增单产。"),
						qrNote("扫描二维码观看访谈。", ""),
					},
					Contributors: []issue.Contributor{{Name: "R&D", Role: issue.Photographer}, {Name: "李小芳", Role: issue.Author}},
				},
				{Blocks: []issue.Block{block(issue.Paragraph, "本报讯：这一则短讯没有标题，只有正文，目录里用它开头的二十个字。")}},
			}},
		},
	}
}

// bulletin has the shape and size of a real one: a long lead story and eight
// statements with kicker, lead and run-in paragraphs; 9 articles, 43 paragraphs,
// about 9,000 characters.
func bulletin() *issue.Issue {
	sentence := "会议要求，各街道要以更高的站位和更宽的视野谋划全年工作，做到“两个维护”，把3项重点任务落到实处。"
	lead := issue.Article{Headline: [][]issue.Inline{text("区政协第一届委员会"), text("第二次会议胜利闭幕")}}
	for range 9 {
		lead.Blocks = append(lead.Blocks, block(issue.Paragraph, strings.Repeat(sentence, 10)))
	}
	lead.Blocks = append(lead.Blocks, block(issue.Byline, "·陆蕾·"), block(issue.QRNote, "扫描二维码查看表彰决定。"))
	iss := &issue.Issue{
		ID:          "2021-01-15",
		Publication: issue.Publication{Name: "两会专刊", Language: "zh-Hans"},
		Date:        time.Date(2021, 1, 15, 0, 0, 0, 0, shanghai),
		Number:      "1",
		Revision:    time.Date(2021, 1, 15, 0, 0, 0, 0, shanghai),
		Sections:    []issue.Section{{Title: "第1版", Articles: []issue.Article{lead}}, {Title: "第2版"}},
	}
	for i := range 8 {
		a := issue.Article{
			Kicker:   text(fmt.Sprintf("第%d街道党工委书记李明：", i+1)),
			Headline: [][]issue.Inline{text("高点定位"), text("争当发展主引擎")},
			Blocks:   []issue.Block{block(issue.Lead, sentence+sentence)},
		}
		for j := range 3 + i%2 {
			a.Blocks = append(a.Blocks, runIn(fmt.Sprintf("在第%d件事上展现新作为。", j+1), strings.Repeat(sentence, 3)))
		}
		iss.Sections[1].Articles = append(iss.Sections[1].Articles, a)
	}
	return iss
}

// titled is an issue of one article with the headline given.
func titled(headline string) *issue.Issue {
	iss := example()
	iss.Sections = []issue.Section{{Title: "第1版", Articles: []issue.Article{{
		Pos:      diag.Pos{File: "a.txt", Line: 1, Col: 1},
		Headline: [][]issue.Inline{{{Pos: diag.Pos{File: "a.txt", Line: 1, Col: 1}, Text: headline}}},
		Blocks:   []issue.Block{block(issue.Paragraph, "正文。")},
	}}}}
	return iss
}

func mustWrite(t testing.TB, iss *issue.Issue, opt Options) []byte {
	t.Helper()
	data, err := Write(iss, opt)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// contentsOf gives the files of a zip.
func contentsOf(t testing.TB, data []byte) map[string]string {
	t.Helper()
	files, err := readZip(data)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for name, content := range files {
		out[name] = string(content)
	}
	return out
}

// repack gives the edition with its files changed, in the order of the original;
// new files come last.
func repack(t testing.TB, data []byte, change func(files map[string]string)) []byte {
	t.Helper()
	files := contentsOf(t, data)
	change(files)
	var entries []zipEntry
	for name, content := range files {
		if name != mimetypePath {
			entries = append(entries, zipEntry{name, []byte(content)})
		}
	}
	out, err := writeZip(entries, time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// zipHeaders gives the headers of a zip in order.
func zipHeaders(t testing.TB, data []byte) []*zip.File {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return z.File
}

// streamNames reads a zip from front to back by its local headers alone, as Java's
// ZipInputStream does, and gives the names it meets.
func streamNames(t testing.TB, data []byte) []string {
	t.Helper()
	var names []string
	r := bytes.NewReader(data)
	for {
		var h [30]byte
		if _, err := io.ReadFull(r, h[:]); err != nil {
			t.Fatal(err)
		}
		if string(h[:4]) != "PK\x03\x04" {
			return names
		}
		if h[6]&8 != 0 {
			t.Fatalf("entry %d has a data descriptor", len(names))
		}
		size := int64(h[18]) | int64(h[19])<<8 | int64(h[20])<<16 | int64(h[21])<<24
		name := make([]byte, int(h[26])|int(h[27])<<8)
		if _, err := io.ReadFull(r, name); err != nil {
			t.Fatal(err)
		}
		names = append(names, string(name))
		if _, err := r.Seek(int64(h[28])|int64(h[29])<<8+size, io.SeekCurrent); err != nil {
			t.Fatal(err)
		}
	}
}
