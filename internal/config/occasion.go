package config

import (
	"slices"
	"strconv"
	"time"

	"banxin/internal/calendar"
	"banxin/internal/diag"
)

// occasion gives the issue that the calendar has under this name.
func (c *Config) occasion(issue string) (calendar.Occasion, bool) {
	if c.calendar == nil {
		return calendar.Occasion{}, false
	}
	return c.calendar.Named(issue)
}

// isOccasion tells whether the issue has a folder and needs no issue.toml.
func (l *loader) isOccasion() bool {
	if _, ok := l.cfg.occasion(l.issue.ID); !ok {
		return false
	}
	info, err := l.files.Stat(l.file(l.issue.Dir))
	return err == nil && info.IsDir()
}

// issueTop is the place of what issue.toml does not say.
func (l *loader) issueTop() diag.Pos {
	if l.untold {
		return diag.Pos{File: l.issueFile}
	}
	return diag.Pos{File: l.issueFile, Line: 1}
}

// refuseLasting takes out of issue.toml what cannot differ from issue to issue.
func (l *loader) refuseLasting(root *node) {
	for _, name := range []string{"schedule", "service", "delivery"} {
		n := root.table[name]
		if n == nil {
			continue
		}
		pos := n.key
		if len(n.items) > 0 {
			pos = n.items[0].key
		}
		l.list.Add(pos, diag.Error, "misplaced-key", diag.Say("%s 不能一期一个样", "%s cannot differ from issue to issue", name),
			diag.Say("写进 %s", "write it into %s", l.cfg.File))
		delete(root.table, name)
		root.order = slices.DeleteFunc(root.order, func(s string) bool { return s == name })
	}
}

// wholeNumber gives the whole number that the calendar prints on an issue; empty: it
// does not know that of the first.
func (l *loader) wholeNumber(o *calendar.Occasion) string {
	if l.cfg.Schedule.FirstNumber == 0 {
		return ""
	}
	return strconv.Itoa(o.Whole)
}

// takeFromCalendar fills in what issue.toml leaves to the calendar.
func (l *loader) takeFromCalendar() {
	o, ok := l.cfg.occasion(l.issue.ID)
	if !ok {
		return
	}
	if l.silent("date") {
		l.issue.Date = time.Date(o.Date.Year, o.Date.Month, o.Date.Day, 0, 0, 0, 0, l.zone)
		l.keys["date"] = l.cfg.At("schedule")
	}
	if l.silent("number") {
		l.issue.Number = strconv.Itoa(o.Number)
		l.keys["number"] = l.cfg.At("schedule")
	}
	if whole := l.wholeNumber(&o); whole != "" && l.silent("whole_number") {
		l.issue.WholeNumber = whole
		l.keys["whole_number"] = l.cfg.At("schedule")
	}
}

// silent tells whether the files do not have a key, in whatever spelling.
func (l *loader) silent(key string) bool {
	_, written := l.keys[key]
	return !written && !l.excused(key)
}

// checkAgainstCalendar gives a finding for each thing that issue.toml says otherwise
// than the calendar.
func (l *loader) checkAgainstCalendar() {
	o, ok := l.cfg.occasion(l.issue.ID)
	if !ok {
		return
	}
	for _, c := range []struct{ key, said, due string }{
		{"date", calendar.DayOf(l.issue.Date).String(), o.Date.String()},
		{"number", l.issue.Number, strconv.Itoa(o.Number)},
		{"whole_number", l.issue.WholeNumber, l.wholeNumber(&o)},
	} {
		if l.known(c.key) && c.due != "" && c.said != c.due {
			l.list.Add(l.at(c.key), diag.Finding, "not-as-scheduled",
				diag.Say("%[1]s 是 %[2]s，而日程里 %[4]s 这一期是 %[3]s", "%[1]s is %[2]s, and %[3]s by the schedule for issue %[4]s", c.key, c.said, c.due, o.Issue),
				diag.Say("改正，或删去这一行照日程", "correct it, or remove the line and let the schedule say it"))
		}
	}
}
