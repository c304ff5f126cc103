package layout_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"banxin/layout"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// everyStyle is a paper with the styles of all that a story may hold.
func everyStyle(t testing.TB) *layout.Input {
	in := markedInput(t, 25)
	for name, style := range boxInput(t, layout.Anchor{}, layout.Anchor{}).Styles {
		in.Styles[name] = style
	}
	in.Styles["jump"] = layout.Style{Face: "kai", Size: 8 * unit.Point, Leading: ln}
	return in
}

// drawPaper draws stories and pages of frames of the widths, heights in grid lines
// and numbers of columns given. The jump lines, if any, have one of the styles.
func drawPaper(t *rapid.T, base *layout.Input, widths, heights, columns []int, jumpStyles ...string) *layout.Input {
	in := *base
	drawPages(t, &in, widths, heights, columns)
	in.Stories, in.Flow = nil, nil
	for i := range rapid.IntRange(1, 4).Draw(t, "stories") {
		in.Stories = append(in.Stories, drawStory(t, "s:"+string(rune('a'+i))))
	}
	drawPlaces(t, &in)
	if rapid.Bool().Draw(t, "jump") {
		in.Jump = layout.Jump{To: "（下转第{page}版）", From: "（上接第{page}版）{title}", Style: rapid.SampledFrom(jumpStyles).Draw(t, "jump style")}
	}
	return &in
}

// TestEveryCharacterStandsOnce: whatever stories, boxes, tables and lists there
// are, in frames of whatever size and number of columns, all text stands in the
// display list exactly once, and Compose does not panic.
func TestEveryCharacterStandsOnce(t *testing.T) {
	t.Parallel()
	base := everyStyle(t)
	rapid.Check(t, func(t *rapid.T) {
		in := drawPaper(t, base, []int{20, 60, 125, 260, 600}, []int{0, 1, 2, 3, 5, 8, 12, 25, 60}, []int{1, 1, 2, 2, 3, 4, 5, 12}, "jump", "no such style")
		doc, _ := layout.Compose(in)
		for i := range in.Stories {
			s := &in.Stories[i]
			if got, want := bag(storyText(doc, s.ID)), bag(wantText(s)); got != want {
				t.Fatalf("story %d has\n%s, want\n%s", i, got, want)
			}
			if got, want := pictures(doc, s.ID), picturesOf(s); got != want {
				t.Fatalf("story %d has %d pictures, want %d", i, got, want)
			}
		}
	})
}

// TestNothingStandsOnAnything: in frames with room for what is set in them, no
// line of text or box covers another, and none stands over the frame's foot.
func TestNothingStandsOnAnything(t *testing.T) {
	t.Parallel()
	base := everyStyle(t)
	looked := 0
	rapid.Check(t, func(t *rapid.T) {
		in := drawPaper(t, base, []int{260, 600}, []int{12, 25, 40}, []int{1, 2, 3}, "jump")
		doc, report := layout.Compose(in)
		for _, f := range report.Findings {
			if f.Code == layout.FrameTooSmall || f.Code == layout.TooWide || f.Code == layout.NotFlush {
				return
			}
		}
		looked++
		for i := range doc.Pages {
			apart(t, &doc.Pages[i])
		}
		aboveFeet(t, in, doc, report)
	})
	if looked == 0 {
		t.Error("every paper drawn had too little room")
	}
}

// area is what an item of a page covers.
type area struct {
	left, top, right, foot unit.Pt
	what                   string
}

// apart checks that no item of the page covers another: lines of text, pictures
// and the frames of QR boxes with what is not inside them. The upper half of a reading
// stands over its grid line, in the leading of a line before; where a story without
// headline and gap follows a box, that is the box's frame.
func apart(t rapid.TB, page *display.Page) {
	var texts, boxes []area
	role, kind := "", display.Ornament
	for _, item := range page.Items {
		switch it := item.(type) {
		case *display.Mark:
			role, kind = it.Role, it.Part.Kind
		case *display.GlyphRun:
			a := area{it.X, it.Y - it.Size*7/10, it.X + it.Width(), it.Y, it.Text()}
			if kind == display.Beside {
				a.top = it.Y - it.Size*4/10
			}
			if role != "headline" && it.Width() > 0 {
				texts = append(texts, a)
			}
		case *display.Image:
			boxes = append(boxes, area{it.X, it.Y, it.X + it.W, it.Y + it.H, "picture"})
		case *display.Stroke:
			if it.Line == unit.Point {
				boxes = append(boxes, area{it.X, it.Y, it.X + it.W, it.Y + it.H, "QR box"})
			}
		}
	}
	for i, a := range texts {
		for _, b := range texts[:i] {
			if a.covers(b) {
				t.Fatalf("page %s: %q stands on %q: %v, %v", page.Label, a.what, b.what, a, b)
			}
		}
		for _, b := range boxes {
			if a.covers(b) && !(b.what == "QR box" && a.top > b.top && a.foot < b.foot) {
				t.Fatalf("page %s: %q stands on a %s", page.Label, a.what, b.what)
			}
		}
	}
	for i, a := range boxes {
		for _, b := range boxes[:i] {
			if a.covers(b) {
				t.Fatalf("page %s: a %s stands on a %s", page.Label, a.what, b.what)
			}
		}
	}
}

