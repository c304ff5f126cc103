package press

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/internal/issue"
	"banxin/layout"
)

// articleAt makes an article whose kicker stands on the line given and whose
// headline on the next; clauses of the headline are parted by a full-em space.
func articleAt(file string, line int, kicker, headline string) issue.Article {
	pos := func(line int) diag.Pos { return diag.Pos{File: "sources/i/" + file, Line: line, Col: 1} }
	a := issue.Article{Pos: pos(line)}
	if kicker != "" {
		a.Kicker = []issue.Inline{{Pos: pos(line), Text: kicker}}
		line++
	}
	if headline != "" {
		for clause := range strings.SplitSeq(headline, "\u3000") {
			a.Headline = append(a.Headline, []issue.Inline{{Pos: pos(line), Text: clause}})
		}
	}
	return a
}

// somePieces are two manuscripts with a headline that stands in both.
func somePieces() []piece {
	first := []issue.Section{{Articles: []issue.Article{
		articleAt("a.txt", 1, "", "政协会议胜利闭幕"),
		articleAt("a.txt", 10, "城东街道党工委书记王文献：", "立足“三有”\u3000励力先行"),
		articleAt("a.txt", 20, "狼山镇街道党工委书记孙亚栋：", "争先创优\u3000勤劳奋斗"),
	}}}
	second := []issue.Section{{Articles: []issue.Article{
		articleAt("b.txt", 1, "记者观察：", "政协会议胜利闭幕"),
		articleAt("b.txt", 9, "", ""),
	}}}
	return append(newPieces("a.txt", first), newPieces("b.txt", second)...)
}

// placedAt gives settings with one page and these places, key by key on lines of
// their own.
func placedAt(places ...config.Place) (*config.Config, *config.Issue) {
	iss := &config.Issue{ID: "i", Dir: "sources/i", Manuscripts: []string{"a.txt", "b.txt"},
		Page: []config.Placed{{Template: "inner", Place: places}}}
	keys := map[string]diag.Pos{}
	for i := range places {
		for k, key := range []string{"", ".headline", ".kicker", ".breaks"} {
			keys["pages[0].place["+string(rune('0'+i))+"]"+key] = diag.Pos{File: "sources/i/issue.toml", Line: 10*(i+1) + k, Col: 1}
		}
	}
	iss.Keys = keys
	return &config.Config{Keys: keys, File: "config.toml"}, iss
}

func TestPlaceFindsByHeadlineOrKicker(t *testing.T) {
	t.Parallel()
	cfg, iss := placedAt(
		config.Place{Frame: "x", File: "a.txt", Headline: "政协 会议胜利闭幕"},
		config.Place{Frame: "y", Kicker: "城东街道党工委书记王文献:"},
		config.Place{Frame: "y", Kicker: "狼山镇街道党工委书记孙亚栋"},
		config.Place{Frame: "z", Headline: "政协会议胜利闭幕", Kicker: "记者观察："},
	)
	pl, diags := place(cfg, iss, somePieces())
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	want := []layout.Placement{{Frame: "x", Story: 0}, {Frame: "y", Story: 1}, {Frame: "y", Story: 2}, {Frame: "z", Story: 3}}
	if d := cmp.Diff(want, pl.sheets[0].place); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]int{4}, pl.flow); d != "" {
		t.Errorf("flow: %s", d)
	}
	if len(diags) != 1 || diags[0].Code != "article-flows" || diags[0].Pos.Line != 9 {
		t.Errorf("notes: %v", diags)
	}
}

// TestPlaceProblems: each wrong place is reported at its key, with what to write
// instead, and all of them in one run.
func TestPlaceProblems(t *testing.T) {
	t.Parallel()
	cfg, iss := placedAt(
		config.Place{Headline: "政协会议胜利闭幕"},
		config.Place{Kicker: "城东街道党工委书记王文先："},
		config.Place{Kicker: "狼山镇街道党工委书记孙亚栋："},
		config.Place{Kicker: "狼山镇街道党工委书记孙亚栋："},
		config.Place{File: "a.txt", Headline: "政协会议胜利闭幕", Breaks: "政协会议|圆满闭幕"},
		config.Place{},
		config.Place{Headline: "争先创优　勤劳奋斗", Kicker: "记者观察："},
	)
	_, diags := place(cfg, iss, somePieces())
	var got strings.Builder
	for _, d := range diags {
		if d.Severity == diag.Note {
			continue
		}
		got.WriteString(d.Pos.String() + " " + d.Code + ": " + d.Message.Zh + "\n")
		for _, h := range d.Hints {
			got.WriteString("    " + h.Zh + "\n")
		}
	}
	const want = `sources/i/issue.toml:11:1 article-ambiguous: 有 2 篇稿件符合：sources/i/a.txt:1:1, sources/i/b.txt:2:1
    写明 file（来稿文件名）
sources/i/issue.toml:22:1 article-not-found: a.txt, b.txt 里没有眉题为“城东街道党工委书记王文先：”的稿件
    写成“城东街道党工委书记王文献：”（sources/i/a.txt:11:1）
    写成“狼山镇街道党工委书记孙亚栋：”（sources/i/a.txt:21:1）
    写成“记者观察：”（sources/i/b.txt:2:1）
sources/i/issue.toml:42:1 article-placed-twice: 《争先创优　勤劳奋斗》已在 sources/i/issue.toml:32:1 排过一次
    两处删去一处；后一处若是接排，写 continues = true
sources/i/issue.toml:53:1 breaks-differ: 去掉 | 以后与标题不同：“政协会议圆满闭幕”
    照抄标题，只在换行处加 |：“政协会议胜利闭幕”
sources/i/issue.toml:62:1 place-without-name: 没有说明排哪一篇
    写 headline（标题）或 kicker（眉题）
sources/i/issue.toml:71:1 article-not-found: a.txt, b.txt 里没有标题为“争先创优　勤劳奋斗”的稿件
    标题与眉题须属于同一篇
    写成“争先创优　勤劳奋斗”（sources/i/a.txt:21:1）
    写成“政协会议胜利闭幕”（sources/i/a.txt:1:1）
    写成“立足“三有”　励力先行”（sources/i/a.txt:11:1）
`
	if d := cmp.Diff(want, got.String()); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	for _, d := range diags {
		if strings.ContainsAny(d.Message.En+d.Message.Zh, "%!") {
			t.Errorf("broken sentence: %q", d.Message)
		}
	}
}

