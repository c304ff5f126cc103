package preflight

import (
	"math"
	"testing"
)

func TestHypotenuse(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range [][3]float64{{3, 4, 5}, {-4, 3, 5}, {0, 0, 0}, {0, -7.25, 7.25}, {3e200, 4e200, 5e200}, {3e-200, 4e-200, 5e-200}, {1, -inf, inf}} {
		if got := hypotenuse(c[0], c[1]); got != c[2] && math.Abs(got-c[2]) > 1e-15*c[2] {
			t.Errorf("hypotenuse(%v, %v) = %v, not %v", c[0], c[1], got, c[2])
		}
	}
}
