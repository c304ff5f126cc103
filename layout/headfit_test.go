package layout_test

import (
	"strings"
	"testing"

	"banxin/layout"
	"banxin/layout/display"
	"banxin/layout/unit"
	"github.com/google/go-cmp/cmp"
)

// headRun is a line of a headline group as it was set.
type headRun struct {
	text string
	size unit.Pt
	x    unit.Pt // from the frame's left
}

// headOf sets one story in the sample's left frame, 125 pt wide, and gives the
// lines of its group.
func headOf(t *testing.T, story layout.Story, change func(*layout.Input)) []headRun {
	t.Helper()
	in := sampleInput(t)
	story.ID = "h:1"
	story.Paras = []layout.Para{{Spans: []layout.Span{{Text: "正文。", Style: "body"}}}}
	in.Stories, in.Flow = []layout.Story{story}, nil
	in.Sheets = in.Sheets[1:]
	in.Sheets[0].Place = []layout.Placement{{Frame: "left", Story: 0}}
	if change != nil {
		change(in)
	}
	doc, report := layout.Compose(in)
	if len(report.Findings) > 0 {
		t.Errorf("findings: %+v", report.Findings)
	}
	if got, want := storyText(doc, "h:1"), wantText(&in.Stories[0]); got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	var runs []headRun
	var last unit.Pt
	for _, item := range doc.Pages[0].Items {
		r, ok := item.(*display.GlyphRun)
		if !ok || r.Furniture || strings.HasPrefix(r.Text(), "正文") {
			continue
		}
		if n := len(runs); n > 0 && r.Y == last {
			runs[n-1].text += r.Text()
			continue
		}
		runs, last = append(runs, headRun{r.Text(), r.Size, r.X - in.Page.Left}), r.Y
	}
	return runs
}

func pt(v float64) unit.Pt { return unit.FromFloat(v) }