// aboveFeet checks that no text stands under the foot of its frame.
func aboveFeet(t *rapid.T, in *layout.Input, doc *display.Document, report *layout.Report) {
	templates := map[string]*layout.Template{}
	for _, s := range in.Sheets {
		templates[s.Template.Name] = s.Template
	}
	if in.Added == nil {
		return
	}
	templates[in.Added.Name] = in.Added
	of := map[string]*layout.Template{}
	for _, f := range report.Fits {
		of[f.Page] = templates[f.Template]
	}
	for _, p := range doc.Pages {
		for _, item := range p.Items {
			if r, ok := item.(*display.GlyphRun); ok {
				frame := &of[p.Label].Frames[(r.X-in.Page.Left+50*unit.Point)/frameStep]
				if foot := in.Page.Top + frame.Height; r.Y > foot {
					t.Fatalf("page %s, %s: %q at %s stands under the foot at %s", p.Label, frame.Name, r.Text(), r.Y, foot)
				}
			}
		}
	}
}

// frameStep parts the frames of a page, which stand beside each other.
const frameStep = 700 * unit.Point

func (a area) covers(b area) bool {
	const air = unit.Point / 2
	return a.left+air < b.right && b.left+air < a.right && a.top+air < b.foot && b.top+air < a.foot
}

// bag sorts the characters of a text, spaces left out.
func bag(text string) string {
	r := []rune(strings.Join(strings.Fields(text), ""))
	slices.Sort(r)
	return string(r)
}

func pictures(doc *display.Document, id string) int {
	n, story := 0, ""
	for _, p := range doc.Pages {
		for _, item := range p.Items {
			switch it := item.(type) {
			case *display.Mark:
				story = it.Story
			case *display.Image:
				if story == id {
					n++
				}
			}
		}
	}
	return n
}

func picturesOf(s *layout.Story) int {
	n := 0
	for i := range s.Paras {
		if s.Paras[i].Kind == layout.Picture {
			n++
		}
	}
	return n
}

// drawPages draws two templates and the added one.
func drawPages(t *rapid.T, in *layout.Input, widths, heights, columns []int) {
	template := func(name string) *layout.Template {
		page := &layout.Template{Name: name}
		for i := range rapid.IntRange(1, 3).Draw(t, "frames") {
			page.Frames = append(page.Frames, layout.Frame{
				Name:      string(rune('a' + i)),
				X:         unit.Pt(i) * frameStep,
				Width:     unit.Pt(rapid.SampledFrom(widths).Draw(t, "width")) * unit.Point,
				Height:    unit.Pt(rapid.SampledFrom(heights).Draw(t, "height")) * ln,
				Columns:   rapid.SampledFrom(columns).Draw(t, "columns"),
				Gutter:    12 * unit.Point,
				Fill:      rapid.SampledFrom([]layout.Fill{layout.Balance, layout.FirstFull}).Draw(t, "fill"),
				Breaking:  rapid.SampledFrom([]layout.Breaking{layout.TotalFit, layout.FirstFit}).Draw(t, "breaking"),
				Takes:     rapid.SampledFrom([]layout.Takes{layout.TakesNone, layout.TakesFirst, layout.TakesRest}).Draw(t, "takes"),
				Gap:       ln,
				KeepRunIn: rapid.SampledFrom([]int{0, 1, 2, 50}).Draw(t, "keep"),
			})
		}
		return page
	}
	first, second := template("first"), template("second")
	in.Sheets = []layout.Sheet{{Template: first}, {Template: second, IfNeeded: rapid.Bool().Draw(t, "if needed")}}
	in.Added = nil
	if rapid.Bool().Draw(t, "added") {
		in.Added = template("added")
	}
	in.Setting.Grid = rapid.Bool().Draw(t, "grid")
}

