package manuscript

import (
	"fmt"
	"strings"
	"testing"

	"banxin/internal/diag"
	"banxin/internal/issue"
)

const tableStory = "崇川区召开会议\n\n全区各级干部要真抓实干，确保各项任务落到实处。\n\n"

// tableOf reads lines under a headline and a paragraph, and gives the first table
// among them as "header/rows cells", "" for none.
func tableOf(t *testing.T, lines string) string {
	t.Helper()
	text := tableStory + lines
	checkAccount(t, []byte(text))
	result, _ := Read("m.txt", []byte(text), Options{})
	for _, a := range issue.Articles(result.Sections) {
		for _, b := range a.Blocks {
			if b.Kind != issue.Table {
				continue
			}
			s := fmt.Sprintf("%d", b.Table.Header)
			for _, row := range b.Rows() {
				s += "/"
				for i, cell := range row {
					if i > 0 {
						s += ","
					}
					s += cell.Text
				}
			}
			return s
		}
	}
	return ""
}

func TestTables(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, lines, want string }{
		{"pipes", "虹桥街道|一等奖\n任港街道|二等奖", "0/虹桥街道,一等奖/任港街道,二等奖"},
		{"wide pipes", "虹桥街道｜一等奖\n任港街道｜二等奖", "0/虹桥街道,一等奖/任港街道,二等奖"},
		{"framed", "|虹桥街道|一等奖|\n|任港街道||", "0/虹桥街道,一等奖/任港街道,"},
		{"tabs", "虹桥街道\t一等奖\n任港街道\t二等奖", "0/虹桥街道,一等奖/任港街道,二等奖"},
		{"tabs that make columns even", "虹桥\t\t一等奖\n任港街道\t二等奖", "0/虹桥,一等奖/任港街道,二等奖"},
		{"empty cells between tabs", "虹桥\t\t一等奖\n任港街道\t5\t二等奖\n\t6\t三等奖", "0/虹桥,,一等奖/任港街道,5,二等奖/,6,三等奖"},
		{"one blank line between rows", "虹桥|一等奖\n\n任港|二等奖\n\n狼山|三等奖", "0/虹桥,一等奖/任港,二等奖/狼山,三等奖"},
		{"head by its word", "单位\t奖项\n虹桥街道\t一等奖\n任港街道\t二等奖", "1/单位,奖项/虹桥街道,一等奖/任港街道,二等奖"},
		{"head over numbers", "街道|户数\n虹桥|12户\n任港|3户", "1/街道,户数/虹桥,12户/任港,3户"},
		{"no head", "虹桥|先进\n任港|优秀\n狼山|良好", "0/虹桥,先进/任港,优秀/狼山,良好"},
		{"row of dashes", "|甲|乙|\n|--|:-:|\n|他说：“好。”|丁|", "1/甲,乙/他说：“好。”,丁"},
		{"dashes turned into a dash", "甲|乙\n——|——：\n丙|丁", "1/甲,乙/丙,丁"},
		{"pipe as text", `甲\|乙|丙` + "\n丁|戊", "0/甲|乙,丙/丁,戊"},
		{"ragged", "甲|乙|丙\n丁|戊\n己|庚|辛", "0/甲,乙,丙/丁,戊,/己,庚,辛"},
		{"two tables", "甲|乙\n-|-\n丙|丁\n戊|己\n-|-\n庚|辛", "1/甲,乙/丙,丁"},
		{"the editor's", "%%表\n虹桥街道  一等奖\n任港街道  二等奖", "0/虹桥街道,一等奖/任港街道,二等奖"},
		{"the editor's head", "%%表头\n甲|乙\n丙|丁", "1/甲,乙/丙,丁"},
		{"the editor's, without head", "%%表\n单位|奖项\n甲|乙", "0/单位,奖项/甲,乙"},
		{"one row", "虹桥街道|一等奖", ""},
		{"sentences with a pipe", "今天下雪。|路滑慢行。\n明天天晴。|可以出门。", ""},
		{"sentences with a tab", "今天下雪，路很滑，\t行人要小心慢行。\n明天天气转晴，\t大家可以出门踏青。", ""},
		{"long lines with a pipe", "全区各级干部要真抓实干确保各项任务落到实处取得实效|第一\n全区各级干部要真抓实干确保各项任务落到实处取得实效|第二", ""},
		{"items", "1.\t抓项目\n2.\t抓民生", ""},
		{"names", "王伟\t李晓明\n陈静\t赵敏", ""},
		{"denied", "%%正文\n虹桥|一等奖\n任港|二等奖", ""},
		{"nothing to part", "%%表\n虹桥街道", ""},
		{"empty", "| |\n| |", ""},
	} {
		if got := tableOf(t, c.lines); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTwoLinesOverATextAreNoTable(t *testing.T) {
	t.Parallel()
	if got := outline("高点定位\t争当先锋\n真抓实干\t再开新局\n\n全区各级干部要真抓实干，确保各项任务落到实处。"); strings.Contains(got, "T") {
		t.Errorf("outline %s", got)
	}
}

func TestTableFindings(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ lines, code, place string }{
		"short row":       {"甲|乙|丙\n丁|戊\n己|庚|辛", "ragged-row", "m.txt:6:1"},
		"long row":        {"甲|乙\n丙|丁|戊\n己|庚", "ragged-row", "m.txt:6:1"},
		"nothing to part": {"%%表\n虹桥街道", "table-without-cells", "m.txt:6:1"},
		"joined":          {"甲|乙\n丙|丁\n\n%%接\n戊己庚。", "nothing-to-join", "m.txt:9:1"},
	} {
		_, list := Read("m.txt", []byte(tableStory+c.lines), Options{})
		found := ""
		for _, d := range list {
			if d.Code == c.code {
				found += d.Pos.String() + " "
			}
		}
		if found != c.place+" " {
			t.Errorf("%s: %s at %q, want %s", name, c.code, found, c.place)
		}
	}
}

func TestTableReading(t *testing.T) {
	t.Parallel()
	text := tableStory + "虹桥街道　一等奖\n任港街道　二等奖"
	result, list := Read("m.txt", []byte(text), Options{Readings: []Reading{{Line: 5, Text: "虹桥", As: "table-head", Pos: diag.Pos{File: "issue.toml", Line: 1}}}})
	if list.HasErrors() {
		t.Fatal(list)
	}
	b := result.Sections[0].Articles[0].Blocks[1]
	if b.Kind != issue.Table || b.Table.Header != 1 || len(b.Rows()) != 2 {
		t.Errorf("block %+v", b)
	}
}

func TestNamesJoinedToText(t *testing.T) {
	t.Parallel()
	text := "崇川区召开会议\n\n王伟、李晓明、陈静\n\n%%接\n出席了会议。"
	if got := outline(text); got != "HP+" {
		t.Errorf("outline %s", got)
	}
	checkAccount(t, []byte(text))
}
