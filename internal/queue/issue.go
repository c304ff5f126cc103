package queue

import (
	"context"
	"errors"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/internal/press"
	"banxin/internal/store"
	"banxin/internal/telemetry"
)

// issueArgs is the job of building and releasing an issue.
type issueArgs struct {
	Publication string `json:"publication" river:"unique"`
	Issue       string `json:"issue" river:"unique"`
	AsIs        bool   `json:"as_is,omitempty"` // without its ready mark: the deadline has passed
}

func (issueArgs) Kind() string { return "issue" }

func (issueArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queueBuild, MaxAttempts: issueAttempts, UniqueOpts: uniqueInQueue}
}

func (a issueArgs) key() issueKey { return issueKey{a.Publication, a.Issue} }

// issueAttempts and issuePatience: an editor who has put in what was missing should not
// wait long, and an issue is not given up over a weekend.
const (
	issueAttempts = 8000
	issuePatience = time.Minute
)

// issueWorker builds issues. Its steps, and what a kill after each of them leaves:
//
//  1. The inputs are pinned in memory: nothing.
//  2. The revision is claimed in the ledger: a claim that the next attempt takes up.
//  3. The files are made in memory: the same.
//  4. They are put into the store, the list of them last: files without a list, which
//     nobody takes for a release and the next attempt replaces; or the release, which
//     the next attempt finds right.
//  5. One transaction records it and orders deliveries and feeds: all or nothing.
type issueWorker struct {
	river.WorkerDefaults[issueArgs]
	service *Service
}

// NextRetry keeps the waits short.
func (w *issueWorker) NextRetry(job *river.Job[issueArgs]) time.Time {
	return w.service.opt.Wall().Add(min(w.service.opt.Backoff(job.Attempt), issuePatience))
}

func (w *issueWorker) Work(ctx context.Context, job *river.Job[issueArgs]) (err error) {
	s, k := w.service, job.Args.key()
	ctx, end := telemetry.Span(ctx, "issue", slog.String("publication", k.publication), slog.String("issue", k.issue))
	defer func() { end(err) }()
	p, err := s.publication(k.publication)
	if err != nil {
		return s.failed(ctx, nil, k, "", err)
	}
	if !p.usable() {
		return s.failed(ctx, p, k, "", &badInput{p.problems})
	}
	if missing, buildable := p.lacking(k.issue); missing != "" && !(buildable && job.Args.AsIs) {
		return s.again(ctx, k, errors.New(missing))
	}
	seen, err := look(p.file, p.dir(k.issue))
	if err != nil {
		return s.again(ctx, k, err)
	}
	a := &attempt{service: s, paper: p, issueKey: k, job: job.JobRow}
	err = a.run(ctx)
	var bad *badInput
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil: // the process ends, or the job took too long
		return s.again(ctx, k, errors.Join(context.Cause(ctx), err))
	case errors.As(err, &bad) && !a.mayPass(bad.found):
		return s.failed(ctx, p, k, seen, err)
	}
	return s.again(ctx, k, err)
}

// attempt is one attempt to build an issue.
type attempt struct {
	issueKey
	service *Service
	paper   *publication
	job     *rivertype.JobRow // nil: none, in a test
	pinned  *press.Pinned
	claim   claim
	started time.Time
	put     func(context.Context, *store.Release, []store.Blob) error // nil: the store's
}

// mayPass tells whether everything that is wrong is something that may still come: a
// file that is not there yet.
func (a *attempt) mayPass(found diag.List) bool {
	for _, d := range found {
		if d.Severity == diag.Error && d.Code != "missing-file" && d.Code != "cannot-read" && d.Code != "inputs-changing" {
			return false
		}
	}
	cal := a.paper.cfg.Calendar()
	if cal == nil {
		return false
	}
	o, ok := cal.Named(a.issue)
	return ok && (o.Deadline.IsZero() || a.service.now().Before(o.Deadline))
}

