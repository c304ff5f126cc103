package queue

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"banxin/internal/store"
)

// replace changes a line of config.toml.
func (p *paper) replace(from, to string) {
	p.t.Helper()
	file := filepath.Join(p.dir, "config.toml")
	data, err := os.ReadFile(file)
	if err != nil {
		p.t.Fatal(err)
	}
	if !strings.Contains(string(data), from) {
		p.t.Fatalf("config.toml has no %q", from)
	}
	p.write("config.toml", strings.Replace(string(data), from, to, 1))
}

// text puts in an issue without issue.toml: date and number are the calendar's.
func (p *paper) text(issues ...string) {
	for _, issue := range issues {
		p.write("sources/"+issue+"/a.txt", issue+"的消息\n\n三月的江海平原，麦苗返青，农机下田。\n")
	}
}

// days gives n dates from one on, so many days apart.
func days(from string, n, apart int) []string {
	first := at(from + "T00:00:00Z").now
	var out []string
	for i := range n {
		out = append(out, first.AddDate(0, 0, i*apart).Format(time.DateOnly))
	}
	return out
}

// queued gives the issues of all jobs, in the order in which they came into the queue.
func queued(t *testing.T, s *Service) []string {
	t.Helper()
	jobs, err := s.Jobs(t.Context(), 1000)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, j := range slices.Backward(jobs) {
		out = append(out, j.Issue)
	}
	return out
}

// ticks looks at the calendar at an instant, as a process does that goes on.
func ticks(t *testing.T, s *Service, now string, want ...string) {
	t.Helper()
	set(&s.opt, now)
	for range 2 { // a second look changes nothing
		s.Tick(t.Context())
		if got := queued(t, s); !slices.Equal(got, want) {
			t.Fatalf("at %s the queue has %q, want %q", now, got, want)
		}
	}
}

func TestADailyIsCaughtUpAfterAWeekOffline(t *testing.T) {
	everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
		all := days("2026-01-01", 10, 1)
		p.text(all...)
		s := p.open(opt)
		ticks(t, s, "2026-01-01T05:59:59+08:00")
		ticks(t, s, "2026-01-01T06:00:00+08:00", all[:1]...)
		ticks(t, s, "2026-01-02T06:00:10+08:00", all[:2]...)
		ticks(t, s, "2026-01-09T06:00:30+08:00", all[:9]...) // in order
		b := board(t, s)
		for i, want := range map[int]string{1: "queued overdue", 2: "caught-up overdue", 7: "caught-up", 8: "queued"} {
			if got := b.issue(all[i]).what(); got != want {
				t.Errorf("%s: %s, want %s", all[i], got, want)
			}
		}
		ticks(t, s, "2026-01-10T06:00:00+08:00", all...)
	})
}

func TestAWeeklyIsCaughtUpAfterTwoWeeksOffline(t *testing.T) {
	everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
		p.replace(`cron = "0 6 * * *"`, `cron = "0 18 * * 5"`)
		all := days("2026-01-02", 4, 7)
		p.text(all...)
		s := p.open(opt)
		ticks(t, s, "2026-01-02T18:00:00+08:00", all[0])
		ticks(t, s, "2026-01-08T20:00:00+08:00", all[0])
		ticks(t, s, "2026-01-21T09:00:00+08:00", all[:3]...)
		ticks(t, s, "2026-01-23T18:00:00+08:00", all...)
	})
}

func TestAtMostSoManyAreCaughtUp(t *testing.T) {
	t.Parallel()
	for limit, want := range map[string]int{"0": 1, "1": 2, "3": 4, "100": 10} {
		t.Run(limit, func(t *testing.T) {
			t.Parallel()
			p := newPaper(t)
			p.replace("catch_up_max = 1000", "catch_up_max = "+limit)
			all := days("2026-01-01", 10, 1)
			p.text(all...)
			s := p.open(p.options(nil))
			ticks(t, s, "2026-01-10T09:00:00+08:00", all[10-want:]...) // the newest is no missed one
			next := days("2026-01-11", 1, 1)
			p.text(next...)
			ticks(t, s, "2026-01-11T06:00:00+08:00", append(all[10-want:], next...)...) // and the older ones do not follow a day later
		})
	}
}

func TestAClockThatGoesBackBuildsNothingTwice(t *testing.T) {
	everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
		all := days("2026-01-01", 6, 1)
		p.text(all...)
		s := p.open(opt)
		ticks(t, s, "2026-01-05T06:00:00+08:00", all[:5]...)
		ticks(t, s, "2026-01-03T12:00:00+08:00", all[:5]...)
		ticks(t, s, "2025-12-31T12:00:00+08:00", all[:5]...)
		ticks(t, s, "2026-01-05T07:00:00+08:00", all[:5]...)
		ticks(t, s, "2026-01-06T06:00:00+08:00", all...)
	})
}

