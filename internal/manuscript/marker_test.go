package manuscript

import (
	"strings"
	"testing"

	"banxin/internal/diag"
	"banxin/internal/issue"
)

const marked = `%%标题
春天来了。

％％正文
第一段没有句号的半句话写到这里为止

%%不接
第二段单独成段。

%%join
还是第二段。

%%署名
区融媒体中心
`

func TestMarkers(t *testing.T) {
	t.Parallel()
	result, list := Read("m.txt", []byte(marked), Options{})
	if list.HasErrors() {
		t.Fatalf("errors: %v", list)
	}
	got := describe(result, list)
	for _, want := range []string{
		"headline 2:1 春天来了。", "paragraph 5:1 第一段", "paragraph 8:1 第二段", "  + 11:1 还是第二段。",
		"cut at 8, line 8 to 11", "byline 14:1 区融媒体中心", "note marker: 5",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	checkAccount(t, []byte(marked))
}

func TestReadings(t *testing.T) {
	t.Parallel()
	text := "大雪\n\n今天下雪。\n\n路滑,\n\n慢行。\n"
	at := diag.Pos{File: "issue.toml", Line: 9}
	result, list := Read("m.txt", []byte(text), Options{Readings: []Reading{
		{Line: 1, Text: "大雪", As: "引题", Pos: at}, {Line: 3, Text: "今天", As: "headline", Pos: at}, {Line: 7, Text: "慢行", As: "no-join", Pos: at},
	}})
	if list.HasErrors() {
		t.Fatalf("errors: %v", list)
	}
	a := result.Sections[0].Articles[0]
	if issue.Plain(a.Overline) != "大雪" || a.HeadlineText() != "今天下雪。" || len(a.Blocks) != 2 {
		t.Errorf("model:\n%s", describe(result, list))
	}
}

// TestOverrideErrors holds that a wrong override is reported where it stands and
// says what to write.
func TestOverrideErrors(t *testing.T) {
	t.Parallel()
	at := diag.Pos{File: "issue.toml", Line: 7}
	for _, c := range []struct {
		name, text string
		readings   []Reading
		code, hint string
		pos        string
	}{
		{"unknown marker", "%%大标题\n甲\n\n乙丙。\n", nil, "unknown-marker", "标题、眉题", "m.txt:1:1"},
		{"marker at the end", "甲\n\n乙丙。\n%%标题\n", nil, "marker-without-line", "写在它所说的那一行上面", "m.txt:4"},
		{"nothing to join", "甲\n\n%%接\n乙丙。\n", nil, "nothing-to-join", "删去", "m.txt:4:1"},
		{"unknown reading", "甲\n\n乙丙。\n", []Reading{{1, "甲", "title", at}}, "unknown-marker", "标题、眉题", "issue.toml:7"},
		{"guard", "甲\n\n乙丙。\n", []Reading{{1, "乙丙", "lead", at}}, "reading-mismatch", "line = 3", "issue.toml:7"},
		{"blank line", "甲\n\n乙丙。\n", []Reading{{2, "丁", "lead", at}}, "reading-mismatch", "改写", "issue.toml:7"},
		{"no such line", "甲\n\n乙丙。\n", []Reading{{99, "", "lead", at}}, "reading-mismatch", "改写", "issue.toml:7"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, list := Read("m.txt", []byte(c.text), Options{Readings: c.readings})
			for _, d := range list {
				if d.Severity != diag.Error {
					continue
				}
				if d.Code != c.code || d.Pos.String() != c.pos || len(d.Hints) == 0 || !strings.Contains(d.Hints[0].Zh, c.hint) || strings.Contains(d.Message.En, "%!") || strings.Contains(d.Hints[0].En, "%!") {
					t.Errorf("got %+v", d)
				}
				return
			}
			t.Errorf("no error in %v", list)
		})
	}
}
