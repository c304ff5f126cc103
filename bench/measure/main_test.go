package main

import (
	"slices"
	"strings"
	"testing"
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