// TestAClockThatGoesBackReleasesNothingTwice is the same with what has been built.
func TestAClockThatGoesBackReleasesNothingTwice(t *testing.T) {
	t.Parallel()
	p := newPaper(t)
	all := days("2026-01-01", 2, 1)
	p.text(all...)
	s := p.open(p.options(at("2026-01-02T06:00:00+08:00")))
	s.work(t)
	s.Tick(t.Context())
	eventually(t, s, "both released", func(b *Board) bool {
		return b.released(all[0], 1) && b.released(all[1], 1) && b.Depth["completed"] == 6
	})
	for _, now := range []string{"2026-01-01T12:00:00+08:00", "2025-12-31T12:00:00+08:00", "2026-01-02T07:00:00+08:00"} {
		set(&s.opt, now)
		s.Tick(t.Context())
		if n := len(queued(t, s)); n != 6 { // issue, delivery, feeds of each
			t.Errorf("at %s: %d jobs", now, n)
		}
	}
}

func TestAnOldIssueAloneStartsNoFiveYears(t *testing.T) {
	everyDatabase(t, func(t *testing.T, p *paper, opt Options) {
		p.replace(`cron = "0 6 * * *"`, `cron = "0 6 * * 5"`)
		p.replace("first = 2026-01-01", "first = 2021-01-15")
		p.replace("catch_up_max = 1000", "catch_up_max = 4")
		p.text("2021-01-15")
		s := p.open(opt)
		for _, now := range []string{"2026-11-28T09:00:00+08:00", "2026-11-30T12:00:00+08:00", "2026-12-01T09:00:00+08:00"} {
			ticks(t, s, now, "2021-01-15")
		}
		var known []string
		for _, i := range board(t, s).Publications[0].Issues {
			known = append(known, i.Issue+" "+string(i.State))
		}
		if want := []string{"2026-11-27 waiting", "2021-01-15 queued"}; !slices.Equal(known, want) {
			t.Errorf("known issues: %q, want %q", known, want)
		}
	})
}

func TestDaylightSavingMakesOneIssueADay(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		first, now string // of the run days; where the clock begins
		due        []string
	}{
		"an hour that is left out": {"2026-03-28", "2026-03-27T23:00:00Z", []string{"2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"}},
		"an hour that comes twice": {"2026-10-24", "2026-10-23T22:00:00Z", []string{"2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPaper(t)
			p.replace(`cron = "0 6 * * *"`, "cron = \"30 2 * * *\"\ntimezone = \"Europe/Berlin\"")
			p.replace("first = 2026-01-01", "first = "+c.first)
			all := days(c.first, 3, 1)
			p.text(all...)
			s := p.open(p.options(nil))
			now := at(c.now).now
			s.opt.Now = func() time.Time { return now }
			var came []string // when each came into the queue
			for range 3 * 24 * 4 {
				s.Tick(t.Context())
				for range len(queued(t, s)) - len(came) {
					came = append(came, now.Format(time.RFC3339))
				}
				now = now.Add(15 * time.Minute)
			}
			if got := queued(t, s); !slices.Equal(got, all) {
				t.Errorf("queue: %q, want %q", got, all)
			}
			if !slices.Equal(came, c.due) {
				t.Errorf("at %q, want %q", came, c.due)
			}
		})
	}
}

// TestNumbersRunOverTheEndsOfMonthsAndYears follows the numbers into what is released.
func TestNumbersRunOverTheEndsOfMonthsAndYears(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		schedule string // in place of first
		now      string
		want     []string // issue, date, number within the year, whole number
	}{
		"year": {
			"first = 2025-12-30\nfirst_number = 4999\nfirst_in_year = 364", "2026-01-02T06:00:00+08:00",
			[]string{"2025-12-30 2025-12-30 364 4999", "2025-12-31 2025-12-31 365 5000", "2026-01-01 2026-01-01 1 5001", "2026-01-02 2026-01-02 2 5002"},
		},
		"leap day": {
			"first = 2028-02-28\nfirst_number = 1", "2028-03-01T06:00:00+08:00",
			[]string{"2028-02-28 2028-02-28 1 1", "2028-02-29 2028-02-29 2 2", "2028-03-01 2028-03-01 3 3"},
		},
		"month, built the evening before, by whole numbers": {
			"first = 2026-04-29\nfirst_number = 10\nahead = 1\nmanuscripts = \"{whole_number}\"\nholidays = [2026-04-30]", "2026-05-01T06:00:00+08:00",
			[]string{"10 2026-04-30 1 10", "11 2026-05-02 2 11"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPaper(t)
			p.replace("first = 2026-01-01", c.schedule)
			for _, line := range c.want {
				p.text(strings.Fields(line)[0])
			}
			s := p.open(p.options(at(c.now)))
			s.work(t)
			s.Tick(t.Context())
			for _, line := range c.want {
				f := strings.Fields(line)
				eventually(t, s, f[0]+" released", func(b *Board) bool { return b.released(f[0], 1) })
				data, err := os.ReadFile(filepath.Join(p.dir, "service/store/试验小报", f[1][:4], f[0], "r1/release.json"))
				if err != nil {
					t.Fatal(err)
				}
				var r store.Release
				if err := json.Unmarshal(data, &r); err != nil {
					t.Fatal(err)
				}
				if got := strings.Join([]string{r.Issue, r.Date, r.Number, r.WholeNumber}, " "); got != line {
					t.Errorf("release.json says %s, want %s", got, line)
				}
			}
		})
	}
}
