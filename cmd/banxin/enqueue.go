//go:build !noservice

package main

import (
	"context"
	"fmt"
	"strconv"

	"banxin/internal/queue"
)

// enqueueCommand is "banxin enqueue".
type enqueueCommand struct {
	Config      string `short:"c" default:"config.toml" placeholder:"${value_path}" help:"${flag_service}"`
	Publication string `short:"p" placeholder:"${value_publication}" help:"${flag_publication}"`
	Issue       string `arg:"" name:"issue" help:"${arg_enqueue}"`
}

func (c *enqueueCommand) run(ctx context.Context, t *terminal) int {
	return t.ask(ctx, c.Config, func(ctx context.Context, s *queue.Service) error {
		job, fresh, err := s.Enqueue(ctx, c.Publication, c.Issue)
		if err != nil {
			return err
		}
		if t.json {
			return t.write(jobDocument(&job))
		}
		if _, err := fmt.Fprintln(t.out, job.ID); err != nil {
			return err
		}
		if !t.quiet {
			what := t.text.Enqueued
			if !fresh {
				what = t.text.AlreadyQueued
			}
			t.say(what, c.Issue, job.ID)
		}
		return nil
	})
}

// retryCommand is "banxin retry".
type retryCommand struct {
	Config string `short:"c" default:"config.toml" placeholder:"${value_path}" help:"${flag_service}"`
	Job    string `arg:"" name:"job" help:"${arg_job}"`
}

func (c *retryCommand) run(ctx context.Context, t *terminal) int {
	id, err := strconv.ParseInt(c.Job, 10, 64)
	if err != nil {
		return t.usage(fmt.Sprintf(t.text.BadJob, c.Job), t.command)
	}
	return t.ask(ctx, c.Config, func(ctx context.Context, s *queue.Service) error {
		job, err := s.Retry(ctx, id)
		if err != nil {
			return err
		}
		if t.json {
			return t.write(jobDocument(&job))
		}
		if !t.quiet {
			t.say(t.text.Retried, job.ID, job.Issue)
		}
		return nil
	})
}

// migrateCommand is "banxin migrate".
type migrateCommand struct {
	Config string `short:"c" default:"config.toml" placeholder:"${value_path}" help:"${flag_service}"`
}

func (c *migrateCommand) run(ctx context.Context, t *terminal) int {
	return t.open(ctx, c.Config, func(ctx context.Context, s *queue.Service) error {
		done, err := s.Migrate(ctx)
		if err != nil {
			return err
		}
		if t.json {
			return t.write(append([]string{}, done...))
		}
		for _, step := range done {
			if _, err := fmt.Fprintln(t.out, step); err != nil {
				return err
			}
		}
		switch {
		case t.quiet:
		case len(done) == 0:
			t.say("%s", t.text.UpToDate)
		default:
			t.say(t.text.Migrated, len(done))
		}
		return nil
	})
}
