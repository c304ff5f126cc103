package queue

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"banxin/internal/calendar"
	"banxin/internal/config"
)

// tickEvery is how often the calendar is looked at: what an editor waits for at most
// between putting in the last manuscript and the build.
const tickEvery = 15 * time.Second

// Keep looks at the calendar until ctx ends: now, at every due time and in between.
func (s *Service) Keep(ctx context.Context) {
	for {
		next := s.opt.Now().Add(tickEvery)
		for _, due := range s.Tick(ctx) {
			if due.Before(next) {
				next = due
			}
		}
		timer := time.NewTimer(max(next.Sub(s.opt.Now()), time.Second))
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
	}
}

// Tick looks at the calendar once: what is due goes into the queue, what is late is
// told. It gives the next due time of each publication. Any number of processes may
// tick at once. A publication that cannot be looked at is logged and does not stand
// in the way of the others.
func (s *Service) Tick(ctx context.Context) []time.Time {
	var next []time.Time
	all, err := s.publications()
	if err != nil {
		s.log.ErrorContext(ctx, "configuration", "error", err)
	}
	for _, p := range all {
		if !p.usable() {
			s.log.ErrorContext(ctx, "configuration has errors", "publication", p.id, "first", (&badInput{p.problems}).Error())
			continue
		}
		cal := p.cfg.Calendar()
		if cal == nil {
			continue
		}
		if err := s.tick(ctx, &p, cal); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "calendar", "publication", p.id, "error", err)
		}
		for _, o := range cal.After(s.now(), 1) {
			next = append(next, o.Due)
		}
	}
	return next
}

// tick looks at one publication.
func (s *Service) tick(ctx context.Context, p *publication, cal *calendar.Schedule) error {
	now := s.now()
	all := cal.Between(time.Time{}, now)
	if err := s.adopt(ctx, p); err != nil {
		return err
	}
	occasions, err := s.occasions(ctx, p, all)
	if err != nil {
		return err
	}
	sch := &p.cfg.Schedule
	var failures []error
	for i, step := range decide(occasions, now, sch.CatchUpMax, sch.AtDeadline) {
		o := &occasions[i]
		var err error
		switch step {
		case build, buildAsIs:
			_, err = s.enqueue(ctx, p, &o.Occasion, step == buildAsIs)
		case wait:
			err = s.await(ctx, p, o)
		}
		if err == nil {
			err = s.checkDeadline(ctx, p, o, now)
		}
		failures = append(failures, err)
	}
	return errors.Join(failures...)
}

