package main

import "testing"

func TestConvert(t *testing.T) {
	t.Parallel()
	const manuscript = "某街道党工委书记张三：\n\n标题一 标题二\n\n导语一句话，说的是本段的大意。\n\n第一件事说清楚。先做#1，再做*2*。\n\n第二件事说清楚。再做下去，做到底为止。\n"
	const want = "---\ntitle: \"《报》\"\nlang: zh-Hans\n---\n\n# 标题一　标题二\n\n某街道党工委书记张三：\n\n导语一句话，说的是本段的大意。\n\n" +
		"**第一件事说清楚。**先做\\#1，再做\\*2\\*。\n\n**第二件事说清楚。**再做下去，做到底为止。\n"
	got, err := convert("a.txt", "《报》", []byte(manuscript))
	if err != nil || got != want {
		t.Errorf("got %q, error %v\nwant %q", got, err, want)
	}
}
