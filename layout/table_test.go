package layout_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"banxin/layout"
	"banxin/layout/display"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// spansOf makes a span of each text.
func spansOf(style string, texts ...string) []layout.Span {
	var out []layout.Span
	for _, text := range texts {
		out = append(out, layout.Span{Text: text, Style: style})
	}
	return out
}

func namesPara(names string) layout.Para {
	return layout.Para{Kind: layout.Names, Spans: spansOf("body", strings.Fields(names)...)}
}

// tablePara makes a table of rows of cells parted by commas; the first is its head.
func tablePara(align []layout.Align, rows ...string) layout.Para {
	p := layout.Para{Kind: layout.TableRows, Table: &layout.Table{Columns: len(align), Header: 1, Align: align}}
	for i, row := range rows {
		style := "table"
		if i == 0 {
			style = "table-head"
		}
		p.Spans = append(p.Spans, spansOf(style, strings.Split(row, ",")...)...)
	}
	return p
}

// tableInput is the sample page with a story of the paragraphs given, alone in
// frames of the height given in lines.
func tableInput(t testing.TB, lines int, paras ...layout.Para) *layout.Input {
	in := sampleInput(t)
	banjiao := inline.Banjiao()
	marks := &layout.Marks{Pause: banjiao.Pause, Stop: banjiao.Stop, Bracket: banjiao.Bracket}
	in.Styles["table"] = layout.Style{Face: "song", Size: 8 * unit.Point, Leading: ln, Before: ln, After: ln, Marks: marks}
	in.Styles["table-head"] = layout.Style{Face: "hei", Size: 8 * unit.Point, Leading: ln, Marks: marks}
	in.Stories = []layout.Story{{ID: "t:1", Title: "表彰", Headline: []string{"表彰"}, Paras: paras}}
	page := &layout.Template{Name: "page", Frames: []layout.Frame{{
		Name: "main", Width: 260 * unit.Point, Height: unit.Pt(lines) * ln, Columns: 2, Gutter: 12 * unit.Point, Takes: layout.TakesRest,
	}}}
	in.Sheets, in.Flow, in.Added = []layout.Sheet{{Template: page}}, []int{0}, page
	return in
}

var alignWords = []layout.Align{layout.Left, layout.Left, layout.Right}

func body(text string) layout.Para {
	return layout.Para{Spans: spansOf("body", text)}
}

func TestTableGolden(t *testing.T) {
	t.Parallel()
	table := tablePara(alignWords, "单位,项目,得票", "虹桥街道,“立足三破”工作法（试点）,128", "任港街道,,97", "狼山镇街道,长江岸线生态修复,5")
	for name, in := range map[string]*layout.Input{
		"table":       tableInput(t, 25, body("获奖情况如下："), table, body("大会号召向他们学习。")),
		"table-split": tableInput(t, 7, tablePara(alignWords, "单位,人,数", "虹桥,一,1", "任港,二,22", "狼山,三,333", "和平,四,4", "城东,五,5", "学田,六,6", "钟秀,七,7", "文峰,八,8", "观音,九,9")),
		"names":       tableInput(t, 25, body("名单："), namesPara("王伟 李晓明 陈静 欧阳建华 张建国 赵敏 买买提·吐尔逊 孙亚东 吴佳"), body("以上。")),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			doc, report := layout.Compose(in)
			for _, f := range report.Findings {
				if f.Code != layout.Overflow {
					t.Errorf("finding %+v", f)
				}
			}
			golden(t, name+".txt", doc.Dump())
			if got, want := storyText(doc, "t:1"), wantText(&in.Stories[0]); got != want {
				t.Error(cmp.Diff(want, got)) // in order of cells and names
			}
		})
	}
}

