package press

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/internal/issue"
	"banxin/internal/raster"
	"banxin/layout"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// TestBoxesAmongBlocks: boxes at the head come first, those at the foot behind the
// last text, and byline and QR note stay last; each in the order of issue.toml.
func TestBoxesAmongBlocks(t *testing.T) {
	t.Parallel()
	a := articleAt("a.txt", 1, "", "标题")
	for _, k := range []issue.BlockKind{issue.Lead, issue.Paragraph, issue.Byline, issue.QRNote} {
		a.Blocks = append(a.Blocks, issue.Block{Kind: k, Inlines: []issue.Inline{{Text: "文字"}}})
	}
	pieces := newPieces("a.txt", []issue.Section{{Articles: []issue.Article{a}}})
	iss := &config.Issue{Manuscripts: []string{"a.txt"},
		Picture: []config.Picture{
			{File: "foot.jpg", Headline: "标题", Caption: "说明,如此", Credit: "李四 摄", Place: "foot", Columns: "one", Column: 1},
			{File: "head.jpg", Headline: "标题", Alt: "山", Place: "head", Columns: "all"},
		},
		Pull: []config.Pull{{Text: "提要", Headline: "标题", Place: "head", Columns: "one"}},
	}
	pictures := map[string]*raster.Image{"foot.jpg": {Width: 30, Height: 20}, "head.jpg": {Width: 8, Height: 6}}
	pl := plan{pieces: pieces}
	if found := placeBoxes(&config.Config{}, iss, &pl, pictures); len(found) > 0 {
		t.Fatal(summary(found))
	}
	s := pieces[0].story("qr-caption", func(*issue.Block) [][]bool { return nil })
	want := []layout.Para{
		{Kind: layout.Picture, At: layout.Anchor{Head: true, Spanning: true}, Image: &layout.Image{Name: "head.jpg", Width: 8, Height: 6}},
		{Kind: layout.Pull, Spans: []layout.Span{{Text: "提要", Style: "pull"}}, At: layout.Anchor{Head: true}},
		{Kind: layout.Body, Spans: []layout.Span{{Text: "文字", Style: "body"}}},
		{Kind: layout.Body, Spans: []layout.Span{{Text: "文字", Style: "body"}}},
		{Kind: layout.Picture, Spans: []layout.Span{{Text: "说明，如此", Style: "caption"}, {Text: "李四\u3000摄", Style: "credit"}},
			At: layout.Anchor{Column: 1}, Image: &layout.Image{Name: "foot.jpg", Width: 30, Height: 20}},
		{Kind: layout.Byline, Spans: []layout.Span{{Text: "文字", Style: "byline"}}},
		{Kind: layout.QRBox, Spans: []layout.Span{{Text: "文字", Style: "qr-caption"}}},
	}
	if d := cmp.Diff(want, s.Paras); d != "" {
		t.Errorf("paragraphs (-want +got):\n%s", d)
	}
	blocks := pieces[0].article.Blocks
	if head, foot := blocks[0].Image, blocks[4].Image; head.Alt != "山" || foot.Alt != "说明，如此" || len(head.Credit) != 0 {
		t.Errorf("in words: %+v, %+v", head, foot)
	}
	if len(pieces[0].blocks) != len(want) {
		t.Errorf("%d blocks for %d paragraphs", len(pieces[0].blocks), len(want))
	}
}

// TestTitleIsNoCaption: an article without headline is not called by its picture.
func TestTitleIsNoCaption(t *testing.T) {
	t.Parallel()
	a := issue.Article{Blocks: []issue.Block{
		{Kind: issue.Picture, Inlines: []issue.Inline{{Text: "图片说明"}}},
		{Kind: issue.Pull, Inlines: []issue.Inline{{Text: "提要"}}},
		{Kind: issue.Paragraph, Inlines: []issue.Inline{{Text: "本报讯"}}},
	}}
	if got := a.Title(); got != "本报讯" {
		t.Errorf("title %q", got)
	}
}

