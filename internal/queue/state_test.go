package queue

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/riverqueue/river/rivertype"
)

// state gives what the ledger knows of the first issue.
func state(t *testing.T, s *Service, k issueKey) (row *issueRow) {
	t.Helper()
	if err := s.engine.inTx(t.Context(), func(t2 tx) (err error) {
		row, err = findIssue(t.Context(), t2, k)
		return err
	}); err != nil || row == nil {
		t.Fatalf("%+v, %v", row, err)
	}
	return row
}

// TestTwoThatChangeAnIssueLoseNothing: the alarm and the release, say, of two processes.
func TestTwoThatChangeAnIssueLoseNothing(t *testing.T) {
	everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
		s := p.open(opt)
		k := issueKey{"试验小报", day(0)}
		change := func(do func(tx) error) error { return s.engine.inTx(t.Context(), do) }
		if err := change(func(tx tx) error { return s.setState(t.Context(), tx, k, Building, "") }); err != nil {
			t.Fatal(err)
		}
		read, done := make(chan struct{}), make(chan error)
		go func() {
			done <- change(func(tx tx) error {
				row, err := findIssue(t.Context(), tx, k)
				close(read)
				if err != nil {
					return err
				}
				time.Sleep(200 * time.Millisecond) // the other would write now
				row.overdue = true
				return putIssue(t.Context(), tx, row)
			})
		}()
		<-read
		err := change(func(tx tx) error { return s.setState(t.Context(), tx, k, Failed, "") })
		if err := errors.Join(err, <-done); err != nil {
			t.Fatal(err)
		}
		if row := state(t, s, k); row.state != Failed || !row.overdue {
			t.Errorf("lost: %+v", row)
		}
	})
}

// TestWhatAJobCameToStands: an attempt that ends after its job is over has nothing to say.
func TestWhatAJobCameToStands(t *testing.T) {
	everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
		p.manuscript(day(0))
		s := p.open(opt)
		s.work(t)
		s.Tick(t.Context())
		eventually(t, s, "released", func(b *Board) bool { return b.released(day(0), 1) })
		jobs, err := s.engine.jobs(t.Context(), 10)
		if err != nil {
			t.Fatal(err)
		}
		job := jobs[len(jobs)-1]
		if job.State != rivertype.JobStateCompleted {
			t.Fatalf("%+v", job)
		}
		s.again(t.Context(), job, issueKey{"试验小报", day(0)}, errOvertaken)
		if b := board(t, s); !b.released(day(0), 1) {
			t.Errorf("%+v", b.issue(day(0)))
		}
	})
}

// TestAJobSaysWhatItWaitsFor: the calendar does not speak over it, turn and turn about.
func TestAJobSaysWhatItWaitsFor(t *testing.T) {
	everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
		p.manuscript(day(0))
		s := p.open(opt)
		k := issueKey{"试验小报", day(0)}
		s.Tick(t.Context())
		if err := s.engine.inTx(t.Context(), func(tx tx) error { return s.setState(t.Context(), tx, k, Retrying, "没有文件夹") }); err != nil {
			t.Fatal(err)
		}
		if err := os.RemoveAll(filepath.Join(p.dir, "sources")); err != nil {
			t.Fatal(err)
		}
		s.Tick(t.Context())
		if st := board(t, s).issue(day(0)); st.State != Retrying || st.what() != "queued" {
			t.Errorf("%s: %s", st.State, st.what())
		}
	})
}
