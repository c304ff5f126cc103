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
		s := p.firstRelease(opt)
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

// TestTwoDeliveriesGivenUpAreTwoAlarms although the first waits for a server that is away.
func TestTwoDeliveriesGivenUpAreTwoAlarms(t *testing.T) {
	everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
		newPost(t).subscribe(p)
		s := p.open(opt)
		paper, err := s.publication("试验小报")
		if err != nil {
			t.Fatal(err)
		}
		for _, reason := range []string{"shop：登录被拒", "bucket：没有这个存储桶", "shop：登录被拒"} {
			if err := s.engine.inTx(t.Context(), func(tx tx) error {
				return s.alarm(t.Context(), tx, paper, issueKey{paper.id, day(0)}, 1, EventNotDelivered, reason)
			}); err != nil {
				t.Fatal(err)
			}
		}
		if jobs, err := s.Jobs(t.Context(), 10); err != nil || len(jobs) != 2 {
			t.Errorf("alarms: %+v, %v", jobs, err)
		}
	})
}

// TestOverdueNoMore: what the calendar has dropped is nobody's alarm.
func TestOverdueNoMore(t *testing.T) {
	everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
		s := p.open(opt)
		s.Tick(t.Context())
		set(&s.opt, "2026-01-02T19:00:00+08:00")
		s.Tick(t.Context())
		overdue := func() map[string]int {
			t.Helper()
			g, err := s.gauges(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return g.Overdue
		}
		if got := overdue(); len(got) != 1 || got["试验小报"] != 1 {
			t.Errorf("past the deadline: %v", got)
		}
		p.schedule("holidays = [2026-01-01]")
		if got := overdue(); len(got) != 1 || got["试验小报"] != 0 {
			t.Errorf("on a holiday after all: %v", got)
		}
	})
}

// TestAnExtraIssueIsOnTheBoard among any number of the calendar's.
func TestAnExtraIssueIsOnTheBoard(t *testing.T) {
	everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
		s := p.open(opt)
		if err := s.engine.inTx(t.Context(), func(tx tx) (err error) {
			for i := range boardIssues + 5 {
				due := s.now().AddDate(0, 0, -i)
				err = errors.Join(err, putIssue(t.Context(), tx, &issueRow{issueKey: issueKey{"试验小报", day(-i)}, due: due, state: Released, updated: due}))
			}
			return errors.Join(err, s.setState(t.Context(), tx, issueKey{"试验小报", "号外"}, Failed, "坏了"))
		}); err != nil {
			t.Fatal(err)
		}
		if b := board(t, s); b.issue("号外") == nil || b.issue(day(0)) == nil {
			t.Error("not on the board")
		}
	})
}
