package press

import (
	"strings"
	"testing"

	"banxin/internal/issue"
)

// written does the phases up to the EPUB of a paper.
func written(t *testing.T, files map[string]string) (*job, string) {
	t.Helper()
	j := &job{req: paper(t, files)}
	if errors := phases(t, j); len(errors) > 0 {
		return nil, summary(errors)
	}
	return j, ""
}

// TestCorrectionsAreOfTheirArticles: by headline or kicker, in the house form; the
// others are of earlier issues.
func TestCorrectionsAreOfTheirArticles(t *testing.T) {
	t.Parallel()
	j, wrong := written(t, map[string]string{"a.txt": spring + "\n园林部门负责人李明：\n\n爱护花草\n\n园林部门提醒，请爱护花草，不要攀折花枝。\n", "issue.toml": `
date = 2026-03-01
revision = 2026-03-04T12:00:00
[[correction]]
date = 2026-03-04T23:59:59
headline = "春天来了"
text = """
第一段"三月"应为“四月”,
特此更正。"""
[[correction]]
date = 2026-03-02
kicker = "园林部门负责人李明"
manuscript = "a.txt"
text = "姓名有误。"
[[correction]]
date = 2026-03-03
text = "上期头版有误。"
`})
	if wrong != "" {
		t.Fatal(wrong)
	}
	articles := issue.Articles(j.model.Sections)
	for i, want := range []string{"2026-03-04 sources/x/issue.toml:7 第一段“三月”应为“四月”，特此更正。", "2026-03-02 sources/x/issue.toml:14 姓名有误。"} {
		if got := told(articles[i].Corrections); got != want {
			t.Errorf("%s has the corrections %s, want %s", articles[i].Title(), got, want)
		}
	}
	if got, want := told(j.model.Corrections), "2026-03-03 sources/x/issue.toml:17 上期头版有误。"; got != want {
		t.Errorf("of earlier issues: %s, want %s", got, want)
	}
}

func told(corrections []issue.Correction) string {
	var out []string
	for _, c := range corrections {
		out = append(out, c.Date.Format("2006-01-02")+" "+c.Text[0].Pos.String()+" "+issue.Plain(c.Text))
	}
	return strings.Join(out, "; ")
}

func TestCorrectionsOfNoArticle(t *testing.T) {
	t.Parallel()
	const begin = "date = 2026-03-01\n[[correction]]\ndate = 2026-03-01\n"
	for name, c := range map[string]struct{ issue, want string }{
		"none":      {begin + "headline = '夏天来了'\ntext = '误。'\n", "sources/x/issue.toml:4:12 error article-not-found"},
		"several":   {begin + "headline = '春天来了'\ntext = '误。'\n", "sources/x/issue.toml:4:12 error article-ambiguous"},
		"no kicker": {begin + "kicker = '某某'\ntext = '误。'\n", "sources/x/issue.toml:4:10 error article-not-found"},
		"unseen":    {begin + "text = \"\\u200B\"\n", "sources/x/issue.toml:4:8 error empty-correction"},
		"too new":   {strings.Replace(begin, "date = 2026-03-01\n[", "date = 2026-02-28\n[", 1) + "text = '误。'\n", "sources/x/issue.toml:3:8 error correction-after-revision"},
	} {
		res, err := Check(t.Context(), paper(t, map[string]string{"issue.toml": c.issue, "a.txt": spring, "b.txt": spring}), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := summary(res.Diagnostics); !strings.Contains(got, c.want) || res.Verdict != BadConfig {
			t.Errorf("%s: %s, %s, want %s", name, res.Verdict, got, c.want)
		}
	}
}
