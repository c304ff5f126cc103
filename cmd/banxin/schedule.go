package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"banxin/internal/calendar"
	"banxin/internal/clitext"
	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/internal/press"
)

// mostNext bounds how many issues are listed.
const mostNext = 1000

// scheduleCommand is "banxin schedule". Standard output carries the coming issues, or
// the explanation.
type scheduleCommand struct {
	Config string `short:"c" default:"config.toml" placeholder:"${value_file}" help:"${flag_config}"`
	Next   string `default:"10" placeholder:"${value_count}" help:"${flag_next}"`
	Check  bool   `help:"${flag_explain}"`
	From   string `placeholder:"${value_date}" help:"${flag_from}"`
}

// scheduleDocument is what --json writes.
type scheduleDocument struct {
	document
	Explanation []text   `json:"explanation"` // with --check
	Issues      []coming `json:"issues"`
}

// coming is an issue to come.
type coming struct {
	Due         time.Time  `json:"due"`
	Deadline    *time.Time `json:"deadline"` // null: none
	Date        string     `json:"date"`
	Number      int        `json:"number"`
	WholeNumber int        `json:"whole_number"` // 0: the schedule does not know it
	Issue       string     `json:"issue"`
	Manuscripts string     `json:"manuscripts"` // no-folder, none, unmarked, there
}

func (c *scheduleCommand) run(_ context.Context, t *terminal) int { return c.at(t, time.Now) }

// at does the command at a time that a clock gives, unless the command line names a day.
func (c *scheduleCommand) at(t *terminal, now func() time.Time) int {
	next, err := strconv.Atoi(c.Next)
	if err != nil || next < 1 || next > mostNext {
		return t.usage(fmt.Sprintf(t.text.BadNext, c.Next, mostNext), "schedule")
	}
	day, err := time.Parse(time.DateOnly, c.From)
	if err != nil && c.From != "" {
		return t.usage(fmt.Sprintf(t.text.BadFrom, c.From), "schedule")
	}
	cfg, list, err := config.LoadPublication(c.Config)
	if err != nil {
		list = append(list, press.Unreadable(c.Config, err))
	} else if _, there := cfg.Keys["schedule"]; !there && !list.HasErrors() {
		list.Add(diag.Pos{File: cfg.File}, diag.Error, "missing-key", diag.Say("没有 [schedule] 这张表，不按日程构建", "there is no table [schedule]: nothing is built on schedule"),
			diag.Say(`写上 [schedule]，至少有 cron = "0 18 * * 5" 和 first = 2021-01-15`, `add [schedule] with cron = "0 18 * * 5" and first = 2021-01-15 at least`))
	}
	if list.HasErrors() {
		return c.refuse(t, list)
	}
	cal, from := cfg.Calendar(), now()
	if c.From != "" { // what is due at midnight belongs to the day
		from = time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, -1, cal.Zone)
	}
	var explanation []diag.Text
	if c.Check {
		list = append(list, cfg.ReviewSchedule(from)...)
		list.Sort()
		explanation = clitext.Schedule(cfg, from)
	} else {
		list = nil // a list of issues is no occasion to say what else there is
	}
	issues := cal.After(from, next)
	if t.json {
		return c.document(t, cfg, list, explanation, issues)
	}
	t.diagnostics(list, exitOK)
	if t.quiet {
		return exitOK
	}
	out := issueTable(cfg, issues, t)
	if c.Check {
		out = ""
		for _, line := range explanation {
			out += line.In(string(t.lang)) + "\n"
		}
	}
	if _, err := t.out.Write([]byte(out)); err != nil {
		t.say(t.text.NotPrinted, err)
		return exitFailed
	}
	return exitOK
}

// refuse reports a configuration without a calendar.
func (c *scheduleCommand) refuse(t *terminal, list diag.List) int {
	if t.json {
		return t.document(newDocument("schedule", &press.Result{Verdict: press.BadConfig, Diagnostics: list}, false, exitUsage), exitUsage)
	}
	t.diagnostics(list, exitUsage)
	return exitUsage
}

func (c *scheduleCommand) document(t *terminal, cfg *config.Config, list diag.List, explanation []diag.Text, issues []calendar.Occasion) int {
	verdict := press.Clean
	if list.Count(diag.Finding) > 0 {
		verdict = press.Findings
	}
	d := scheduleDocument{newDocument("schedule", &press.Result{Verdict: verdict, Diagnostics: list}, false, exitOK), []text{}, []coming{}}
	for _, line := range explanation {
		d.Explanation = append(d.Explanation, text(line))
	}
	for _, o := range issues {
		item := coming{Due: o.Due, Date: o.Date.String(), Number: o.Number, Issue: o.Issue,
			Manuscripts: [...]string{"no-folder", "none", "unmarked", "there"}[cfg.Arrival(o.Issue)]}
		if !o.Deadline.IsZero() {
			item.Deadline = &o.Deadline
		}
		if cfg.Schedule.FirstNumber > 0 {
			item.WholeNumber = o.Whole
		}
		d.Issues = append(d.Issues, item)
	}
	return t.document(d, exitOK)
}

// issueTable lists issues, one a line.
func issueTable(cfg *config.Config, issues []calendar.Occasion, t *terminal) string {
	rows := [][]string{{fmt.Sprintf(t.text.DueIn, cfg.Calendar().Zone), t.text.IssueDate, t.text.Number, t.text.WholeNumber, t.text.Folder, t.text.Manuscripts}}
	for _, o := range issues {
		whole := "-"
		if cfg.Schedule.FirstNumber > 0 {
			whole = strconv.Itoa(o.Whole)
		}
		rows = append(rows, []string{o.Due.Format("2006-01-02 15:04 -07:00"), o.Date.String(), strconv.Itoa(o.Number), whole, o.Issue,
			cfg.Arrival(o.Issue).Text().In(string(t.lang))})
	}
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], columns(cell))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		for i, cell := range row {
			if i == len(row)-1 {
				b.WriteString(cell + "\n")
				break
			}
			b.WriteString(cell + strings.Repeat(" ", widths[i]-columns(cell)+2))
		}
	}
	return b.String()
}
