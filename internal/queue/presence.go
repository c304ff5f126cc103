package queue

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"

	"banxin/internal/volume"
)

// River takes a job for lost when it has lasted longer than any may: ten minutes and more
// for one whose process died at once. But the system tells at once that a process is
// dead, by giving free the lock it held. So every process holds one of its own, and every
// process asks now and then for those of the others that have jobs.

// presence is how processes tell that they live.
type presence interface {
	// hold makes the process of an id present until it ends or ctx does.
	hold(ctx context.Context, id string) error
	// gone tells whether the process of an id has ended.
	gone(ctx context.Context, id string) (bool, error)
}

// orphanEvery is how often a process looks for jobs whose process is gone.
const orphanEvery = 3 * time.Second

// processID names this process among all that ever were.
func processID() string {
	host, _ := os.Hostname() // for people; chance tells processes apart
	return fmt.Sprintf("%s-%d-%s", strings.Map(plain, host), os.Getpid(), rand.Text()[:12])
}

// plain keeps what any file name can hold.
func plain(r rune) rune {
	if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' {
		return r
	}
	return -1
}

// watchOrphans takes back jobs of dead processes until ctx ends.
func (s *Service) watchOrphans(ctx context.Context) {
	tick := time.NewTicker(orphanEvery)
	defer tick.Stop()
	for {
		jobs, err := s.engine.takeBack(ctx, s.opt.Wall())
		if err != nil && ctx.Err() == nil {
			s.log.WarnContext(ctx, "jobs of dead processes", "error", err)
		}
		for _, j := range jobs {
			job := asJob(j)
			s.log.WarnContext(ctx, "job taken over", "job", job.ID, "publication", job.Publication, "issue", job.Issue, "delivery", job.Delivery, "from", lastBy(j))
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// patientAfter is after how many attempts a job that was lost waits as one that failed.
const patientAfter = 3

// takeBack puts the jobs whose process is gone back into the queue, to be run at once.
func (e *riverEngine[TTx]) takeBack(ctx context.Context, now time.Time) ([]*rivertype.JobRow, error) {
	res, err := e.client.JobList(ctx, river.NewJobListParams().States(rivertype.JobStateRunning).First(1000))
	if err != nil {
		return nil, fmt.Errorf("running jobs: %w", err)
	}
	var lost []*rivertype.JobRow
	gone := map[string]bool{e.client.ID(): false}
	params := &riverdriver.JobRescueManyParams{}
	for _, j := range res.Jobs {
		by := lastBy(j)
		if _, asked := gone[by]; !asked {
			if gone[by], err = e.db.presence.gone(ctx, by); err != nil {
				return nil, fmt.Errorf("process %s: %w", by, err)
			}
		}
		if !gone[by] {
			continue
		}
		why, err := json.Marshal(rivertype.AttemptError{At: now.UTC(), Attempt: j.Attempt, Error: "the process " + by + " has ended"})
		if err != nil {
			return nil, err
		}
		lost = append(lost, j)
		// Not one that another process has begun since: the attempt that was seen is meant.
		if after := j.AttemptedAt.Add(time.Millisecond); after.After(params.StuckHorizon) {
			params.StuckHorizon = after
		}
		params.ID = append(params.ID, j.ID)
		params.Error = append(params.Error, why)
		params.FinalizedAt = append(params.FinalizedAt, nil)
		state, at := rivertype.JobStateAvailable, now
		if j.Attempt >= patientAfter { // it may be the job that kills them
			state, at = rivertype.JobStateRetryable, now.Add(e.backoff(j.Attempt))
		}
		params.ScheduledAt = append(params.ScheduledAt, at.UTC())
		params.State = append(params.State, string(state))
	}
	if len(lost) == 0 {
		return nil, nil
	}
	if _, err := e.db.driver.GetExecutor().JobRescueMany(ctx, params); err != nil {
		return nil, fmt.Errorf("jobs of dead processes: %w", err)
	}
	return lost, nil
}

// lastBy names the process that works on a job, or did.
func lastBy(j *rivertype.JobRow) string {
	if n := len(j.AttemptedBy); n > 0 {
		return j.AttemptedBy[n-1]
	}
	return ""
}

// lockFiles is presence on one machine: each process holds a file beside the database.
type lockFiles struct{ database string }

func (l lockFiles) file(id string) string { return l.database + "-" + id + ".lock" }

func (l lockFiles) hold(ctx context.Context, id string) error {
	release, err := volume.Disk{}.Lock(ctx, l.file(id))
	if err != nil {
		return fmt.Errorf("presence: %w", err)
	}
	context.AfterFunc(ctx, release)
	return nil
}

func (l lockFiles) gone(ctx context.Context, id string) (bool, error) {
	now, cancel := context.WithCancel(ctx)
	cancel() // do not wait for it
	release, err := volume.Disk{}.Lock(now, l.file(id))
	switch {
	case err == nil:
		release()
		return true, nil
	case ctx.Err() == nil && errors.Is(err, context.Canceled):
		return false, nil
	}
	return false, err
}
