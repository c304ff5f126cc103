package config

import (
	"errors"
	"fmt"
	"path"
	"strings"
	"time"

	"banxin/internal/calendar"
	"banxin/internal/diag"
)

// Schedule says when the issues are due, how they are numbered and what happens when
// their manuscripts are late. Days are run days: those on which an issue is built.
type Schedule struct {
	Cron      string       `toml:"cron"`     // five fields, or @weekly and the like
	Timezone  string       `toml:"timezone"` // empty: that of the publication
	First     time.Time    `toml:"first"`    // local date of the first issue
	Last      time.Time    `toml:"last"`     // zero: there is no last issue
	Holidays  []time.Time  `toml:"holidays"` // local dates without an issue
	Suspended []Suspension `toml:"suspended"`
	Ahead     int          `toml:"ahead" range:"-31..366"` // days from the run day to the date on the issue
	// FirstNumber is the whole number of the first issue. 0: the issues carry none unless
	// issue.toml says so.
	FirstNumber int           `toml:"first_number" range:"1..10000000"`
	FirstInYear int           `toml:"first_in_year" range:"1..10000"` // number of the first issue within its year
	Manuscripts string        `toml:"manuscripts"`                    // folder of an issue under build.sources, with variables
	Ready       string        `toml:"ready"`                          // file in it that says that all is there; empty: manuscripts are enough
	Deadline    time.Duration `toml:"deadline" range:"not-negative"`  // from the due time on; 0: none
	AtDeadline  string        `toml:"at_deadline" oneof:"wait,build,alarm"`
	CatchUpMax  int           `toml:"catch_up_max" range:"0..1000"` // missed issues that are built at most
}

// Suspension is a time without issues; both days belong to it.
type Suspension struct {
	From time.Time `toml:"from" required:"true"` // local date
	To   time.Time `toml:"to" required:"true"`
}

// Calendar gives the schedule ready for use; nil: there is none, or it cannot be used.
func (c *Config) Calendar() *calendar.Schedule { return c.calendar }

// checkSchedule checks [schedule] of config.toml and makes the calendar. It goes before
// issue.toml, which may have no say in it.
func (l *loader) checkSchedule() {
	if _, there := l.keys["schedule"]; !there {
		return
	}
	s, errors := &l.cfg.Schedule, l.list.Count(diag.Error)
	zone := l.scheduleZone()
	cal := &calendar.Schedule{Zone: zone, Ahead: s.Ahead, FirstNumber: s.FirstNumber, FirstInYear: s.FirstInYear,
		Deadline: s.Deadline, Pattern: s.Manuscripts}
	l.checkCron(cal)
	cal.First, cal.Last = l.runDay("schedule.first", s.First, zone), l.runDay("schedule.last", s.Last, zone)
	if cal.First.IsZero() && !l.excused("schedule.first") {
		l.missing("schedule.first", l.at("schedule.first"), "first = 2021-01-15")
	}
	for i, t := range s.Holidays {
		d := l.runDay(at("schedule.holidays", i), t, zone)
		cal.Off = append(cal.Off, calendar.Span{From: d, To: d})
	}
	for i, span := range s.Suspended {
		key := at("schedule.suspended", i)
		off := calendar.Span{From: l.runDay(key+".from", span.From, zone), To: l.runDay(key+".to", span.To, zone)}
		if l.known(key+".from", key+".to") && off.To.Before(off.From) {
			l.list.Add(l.at(key+".to"), diag.Error, "out-of-range", diag.Say("%s.to（%s）早于 from（%s）", "%s.to (%s) is before from (%s)", key, off.To, off.From),
				diag.Say("把两天对调", "exchange the two days"))
		}
		cal.Off = append(cal.Off, off)
	}
	l.checkFolderPattern(cal)
	l.checkMark(s.Ready)
	if _, written := l.keys["schedule.at_deadline"]; written && s.Deadline == 0 && s.AtDeadline != "wait" && !l.wrong("schedule.deadline") && !l.wrong("schedule.at_deadline") {
		l.list.Add(l.at("schedule.at_deadline"), diag.Finding, "no-deadline",
			diag.Say("schedule.at_deadline = %q 没有作用：没有写 deadline", "schedule.at_deadline = %q has no effect without a deadline", s.AtDeadline),
			diag.Say(`写上 deadline = "36h"，或删去 at_deadline`, `add deadline = "36h", or remove at_deadline`))
	}
	if errors == l.list.Count(diag.Error) && !l.scheduleUnknown() {
		l.checkFirst(cal)
	}
}

