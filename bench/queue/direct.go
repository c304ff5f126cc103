//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"banxin/internal/config"
	"banxin/internal/press"
	"banxin/internal/store"
)

// direct builds without a queue: what is left is what every way has to do.
func direct(ctx context.Context, b *bench, w *way) (took, error) {
	dir, issues, err := b.project(w)
	if err != nil {
		return took{}, err
	}
	st, err := store.Open(ctx, "store", dir)
	if err != nil {
		return took{}, err
	}
	defer st.Close()
	build := func(issues []string) error {
		left := make(chan string, len(issues))
		for _, issue := range issues {
			left <- issue
		}
		close(left)
		errs := make([]error, w.lanes)
		var all sync.WaitGroup
		for lane := range w.lanes {
			all.Go(func() {
				for issue := range left {
					if err := release(ctx, st, filepath.Join(dir, "config.toml"), issue); err != nil {
						errs[lane] = fmt.Errorf("%s: %w", issue, err)
						return
					}
				}
			})
		}
		all.Wait()
		return errors.Join(errs...)
	}
	if err := build(issues[:warm]); err != nil {
		return took{}, err
	}
	start, cpu := time.Now(), processor()
	if err := build(issues[warm:]); err != nil {
		return took{}, err
	}
	n := time.Duration(b.issues)
	return took{time.Since(start) / n, (processor() - cpu) / n}, nil
}

// release is what a worker does for an issue, without asking or telling anybody.
func release(ctx context.Context, st *store.Store, configPath, issue string) error {
	pinned, found, err := press.Pin(ctx, config.Disk{}, configPath, issue)
	if err != nil {
		return err
	}
	if found.HasErrors() {
		return fmt.Errorf("%v", found)
	}
	made, err := press.Make(ctx, press.Request{ConfigPath: configPath, IssueID: issue, Files: pinned, Version: "bench", Revision: 1, Now: time.Now}, nil)
	if err != nil {
		return err
	}
	if made.Diagnostics.HasErrors() {
		return fmt.Errorf("%v", made.Diagnostics)
	}
	facts := &made.Facts
	r := &store.Release{
		Publication: publication, Issue: issue, Revision: 1, Content: pinned.Content(), Verdict: string(made.Verdict),
		Title: facts.Title, Identifier: facts.Identifier, Date: facts.Date, Number: facts.Number,
		Subjects: facts.Subjects, Contents: facts.Contents, Published: facts.Published, Modified: facts.Modified,
	}
	var files []store.Blob
	for _, f := range made.Outputs {
		files = append(files, store.Blob{Name: f.Name, Data: f.Data})
	}
	for name, data := range map[string][]byte{"-cover.jpg": made.Cover, "-thumbnail.jpg": made.Thumbnail} {
		if data != nil {
			files = append(files, store.Blob{Name: issue + name, Data: data})
		}
	}
	return st.Put(ctx, r, files)
}

// processor gives the processor time that this process has used.
func processor() time.Duration {
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		return 0
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}
