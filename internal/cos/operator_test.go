package cos

import (
	"fmt"
	"strings"
	"testing"
)

// listing writes operators one a line.
func listing(data string) (string, error) {
	var b strings.Builder
	err := Operators([]byte(data), func(op string, operands []Object, offset int) error {
		fmt.Fprintf(&b, "%d %s %v\n", offset, op, operands)
		return nil
	})
	return b.String(), err
}

func TestOperators(t *testing.T) {
	t.Parallel()
	got, err := listing("q 1 0 0 1 -.5 +2. cm\n/F1 9.5 Tf [<41>-120(b)]TJ % note\nBI /W 2/H 1/BPC 8/CS/G ID \x01EI\x02 EI Q")
	want := "18 cm [1 0 0 1 -0.5 2]\n"
	if err != nil || !strings.Contains(got, want) || !strings.Contains(got, "TJ [[A -120 b]]") || !strings.Contains(got, "BI [map[BPC:8 CS:G H:1 W:2] \x01EI\x02]") || !strings.HasSuffix(got, " Q []\n") {
		t.Errorf("%v\n%s", err, got)
	}
	for _, bad := range []string{"1 2", "(x", "<41", "[1 2", "]", "BI /W 1", "BI /W 1 ID abc", strings.Repeat("1 ", mostOperands+1) + "m", "<</A"} {
		if got, err := listing(bad); err == nil {
			t.Errorf("%.40q gave %.40q", bad, got)
		}
	}
}

func FuzzOperators(f *testing.F) {
	f.Add([]byte("q 1 0 0 1 0 0 cm BI /W 1 ID x EI Q"))
	f.Fuzz(func(t *testing.T, data []byte) {
		n := 0
		_ = Operators(data, func(op string, operands []Object, offset int) error {
			if n++; offset < 0 || offset > len(data) || op == "" {
				t.Errorf("operator %q at %d", op, offset)
			}
			return nil
		})
		if n > len(data) {
			t.Errorf("%d operators in %d bytes", n, len(data))
		}
	})
}
