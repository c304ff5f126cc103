package layout_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"banxin/layout"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// markedInput is a page with the styles of all that may be said of words.
func markedInput(t testing.TB, lines int, paras ...layout.Para) *layout.Input {
	in := tableInput(t, lines, paras...)
	for name, style := range map[string]layout.Style{
		"strong":    {Face: "hei", Size: 9 * unit.Point, Colour: "red"},
		"ruby":      {Face: "song", Size: 5 * unit.Point},
		"note":      {Face: "kai", Size: 8 * unit.Point, Leading: ln},
		"note-sign": {Face: "song", Size: 9 * unit.Point * 6 / 10, Rise: 600},
	} {
		in.Styles[name] = style
	}
	return in
}

// markedParas are words of which everything is said that can be.
func markedParas() []layout.Para {
	return []layout.Para{
		{Spans: []layout.Span{
			{Text: "记者在", Style: "body"}, {Text: "崇", Style: "body", Ruby: "chóng"}, {Text: "川", Style: "body", Ruby: "chuān"},
			{Text: "区看到，", Style: "body"}, {Text: "五山", Style: "body", Dotted: true}, {Text: "之一的", Style: "body"},
			{Text: "江天一色", Style: "body", Over: "strong"}, {Text: "〔1〕", Style: "body", Over: "note-sign", Sign: 1}, {Text: "，详情见", Style: "body"},
			{Text: "区政府的网站首页", Style: "body", Address: "https://example.org/a"}, {Text: "。", Style: "body"},
		}},
		{Kind: layout.Note, Note: 1, Spans: []layout.Span{
			{Text: "〔1〕据", Style: "note"}, {Text: "濠河", Style: "note", Ruby: "háo hé", Dotted: true}, {Text: "沿线", Style: "note", Over: "strong"}, {Text: "统计。", Style: "note"},
		}},
	}
}

func TestMarkedGolden(t *testing.T) {
	t.Parallel()
	in := markedInput(t, 25, markedParas()...)
	doc, report := layout.Compose(in)
	if len(report.Findings) > 0 {
		t.Errorf("findings %+v", report.Findings)
	}
	golden(t, "marked.txt", doc.Dump())
	if got, want := storyText(doc, "t:1"), wantText(&in.Stories[0]); got != want {
		t.Error(cmp.Diff(want, got))
	}
}

// TestWordsOverWords: a style laid over that of a note takes the same share of its size
// as of the body's; readings do.
func TestWordsOverWords(t *testing.T) {
	t.Parallel()
	doc, _ := layout.Compose(markedInput(t, 25, markedParas()...))
	sizes := map[string]unit.Pt{}
	for _, item := range doc.Pages[0].Items {
		if run, ok := item.(*display.GlyphRun); ok {
			sizes[run.Text()] = run.Size
		}
	}
	for text, want := range map[string]unit.Pt{"江天一色": 9 * unit.Point, "沿线": 8 * unit.Point, "háo hé": 5 * unit.Point, "chóng": 5 * unit.Point} {
		if sizes[text] != want {
			t.Errorf("%s stands in %v, want %v", text, sizes[text], want)
		}
	}
}

// TestLinksOverLines: each line of a link says where it leads, and nothing else does.
func TestLinksOverLines(t *testing.T) {
	t.Parallel()
	doc, _ := layout.Compose(markedInput(t, 25, markedParas()...))
	linked, to := "", ""
	marks := 0
	for _, item := range doc.Pages[0].Items {
		switch it := item.(type) {
		case *display.Mark:
			if to = it.To.Address; to != "" {
				marks++
			}
		case *display.GlyphRun:
			if to != "" {
				linked += it.Text()
			}
		}
	}
	if linked != "区政府的网站首页" || marks != 2 {
		t.Errorf("%d marks lead from %q", marks, linked)
	}
}

// TestSubheadBesideMarks: only spans of another role at a paragraph's head are a run-in
// subhead; strong words there are none.
func TestSubheadBesideMarks(t *testing.T) {
	t.Parallel()
	long := "这一段话排得满满当当，一行接着一行，总要排到下面的几行里去才行。"
	for name, c := range map[string]struct {
		first layout.Span
		alone bool
	}{
		"subhead": {layout.Span{Text: "以蝶变破茧重塑形象一二。", Style: "run-in"}, true},
		"strong":  {layout.Span{Text: "以蝶变破茧重塑形象一二。", Style: "body", Over: "strong"}, false},
	} {
		in := markedInput(t, 4, body("短句一行。"), body("再有一行。"), layout.Para{Spans: []layout.Span{c.first, {Text: long, Style: "body"}}})
		in.Sheets[0].Template.Frames[0].Fill = layout.FirstFull
		in.Sheets[0].Template.Frames[0].KeepRunIn = 3
		_, report := layout.Compose(in)
		alone := slices.ContainsFunc(report.Findings, func(f layout.Finding) bool { return f.Code == layout.SubheadAlone })
		if alone != c.alone {
			t.Errorf("%s: reported as a subhead alone: %v; %+v", name, alone, report.Findings)
		}
	}
}

// TestDotsOnReading: a reading under which a dot of the line before stands is reported, at
// its line; one beside it is not.
func TestDotsOnReading(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		dotted string
		want   bool
	}{"over the reading": {"甲乙丙丁戊己庚辛壬癸子丑", true}, "beside it": {"甲", false}} {
		in := markedInput(t, 25, layout.Para{Spans: []layout.Span{
			{Text: c.dotted, Style: "body", Dotted: true}, {Text: "甲乙丙丁戊己庚辛壬癸子丑甲乙丙丁"[3*len([]rune(c.dotted)):], Style: "body"},
			{Text: "崇", Style: "body", Ruby: "chóng"}, {Text: "区的话还有很多很多，说不完。", Style: "body"},
		}})
		in.Sheets[0].Template.Frames[0].Columns = 1
		in.Sheets[0].Template.Frames[0].Width = 16 * 9 * unit.Point
		_, report := layout.Compose(in)
		found := slices.ContainsFunc(report.Findings, func(f layout.Finding) bool { return f.Code == layout.DotsOnReading && f.Para == 0 && f.Offset > 0 })
		if found != c.want {
			t.Errorf("%s: reported %v; %+v", name, found, report.Findings)
		}
	}
}