// TestHeadIsSetAgainInEveryColumn holds too that every row stands on the grid and
// over the frame's foot.
func TestHeadIsSetAgainInEveryColumn(t *testing.T) {
	t.Parallel()
	rows := []string{"单位,项目,数"}
	for range 40 {
		rows = append(rows, "虹桥,先进,1")
	}
	in := tableInput(t, 9, tablePara(alignWords, rows...))
	doc, _ := layout.Compose(in)
	heads := 0
	columns := map[[2]int64]bool{}
	for page, p := range doc.Pages {
		for _, item := range p.Items {
			run, ok := item.(*display.GlyphRun)
			if !ok {
				continue
			}
			switch run.Text() {
			case "单位":
				heads++
			case "虹桥":
				columns[[2]int64{int64(page), int64(run.X)}] = true
				if off := (run.Y - in.Page.Top - in.Page.Baseline) % ln; off != 0 {
					t.Fatalf("a row stands %s off the grid", off)
				}
				if foot := in.Page.Top + 9*ln; run.Y > foot {
					t.Fatalf("a row at %s stands under the frame's foot at %s", run.Y, foot)
				}
			}
		}
	}
	if heads != len(columns) || heads < 4 {
		t.Errorf("%d heads in %d columns", heads, len(columns))
	}
	if got, want := storyText(doc, "t:1"), wantText(&in.Stories[0]); got != want {
		t.Error(cmp.Diff(want, got))
	}
}

func TestTableTooWideIsReported(t *testing.T) {
	t.Parallel()
	in := tableInput(t, 25, tablePara(alignWords, "甲,乙,丙", "虹桥,http.example,internationalisation-of-everything", "a,b,c"))
	doc, report := layout.Compose(in)
	want := layout.Finding{Code: layout.TooWide, Story: "t:1", Para: 0, Offset: 17, Name: "table"}
	if !slices.Contains(report.Findings, want) {
		t.Errorf("findings %+v", report.Findings)
	}
	if got, want := storyText(doc, "t:1"), wantText(&in.Stories[0]); got != want {
		t.Error(cmp.Diff(want, got))
	}
}

// TestListsAreSetWhole holds over tables and lists of any shape, in frames of any
// height, that no character is lost or moved and nothing leaves its column.
func TestListsAreSetWhole(t *testing.T) {
	t.Parallel()
	base := tableInput(t, 25)
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOfN(rapid.SampledFrom([]rune("天地玄黄宇宙洪荒12a，。（）·")), 0, 14, -1)
		var paras []layout.Para
		for range rapid.IntRange(1, 4).Draw(t, "paras") {
			switch rapid.IntRange(0, 2).Draw(t, "kind") {
			case 0:
				paras = append(paras, body(word.Draw(t, "text")+"天"))
			case 1:
				names := rapid.SliceOfN(rapid.StringOfN(rapid.SampledFrom([]rune("天地玄黄·")), 1, 20, -1), 1, 30).Draw(t, "names")
				paras = append(paras, layout.Para{Kind: layout.Names, Spans: spansOf("body", names...)})
			default:
				columns := rapid.IntRange(1, 6).Draw(t, "columns")
				rows := rapid.IntRange(1, 20).Draw(t, "rows")
				table := layout.Para{Kind: layout.TableRows, Table: &layout.Table{Columns: columns, Header: rapid.IntRange(0, 1).Draw(t, "header")}}
				for range columns {
					table.Table.Align = append(table.Table.Align, rapid.SampledFrom([]layout.Align{layout.Left, layout.Centre, layout.Right}).Draw(t, "align"))
				}
				table.Spans = spansOf("table", rapid.SliceOfN(word, rows*columns, rows*columns).Draw(t, "cells")...)
				paras = append(paras, table)
			}
		}
		in := *base
		in.Stories = []layout.Story{{ID: "t:1", Title: "表", Headline: []string{"表"}, Paras: paras}}
		page := *base.Added
		page.Frames = slices.Clone(page.Frames)
		page.Frames[0].Height = unit.Pt(rapid.IntRange(4, 25).Draw(t, "height")) * ln
		if rapid.Bool().Draw(t, "first full") {
			page.Frames[0].Fill = layout.FirstFull
		}
		in.Sheets, in.Added = []layout.Sheet{{Template: &page}}, &page
		doc, _ := layout.Compose(&in)
		if got, want := storyText(doc, "t:1"), wantText(&in.Stories[0]); got != want {
			t.Fatal(cmp.Diff(want, got))
		}
	})
}
