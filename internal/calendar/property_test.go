package calendar_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/robfig/cron/v3"
	"pgregory.net/rapid"

	"banxin/internal/calendar"
)

var zones = []string{"Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "Africa/Casablanca", "UTC"}

func drawField(least, most int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		a := rapid.IntRange(least, most).Draw(t, "a")
		switch rapid.IntRange(0, 4).Draw(t, "form") {
		case 0:
			return fmt.Sprint(a)
		case 1:
			return fmt.Sprintf("%d-%d", a, rapid.IntRange(a, most).Draw(t, "b"))
		case 2:
			return fmt.Sprintf("*/%d", rapid.IntRange(1, 7).Draw(t, "step"))
		case 3:
			return fmt.Sprintf("%d,%d", a, rapid.IntRange(least, most).Draw(t, "b"))
		}
		return "*"
	})
}

func drawExpr(t *rapid.T) string {
	minute := fmt.Sprint(rapid.IntRange(0, 59).Draw(t, "minute"))
	if rapid.Bool().Draw(t, "often") {
		minute = drawField(0, 59).Draw(t, "minutes")
	}
	return minute + " " + drawField(0, 23).Draw(t, "hour") + " " + drawField(1, 31).Draw(t, "day") + " " +
		drawField(1, 12).Draw(t, "month") + " " + drawField(0, 6).Draw(t, "weekday")
}

// exprs are expressions whose time comes: one that never does is refused.
var exprs = rapid.Custom(drawExpr).Filter(func(expr string) bool {
	_, err := calendar.ParseCron(expr)
	return err == nil
})

func drawDay(t *rapid.T, name string) calendar.Day {
	return day("1985-01-01").Add(rapid.IntRange(0, 60*365).Draw(t, name))
}

func drawSchedule(t *rapid.T, locations map[string]*time.Location) *calendar.Schedule {
	c, err := calendar.ParseCron(exprs.Draw(t, "cron"))
	if err != nil {
		t.Fatal(err)
	}
	s := &calendar.Schedule{Cron: c, Zone: locations[rapid.SampledFrom(zones).Draw(t, "zone")], First: drawDay(t, "first"),
		Ahead: rapid.IntRange(-2, 40).Draw(t, "ahead"), FirstNumber: rapid.IntRange(0, 400).Draw(t, "whole"), FirstInYear: rapid.IntRange(0, 60).Draw(t, "number"),
		Deadline: time.Duration(rapid.IntRange(0, 50).Draw(t, "deadline")) * time.Hour,
		Pattern:  rapid.SampledFrom([]string{"{whole_number}", "{year}-{number}", "{number}.{date}", "{year}{month}{day}-{whole_number}"}).Draw(t, "pattern")}
	for range rapid.IntRange(0, 4).Draw(t, "spans") {
		from := s.First.Add(rapid.IntRange(-10, 300).Draw(t, "from"))
		s.Off = append(s.Off, calendar.Span{From: from, To: from.Add(rapid.IntRange(-1, 40).Draw(t, "to"))})
	}
	if rapid.Bool().Draw(t, "ends") {
		s.Last = s.First.Add(rapid.IntRange(0, 2000).Draw(t, "last"))
	}
	return s
}

// TestProperties: whatever the schedule, the zone and the moment of asking.
func TestProperties(t *testing.T) {
	t.Parallel()
	locations := map[string]*time.Location{}
	for _, name := range zones {
		locations[name] = zone(t, name)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := drawSchedule(t, locations)
		d := s.First.Add(rapid.IntRange(-400, 4000).Draw(t, "asked"))
		from := time.Date(d.Year, d.Month, d.Day, 0, rapid.IntRange(0, 24*60).Draw(t, "minute"), 0, 0, s.Zone)
		next := s.After(from, 40)
		if len(next) == 0 {
			return
		}
		if again := s.Between(from, next[len(next)-1].Due); !cmp.Equal(again, next) {
			t.Fatalf("After and Between differ: %s", cmp.Diff(next, again))
		}
		for i, o := range next {
			if named, ok := s.Named(o.Issue); !ok || !cmp.Equal(named, o) {
				t.Fatalf("%v is named as %v, %t", o, named, ok)
			}
			if !o.Due.After(from) || o.Deadline.IsZero() != (s.Deadline == 0) {
				t.Fatalf("%v after %s", o, from)
			}
			run := o.Date.Add(-s.Ahead)
			for _, off := range s.Off {
				if !run.Before(off.From) && !off.To.Before(run) {
					t.Fatalf("%v on a day off", o)
				}
			}
			if run.Before(s.First) || !s.Last.IsZero() && s.Last.Before(run) {
				t.Fatalf("%v outside of %s to %s", o, s.First, s.Last)
			}
			if i == 0 {
				continue
			}
			before := next[i-1]
			number := before.Number + 1
			if o.Date.Year != before.Date.Year {
				number = 1
			}
			if !o.Due.After(before.Due) || o.Whole != before.Whole+1 || o.Number != number {
				t.Fatalf("%v after %v", o, before)
			}
		}
		whole, inYear := max(s.FirstNumber, 1), max(s.FirstInYear, 1)
		if first := s.After(time.Time{}, 1)[0]; first.Whole != whole || first.Number != inYear {
			t.Fatalf("the first is %v, want %d and %d", first, whole, inYear)
		}
	})
}

// TestAsCron: without a zone the matches are those of robfig/cron.
func TestAsCron(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		expr := exprs.Draw(t, "cron")
		c, err := calendar.ParseCron(expr)
		if err != nil {
			t.Fatal(err)
		}
		other, err := cron.ParseStandard(expr)
		if err != nil {
			t.Fatal(err)
		}
		first := drawDay(t, "first")
		s := &calendar.Schedule{Cron: c, First: first}
		at := time.Date(first.Year, first.Month, first.Day, 0, 0, -1, 0, time.UTC)
		for _, o := range s.After(time.Time{}, 30) {
			if at = other.Next(at); at.IsZero() {
				return // five years are all it looks ahead
			}
			if !o.Due.Equal(at) {
				t.Fatalf("%q: %s, cron says %s", expr, o.Due, at)
			}
		}
	})
}

// TestNamedAnything: no name keeps Named busy or makes it panic.
func TestNamedAnything(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawSchedule(t, map[string]*time.Location{"UTC": time.UTC})
		name := rapid.StringMatching(`[0-9]{0,9}[-.]?[0-9]{0,9}(-[0-9]{2}-[0-9]{2}(-[0-9]{1,9})?)?`).Draw(t, "name")
		if o, ok := s.Named(name); ok && o.Issue != name {
			t.Fatalf("%q is %v", name, o)
		}
	})
}