// scheduleUnknown tells whether a value of the table was not understood.
func (l *loader) scheduleUnknown() bool {
	for key := range l.bad {
		if key == "schedule" || strings.HasPrefix(key, "schedule.") {
			return true
		}
	}
	for i := range l.cfg.Schedule.Suspended {
		if key := at("schedule.suspended", i); !l.known(key+".from", key+".to") {
			return true // reported as missing
		}
	}
	return false
}

// checkFirst takes the calendar over if there is an issue in it.
func (l *loader) checkFirst(cal *calendar.Schedule) {
	found := cal.After(time.Time{}, 1)
	if len(found) == 0 {
		l.list.Add(l.at("schedule"), diag.Error, "empty-schedule",
			diag.Say("日程里一期也没有：从 first 到 last，没有一天合乎 cron 又不在停刊之列", "the schedule has no issue: from first to last, no day fits cron and is not off"),
			diag.Say("改 first、last，或停刊的日子", "change first, last, or the days off"))
		return
	}
	l.cfg.calendar = cal
	if run := found[0].Date.Add(-cal.Ahead); run != cal.First {
		l.list.Add(l.at("schedule.first"), diag.Finding, "first-not-run-day",
			diag.Say("schedule.first（%s）那天不出报，第一期是 %s", "there is no issue on schedule.first (%s); the first is on %s", cal.First, run),
			diag.Say("写成 first = %s，或改 cron", "write first = %s, or change cron", run))
	}
}

// scheduleZone gives the zone of the schedule, that of the publication when it names none.
func (l *loader) scheduleZone() *time.Location {
	const key = "schedule.timezone"
	name := l.cfg.Schedule.Timezone
	if name == "" {
		return l.cfg.Location() // a bad one is reported with the publication
	}
	zone, err := loadZone(name)
	if err != nil {
		if !l.bad[key] {
			l.badZone(key, name)
		}
		return time.UTC
	}
	return zone
}

// runDay gives the day of a date, the zero day for none.
func (l *loader) runDay(key string, t time.Time, zone *time.Location) calendar.Day {
	if t.IsZero() {
		return calendar.Day{}
	}
	t = civil(t, zone)
	if t.Year() < firstYear {
		l.list.Add(l.at(key), diag.Error, "out-of-range", diag.Say("%s 的年份是 %d", "the year of %s is %d", key, t.Year()),
			diag.Say("写全四位的年份，如 2021-01-15", "write the year in full, such as 2021-01-15"))
	}
	return calendar.DayOf(t)
}

// cronExample is what the hints show.
var cronExample = diag.Say(`五段依次是 分 时 日 月 星期，如 "0 18 * * 5" 即每周五 18:00`, `the five fields are minute, hour, day, month and weekday, such as "0 18 * * 5" for Fridays at 18:00`)

// cronFields names the fields and what they may hold.
var cronFields = [...]struct{ zh, en, from, to string }{
	calendar.Minute:     {"分", "minute", "0", "59"},
	calendar.Hour:       {"时", "hour", "0", "23"},
	calendar.DayOfMonth: {"日", "day of the month", "1", "31"},
	calendar.Month:      {"月", "month", "1", "12"},
	calendar.Weekday:    {"星期", "weekday", "0", "6"},
}

func (l *loader) checkCron(cal *calendar.Schedule) {
	const key = "schedule.cron"
	if l.excused(key) {
		return
	}
	if _, written := l.keys[key]; !written {
		l.missing(key, l.at(key), `cron = "0 18 * * 5"`)
		return
	}
	var err error
	if cal.Cron, err = calendar.ParseCron(l.cfg.Schedule.Cron); err == nil {
		return
	}
	var wrong *calendar.CronError
	if errors.As(err, &wrong) {
		l.bad[key] = true
		what, hints := cronFault(wrong)
		l.list.Add(l.at(key), diag.Error, "bad-cron", keyed(key, what), append(hints, cronExample)...)
	}
}

