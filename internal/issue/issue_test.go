package issue

import "testing"

func text(s string) []Inline { return []Inline{{Text: s}} }

// TestTitle: what an article is called when it lacks a headline.
func TestTitle(t *testing.T) {
	t.Parallel()
	body := Block{Inlines: text("一二三四五六七八九十一二三四五六七八九十一")}
	for want, a := range map[string]Article{
		"标题\u3000下句": {Headline: [][]Inline{text("标题"), text("下句")}, Kicker: text("眉："), Blocks: []Block{body}},
		"眉":          {Headline: [][]Inline{text(" ")}, Kicker: text("眉："), Deck: text("副题")},
		"引":          {Overline: text("引"), Kicker: text("眉：")},
		"——副题":       {Deck: text("——副题"), Blocks: []Block{body}},
		"一二三四五六七八九十一二三四五六七八九十……": {Blocks: []Block{{}, body}},
		"一二三": {Blocks: []Block{{Inlines: text("一二三")}}},
		"":    {Blocks: []Block{{}}},
	} {
		if got := a.Title(); got != want {
			t.Errorf("title is %q, want %q", got, want)
		}
	}
}
