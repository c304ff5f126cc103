package press

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"banxin/internal/config"
	"banxin/internal/diag"
)

// Request says what to build.
type Request struct {
	ConfigPath string  // config.toml
	IssueID    string  // folder under sources; empty: the configuration's build.issue
	OutDir     string  // folder for finished issues; empty: the configuration's build.out
	Draft      bool    // a proof: watermark, file name and folder of its own
	Pictures   Format  // of the pages; for Pictures alone
	DPI        float64 // pixels to the inch, over 0; for Pictures in PNG alone
	Version    string  // of the program; goes into the files

	Files config.Files // where the inputs are read from; nil: config.Disk

	// Revision counts the forms in which the issue is released: 0 and 1 are the
	// first. A later one is told in every file.
	Revision int
	// Revised is when a later revision was made, to the second; it goes into the
	// files where issue.toml has no revision of its own. Zero: as in the first.
	Revised time.Time

	// FindingsList words the list of findings that stands beside a draft. nil: no
	// list is made.
	FindingsList func(diag.List) []byte
	// Now is the clock for the durations in Result.Phases, and serves nothing
	// else. nil: durations are 0.
	Now func() time.Time
}

// Format is a format of page pictures.
type Format string

const (
	PNG Format = "png"
	SVG Format = "svg"
)

// The phases of a build, as events and Result.Phases name them.
const (
	PhaseConfig    = "config"
	PhaseRead      = "read"
	PhasePlace     = "place"
	PhaseCompose   = "compose"
	PhasePDF       = "pdf"
	PhasePreflight = "preflight"
	PhaseReading   = "reading"
	PhaseEPUB      = "epub"
	PhasePictures  = "pictures"
	PhaseCheck     = "check"
	PhaseRelease   = "release"
)

// phaseOrder is the order of Result.Phases; the files are finished in any order.
var phaseOrder = []string{PhaseConfig, PhaseRead, PhasePlace, PhaseCompose, PhasePDF, PhasePreflight, PhaseReading, PhaseEPUB, PhasePictures, PhaseCheck, PhaseRelease}

// Event tells that a phase begins or ends. Events come one at a time, but not all
// from one goroutine.
type Event struct {
	Phase string
	Done  bool // false: it begins
}

// Verdict is what became of a build.
type Verdict string

const (
	Clean     Verdict = "clean"      // released (or, for Check, in order), nothing to look at
	Findings  Verdict = "findings"   // the same, with findings
	BadConfig Verdict = "bad-config" // nothing released: all that stands against it stands in the configuration
	Failed    Verdict = "failed"     // nothing released: the manuscripts or the system stand against it
)

// Result is what a build found and made.
type Result struct {
	IssueID     string
	Verdict     Verdict
	Dir         string // folder of the files; empty: nothing was released
	Files       []File // as they stand in Dir, or were made
	Diagnostics diag.List
	Frames      []Frame  // how well the frames are filled
	Cuts        []Cut    // the column cuts of the original, in the order of the manuscripts
	Furniture   []string // words on the pages that are no manuscript text, in page order
	Phases      []Phase
}

// File is a released file.
type File struct {
	Name   string // base name
	Bytes  int
	SHA256 string // hexadecimal
}

// Phase is a phase that has run.
type Phase struct {
	Name     string
	Duration time.Duration
}

// Build makes the files of an issue and releases them as one set. Every problem
// of a phase is collected in Result.Diagnostics before the build stops; with an
// error among them nothing is released and what stood in the output folder stays.
// progress may be nil. The error is ctx's, when it ended the build; the result is
// never nil.
func Build(ctx context.Context, req Request, progress func(Event)) (*Result, error) {
	b := newBuild(req, progress)
	return b.run(ctx, []step{
		{PhaseConfig, b.job.config}, {PhaseRead, b.job.read}, {PhasePlace, b.job.place},
		{PhaseCompose, b.job.compose}, {"", b.write}, {PhaseCheck, b.job.check}, {PhaseRelease, b.job.release},
	})
}

// Check runs the phases that need no layout: the configuration, the manuscripts
// and the places of the articles. It writes nothing.
func Check(ctx context.Context, req Request, progress func(Event)) (*Result, error) {
	b := newBuild(req, progress)
	return b.run(ctx, []step{{PhaseConfig, b.job.config}, {PhaseRead, b.job.read}, {PhasePlace, b.job.place}})
}

// step is one phase. Without a name it is a group that times its parts itself.
type step struct {
	name string
	do   func(context.Context) diag.List
}

// build runs steps and keeps their times.
type build struct {
	job      *job
	progress func(Event)
	now      func() time.Time

	mu     sync.Mutex // guards progress and phases: the writers run side by side
	phases []Phase
}

