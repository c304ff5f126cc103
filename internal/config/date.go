package config

import (
	"time"

	"banxin/internal/diag"
)

// firstYear is the first year a date may have: one before it has lost digits.
const firstYear = 1000

// settleDates moves the dates of the issue into the publication's zone: toml
// reads a local date in the zone of the machine.
func (l *loader) settleDates() {
	issue := l.issue
	if !l.known("date") {
		return
	}
	y, m, d := civil(issue.Date, l.zone).Date()
	if y < firstYear {
		l.list.Add(l.at("date"), diag.Error, "out-of-range", diag.Say("date 的年份是 %d", "the year of date is %d", y),
			diag.Say("写全四位的年份，如 2021-01-15", "write the year in full, such as 2021-01-15"))
	}
	issue.Date = time.Date(y, m, d, 0, 0, 0, 0, l.zone)
	if issue.Revision.IsZero() {
		issue.Revision = issue.Date
		return
	}
	issue.Revision = civil(issue.Revision, l.zone)
}

// civil reads a date as toml gave it: local dates and times are of the zone,
// those with an offset are instants.
func civil(t time.Time, zone *time.Location) time.Time {
	switch t.Location().String() {
	case "date-local", "datetime-local":
		return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), zone)
	}
	return t.In(zone)
}

// day gives the civil day of a date as toml gave it, at 00:00 in the zone.
func day(t time.Time, zone *time.Location) time.Time {
	y, m, d := civil(t, zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, zone)
}
