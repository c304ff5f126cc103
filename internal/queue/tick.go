package queue

import (
	"context"
	"errors"
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
		if err := s.adopt(ctx, &p, cal); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "store", "publication", p.id, "error", err)
			continue // what it may have released already is not known
		}
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
	occasions, looked, err := s.occasions(ctx, p, all)
	if err != nil {
		return err
	}
	sch := &p.cfg.Schedule
	var failures []error
	for i, step := range decide(occasions, looked, now, sch.CatchUpMax, sch.AtDeadline) {
		o := &occasions[i]
		var err error
		switch step {
		case build, buildAsIs:
			err = s.enqueue(ctx, p, &o.Occasion, step == buildAsIs)
		case wait:
			err = s.await(ctx, p, o)
		}
		if err == nil {
			err = s.checkDeadline(ctx, p, o, now)
		}
		failures = append(failures, err)
	}
	if err := errors.Join(failures...); err != nil || len(all) == 0 || !all[len(all)-1].Due.After(looked) {
		return err
	}
	return s.engine.inTx(ctx, func(t tx) error { return putLooked(ctx, t, p.id, now) })
}

// occasions puts together what is known of the issues whose time has come.
// It tells as well when this was done before.
func (s *Service) occasions(ctx context.Context, p *publication, all []calendar.Occasion) (known []occasion, looked time.Time, err error) {
	rows := map[string]*issueRow{}
	released := map[string]bool{}
	err = s.engine.read(ctx, func(t tx) error {
		list, err := listIssues(ctx, t, `WHERE publication = $1`, p.id)
		if err != nil {
			return err
		}
		for i := range list {
			rows[list[i].issue] = &list[i]
		}
		if looked, err = findLooked(ctx, t, p.id); err != nil {
			return err
		}
		return t.query(ctx, `SELECT DISTINCT issue FROM banxin_release WHERE publication = $1`, []any{p.id}, func(scan func(...any) error) error {
			var issue string
			err := scan(&issue)
			released[issue] = true
			return err
		})
	})
	if err != nil {
		return nil, looked, err
	}
	out := make([]occasion, len(all))
	for i, o := range all {
		out[i] = occasion{Occasion: o, row: rows[o.Issue], released: released[o.Issue]}
		if out[i].released {
			continue
		}
		out[i].missing, out[i].half = p.lacking(o.Issue)
		if out[i].seen, err = look(p.file, p.dir(o.Issue)); err != nil { // one folder nobody may read holds up no other
			out[i].missing, out[i].half = words(err), false
		}
	}
	return out, looked, nil
}

// enqueue puts an issue of the calendar into the queue, unless it is there, or has come
// out of it by now.
func (s *Service) enqueue(ctx context.Context, p *publication, o *calendar.Occasion, asIs bool) error {
	args := issueArgs{Publication: p.id, Issue: o.Issue, AsIs: asIs}
	var res *rivertype.JobInsertResult
	err := s.engine.inTx(ctx, func(t tx) error {
		_, releases, err := s.lockIssue(ctx, t, args.key())
		if err != nil || len(releases) > 0 {
			return err
		}
		res, err = s.enqueueTx(ctx, t, args, o)
		return err
	})
	if err == nil && res != nil && !res.UniqueSkippedAsDuplicate {
		s.log.InfoContext(ctx, "issue queued", "publication", p.id, "issue", o.Issue, "due", o.Due, "job", res.Job.ID)
	}
	return err
}

// enqueueTx puts an issue, which the transaction has locked, into the queue. o is nil for
// one that the calendar does not know.
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

// await notes what an issue is waiting for, when that is new. While a job is at it, the job
// says what it lacks.
func (s *Service) await(ctx context.Context, p *publication, o *occasion) error {
	settled := func(row *issueRow) bool {
		return row != nil && row.state != Failed && (row.state != Waiting || row.reason == o.missing)
	}
	if settled(o.row) {
		return nil
	}
	fresh := false
	err := s.engine.inTx(ctx, func(t tx) error {
		row, releases, err := s.lockIssue(ctx, t, issueKey{p.id, o.Issue}) // somebody may have ordered it meanwhile
		if err != nil || len(releases) > 0 {
			return err
		}
		if o.row = row; settled(row) {
			return nil
		}
		fresh = true
		o.row = &issueRow{issueKey: issueKey{p.id, o.Issue}, due: o.Due, deadline: o.Deadline, state: Waiting, reason: o.missing, updated: s.now()}
		if row != nil {
			o.row.overdue = row.overdue
		}
		if err := note(ctx, t, o.row.updated, o.row.issueKey, 0, EventWaiting, o.missing); err != nil {
			return err
		}
		return putIssue(ctx, t, o.row)
	})
	if err == nil && fresh {
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
		row, releases, err := s.lockIssue(ctx, t, o.row.issueKey)
		if err != nil || row == nil || row.overdue || len(releases) > 0 {
			return err // another process may have been quicker
		}
		row.overdue, row.updated = true, now
		if row.state == Waiting && p.cfg.Schedule.AtDeadline == atDeadlineAlarm {
			row.state = Overdue
		}
		s.log.ErrorContext(ctx, "issue overdue", "publication", p.id, "issue", o.Issue, "deadline", o.Deadline, "state", row.state, "reason", row.reason)
		return errors.Join(putIssue(ctx, t, row), s.alarm(ctx, t, p, row.issueKey, 0, EventOverdue, row.reason))
	})
}

// lockIssue gives what is known of an issue, and keeps it so until the transaction ends.
func (s *Service) lockIssue(ctx context.Context, t tx, k issueKey) (*issueRow, []releaseRow, error) {
	row, err := findIssue(ctx, t, k)
	if err != nil {
		return nil, nil, err
	}
	releases, err := releasesOf(ctx, t, k)
	return row, releases, err
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

// uniqueInQueue makes a job the only one of its arguments as long as it is not over.
var uniqueInQueue = river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
	rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning, rivertype.JobStateRetryable, rivertype.JobStateScheduled,
}}
