package press

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"banxin/internal/issue"
	"banxin/layout"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// run makes a run of glyphs, one for each character.
func run(text string, furniture bool) *display.GlyphRun {
	r := &display.GlyphRun{Furniture: furniture}
	for _, c := range text {
		r.Glyphs = append(r.Glyphs, display.Glyph{Text: string(c), GID: 1})
	}
	return r
}

// twoPages is a display list of three stories: "b" and "a" begin on page 1, "a"
// goes on on page 2, where "c" begins.
func twoPages() *display.Document {
	mark := func(role, story string) *display.Mark { return &display.Mark{Role: role, Story: story} }
	return &display.Document{Pages: []display.Page{
		{Label: "1", Items: []display.Item{
			mark("furniture", ""), run("报名", true),
			mark("headline", "b"), run("乙题", false), mark("body", "b"), run("乙文", false),
			mark("headline", "a"), run("甲题", false), mark("body", "a"), run("甲文", false), run("占位", true),
			mark("furniture", ""), run("导读", true),
		}},
		{Label: "2", Items: []display.Item{
			mark("body", "a"), run("一二三", false),
			mark("body", "c"), run("丙文", false),
		}},
	}}
}

func threePieces() []piece {
	pieces := newPieces("a.txt", []issue.Section{{Articles: []issue.Article{
		articleAt("a.txt", 1, "", "甲题"), articleAt("a.txt", 5, "", "乙题"), articleAt("a.txt", 9, "", "丙题"),
	}}})
	for i, id := range []string{"a", "b", "c"} {
		pieces[i].id = id
	}
	return pieces
}

func body(text string) []layout.Para {
	return []layout.Para{{Spans: []layout.Span{{Text: text, Style: "body"}}}}
}

