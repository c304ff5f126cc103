//go:build unix

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"banxin/internal/config"
	"banxin/internal/queue"
)

// queued has processes of the program build what stands in the queue.
func queued(ctx context.Context, b *bench, w *way) (took, error) {
	dir, issues, err := b.project(w)
	if err != nil {
		return took{}, err
	}
	file := filepath.Join(dir, "config.toml")
	database := ""
	if w.postgres {
		if database, err = b.server.database(ctx); err != nil {
			return took{}, err
		}
	}
	if err := enqueue(ctx, file, database, issues); err != nil {
		return took{}, err
	}
	workers := make([]*exec.Cmd, w.processes)
	said := make([]bytes.Buffer, w.processes)
	for i := range workers {
		cmd := exec.CommandContext(ctx, b.program, "worker", "-c", file)
		cmd.Env = append(os.Environ(), "BANXIN_DATABASE="+database)
		cmd.Stderr = &said[i]
		if err := cmd.Start(); err != nil {
			return took{}, err
		}
		workers[i] = cmd
	}
	one, err := b.watch(filepath.Join(dir, "service", "store"), issues)
	var cpu time.Duration
	for i, cmd := range workers {
		cmd.Process.Signal(syscall.SIGTERM)
		if end := cmd.Wait(); end != nil {
			err = errors.Join(err, fmt.Errorf("banxin worker: %w\n%s", end, said[i].Bytes()))
		}
		cpu += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
	return took{one, cpu / time.Duration(len(issues))}, err
}

// enqueue puts the issues into the queue before anybody works on it.
func enqueue(ctx context.Context, file, database string, issues []string) error {
	serving, _, err := config.LoadService(file)
	if err != nil {
		return err
	}
	s, err := queue.Open(ctx, queue.Options{
		Path: file, Service: serving.Service, Dir: serving.Dir, Database: database, Version: "bench",
		Now: time.Now, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return err
	}
	defer s.Close()
	if _, err := s.Migrate(ctx); err != nil {
		return err
	}
	for _, issue := range issues {
		if _, _, err := s.Enqueue(ctx, "", issue); err != nil {
			return fmt.Errorf("%s: %w", issue, err)
		}
	}
	return nil
}

// publication is publication.id of the repository's config.toml.
const publication = "chongchuan-lianghui"

// patience is how long nothing may be released.
const patience = time.Minute

// watch waits until all issues are in the store and gives the time that one took: from
// the last warm one, which the time of its release.json tells, to the last of all.
func (b *bench) watch(store string, issues []string) (time.Duration, error) {
	var at []time.Time
	for last := time.Now(); len(at) < len(issues); {
		issue := issues[len(at)] // the next that has not been seen
		info, err := os.Stat(filepath.Join(store, publication, issue[:4], issue, "r1", "release.json"))
		switch {
		case err == nil:
			at, last = append(at, info.ModTime()), time.Now()
		case time.Since(last) > patience:
			return 0, fmt.Errorf("%s is not released within %v: %w", issue, patience, err)
		default:
			time.Sleep(50 * time.Millisecond)
		}
	}
	slices.SortFunc(at, time.Time.Compare)
	return at[len(at)-1].Sub(at[warm-1]) / time.Duration(b.issues), nil
}
