//go:build !noservice

package main

import (
	"context"
	"errors"
	"os"
	"time"

	"banxin/internal/clitext"
	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/internal/press"
	"banxin/internal/queue"
	_ "banxin/internal/store/s3" // the store may be a bucket
)

// loadService reads the settings of the service: of one publication, or of a folder of
// them. Otherwise than exitOK, it has said what is wrong.
func (t *terminal) loadService(path string) (queue.Options, int) {
	serving, problems, err := config.LoadService(path)
	if err != nil {
		return queue.Options{}, t.failed(err)
	}
	if problems.HasErrors() {
		return queue.Options{}, t.badService(problems)
	}
	return queue.Options{
		Path: path, Service: serving.Service, Dir: serving.Dir,
		Database: os.Getenv("BANXIN_DATABASE"), Version: version, Now: time.Now,
	}, exitOK
}

// badService reports settings that the service cannot start with.
func (t *terminal) badService(problems diag.List) int {
	if t.json {
		return t.document(newDocument(t.command, &press.Result{Verdict: press.BadConfig, Diagnostics: problems}, false, exitUsage), exitUsage)
	}
	t.diagnostics(problems, exitUsage)
	return exitUsage
}

// failed reports what kept a command of the service from its end: in the language chosen
// where we know it, and with what to do.
func (t *terminal) failed(err error) int {
	if errors.Is(err, context.Canceled) {
		err = errors.New(t.text.Cancelled)
	}
	message, hint := t.explainService(err)
	if t.json {
		d := failure("failed", message, exitFailed)
		d.Command = t.command
		return t.document(d, exitFailed)
	}
	t.say("%s: %s", t.text.Error, message)
	if hint != "" {
		t.say("    %s", hint)
	}
	return exitFailed
}

// explainService words the errors of the queue that somebody can do something about. What
// an error says of itself in both languages says more than the sentence for its kind.
func (t *terminal) explainService(err error) (message, hint string) {
	for _, k := range []struct {
		err  error
		text clitext.Advice
	}{
		{queue.ErrUnusable, t.text.Unusable},
		{queue.ErrNotMigrated, t.text.NotMigrated}, {queue.ErrNewerDatabase, t.text.NewerDatabase},
		{queue.ErrNoJob, t.text.NoJob}, {queue.ErrJobDone, t.text.JobDone},
		{queue.ErrJobRunning, t.text.JobRunning}, {queue.ErrJobReplaced, t.text.JobReplaced},
		{queue.ErrNoPublication, t.text.NoPublication}, {queue.ErrManyPublications, t.text.ManyPublications},
		{queue.ErrNoManuscripts, t.text.NoManuscripts}, {queue.ErrBadConfig, t.text.BrokenConfigAny},
	} {
		if errors.Is(err, k.err) {
			message, hint = k.text.What, k.text.Hint
		}
	}
	var fault *diag.Fault
	if message == "" || errors.As(err, &fault) {
		message = diag.Words(err).In(string(t.lang))
	}
	return message, hint
}
