package press

import (
	"testing"
	"time"

	"banxin/internal/config"
	"banxin/internal/issue"
	"banxin/internal/pinyin"
	"github.com/google/go-cmp/cmp"
)

func TestSortKey(t *testing.T) {
	t.Parallel()
	cfg := &config.Config{Publication: config.Publication{Name: "重山报"}, Pinyin: map[string]string{"单丽": "dan li"}}
	iss := &config.Issue{Number: "7", Date: time.Date(2021, 1, 15, 0, 0, 0, 0, time.UTC)}
	if got, want := sortKey(cfg, iss), "zhong shan bao 2021-007"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	iss.Number = " "
	cfg.Pinyin["重山报"] = "chong shan bao"
	if got, want := sortKey(cfg, iss), "chong shan bao 2021-01-15"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestContributors(t *testing.T) {
	t.Parallel()
	line := func(s string) []issue.Inline { return []issue.Inline{{Text: s}} }
	a := &issue.Article{Blocks: []issue.Block{
		{Kind: issue.Picture, Image: &issue.Image{Credit: line("单丽摄")}},
		{Kind: issue.Byline, Inlines: line("·曾明·")},
	}}
	contributors([]piece{{article: a}}, pinyin.Names{"单丽": "dan li"})
	want := []issue.Contributor{
		{Name: "单丽", Role: issue.Photographer, FileAs: "dan li"},
		{Name: "曾明", Role: issue.Author, FileAs: "zeng ming"},
	}
	if d := cmp.Diff(want, a.Contributors); d != "" {
		t.Error(d)
	}
}
