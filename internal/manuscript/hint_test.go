package manuscript

import (
	"regexp"
	"testing"

	"banxin/internal/diag"
)

// hintMarker finds what a hint tells an editor to write above a line.
var hintMarker = regexp.MustCompile(`%%+[\p{L}-]*`)

// TestHintsNameMarkersAsTheyAreWritten: an editor copies the marker from the
// hint, so that it must be one the reader takes.
func TestHintsNameMarkersAsTheyAreWritten(t *testing.T) {
	t.Parallel()
	texts := []string{
		"只有一个标题\n",      // a headline without text
		"今天全区下了一场大雪。\n", // no headline
		"大雪\n\n今天全区下了一场大雪，路面湿滑。\n\n〔区气象台〕\n", // nobody knows what the last line is
		"大雪\n\n今天全区下了一场大雪，路面湿滑。\n\n甲|乙|丙\n丁|戊\n己|庚|辛\n",
		"大雪\n\n昨夜起全区普降大雪，各镇街连夜清扫道路，气象台发布蓝色预警\n\n据悉，今天下午雪停。\n",
	}
	hints := map[string]int{}
	for _, text := range texts {
		_, list := Read("m.txt", []byte(text), Options{})
		for _, d := range list {
			for _, h := range d.Hints {
				for _, s := range []string{h.In("zh"), h.In("en")} {
					checkHint(t, d, s)
					hints[d.Code] += len(hintMarker.FindAllString(s, -1))
				}
			}
		}
	}
	for _, code := range []string{"headline-without-text", "article-without-headline", "unclassified-line", "paragraph-without-stop", "ragged-row"} {
		if hints[code] == 0 {
			t.Errorf("no hint of %s names a marker", code)
		}
	}
}

func checkHint(t *testing.T, d diag.Diagnostic, s string) {
	t.Helper()
	for _, found := range hintMarker.FindAllString(s, -1) {
		if _, known := findMarker(found[len("%%"):]); !known {
			t.Errorf("%s: the hint %q names no marker: %q", d.Code, s, found)
		}
	}
}
