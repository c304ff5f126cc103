package main

import (
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"banxin/internal/clitext"
	"banxin/internal/press"
)

// progressDelay is how long a phase may last in silence.
const progressDelay = 500 * time.Millisecond

// phaseCount is the number of phases of a whole build.
const phaseCount = 8

// progress shows on standard error how far a command is, but only once a phase
// lasts longer than progressDelay: a bar on a terminal, else a line for each such
// phase.
type progress struct {
	text  *clitext.Sentences
	say   func(phase string)                    // a line
	bar   func(phase func() string) barControl  // nil: no terminal
	after func(time.Duration, func()) stopTimer // time.AfterFunc

	// latest names the phase at work for the bar, which asks while it draws: mu
	// may then be held by an event that waits for the bar.
	latest atomic.Value

	mu      sync.Mutex
	running []string // phases at work, the latest last
	timers  map[string]stopTimer
	done    int
	shown   barControl // nil: not yet
	closed  bool
}

type stopTimer interface{ Stop() bool }

// barControl is a bar on a terminal.
type barControl interface {
	SetCurrent(int64)
	finish()
}

// newProgress prepares progress for a terminal; under --quiet it is silent.
func newProgress(t *terminal) *progress {
	p := &progress{
		text: t.text, timers: map[string]stopTimer{},
		say:   func(phase string) { t.say(t.text.Working, phase) },
		after: func(d time.Duration, f func()) stopTimer { return time.AfterFunc(d, f) },
	}
	if t.quiet {
		p.after = func(time.Duration, func()) stopTimer { return never{} }
	}
	if f, ok := t.err.(*os.File); ok && isTerminal(f) {
		p.bar = func(phase func() string) barControl { return newBar(f, phase) }
	}
	return p
}

// never is a timer that does not go off.
type never struct{}

func (never) Stop() bool { return true }

// watched tells whether a person watches what is said about the work.
func (t *terminal) watched() bool {
	f, ok := t.err.(*os.File)
	return ok && isTerminal(f)
}

// isTerminal tells whether a person watches f.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && f.Name() != os.DevNull
}

// event takes note of a phase that begins or ends.
func (p *progress) event(e press.Event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !e.Done {
		p.running = append(p.running, e.Phase)
		p.latest.Store(p.text.Phases[e.Phase])
		p.timers[e.Phase] = p.after(progressDelay, func() { p.late(e.Phase) })
		return
	}
	p.done++
	if timer := p.timers[e.Phase]; timer != nil {
		timer.Stop()
		delete(p.timers, e.Phase)
	}
	for i, name := range p.running {
		if name == e.Phase {
			p.running = append(p.running[:i], p.running[i+1:]...)
			break
		}
	}
	if n := len(p.running); n > 0 {
		p.latest.Store(p.text.Phases[p.running[n-1]])
	}
	if p.shown != nil {
		p.shown.SetCurrent(int64(p.done))
	}
}

// late shows a phase that takes long.
func (p *progress) late(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || p.timers[name] == nil {
		return
	}
	switch {
	case p.bar == nil:
		p.say(p.text.Phases[name])
	case p.shown == nil:
		p.shown = p.bar(p.current)
		p.shown.SetCurrent(int64(p.done))
	}
}

// current names the phase at work.
func (p *progress) current() string {
	name, _ := p.latest.Load().(string)
	return name
}

// close ends the display. It may be called again.
func (p *progress) close() {
	p.mu.Lock()
	p.closed = true
	for _, timer := range p.timers {
		timer.Stop()
	}
	bar := p.shown
	p.shown = nil
	p.mu.Unlock()
	if bar != nil {
		bar.finish()
	}
}

// mpbBar is a bar drawn by mpb, which is only started when one is needed.
type mpbBar struct {
	*mpb.Bar
	container *mpb.Progress
}

func newBar(f *os.File, phase func() string) barControl {
	container := mpb.New(mpb.WithOutput(f), mpb.WithWidth(40))
	bar := container.AddBar(phaseCount, mpb.PrependDecorators(
		decor.Any(func(decor.Statistics) string { return phase() }, decor.WC{W: 24, C: decor.DindentRight}),
	), mpb.BarRemoveOnComplete())
	return &mpbBar{bar, container}
}

func (b *mpbBar) finish() {
	b.Abort(true)
	b.container.Wait()
}
