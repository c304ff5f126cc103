package layout_test

import (
	"slices"
	"strings"
	"testing"

	"banxin/layout"
)

func TestLineThatIsNotFlushIsReported(t *testing.T) {
	t.Parallel()
	word := strings.Repeat("ABCDEFGHIJKLM", 6)
	for _, c := range []struct {
		name, text string
		at         int // rune the line begins at; -1: all lines are flush
	}{
		{"a lone character before a word wider than the column", "见" + word + "吧", 0},
		{"a line wholly of Han", strings.Repeat("坚持稳中求进", 9), -1},
		{"a short last line", "见ABC吧", -1},
	} {
		for name, breaking := range map[string]layout.Breaking{"first-fit": layout.FirstFit, "total-fit": layout.TotalFit} {
			in := sampleInput(t)
			in.Sheets[0].Template.Frames[0].Breaking = breaking
			in.Stories[0].Paras[0].Spans[0].Text = c.text
			_, report := layout.Compose(in)
			findings := report.Findings
			at := slices.IndexFunc(findings, func(f layout.Finding) bool { return f.Code == layout.NotFlush && f.Para == 0 && f.Story == "a:1" })
			switch {
			case c.at < 0 && at >= 0:
				t.Errorf("%s, %s: %+v", c.name, name, findings[at])
			case c.at >= 0 && (at < 0 || findings[at].Offset != c.at):
				t.Errorf("%s, %s: not reported at rune %d: %+v", c.name, name, c.at, findings)
			}
		}
	}
}
