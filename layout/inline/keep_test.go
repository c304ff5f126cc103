package inline

import (
	"strings"
	"testing"

	"banxin/layout/unit"
)

// marked writes a text with what its breaks are: | may, : had better not, ; had
// doubly better not, nothing where no line may end.
func marked(text string, names *Names) string {
	runes := []rune(text)
	breaks := Opportunities(runes, Classify(runes), GB)
	names.keep(runes, breaks)
	var b strings.Builder
	for i, r := range runes {
		b.WriteString(map[Break]string{Forbidden: "", DoublyDiscouraged: ";", Discouraged: ":", Allowed: "|"}[breaks[i]])
		b.WriteRune(r)
	}
	return b.String()
}

func TestNotesStayWithWhatTheyFollow(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"数据[1]表明":   "数|据[1]|表|明",
		"数据[1][2]有": "数|据[1][2]|有",
		"数据[2,5]有":  "数|据[2,5]|有",
		"会议。[12]今":  "会|议。[12]|今",
		"数据²表明":     "数|据²|表|明",
		"数据⁴表明":     "数|据⁴|表|明",
		"数据①表明":     "数|据①|表|明",
		"数据[注]表明":   "数|据|[注]|表|明", // no number: not the sign of a note
		"占地9km²左":   "占|地|9km²|左",
		"见x²y处":     "见|x²y|处",
	} {
		if got := marked(text, nil); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestSoftKeeps(t *testing.T) {
	t.Parallel()
	names := NewNames([]string{"王晶", "龚培湘", "培湘", "晶"})
	for text, want := range map[string]string{
		"于第3次会":       "于|第:3;次|会",
		"第十二条说":       "第:十:二:条|说",
		"第一线上":        "第:一|线|上",
		"在1月15日下":     "在|1;月:15;日|下",
		"在2021年1月举":   "在|2021;年:1;月|举",
		"2021年1月15日下": "2021;年:1;月:15;日|下",
		"在一月十五日举":     "在|一:月:十:五:日|举",
		"二〇二一年一月":     "二:〇:二:一:年:一:月",
		"2021年15名":    "2021:年|15:名", // no date
		"到15日止":       "到|15:日|止",
		"一年一度的":       "一|年|一|度|的",
		"由王晶说":        "由|王:晶|说",
		"由龚培湘说":       "由|龚:培;湘|说",
		"王，晶":         "王，|晶",
		"共5":          "共|5",
		"第":           "第",
		"2021年1":      "2021:年|1",
	} {
		if got := marked(text, names); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestTotalFitKeepsNamesAndDates(t *testing.T) {
	t.Parallel()
	text := "在今天上午召开的会上虹桥街道党委书记龚培湘作了发言并听取各位委员的意见建议"
	runes := []rune(text)
	inside := func(p *Paragraph, lines []Line) bool {
		for _, l := range lines {
			if at := p.Offset(l.End); at < len(runes) && (string(runes[at-1:at+1]) == "龚培" || string(runes[at-1:at+1]) == "培湘") {
				return true
			}
		}
		return false
	}
	spans := []Span{{Text: text, Size: 10 * unit.Point, Shaper: mock{}}}
	s := Quanjiao()
	s.FullEnd = true
	const measure = 200 * unit.Point
	without := Prepare(spans, s, Options{})
	with := Prepare(spans, s, Options{Names: NewNames([]string{"龚培湘"})})
	if !inside(without, without.TotalFit(0, 0, measure)) {
		t.Error("the name is whole without being known: the text tests nothing")
	}
	if inside(with, with.TotalFit(0, 0, measure)) {
		t.Error("the name is divided")
	}
}
