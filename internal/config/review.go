package config

import (
	"time"

	"banxin/internal/calendar"
	"banxin/internal/diag"
)

// reviewed is how many of the coming issues are looked at.
const reviewed = 60

// ReviewSchedule gives findings about a schedule that can be used: what in it has no
// effect, and what of the coming issues, from an instant on, is hardly meant.
func (c *Config) ReviewSchedule(from time.Time) diag.List {
	var list diag.List
	s := c.calendar
	zone := s.Zone
	for i, t := range c.Schedule.Holidays {
		d, key := calendar.DayOf(civil(t, zone)), at("schedule.holidays", i)
		if span, ok := c.suspendedOn(d); ok {
			list.Add(c.At(key), diag.Finding, "holiday-unused", diag.Say("%s 已在休刊的 %s 到 %s 之中", "%s is within the suspension from %s to %s already", d, span.From, span.To),
				diag.Say("删去", "remove it"))
		} else if !s.Fits(d) {
			list.Add(c.At(key), diag.Finding, "holiday-unused", diag.Say("%s 本来就不出报", "there is no issue on %s in any case", d),
				diag.Say("看看日期是不是写错了；不需要就删去", "see whether the date is right, or remove it"))
		}
	}
	for i := range c.Schedule.Suspended {
		span := c.suspension(i)
		if n := c.dropped(span); n == 0 {
			list.Add(c.At(at("schedule.suspended", i)), diag.Finding, "suspension-unused",
				diag.Say("休刊的 %s 到 %s 里本来就没有一期", "there is no issue between %s and %s in any case", span.From, span.To),
				diag.Say("看看日期是不是写错了；不需要就删去", "see whether the dates are right, or remove it"))
		}
	}
	coming := s.After(from, reviewed)
	if len(coming) == 0 {
		list.Add(c.At("schedule.last"), diag.Finding, "schedule-over", diag.Say("日程已经完了，后面没有一期", "the schedule is over: no issue is to come"),
			diag.Say("把 last 改晚，或删去", "set last later, or remove it"))
	}
	for i := 1; i < len(coming); i++ {
		if a, b := coming[i-1], coming[i]; s.Deadline > 0 && b.Due.Before(a.Deadline) {
			list.Add(c.At("schedule.deadline"), diag.Finding, "deadline-past-next",
				diag.Say("期限比间隔长：%s 的期限还没到，%s 已经到时", "the deadline is longer than the interval: %[2]s is due before the deadline of %[1]s", a.Issue, b.Issue),
				diag.Say("把 deadline 写短些", "make deadline shorter"))
			break
		}
	}
	return list
}

// suspension gives a suspension in days.
func (c *Config) suspension(i int) calendar.Span {
	s := c.Schedule.Suspended[i]
	return calendar.Span{From: calendar.DayOf(civil(s.From, c.calendar.Zone)), To: calendar.DayOf(civil(s.To, c.calendar.Zone))}
}

func (c *Config) suspendedOn(d calendar.Day) (calendar.Span, bool) {
	for i := range c.Schedule.Suspended {
		if span := c.suspension(i); !d.Before(span.From) && !span.To.Before(d) {
			return span, true
		}
	}
	return calendar.Span{}, false
}

// dropped counts the run days that a suspension drops.
func (c *Config) dropped(span calendar.Span) int {
	n := 0
	for d := span.From; !span.To.Before(d); d = d.Add(1) {
		if c.calendar.Fits(d) {
			n++
		}
	}
	return n
}

// Suspensions gives the suspensions in days, with how many run days each drops.
func (c *Config) Suspensions() ([]calendar.Span, []int) {
	var spans []calendar.Span
	var counts []int
	for i := range c.Schedule.Suspended {
		span := c.suspension(i)
		spans, counts = append(spans, span), append(counts, c.dropped(span))
	}
	return spans, counts
}

// Holidays gives the holidays as days.
func (c *Config) Holidays() []calendar.Day {
	var days []calendar.Day
	for _, t := range c.Schedule.Holidays {
		days = append(days, calendar.DayOf(civil(t, c.calendar.Zone)))
	}
	return days
}
