//go:build !noservice

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"banxin/internal/queue"
)

// jobsCommand is "banxin jobs".
type jobsCommand struct {
	Config string `short:"c" default:"config.toml" placeholder:"${value_path}" help:"${flag_service}"`
	Number string `short:"n" default:"30" placeholder:"${value_number}" help:"${flag_number}"`
}

// mostJobs bounds how many jobs are listed.
const mostJobs = 1000

func (c *jobsCommand) run(ctx context.Context, t *terminal) int {
	n, err := strconv.Atoi(c.Number)
	if err != nil || n < 1 || n > mostJobs {
		return t.usage(fmt.Sprintf(t.text.BadJobs, c.Number, mostJobs), t.command)
	}
	return t.ask(ctx, c.Config, func(ctx context.Context, s *queue.Service) error {
		jobs, err := s.Jobs(ctx, n)
		if err != nil {
			return err
		}
		if t.json {
			list := []jobFacts{}
			for i := range jobs {
				list = append(list, jobDocument(&jobs[i]))
			}
			return t.write(list)
		}
		var b strings.Builder
		for i := range jobs {
			line(&b, &jobs[i])
		}
		if len(jobs) == 0 && !t.quiet {
			t.say("%s", t.text.NoJobs)
		}
		_, err = io.WriteString(t.out, b.String())
		return err
	})
}

// line writes a job in columns that tabs part, newest first: number, state, attempt, kind,
// publication, issue, delivery, reason.
func line(b *strings.Builder, j *queue.Job) {
	what := j.Kind
	if j.Delivery != "" {
		what += " " + j.Delivery
	}
	fmt.Fprintf(b, "%d\t%s\t%d/%d\t%s\t%s\t%s\t%s\n", j.ID, j.State, j.Attempt, j.Max, what, j.Publication, j.Issue, strings.ReplaceAll(j.Reason, "\n", " "))
}

// jobFacts is a job as --json writes it.
type jobFacts struct {
	ID          int64     `json:"id"`
	Kind        string    `json:"kind"`
	State       string    `json:"state"`
	Publication string    `json:"publication"`
	Issue       string    `json:"issue"`
	Revision    int       `json:"revision,omitempty"`
	Delivery    string    `json:"delivery,omitempty"`
	Attempt     int       `json:"attempt"`
	Max         int       `json:"max_attempts"`
	Created     time.Time `json:"created"`
	Scheduled   time.Time `json:"scheduled"`
	Reason      string    `json:"reason,omitempty"`
}

func jobDocument(j *queue.Job) jobFacts {
	return jobFacts{j.ID, j.Kind, j.State, j.Publication, j.Issue, j.Revision, j.Delivery, j.Attempt, j.Max, j.Created.UTC(), j.Scheduled.UTC(), j.Reason}
}

// ask opens the service, whose database must be ready, for one question.
func (t *terminal) ask(ctx context.Context, path string, do func(context.Context, *queue.Service) error) int {
	return t.open(ctx, path, func(ctx context.Context, s *queue.Service) error {
		if err := s.Prepare(ctx); err != nil {
			return err
		}
		return do(ctx, s)
	})
}

// open opens the service for one question.
func (t *terminal) open(ctx context.Context, path string, do func(context.Context, *queue.Service) error) int {
	opt, code := t.loadService(path)
	if code != exitOK {
		return code
	}
	opt.Log = slog.New(slog.DiscardHandler)
	s, err := queue.Open(ctx, opt)
	if err != nil {
		return t.failed(err)
	}
	err = errors.Join(do(ctx, s), s.Close())
	if err != nil {
		return t.failed(err)
	}
	return exitOK
}

// write writes a JSON document that is not a build's.
func (t *terminal) write(v any) error {
	enc := json.NewEncoder(t.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
