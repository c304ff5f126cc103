package queue

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/riverqueue/river/rivertype"

	"banxin/internal/store"
)

// everyDatabase runs a test on SQLite, and on Postgres where ./check has put it.
func everyDatabase(t *testing.T, test func(t *testing.T, p *paper, opt Options)) {
	t.Parallel()
	run := func(name, database string) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPaper(t)
			opt := p.options(at("2026-01-01T07:00:00+08:00"))
			opt.Database = database
			test(t, p, opt)
		})
	}
	run("sqlite", "")
	if postgresBin() != "" {
		run("postgres", sharedServer(t).database("t"+strings.ToLower(strings.Map(letters, t.Name()))))
	}
}

func letters(r rune) rune {
	if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
		return r
	}
	return -1
}

// set moves the clock of the options.
func set(opt *Options, to string) {
	now := at(to).now
	opt.Now = func() time.Time { return now }
}

// what gives the names of an issue's history, oldest first.
func (s *IssueState) what() string {
	var names []string
	for _, e := range slices.Backward(s.History) {
		names = append(names, e.What)
	}
	return strings.Join(names, " ")
}

func TestAnIssueWaitsForItsManuscriptsAndItsMark(t *testing.T) {
	everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
		p.schedule(`ready = "付印"`)
		s := p.open(opt)
		s.work(t)
		s.Tick(t.Context())
		state := func() *IssueState { return board(t, s).issue(day(0)) }
		if st := state(); st == nil || st.State != Waiting || st.Reason != "没有文件夹" {
			t.Fatalf("without a folder: %+v", st)
		}
		p.manuscript(day(0))
		s.Tick(t.Context())
		if st := state(); st.State != Waiting || st.Reason != "来稿未齐" {
			t.Fatalf("without the mark: %+v", st)
		}
		p.write("sources/"+day(0)+"/付印", "")
		s.Tick(t.Context())
		b := eventually(t, s, "released", func(b *Board) bool { return b.released(day(0), 1) })
		if got, want := b.issue(day(0)).what(), "waiting waiting queued started released"; !strings.HasPrefix(got, want) {
			t.Errorf("history: %s, want %s", got, want)
		}
		s.Tick(t.Context())
		if jobs, err := s.Jobs(t.Context(), 100); err != nil || len(jobs) != 3 {
			t.Errorf("jobs after another tick: %v, %v", jobs, err) // issue, delivery, feed
		}
	})
}

func TestDeadline(t *testing.T) {
	for _, c := range []struct {
		at    string
		state State
		done  bool // the manuscripts, without their mark, are built
		later bool // the mark comes after all: it is built then
	}{
		{"wait", Waiting, false, true},
		{"build", Released, true, true},
		{"alarm", Overdue, false, false},
	} {
		t.Run(c.at, func(t *testing.T) {
			everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
				post := newPost(t)
				post.subscribe(p)
				p.schedule(`ready = "付印"` + "\nat_deadline = \"" + c.at + `"`)
				p.manuscript(day(0))
				s := p.open(opt)
				s.work(t)
				s.Tick(t.Context())
				set(&s.opt, "2026-01-02T19:00:00+08:00") // the next issue is not due before that day's six, its own deadline lies ahead
				s.Tick(t.Context())
				s.Tick(t.Context())
				eventually(t, s, "at its deadline", func(b *Board) bool { return b.issue(day(0)).State == c.state })
				alarms := func() int { return post.count("/" + EventOverdue + "/") }
				eventually(t, s, "told", func(*Board) bool { return alarms() > 0 })
				if !c.done {
					if st := board(t, s).issue(day(0)); !st.Overdue {
						t.Errorf("not marked as overdue: %+v", st)
					}
				}
				p.write("sources/"+day(0)+"/付印", "")
				s.Tick(t.Context())
				if c.later {
					b := eventually(t, s, "built after all", func(b *Board) bool { return b.released(day(0), 1) })
					if b.issue(day(0)).Overdue {
						t.Error("still overdue")
					}
				} else if st := board(t, s).issue(day(0)); st.State != Overdue {
					t.Errorf("given up, and then %+v", st)
				}
				if n := alarms(); n != 1 {
					t.Errorf("%d alarms", n)
				}
			})
		})
	}
}

