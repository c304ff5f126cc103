package main

import (
	"strings"
	"testing"
)

func TestCompare(t *testing.T) {
	t.Parallel()
	articles := []string{"标题甲\u3000分句第一段。第二段。", "标题乙第三段。"}
	furniture := []string{"报名", "第 1 版", "标题乙"}
	const good = "报名\n标题甲 分句\n第一段。第二\f段。\n第1版\n标题乙\n标题乙\n第三段。"
	tests := []struct{ name, extracted, want string }{
		{"complete", good, ""},
		{"furniture inside an article", "标题乙标题甲分句第一段。第二报名第1版段。标题乙第三段。", ""},
		{"character missing", strings.Replace(good, "一", "", 1), "'一' stands 1 times too seldom"},
		{"character twice", good + "段", "'段' stands 1 times too often"},
		{"furniture not listed", good + "水印", "'印' stands 1 times too often"},
		{"furniture missing", strings.Replace(good, "报名\n", "", 1), "'报' stands 1 times too seldom"},
		{"paragraphs exchanged", "报名标题甲分句第二段。第一段。第1版标题乙标题乙第三段。", "article 1 is not in reading order: after “标题甲分句第” no “一段。第二段。”"},
		{"articles mixed", "报名标题甲分句第一段。第三段。第二段。第1版标题乙标题乙", "article 1 is not in reading order"},
		{"nothing", "", "too seldom"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			problems, facts := compare(articles, furniture, tt.extracted, true)
			all := strings.Join(problems, "\n")
			if (tt.want == "") != (all == "") || !strings.Contains(all, tt.want) {
				t.Errorf("problems %q, want one with %q (%s)", all, tt.want, facts)
			}
		})
	}
}

func TestCompareUnordered(t *testing.T) {
	t.Parallel()
	articles := []string{"甲乙丙"}
	if problems, _ := compare(articles, nil, "丙甲乙", false); len(problems) > 0 {
		t.Errorf("order was looked at: %q", problems)
	}
	if problems, _ := compare(articles, nil, "丙甲", false); len(problems) != 1 {
		t.Errorf("the missing character was not found: %q", problems)
	}
}
