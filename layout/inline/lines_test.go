package inline

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"banxin/layout/unit"
)

// TestOwnLines runs testdata/lines.txt, a file an editor can read and add to.
func TestOwnLines(t *testing.T) {
	data, err := os.ReadFile("testdata/lines.txt")
	if err != nil {
		t.Fatal(err)
	}
	original := Quanjiao()
	original.Pause, original.Autospace = 500, 0
	original.CloseUp = true
	grid, gridHang := Quanjiao(), Quanjiao()
	grid.Grid, gridHang.Grid, gridHang.Hang = true, true, true
	styles := map[string]Setting{
		"quanjiao": Quanjiao(), "kaiming": Kaiming(), "banjiao": Banjiao(), "original": original,
		"grid": grid, "grid-hang": gridHang,
	}
	cases := strings.Split(string(data), "\n== ")[1:]
	for _, c := range cases {
		head, body, _ := strings.Cut(c, "\n")
		words := strings.Fields(head)
		measure, err := strconv.ParseFloat(words[1], 64)
		setting, known := styles[words[2]]
		if err != nil || !known {
			t.Fatalf("case head %q", head)
		}
		text, want, _ := strings.Cut(strings.TrimSpace(body), "\n--\n")
		t.Run(words[0], func(t *testing.T) {
			t.Parallel()
			p := Prepare([]Span{{Text: text, Size: 10 * unit.Point, Shaper: mock{}}}, setting, Options{})
			runes := []rune(text)
			for name, breakLines := range breakers {
				var got []string
				for _, l := range breakLines(p, 0, 0, unit.FromFloat(measure*10)) {
					got = append(got, strings.TrimSpace(string(runes[p.Offset(l.Start):p.Offset(l.End)])))
				}
				if w := strings.Split(want, "\n"); !slices.Equal(got, w) {
					t.Errorf("%s: got\n%s\nwant\n%s", name, strings.Join(got, "\n"), want)
				}
			}
		})
	}
}