// cronFault words what is wrong with an expression.
func cronFault(e *calendar.CronError) (what diag.Text, hints []diag.Text) {
	switch e.Fault {
	case calendar.Empty:
		return diag.Say("是空的", "it is empty"), nil
	case calendar.Count:
		what = diag.Say("要五段，写了 %s 段", "it takes five fields, found %s", e.Found)
		if e.Found == "6" {
			hints = append(hints, diag.Say("没有秒这一段，去掉第一段", "there is no field for seconds: remove the first"))
		}
		return what, hints
	case calendar.Zoned:
		return diag.Say("不认 %q", "%q is not known here", e.Found), []diag.Text{diag.Say(`时区写在 schedule.timezone`, `write the time zone into schedule.timezone`)}
	case calendar.Every:
		return diag.Say("%q 从程序启动时算起，不是日程", "%q counts from the start of the program and is no schedule", e.Found),
			[]diag.Text{diag.Say("写明几点几分", "write the time of day")}
	case calendar.Unknown:
		return diag.Say("没有 %q", "there is no %q", e.Found),
			[]diag.Text{diag.Say("只有 @yearly、@monthly、@weekly、@daily、@hourly", "known are @yearly, @monthly, @weekly, @daily, @hourly")}
	case calendar.Never:
		return diag.Say("没有这样的日子：日和月是 %q", "there is no such day: day and month are %q", e.Found), nil
	}
	if e.Field == calendar.Whole {
		return diag.Say("%q 看不懂", "%q cannot be read", e.Found), nil
	}
	f := cronFields[e.Field]
	what = diag.Text{Zh: fmt.Sprintf("“%s”这一段（第 %d 段）不能是 %q", f.zh, e.Field+1, e.Found),
		En: fmt.Sprintf("the field of the %s (number %d) cannot be %q", f.en, e.Field+1, e.Found)}
	hint := diag.Say("写 %s 到 %s 的数，或 *、1-5、1,15、*/2 这样的写法", "write a number from %s to %s, or one of the forms *, 1-5, 1,15, */2", f.from, f.to)
	if e.Field == calendar.Weekday {
		hint = diag.Say("写 0（星期日）到 6（星期六），或 1-5、sun、mon-fri 这样的写法", "write 0 (Sunday) to 6 (Saturday), or a form such as 1-5, sun, mon-fri")
	}
	return what, []diag.Text{hint}
}

// checkFolderPattern checks that the pattern gives each issue a folder of its own.
func (l *loader) checkFolderPattern(cal *calendar.Schedule) {
	const key = "schedule.manuscripts"
	pattern, errors := l.cfg.Schedule.Manuscripts, l.list.Count(diag.Error)
	if l.wrong(key) {
		return
	}
	l.checkVariables(key, pattern, calendar.Variables)
	plain := variable.ReplaceAllString(pattern, "1")
	switch {
	case errors < l.list.Count(diag.Error):
	case !isFolderName(plain) || strings.ContainsAny(plain, "{}"):
		l.list.Add(l.at(key), diag.Error, "bad-path", diag.Say("%s = %q 不是文件夹名", "%s = %q is not the name of a folder", key, pattern),
			diag.Say(`写 sources 下一个文件夹的名字，不带 / 和 ..，如 "{date}"`, `write the name of a folder in sources, without / and .., such as "{date}"`))
	case l.known("schedule.cron") && !cal.Distinct():
		l.list.Add(l.at(key), diag.Error, "bad-path", diag.Say("%s = %q：两期会用同一个文件夹", "%s = %q: two issues would have the same folder", key, pattern),
			diag.Say("写进 {date}（一天一期时）、{whole_number}，或 {year} 和 {number}；两个期号之间要隔一个不是数字的字", "write {date} (with one issue a day), {whole_number}, or {year} and {number} into it; put something that is no digit between two numbers"))
	}
}

// checkMark checks the name of the file that says that the manuscripts are complete.
func (l *loader) checkMark(name string) {
	const key = "schedule.ready"
	if name == "" || l.wrong(key) {
		return
	}
	if !isFolderName(name) {
		l.list.Add(l.at(key), diag.Error, "bad-path", diag.Say("%s = %q 不是文件名", "%s = %q is not the name of a file", key, name),
			diag.Say(`只写名字，如 "定稿"`, `write the name only, such as "ready"`))
	} else if strings.EqualFold(path.Ext(name), ".txt") || name == "issue.toml" {
		l.list.Add(l.at(key), diag.Error, "bad-path", diag.Say("%s = %q 会被当作来稿或设定", "%s = %q would be taken for a manuscript or for settings", key, name),
			diag.Say(`换一个名字，如 "定稿"`, `take another name, such as "ready"`))
	}
}
