package press

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"banxin/internal/diag"
	"banxin/internal/volume"
	"banxin/internal/volume/volumetest"
)

const issueName = "2021-01-15"

func setOf(version string) []Output {
	return []Output{
		{issueName + "-print.pdf", []byte(strings.Repeat("pdf "+version+"\n", 500))},
		{issueName + ".epub", []byte(strings.Repeat("epub "+version+"\n", 300))},
	}
}

func ownedName(name string) bool {
	return name == issueName+"-print.pdf" || name == issueName+".epub"
}

func release1(t *testing.T, vol volume.Volume, out string, files []Output) error {
	t.Helper()
	return publish(t.Context(), vol, out, issueName, files, ownedName)
}

// standing says which whole set stands in out; "" when there is none.
func standing(t *testing.T, out string, versions ...string) string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(out, issueName))
	if errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range versions {
		if sameSet(filepath.Join(out, issueName), entries, setOf(v)) {
			return v
		}
	}
	t.Fatalf("%s holds no whole set: %v", out, entries)
	return ""
}

func sameSet(dir string, entries []fs.DirEntry, want []Output) bool {
	if len(entries) != len(want) {
		return false
	}
	for _, f := range want {
		data, err := os.ReadFile(filepath.Join(dir, f.Name))
		if err != nil || string(data) != string(f.Data) {
			return false
		}
	}
	return true
}

// onlyIssue fails if anything but the issue's folder is in out.
func onlyIssue(t *testing.T, out string) {
	t.Helper()
	entries, err := os.ReadDir(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != issueName {
			t.Errorf("left over: %s", e.Name())
		}
	}
}

// TestReleaseKilledAtEveryStep cuts a release off after each of its operations,
// with and without a set that stands already, on systems with and without
// exchange, and demands that the next build sets everything right.
func TestReleaseKilledAtEveryStep(t *testing.T) {
	t.Parallel()
	for _, before := range []bool{false, true} {
		for _, noExchange := range []bool{false, true} {
			t.Run(fmt.Sprintf("old=%v/noExchange=%v", before, noExchange), func(t *testing.T) {
				t.Parallel()
				finished := false
				steps := 0
				for ; !finished && steps < 100; steps++ {
					out := filepath.Join(t.TempDir(), "out")
					if before {
						if err := release1(t, volume.Disk{}, out, setOf("old")); err != nil {
							t.Fatal(err)
						}
					}
					vol := &volumetest.CutOff{Left: steps, NoExchange: noExchange}
					err := release1(t, vol, out, setOf("new"))
					finished = !vol.Cut
					if finished && err != nil {
						t.Fatalf("uncut release: %v", err)
					}
					got := standing(t, out, "old", "new")
					if before && got == "" && !noExchange {
						t.Errorf("cut after %d steps: the old set is gone", steps)
					}
					if err := release1(t, &volumetest.CutOff{Left: 1000, NoExchange: noExchange}, out, setOf("next")); err != nil {
						t.Fatalf("the build after a cut at %d: %v", steps, err)
					}
					if got := standing(t, out, "next"); got != "next" {
						t.Errorf("the build after a cut at %d stands as %q", steps, got)
					}
					onlyIssue(t, out)
				}
				if steps < 7 {
					t.Errorf("only %d steps were cut", steps)
				}
			})
		}
	}
}

// TestReleaseRestoresSetMovedAside: a kill between the two renames of a system
// without exchange loses nothing: the next build, even one that fails, puts the
// old set back.
func TestReleaseRestoresSetMovedAside(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "out")
	if err := release1(t, volume.Disk{}, out, setOf("old")); err != nil {
		t.Fatal(err)
	}
	aside := filepath.Join(out, asidePrefix(issueName)+"0123456789abcdef")
	if err := os.Rename(filepath.Join(out, issueName), aside); err != nil {
		t.Fatal(err)
	}
	vol := &volumetest.CutOff{Left: 1000, Refuse: map[string]error{"WriteFile": syscall.ENOSPC}}
	err := release1(t, vol, out, setOf("new"))
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("full disk: %v", err)
	}
	if got := standing(t, out, "old", "new"); got != "old" {
		t.Errorf("after recovery stands %q", got)
	}
	onlyIssue(t, out)
}

