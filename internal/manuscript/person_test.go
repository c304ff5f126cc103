package manuscript

import (
	"testing"

	"banxin/internal/issue"
	"github.com/google/go-cmp/cmp"
)

func TestPersons(t *testing.T) {
	t.Parallel()
	block := func(kind issue.BlockKind, text string) issue.Block {
		return issue.Block{Kind: kind, Inlines: []issue.Inline{{Text: text}}}
	}
	a := issue.Article{
		Kicker: []issue.Inline{{Text: "崇川经济开发区党工委副书记、管委会主任王晶："}},
		Blocks: []issue.Block{
			block(issue.Paragraph, "会上张三丰说，李四也说。"), // body text tells no names by its form
			block(issue.NameList, "王　伟　李晓明（女）　欧阳修文、阿依古丽"),
			block(issue.Byline, "·陆蕾·"),
			block(issue.Byline, "本报记者王伟　通讯员　周小平"),
		},
	}
	want := []string{"周小平", "李晓明", "欧阳修文", "王伟", "王晶", "陆蕾"}
	if d := cmp.Diff(want, Persons(&a)); d != "" {
		t.Error(d)
	}
	for kicker, want := range map[string][]string{
		"虹桥街道党委书记龚培湘：": {"龚培湘"},
		"区人大常委会：":      nil,
		"区委：":          nil,
		"主任：":          nil,
		"":             nil,
	} {
		a := issue.Article{Kicker: []issue.Inline{{Text: kicker}}}
		if d := cmp.Diff(want, Persons(&a)); d != "" {
			t.Errorf("%s: %s", kicker, d)
		}
	}
}
