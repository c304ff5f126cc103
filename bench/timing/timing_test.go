package timing

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestRun(t *testing.T) {
	t.Parallel()
	p, err := Run("go", "version")
	if err != nil || p.Wall <= 0 || !strings.HasPrefix(string(p.Output), "go version") {
		t.Errorf("%+v, error %v", p, err)
	}
	if _, err := Run("go", "no-such-command"); err == nil || !strings.Contains(err.Error(), "no-such-command") {
		t.Errorf("error %v does not say what the command said", err)
	}
}

func TestMedian(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in   []time.Duration
		want time.Duration
	}{
		{[]time.Duration{7}, 7},
		{[]time.Duration{9, 1, 5}, 5},
		{[]time.Duration{9, 1, 5, 3}, 3},
	} {
		before := slices.Clone(tt.in)
		if got := Median(tt.in); got != tt.want {
			t.Errorf("median of %v is %v, want %v", tt.in, got, tt.want)
		}
		if !slices.Equal(before, tt.in) {
			t.Errorf("median changed the order of %v", before)
		}
	}
}
