package layout_test

import (
	"strings"
	"testing"

	"banxin/fonts"
	"banxin/layout"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

const ln = 14 * unit.Point // one grid line of the sample page

// sampleInput is a small two-page paper that uses every part of the layout.
func sampleInput(t testing.TB) *layout.Input {
	chain := func(name string) fonts.Chain {
		f, err := fonts.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		return fonts.Chain{f}
	}
	in := &layout.Input{
		Page: layout.Page{
			Width: 300 * unit.Point, Height: 400 * unit.Point, Left: 20 * unit.Point, Top: 24 * unit.Point,
			TypeWidth: 260 * unit.Point, TypeHeight: 25 * ln, Bleed: 9 * unit.Point, Pitch: ln, Baseline: 11 * unit.Point,
		},
		Faces: map[string]fonts.Chain{
			"song": chain("NotoSerifSC-Regular"), "hei": chain("NotoSansSC-Bold"), "kai": chain("LXGWWenKai-Regular"),
		},
		Colours: map[string]layout.Colour{"black": {0, 0, 0, 100}, "red": {0, 100, 100, 0}},
		Styles: map[string]layout.Style{
			"body":       {Face: "song", Size: 9 * unit.Point, Leading: ln, Indent: 2000},
			"run-in":     {Face: "hei", Size: 9 * unit.Point},
			"byline":     {Face: "kai", Size: 9 * unit.Point, Leading: ln, Align: layout.Right},
			"qr-caption": {Face: "kai", Size: 9 * unit.Point, Leading: ln, Align: layout.Centre},
			"headline":   {Face: "hei", Size: 16 * unit.Point, Leading: 2 * ln, Align: layout.Left, Gap: 750, MinSize: 14 * unit.Point},
			"kicker":     {Face: "kai", Size: 10 * unit.Point, Leading: ln, Align: layout.Left},
			"overline":   {Face: "kai", Size: 10 * unit.Point, Leading: ln, Align: layout.Left},
			"deck":       {Face: "song", Size: 10 * unit.Point, Leading: ln, Align: layout.Left},
			"nameplate":  {Face: "song", Size: 30 * unit.Point, FitWidth: true, MinSize: 20 * unit.Point, MaxSize: 60 * unit.Point, Colour: "red"},
			"small":      {Face: "kai", Size: 8 * unit.Point, Leading: ln},
		},
		Setting: inline.Quanjiao(),
		QR:      layout.QRStyle{Side: 5 * ln, Line: unit.Point, Colour: "red", Caption: "qr-caption", Placeholder: "二维码占位"},
		Vars:    map[string]string{"name": "样报", "date": "2026年1月5日", "number": "7"},
	}
	in.Setting.Autospace = 125
	front := &layout.Template{
		Name: "front",
		Frames: []layout.Frame{{
			Name: "lead", Y: 5 * ln, Width: 180 * unit.Point, Height: 20 * ln, Columns: 2, Gutter: 12 * unit.Point,
			Fill: layout.FirstFull, Takes: layout.TakesFirst,
		}},
		Texts: []layout.Text{
			{Text: "{name}", Style: "nameplate", Y: 40 * unit.Point, Width: 180 * unit.Point},
			{Text: "{date}", Style: "small", X: 190 * unit.Point, Y: 40 * unit.Point, Width: 70 * unit.Point},
			{Text: "{nothing}期", Style: "small", X: 190 * unit.Point, Y: 60 * unit.Point, Width: 70 * unit.Point},
		},
		Rules: []layout.Rule{{Y: 60 * unit.Point, Width: 260 * unit.Point, Height: unit.Point, Colour: "red"}},
		Contents: []layout.Contents{{
			X: 192 * unit.Point, Y: 5 * ln, Width: 68 * unit.Point, Height: 20 * ln, Title: "导读", Ref: "第{page}版",
			TitleAt: 11 * unit.Point, First: 2 * ln, Cell: 7 * ln, KickerAt: 5 * ln,
			Style: "small", RefStyle: "small", Headline: "body", Kicker: "small",
			Separator: []layout.Rule{{Width: 68 * unit.Point, Height: unit.Point / 2}},
		}},
	}
	inner := &layout.Template{
		Name: "inner",
		Frames: []layout.Frame{
			{Name: "left", Y: 2 * ln, Width: 125 * unit.Point, Height: 23 * ln, Columns: 1, Takes: layout.TakesRest, Gap: ln, KeepRunIn: 1,
				Separator: []layout.Rule{{Y: -ln / 2, Width: 125 * unit.Point, Height: unit.Point / 2}}},
			{Name: "right", X: 135 * unit.Point, Y: 2 * ln, Width: 125 * unit.Point, Height: 23 * ln, Columns: 1, Takes: layout.TakesRest, Gap: ln, KeepRunIn: 1},
		},
		Texts: []layout.Text{{Text: "{page}版　{name}", Style: "small", Y: 11 * unit.Point, Width: 100 * unit.Point}},
	}
	in.Stories = []layout.Story{
		sampleStory("a:1", "大会闭幕", "", 3, true),
		sampleStory("a:20", "高点定位　争当引擎", "开发区主任王晶：", 2, false),
		sampleStory("a:40", "立足三破", "虹桥街道书记龚培湘：", 2, false),
	}
	in.Sheets = []layout.Sheet{{Template: front}, {Template: inner}}
	in.Flow = []int{0, 1, 2}
	in.Added = inner
	return in
}

// sampleStory is a story of n body paragraphs, with byline and QR box when long.
func sampleStory(id, headline, kicker string, n int, long bool) layout.Story {
	s := layout.Story{ID: id, Title: headline, Kicker: kicker, Headline: strings.Split(headline, "　")}
	for i := range n {
		var p layout.Para
		if i > 0 && !long {
			p.Spans = append(p.Spans, layout.Span{Text: "在创新发展中展现新作为。", Style: "run-in"})
		}
		p.Spans = append(p.Spans, layout.Span{
			Text:  "1月14日下午，会议在“更俗剧院”胜利闭幕——《倡议书》获得通过；全年招引10亿元以上项目8.5%……",
			Style: "body",
		})
		s.Paras = append(s.Paras, p)
	}
	if long {
		s.Paras = append(s.Paras,
			layout.Para{Kind: layout.Byline, Spans: []layout.Span{{Text: "·陆蕾·", Style: "byline"}}},
			layout.Para{Kind: layout.QRBox, Spans: []layout.Span{{Text: "扫码查看。", Style: "qr-caption"}}})
	}
	return s
}
