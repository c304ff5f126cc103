package layout_test

import (
	"slices"
	"strings"
	"testing"

	"banxin/layout"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// runsOf gives the glyph runs of a page by their text; of equal ones the last.
func runsOf(p *display.Page) map[string]*display.GlyphRun {
	out := map[string]*display.GlyphRun{}
	for _, item := range p.Items {
		if r, ok := item.(*display.GlyphRun); ok {
			out[r.Text()] = r
		}
	}
	return out
}

// TestBylineDoesNotBeginAColumn: a byline on its own line stays with the end of
// the text, however that falls on the columns.
func TestBylineDoesNotBeginAColumn(t *testing.T) {
	t.Parallel()
	for paras := 1; paras < 16; paras++ {
		in := tableInput(t, 30, body("全体委员认真履职尽责，积极建言献策，"))
		for range paras {
			in.Stories[0].Paras = append(in.Stories[0].Paras, body("会议审议通过了各项决议，听取工作报告。"))
		}
		in.Stories[0].Paras = append(in.Stories[0].Paras, layout.Para{Kind: layout.Byline, Spans: spansOf("byline", "·记者林青通讯员秦·")})
		doc, _ := layout.Compose(in)
		by := runsOf(&doc.Pages[0])["·记者林青通讯员秦·"]
		if by == nil {
			t.Fatal("no byline of its own")
		}
		alone := true
		for _, r := range runsOf(&doc.Pages[0]) {
			if r.Y < by.Y && by.Y-r.Y <= ln && abs(r.X-by.X) < 90*unit.Point && r.Text() != in.Stories[0].Headline[0] {
				alone = false
			}
		}
		if alone {
			t.Errorf("%d paragraphs: the byline stands alone at %s,%s", paras, by.X, by.Y)
		}
	}
}

func abs(x unit.Pt) unit.Pt { return max(x, -x) }

// TestRailKeepsHeadlineAndKickerApart: a cell that is too low for its two clauses
// grows instead of setting the kicker over them.
func TestRailKeepsHeadlineAndKickerApart(t *testing.T) {
	t.Parallel()
	in := sampleInput(t)
	rail := &in.Sheets[0].Template.Contents[0]
	rail.Cell, rail.KickerAt = 2*ln, ln
	in.Stories[1].Headline = []string{"把小事办好", "让街坊省心"}
	doc, _ := layout.Compose(in)
	last := unit.Pt(0)
	for _, item := range doc.Pages[0].Items {
		if r, ok := item.(*display.GlyphRun); ok && r.Furniture && r.X >= 212*unit.Point && r.Y > (24+5*14+20)*unit.Point {
			if r.Y-last < 9*unit.Point {
				t.Errorf("%q at %s is printed over what is above it at %s", r.Text(), r.Y, last)
			}
			last = r.Y
		}
	}
	if last == 0 {
		t.Error("no rail")
	}
}

// TestDeckStandsUnderItsHeadline: what a headline leaves free under it stands
// under the whole group.
func TestDeckStandsUnderItsHeadline(t *testing.T) {
	t.Parallel()
	at := func(after unit.Pt) (headline, deck, text unit.Pt) {
		in := sampleInput(t)
		s := in.Styles["headline"]
		s.After = after
		in.Styles["headline"] = s
		in.Styles["deck"] = layout.Style{Face: "song", Size: 10 * unit.Point, Leading: ln}
		in.Stories[0].Headline, in.Stories[0].Deck = []string{"胜利闭幕"}, "大会选出新一届委员会"
		in.Stories[0].Paras = []layout.Para{body("完。")}
		doc, _ := layout.Compose(in)
		runs := runsOf(&doc.Pages[0])
		return runs["胜利闭幕"].Y, runs["大会选出新一届委员会"].Y, runs["完。"].Y
	}
	h0, d0, t0 := at(0)
	h2, d2, t2 := at(2 * ln)
	if d2-h2 != d0-h0 {
		t.Errorf("the deck stands %s under its headline, with space under the headline %s", d0-h0, d2-h2)
	}
	if t2-d2 != t0-d0+2*ln {
		t.Errorf("the text stands %s under the deck, want %s", t2-d2, t0-d0+2*ln)
	}
}

// TestRestOfAPlacedContinuationIsReported: what a placed continuation has no room
// for is reported with all its lines, at the frame it was placed in.
func TestRestOfAPlacedContinuationIsReported(t *testing.T) {
	t.Parallel()
	in := jumpInput(t, 50)
	in.Flow = []int{1, 2}
	in.Sheets[0].Place = []layout.Placement{{Frame: "lead", Story: 0}}
	in.Sheets[1].Place = []layout.Placement{{Frame: "right", Story: 0, Continues: true}}
	_, report := layout.Compose(in)
	var over []int
	for _, f := range report.Findings {
		if f.Code == layout.Overflow && f.Story == "a:1" {
			over = append(over, f.Count)
			if f.Name != "right" {
				t.Errorf("reported at %s", f.Name)
			}
		}
	}
	if len(over) != 1 || over[0] < 100 {
		t.Errorf("lines reported: %v", over)
	}
	for _, f := range report.Fits {
		if f.Page == "1" && f.Frame == "lead" && f.Over != 0 || f.Page == "2" && f.Frame == "right" && (len(over) == 0 || f.Over != over[0]) {
			t.Errorf("%+v", f)
		}
	}
}

// TestMovedBoxIsReportedAndFound: a box that has no room beside its text goes on
// with the jump lines of a story that goes on, and is reported.
func TestMovedBoxIsReportedAndFound(t *testing.T) {
	t.Parallel()
	in := tableInput(t, 14, body(strings.Repeat("报名从即日起，到六月底为止，请带工作证明。", 10)),
		layout.Para{Kind: layout.QRBox, Spans: spansOf("qr-caption", "扫码查看。")})
	in.Styles["jump"] = layout.Style{Face: "kai", Size: 8 * unit.Point, Leading: ln}
	in.Jump = layout.Jump{To: "（下转第{page}版）", From: "（上接第{page}版）{title}", Style: "jump"}
	doc, report := layout.Compose(in)
	if len(doc.Pages) != 2 {
		t.Fatalf("%d pages", len(doc.Pages))
	}
	if runsOf(&doc.Pages[0])["（下转第2版）"] == nil || runsOf(&doc.Pages[1])["（上接第1版）表彰"] == nil {
		t.Error("no jump lines")
	}
	inside(t, doc)
	if len(report.Findings) != 1 || report.Findings[0].Code != layout.MovedBox || report.Findings[0].Para != 1 {
		t.Errorf("findings: %+v", report.Findings)
	}
}

// TestSpanningPictureStandsOnItsCaption: whatever a picture leaves of its grid
// lines, its caption stands as near; and the text ends about a line over a picture
// at the foot, never two.
func TestSpanningPictureStandsOnItsCaption(t *testing.T) {
	t.Parallel()
	for height := 200; height < 260; height += 5 {
		for _, at := range []layout.Anchor{{Head: true, Spanning: true}, {Spanning: true}, {Column: 2}} {
			in := boxInput(t, at, layout.Anchor{Head: true})
			in.Sheets[0].Template.Frames[0].Fill = layout.Balance
			in.Stories[0].Paras[0].Image.Height = height
			doc, _ := layout.Compose(in)
			runs := runsOf(&doc.Pages[0])
			var image *display.Image
			for _, item := range doc.Pages[0].Items {
				if m, ok := item.(*display.Image); ok {
					image = m
				}
			}
			if gap := runs["闭幕会会场"].Y - image.Y - image.H; gap < 9*unit.Point || gap > 11*unit.Point {
				t.Errorf("height %d, %+v: caption %s under the picture", height, at, gap)
			}
			if at.Head || !at.Spanning { // the columns' ends are the balance's business
				continue
			}
			last := unit.Pt(0)
			for _, r := range runs {
				if !r.Furniture && r.Y < image.Y && r.X >= image.X && r.X < image.X+image.W {
					last = max(last, r.Y)
				}
			}
			if gap := image.Y - last; gap < ln/2 || gap > 2*ln {
				t.Errorf("height %d, %+v: picture %s under the text", height, at, gap)
			}
		}
	}
}

// TestShortCellsKeepTheirLine: where a long column goes on over several lines in
// any case, dates beside it do not.
func TestShortCellsKeepTheirLine(t *testing.T) {
	t.Parallel()
	in := tableInput(t, 40, tablePara(alignWords, "项目,时间,地点", "线路检查,5月6日至10日,柳巷、石桥",
		"知识讲座,5月18日下午,社区服务中心二楼会议室", "充电桩启用,5月20日,北闸停车场"))
	in.Sheets[0].Template.Frames[0].Width = 312 * unit.Point
	doc, _ := layout.Compose(in)
	text := strings.Builder{}
	for _, item := range doc.Pages[0].Items {
		if r, ok := item.(*display.GlyphRun); ok {
			text.WriteString(r.Text() + "\n")
		}
	}
	for _, cell := range []string{"5月6日至10日", "5月18日下午", "充电桩启用"} {
		if !strings.Contains(text.String(), cell+"\n") {
			t.Errorf("%s is divided:\n%s", cell, text.String())
		}
	}
}

// TestNoTableRowAlone: the end of a column does not part one row of a table from
// the others where rows enough are there.
func TestNoTableRowAlone(t *testing.T) {
	t.Parallel()
	for lines := 1; lines < 16; lines++ {
		paras := []layout.Para{}
		for range lines {
			paras = append(paras, body("会议听取报告。"))
		}
		in := tableInput(t, 40, append(paras, tablePara(alignWords, "单位,姓名,得票",
			"社区服务中心二楼会议室外面的走廊,陈立,1", "社区服务中心二楼会议室,王芳,2", "社区服务中心二楼的大会议室,周宁,3", "丁,陆云,4"))...)
		f := &in.Sheets[0].Template.Frames[0]
		f.Columns, f.Width = 3, 396*unit.Point
		doc, _ := layout.Compose(in)
		var rows [3]int // in each column
		for _, votes := range []string{"1", "2", "3", "4"} {
			rows[(runsOf(&doc.Pages[0])[votes].X-20*unit.Point)/(136*unit.Point)]++
		}
		if slices.Contains(rows[:], 1) {
			t.Errorf("%d lines before the table: its rows stand in the columns as %v", lines, rows)
		}
	}
}

// TestJumpLineStandsClear: however full the columns are, a jump line stands inside
// its frame and on no box, also where only a box goes on.
func TestJumpLineStandsClear(t *testing.T) {
	t.Parallel()
	for lines := 13; lines < 20; lines++ {
		for paras := 1; paras < 24; paras++ {
			for _, at := range []layout.Anchor{{}, {Column: 1}, {Spanning: true}} {
				in := tableInput(t, lines, layout.Para{Kind: layout.Picture, At: at, Image: &layout.Image{Name: "a.jpg", Width: 640, Height: 200}})
				s := &in.Stories[0]
				for range paras {
					s.Paras = append(s.Paras, body("会议审议通过了各项决议，听取工作报告。会议审议通过了各项决议，"))
				}
				s.Paras = append(s.Paras, layout.Para{Kind: layout.QRBox, Spans: spansOf("qr-caption", "扫码查看。")})
				in.Styles["jump"] = layout.Style{Face: "kai", Size: 8 * unit.Point, Leading: ln}
				in.Jump = layout.Jump{To: "（下转第{page}版）", Style: "jump"}
				doc, _ := layout.Compose(in)
				foot := in.Page.Top + unit.Pt(lines)*ln
				for i := range doc.Pages {
					for _, item := range doc.Pages[i].Items {
						if r, ok := item.(*display.GlyphRun); ok && strings.Contains(r.Text(), "（下转") {
							if r.Y > foot || onBox(&doc.Pages[i], r) {
								t.Errorf("%d lines, %d paragraphs, %+v: page %d: jump line at %s,%s", lines, paras, at, i+1, r.X, r.Y)
							}
						}
					}
				}
			}
		}
	}
}

// onBox tells whether a run stands on a frame or a picture of its page.
func onBox(p *display.Page, r *display.GlyphRun) bool {
	on := func(x, y, w, h unit.Pt) bool {
		return r.X < x+w && r.X+r.Width() > x && r.Y > y && r.Y-r.Size*7/10 < y+h
	}
	return slices.ContainsFunc(p.Items, func(item display.Item) bool {
		switch b := item.(type) {
		case *display.Image:
			return on(b.X, b.Y, b.W, b.H)
		case *display.Stroke:
			return on(b.X, b.Y, b.W, b.H)
		}
		return false
	})
}
