// Package parallel does pieces of work that do not depend on each other on all
// processors at once.
package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Do does n pieces of work, 0 to n-1, in no particular order. worker is called in
// each goroutine and gives what does one piece there: what it keeps from one piece to
// the next, no other goroutine has. A panic in a piece is one of the caller's;
// which other pieces were done then is not said.
func Do(n int, worker func() func(piece int)) {
	var next atomic.Int64
	var failure atomic.Value
	var all sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		all.Go(func() {
			defer func() {
				if r := recover(); r != nil {
					failure.CompareAndSwap(nil, failed{r})
				}
			}()
			do := worker()
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	all.Wait()
	if f, ok := failure.Load().(failed); ok {
		panic(f.cause)
	}
}

// failed carries what a goroutine panicked with.
type failed struct{ cause any }