// TestBoxAddresses: a box finds its article as a place does.
func TestBoxAddresses(t *testing.T) {
	t.Parallel()
	keys := map[string]diag.Pos{}
	for i, key := range []string{"picture[0].headline", "picture[1].headline", "picture[2].column", "pull[0].kicker"} {
		keys[key] = diag.Pos{File: "sources/i/issue.toml", Line: i + 1, Col: 1}
	}
	cfg := &config.Config{Keys: keys, Template: []config.Template{{Name: "inner", Frame: []config.Frame{{Name: "main", Columns: 2}}}}}
	iss := &config.Issue{Keys: keys, Manuscripts: []string{"a.txt", "b.txt"},
		Picture: []config.Picture{
			{File: "p", Headline: "政协会议闭幕"},
			{File: "p", Headline: "政协会议胜利闭幕"},
			{File: "p", Headline: "政协会议胜利闭幕", Manuscript: "a.txt", Column: 3},
			{File: "unread", Headline: "没有"},
		},
		Pull: []config.Pull{{Text: "提要", Kicker: "狼山街道党工委书记孙亚栋"}},
	}
	pl := plan{pieces: somePieces(), sheets: []plannedSheet{{template: "inner", place: []layout.Placement{{Frame: "main", Story: 0}}}}}
	found := placeBoxes(cfg, iss, &pl, map[string]*raster.Image{"p": {Width: 1, Height: 1}})
	var got []string
	for _, d := range found {
		got = append(got, d.Pos.String()+" "+d.Code+" "+d.Hints[0].En)
	}
	want := []string{
		"sources/i/issue.toml:1:1 article-not-found write “政协会议胜利闭幕” (sources/i/a.txt:1:1)",
		"sources/i/issue.toml:2:1 article-ambiguous say which manuscript with manuscript",
		"sources/i/issue.toml:3:1 no-such-column write 1 to 2, or nothing for the last",
		"sources/i/issue.toml:4:1 article-not-found write “狼山镇街道党工委书记孙亚栋：” (sources/i/a.txt:21:1)",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestResolution: a picture of 600 pixels is good to 3 inches at 200 ppi.
func TestResolution(t *testing.T) {
	t.Parallel()
	cfg := &config.Config{Output: config.Output{MinPPI: 200}}
	iss := &config.Issue{Picture: []config.Picture{{File: "a"}, {File: "unseen"}, {File: "a"}}}
	pictures := map[string]*raster.Image{"a": {Width: 600, Height: 400}, "unseen": {Width: 1, Height: 1}}
	for _, c := range []struct {
		width    float64 // inches
		severity diag.Severity
		message  string // empty: none
	}{
		{3, 0, ""},
		{1, 0, ""},
		{0.99, diag.Note, "606 pixels to the inch"},
		{4, diag.Finding, "printed at 102 × 68 mm with 150 pixels to the inch, less than 200"},
	} {
		w := unit.FromFloat(72 * c.width)
		small := &display.Image{Name: "a", W: 2 * unit.Point, H: unit.Point}
		doc := &display.Document{Pages: []display.Page{{Items: []display.Item{&display.Image{Name: "a", W: w, H: w.Times(2, 3)}, small}}}}
		found := checkResolution(cfg, iss, doc, pictures)
		if c.message == "" && len(found) == 0 {
			continue
		}
		if len(found) != 1 || found[0].Severity != c.severity || !strings.Contains(found[0].Message.En, c.message) || c.message == "" {
			t.Errorf("%v in: %s", c.width, summary(found))
		}
		if c.severity == diag.Finding && !strings.Contains(found[0].Hints[0].En, "within 76 × 50 mm") {
			t.Errorf("%v in: hint %s", c.width, found[0].Hints[0].En)
		}
	}
}

func TestPicturesAreDescribed(t *testing.T) {
	t.Parallel()
	dark := &raster.Image{Width: 1, Height: 1, Space: raster.CMYK, Pix: []byte{255, 255, 255, 255}, Flattened: true}
	colour := &raster.Image{Width: 1, Height: 1, Space: raster.RGB, Pix: []byte{1, 2, 3}}
	gray := &raster.Image{Width: 1, Height: 1, Space: raster.Gray, Pix: []byte{0}}
	for _, c := range []struct {
		image *raster.Image
		print bool
		codes string
	}{
		{dark, true, "picture-flattened picture-ink"}, {dark, false, "picture-flattened"},
		{colour, true, "picture-rgb-converted"}, {colour, false, ""}, {gray, true, ""},
	} {
		var codes []string
		for _, d := range describePicture(diag.Pos{}, "p", c.image, c.print, 300) {
			codes = append(codes, d.Code)
		}
		if got := strings.Join(codes, " "); got != c.codes {
			t.Errorf("%d for print %v: %q, want %q", c.image.Space, c.print, got, c.codes)
		}
	}
}

// TestUnreadablePicture: a file that cannot be read stops the build at its key, and
// the one that is read twice is decoded once.
func TestUnreadablePicture(t *testing.T) {
	t.Parallel()
	two := "[[picture]]\nfile = 'p.png'\nheadline = '春天来了'\nalt = '图'\n"
	req := paper(t, map[string]string{"issue.toml": "date = 2026-03-01\n" + two + two, "a.txt": spring, "p.png": "\x89PNG\r\n\x1a\n"})
	res, err := Build(t.Context(), req, nil)
	if err != nil {
		t.Fatal(err)
	}
	if res.Verdict != BadConfig || res.Diagnostics.Count(diag.Error) != 1 {
		t.Errorf("%s: %s", res.Verdict, summary(res.Diagnostics))
	}
	for _, d := range res.Diagnostics {
		if d.Severity == diag.Error && (d.Code != "picture-broken" || d.Pos.String() != "sources/x/issue.toml:3:8") {
			t.Errorf("%s %s", d.Pos, d.Code)
		}
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(req.ConfigPath), "out")); err == nil {
		t.Error("something was released")
	}
}
