package queue

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// TestCrash kills two processes at any moment while they build and deliver, and holds
// what stands in the end against what one process makes that nobody disturbs.
// BANXIN_CRASHES says how many kills and how many issues: "20/100".
func TestCrash(t *testing.T) {
	t.Parallel()
	kills, issues := 1, 3 // shows that the test itself works
	if spec := os.Getenv("BANXIN_CRASHES"); spec != "" {
		if _, err := fmt.Sscanf(spec, "%d/%d", &kills, &issues); err != nil {
			t.Fatalf("BANXIN_CRASHES=%s: %v", spec, err)
		}
	}
	calm := newCrashSite(t, issues, "")
	calm.arrive(issues)
	calm.processes(1) // at work while the others are killed
	undisturbed := sync.OnceValues(func() (map[string]string, error) {
		if err := calm.finish(t.Context(), crashPatience); err != nil {
			return nil, err
		}
		return calm.state()
	})
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		newCrashSite(t, issues, "").crash(kills, undisturbed)
	})
	if postgresBin() != "" {
		t.Run("postgres", func(t *testing.T) {
			t.Parallel()
			newCrashSite(t, issues, startPostgres(t, true).database("crash")).crash(kills, undisturbed)
		})
	}
}

// crashPatience is how long anything in the crash test may take.
const crashPatience = 10 * time.Minute

// crashSite is a publication with many issues that are due, and the processes at work on them.
type crashSite struct {
	*paper
	issues   int
	arrived  int // of the manuscripts
	database string
	post     *post
	service  *Service // to look at the ledger and the calendar with
	running  []*process
	hit      map[string]int // what the kills interrupted, by what it was
}

func newCrashSite(t *testing.T, issues int, database string) *crashSite {
	c := &crashSite{paper: newPaper(t), issues: issues, database: database, post: newPost(t), hit: map[string]int{}}
	c.configure("\n[output]\nepub_cover = false\n") // nearly half of the time that a small issue takes
	c.post.subscribe(c.paper)
	c.post.correspond(c.paper)
	c.post.print(c.paper)
	opt := c.options(nil)
	opt.Database = database
	c.service = c.open(opt)
	t.Cleanup(func() {
		for _, p := range c.running {
			p.kill()
		}
	})
	return c
}

// arrive brings in the manuscripts of n more issues, as far as there are any.
func (c *crashSite) arrive(n int) {
	for range min(n, c.issues-c.arrived) {
		c.manuscript(day(c.arrived))
		c.arrived++
	}
}

// processes makes so many processes run.
func (c *crashSite) processes(n int) {
	for range n {
		c.running = append(c.running, startProcess(c.t, c.dir, c.database, ""))
	}
}

// crash disturbs the work and checks what comes of it. New issues come in before each
// kill, so that each finds work begun.
func (c *crashSite) crash(kills int, undisturbed func() (map[string]string, error)) {
	t := c.t
	t.Helper()
	start := time.Now()
	c.processes(2)
	random := rand.New(rand.NewPCG(uint64(kills), uint64(c.issues)))
	for range kills {
		c.arrive((c.issues + kills - 1) / kills)
		c.service.Tick(t.Context())
		time.Sleep(time.Duration(random.IntN(800)) * time.Millisecond)
		i := random.IntN(len(c.running))
		c.running[i].kill()
		c.interrupted(c.running[i])
		c.running[i] = startProcess(t, c.dir, c.database, "")
	}
	killed := time.Now()
	c.handOver()
	if err := c.finish(t.Context(), crashPatience); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d kills in %.0f s, the rest done after %.0f s more; interrupted: %v", kills, killed.Sub(start).Seconds(), time.Since(killed).Seconds(), c.hit)
	c.hits(kills)
	want, err := undisturbed()
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.state()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what stands is not what an undisturbed run makes (-want +got):\n%s", diff)
	}
	c.once()
}

// handOver ends the processes in good order, as an update of the program does, once what
// was interrupted can be taken over: River looks for that every half minute, and when a
// process has become its leader.
func (c *crashSite) handOver() {
	c.t.Helper()
	if c.finish(c.t.Context(), crashTimeout+rescueSlack+100*time.Millisecond) == nil {
		return
	}
	for i, p := range c.running {
		if err := p.end(); err != nil {
			c.t.Errorf("a process that was told to end: %v", err)
		}
		c.running[i] = startProcess(c.t, c.dir, c.database, "")
	}
}

// interrupted notes what a process was at when it was killed. Nobody takes that over
// within the time it is looked at.
func (c *crashSite) interrupted(dead *process) {
	c.t.Helper()
	for _, row := range c.service.list(c.t, rivertype.JobStateRunning) {
		if n := len(row.AttemptedBy); n == 0 || row.AttemptedBy[n-1] != dead.id {
			continue
		}
		switch j := asJob(row); j.Kind {
		case issueArgs{}.Kind():
			c.hit[c.phase(issueKey{j.Publication, j.Issue})]++
		case deliveryArgs{}.Kind():
			c.hit["delivery "+j.Delivery]++
		default:
			c.hit[j.Kind]++
		}
	}
}

// phase tells how far the building of an issue was.
func (c *crashSite) phase(k issueKey) string {
	c.t.Helper()
	var claimed *claim
	err := c.service.engine.inTx(c.t.Context(), func(t tx) (err error) {
		claimed, err = findClaim(c.t.Context(), t, k)
		return err
	})
	if err != nil {
		c.t.Fatal(err)
	}
	dir := filepath.Join(c.dir, "service", "store", k.publication, k.issue[:4], k.issue, "r1")
	files, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		c.t.Fatal(err)
	}
	_, err = os.Stat(filepath.Join(dir, "release.json"))
	switch {
	case claimed == nil:
		return "issue before its claim"
	case err == nil:
		return "issue in the store and not in the ledger"
	case len(files) > 0:
		return "issue in the store by half"
	}
	return "issue being made"
}

