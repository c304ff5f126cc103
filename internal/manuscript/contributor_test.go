package manuscript

import (
	"strings"
	"testing"

	"banxin/internal/issue"
	"github.com/google/go-cmp/cmp"
)

// said writes contributors as "王伟 aut, 李明 pht".
func said(list []issue.Contributor) string {
	var out []string
	for _, c := range list {
		out = append(out, c.Name+" "+string(c.Role))
	}
	return strings.Join(out, ", ")
}

func TestBylineContributors(t *testing.T) {
	t.Parallel()
	for byline, want := range map[string]string{
		"·陆蕾·":  "陆蕾 aut",
		"（陆蕾）":  "陆蕾 aut",
		"■　王　伟": "王伟 aut",
		"本报记者　王伟　通讯员　李晓明":   "王伟 aut, 李晓明 aut",
		"（本报记者王伟）":          "王伟 aut",
		"文/王伟 图/李晓明":        "王伟 aut, 李晓明 pht",
		"图文/王伟":             "王伟 aut",
		"记者：王伟":             "王伟 aut",
		"王伟 摄":              "王伟 pht",
		"王伟摄":               "王伟 pht",
		"本报记者 王伟 摄":         "王伟 pht",
		"王伟 摄 李明 文":         "王伟 pht, 李明 aut",
		"王伟 文 李晓明 摄":        "王伟 aut, 李晓明 pht",
		"文/王伟 摄/李晓明":        "王伟 aut, 李晓明 pht",
		"记者 王伟 摄影报道":        "王伟 pht",
		"责任编辑：王伟 校对：李晓明":    "王伟 edt, 李晓明 pfr",
		"王伟 译":              "王伟 trl",
		"来源：新华社":            "",
		"通讯员 区融媒体中心":        "区融媒体中心 aut",
		"·编者的话·":            "",
		"本报评论员":             "",
		"本报记者 买买提·吐尔逊":      "买买提·吐尔逊 aut",
		"王伟·李晓明":            "王伟 aut, 李晓明 aut",
		"王伟、王伟":             "王伟 aut",
		"本报记者 王伟 图/王伟":      "王伟 aut, 王伟 pht",
		"王伟 李晓明 摄 周小平 吴桐 文": "王伟 pht, 李晓明 pht, 周小平 aut, 吴桐 aut",
	} {
		a := issue.Article{Blocks: []issue.Block{{Kind: issue.Byline, Inlines: []issue.Inline{{Text: byline}}}}}
		if got := said(Contributors(&a)); got != want {
			t.Errorf("%s: %q, want %q", byline, got, want)
		}
	}
}

func TestCreditContributors(t *testing.T) {
	t.Parallel()
	for credit, want := range map[string]string{
		"":                    "",
		"李四摄":                 "李四 pht",
		"李四　摄":                "李四 pht",
		"新华社记者 李四 摄":          "李四 pht",
		"记者 李四":               "李四 pht",
		"图/李四":                "李四 pht",
		"李四":                  "李四 pht",
		"区融媒体中心供图":            "区融媒体中心 pht",
		"John F. Smith、王 伟 摄": "John F. Smith pht, 王伟 pht",
		"2021年1月15日":          "",
	} {
		a := issue.Article{Blocks: []issue.Block{
			{Kind: issue.Picture, Image: &issue.Image{Credit: []issue.Inline{{Text: credit}}}},
			{Kind: issue.Picture},
			{Kind: issue.Paragraph, Inlines: []issue.Inline{{Text: "王伟摄"}}},
		}}
		if got := said(Contributors(&a)); got != want {
			t.Errorf("%s: %q, want %q", credit, got, want)
		}
	}
}

// TestContributorsOnce: the same person with the same role stands once, in the order
// of the article.
func TestContributorsOnce(t *testing.T) {
	t.Parallel()
	line := func(s string) []issue.Inline { return []issue.Inline{{Text: s}} }
	a := issue.Article{Blocks: []issue.Block{
		{Kind: issue.Picture, Image: &issue.Image{Credit: line("王伟摄")}},
		{Kind: issue.Picture, Image: &issue.Image{Credit: line("王伟摄")}},
		{Kind: issue.Byline, Inlines: line("文/王伟 图/王伟")},
	}}
	want := []issue.Contributor{{Name: "王伟", Role: issue.Photographer}, {Name: "王伟", Role: issue.Author}}
	if d := cmp.Diff(want, Contributors(&a)); d != "" {
		t.Error(d)
	}
}