func newBuild(req Request, progress func(Event)) *build {
	b := &build{job: &job{req: req, id: req.IssueID}, progress: progress, now: req.Now}
	if b.progress == nil {
		b.progress = func(Event) {}
	}
	if b.now == nil {
		b.now = func() time.Time { return time.Time{} }
	}
	return b
}

// run does the steps until one finds an error or ctx ends.
func (b *build) run(ctx context.Context, steps []step) (*Result, error) {
	res := &Result{IssueID: b.job.req.IssueID, Verdict: Failed}
	for _, s := range steps {
		diags, err := b.await(ctx, s)
		if err != nil {
			return res, err
		}
		res.Diagnostics = append(res.Diagnostics, diags...)
		b.job.found = res.Diagnostics
		res.IssueID = b.job.id
		if diags.HasErrors() {
			if b.job.blamesConfig(s.name, diags) {
				res.Verdict = BadConfig
			}
			b.finish(res)
			return res, nil
		}
	}
	res.Verdict = Clean
	if res.Diagnostics.Count(diag.Finding) > 0 {
		res.Verdict = Findings
	}
	b.finish(res)
	return res, nil
}

// finish fills in what the steps have left in the job.
func (b *build) finish(res *Result) {
	res.Phases = b.phases
	slices.SortFunc(res.Phases, func(x, y Phase) int {
		return slices.Index(phaseOrder, x.Name) - slices.Index(phaseOrder, y.Name)
	})
	res.Furniture, res.Frames, res.Cuts = b.job.furniture, b.job.frames, b.job.cuts
	res.Diagnostics.Sort()
	if b.job.dir == "" {
		return
	}
	res.Dir = filepath.ToSlash(b.job.dir)
	res.Files = listed(b.job.files)
}

// listed describes finished files.
func listed(outputs []Output) []File {
	var files []File
	for _, f := range outputs {
		sum := sha256.Sum256(f.Data)
		files = append(files, File{f.Name, len(f.Data), hex.EncodeToString(sum[:])})
	}
	return files
}

// await does one step beside itself, so that a user who gives up need not wait
// for a long one: the steps touch nothing outside the job, which nobody looks at
// any more, but for the release. That one ends by itself in moments, and whether
// it has happened must be known.
func (b *build) await(ctx context.Context, s step) (diag.List, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	done := make(chan diag.List, 1)
	go func() { done <- b.phase(ctx, s.name, s.do) }()
	if s.name == PhaseRelease {
		diags := <-done
		if b.job.dir == "" && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return diags, nil
	}
	select {
	case diags := <-done:
		return diags, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// faultCode is the code of a diagnostic about the program itself.
const faultCode = "program-fault"

// fault is what stands against the program itself and never against its user.
func fault(what string) diag.Diagnostic {
	return diag.Diagnostic{Severity: diag.Error, Code: faultCode,
		Message: diag.Say("程序内部出错：%s", "the program is at fault: %s", what),
		Hints:   []diag.Text{diag.Say("请把这句话连同来稿与配置报告给我们", "please report this sentence, with the manuscripts and the configuration")},
	}
}

// phase times a step, announces it, and turns a panic in it into a diagnostic.
func (b *build) phase(ctx context.Context, name string, do func(context.Context) diag.List) (diags diag.List) {
	defer func() {
		if r := recover(); r != nil {
			diags = diag.List{fault(fmt.Sprint(name, ": ", r))}
		}
	}()
	if name == "" {
		return do(ctx)
	}
	b.tell(Event{Phase: name})
	start := b.now()
	diags = do(ctx)
	took := b.now().Sub(start)
	b.mu.Lock()
	b.phases = append(b.phases, Phase{name, took})
	b.mu.Unlock()
	b.tell(Event{Phase: name, Done: true})
	return diags
}

func (b *build) tell(e Event) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.progress(e)
}

// write makes the files side by side. The print file is checked as soon as it is
// there.
func (b *build) write(ctx context.Context) diag.List {
	var pdf, reading, epub diag.List
	var all sync.WaitGroup
	if b.job.cfg.Output.EPUB {
		all.Go(func() { epub = b.phase(ctx, PhaseEPUB, b.job.writeEPUB) })
	}
	if b.job.makesReading() {
		all.Go(func() { reading = b.phase(ctx, PhaseReading, b.job.writeReading) })
	}
	if b.job.cfg.Output.PDF {
		pdf = b.phase(ctx, PhasePDF, b.job.writePDF)
		if !b.job.req.Draft && !pdf.HasErrors() {
			pdf = append(pdf, b.phase(ctx, PhasePreflight, b.job.preflight)...)
		}
	}
	all.Wait()
	return slices.Concat(pdf, reading, epub)
}
