package main

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestArguments(t *testing.T) {
	t.Parallel()
	runs, both, err := arguments(strings.Fields("10 naive ./naive out.pdf -- banxin ./banxin build"))
	if err != nil || runs != 10 {
		t.Fatalf("runs %d, error %v", runs, err)
	}
	if both[0].name != "naive" || !slices.Equal(both[0].args, []string{"./naive", "out.pdf"}) {
		t.Errorf("first command is %+v", both[0])
	}
	if both[1].name != "banxin" || !slices.Equal(both[1].args, []string{"./banxin", "build"}) {
		t.Errorf("second command is %+v", both[1])
	}
	for _, bad := range []string{"", "10", "10 a ./a", "10 a ./a -- b", "10 a -- b ./b", "0 a ./a -- b ./b", "x a ./a -- b ./b"} {
		if _, _, err := arguments(strings.Fields(bad)); err == nil {
			t.Errorf("%q was accepted", bad)
		}
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
		if got := median(tt.in); got != tt.want {
			t.Errorf("median of %v is %v, want %v", tt.in, got, tt.want)
		}
		if !slices.Equal(before, tt.in) {
			t.Errorf("median changed the order of %v", before)
		}
	}
}
