package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"banxin/internal/clitext"
	"banxin/internal/diag"
	"banxin/internal/preflight"
	"banxin/internal/press"
)

// preflightCommand is "banxin preflight". Standard output carries the table of rules,
// or the JSON report that stands beside every built print file.
type preflightCommand struct {
	Config   string `short:"c" placeholder:"${value_file}" help:"${flag_rules}"`
	Standard string `placeholder:"${value_standard}" help:"${flag_standard}"`
	HTML     string `name:"html" placeholder:"${value_file}" help:"${flag_page}"`
	File     string `arg:"" name:"file" help:"${arg_file}"`
}

func (c *preflightCommand) run(ctx context.Context, t *terminal) int {
	if c.Standard != "" && c.Standard != string(preflight.X1a) && c.Standard != string(preflight.X4) {
		return t.usage(fmt.Sprintf(t.text.BadStandard, c.Standard), "preflight")
	}
	type result struct {
		report *preflight.Report
		about  preflight.Subject
		diags  diag.List
	}
	done := make(chan result, 1)
	go func() {
		r, about, diags := press.Preflight(press.PreflightRequest{File: c.File, ConfigPath: c.Config, Standard: c.Standard, Version: version})
		done <- result{r, about, diags}
	}()
	select {
	case r := <-done:
		if r.report == nil {
			return t.unchecked(r.diags)
		}
		return c.show(t, r.report, r.about)
	case <-ctx.Done(): // the check touches nothing; it may end with the program
		return t.unchecked(diag.List{{Severity: diag.Error, Code: "cancelled",
			Message: diag.Text{Zh: clitext.In(clitext.Zh).Cancelled, En: clitext.In(clitext.En).Cancelled}}})
	}
}

// unchecked reports a file or a configuration that cannot be read.
func (t *terminal) unchecked(diags diag.List) int {
	if t.json {
		return t.document(newDocument("preflight", &press.Result{Verdict: press.Failed, Diagnostics: diags}, false, exitUsage), exitUsage)
	}
	t.diagnostics(diags, exitUsage)
	return exitUsage
}

// show writes the report to where it was asked for.
func (c *preflightCommand) show(t *terminal, r *preflight.Report, about preflight.Subject) int {
	code := exitOK
	if !r.OK() {
		code = exitFailed
	}
	if c.HTML != "" {
		page, err := r.HTML(about, string(t.lang))
		if err == nil && sameFile(c.HTML, c.File) {
			err = errors.New(t.text.SameFile)
		}
		if err == nil {
			err = os.WriteFile(c.HTML, page, 0o666)
		}
		if err != nil {
			t.say("%s: %s: "+t.text.NotPrinted, filepath.ToSlash(c.HTML), t.text.Error, err)
			return exitUsage
		}
	}
	out := []byte(nil)
	var err error
	switch {
	case t.json:
		out, err = r.JSON(about)
	case !t.quiet:
		out = []byte(ruleTable(r, t))
	}
	if err == nil {
		_, err = t.out.Write(out)
	}
	if err != nil {
		t.say(t.text.NotPrinted, err)
		return exitUsage
	}
	if !t.json && !t.quiet && r.Claimed == "" && c.Standard == "" && c.Config == "" {
		t.say(t.text.NoClaim, about.File, r.Standard.Version())
	}
	if !t.json && (!t.quiet || code != exitOK) {
		end := t.text.Fit
		if code != exitOK {
			end = t.text.Unfit
		}
		t.say(end, about.File, r.Standard.Version(), r.Count(preflight.Pass), r.Count(preflight.Fail), r.Count(preflight.Warn), r.Count(preflight.NotApplicable))
	}
	return code
}

// sameFile tells whether two names are of one file.
func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	y, err2 := os.Stat(b)
	return err == nil && err2 == nil && os.SameFile(x, y)
}

// ruleTable lists the rules that apply: verdict, rule, what it asks, what was measured,
// and below it where it is broken.
func ruleTable(r *preflight.Report, t *terminal) string {
	var b strings.Builder
	lang := string(t.lang)
	for _, o := range r.Outcomes {
		if o.Status == preflight.NotApplicable {
			continue
		}
		status := t.text.Statuses[string(o.Status)]
		line := fmt.Sprintf("%s%s %-16s %s", status, strings.Repeat(" ", max(0, 6-columns(status))), o.Rule.ID, o.Rule.Title.In(lang))
		if o.Figure != "" {
			line += "  [" + o.Figure + "]"
		}
		b.WriteString(line + "\n")
		for _, d := range o.Details {
			b.WriteString(strings.Repeat(" ", 24) + d.In(lang) + "\n")
		}
	}
	return b.String()
}
