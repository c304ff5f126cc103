// Package timing runs command lines as fresh processes and measures them.
package timing

import (
	"fmt"
	"os/exec"
	"slices"
	"time"
)

// Process is what a process that has ended took.
type Process struct {
	Wall   time.Duration
	CPU    time.Duration // user and system
	Memory int64         // greatest resident set in kibibytes; 0: not known on this system
	Output []byte        // its standard output
}

// Run starts a command and waits for its end. The error holds what the command
// wrote to standard error.
func Run(name string, args ...string) (Process, error) {
	cmd := exec.Command(name, args...)
	start := time.Now()
	out, err := cmd.Output()
	wall := time.Since(start)
	if exit, ok := err.(*exec.ExitError); ok {
		return Process{}, fmt.Errorf("%s: %w\n%s%s", name, err, out, exit.Stderr)
	} else if err != nil {
		return Process{}, fmt.Errorf("%s: %w", name, err)
	}
	return Process{wall, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), residentSet(cmd.ProcessState), out}, nil
}

// Median gives the middle value, of an even number the lower of the two. There must
// be one at least.
func Median(d []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(d))
	return sorted[(len(sorted)-1)/2]
}

// MS gives a duration in milliseconds.
func MS(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