// list gives the jobs that are in a state. Those of a process that died are still running.
func (s *Service) list(t testing.TB, state rivertype.JobState) []*rivertype.JobRow {
	t.Helper()
	jobs, err := s.engine.(interface {
		list(context.Context, rivertype.JobState) ([]*rivertype.JobRow, error)
	}).list(t.Context(), state)
	if err != nil {
		t.Fatal(err)
	}
	return jobs
}

func (e *riverEngine[TTx]) list(ctx context.Context, state rivertype.JobState) ([]*rivertype.JobRow, error) {
	res, err := e.client.JobList(ctx, river.NewJobListParams().States(state).First(10_000))
	if err != nil {
		return nil, err
	}
	return res.Jobs, nil
}

// hits checks that the kills did interrupt something, and that it was taken over.
func (c *crashSite) hits(kills int) {
	c.t.Helper()
	again := map[string]int{}
	err := c.service.engine.inTx(c.t.Context(), func(t tx) error {
		return t.query(c.t.Context(), `SELECT kind, count(*) FROM river_job WHERE attempt > 1 GROUP BY kind`, nil, func(scan func(...any) error) error {
			var kind string
			var n int
			err := scan(&kind, &n)
			again[kind] = n
			return err
		})
	})
	if err != nil {
		c.t.Fatal(err)
	}
	issues, deliveries := 0, 0
	for what, n := range c.hit {
		switch {
		case strings.HasPrefix(what, "issue"):
			issues += n
		case strings.HasPrefix(what, "delivery"):
			deliveries += n
		}
	}
	c.t.Logf("%d times an issue and %d times a delivery interrupted; jobs with more than one attempt: %v", issues, deliveries, again)
	if kills >= 10 && (issues == 0 || deliveries == 0 || again["issue"] == 0 || again["deliver"] == 0) {
		c.t.Error("the kills interrupted nothing: they prove nothing")
	}
}

// finish waits until all is released and delivered and no job is left.
func (c *crashSite) finish(ctx context.Context, patience time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		left, err := c.left(ctx)
		if err == nil && left == "" {
			return nil
		}
		select {
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
			return fmt.Errorf("left to do: %s, %w", left, errors.Join(err, ctx.Err()))
		}
	}
}

// left tells what is left to do.
func (c *crashSite) left(ctx context.Context) (string, error) {
	releases, undelivered := 0, 0
	err := c.service.engine.inTx(ctx, func(t tx) error {
		return errors.Join(
			one(ctx, t, &releases, `SELECT count(*) FROM banxin_release`),
			one(ctx, t, &undelivered, `SELECT count(*) FROM banxin_delivery WHERE state <> $1`, string(Released)))
	})
	if err != nil {
		return "", err
	}
	depth, err := c.service.depth(ctx)
	open := 0
	for state, n := range depth {
		if state != "completed" {
			open += n
		}
	}
	if releases == c.issues && undelivered == 0 && open == 0 {
		return "", err
	}
	return fmt.Sprintf("%d of %d released, %d not delivered, jobs %v", releases, c.issues, undelivered, depth), err
}

// one asks for one number.
func one(ctx context.Context, t tx, n *int, query string, args ...any) error {
	return t.query(ctx, query, args, func(scan func(...any) error) error { return scan(n) })
}

// state gives every file of the store and of what was delivered, by its sum.
func (c *crashSite) state() (map[string]string, error) {
	files := map[string]string{}
	for _, dir := range []string{"service/store", "delivered", "sftp"} {
		err := filepath.WalkDir(filepath.Join(c.dir, dir), func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			name, _ := filepath.Rel(c.dir, path)
			files[filepath.ToSlash(name)] = digestOf(data)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

// once checks that everything happened once, and every notice arrived: of each release
// and of each alarm, by webhook and by mail.
func (c *crashSite) once() {
	c.t.Helper()
	ctx := c.t.Context()
	calls, mails := c.post.keys(), c.post.mails()
	notices := 0
	for i := range c.issues {
		k := issueKey{"试验小报", day(i)}
		var releases []releaseRow
		var lines []Event
		err := c.service.engine.inTx(ctx, func(t tx) (err error) {
			if releases, err = releasesOf(ctx, t, k); err == nil {
				lines, err = history(ctx, t, k, 1000)
			}
			return err
		})
		if err != nil {
			c.t.Fatal(err)
		}
		released := 0
		for _, l := range lines {
			key := k.publication + "/" + k.issue
			switch l.What {
			case EventReleased:
				released++
				key += "/r1/hook"
			case EventOverdue:
				key = alarmID(k, EventOverdue, l.At, l.Detail) + "/hook"
			default:
				continue
			}
			notices++
			if calls[key] == 0 {
				c.t.Errorf("%s: no webhook of %s", k.issue, key)
			}
		}
		if len(releases) != 1 || releases[0].revision != 1 || released != 1 {
			c.t.Errorf("%s: %d releases, released %d times", k.issue, len(releases), released)
		}
	}
	// Another notice has another Message-ID: as many as notices means every one.
	if len(calls) != notices || len(mails) != notices {
		c.t.Errorf("%d notices, %d arrived by webhook, %d by mail", notices, len(calls), len(mails))
	}
	if err := c.service.engine.inTx(ctx, func(t tx) error { return one(ctx, t, &notices, `SELECT count(*) FROM banxin_claim`) }); err != nil || notices != 0 {
		c.t.Errorf("%d claims left over, %v", notices, err)
	}
}
