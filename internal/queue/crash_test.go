package queue

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"banxin/internal/config"
)

// processEnv makes the test program a process of the service; it names the folder of the
// publication.
const processEnv = "BANXIN_TEST_PROCESS"

func TestMain(m *testing.M) {
	if dir := os.Getenv(processEnv); dir != "" {
		serveForEver(dir, os.Getenv("BANXIN_DATABASE"))
	}
	code := m.Run()
	if s := shared.server; s != nil {
		s.stop()
		os.RemoveAll(s.dir)
	}
	os.Exit(code)
}

// crashTimeout is how long a job may take in the crash test: one whose process was killed
// is taken over so much later, at the next round of River's rescuer.
const crashTimeout = 6 * time.Second

// serveForEver is a process of the service, until it is killed.
func serveForEver(dir, database string) {
	ctx := context.Background()
	file := filepath.Join(dir, "config.toml")
	s, err := Open(ctx, Options{
		Path: file, Dir: dir, Database: database, Version: "test",
		Service: config.Service{Database: "service/banxin.db", Store: "service/store", Workers: 1, JobTimeout: crashTimeout},
		Now:     time.Now, Log: slog.New(slog.NewTextHandler(os.Stderr, nil)),
		Backoff: func(int) time.Duration { return 100 * time.Millisecond },
	})
	if err == nil {
		_, err = s.Migrate(ctx)
	}
	if err == nil {
		err = s.Start(ctx)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	s.Keep(ctx)
}

// TestCrash kills two processes at any moment while they build and deliver, and holds
// what stands in the end against what one process makes that nobody disturbs.
// BANXIN_CRASHES says how many kills and how many issues: "20/100".
func TestCrash(t *testing.T) {
	t.Parallel()
	kills, issues := 0, 0
	if spec := os.Getenv("BANXIN_CRASHES"); spec != "" {
		if _, err := fmt.Sscanf(spec, "%d/%d", &kills, &issues); err != nil {
			t.Fatalf("BANXIN_CRASHES=%s: %v", spec, err)
		}
	} else {
		kills, issues = 1, 3 // shows that the test itself works
	}
	calm := newCrashSite(t, issues, "")
	calm.processes(1)
	calm.finish(5 * time.Minute)
	want := calm.state()

	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		newCrashSite(t, issues, "").crash(kills, want)
	})
	if postgresBin != "" {
		t.Run("postgres", func(t *testing.T) {
			t.Parallel()
			newCrashSite(t, issues, startPostgres(t, true).database("crash")).crash(kills, want)
		})
	}
}

// crashSite is a publication with many issues that are due, and the processes at work on them.
type crashSite struct {
	*paper
	issues   int
	database string
	post     *post
	service  *Service // to look at the ledger with

	mu      sync.Mutex
	running []*exec.Cmd
}

func newCrashSite(t *testing.T, issues int, database string) *crashSite {
	c := &crashSite{paper: newPaper(t), issues: issues, database: database, post: newPost(t)}
	for i := range issues {
		c.manuscript(day(i))
	}
	c.post.subscribe(c.paper)
	opt := c.options(nil)
	opt.Database = database
	c.service = c.open(opt)
	t.Cleanup(func() {
		for i := range c.running {
			c.kill(i)
		}
	})
	return c
}

// processes makes so many processes run.
func (c *crashSite) processes(n int) {
	for range n {
		c.running = append(c.running, c.process())
	}
}

func (c *crashSite) process() *exec.Cmd {
	c.t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), processEnv+"="+c.dir, "BANXIN_DATABASE="+c.database)
	if testing.Verbose() {
		cmd.Stderr = c.t.Output()
	}
	if err := cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	return cmd
}

// kill ends a process as a power cut does.
func (c *crashSite) kill(i int) {
	c.running[i].Process.Kill()
	c.running[i].Wait()
}

// crash disturbs the work and checks what comes of it.
func (c *crashSite) crash(kills int, want map[string]string) {
	c.t.Helper()
	c.processes(2)
	random := rand.New(rand.NewPCG(uint64(kills), uint64(c.issues)))
	for range kills {
		time.Sleep(time.Duration(50+random.IntN(1200)) * time.Millisecond)
		i := random.IntN(len(c.running))
		c.kill(i)
		c.running[i] = c.process()
	}
	c.finish(10 * time.Minute)
	if diff := cmp.Diff(want, c.state()); diff != "" {
		c.t.Errorf("what stands is not what an undisturbed run makes (-want +got):\n%s", diff)
	}
	c.once()
}

// finish waits until all is released and delivered and no job is left.
func (c *crashSite) finish(patience time.Duration) {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), patience)
	defer cancel()
	for {
		left, err := c.left(ctx)
		if err == nil && left == "" {
			return
		}
		select {
		case <-time.After(200 * time.Millisecond):
		case <-ctx.Done():
			c.t.Fatalf("left to do: %s, %v", left, err)
		}
	}
}

// left tells what is left to do.
func (c *crashSite) left(ctx context.Context) (string, error) {
	var releases []releaseRow
	var deliveries []deliveryRow
	err := c.service.engine.inTx(ctx, func(t tx) (err error) {
		if releases, err = listReleases(ctx, t, ``); err == nil {
			deliveries, err = listDeliveries(ctx, t, `WHERE state <> $1`, string(Released))
		}
		return err
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
	if len(releases) == c.issues && len(deliveries) == 0 && open == 0 {
		return "", err
	}
	return fmt.Sprintf("%d of %d released, %d not delivered, jobs %v", len(releases), c.issues, len(deliveries), depth), err
}

// state gives every file of the store and of what was delivered, by its sum.
func (c *crashSite) state() map[string]string {
	c.t.Helper()
	files := map[string]string{}
	for _, dir := range []string{"service/store", "delivered"} {
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
			c.t.Fatal(err)
		}
	}
	return files
}

// once checks that everything happened once, and every notice arrived.
func (c *crashSite) once() {
	c.t.Helper()
	ctx := c.t.Context()
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
			if l.What == EventReleased {
				released++
			}
		}
		if len(releases) != 1 || releases[0].revision != 1 || released != 1 {
			c.t.Errorf("%s: %d releases, released %d times", k.issue, len(releases), released)
		}
		if lost := c.post.lost(k); lost != "" {
			c.t.Errorf("%s: no notice by %s", k.issue, lost)
		}
	}
}
