package queue

import (
	"errors"
	"testing"

	"github.com/riverqueue/river/rivertype"
)

// jobState puts a job into a state, as work on it would.
func (s *Service) jobState(t *testing.T, id int64, state rivertype.JobState) {
	t.Helper()
	finalized := "NULL"
	if state == rivertype.JobStateCancelled || state == rivertype.JobStateCompleted {
		finalized = "CURRENT_TIMESTAMP"
	}
	err := s.engine.inTx(t.Context(), func(x tx) error {
		_, err := x.exec(t.Context(), "UPDATE river_job SET state = '"+string(state)+"', attempt = 1, finalized_at = "+finalized+" WHERE id = $1", id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRetry(t *testing.T) {
	everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
		p.manuscript(day(0))
		s := p.open(opt)
		job, fresh, err := s.Enqueue(t.Context(), "", day(0))
		if err != nil || !fresh {
			t.Fatal(fresh, err)
		}
		retry := func(want error) {
			t.Helper()
			if _, err := s.Retry(t.Context(), job.ID); !errors.Is(err, want) {
				t.Errorf("retry: %v, want %v", err, want)
			}
		}
		if _, err := s.Retry(t.Context(), job.ID+100); !errors.Is(err, ErrNoJob) {
			t.Errorf("no such job: %v", err)
		}
		retry(nil)
		for state, want := range map[rivertype.JobState]error{
			rivertype.JobStateRunning: ErrJobRunning, rivertype.JobStateCompleted: ErrJobDone, rivertype.JobStateCancelled: nil,
		} {
			s.jobState(t, job.ID, state)
			retry(want)
			after := state
			if want == nil {
				after = rivertype.JobStateAvailable
			}
			if jobs, err := s.Jobs(t.Context(), 1); err != nil || jobs[0].State != string(after) {
				t.Errorf("after retry: %+v, %v, want %s", jobs, err, after)
			}
		}
		s.jobState(t, job.ID, rivertype.JobStateCancelled)
		if _, fresh, err := s.Enqueue(t.Context(), "", day(0)); err != nil || !fresh {
			t.Fatal(fresh, err)
		}
		retry(ErrJobReplaced)
	})
}
