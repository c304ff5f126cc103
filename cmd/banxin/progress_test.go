package main

import (
	"bytes"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"banxin/internal/clitext"
	"banxin/internal/press"
)

// handTimers go off when the test says so.
type handTimers map[string]func()

type handTimer struct{ stop func() }

func (h handTimer) Stop() bool { h.stop(); return true }

// watched gives a progress whose timers are by hand: the nth timer is named n.
func watched(lang clitext.Lang) (*progress, handTimers, *bytes.Buffer) {
	var out bytes.Buffer
	p := newProgress(&terminal{err: &out, lang: lang, text: clitext.In(lang)})
	timers := handTimers{}
	started := 0
	p.after = func(d time.Duration, f func()) stopTimer {
		if d != progressDelay {
			panic(fmt.Sprint("delay is ", d))
		}
		started++
		name := fmt.Sprint(started)
		timers[name] = f
		return handTimer{func() { delete(timers, name) }}
	}
	return p, timers, &out
}

// TestProgressLines: in a pipe a phase that lasts over the delay gives one line,
// all others give none.
func TestProgressLines(t *testing.T) {
	t.Parallel()
	p, timers, out := watched(clitext.Zh)
	p.event(press.Event{Phase: press.PhaseRead})
	p.event(press.Event{Phase: press.PhaseRead, Done: true})
	if len(timers) != 0 {
		t.Errorf("timers left: %d", len(timers))
	}
	p.event(press.Event{Phase: press.PhaseCompose})
	timers["2"]()
	p.event(press.Event{Phase: press.PhaseCompose, Done: true})
	p.event(press.Event{Phase: press.PhasePDF})
	p.event(press.Event{Phase: press.PhaseEPUB})
	pdf := timers["3"]
	p.event(press.Event{Phase: press.PhasePDF, Done: true})
	pdf() // goes off while the phase ends
	timers["4"]()
	p.close()
	if want := "正在排版……\n正在写 EPUB……\n"; out.String() != want {
		t.Errorf("said %q, want %q", out, want)
	}
}

func TestProgressEndsWithTheCommand(t *testing.T) {
	t.Parallel()
	p, timers, out := watched(clitext.En)
	p.event(press.Event{Phase: press.PhaseCompose})
	late := timers["1"]
	p.close()
	p.close()
	late()
	if len(timers) != 0 || out.Len() != 0 {
		t.Errorf("after close: %d timers, said %q", len(timers), out)
	}
}

func TestProgressQuiet(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := newProgress(&terminal{err: &out, quiet: true, text: clitext.In(clitext.Zh)})
	if _, ok := p.after(0, func() { t.Error("a timer went off") }).(never); !ok {
		t.Error("--quiet starts timers")
	}
}

// tape records what a bar is told.
type tape struct{ told []string }

func (t *tape) SetCurrent(n int64) { t.told = append(t.told, fmt.Sprint(n)) }
func (t *tape) finish()            { t.told = append(t.told, "finish") }

// TestProgressBar: on a terminal there is one bar from the first long phase on.
func TestProgressBar(t *testing.T) {
	t.Parallel()
	p, timers, out := watched(clitext.Zh)
	bar := &tape{}
	var phase func() string
	p.bar = func(f func() string) barControl { phase = f; return bar }
	p.event(press.Event{Phase: press.PhaseConfig})
	p.event(press.Event{Phase: press.PhaseConfig, Done: true})
	p.event(press.Event{Phase: press.PhaseCompose})
	timers["2"]()
	if got := phase(); got != "排版" {
		t.Errorf("phase is %q", got)
	}
	p.event(press.Event{Phase: press.PhaseCompose, Done: true})
	p.event(press.Event{Phase: press.PhasePDF})
	p.event(press.Event{Phase: press.PhaseEPUB})
	timers["3"]()
	p.event(press.Event{Phase: press.PhaseEPUB, Done: true})
	if got := phase(); got != "写 PDF" {
		t.Errorf("phase is %q", got)
	}
	p.close()
	if want := []string{"1", "2", "3", "finish"}; !reflect.DeepEqual(bar.told, want) || out.Len() > 0 {
		t.Errorf("bar was told %v, lines %q", bar.told, out)
	}
}

// TestBarOnAFile drives the real bar; a file is no terminal, so nothing is drawn
// there, and the bar must still end.
func TestBarOnAFile(t *testing.T) {
	t.Parallel()
	f, err := os.Create(t.TempDir() + "/err")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if isTerminal(f) {
		t.Error("a file is taken for a terminal")
	}
	p, timers, _ := watched(clitext.Zh)
	p.bar = func(phase func() string) barControl { return newBar(f, phase) }
	for i := range phaseCount {
		p.event(press.Event{Phase: fmt.Sprint(i)})
		timers[fmt.Sprint(i+1)]()
		p.event(press.Event{Phase: fmt.Sprint(i), Done: true})
	}
	p.close()
	if data, _ := os.ReadFile(f.Name()); strings.Contains(string(data), "\x1b") {
		t.Errorf("terminal codes in a file: %q", data)
	}
}

// TestEveryPhaseHasAName in both languages.
func TestEveryPhaseHasAName(t *testing.T) {
	t.Parallel()
	phases := []string{press.PhaseConfig, press.PhaseRead, press.PhasePlace, press.PhaseCompose,
		press.PhasePDF, press.PhaseEPUB, press.PhaseCheck, press.PhaseRelease}
	if len(phases) != phaseCount {
		t.Errorf("phaseCount is %d, there are %d", phaseCount, len(phases))
	}
	for _, lang := range []clitext.Lang{clitext.Zh, clitext.En} {
		for _, name := range phases {
			if clitext.In(lang).Phases[name] == "" {
				t.Errorf("%s has no name in %s", name, lang)
			}
		}
	}
}
