package inline

import (
	"testing"

	"banxin/layout/unit"
)

// TestTotalFitWithAnAddressAtTheEnd was a find of
// TestTotalFitKeepsEveryCharacterAndIsNoDearer: five lines were broken by force
// where first-fit needed one.
func TestTotalFitWithAnAddressAtTheEnd(t *testing.T) {
	t.Parallel()
	const text = "中中中中中中，，中中中中中中中中中中中中中中中中中中？https://a.cn/b?c=d"
	for name, s := range map[string]Setting{"quanjiao": Quanjiao(), "kaiming": Kaiming(), "banjiao": Banjiao()} {
		s.Autospace, s.TrimStart, s.Pause = 0, false, 750
		p := Prepare([]Span{{Text: text, Size: 10 * unit.Point, Shaper: mock{}}}, s, Options{})
		first, total := p.Cost(p.FirstFit(0, 0, 80*unit.Point)), p.Cost(p.TotalFit(0, 0, 80*unit.Point))
		if total > first {
			t.Errorf("%s: total-fit costs %d, first-fit %d", name, total, first)
		}
	}
}
