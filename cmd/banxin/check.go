package main

import (
	"context"
	"time"

	"banxin/internal/press"
)

// checkCommand is "banxin check-config".
type checkCommand struct {
	Config string `short:"c" default:"config.toml" placeholder:"${value_file}" help:"${flag_config}"`
	Strict bool   `help:"${flag_strict}"`
	Issue  string `arg:"" optional:"" name:"issue" help:"${arg_issue}"`
}

func (c *checkCommand) run(ctx context.Context, t *terminal) int {
	p := newProgress(t)
	defer p.close()
	res, err := press.Check(ctx, press.Request{ConfigPath: c.Config, IssueID: c.Issue, Version: version, Now: time.Now}, p.event)
	p.close()
	return t.report("check-config", res, err, false, c.Strict)
}
