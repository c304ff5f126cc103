package queue

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/riverqueue/river/rivertype"

	"banxin/internal/store"
)

// until waits for something that the board does not show.
func until(t *testing.T, what string, so func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for !so() {
		select {
		case <-time.After(20 * time.Millisecond):
		case <-ctx.Done():
			t.Fatalf("never: %s", what)
		}
	}
}

// TestPostgresRestarts takes the database away in the middle of work and gives it back.
func TestPostgresRestarts(t *testing.T) {
	if postgresBin() == "" {
		return // ./check names one
	}
	t.Parallel()
	const issues = 8
	server := startPostgres(t, true)
	p, log := newPaper(t), &journal{}
	opt := p.options(at("2026-01-08T07:00:00+08:00"))
	opt.Database, opt.Log = server.database("restart"), slog.New(slog.NewTextHandler(log, nil))
	opt.Service.JobTimeout = crashTimeout
	opt.Backoff = func(int) time.Duration { return 100 * time.Millisecond }
	for i := range issues {
		p.manuscript(day(i))
	}
	s := p.open(opt)
	var puts atomic.Int32
	fallen, put := make(chan struct{}), s.put
	s.put = func(ctx context.Context, r *store.Release, files []store.Blob) error {
		if puts.Add(1) == 3 { // others are being built and delivered
			server.stop()
			close(fallen)
		}
		return put(ctx, r, files)
	}
	s.work(t)
	s.Tick(t.Context())
	<-fallen
	until(t, "the log says that the database is away", func() bool { return log.says("level=WARN", "issue attempt failed", "用不了数据库") })
	server.start()
	b := eventually(t, s, "all released and delivered", func(b *Board) bool {
		for i := range issues {
			if !b.done(day(i)) {
				return false
			}
		}
		return true
	})
	cut := 0
	for i := range issues {
		is := b.issue(day(i))
		if n := strings.Count(is.what(), EventReleased); n != 1 || is.Revision != 1 {
			t.Errorf("%s: released %d times, revision %d", is.Issue, n, is.Revision)
		}
		for _, e := range is.History {
			if e.What == EventRetry && e.Detail == words(errCutOff) {
				cut++
			}
		}
	}
	if cut == 0 {
		t.Error("no history says that an attempt was cut off")
	}
	p.tidy()
}

// TestToldToEnd tells a process to end in the middle of work: it finishes what it is at,
// and leaves the rest to the next one.
func TestToldToEnd(t *testing.T) {
	t.Parallel()
	const issues = 6
	c := newCrashSite(t, issues, "")
	c.arrive(issues)
	c.processes(1)
	released := func() (n int) {
		if err := c.service.engine.inTx(t.Context(), func(x tx) error {
			return one(t.Context(), x, &n, `SELECT count(*) FROM banxin_release`)
		}); err != nil {
			t.Fatal(err)
		}
		return n
	}
	until(t, "the first release", func() bool { return released() > 0 })
	if err := c.running[0].end(); err != nil {
		t.Errorf("the process: %v", err)
	}
	if n := released(); n == issues {
		t.Error("the process was told after all was done: it proves nothing")
	}
	if jobs := c.service.list(t, rivertype.JobStateRunning); len(jobs) > 0 {
		t.Errorf("%d jobs left as running", len(jobs))
	}
	c.running[0] = startProcess(t, c.dir, "", "")
	if err := c.finish(t.Context(), time.Minute); err != nil {
		t.Fatal(err)
	}
	for _, job := range c.service.list(t, rivertype.JobStateCompleted) {
		if job.Attempt > 1 {
			t.Errorf("job %d, %s: %d attempts", job.ID, job.Kind, job.Attempt)
		}
	}
	c.once()
	c.tidy()
}

// TestTwoMachines has two processes at work that share a database, a bucket and the folder
// of the manuscripts, and nothing else.
func TestTwoMachines(t *testing.T) {
	if postgresBin() == "" {
		return // ./check names one
	}
	t.Parallel()
	const issues = 12
	desk := newPaper(t) // where the editors are
	address, database := newBucket(t).address(), sharedServer(t).database("machines")
	var machines []*paper
	var processes []*process
	for range 2 {
		m := newPaper(t)
		m.configure(fmt.Sprintf("\n[build]\nsources = %q\n", filepath.ToSlash(filepath.Join(desk.dir, "sources"))))
		machines = append(machines, m)
	}
	opt := machines[0].options(nil)
	opt.Database, opt.Service.Store = database, address
	s := machines[0].open(opt)
	for _, m := range machines {
		p := startProcess(t, m.dir, database, address)
		t.Cleanup(p.kill)
		processes = append(processes, p)
	}
	for _, p := range processes {
		<-p.said
	}
	for i := range issues {
		desk.manuscript(day(i))
	}
	s.Tick(t.Context())
	c := &crashSite{paper: machines[0], issues: issues, service: s}
	if err := c.finish(t.Context(), time.Minute); err != nil {
		t.Fatal(err)
	}
	by := map[string]int{}
	for _, job := range s.list(t, rivertype.JobStateCompleted) {
		if job.Kind == (issueArgs{}).Kind() {
			by[job.AttemptedBy[len(job.AttemptedBy)-1]]++
		}
	}
	if by[processes[0].id] == 0 || by[processes[1].id] == 0 {
		t.Errorf("issues by process: %v", by)
	}
	s.shared(t, machines, issues)
}

// shared checks that every issue stands once in the bucket, and that its delivery into a
// folder is on one of the machines.
func (s *Service) shared(t *testing.T, machines []*paper, issues int) {
	t.Helper()
	want, got := map[string]string{}, map[string]string{}
	for _, m := range machines {
		files := m.standing()
		for name := range files {
			if got[name] != "" {
				t.Errorf("%s is on both machines", name)
			}
		}
		maps.Copy(got, files)
		m.tidy()
	}
	for i := range issues {
		releases, what := s.releases(t, issueKey{"试验小报", day(i)})
		if len(releases) != 1 || releases[0].revision != 1 || strings.Count(what, EventReleased) != 1 {
			t.Fatalf("%s: %d releases: %s", day(i), len(releases), what)
		}
		standing, err := s.Store().Get(t.Context(), "试验小报", "2026", day(i), 1)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(releases[0].detail, *standing); diff != "" {
			t.Errorf("ledger and bucket differ (-ledger +bucket):\n%s", diff)
		}
		for _, f := range standing.Files {
			want["delivered/"+day(i)+"-r1/"+f.Name] = f.SHA256
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("delivered (-want +got):\n%s", diff)
	}
}

// releases gives the releases of an issue and the names of its history, newest first.
func (s *Service) releases(t *testing.T, k issueKey) (releases []releaseRow, what string) {
	t.Helper()
	err := s.engine.inTx(t.Context(), func(x tx) error {
		lines, err := history(t.Context(), x, k, 1000)
		if err != nil {
			return err
		}
		for _, l := range lines {
			what += l.What + " "
		}
		releases, err = releasesOf(t.Context(), x, k)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return releases, what
}
