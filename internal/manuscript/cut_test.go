package manuscript

import (
	"strings"
	"testing"

	"banxin/internal/issue"
)

// plainModel writes a model without places and cuts.
func plainModel(data string) string {
	result, _ := Read("m.txt", []byte(data), Options{})
	var b strings.Builder
	for _, a := range issue.Articles(result.Sections) {
		b.WriteString(issue.Plain(a.Kicker) + "|" + issue.Plain(a.Overline) + "|" + a.HeadlineText() + "|" + issue.Plain(a.Deck) + "\n")
		for _, block := range a.Blocks {
			b.WriteString(blockNames[block.Kind] + " " + issue.Plain(block.Inlines) + "\n")
		}
	}
	return b.String()
}

// TestCutAnywhere cuts the bulletin's paragraphs in two at place after place,
// with and without blank lines between paragraphs and with and without kickers.
// The model must come out as if nothing had been cut, but for a few first halves
// that are so short (13 characters here, in one cut of four) that they may as
// well be a headline or a 副题.
func TestCutAnywhere(t *testing.T) {
	t.Parallel()
	const step, least = 19, 90 // characters; percent
	data := string(readFile(t, bulletin))
	var paragraphs, bare []string
	for line := range strings.SplitSeq(data, "\n") {
		if line != "" {
			paragraphs = append(paragraphs, line)
			if !strings.HasSuffix(line, ":") {
				bare = append(bare, line)
			}
		}
	}
	for _, c := range []struct {
		name, parting string
		lines         []string
	}{{"blank lines", "\n\n", paragraphs}, {"no blank lines", "\n", paragraphs}, {"no kickers", "\n\n", bare}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			want := plainModel(strings.Join(c.lines, c.parting))
			all, joined := 0, 0
			for i, line := range c.lines {
				text := []rune(line)
				if text[len(text)-1] != '。' || strings.HasPrefix(line, "扫描") {
					continue
				}
				for k := 13; k < len(text)-1; k += step {
					if text[k-1] == '。' || text[k-1] == '”' || wide(text[k]) != text[k] || isMark(text[k]) {
						continue // no column ends before a mark; after a stop nothing shows
					}
					all++
					cut := append([]string(nil), c.lines...)
					cut[i] = string(text[:k]) + c.parting + string(text[k:])
					if plainModel(strings.Join(cut, c.parting)) == want {
						joined++
					}
				}
			}
			if all < 100 || joined*100 < all*least {
				t.Errorf("%d of %d cuts joined, wanted %d %%", joined, all, least)
			}
			t.Logf("%d of %d cuts joined", joined, all)
		})
	}
}
