package main

import (
	"context"
	"strconv"
	"time"

	"banxin/internal/press"
)

// The resolutions that make a picture to look at: below, no character can be told from
// another; above, a newspaper page has more pixels than a picture may have.
const minDPI, maxDPI = 10, 600

// picturesCommand is "banxin pictures".
type picturesCommand struct {
	Config string `short:"c" default:"config.toml" placeholder:"${value_file}" help:"${flag_config}"`
	Out    string `short:"o" placeholder:"${value_folder}" help:"${flag_out}"`
	DPI    string `name:"dpi" default:"150" placeholder:"${value_dpi}" help:"${flag_dpi}"`
	Issue  string `arg:"" optional:"" name:"issue" help:"${arg_issue}"`
}

func (c *picturesCommand) run(ctx context.Context, t *terminal) int {
	dpi, err := strconv.Atoi(c.DPI)
	if err != nil || dpi < minDPI || dpi > maxDPI {
		return t.usageMessage(t.text.BadDPI, c.DPI, minDPI, maxDPI)
	}
	p := newProgress(t)
	defer p.close()
	res, err := press.Pictures(ctx, press.Request{
		ConfigPath: c.Config, IssueID: c.Issue, OutDir: c.Out, DPI: float64(dpi), Version: version, Now: time.Now,
	}, p.event)
	p.close()
	return t.report("pictures", res, err, false, false)
}