// TestReleaseRefused: a system that says no gives an error that says why, and
// leaves the old set and nothing else.
func TestReleaseRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		op     string
		err    error
		zh, en string
	}{
		{"MakeDirs", syscall.EROFS, "只读", "read-only"},
		{"Lock", syscall.EACCES, "没有权限", "permission denied"},
		{"MakeDir", syscall.EACCES, "没有权限", "permission denied"},
		{"WriteFile", syscall.ENOSPC, "磁盘已满", "disk is full"},
		{"SyncDir", syscall.EIO, "input/output", "input/output"},
		{"Exchange", syscall.EACCES, "没有权限", "permission denied"},
	} {
		t.Run(c.op, func(t *testing.T) {
			t.Parallel()
			out := filepath.Join(t.TempDir(), "out")
			if err := release1(t, volume.Disk{}, out, setOf("old")); err != nil {
				t.Fatal(err)
			}
			err := release1(t, &volumetest.CutOff{Left: 1000, Refuse: map[string]error{c.op: c.err}}, out, setOf("new"))
			var p *problem
			if !errors.As(err, &p) || !errors.Is(err, c.err) {
				t.Fatalf("error is %v", err)
			}
			if m := p.diagnostic.Message; !strings.Contains(m.Zh, c.zh) || !strings.Contains(m.En, c.en) {
				t.Errorf("message is %q, %q", m.Zh, m.En)
			}
			if got := standing(t, out, "old", "new"); got != "old" {
				t.Errorf("after the failure stands %q", got)
			}
			onlyIssue(t, out)
		})
	}
}

// TestReleaseNotSynced: when the last sync fails the new set stands already; the
// old one is kept aside until the next build, and the user is told.
func TestReleaseNotSynced(t *testing.T) {
	t.Parallel()
	for _, noExchange := range []bool{false, true} {
		out := filepath.Join(t.TempDir(), "out")
		if err := release1(t, volume.Disk{}, out, setOf("old")); err != nil {
			t.Fatal(err)
		}
		err := release1(t, &volumetest.CutOff{Left: 1000, NoExchange: noExchange, Refuse: map[string]error{"SyncDir out": syscall.EIO}}, out, setOf("new"))
		var p *problem
		if !errors.As(err, &p) || p.diagnostic.Severity != diag.Finding || p.diagnostic.Code != "not-synced" {
			t.Fatalf("error is %v", err)
		}
		j := &job{}
		if diags := j.released(out, err); j.dir != out || diags.HasErrors() || len(diags) != 1 {
			t.Errorf("the build says %s, in %q", summary(diags), j.dir)
		}
		if got := standing(t, out, "old", "new"); got != "new" {
			t.Errorf("after the failure stands %q", got)
		}
		if entries, _ := os.ReadDir(out); len(entries) != 2 {
			t.Errorf("the old set is not aside: %v", entries)
		}
		if err := release1(t, volume.Disk{}, out, setOf("next")); err != nil {
			t.Fatal(err)
		}
		onlyIssue(t, out)
	}
}

