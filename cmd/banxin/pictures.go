package main

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"banxin/internal/press"
)

// The resolutions that make a picture to look at: below, no character can be told from
// another; above, a newspaper page has more pixels than a picture may have.
const minDPI, defaultDPI, maxDPI = 10, 150, 600

// picturesCommand is "banxin pictures".
type picturesCommand struct {
	Config string `short:"c" default:"config.toml" placeholder:"${value_file}" help:"${flag_config}"`
	Out    string `short:"o" placeholder:"${value_folder}" help:"${flag_out}"`
	Format string `default:"png" placeholder:"${value_format}" help:"${flag_format}"`
	DPI    string `name:"dpi" placeholder:"${value_dpi}" help:"${flag_dpi}"`
	Issue  string `arg:"" optional:"" name:"issue" help:"${arg_issue}"`
}

func (c *picturesCommand) run(ctx context.Context, t *terminal) int {
	format, dpi := press.Format(c.Format), defaultDPI
	switch {
	case format != press.PNG && format != press.SVG:
		return t.usage(fmt.Sprintf(t.text.BadFormat, c.Format), "pictures")
	case c.DPI != "" && format == press.SVG:
		return t.usage(t.text.NoDPI, "pictures")
	case c.DPI != "":
		var err error
		if dpi, err = strconv.Atoi(c.DPI); err != nil || dpi < minDPI || dpi > maxDPI {
			return t.usage(fmt.Sprintf(t.text.BadDPI, c.DPI, minDPI, maxDPI), "pictures")
		}
	}
	p := newProgress(t)
	defer p.close()
	res, err := press.Pictures(ctx, press.Request{
		ConfigPath: c.Config, IssueID: c.Issue, OutDir: c.Out, Pictures: format, DPI: float64(dpi), Version: version, Now: time.Now,
	}, p.event)
	p.close()
	return t.report("pictures", res, err, false, false)
}
