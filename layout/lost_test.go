package layout_test

import (
	"slices"
	"strings"
	"testing"

	"banxin/layout"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// TestNothingIsLost are pages on which text was lost, or Compose panicked, once.
func TestNothingIsLost(t *testing.T) {
	t.Parallel()
	byline := func(name string) layout.Para {
		return layout.Para{Kind: layout.Byline, Spans: spansOf("byline", name)}
	}
	picture := func(width, height int) layout.Para {
		return layout.Para{Kind: layout.Picture, Image: &layout.Image{Name: "a.jpg", Width: width, Height: height}, Spans: spansOf("caption", "会场")}
	}
	long := strings.Repeat("天地玄黄宇宙洪荒日月盈昃辰宿列张，", 7) // lines that may be one more or one less
	rows := slices.Repeat([]string{"甲,乙,1"}, 9)
	cases := map[string][]layout.Para{
		"two bylines":                     {body("会议闭幕。"), byline("陆蕾"), byline("李晓明摄")},
		"a picture without a size":        {picture(0, 0), body(long)},
		"a pull box without words":        {{Kind: layout.Pull}, {Kind: layout.QRBox}, body(long)},
		"spaces at a paragraph's end":     {body("天地 "), body("天　"), body(" ")},
		"a blank line at a column's foot": {tablePara(alignWords, rows...), {Spans: append(spansOf("run-in", "天地玄黄。"), spansOf("body", long)...)}},
		"no paragraph":                    nil,
	}
	for name, paras := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, width := range []int{14, 40, 125, 260} {
				for lines := 2; lines < 22; lines++ {
					in := tableInput(t, lines, paras...)
					in.Styles["caption"] = layout.Style{Face: "kai", Size: 8 * unit.Point, Leading: ln}
					in.Added.Frames[0].Width = unit.Pt(width) * unit.Point
					doc, _ := layout.Compose(in)
					if got, want := bag(storyText(doc, "t:1")), bag(wantText(&in.Stories[0])); got != want {
						t.Fatalf("%d pt, %d lines: %q, want %q", width, lines, got, want)
					}
				}
			}
		})
	}
}

// TestBylineBehindBox: the paragraph is set in a line more or less for the columns'
// sake, and its byline stands all the same.
func TestBylineBehindBox(t *testing.T) {
	t.Parallel()
	long := []rune(strings.Repeat("天地、玄黄，", 30))
	for n := 20; n < 120; n++ {
		for m := range 3 {
			in := tableInput(t, 25, body(strings.Repeat("天", 10+13*m)), body(string(long[:n])), layout.Para{Kind: layout.QRBox},
				layout.Para{Kind: layout.Byline, Spans: spansOf("byline", "陆")})
			in.Added.Frames[0].Width = 175 * unit.Point
			doc, _ := layout.Compose(in)
			if got, want := bag(storyText(doc, "t:1")), bag(wantText(&in.Stories[0])); got != want {
				t.Fatalf("%d characters: %q, want %q", n, got, want)
			}
		}
	}
}

// TestBlankLineAtAColumnsHead: a column that begins with the blank line over a
// table has room for a line more, and what comes after the table goes on all the
// same.
func TestBlankLineAtAColumnsHead(t *testing.T) {
	t.Parallel()
	for k := range 24 {
		paras := slices.Repeat([]layout.Para{body("天地。")}, k+1)
		paras = append(paras, tablePara(alignWords, slices.Repeat([]string{"甲,乙,1"}, 6)...), body("玄黄。"))
		in := tableInput(t, 6, paras...)
		in.Added.Frames[0].Fill = layout.FirstFull
		doc, _ := layout.Compose(in)
		if got, want := bag(storyText(doc, "t:1")), bag(wantText(&in.Stories[0])); got != want {
			t.Fatalf("%d paragraphs: %q, want %q", k+1, got, want)
		}
	}
}

// TestHeadlineAloneStaysOverTheFoot: a story without text goes on to where its
// headline has room, too.
func TestHeadlineAloneStaysOverTheFoot(t *testing.T) {
	t.Parallel()
	in := tableInput(t, 9)
	in.Stories, in.Flow = nil, nil
	for i := range 6 {
		in.Stories = append(in.Stories, layout.Story{ID: "h:" + string(rune('a'+i)), Title: "标题", Headline: []string{"标题"}})
		in.Flow = append(in.Flow, i)
	}
	doc, report := layout.Compose(in)
	if len(doc.Pages) < 2 {
		t.Fatalf("%d pages", len(doc.Pages))
	}
	for _, p := range doc.Pages {
		for _, item := range p.Items {
			if r, ok := item.(*display.GlyphRun); ok && r.Y > in.Page.Top+9*ln {
				t.Errorf("page %s: %q at %s stands under the frame", p.Label, r.Text(), r.Y)
			}
		}
	}
	for _, f := range report.Findings {
		t.Errorf("finding %+v", f)
	}
}

// TestQRBoxAmidTextKeepsItsPlace: text that goes on behind a QR box does not stand
// on it.
func TestQRBoxAmidTextKeepsItsPlace(t *testing.T) {
	t.Parallel()
	text := body(strings.Repeat("天地玄黄宇宙洪荒日月盈昃辰宿列张，", 12))
	in := tableInput(t, 20, text, layout.Para{Kind: layout.QRBox, Spans: spansOf("qr-caption", "扫码")}, text, text)
	in.Added.Frames[0].Fill = layout.FirstFull
	doc, _ := layout.Compose(in)
	if len(doc.Pages) < 2 {
		t.Fatal("the text does not go on")
	}
	for i := range doc.Pages {
		apart(t, &doc.Pages[i])
	}
}

// TestWideCreditIsBroken: a credit wider than its column takes lines of its own.
func TestWideCreditIsBroken(t *testing.T) {
	t.Parallel()
	in := tableInput(t, 20, layout.Para{
		Kind: layout.Picture, Image: &layout.Image{Width: 4, Height: 3},
		Spans: spansOf("credit", strings.Repeat("本报记者李四摄　", 4)),
	}, body(strings.Repeat("天地玄黄，", 60)))
	in.Styles["credit"] = layout.Style{Face: "kai", Size: 8 * unit.Point, Leading: ln, Align: layout.Right}
	doc, _ := layout.Compose(in)
	inside(t, doc)
	for i := range doc.Pages {
		apart(t, &doc.Pages[i])
	}
}