func TestChangedContentIsANewRevisionAndTheSameIsNone(t *testing.T) {
	everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
		s := p.firstRelease(opt)
		order := func(wants string, want func(*Board) bool) *Board {
			if _, fresh, err := s.Enqueue(t.Context(), "", day(0)); err != nil || !fresh {
				t.Fatalf("enqueue: %v, %v", fresh, err)
			}
			return eventually(t, s, wants, want)
		}
		unchanged := func(n int) func(b *Board) bool {
			return func(b *Board) bool { return strings.Count(b.issue(day(0)).what(), EventUnchanged) == n }
		}
		order("unchanged", unchanged(1))
		old, err := os.ReadFile(filepath.Join(p.dir, "sources", day(0), "a.txt"))
		if err != nil {
			t.Fatal(err)
		}
		p.write("sources/"+day(0)+"/a.txt", string(old)+"\n又讯：雨。\n")
		p.configure("\n# 一句注解，不是内容\n")
		s.Tick(t.Context())
		if st := board(t, s).issue(day(0)); st.Revision != 1 || st.State != Released {
			t.Fatalf("an edit alone released something: %+v", st)
		}
		order("revision 2", func(b *Board) bool { return b.released(day(0), 2) })
		eventually(t, s, "delivered", func(b *Board) bool { return b.issue(day(0)).Deliveries[0].State == Released })
		for _, dir := range []string{day(0) + "-r1", day(0) + "-r2"} {
			if _, err := os.Stat(filepath.Join(p.dir, "delivered", dir, day(0)+"-print.pdf")); err != nil {
				t.Error(err)
			}
		}
		p.write("sources/"+day(0)+"/a.txt", string(old))
		b := order("unchanged again", unchanged(2))
		if st := b.issue(day(0)); st.Revision != 2 {
			t.Errorf("old content once more: revision %d", st.Revision)
		}
	})
}

func TestAnIssueThatCannotBeBuiltIsTakenUpWhenItIsMended(t *testing.T) {
	everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
		p.manuscript(day(0))
		p.write("sources/"+day(0)+"/issue.toml", "date = "+day(0)+"\nnomber = \"1\"\n")
		s := p.open(opt)
		s.work(t)
		s.Tick(t.Context())
		b := eventually(t, s, "failed", func(b *Board) bool { return b.issue(day(0)) != nil && b.issue(day(0)).State == Failed })
		if r := b.issue(day(0)).Reason; !strings.Contains(r, "issue.toml:2") || !strings.Contains(r, "nomber") {
			t.Errorf("reason: %s", r)
		}
		once := func(b *Board) bool {
			return len(b.Jobs) == 1 && b.Jobs[0].State == "cancelled" && b.Jobs[0].Attempt == 1
		}
		eventually(t, s, "given up at the first attempt", once)
		s.Tick(t.Context())
		if b := board(t, s); !once(b) {
			t.Fatalf("jobs: %+v", b.Jobs)
		}
		p.write("sources/"+day(0)+"/issue.toml", "date = "+day(0)+"\nnumber = \"1\"\n")
		s.Tick(t.Context())
		eventually(t, s, "released", func(b *Board) bool { return b.released(day(0), 1) })
	})
}

func TestAFileThatIsNotThereYetIsWaitedFor(t *testing.T) {
	everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
		p.manuscript(day(0))
		p.write("sources/"+day(0)+"/issue.toml", "date = "+day(0)+"\n[[picture]]\nfile = \"hill.png\"\nheadline = \""+day(0)+"的消息\"\ncaption = \"狼山\"\n")
		s := p.open(opt)
		s.work(t)
		s.Tick(t.Context())
		eventually(t, s, "tried more than once", func(b *Board) bool {
			return b.issue(day(0)) != nil && b.issue(day(0)).State == Retrying && len(b.Jobs) == 1 && b.Jobs[0].Attempt > 1
		})
		var hill bytes.Buffer
		if err := png.Encode(&hill, image.NewGray(image.Rect(0, 0, 900, 600))); err != nil {
			t.Fatal(err)
		}
		p.write("sources/"+day(0)+"/hill.png", hill.String())
		b := eventually(t, s, "released", func(b *Board) bool { return b.released(day(0), 1) })
		if got := b.issue(day(0)).what(); strings.Count(got, EventRetry) != 1 {
			t.Errorf("history says the same thing over and over: %s", got)
		}
	})
}

// TestKilledBeforeTheRelease leaves an attempt after the store has the files and before
// the ledger knows, with the same manuscripts afterwards and with others.
func TestKilledBeforeTheRelease(t *testing.T) {
	for _, edited := range []bool{false, true} {
		t.Run(map[bool]string{false: "same", true: "edited"}[edited], func(t *testing.T) {
			everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
				p.manuscript(day(0))
				s := p.open(opt)
				halfway(t, s)
				last := 1
				if edited {
					p.write("sources/"+day(0)+"/a.txt", "改过的消息\n\n都改了。\n")
					last = 2
				}
				s.work(t)
				s.Tick(t.Context())
				b := eventually(t, s, "released", func(b *Board) bool { return b.released(day(0), last) })
				if got := strings.Count(b.issue(day(0)).what(), EventReleased); got != last {
					t.Errorf("released %d times: %s", got, b.issue(day(0)).what())
				}
				eventually(t, s, "every revision delivered", func(*Board) bool {
					for i := range last {
						if _, err := os.Stat(filepath.Join(p.dir, "delivered", day(0)+"-r"+string(rune('1'+i)))); err != nil {
							return false
						}
					}
					return true
				})
			})
		})
	}
}

