package layout_test

import (
	"slices"
	"strings"
	"testing"

	"banxin/layout"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// boxInput is the sample paper with a picture and a pull box in its first story.
func boxInput(t testing.TB, picture, pull layout.Anchor) *layout.Input {
	in := sampleInput(t)
	in.Styles["caption"] = layout.Style{Face: "kai", Size: 8 * unit.Point, Leading: ln}
	in.Styles["credit"] = layout.Style{Face: "kai", Size: 8 * unit.Point, Leading: ln, Align: layout.Right}
	in.Styles["pull"] = layout.Style{Face: "kai", Size: 11 * unit.Point, Leading: ln * 3 / 2, Align: layout.Centre, Colour: "red"}
	s := &in.Stories[0]
	s.Paras = append([]layout.Para{
		{Kind: layout.Picture, At: picture, Image: &layout.Image{Name: "a.jpg", Width: 640, Height: 200},
			Spans: []layout.Span{{Text: "闭幕会会场", Style: "caption"}, {Text: "李四摄", Style: "credit"}}},
		{Kind: layout.Pull, At: pull, Spans: []layout.Span{{Text: "更好发挥专门协商机构作用", Style: "pull"}}},
	}, s.Paras[:2]...)
	return in
}

func TestBoxesGolden(t *testing.T) {
	t.Parallel()
	balanced := boxInput(t, layout.Anchor{Spanning: true}, layout.Anchor{Head: true})
	balanced.Sheets[0].Template.Frames[0].Fill = layout.Balance
	for name, in := range map[string]*layout.Input{
		"boxes":          boxInput(t, layout.Anchor{Head: true, Spanning: true}, layout.Anchor{Column: 1}),
		"boxes-balanced": balanced,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			doc, report := layout.Compose(in)
			if len(report.Findings) > 0 {
				t.Errorf("findings: %+v", report.Findings)
			}
			golden(t, name+".txt", doc.Dump())
		})
	}
}

// TestBoxesKeepTheirPlaces: wherever boxes are anchored, nothing is lost, text
// keeps the grid, and no picture covers text.
func TestBoxesKeepTheirPlaces(t *testing.T) {
	t.Parallel()
	var anchors []layout.Anchor
	for _, head := range []bool{false, true} {
		anchors = append(anchors, layout.Anchor{Head: head, Spanning: true}, layout.Anchor{Head: head, Column: 1}, layout.Anchor{Head: head})
	}
	for _, a := range anchors {
		for _, b := range anchors {
			for _, fill := range []layout.Fill{layout.Balance, layout.FirstFull} {
				for _, paras := range []int{1, 3, 14} {
					in := boxInput(t, a, b)
					in.Sheets[0].Template.Frames[0].Fill = fill
					s := &in.Stories[0]
					for len(s.Paras) < 2+paras {
						s.Paras = append(s.Paras, s.Paras[2])
					}
					doc, _ := layout.Compose(in)
					if got, want := sorted(storyText(doc, s.ID)), sorted(wantText(s)); got != want {
						t.Fatalf("%+v %+v fill %d: %d paragraphs: text is not whole", a, b, fill, paras)
					}
					inside(t, doc)
					clear(t, doc)
				}
			}
		}
	}
}

func sorted(s string) string {
	r := []rune(s)
	slices.Sort(r)
	return string(r)
}

// clear checks that no glyph stands on an image, and that there is one.
func clear(t *testing.T, doc *display.Document) {
	t.Helper()
	images := 0
	for _, p := range doc.Pages {
		for _, item := range p.Items {
			im, ok := item.(*display.Image)
			if !ok {
				continue
			}
			images++
			for _, other := range p.Items {
				r, ok := other.(*display.GlyphRun)
				if ok && r.X < im.X+im.W && r.X+r.Width() > im.X && r.Y > im.Y && r.Y-r.Size*7/10 < im.Y+im.H {
					t.Fatalf("page %s: %q at %s,%s stands on the image at %s,%s %s×%s", p.Label, r.Text(), r.X, r.Y, im.X, im.Y, im.W, im.H)
				}
			}
		}
	}
	if images != 1 {
		t.Fatalf("%d images", images)
	}
}

