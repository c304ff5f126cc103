//go:build unix

// Command queue measures what the queue costs: it puts issues of the bulletin under many
// dates into the queue and has real processes of `banxin worker` build and release them,
// on SQLite and on Postgres, beside the same steps in one process without a queue (pin,
// make, put into a store). Run it from the root of the repository:
//
//	go run ./bench/queue [-n ISSUES] [-rounds N] [-postgres FOLDER] [-covers] [-deliveries]
//
// It prints issues per second, milliseconds per issue, what that is more than without a
// queue, and processor time per issue (that of Postgres is not in it). A round goes through
// all ways of building, so that what else the machine does falls on all alike.
// -postgres, or else BANXIN_POSTGRES, names the folder of initdb and postgres; without
// one there is SQLite alone.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"time"

	"banxin/bench/timing"
)

// bench is what is measured with.
type bench struct {
	dir        string // everything lies in it
	program    string // banxin
	issues     int    // counted; warm ones come before
	covers     bool
	deliveries bool
	server     *server // nil: no Postgres
}

// warm is how many issues are built before time is taken: faces are parsed, files are in
// the page cache.
const warm = 4

// way is a way of building all issues.
type way struct {
	name  string
	lanes int // issues side by side
	run   func(ctx context.Context, b *bench, w *way) (took, error)

	processes int
	postgres  bool

	results []took
}

// took is what one issue takes.
type took struct{ wall, cpu time.Duration }

func main() {
	b := &bench{}
	flag.IntVar(&b.issues, "n", 60, "how many issues are counted")
	rounds := flag.Int("rounds", 3, "how often all is done")
	postgres := flag.String("postgres", os.Getenv("BANXIN_POSTGRES"), "folder of initdb and postgres; empty: SQLite alone")
	flag.BoolVar(&b.covers, "covers", false, "with the cover of the EPUB, as config.toml has it")
	flag.BoolVar(&b.deliveries, "deliveries", false, "with the deliveries of config.toml")
	flag.Parse()
	debug.SetGCPercent(300) // as cmd/banxin does
	if err := b.measure(context.Background(), max(1, *rounds), *postgres); err != nil {
		fmt.Fprintln(os.Stderr, "queue:", err)
		os.Exit(1)
	}
}

func (b *bench) measure(ctx context.Context, rounds int, postgres string) (err error) {
	if b.dir, err = os.MkdirTemp("", "banxin-queue-"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	b.program = filepath.Join(b.dir, "banxin")
	if _, err := timing.Run("go", "build", "-o", b.program, "./cmd/banxin"); err != nil {
		return err
	}
	ways := []way{
		{name: "no queue, one after the other", lanes: 1, run: direct},
		{name: "no queue, two side by side", lanes: 2, run: direct},
		{name: "SQLite, one process", lanes: 1, run: queued, processes: 1},
		{name: "SQLite, one process of two workers", lanes: 2, run: queued, processes: 1},
		{name: "SQLite, two processes", lanes: 2, run: queued, processes: 2},
	}
	if postgres != "" {
		if b.server, err = startPostgres(ctx, postgres); err != nil {
			return err
		}
		defer b.server.stop()
		ways = append(ways,
			way{name: "Postgres, one process", lanes: 1, run: queued, processes: 1, postgres: true},
			way{name: "Postgres, one process of two workers", lanes: 2, run: queued, processes: 1, postgres: true},
			way{name: "Postgres, two processes", lanes: 2, run: queued, processes: 2, postgres: true})
	}
	for range rounds {
		for i := range ways {
			w := &ways[i]
			one, err := w.run(ctx, b, w)
			if err != nil {
				return fmt.Errorf("%s: %w", w.name, err)
			}
			w.results = append(w.results, one)
		}
	}
	b.print(ways, rounds)
	return nil
}

// print writes a line for each way. The least of the rounds is what the others disturb
// least; more is by how much it is above the least without queue that builds as many
// issues side by side.
func (b *bench) print(ways []way, rounds int) {
	fmt.Printf("%-38s %8s %8s %8s %8s %8s   milliseconds an issue, %d rounds of %d issues\n", "", "per s", "median", "least", "more", "cpu", rounds, b.issues)
	without := map[int]time.Duration{}
	for i := range ways {
		w := &ways[i]
		wall, cpu := w.all(func(t took) time.Duration { return t.wall }), w.all(func(t took) time.Duration { return t.cpu })
		least, more := slices.Min(wall), ""
		if before, known := without[w.lanes]; known {
			more = fmt.Sprintf("%+.1f", timing.MS(least-before))
		} else {
			without[w.lanes] = least
		}
		fmt.Printf("%-38s %8.1f %8.1f %8.1f %8s %8.1f\n", w.name, float64(time.Second)/float64(least), timing.MS(timing.Median(wall)), timing.MS(least), more, timing.MS(timing.Median(cpu)))
	}
}

func (w *way) all(of func(took) time.Duration) []time.Duration {
	var all []time.Duration
	for _, r := range w.results {
		all = append(all, of(r))
	}
	return all
}
