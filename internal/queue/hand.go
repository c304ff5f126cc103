package queue

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/riverqueue/river/rivertype"

	"banxin/internal/calendar"
	"banxin/internal/diag"
)

// What somebody at a terminal asks of the queue.

var (
	// ErrManyPublications: the service has several, and none was named.
	ErrManyPublications = errors.New("there are several publications")
	// ErrNoManuscripts: the folder of the issue has none.
	ErrNoManuscripts = errors.New("the issue has no manuscripts")
	// ErrBadConfig: the configuration of the publication has errors.
	ErrBadConfig = errors.New("the configuration has errors")
	// ErrJobDone: a job that is done cannot be tried again.
	ErrJobDone = errors.New("the job is done")
	// ErrJobRunning: it is being tried just now.
	ErrJobRunning = errors.New("the job is running")
	// ErrJobReplaced: there is a newer job that does the same.
	ErrJobReplaced = errors.New("another job does the same")
)

// Enqueue puts an issue into the queue, whatever the calendar and the ready mark say. An
// empty publication means the only one. fresh is false when a job for it is in the queue
// already; the job is that one then.
func (s *Service) Enqueue(ctx context.Context, publication, issue string) (job Job, fresh bool, err error) {
	p, err := s.choose(publication)
	if err != nil {
		return Job{}, false, err
	}
	if _, buildable := p.lacking(issue); !buildable {
		return Job{}, false, &diag.Fault{Message: diag.Say("%s 里没有来稿", "there are no manuscripts in %s", p.dir(issue)), Cause: ErrNoManuscripts}
	}
	var o *calendar.Occasion
	if cal := p.cfg.Calendar(); cal != nil {
		if named, ok := cal.Named(issue); ok {
			o = &named
		}
	}
	var res *rivertype.JobInsertResult
	err = s.engine.inTx(ctx, func(t tx) error {
		args := issueArgs{Publication: p.id, Issue: issue, AsIs: true}
		if err := t.lock(ctx, args.key()); err != nil {
			return err
		}
		res, err = s.enqueueTx(ctx, t, args, o)
		if err != nil || res.UniqueSkippedAsDuplicate {
			return err
		}
		return note(ctx, t, s.now(), args.key(), 0, EventOrdered, "")
	})
	if err != nil {
		return Job{}, false, err
	}
	return asJob(res.Job), !res.UniqueSkippedAsDuplicate, nil
}

// choose gives the publication of an id, or the only one.
func (s *Service) choose(id string) (*publication, error) {
	all, err := s.publications()
	if err != nil {
		return nil, err
	}
	if id == "" && len(all) > 1 {
		return nil, &diag.Fault{Message: diag.Text{Zh: "没有说是哪一种刊物，这里有：" + ids(all, "、"), En: "no publication was named; there are: " + ids(all, ", ")}, Cause: ErrManyPublications}
	}
	for i := range all {
		if p := &all[i]; id == "" || p.id == id {
			if !p.usable() {
				return nil, &diag.Fault{Message: diag.Say("%s 有错", "%s has errors", p.file), Cause: ErrBadConfig}
			}
			return p, nil
		}
	}
	return nil, unknown(id, all)
}

// Retry makes a job that waits for its next attempt, or was given up, run now.
func (s *Service) Retry(ctx context.Context, id int64) (job Job, err error) {
	err = s.engine.inTx(ctx, func(t tx) error {
		row, err := t.job(ctx, id)
		if err != nil {
			return err
		}
		if err := retriable(ctx, t, row); err != nil {
			return err
		}
		job = asJob(row)
		k := issueKey{job.Publication, job.Issue}
		if err := t.lock(ctx, k); err != nil {
			return err
		}
		if row, err = t.retry(ctx, id); err != nil {
			return err
		}
		job = asJob(row)
		if job.Kind == (issueArgs{}).Kind() {
			return s.setState(ctx, t, k, Queued, "")
		}
		_, err = t.exec(ctx, `UPDATE banxin_delivery SET state = $1 WHERE publication = $2 AND issue = $3 AND name = $4 AND revision = $5`,
			string(Queued), k.publication, k.issue, job.Delivery, job.Revision)
		return err
	})
	return job, err
}

// retriable tells whether a job may run again, or why not.
func retriable(ctx context.Context, t tx, row *rivertype.JobRow) error {
	switch row.State {
	case rivertype.JobStateCompleted:
		return ErrJobDone
	case rivertype.JobStateRunning:
		return ErrJobRunning
	}
	return t.query(ctx, `SELECT id FROM river_job WHERE id <> $1 AND kind = $2 AND unique_key = (SELECT unique_key FROM river_job WHERE id = $1)
		AND state IN ('available', 'pending', 'running', 'retryable', 'scheduled')`, []any{row.ID, row.Kind}, func(scan func(...any) error) error {
		var other int64
		if err := scan(&other); err != nil {
			return err
		}
		return &diag.Fault{Message: diag.Say("同一件事已由工作 %d 接着做", "job %d does the same by now", other), Cause: ErrJobReplaced}
	})
}

// Jobs gives the newest jobs first.
func (s *Service) Jobs(ctx context.Context, limit int) ([]Job, error) {
	rows, err := s.engine.jobs(ctx, limit)
	if err != nil {
		return nil, err
	}
	jobs := make([]Job, len(rows))
	for i, r := range rows {
		jobs[i] = asJob(r)
	}
	return jobs, nil
}

func asJob(r *rivertype.JobRow) Job {
	j := Job{ID: r.ID, Kind: r.Kind, State: string(r.State), Attempt: r.Attempt, Max: r.MaxAttempts, Created: r.CreatedAt, Scheduled: r.ScheduledAt}
	var args deliveryArgs // has the fields of all kinds
	if err := json.Unmarshal(r.EncodedArgs, &args); err == nil {
		j.Publication, j.Issue, j.Revision, j.Delivery = args.Publication, args.Issue, args.Revision, args.Delivery
	}
	if n := len(r.Errors); n > 0 && r.State != rivertype.JobStateCompleted {
		j.Reason = r.Errors[n-1].Error
	}
	return j
}