// TestReleaseOverDesktopFiles: what a file manager left in the folder is no
// reason to refuse, and goes with the old set.
func TestReleaseOverDesktopFiles(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	if err := release1(t, volume.Disk{}, out, setOf("old")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{".DS_Store", "Thumbs.db", "Desktop.ini"} {
		if err := os.WriteFile(filepath.Join(out, issueName, name), []byte("x"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := release1(t, volume.Disk{}, out, setOf("new")); err != nil {
		t.Fatal(err)
	}
	if got := standing(t, out, "new"); got != "new" {
		t.Errorf("stands %q", got)
	}
	if err := os.Mkdir(filepath.Join(out, issueName, ".DS_Store"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := release1(t, volume.Disk{}, out, setOf("next")); err == nil {
		t.Error("a folder of that name was replaced")
	}
}

// TestReleaseInTheWay: what is not a set of finished files is never replaced.
func TestReleaseInTheWay(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		make func(out string) error
		code string
	}{
		"out is a file": {func(out string) error { return os.WriteFile(out, nil, 0o666) }, "cannot-write"},
		"the issue is a file": {func(out string) error {
			return errors.Join(os.Mkdir(out, 0o777), os.WriteFile(filepath.Join(out, issueName), []byte("x"), 0o666))
		}, "cannot-write"},
		"manuscripts stand there": {func(out string) error {
			dir := filepath.Join(out, issueName)
			return errors.Join(os.MkdirAll(dir, 0o777), os.WriteFile(filepath.Join(dir, "bulletin.txt"), []byte("x"), 0o666))
		}, "foreign-files"},
		"a folder of a file's name": {func(out string) error {
			return os.MkdirAll(filepath.Join(out, issueName, issueName+".epub"), 0o777)
		}, "foreign-files"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out := filepath.Join(t.TempDir(), "out")
			if err := c.make(out); err != nil {
				t.Fatal(err)
			}
			before := tree(t, filepath.Dir(out))
			var p *problem
			if err := release1(t, volume.Disk{}, out, setOf("new")); !errors.As(err, &p) || p.diagnostic.Code != c.code {
				t.Fatalf("error is %v, want code %s", err, c.code)
			}
			if after := tree(t, filepath.Dir(out)); after != before {
				t.Errorf("before:\n%s\nafter:\n%s", before, after)
			}
		})
	}
}

// tree lists every path below dir with the size of its files.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		size := info.Size()
		if d.IsDir() {
			size = 0
		}
		rel, err := filepath.Rel(dir, path)
		fmt.Fprintf(&b, "%s %d\n", rel, size)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestReleaseLeavesOtherIssues: leftovers are matched whole, so that neither an
// issue with a similar name nor its leftovers are touched.
func TestReleaseLeavesOtherIssues(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	keep := []string{
		".2021-01-15-extra.tmp-0123456789abcdef", ".2021-01-15.tmp-x.tmp-0123456789abcdef",
		".2021-01-15.tmp-0123", ".2021-01-15.old-0123456789abcdeg", "2021-01-15.tmp-0123456789abcdef",
	}
	gone := []string{".2021-01-15.tmp-0123456789abcdef", ".2021-01-15.tmp-fedcba9876543210"}
	for _, name := range append(append([]string{}, keep...), gone...) {
		if err := os.MkdirAll(filepath.Join(out, name, "sub"), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	if err := release1(t, volume.Disk{}, out, setOf("new")); err != nil {
		t.Fatal(err)
	}
	for _, name := range keep {
		if _, err := os.Stat(filepath.Join(out, name, "sub")); err != nil {
			t.Errorf("removed %s", name)
		}
	}
	for _, name := range gone {
		if _, err := os.Stat(filepath.Join(out, name)); err == nil {
			t.Errorf("left %s", name)
		}
	}
}

// TestReleaseWaitsForTheLock: a build of the same issue that is still at work is
// waited for, its hidden folder is not touched, and giving up says so.
func TestReleaseWaitsForTheLock(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	running := filepath.Join(out, stagePrefix(issueName)+"0123456789abcdef")
	if err := os.Mkdir(running, 0o777); err != nil {
		t.Fatal(err)
	}
	unlock, err := volume.Disk{}.Lock(t.Context(), filepath.Join(out, "."+issueName+".lock"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := publish(ctx, volume.Disk{}, out, issueName, setOf("new"), ownedName); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled while waiting: %v", err)
	}
	var p *problem
	vol := &volumetest.CutOff{Left: 1000, Refuse: map[string]error{"Lock": context.DeadlineExceeded}}
	if err := release1(t, vol, out, setOf("new")); !errors.As(err, &p) || p.diagnostic.Code != "build-running" {
		t.Errorf("out of patience: %v", err)
	}
	if _, err := os.Stat(running); err != nil {
		t.Errorf("the running build's folder: %v", err)
	}
	unlock()
	if err := release1(t, volume.Disk{}, out, setOf("new")); err != nil {
		t.Errorf("after the lock was given back: %v", err)
	}
	onlyIssue(t, out)
}

// TestReleaseReadersSeeWholeSets: while sets replace each other, whoever opens
// the folder and reads it finds files of one set, or an old set on its way out.
func TestReleaseReadersSeeWholeSets(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	if err := release1(t, volume.Disk{}, out, setOf("0")); err != nil {
		t.Fatal(err)
	}
	const releases, readers, writers = 30, 3, 2
	done := make(chan struct{})
	var reading, writing sync.WaitGroup
	whole := make([]int, readers)
	for i := range readers {
		reading.Go(func() {
			for {
				if readSet(t, filepath.Join(out, issueName)) {
					whole[i]++
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for w := range writers {
		writing.Go(func() {
			for i := range releases {
				if err := publish(t.Context(), volume.Disk{}, out, issueName, setOf(fmt.Sprint(w, i)), ownedName); err != nil {
					t.Errorf("release %d of %d: %v", i, w, err)
				}
			}
		})
	}
	writing.Wait()
	close(done)
	reading.Wait()
	for i, n := range whole {
		if n == 0 {
			t.Errorf("reader %d never saw a set", i)
		}
	}
	onlyIssue(t, out)
}

// readSet reads both files through one handle of the folder, so that it follows
// the set and not the name. false: the set went away meanwhile.
func readSet(t *testing.T, dir string) bool {
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Errorf("the issue's folder is not there: %v", err)
		return false
	}
	defer root.Close()
	pdf, err := root.ReadFile(issueName + "-print.pdf")
	if err != nil {
		return false
	}
	epub, err := root.ReadFile(issueName + ".epub")
	if err != nil {
		return false
	}
	version, _, _ := strings.Cut(strings.TrimPrefix(string(pdf), "pdf "), "\n")
	want := setOf(version)
	if string(pdf) != string(want[0].Data) || string(epub) != string(want[1].Data) {
		t.Errorf("mixed or torn set: %.20q and %.20q", pdf, epub)
	}
	return true
}
