package press

import (
	"slices"
	"strings"
	"testing"

	"banxin/internal/issue"
)

// TestRecordBreaks: each column of the shipped issue's pages begins once, at the first
// text in it; that of the long report where the column of the original did.
func TestRecordBreaks(t *testing.T) {
	t.Parallel()
	j := &job{req: shippedRequest(t)}
	for _, do := range []step{{"config", j.config}, {"read", j.read}, {"place", j.place}, {"compose", j.compose}} {
		if diags := do.do(t.Context()); diags.HasErrors() {
			t.Fatalf("%s: %s", do.name, summary(diags))
		}
	}
	var labels []string
	for _, a := range issue.Articles(j.model.Sections) {
		for i, b := range a.Breaks {
			labels = append(labels, b.Page+"-"+string(rune('0'+b.Column)))
			if begins := b.Block == -1; begins != (i == 0) {
				t.Errorf("%s: break %d is %+v", a.Title(), i, b)
			}
		}
	}
	if want := []string{"1-1", "1-2", "2-1", "2-2", "2-3", "2-4"}; !slices.Equal(labels, want) {
		t.Errorf("columns %v, want %v", labels, want)
	}
	report := j.model.Sections[0].Articles[0]
	at := report.Breaks[1]
	text := string([]rune(issue.Plain(report.Blocks[at.Block].Inlines))[:at.Offset])
	if j.cuts[0].Off != 0 || !strings.HasSuffix(text, "深入调查研究，") {
		t.Errorf("the second column begins after …%s", text[max(0, len(text)-30):])
	}
}