func TestPictureTooHighIsMadeSmaller(t *testing.T) {
	t.Parallel()
	in := boxInput(t, layout.Anchor{Spanning: true}, layout.Anchor{})
	in.Stories[0].Paras[0].Image.Height = 4000
	doc, _ := layout.Compose(in)
	inside(t, doc)
	clear(t, doc)
}

// jumpInput is a paper whose first story does not fit its frame.
func jumpInput(t testing.TB, paras int) *layout.Input {
	in := sampleInput(t)
	in.Styles["jump"] = layout.Style{Face: "kai", Size: 8 * unit.Point, Leading: ln}
	in.Jump = layout.Jump{To: "（下转第{page}版）", From: "（上接第{page}版）{title}", Style: "jump"}
	in.Stories[0] = sampleStory("a:1", "大会闭幕", "", paras, true)
	return in
}

func TestJumpGolden(t *testing.T) {
	t.Parallel()
	doc, _ := layout.Compose(jumpInput(t, 16))
	golden(t, "jump.txt", doc.Dump())
}

// TestJumpLinesNameEachOther: wherever a story goes on, both pages say so.
func TestJumpLinesNameEachOther(t *testing.T) {
	t.Parallel()
	for paras := 8; paras < 60; paras += 3 {
		in := jumpInput(t, paras)
		doc, _ := layout.Compose(in)
		if got, want := storyText(doc, "a:1"), wantText(&in.Stories[0]); got != want {
			t.Fatalf("%d paragraphs: text is not whole", paras)
		}
		inside(t, doc)
		to, from := map[string]string{}, map[string]string{}
		pages := map[string]bool{} // with text or a box of the story
		for _, p := range doc.Pages {
			for _, item := range p.Items {
				if m, ok := item.(*display.Mark); ok && m.Story == "a:1" {
					pages[p.Label] = true
				}
				r, ok := item.(*display.GlyphRun)
				if !ok || !r.Furniture {
					continue
				}
				if page, ok := between(r.Text(), "（下转第", "版）"); ok {
					to[p.Label] = page
				}
				if page, ok := between(r.Text(), "（上接第", "版）"); ok {
					from[page] = p.Label
				}
			}
		}
		if len(to) != len(pages)-1 || len(from) != len(to) {
			t.Errorf("%d paragraphs on %d pages: %v, %v", paras, len(pages), to, from)
		}
		for page, next := range to {
			if from[page] != next {
				t.Errorf("%d paragraphs: page %s says it goes on on %s, which says %v", paras, page, next, from)
			}
		}
	}
}

func between(s, before, after string) (string, bool) {
	_, s, ok := strings.Cut(s, before)
	if !ok {
		return "", false
	}
	s, _, ok = strings.Cut(s, after)
	return s, ok
}

// TestStoryContinuesWhereItIsPlaced: a later placement takes the rest.
func TestStoryContinuesWhereItIsPlaced(t *testing.T) {
	t.Parallel()
	in := jumpInput(t, 10)
	in.Flow = []int{1, 2}
	in.Sheets[0].Place = []layout.Placement{{Frame: "lead", Story: 0}}
	in.Sheets[1].Place = []layout.Placement{{Frame: "right", Story: 0, Continues: true}, {Frame: "left", Story: 1, Continues: true}}
	doc, report := layout.Compose(in)
	var frames []string
	for _, c := range report.Columns {
		if c.Story == "a:1" {
			frames = append(frames, c.Page+c.Frame)
		}
	}
	if want := []string{"1lead", "1lead", "2right"}; !slices.Equal(frames, want) {
		t.Errorf("columns in %v, want %v", frames, want)
	}
	for _, f := range report.Findings {
		if f.Code == layout.Overflow && f.Story == "a:1" {
			t.Errorf("what goes on where it was placed is reported: %+v", f)
		}
	}
	if got, want := storyText(doc, "a:1"), wantText(&in.Stories[0]); got != want {
		t.Error("text is not whole")
	}
	if !slices.ContainsFunc(report.Findings, func(f layout.Finding) bool { return f.Code == layout.NothingContinues && f.Story == "a:20" }) {
		t.Errorf("a placement without a rest is not reported: %+v", report.Findings)
	}
}
