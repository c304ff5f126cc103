package main

import (
	"context"
	"time"

	"banxin/internal/clitext"
	"banxin/internal/diag"
	"banxin/internal/press"
)

// buildCommand is "banxin build".
type buildCommand struct {
	Config string `short:"c" default:"config.toml" placeholder:"${value_file}" help:"${flag_config}"`
	Out    string `short:"o" placeholder:"${value_folder}" help:"${flag_out}"`
	Draft  bool   `help:"${flag_draft}"`
	Strict bool   `help:"${flag_strict}"`
	Issue  string `arg:"" optional:"" name:"issue" help:"${arg_issue}"`
}

func (c *buildCommand) run(ctx context.Context, t *terminal) int {
	p := newProgress(t)
	defer p.close()
	res, err := press.Build(ctx, press.Request{
		ConfigPath: c.Config, IssueID: c.Issue, OutDir: c.Out, Draft: c.Draft, Version: version,
		FindingsList: func(l diag.List) []byte { return clitext.List(l, t.lang) },
		Now:          time.Now,
	}, p.event)
	p.close()
	return t.report("build", res, err, c.Draft, c.Strict)
}
