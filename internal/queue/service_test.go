package queue

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banxin/internal/calendar"
	"banxin/internal/config"
)

// paper is a small publication in a folder of its own.
type paper struct {
	t   *testing.T
	dir string
}

func newPaper(t *testing.T) *paper {
	t.Helper()
	p := &paper{t, t.TempDir()}
	if err := os.CopyFS(p.dir, os.DirFS("testdata/paper")); err != nil {
		t.Fatal(err)
	}
	return p
}

// write puts a file into the publication's folder.
func (p *paper) write(name, text string) {
	p.t.Helper()
	file := filepath.Join(p.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// manuscript puts in an issue with one article, all at once.
func (p *paper) manuscript(date string) {
	p.t.Helper()
	p.write("incoming/"+date+"/a.txt", fmt.Sprintf("%s的消息\n\n三月的江海平原，麦苗返青，农机下田。本报%s讯。\n", date, date))
	p.write("incoming/"+date+"/issue.toml", "date = "+date+"\n")
	if err := os.MkdirAll(filepath.Join(p.dir, "sources"), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(p.dir, "incoming", date), filepath.Join(p.dir, "sources", date)); err != nil {
		p.t.Fatal(err)
	}
}

// day gives the nth day of the publication.
func day(n int) string { return calendar.Day{Year: 2026, Month: time.January, Day: 1}.Add(n).String() }

// clock is a clock that a test sets.
type clock struct{ now time.Time }

func at(s string) *clock {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return &clock{t}
}

func (p *paper) options(c *clock) Options {
	now := time.Now
	if c != nil {
		now = func() time.Time { return c.now }
	}
	log := io.Discard
	if testing.Verbose() {
		log = p.t.Output()
	}
	return Options{
		Path: filepath.Join(p.dir, "config.toml"), Dir: p.dir, Version: "test",
		Service: config.Service{Database: "service/banxin.db", Store: "service/store", Workers: 2, JobTimeout: time.Minute},
		Now:     now, Wall: time.Now, Log: slog.New(slog.NewTextHandler(log, nil)),
		Backoff: func(int) time.Duration { return 10 * time.Millisecond },
	}
}

// open opens a service that is ready to be started.
func (p *paper) open(opt Options) *Service {
	p.t.Helper()
	s, err := Open(p.t.Context(), opt)
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { s.Close() })
	if _, err := s.Migrate(p.t.Context()); err != nil {
		p.t.Fatal(err)
	}
	return s
}

// firstRelease gives a service at work that has released the first issue.
func (p *paper) firstRelease(opt Options) *Service {
	p.t.Helper()
	p.manuscript(day(0))
	s := p.open(opt)
	s.work(p.t)
	s.Tick(p.t.Context())
	eventually(p.t, s, "released", func(b *Board) bool { return b.released(day(0), 1) })
	return s
}

// work starts the service for the rest of the test.
func (s *Service) work(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	if err := s.Start(ctx); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		s.Stop(context.Background())
	})
}

// eventually waits until the board is as wanted.
func eventually(t *testing.T, s *Service, what string, want func(*Board) bool) *Board {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		b, err := s.Board(ctx)
		if err == nil && want(b) {
			return b
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatalf("never: %s; board: %+v, %v", what, b, err)
		}
	}
}

func (b *Board) issue(name string) *IssueState {
	for i := range b.Publications {
		for k := range b.Publications[i].Issues {
			if s := &b.Publications[i].Issues[k]; s.Issue == name {
				return s
			}
		}
	}
	return nil
}

func (b *Board) released(issue string, revision int) bool {
	s := b.issue(issue)
	return s != nil && s.State == Released && s.Revision == revision
}

func TestADueIssueIsBuiltAndDelivered(t *testing.T) {
	t.Parallel()
	p := newPaper(t)
	p.manuscript(day(0))
	s := p.open(p.options(at("2026-01-01T07:00:00+08:00")))
	s.work(t)
	s.Tick(t.Context())
	b := eventually(t, s, "released", func(b *Board) bool { return b.released(day(0), 1) })
	is := b.issue(day(0))
	if len(is.Files) < 7 {
		t.Errorf("released files: %v", is.Files)
	}
	eventually(t, s, "delivered", func(b *Board) bool {
		d := b.issue(day(0)).Deliveries
		return len(d) == 1 && d[0].State == Released
	})
}

// board gives the board.
func board(t *testing.T, s *Service) *Board {
	t.Helper()
	b, err := s.Board(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// schedule adds lines to [schedule] of config.toml.
func (p *paper) schedule(lines string) {
	p.t.Helper()
	file := filepath.Join(p.dir, "config.toml")
	data, err := os.ReadFile(file)
	if err != nil {
		p.t.Fatal(err)
	}
	p.write("config.toml", strings.Replace(string(data), "[schedule]\n", "[schedule]\n"+lines+"\n", 1))
}