// drawPlaces puts some stories into frames and lets the others flow or leaves them
// out of both.
func drawPlaces(t *rapid.T, in *layout.Input) {
	for i := range in.Stories {
		switch rapid.IntRange(0, 3).Draw(t, "place") {
		case 0:
		case 1:
			in.Flow = append(in.Flow, i)
		default:
			frame := rapid.SampledFrom([]string{"a", "b", "c", "none"})
			in.Sheets[0].Place = append(in.Sheets[0].Place, layout.Placement{Frame: frame.Draw(t, "frame"), Story: i})
			if rapid.Bool().Draw(t, "continues") {
				in.Sheets[1].Place = append(in.Sheets[1].Place, layout.Placement{Frame: frame.Draw(t, "frame"), Story: i, Continues: true})
			}
		}
	}
}

var (
	drawWord = rapid.StringOfN(rapid.SampledFrom([]rune("天地玄黄宇宙洪荒12a ，。（）·—…“”第一〇")), 0, 14, -1)
	drawText = rapid.StringOfN(rapid.SampledFrom([]rune("天地玄黄宇宙洪荒日月盈昃辰宿列张12a ，。（）“”—…：")), 0, 400, -1)
)

func drawStory(t *rapid.T, id string) layout.Story {
	s := layout.Story{ID: id, Title: "题"}
	if rapid.Bool().Draw(t, "headed") {
		s.Headline = []string{drawWord.Draw(t, "headline"), "天地玄黄宇宙洪荒日月盈昃"}
		s.Deck = drawWord.Draw(t, "deck")
	}
	for range rapid.IntRange(0, 8).Draw(t, "paras") {
		s.Paras = append(s.Paras, drawPara(t))
	}
	return s
}

func drawPara(t *rapid.T) layout.Para {
	anchor := layout.Anchor{
		Head: rapid.Bool().Draw(t, "head"), Spanning: rapid.Bool().Draw(t, "spanning"), Column: rapid.IntRange(0, 6).Draw(t, "column"),
	}
	words := func(style string) []layout.Span {
		return spansOf(style, rapid.SliceOfN(drawWord, 0, 1).Draw(t, "words")...)
	}
	switch rapid.IntRange(0, 10).Draw(t, "kind") {
	case 0:
		return layout.Para{Kind: layout.QRBox, At: anchor, Spans: words("qr-caption")}
	case 1:
		size := rapid.SampledFrom([]int{0, 1, 40, 4000})
		return layout.Para{Kind: layout.Picture, At: anchor, Spans: append(words("caption"), words("credit")...),
			Image: &layout.Image{Name: "a.jpg", Width: size.Draw(t, "image width"), Height: size.Draw(t, "image height")}}
	case 2:
		return layout.Para{Kind: layout.Pull, At: anchor, Spans: words("pull")}
	case 3:
		return layout.Para{Kind: layout.Names, Spans: spansOf("body", rapid.SliceOfN(drawWord, 0, 30).Draw(t, "names")...)}
	case 4:
		columns, rows := rapid.IntRange(1, 6).Draw(t, "columns"), rapid.IntRange(1, 20).Draw(t, "rows")
		return layout.Para{Kind: layout.TableRows, Table: &layout.Table{Columns: columns, Header: rapid.IntRange(0, 3).Draw(t, "header")},
			Spans: spansOf("table", rapid.SliceOfN(drawWord, rows*columns, rows*columns).Draw(t, "cells")...)}
	case 5:
		return layout.Para{Kind: layout.Byline, Spans: words("byline")}
	case 6:
		return layout.Para{Spans: append(words("run-in"), spansOf("body", drawText.Draw(t, "text"))...)}
	}
	p := layout.Para{Kind: rapid.SampledFrom([]layout.ParaKind{layout.Body, layout.Body, layout.Note}).Draw(t, "kind of text"), Spans: spansOf("body", drawText.Draw(t, "text"))}
	for range rapid.IntRange(0, 3).Draw(t, "marked") {
		p.Spans = append(p.Spans, layout.Span{
			Text: drawWord.Draw(t, "marked word"), Style: "body", Over: rapid.SampledFrom([]string{"", "strong", "note-sign"}).Draw(t, "over"),
			Ruby:   rapid.SampledFrom([]string{"", "", "chóng", "zhuāng"}).Draw(t, "ruby"),
			Dotted: rapid.Bool().Draw(t, "dotted"), Sign: rapid.IntRange(0, 1).Draw(t, "sign"),
			Address: rapid.SampledFrom([]string{"", "https://example.org/"}).Draw(t, "address"),
		})
		if last := &p.Spans[len(p.Spans)-1]; last.Over == "note-sign" {
			last.Ruby = "" // nobody reads a sign,
		} else if last.Ruby != "" {
			last.Text = rapid.SampledFrom([]string{"天", "濠河", "A1"}).Draw(t, "base") // nor a mark
		}
	}
	return p
}