// occasions puts together what is known of the issues whose time has come.
func (s *Service) occasions(ctx context.Context, p *publication, all []calendar.Occasion) ([]occasion, error) {
	rows := map[string]*issueRow{}
	released := map[string]bool{}
	err := s.engine.read(ctx, func(t tx) error {
		known, err := listIssues(ctx, t, `WHERE publication = $1`, p.id)
		if err != nil {
			return err
		}
		for i := range known {
			rows[known[i].issue] = &known[i]
		}
		return t.query(ctx, `SELECT DISTINCT issue FROM banxin_release WHERE publication = $1`, []any{p.id}, func(scan func(...any) error) error {
			var issue string
			err := scan(&issue)
			released[issue] = true
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	out := make([]occasion, len(all))
	for i, o := range all {
		out[i] = occasion{Occasion: o, row: rows[o.Issue], released: released[o.Issue]}
		if out[i].released {
			continue
		}
		out[i].missing, out[i].half = p.lacking(o.Issue)
		if out[i].seen, err = look(p.file, p.dir(o.Issue)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// enqueue puts an issue into the queue, and tells whether it was not there yet. o is
// nil for an issue that the calendar does not know.
func (s *Service) enqueue(ctx context.Context, p *publication, o *calendar.Occasion, asIs bool) (*rivertype.JobInsertResult, error) {
	var res *rivertype.JobInsertResult
	err := s.engine.inTx(ctx, func(t tx) error {
		var err error
		res, err = s.enqueueTx(ctx, t, issueArgs{Publication: p.id, Issue: o.Issue, AsIs: asIs}, o)
		return err
	})
	if err == nil && !res.UniqueSkippedAsDuplicate {
		s.log.InfoContext(ctx, "issue queued", "publication", p.id, "issue", o.Issue, "due", o.Due, "job", res.Job.ID)
	}
	return res, err
}

func (s *Service) enqueueTx(ctx context.Context, t tx, args issueArgs, o *calendar.Occasion) (*rivertype.JobInsertResult, error) {
	res, err := t.insert(ctx, args, nil)
	if err != nil || res.UniqueSkippedAsDuplicate {
		return res, err
	}
	k, now := args.key(), s.now()
	row, err := findIssue(ctx, t, k)
	if err != nil {
		return nil, err
	}
	if row == nil {
		row = &issueRow{issueKey: k}
	}
	if o != nil {
		row.due, row.deadline = o.Due, o.Deadline
	}
	row.state, row.reason, row.seen, row.updated = Queued, "", "", now
	what := EventQueued
	if o != nil && now.Sub(o.Due) > caughtUpAfter {
		what = EventCaughtUp
	}
	if err := note(ctx, t, now, k, 0, what, ""); err != nil {
		return nil, err
	}
	return res, putIssue(ctx, t, row)
}

// caughtUpAfter is how late an issue may be put into the queue and still be in time.
const caughtUpAfter = time.Hour

// await notes what an issue is waiting for, when that is new.
func (s *Service) await(ctx context.Context, p *publication, o *occasion) error {
	if o.row != nil && o.row.state == Waiting && o.row.reason == o.missing {
		return nil
	}
	row := issueRow{issueKey: issueKey{p.id, o.Issue}, due: o.Due, deadline: o.Deadline, state: Waiting, reason: o.missing, updated: s.now()}
	if o.row != nil {
		row.overdue = o.row.overdue
	}
	err := s.engine.inTx(ctx, func(t tx) error {
		if err := note(ctx, t, row.updated, row.issueKey, 0, EventWaiting, o.missing); err != nil {
			return err
		}
		return putIssue(ctx, t, &row)
	})
	if err == nil {
		o.row = &row
		s.log.InfoContext(ctx, "manuscripts awaited", "publication", p.id, "issue", o.Issue, "missing", o.missing, "deadline", o.Deadline)
	}
	return err
}

// checkDeadline raises the alarm, once, when an issue that is worked for or waited for
// has no release after its deadline.
func (s *Service) checkDeadline(ctx context.Context, p *publication, o *occasion, now time.Time) error {
	if o.released || o.row == nil || o.row.overdue || o.Deadline.IsZero() || now.Before(o.Deadline) {
		return nil
	}
	return s.engine.inTx(ctx, func(t tx) error {
		row, err := findIssue(ctx, t, o.row.issueKey) // another process may have been quicker
		if err != nil || row == nil || row.overdue {
			return err
		}
		releases, err := releasesOf(ctx, t, row.issueKey)
		if err != nil || len(releases) > 0 {
			return err
		}
		row.overdue, row.updated = true, now
		if row.state == Waiting && p.cfg.Schedule.AtDeadline == atDeadlineAlarm {
			row.state = Overdue
		}
		s.log.ErrorContext(ctx, "issue overdue", "publication", p.id, "issue", o.Issue, "deadline", o.Deadline, "state", row.state, "reason", row.reason)
		return errors.Join(putIssue(ctx, t, row), s.alarm(ctx, t, p, row.issueKey, 0, EventOverdue, row.reason))
	})
}

// alarm writes into the history what went wrong and sends word to all who asked for it.
func (s *Service) alarm(ctx context.Context, t tx, p *publication, k issueKey, revision int, what, reason string) error {
	now := s.now()
	if err := note(ctx, t, now, k, revision, what, reason); err != nil {
		return err
	}
	for i := range p.cfg.Delivery {
		d := &p.cfg.Delivery[i]
		if !tells(d, onAlarm) {
			continue
		}
		args := deliveryArgs{Publication: k.publication, Issue: k.issue, Revision: revision, Delivery: d.Name, Alarm: what, Reason: reason, At: now}
		if _, err := t.insert(ctx, args, nil); err != nil {
			return err
		}
	}
	return nil
}

// What a notice may be sent on.
const (
	onRelease = "release"
	onAlarm   = "alarm"
)

// tells tells whether a delivery is a notice of this kind of news.
func tells(d *config.Delivery, news string) bool {
	if d.Kind != "webhook" && d.Kind != "mail" {
		return false
	}
	for _, on := range d.On {
		if on == news {
			return true
		}
	}
	return len(d.On) == 0
}

// adopt takes what the store holds into an empty ledger: the database was lost, or the
// service is new to a store that another one filled. What was claimed is left to its job,
// which still has deliveries to order.
func (s *Service) adopt(ctx context.Context, p *publication) error {
	empty := true
	err := s.engine.read(ctx, func(t tx) error {
		return t.query(ctx, `SELECT 1 FROM banxin_release WHERE publication = $1 UNION ALL SELECT 1 FROM banxin_claim WHERE publication = $1 LIMIT 1`,
			[]any{p.id}, func(func(...any) error) error { empty = false; return nil })
	})
	if err != nil || !empty {
		return err
	}
	releases, err := s.store.List(ctx, p.id)
	if err != nil || len(releases) == 0 {
		return err
	}
	err = s.engine.inTx(ctx, func(t tx) error {
		for i := range releases {
			r := &releases[i]
			k := issueKey{p.id, r.Issue}
			there, err := releasesOf(ctx, t, k)
			if err != nil {
				return err
			}
			if len(there) >= r.Revision {
				continue // another process was quicker
			}
			row := releaseRow{issueKey: k, revision: r.Revision, content: r.Content, released: s.now(), detail: *r}
			if err := errors.Join(putRelease(ctx, t, &row), note(ctx, t, row.released, k, r.Revision, EventAdopted, "")); err != nil {
				return err
			}
			if err := putIssue(ctx, t, &issueRow{issueKey: k, state: Released, updated: row.released}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	s.log.LogAttrs(ctx, slog.LevelWarn, "releases of the store taken into the ledger", slog.String("publication", p.id), slog.Int("releases", len(releases)))
	return nil
}

// uniqueInQueue makes a job the only one of its arguments as long as it is not over.
var uniqueInQueue = river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
	rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning, rivertype.JobStateRetryable, rivertype.JobStateScheduled,
}}
