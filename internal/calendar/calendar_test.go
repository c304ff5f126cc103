package calendar_test

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"banxin/internal/calendar"
)

// zone gives a time zone as the program brings it.
func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := zip.OpenReader("../config/zoneinfo.zip")
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	loc, err := time.LoadLocationFromTZData(name, data)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func parse(t testing.TB, expr string) calendar.Cron {
	t.Helper()
	c, err := calendar.ParseCron(expr)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func day(s string) calendar.Day {
	if s == "" {
		return calendar.Day{}
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return calendar.DayOf(t)
}

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

// lines writes occasions as "due date number whole folder".
func lines(found []calendar.Occasion) string {
	var b strings.Builder
	for _, o := range found {
		fmt.Fprintf(&b, "%s %s %d %d %s\n", o.Due.Format(time.RFC3339), o.Date, o.Number, o.Whole, o.Issue)
	}
	return b.String()
}

func TestParseCron(t *testing.T) {
	t.Parallel()
	for expr, want := range map[string]calendar.CronError{
		"":                             {calendar.Empty, calendar.Whole, ""},
		"  ":                           {calendar.Empty, calendar.Whole, ""},
		"0 18 * *":                     {calendar.Count, calendar.Whole, "4"},
		"0 0 18 * * 5":                 {calendar.Count, calendar.Whole, "6"},
		"CRON_TZ=Asia/Tokyo 0 6 * * *": {calendar.Zoned, calendar.Whole, "CRON_TZ=Asia/Tokyo"},
		"TZ=":                          {calendar.Zoned, calendar.Whole, "TZ="},
		"@every 1h":                    {calendar.Every, calendar.Whole, "@every 1h"},
		"@fortnightly":                 {calendar.Unknown, calendar.Whole, "@fortnightly"},
		"60 18 * * 5":                  {calendar.Value, calendar.Minute, "60"},
		"0 24 * * 5":                   {calendar.Value, calendar.Hour, "24"},
		"0 18 0 * *":                   {calendar.Value, calendar.DayOfMonth, "0"},
		"0 18 * 13 *":                  {calendar.Value, calendar.Month, "13"},
		"0 18 * * 7":                   {calendar.Value, calendar.Weekday, "7"},
		"0 18 * * 周五":                  {calendar.Value, calendar.Weekday, "周五"},
		"*/0 18 * * *":                 {calendar.Value, calendar.Minute, "*/0"},
		"0 18 9-3 * *":                 {calendar.Value, calendar.DayOfMonth, "9-3"},
		"0 6 30 2 *":                   {calendar.Never, calendar.DayOfMonth, "30 2"},
		"0 6 31 4,6,9,11 *":            {calendar.Never, calendar.DayOfMonth, "31 4,6,9,11"},
	} {
		_, err := calendar.ParseCron(expr)
		var got *calendar.CronError
		if !errors.As(err, &got) || *got != want {
			t.Errorf("%q: %v, want %v", expr, err, &want)
		}
	}
}

// TestMatches: the first run days of a few schedules, without numbers.
func TestMatches(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ expr, first, want string }{
		{"0 18 * * 5", "2021-01-15", "2021-01-15T18:00 2021-01-22T18:00 2021-01-29T18:00"},
		{"0 6 29 2 *", "2021-01-01", "2024-02-29T06:00 2028-02-29T06:00 2032-02-29T06:00"},
		{"0 6 29 2 *", "2096-03-01", "2104-02-29T06:00 2108-02-29T06:00 2112-02-29T06:00"}, // 2100 is no leap year
		{"30 23 31 * *", "2021-12-01", "2021-12-31T23:30 2022-01-31T23:30 2022-03-31T23:30"},
		{"0 0 1 1 *", "2021-06-01", "2022-01-01T00:00 2023-01-01T00:00 2024-01-01T00:00"},
		{"@weekly", "2021-01-15", "2021-01-17T00:00 2021-01-24T00:00 2021-01-31T00:00"},
		{"@monthly", "2021-01-15", "2021-02-01T00:00 2021-03-01T00:00 2021-04-01T00:00"},
		{"0 6,18 * jan mon", "2021-01-15", "2021-01-18T06:00 2021-01-18T18:00 2021-01-25T06:00"},
		{"0 6 13 * 5", "2021-08-10", "2021-08-13T06:00 2021-08-20T06:00 2021-08-27T06:00"}, // either, as crontab has it
		{"0 6 13 * fri", "2021-09-11", "2021-09-13T06:00 2021-09-17T06:00 2021-09-24T06:00"},
		{"0 6 ? * 1-5", "2021-01-15", "2021-01-15T06:00 2021-01-18T06:00 2021-01-19T06:00"},
	} {
		s := &calendar.Schedule{Cron: parse(t, c.expr), First: day(c.first)}
		var got []string
		for _, o := range s.After(time.Time{}, 3) {
			got = append(got, o.Due.Format("2006-01-02T15:04"))
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s from %s: %s, want %s", c.expr, c.first, g, c.want)
		}
	}
}

// TestNumbers: days off use up no number, and the number within the year goes by the
// date on the issue.
func TestNumbers(t *testing.T) {
	t.Parallel()
	s := &calendar.Schedule{Cron: parse(t, "0 18 * * 5"), Zone: zone(t, "Asia/Shanghai"), First: day("2021-12-10"), Ahead: 1,
		Off:         []calendar.Span{{From: day("2021-12-24"), To: day("2021-12-24")}, {From: day("2022-01-10"), To: day("2022-01-31")}, {From: day("2022-01-20"), To: day("2022-01-22")}},
		FirstNumber: 340, FirstInYear: 48, Last: day("2022-02-11"), Pattern: "{year}年第{number}期（总{whole_number}）", Deadline: 36 * time.Hour}
	const want = `2021-12-10T18:00:00+08:00 2021-12-11 48 340 2021年第48期（总340）
2021-12-17T18:00:00+08:00 2021-12-18 49 341 2021年第49期（总341）
2021-12-31T18:00:00+08:00 2022-01-01 1 342 2022年第1期（总342）
2022-01-07T18:00:00+08:00 2022-01-08 2 343 2022年第2期（总343）
2022-02-04T18:00:00+08:00 2022-02-05 3 344 2022年第3期（总344）
2022-02-11T18:00:00+08:00 2022-02-12 4 345 2022年第4期（总345）
`
	found := s.After(time.Time{}, 100)
	if d := cmp.Diff(want, lines(found)); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	for _, o := range found {
		if got := o.Deadline.Sub(o.Due); got != 36*time.Hour {
			t.Errorf("%s: deadline %s after it is due", o.Issue, got)
		}
		if named, ok := s.Named(o.Issue); !ok || !cmp.Equal(named, o) {
			t.Errorf("%s is %v, %t", o.Issue, named, ok)
		}
	}
	for _, name := range []string{"", "2021年第47期（总339）", "2021年第50期（总342）", "2022年第1期（总343）", "2022年第01期（总342）", "2022年第5期（总346）", "x2022年第1期（总342）", "2022年第1期（总999999999）"} {
		if o, ok := s.Named(name); ok {
			t.Errorf("%q is %v", name, o)
		}
	}
}

// TestWeekly29Years counts 29 years of Fridays one by one, with a holiday on each 1
// October, a suspension in each leap year's February and 53 issues in some years.
func TestWeekly29Years(t *testing.T) {
	t.Parallel()
	s := &calendar.Schedule{Cron: parse(t, "0 6 * * 5"), Zone: zone(t, "Asia/Shanghai"), First: day("2021-01-15"), FirstNumber: 1, FirstInYear: 3}
	off := func(d calendar.Day) bool {
		leap := d.Year%4 == 0
		return d.Month == time.October && d.Day == 1 || d.Month == time.February && leap && d.Day >= 10
	}
	for year := 2021; year <= 2050; year++ {
		holiday := calendar.Day{Year: year, Month: time.October, Day: 1}
		s.Off = append(s.Off, calendar.Span{From: holiday, To: holiday})
		if year%4 == 0 {
			s.Off = append(s.Off, calendar.Span{From: calendar.Day{Year: year, Month: 2, Day: 10}, To: calendar.Day{Year: year, Month: 2, Day: 29}})
		}
	}
	found := s.Between(at("2021-01-01T00:00:00+08:00"), at("2050-01-14T06:00:00+08:00"))
	whole, inYear, i := 0, 2, 0
	perYear := map[int]int{}
	for d := day("2021-01-15"); !day("2050-01-14").Before(d); d = d.Add(7) {
		if off(d) {
			continue
		}
		if d.Month == time.January && d.Day <= 7 {
			inYear = 0
		}
		whole, inYear = whole+1, inYear+1
		perYear[d.Year]++
		want := calendar.Occasion{Due: time.Date(d.Year, d.Month, d.Day, 6, 0, 0, 0, s.Zone), Date: d, Number: inYear, Whole: whole, Issue: d.String()}
		if i == len(found) || !cmp.Equal(found[i], want) {
			t.Fatalf("issue %d of %d: want %v", i, len(found), want)
		}
		i++
	}
	if i != len(found) || whole < 1480 {
		t.Errorf("%d occasions, %d counted", len(found), whole)
	}
	// 2026 and 2037 have an ISO week 53 and begin on a Thursday; 2027 and 2038 begin on
	// a Friday and have 53 of them, less one on 1 October 2027.
	if perYear[2026] != 52 || perYear[2027] != 52 || perYear[2038] != 52 || perYear[2033] != 52 || perYear[2044] != 50 {
		t.Errorf("issues a year: %v", perYear)
	}
}

// TestLongYear: a weekly paper on Thursdays has 53 numbers in a year of 53 ISO weeks.
func TestLongYear(t *testing.T) {
	t.Parallel()
	s := &calendar.Schedule{Cron: parse(t, "0 6 * * 4"), First: day("2024-01-04")}
	found := s.Between(at("2026-12-20T00:00:00Z"), at("2027-01-08T00:00:00Z"))
	const want = `2026-12-24T06:00:00Z 2026-12-24 52 156 2026-12-24
2026-12-31T06:00:00Z 2026-12-31 53 157 2026-12-31
2027-01-07T06:00:00Z 2027-01-07 1 158 2027-01-07
`
	if d := cmp.Diff(want, lines(found)); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

// TestClocksChange: one issue per match, whatever the clocks do.
func TestClocksChange(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ zone, expr, first, want string }{
		"forward": {"Europe/Berlin", "30 2 * * *", "2026-03-28",
			"2026-03-28T02:30:00+01:00 2026-03-29T03:00:00+02:00 2026-03-30T02:30:00+02:00"},
		"back": {"Europe/Berlin", "30 2 * * *", "2026-10-24",
			"2026-10-24T02:30:00+02:00 2026-10-25T02:30:00+02:00 2026-10-26T02:30:00+01:00"},
		"forward in New York": {"America/New_York", "0 2 * * 0", "2026-03-01",
			"2026-03-01T02:00:00-05:00 2026-03-08T03:00:00-04:00 2026-03-15T02:00:00-04:00"},
		"back in New York": {"America/New_York", "59 1 * * 0", "2026-10-25",
			"2026-10-25T01:59:00-04:00 2026-11-01T01:59:00-04:00 2026-11-08T01:59:00-05:00"},
		"half an hour forward": {"Australia/Lord_Howe", "15 2 * * *", "2026-10-03",
			"2026-10-03T02:15:00+10:30 2026-10-04T02:30:00+11:00 2026-10-05T02:15:00+11:00"},
		"half an hour back": {"Australia/Lord_Howe", "45 1 * * *", "2026-04-04",
			"2026-04-04T01:45:00+11:00 2026-04-05T01:45:00+11:00 2026-04-06T01:45:00+10:30"},
		"summer in Shanghai": {"Asia/Shanghai", "30 2 * * 0", "1986-04-27",
			"1986-04-27T02:30:00+08:00 1986-05-04T03:00:00+09:00 1986-05-11T02:30:00+09:00"},
		"the last summer in Shanghai": {"Asia/Shanghai", "30 1 * * 0", "1991-09-08",
			"1991-09-08T01:30:00+09:00 1991-09-15T01:30:00+09:00 1991-09-22T01:30:00+08:00"},
		"a day that was not": {"Pacific/Apia", "0 6 * * *", "2011-12-29",
			"2011-12-29T06:00:00-10:00 2011-12-31T00:00:00+14:00 2011-12-31T06:00:00+14:00"},
		"a day that was twice": {"Pacific/Kwajalein", "0 6 * * *", "1969-09-29",
			"1969-09-29T06:00:00+11:00 1969-09-30T06:00:00+11:00 1969-10-01T06:00:00-12:00"},
		"the end of a leap year": {"Europe/Berlin", "0 1 * * *", "2028-12-30",
			"2028-12-30T01:00:00+01:00 2028-12-31T01:00:00+01:00 2029-01-01T01:00:00+01:00"},
		"several in the hour that is not": {"Europe/Berlin", "0,30 2,3 * * *", "2026-03-29",
			"2026-03-29T03:00:00+02:00 2026-03-29T03:00:00.000001+02:00 2026-03-29T03:00:00.000002+02:00"},
	} {
		s := &calendar.Schedule{Cron: parse(t, c.expr), Zone: zone(t, c.zone), First: day(c.first), Pattern: "{whole_number}"}
		var got []string
		found := s.After(time.Time{}, 3)
		for _, o := range found {
			got = append(got, o.Due.Format(time.RFC3339Nano))
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s:\n%s, want\n%s", name, g, c.want)
		}
		// Asked again from each on, whatever is due in the hour that comes twice.
		for i, o := range found[1:] {
			if again := s.After(found[i].Due, 1)[0]; !cmp.Equal(again, o) || again.Whole != i+2 {
				t.Errorf("%s: after %s comes %v", name, got[i], again)
			}
		}
	}
}

// TestWeekOffline: what was missed is there, in order, once.
func TestWeekOffline(t *testing.T) {
	t.Parallel()
	s := &calendar.Schedule{Cron: parse(t, "0 18 * * 1-5"), Zone: zone(t, "Asia/Shanghai"), First: day("2021-01-15")}
	off, on := at("2026-11-26T18:00:00+08:00"), at("2026-12-03T18:00:00+08:00") // Thursday to Thursday
	const want = `2026-11-27T18:00:00+08:00 2026-11-27 237 1531 2026-11-27
2026-11-30T18:00:00+08:00 2026-11-30 238 1532 2026-11-30
2026-12-01T18:00:00+08:00 2026-12-01 239 1533 2026-12-01
2026-12-02T18:00:00+08:00 2026-12-02 240 1534 2026-12-02
2026-12-03T18:00:00+08:00 2026-12-03 241 1535 2026-12-03
`
	if d := cmp.Diff(want, lines(s.Between(off, on))); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if early := s.Between(at("2020-01-01T00:00:00Z"), at("2021-01-15T10:00:00Z")); len(early) != 1 || early[0].Whole != 1 {
		t.Errorf("before the first: %v", early)
	}
	if none := s.Between(on, off); none != nil {
		t.Errorf("backwards: %v", none)
	}
}

// TestNothing: schedules without an issue come to an end.
func TestNothing(t *testing.T) {
	t.Parallel()
	weekly := parse(t, "0 6 * * 5")
	always := []calendar.Span{{From: day("0001-01-01"), To: day("9999-12-31")}}
	for name, s := range map[string]*calendar.Schedule{
		"zero":             {},
		"no cron":          {First: day("2021-01-15")},
		"no first":         {Cron: weekly},
		"over":             {Cron: weekly, First: day("2021-01-15"), Last: day("2021-01-14")},
		"always off":       {Cron: weekly, First: day("2021-01-15"), Off: always},
		"a leap day never": {Cron: parse(t, "0 6 29 2 *"), First: day("2021-01-15"), Last: day("2023-12-31")},
	} {
		o, named := s.Named("2021-01-15")
		if next := s.After(time.Time{}, 5); next != nil || named {
			t.Errorf("%s: %v, %v", name, next, o)
		}
	}
	s := &calendar.Schedule{Cron: weekly, First: day("2021-01-15")}
	if got := s.After(at("9999-12-30T00:00:00Z"), 5); len(got) != 1 || got[0].Issue != "9999-12-31" {
		t.Errorf("at the end of the calendar: %v", got)
	}
	if got := s.After(time.Time{}, 0); got != nil {
		t.Errorf("none asked for: %v", got)
	}
}

func TestDistinct(t *testing.T) {
	t.Parallel()
	once, twice := parse(t, "0 6 * * *"), parse(t, "0 6,18 * * *")
	for pattern, want := range map[string][2]bool{ // with one issue a day, with two
		"":                             {true, false},
		"{date}":                       {true, false},
		"{year}{month}{day}":           {true, false},
		"{day}.{month}.{year}":         {true, false},
		"{year}-{month}":               {false, false},
		"{month}-{day}":                {false, false},
		"{number}":                     {false, false},
		"{year}-{number}":              {true, true},
		"{date}-{number}":              {true, true},
		"第{whole_number}期":             {true, true},
		"{number}{whole_number}":       {false, false},
		"{number}0{day}{whole_number}": {false, false},
		"{number}-{whole_number}":      {true, true},
		"issue":                        {false, false},
	} {
		for i, c := range []calendar.Cron{once, twice} {
			s := &calendar.Schedule{Cron: c, Pattern: pattern}
			if got := s.Distinct(); got != want[i] {
				t.Errorf("%q, %d a day: %t", pattern, i+1, got)
			}
		}
	}
}

// BenchmarkAfter asks for the next issue 29 and 979 years after the first.
func BenchmarkAfter(b *testing.B) {
	s := &calendar.Schedule{Cron: parse(b, "0 6 * * 5"), Zone: zone(b, "Asia/Shanghai"), First: day("2021-01-15")}
	for year := 2021; year < 2121; year++ {
		d := calendar.Day{Year: year, Month: time.October, Day: 1}
		s.Off = append(s.Off, calendar.Span{From: d, To: d})
	}
	for _, year := range []int{2021, 2050, 3000} {
		b.Run(fmt.Sprint(year), func(b *testing.B) {
			t := time.Date(year, 6, 1, 0, 0, 0, 0, s.Zone)
			for b.Loop() {
				if len(s.After(t, 1)) != 1 {
					b.Fatal("no issue")
				}
			}
		})
	}
}

func BenchmarkNamed(b *testing.B) {
	s := &calendar.Schedule{Cron: parse(b, "0 6 * * 5"), Zone: zone(b, "Asia/Shanghai"), First: day("2021-01-15")}
	for _, issue := range []string{"2021-01-15", "2050-01-14", "9999-12-31", "2050-01-15"} {
		b.Run(issue, func(b *testing.B) {
			for b.Loop() {
				s.Named(issue)
			}
		})
	}
}