func (a *attempt) run(ctx context.Context) error {
	a.started = a.service.now()
	pinned, found, err := press.Pin(ctx, config.Disk{}, a.paper.file, a.issue)
	if err != nil {
		return err
	}
	if found.HasErrors() {
		return &badInput{found}
	}
	a.pinned = pinned
	done, err := a.take(ctx)
	if err != nil || done {
		return err
	}
	made, err := a.make(ctx)
	if err != nil {
		return err
	}
	release, files := a.release(made)
	put := a.service.store.Put
	if a.put != nil {
		put = a.put
	}
	switch err := put(ctx, release, files); {
	case errors.Is(err, store.ErrTaken):
		return a.overtaken(ctx, release)
	case err != nil:
		return err
	}
	return a.record(ctx, release)
}

// overtaken records what stands in the store under the revision that this attempt was to
// put there: an attempt that was killed before it could record it put it there, with what
// the editors had written by then. Its deliveries are ordered now; if they have written
// something else since, the next attempt gives that the next revision.
func (a *attempt) overtaken(ctx context.Context, mine *store.Release) error {
	standing, err := a.service.store.Get(ctx, mine.Publication, mine.Date[:4], mine.Issue, mine.Revision)
	if err != nil {
		return err
	}
	if standing.Content == mine.Content {
		return a.record(ctx, standing)
	}
	job := a.job
	a.job = nil // it is not done: it has the next revision to make
	err = a.record(ctx, standing)
	a.job = job
	return errors.Join(err, errOvertaken)
}

// take claims the next revision, or tells that this content was released before.
func (a *attempt) take(ctx context.Context) (done bool, err error) {
	s, content := a.service, a.pinned.Content()
	err = s.engine.inTx(ctx, func(t tx) error {
		releases, err := releasesOf(ctx, t, a.issueKey)
		if err != nil {
			return err
		}
		next := 1
		for _, r := range releases {
			if r.content == content {
				done = true
				return a.unchanged(ctx, t, r.revision)
			}
			next = max(next, r.revision+1)
		}
		open, err := findClaim(ctx, t, a.issueKey)
		if err != nil {
			return err
		}
		if open != nil && open.content == content && open.revision == next {
			a.claim = *open
		} else {
			a.claim = claim{a.issueKey, next, content, s.now().Truncate(time.Second)}
			if err := putClaim(ctx, t, &a.claim); err != nil {
				return err
			}
		}
		return errors.Join(
			s.setState(ctx, t, a.issueKey, Building, ""),
			note(ctx, t, s.now(), a.issueKey, a.claim.revision, EventStarted, content))
	})
	if err == nil && !done {
		s.log.InfoContext(ctx, "issue pinned", "publication", a.publication, "issue", a.issue, "revision", a.claim.revision, "content", content)
	}
	return done, err
}

// unchanged ends an attempt that has nothing new to build.
func (a *attempt) unchanged(ctx context.Context, t tx, revision int) error {
	s := a.service
	s.log.InfoContext(ctx, "issue unchanged", "publication", a.publication, "issue", a.issue, "revision", revision)
	return errors.Join(
		s.setState(ctx, t, a.issueKey, Released, ""),
		note(ctx, t, s.now(), a.issueKey, revision, EventUnchanged, ""),
		a.complete(ctx, t))
}

// complete ends the job together with what it did, so that nobody sees the one without
// the other.
func (a *attempt) complete(ctx context.Context, t tx) error {
	if a.job == nil {
		return nil
	}
	return t.complete(ctx, a.job)
}

// make makes the files in memory.
func (a *attempt) make(ctx context.Context) (*press.Made, error) {
	s := a.service
	ctx, end := telemetry.Span(ctx, "make")
	made, err := press.Make(ctx, press.Request{
		ConfigPath: a.paper.file, IssueID: a.issue, Files: a.pinned, Version: s.opt.Version,
		Revision: a.claim.revision, Revised: a.claim.revised, Now: s.opt.Now,
	}, nil)
	end(err)
	if err != nil {
		return nil, err
	}
	if m := s.opt.Metrics; m != nil {
		phases := map[string]time.Duration{}
		for _, ph := range made.Phases {
			phases[ph.Name] = ph.Duration
		}
		m.Built(a.publication, string(made.Verdict), phases)
	}
	if made.Diagnostics.HasErrors() {
		return nil, &badInput{made.Diagnostics}
	}
	return made, nil
}

