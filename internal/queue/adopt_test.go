package queue

import (
	"testing"
)

func TestALostDatabaseLearnsFromTheStore(t *testing.T) {
	everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
		p.firstRelease(opt)
		if opt.Database == "" {
			opt.Database = "service/another.db"
		} else {
			opt.Database = sharedServer(t).database("another")
		}
		fresh := p.open(opt)
		fresh.Tick(t.Context())
		st := board(t, fresh).issue(day(0))
		if st == nil || st.State != Released || st.Revision != 1 || st.what() != EventAdopted {
			t.Fatalf("state: %+v", st)
		}
		if jobs, err := fresh.Jobs(t.Context(), 10); err != nil || len(jobs) != 0 {
			t.Errorf("jobs: %v, %v", jobs, err)
		}
	})
}

// An old copy of the database knows the first revision and not the second.
func TestAnOldDatabaseLearnsFromTheStore(t *testing.T) {
	everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
		s := p.firstRelease(opt)
		p.write("sources/"+day(0)+"/a.txt", "改过的消息\n\n都改了。\n")
		if _, fresh, err := s.Enqueue(t.Context(), "", day(0)); err != nil || !fresh {
			t.Fatalf("enqueue: %v, %v", fresh, err)
		}
		eventually(t, s, "revision 2", func(b *Board) bool { return b.released(day(0), 2) })
		err := s.engine.inTx(t.Context(), func(x tx) error {
			_, err := x.exec(t.Context(), `DELETE FROM banxin_release WHERE revision = 2`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		fresh := p.open(opt)
		fresh.Tick(t.Context())
		if st := board(t, fresh).issue(day(0)); st.Revision != 2 || st.State != Released {
			t.Errorf("state: %+v", st)
		}
	})
}
