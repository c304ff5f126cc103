package parallel

import (
	"sync/atomic"
	"testing"
)

func TestDoDoesEachPieceOnce(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 3, 1000} {
		done := make([]atomic.Int32, n)
		Do(n, func() func(int) { return func(i int) { done[i].Add(1) } })
		for i := range done {
			if got := done[i].Load(); got != 1 {
				t.Errorf("piece %d of %d was done %d times", i, n, got)
			}
		}
	}
}

// TestDoPanicsInItsCaller: a panic in a goroutine of its own would end the program.
func TestDoPanicsInItsCaller(t *testing.T) {
	t.Parallel()
	for name, worker := range map[string]func() func(int){
		"piece":  func() func(int) { return func(i int) { panic("here") } },
		"worker": func() func(int) { panic("here") },
	} {
		func() {
			defer func() {
				if r := recover(); r != "here" {
					t.Errorf("%s: recovered %v", name, r)
				}
			}()
			Do(5, worker)
		}()
	}
}