// release says what is released, for the store and all who are told of it.
func (a *attempt) release(made *press.Made) (*store.Release, []store.Blob) {
	p := a.paper.cfg
	facts := &made.Facts
	r := &store.Release{
		Publication: a.publication, Name: p.Publication.Name, Issue: a.issue, Revision: a.claim.revision,
		Content: a.claim.content, Verdict: string(made.Verdict),
		Publisher: facts.Publisher, Language: facts.Language, Title: facts.Title, Identifier: facts.Identifier,
		Date: facts.Date, Number: facts.Number, WholeNumber: facts.WholeNumber,
		Subjects: facts.Subjects, Contents: facts.Contents, Published: facts.Published, Modified: facts.Modified,
	}
	if r.Revision > 1 {
		r.Revised = a.claim.revised
	}
	for _, d := range made.Diagnostics {
		if d.Severity == diag.Finding {
			r.Findings = append(r.Findings, strings.TrimPrefix(d.Pos.String()+"："+d.Message.Zh, "："))
		}
	}
	var files []store.Blob
	for _, f := range made.Outputs {
		files = append(files, store.Blob{Name: f.Name, Data: f.Data})
	}
	if made.Cover != nil {
		files = append(files, store.Blob{Name: a.issue + "-cover.jpg", Data: made.Cover})
	}
	if made.Thumbnail != nil {
		files = append(files, store.Blob{Name: a.issue + "-thumbnail.jpg", Data: made.Thumbnail})
	}
	return r, files
}

// record writes the release into the ledger and orders what follows from it.
func (a *attempt) record(ctx context.Context, r *store.Release) error {
	s, now := a.service, a.service.now()
	took := now.Sub(a.started)
	err := s.engine.inTx(ctx, func(t tx) error {
		mine, err := dropClaim(ctx, t, &a.claim)
		if err != nil {
			return err
		}
		if !mine {
			return errOvertaken
		}
		row := releaseRow{issueKey: a.issueKey, revision: r.Revision, content: r.Content, released: now, detail: *r}
		if err := errors.Join(
			putRelease(ctx, t, &row),
			s.setState(ctx, t, a.issueKey, Released, ""),
			note(ctx, t, now, a.issueKey, r.Revision, EventReleased, strconv.FormatFloat(took.Seconds(), 'f', 2, 64)+" s")); err != nil {
			return err
		}
		return errors.Join(a.order(ctx, t, r.Revision, now), a.complete(ctx, t))
	})
	if err != nil {
		return err
	}
	if m := s.opt.Metrics; m != nil {
		m.Released(a.publication, now)
	}
	s.log.InfoContext(ctx, "issue released", "publication", a.publication, "issue", a.issue, "revision", r.Revision,
		"content", r.Content, "findings", len(r.Findings), "seconds", took.Seconds())
	return nil
}

// errOvertaken ends an attempt that finds the revision released, or begun, with other content.
var errOvertaken = errors.New("这一次发布已由别的内容占用，接着做下一次")

// order puts the deliveries and the feeds of a release into the queue.
func (a *attempt) order(ctx context.Context, t tx, revision int, now time.Time) error {
	for i := range a.paper.cfg.Delivery {
		d := &a.paper.cfg.Delivery[i]
		if (d.Kind == "webhook" || d.Kind == "mail") && !tells(d, onRelease) {
			continue
		}
		args := deliveryArgs{Publication: a.publication, Issue: a.issue, Revision: revision, Delivery: d.Name, At: now}
		if _, err := t.insert(ctx, args, nil); err != nil {
			return err
		}
		row := deliveryRow{issueKey: a.issueKey, revision: revision, name: d.Name, kind: d.Kind, state: Queued, updated: now}
		if err := putDelivery(ctx, t, &row); err != nil {
			return err
		}
	}
	_, err := t.insert(ctx, feedArgs{Publication: a.publication, Issue: a.issue, Revision: revision}, nil)
	return err
}