func TestSections(t *testing.T) {
	t.Parallel()
	var got []string
	pages, diags := sections(twoPages(), threePieces())
	if len(diags) > 0 {
		t.Error(summary(diags))
	}
	for _, s := range pages {
		line := s.Title + " " + s.Pos.String()
		for _, a := range s.Articles {
			line += " " + a.HeadlineText()
		}
		got = append(got, line)
	}
	want := []string{"第1版 sources/i/a.txt:5:1 乙题 甲题", "第2版 sources/i/a.txt:9:1 丙题"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestSectionsLoseNothing: an article that the display list forgot is a fault of
// the program.
func TestSectionsLoseNothing(t *testing.T) {
	t.Parallel()
	doc := twoPages()
	doc.Pages = doc.Pages[:1]
	if _, diags := sections(doc, threePieces()); summary(diags) != "sources/i/a.txt:9:1 error program-fault" {
		t.Errorf("one article is not on the pages: %s", summary(diags))
	}
	if _, diags := sections(&display.Document{}, threePieces()); len(diags) != 3 {
		t.Errorf("no pages: %s", summary(diags))
	}
}

func TestFurniture(t *testing.T) {
	t.Parallel()
	if d := cmp.Diff([]string{"报名", "占位", "导读"}, furniture(twoPages().Pages)); d != "" {
		t.Error(d)
	}
	if got := furniture(nil); got == nil || len(got) != 0 {
		t.Errorf("no pages: %#v", got)
	}
}

func TestCheckText(t *testing.T) {
	t.Parallel()
	stories := func(a, b, c string) []layout.Story {
		return []layout.Story{
			{ID: "a", Title: "甲题", Headline: []string{"甲", "题"}, Paras: body(a)},
			{ID: "b", Title: "乙题", Headline: []string{"乙\u3000题"}, Paras: body(b)},
			{ID: "c", Title: "丙题", Paras: body(c)},
		}
	}
	if diags := checkText(twoPages(), stories("甲文一 二三", "乙文", "丙文"), threePieces()); len(diags) != 0 {
		t.Errorf("whole text: %v", diags)
	}
	diags := checkText(twoPages(), stories("甲文一二三四", "乙", "丙文丙"), threePieces())
	var got []string
	for _, d := range diags {
		got = append(got, d.Pos.String()+" "+d.Message.Zh)
	}
	want := []string{
		"sources/i/a.txt:1:1 《甲题》没有完整地排到版上：少了“四”，多了“”",
		"sources/i/a.txt:5:1 《乙题》没有完整地排到版上：少了“”，多了“文”",
		"sources/i/a.txt:9:1 《丙题》没有完整地排到版上：少了“丙”，多了“”",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	lost, _ := difference(strings.Repeat("长", 50), "")
	if lost != strings.Repeat("长", shownRunes)+"…" {
		t.Errorf("long difference: %s", lost)
	}
}

// TestCheckTextOrder: paragraphs that changed places, or were torn, are found;
// boxes and bylines may stand anywhere.
func TestCheckTextOrder(t *testing.T) {
	t.Parallel()
	mark := func(role string) *display.Mark { return &display.Mark{Role: role, Story: "a"} }
	story := layout.Story{ID: "a", Title: "甲题", Kicker: "眉：", Headline: []string{"甲题"}, Paras: append(append(append(
		[]layout.Para{{Kind: layout.QRBox, Spans: []layout.Span{{Text: "扫码"}}}}, body("第一段。")...), body("第二 段，一。")...),
		layout.Para{Kind: layout.Byline, Spans: []layout.Span{{Text: "·王伟·"}}})}
	for name, c := range map[string]struct {
		items []display.Item
		want  string
	}{
		"in order": {[]display.Item{mark("headline"), run("眉：", false), run("甲题", false), mark("body"), run("第一段。", false), run("第二段，", false),
			run("导读", true), mark("figure"), run("扫码", false), mark("body"), run("一。", false), run("·王伟·", false)}, ""},
		"byline first": {[]display.Item{mark("headline"), run("眉：甲题", false), mark("body"), run("·王伟·", false), run("第一段。第二段，一。", false),
			mark("figure"), run("扫码", false)}, ""},
		"paragraphs swapped": {[]display.Item{mark("headline"), run("眉：甲题", false), mark("body"), run("第二段，一。", false), run("第一段。", false),
			run("·王伟·", false), mark("figure"), run("扫码", false)}, "第二段，一。"},
		"lines swapped": {[]display.Item{mark("headline"), run("眉：甲题", false), mark("body"), run("段。", false), run("第一", false), run("第二段，一。", false),
			run("·王伟·", false), mark("figure"), run("扫码", false)}, "第一段。"},
		"heading swapped": {[]display.Item{mark("headline"), run("甲题", false), run("眉：", false), mark("body"), run("第一段。第二段，一。", false),
			run("·王伟·", false), mark("figure"), run("扫码", false)}, "眉：甲题"},
		"box in a paragraph": {[]display.Item{mark("headline"), run("眉：甲题", false), mark("body"), run("第一扫码段。", false), run("第二段，一。", false),
			run("·王伟·", false)}, "第一段。"},
	} {
		doc := &display.Document{Pages: []display.Page{{Label: "1", Items: c.items}}}
		diags := checkText(doc, []layout.Story{story}, threePieces()[:1])
		got := ""
		for _, d := range diags {
			got += d.Message.En
		}
		want := ""
		if c.want != "" {
			want = "“甲题” does not stand on the pages in its order: “" + c.want + "” is not where it belongs"
		}
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// TestCheckInside moves runs over each edge of the page: a story is reported
// once, furniture never.
func TestCheckInside(t *testing.T) {
	t.Parallel()
	const pt = unit.Point
	for name, c := range map[string]struct {
		x, y unit.Pt
		want int
	}{
		"inside": {0, 9 * pt, 0}, "right edge": {180 * pt, 50 * pt, 0}, "foot": {10 * pt, 98 * pt, 0},
		"over the right": {181 * pt, 50 * pt, 1}, "over the left": {-1, 50 * pt, 1},
		"over the top": {10 * pt, 8 * pt, 1}, "over the foot": {10 * pt, 99 * pt, 1},
	} {
		doc := twoPages()
		for i := range doc.Pages {
			doc.Pages[i].Width, doc.Pages[i].Height = 200*pt, 100*pt
			for _, item := range doc.Pages[i].Items {
				if r, ok := item.(*display.GlyphRun); ok {
					r.Size, r.X, r.Y = 10*pt, 10*pt, 50*pt
					if r.Furniture {
						r.X = 500 * pt
					}
				}
			}
		}
		for _, i := range []int{3, 5} { // headline and body of story b
			r := doc.Pages[0].Items[i].(*display.GlyphRun)
			r.X, r.Y = c.x, c.y
			for k := range r.Glyphs {
				r.Glyphs[k].Advance = unit.FullEm
			}
		}
		diags := checkInside(doc, threePieces())
		if len(diags) != c.want || c.want == 1 && diags[0].Pos.Line != 5 {
			t.Errorf("%s: %s", name, summary(diags))
		}
	}
}
