package layout_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"banxin/fonts"
	"banxin/layout"
	"banxin/layout/display"
	"banxin/layout/unit"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the goldens in testdata")

func TestComposeGolden(t *testing.T) {
	t.Parallel()
	code := sampleInput(t)
	code.Stories[0].Paras[4].Code = [][]bool{{true, true, false}, {false, true, false}, {true, false, true}}
	draft := sampleInput(t)
	draft.Draft = "校样"
	placed := sampleInput(t)
	placed.Flow = nil
	placed.Stories[1].Overline, placed.Stories[1].Deck = "新征程", "——开发区纪事"
	placed.Sheets[0].Place = []layout.Placement{{Frame: "lead", Story: 0}}
	placed.Sheets[1].Place = []layout.Placement{{Frame: "right", Story: 1}, {Frame: "left", Story: 2}}
	for name, in := range map[string]*layout.Input{"flow": sampleInput(t), "code": code, "draft": draft, "placed": placed} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			doc, report := layout.Compose(in)
			findings := report.Findings
			if len(findings) > 0 {
				t.Errorf("findings: %+v", findings)
			}
			golden(t, name+".txt", doc.Dump())
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// storyText gives what the display list says of a story, furniture left out,
// spaces and line structure too.
func storyText(doc *display.Document, id string) string {
	var b strings.Builder
	story := ""
	for _, p := range doc.Pages {
		for _, item := range p.Items {
			switch it := item.(type) {
			case *display.Mark:
				story = it.Story
			case *display.GlyphRun:
				if story == id && !it.Furniture {
					b.WriteString(it.Text())
				}
			}
		}
	}
	return strings.ReplaceAll(b.String(), "　", "")
}

func wantText(s *layout.Story) string {
	text := s.Kicker + s.Overline + strings.Join(s.Headline, "") + s.Deck
	for _, p := range s.Paras {
		for _, sp := range p.Spans {
			text += sp.Text
		}
	}
	return text
}

func TestTextThatDoesNotFitGoesOn(t *testing.T) {
	t.Parallel()
	for name, n := range map[string]int{"a little": 16, "several pages": 90} {
		in := sampleInput(t)
		in.Stories[0] = sampleStory("a:1", "大会闭幕", "", n, true)
		in.Stories[2] = sampleStory("a:40", "立足三破", "虹桥街道书记龚培湘：", n, false)
		doc, report := layout.Compose(in)
		findings := report.Findings
		for i := range in.Stories {
			if got, want := storyText(doc, in.Stories[i].ID), wantText(&in.Stories[i]); got != want {
				t.Errorf("%s: story %d: %s", name, i, cmp.Diff(want, got))
			}
		}
		if !slices.ContainsFunc(findings, func(f layout.Finding) bool { return f.Code == layout.Overflow && f.Story == "a:1" && f.Count > 0 }) {
			t.Errorf("%s: overflow not reported: %+v", name, findings)
		}
		inside(t, doc)
	}
}

// inside checks that no body glyph run stands outside the type area.
func inside(t *testing.T, doc *display.Document) {
	t.Helper()
	for _, p := range doc.Pages {
		for _, item := range p.Items {
			r, ok := item.(*display.GlyphRun)
			if !ok {
				continue
			}
			right := 280*unit.Point + unit.Point/4
			if r.X < 20*unit.Point-unit.Point/4 || r.X+r.Width() > right || r.Y > (24+25*14)*unit.Point {
				t.Fatalf("page %s: %q at %s,%s width %s", p.Label, r.Text(), r.X, r.Y, r.Width())
			}
		}
	}
}

func TestManyStoriesFlow(t *testing.T) {
	t.Parallel()
	in := sampleInput(t)
	in.Stories, in.Flow = nil, nil
	for i := range 20 {
		in.Stories = append(in.Stories, sampleStory("m:"+string(rune('a'+i)), "题目"+string(rune('甲'+i)), "某人：", 1+i%4, false))
		in.Flow = append(in.Flow, i)
	}
	doc, report := layout.Compose(in)
	findings := report.Findings
	for i := range in.Stories {
		if got, want := storyText(doc, in.Stories[i].ID), wantText(&in.Stories[i]); got != want {
			t.Errorf("story %d: %s", i, cmp.Diff(want, got))
		}
	}
	for _, f := range findings {
		if f.Code != layout.ContentsFull {
			t.Errorf("finding %+v", f)
		}
	}
	if len(doc.Outline) != 20 {
		t.Errorf("outline of %d entries", len(doc.Outline))
	}
	inside(t, doc)
}

func TestMissingGlyphIsReportedOnce(t *testing.T) {
	t.Parallel()
	in := sampleInput(t)
	in.Stories[1].Paras[0].Spans[0].Text = "会议\U0010FFFF闭幕"
	in.Stories[1].Kicker = "主任\U0010FFFF："
	_, report := layout.Compose(in)
	findings := report.Findings
	want := []layout.Finding{
		{Code: layout.MissingGlyph, Story: "a:20", Para: 0, Offset: 2, Rune: 0x10FFFF, Name: "song"},
		{Code: layout.MissingGlyph, Story: "a:20", Para: -1, Offset: 2, Rune: 0x10FFFF, Name: "kai"},
	}
	if diff := cmp.Diff(want, findings); diff != "" {
		t.Error(diff)
	}
}

func TestSheetsThatAreNotNeeded(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ stories, pages int }{{1, 1}, {3, 2}} {
		in := sampleInput(t)
		in.Stories, in.Flow = in.Stories[:c.stories], in.Flow[:c.stories]
		in.Sheets[1].IfNeeded = true
		doc, _ := layout.Compose(in)
		if len(doc.Pages) != c.pages {
			t.Errorf("%d stories: %d pages, want %d", c.stories, len(doc.Pages), c.pages)
		}
	}
}

