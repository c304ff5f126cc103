// Command long measures long texts: it makes projects of growing length with
// examples/long, sets each with the naive gopdf program (PDF alone) and with
// `banxin build` (print PDF, reading PDF and EPUB), turn about, and prints for each length the
// median times, how long composing alone took, and the greatest memory of a build.
// Run it from the root of the repository:
//
//	go run ./bench/long [-runs N] [REPEATS…]
//
// REPEATS are numbers of repetitions of the bulletin, about 5,000 characters each;
// 25, 50 and 100 when none is given. It needs a system that tells the memory of a
// process that has ended (Linux, macOS).
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"
	"unicode/utf8"

	"banxin/bench/timing"
)

func main() {
	runs := flag.Int("runs", 5, "how often each is run")
	flag.Parse()
	if err := measure(*runs, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "long:", err)
		os.Exit(1)
	}
}

func measure(runs int, repeats []string) error {
	if len(repeats) == 0 {
		repeats = []string{"25", "50", "100"}
	}
	dir, err := os.MkdirTemp("", "banxin-long-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for name, from := range map[string]string{"banxin": "./cmd/banxin", "naive": "./bench/naive", "generate": "./examples/long"} {
		if _, err := timing.Run("go", "build", "-o", filepath.Join(dir, name), from); err != nil {
			return err
		}
	}
	fmt.Printf("%10s %12s %12s %12s %12s %12s   milliseconds, medians of %d\n", "characters", "naive PDF", "compose", "build", "naive MB", "build MB", runs)
	for _, n := range repeats {
		if _, err := strconv.Atoi(n); err != nil {
			return fmt.Errorf("%q is no number of repetitions", n)
		}
		if err := length(dir, n, max(1, runs)); err != nil {
			return err
		}
	}
	return nil
}

// length measures one length.
func length(dir, repeats string, runs int) error {
	project := filepath.Join(dir, "project-"+repeats)
	if _, err := timing.Run(filepath.Join(dir, "generate"), "-n", repeats, project); err != nil {
		return err
	}
	manuscript := filepath.Join(project, "sources", "long", "bulletin.txt")
	text, err := os.ReadFile(manuscript)
	if err != nil {
		return err
	}
	var naive, build []timing.Process
	var compose []time.Duration
	for range runs {
		p, err := timing.Run(filepath.Join(dir, "naive"), filepath.Join(dir, "naive.pdf"), manuscript)
		if err != nil {
			return err
		}
		naive = append(naive, p)
		if p, err = timing.Run(filepath.Join(dir, "banxin"), "build", "--json", "-c", filepath.Join(project, "config.toml")); err != nil {
			return err
		}
		build = append(build, p)
		took, err := phase(p.Output, "compose")
		if err != nil {
			return err
		}
		compose = append(compose, took)
	}
	wall := func(p timing.Process) time.Duration { return p.Wall }
	fmt.Printf("%10d %12.1f %12.1f %12.1f %12.1f %12.1f\n", utf8.RuneCount(text),
		timing.MS(timing.Median(apply(naive, wall))), timing.MS(timing.Median(compose)), timing.MS(timing.Median(apply(build, wall))), megabytes(naive), megabytes(build))
	return nil
}

// phase finds the time of one phase in the document of --json.
func phase(document []byte, name string) (time.Duration, error) {
	var d struct {
		Phases []struct {
			Name string
			MS   float64
		}
	}
	if err := json.Unmarshal(document, &d); err != nil {
		return 0, fmt.Errorf("document of --json: %w", err)
	}
	for _, p := range d.Phases {
		if p.Name == name {
			return time.Duration(p.MS * float64(time.Millisecond)), nil
		}
	}
	return 0, fmt.Errorf("document of --json: no phase %s", name)
}

func apply[T, U any](list []T, f func(T) U) []U {
	out := make([]U, len(list))
	for i := range list {
		out[i] = f(list[i])
	}
	return out
}

func megabytes(p []timing.Process) float64 {
	most := int64(0)
	for i := range p {
		most = max(most, p[i].Memory)
	}
	return float64(most) / 1024
}