func TestPlaceNothingToName(t *testing.T) {
	t.Parallel()
	cfg, iss := placedAt(config.Place{Kicker: "某人："})
	pieces := newPieces("a.txt", []issue.Section{{Articles: []issue.Article{articleAt("a.txt", 3, "", "标题")}}})
	_, diags := place(cfg, iss, pieces)
	if diags[0].Code != "article-not-found" || !strings.Contains(diags[0].Hints[0].Zh, "没有带眉题的稿件") {
		t.Errorf("%v", diags)
	}
}

func TestCutLines(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		headline, breaks string
		want             []string
	}{
		{"政协会议胜利闭幕", "政协会议|胜利闭幕", []string{"政协会议", "胜利闭幕"}},
		{"政协会议胜利闭幕", "政协会议 | 胜利闭幕", []string{"政协会议", "胜利闭幕"}},
		{"立足“三有”\u3000励力先行", `立足"三有"|励力先行`, []string{"立足“三有”", "励力先行"}},
		{"立足“三有”\u3000励力先行", `立足"三|有" 励力|先行`, []string{"立足“三", "有”\u3000励力", "先行"}},
		{"高点定位，争当引擎", "高点定位,|争当引擎", []string{"高点定位，", "争当引擎"}},
		{"标题", "标题", []string{"标题"}},
		{"标题", "|标|题|", []string{"标", "题"}},
	} {
		if d := cmp.Diff(c.want, cutLines(c.headline, c.breaks)); d != "" {
			t.Errorf("%s by %s: %s", c.headline, c.breaks, d)
		}
	}
}

// TestPieceNames: layout's names are those of file and headline line, and
// distinct even when two articles stand on one line.
func TestPieceNames(t *testing.T) {
	t.Parallel()
	pieces := newPieces("a.txt", []issue.Section{
		{Articles: []issue.Article{articleAt("a.txt", 1, "眉：", "标题"), articleAt("a.txt", 2, "", "又一个")}},
		{Articles: []issue.Article{articleAt("a.txt", 9, "", "")}},
	})
	var got []string
	for _, p := range pieces {
		got = append(got, p.id)
	}
	if d := cmp.Diff([]string{"a.txt:2", "a.txt:2#2", "a.txt:9"}, got); d != "" {
		t.Error(d)
	}
}

// TestTemplatesInOrder: an issue that names no pages has one of each template
// that takes articles, and then the last again and again.
func TestTemplatesInOrder(t *testing.T) {
	t.Parallel()
	template := func(name string, takes ...layout.Takes) layout.Template {
		t := layout.Template{Name: name}
		for _, k := range takes {
			t.Frames = append(t.Frames, layout.Frame{Takes: k})
		}
		return t
	}
	front, middle := template("front", layout.TakesFirst), template("middle", layout.TakesFirst, layout.TakesRest)
	inner, bare, closed := template("inner", layout.TakesRest), template("bare"), template("closed", layout.TakesNone)
	for name, c := range map[string]struct {
		templates []layout.Template
		sheets    string // ? after what is left out when no article is left
		added     string
	}{
		"one":              {[]layout.Template{inner}, "inner", "inner"},
		"two":              {[]layout.Template{front, inner}, "front", "inner"},
		"three":            {[]layout.Template{front, middle, inner}, "front middle?", "inner"},
		"some take none":   {[]layout.Template{bare, front, closed, middle, inner, closed}, "front middle?", "inner"},
		"the last differs": {[]layout.Template{inner, front}, "inner front?", "inner"},
		"first alone":      {[]layout.Template{bare, front}, "front", "front"},
		"none takes":       {[]layout.Template{bare, closed}, "bare", "closed"},
	} {
		pages := added(c.templates)
		var got []string
		for _, s := range inOrder(c.templates, pages) {
			mark := ""
			if s.IfNeeded {
				mark = "?"
			}
			got = append(got, s.Template.Name+mark)
		}
		if s := strings.Join(got, " "); s != c.sheets || pages.Name != c.added {
			t.Errorf("%s: %q, then %s; want %q, then %s", name, s, pages.Name, c.sheets, c.added)
		}
	}
}