func TestComposeDoesNotChangeItsInput(t *testing.T) {
	t.Parallel()
	in, untouched := sampleInput(t), sampleInput(t)
	first, _ := layout.Compose(in)
	sameFace := cmp.Comparer(func(a, b *fonts.Face) bool { return a == b })
	if diff := cmp.Diff(untouched, in, sameFace); diff != "" {
		t.Errorf("the input (-before +after):\n%s", diff)
	}
	second, _ := layout.Compose(in)
	if first.Dump() != second.Dump() {
		t.Error("the second result differs from the first")
	}
}

func TestAddedPageWithoutFrame(t *testing.T) {
	t.Parallel()
	for name, added := range map[string]*layout.Template{
		"none":             nil,
		"no frame":         {Name: "bare"},
		"frame takes none": {Name: "closed", Frames: []layout.Frame{{Width: 200 * unit.Point, Height: 100 * unit.Point, Columns: 2}}},
		"frame too low":    {Name: "low", Frames: []layout.Frame{{Width: 200 * unit.Point, Height: ln / 2, Columns: 1, Takes: layout.TakesRest}}},
	} {
		in := sampleInput(t)
		in.Added, in.Sheets = added, in.Sheets[:1]
		doc, _ := layout.Compose(in)
		for i := range in.Stories {
			if got, want := storyText(doc, in.Stories[i].ID), wantText(&in.Stories[i]); got != want {
				t.Errorf("%s: story %d: %s", name, i, cmp.Diff(want, got))
			}
		}
	}
}

// TestBoxHigherThanItsAddedFrame: a story goes on to an added page whose frame
// has no room for its QR box, which is set all the same.
func TestBoxHigherThanItsAddedFrame(t *testing.T) {
	t.Parallel()
	in := sampleInput(t)
	in.Stories[0] = sampleStory("a:1", "大会闭幕", "", 30, true)
	in.Stories, in.Flow = in.Stories[:1], []int{0}
	added := *in.Added
	added.Frames = slices.Clone(added.Frames[:1])
	added.Frames[0].Height = 4 * ln
	in.Added = &added
	doc, report := layout.Compose(in)
	if got, want := storyText(doc, "a:1"), wantText(&in.Stories[0]); got != want {
		t.Errorf("text: %s", cmp.Diff(want, got))
	}
	if !slices.ContainsFunc(report.Findings, func(f layout.Finding) bool { return f.Code == layout.FrameTooSmall }) {
		t.Errorf("the frame is not reported: %+v", report.Findings)
	}
}
