package queue

import (
	"errors"
	"testing"
)

func TestRetry(t *testing.T) {
	everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
		p.manuscript(day(0))
		s := p.open(opt)
		if _, err := s.Retry(t.Context(), 99); !errors.Is(err, ErrNoJob) {
			t.Errorf("a job that is not there: %v", err)
		}
		s.Tick(t.Context())
		s.work(t)
		delivered := func(b *Board) bool {
			i := b.issue(day(0))
			return i != nil && len(i.Deliveries) == 1 && i.Deliveries[0].State == Released
		}
		eventually(t, s, "delivered", delivered)
		jobs, err := s.Jobs(t.Context(), 10)
		if err != nil || len(jobs) != 3 {
			t.Fatalf("jobs: %+v, %v", jobs, err)
		}
		for _, j := range jobs {
			if j.Kind != (deliveryArgs{}).Kind() {
				continue
			}
			if _, err := s.Retry(t.Context(), j.ID); !errors.Is(err, ErrJobDone) {
				t.Errorf("a job that is done: %v", err)
			}
		}
		if b := board(t, s); !delivered(b) {
			t.Errorf("what is done is undone: %+v", b.issue(day(0)).Deliveries)
		}
	})
}
