package layout_test

import (
	"strings"
	"testing"

	"banxin/layout"
	"banxin/layout/display"
)

// dividesName tells whether a line of the page ends inside the name.
func dividesName(t *testing.T, before int, names []string) bool {
	in := sampleInput(t)
	in.Names = names
	in.Sheets[1].Template.Frames[0].Width = 14 * in.Styles["body"].Size
	in.Stories[1].Paras = []layout.Para{{Spans: []layout.Span{{
		Text: strings.Repeat("坚持稳中求进", 4)[:3*before] + "龚培湘指出要坚持稳中求进工作总基调推动创新发展", Style: "body",
	}}}}
	doc, _ := layout.Compose(in)
	for _, p := range doc.Pages {
		for _, item := range p.Items {
			if r, ok := item.(*display.GlyphRun); ok && (strings.HasSuffix(r.Text(), "龚") || strings.HasSuffix(r.Text(), "龚培")) {
				return true
			}
		}
	}
	return false
}

func TestBodyTextKeepsNamesWhole(t *testing.T) {
	t.Parallel()
	divided, kept := 0, 0
	for before := 5; before < 20; before++ {
		if dividesName(t, before, nil) {
			divided++
			if !dividesName(t, before, []string{"龚培湘"}) {
				kept++
			}
		}
	}
	if divided == 0 || kept == 0 {
		t.Errorf("of %d places in which the name is divided when it is not known, %d keep it when it is", divided, kept)
	}
}