// halfway makes an attempt that ends with the files in the store.
func halfway(t *testing.T, s *Service) {
	t.Helper()
	ctx := t.Context()
	p, err := s.choose("")
	if err != nil {
		t.Fatal(err)
	}
	a := &attempt{service: s, paper: p, issueKey: issueKey{p.id, day(0)}}
	stop := errors.New("killed")
	put := s.put
	defer func() { s.put = put }()
	s.put = func(ctx context.Context, r *store.Release, files []store.Blob) error {
		return errors.Join(put(ctx, r, files), stop)
	}
	if err := a.run(ctx); !errors.Is(err, stop) {
		t.Fatal(err)
	}
}

func TestTwoThatTickAtOncePutOneJobIntoTheQueue(t *testing.T) {
	everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
		p.manuscript(day(0))
		one := p.open(opt)
		two := p.open(opt)
		done := make(chan bool)
		for _, s := range []*Service{one, two} {
			go func() {
				for range 5 {
					s.Tick(t.Context())
				}
				done <- true
			}()
		}
		<-done
		<-done
		if jobs, err := one.Jobs(t.Context(), 10); err != nil || len(jobs) != 1 {
			t.Errorf("jobs: %v, %v", jobs, err)
		}
	})
}

// Two processes that look at an issue at once: what the first reads still holds when it
// writes, and the second reads what the first has written.
func TestALockedIssueIsLeftAlone(t *testing.T) {
	everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
		one, two := p.open(opt), p.open(opt)
		ctx, k := t.Context(), issueKey{"试验小报", day(0)}
		seen := make(chan State, 1)
		second := func() {
			var state State
			err := two.engine.inTx(ctx, func(t tx) error {
				row, _, err := two.lockIssue(ctx, t, k)
				if row != nil {
					state = row.state
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
			seen <- state
		}
		err := one.engine.inTx(ctx, func(t tx) error {
			if _, _, err := one.lockIssue(ctx, t, k); err != nil {
				return err
			}
			go second()
			select {
			case state := <-seen:
				return fmt.Errorf("the second has read %q, and did not wait", state)
			case <-time.After(100 * time.Millisecond):
			}
			return one.setState(ctx, t, k, Queued, "")
		})
		if err != nil {
			t.Fatal(err)
		}
		if state := <-seen; state != Queued {
			t.Errorf("the second has read %q", state)
		}
	})
}

// An attempt that had hung until another process took its job over changes nothing.
func TestAnAttemptThatComesTooLateChangesNothing(t *testing.T) {
	everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
		s := p.firstRelease(opt)
		k, late := issueKey{"试验小报", day(0)}, errors.New("late")
		paper, err := s.choose("")
		if err != nil {
			t.Fatal(err)
		}
		s.again(t.Context(), &rivertype.JobRow{ID: 1, Attempt: 1}, k, late)
		s.failed(t.Context(), paper, k, "", late)
		if is := board(t, s).issue(day(0)); is.State != Released || strings.Contains(is.what(), EventRetry) || strings.Contains(is.what(), EventFailed) {
			t.Errorf("%+v", is)
		}
	})
}

func TestPostgresIsMigratedByHandAndSQLiteByItself(t *testing.T) {
	t.Parallel()
	p := newPaper(t)
	s, err := Open(t.Context(), p.options(nil))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Ready(t.Context()); !errors.Is(err, ErrNotMigrated) {
		t.Errorf("ready without tables: %v", err)
	}
	if err := s.Prepare(t.Context()); err != nil {
		t.Errorf("SQLite: %v", err)
	}
	if err := s.Ready(t.Context()); err != nil {
		t.Errorf("ready: %v", err)
	}
	if err := s.engine.inTx(t.Context(), func(t tx) error {
		_, err := t.exec(context.Background(), `INSERT INTO banxin_migration (version) VALUES (999)`)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.Prepare(t.Context()); !errors.Is(err, ErrNewerDatabase) {
		t.Errorf("a newer database: %v", err)
	}
	if postgresBin() == "" {
		return
	}
	opt := p.options(nil)
	opt.Database = sharedServer(t).database("bare")
	pg, err := Open(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer pg.Close()
	if err := pg.Prepare(t.Context()); !errors.Is(err, ErrNotMigrated) {
		t.Errorf("Postgres: %v", err)
	}
}