func TestHeadlineIsSetSmallerRatherThanDivideAWord(t *testing.T) {
	t.Parallel()
	clauses := []string{"全区上下齐心协力真抓实干"}
	fitted := pt(14) + 16*(unit.Point/10)
	for name, c := range map[string]struct {
		min  unit.Pt
		want []headRun
	}{
		"the largest size that divides none":  {pt(14), []headRun{{"全区上下齐心协力", fitted, 0}, {"真抓实干", fitted, 0}}},
		"that size is the least allowed":      {pt(15.6), []headRun{{"全区上下齐心协力", pt(15.6), 0}, {"真抓实干", pt(15.6), 0}}},
		"one line more where none is allowed": {pt(15.8), []headRun{{"全区上下", pt(16), 0}, {"齐心协力", pt(16), 0}, {"真抓实干", pt(16), 0}}},
		"one line more where size is fixed":   {0, []headRun{{"全区上下", pt(16), 0}, {"齐心协力", pt(16), 0}, {"真抓实干", pt(16), 0}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := headOf(t, layout.Story{Headline: clauses}, func(in *layout.Input) {
				style := in.Styles["headline"]
				style.MinSize = c.min
				in.Styles["headline"] = style
			})
			if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(headRun{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestHeadlineIsSetSmallerRatherThanDivideACompound: 奋力谱写 is two words, and one.
func TestHeadlineIsSetSmallerRatherThanDivideACompound(t *testing.T) {
	t.Parallel()
	got := headOf(t, layout.Story{Headline: []string{"全体委员奋力谱写华章新篇"}}, nil)
	fitted := pt(14) + 16*(unit.Point/10)
	want := []headRun{{"全体委员", fitted, 0}, {"奋力谱写华章新篇", fitted, 0}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(headRun{})); diff != "" {
		t.Error(diff)
	}
}

func TestSuppliedWordsAreKept(t *testing.T) {
	t.Parallel()
	story := layout.Story{Headline: []string{"夜游文峰塔院新景观"}}
	for words, want := range map[string][]string{"": {"夜游文峰", "塔院新景观"}, "文峰塔院": {"夜游文峰塔院", "新景观"}} {
		got := headOf(t, story, func(in *layout.Input) {
			if words != "" {
				in.Words = []string{words}
			}
		})
		var lines []string
		for _, r := range got {
			lines = append(lines, r.text)
		}
		if diff := cmp.Diff(want, lines); diff != "" {
			t.Errorf("words %q: %s", words, diff)
		}
	}
}

// TestNamesOfTheIssueAreKept: a name is known from a kicker elsewhere in the issue.
func TestNamesOfTheIssueAreKept(t *testing.T) {
	t.Parallel()
	story := layout.Story{Headline: []string{"老书记解平安的一天"}}
	got := headOf(t, story, func(in *layout.Input) {
		in.Stories = append(in.Stories, sampleStory("k:1", "题目", "虹桥街道党委书记解平安：", 1, false))
	})
	for _, r := range got {
		if r.text == "老书记解" || r.text == "平安的一天" {
			t.Errorf("the name is divided: %+v", got)
		}
	}
}

func TestDeckHangsUnderItsText(t *testing.T) {
	t.Parallel()
	deck := "——开发区推进高质量发展纪事之一"
	for name, c := range map[string]struct {
		align layout.Align
		x     [2]unit.Pt
	}{
		"left":   {layout.Left, [2]unit.Pt{0, pt(20)}},
		"centre": {layout.Centre, [2]unit.Pt{pt(7.5), pt(27.5)}},
		"right":  {layout.Right, [2]unit.Pt{pt(15), pt(35)}},
	} {
		got := headOf(t, layout.Story{Headline: []string{"争当引擎"}, Deck: deck}, func(in *layout.Input) {
			style := in.Styles["deck"]
			style.Align = c.align
			in.Styles["deck"] = style
		})
		want := []headRun{{"——开发区推进", pt(10), c.x[0]}, {"高质量发展纪事之一", pt(10), c.x[1]}}
		if diff := cmp.Diff(want, got[1:], cmp.AllowUnexported(headRun{})); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestDeckInANarrowFrame: a frame hardly wider than the dash gets no hanging lines.
func TestDeckInANarrowFrame(t *testing.T) {
	t.Parallel()
	for _, width := range []unit.Pt{pt(5), pt(15), pt(35), pt(45)} {
		for _, deck := range []string{"——", "——纪事", "————", "—— 开发区"} {
			in := sampleInput(t)
			in.Added.Frames[0].Width = width
			in.Stories = []layout.Story{{ID: "h:1", Headline: []string{"争当引擎"}, Deck: deck}}
			in.Sheets, in.Flow = in.Sheets[1:], nil
			in.Sheets[0].Place = []layout.Placement{{Frame: "left", Story: 0}}
			doc, _ := layout.Compose(in)
			want := strings.ReplaceAll(wantText(&in.Stories[0]), " ", "")
			if got := strings.ReplaceAll(storyText(doc, "h:1"), " ", ""); got != want {
				t.Errorf("%s wide: %q, want %q", width, got, want)
			}
		}
	}
}

// TestHeadlineGroupsGolden is a page of groups: overline, headline and deck in one
// and more lines, three clauses, a headline of four lines.
func TestHeadlineGroupsGolden(t *testing.T) {
	t.Parallel()
	in := sampleInput(t)
	for role, size := range map[string]float64{"overline": 9, "deck": 10} {
		style := in.Styles[role]
		style.Size = pt(size)
		in.Styles[role] = style
	}
	group := func(id, overline, headline, deck string) layout.Story {
		s := sampleStory(id, headline, "", 1, false)
		s.Overline, s.Deck = overline, deck
		return s
	}
	in.Stories = []layout.Story{
		group("g:1", "区政协一届二次会议胜利闭幕", "凝心聚力　履职为民", "——委员热议政府工作报告，畅谈民生实事与城市更新"),
		group("g:2", "幸福街道", "扛起责任　守住底线　护好平安", "老旧小区改造惠及三千户居民"),
		group("g:3", "", "《崇川区优化营商环境条例》3月1日起施行", "——企业家代表王晓明：更有底气"),
		group("g:4", "", "深入学习贯彻党的二十大精神奋力谱写高质量发展新篇章", ""),
	}
	in.Sheets = in.Sheets[1:]
	in.Flow = []int{0, 1, 2, 3}
	doc, report := layout.Compose(in)
	if len(report.Findings) > 0 {
		t.Errorf("findings: %+v", report.Findings)
	}
	golden(t, "groups.txt", doc.Dump())
}
