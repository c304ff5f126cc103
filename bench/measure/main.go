// Command measure times two command lines as fresh processes, turn about, so
// that what else the machine does falls on both alike. One run of each comes
// first and is not counted: it brings the files into the page cache.
//
//	measure RUNS NAME COMMAND [ARG…] -- NAME COMMAND [ARG…]
//
// It prints least, median and greatest wall time of each, its median processor
// time, and the ratio of the medians, second by first. The exit code is 0 when
// the second needed no more time than the first, 3 when it needed more, 1 when a
// command failed.
package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"time"

	"banxin/bench/timing"
)

// series is one command line and what its runs took.
type series struct {
	name string
	args []string
	wall []time.Duration
	cpu  []time.Duration // user and system
}

func main() {
	runs, both, err := arguments(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		fmt.Fprintln(os.Stderr, "usage: measure RUNS NAME COMMAND [ARG…] -- NAME COMMAND [ARG…]")
		os.Exit(2)
	}
	for i := range runs + 1 {
		for s := range both {
			if err := both[s].run(i > 0); err != nil {
				fmt.Fprintf(os.Stderr, "measure: %s: %v\n", both[s].name, err)
				os.Exit(1)
			}
		}
	}
	fmt.Printf("%-16s %8s %8s %8s %8s   milliseconds, %d runs each\n", "", "min", "median", "max", "cpu", runs)
	for _, s := range both {
		fmt.Printf("%-16s %8.1f %8.1f %8.1f %8.1f\n", s.name, timing.MS(slices.Min(s.wall)), timing.MS(timing.Median(s.wall)), timing.MS(slices.Max(s.wall)), timing.MS(timing.Median(s.cpu)))
	}
	wall := timing.MS(timing.Median(both[1].wall)) / timing.MS(timing.Median(both[0].wall))
	cpu := timing.MS(timing.Median(both[1].cpu)) / timing.MS(timing.Median(both[0].cpu))
	fmt.Printf("%s / %s: %.2f of the wall time, %.2f of the processor time (medians)\n", both[1].name, both[0].name, wall, cpu)
	if wall > 1 {
		os.Exit(3)
	}
}

// arguments reads the number of runs and the two command lines.
func arguments(args []string) (int, [2]series, error) {
	var both [2]series
	cut := slices.Index(args, "--")
	if cut < 3 || len(args) < cut+3 {
		return 0, both, fmt.Errorf("two command lines parted by -- are needed")
	}
	runs, err := strconv.Atoi(args[0])
	if err != nil || runs < 1 {
		return 0, both, fmt.Errorf("%q is no number of runs", args[0])
	}
	both[0] = series{name: args[1], args: args[2:cut]}
	both[1] = series{name: args[cut+1], args: args[cut+2:]}
	return runs, both, nil
}

// run runs the command once.
func (s *series) run(counted bool) error {
	p, err := timing.Run(s.args[0], s.args[1:]...)
	if err != nil {
		return err
	}
	if counted {
		s.wall, s.cpu = append(s.wall, p.Wall), append(s.cpu, p.CPU)
	}
	return nil
}
