package calendar

import (
	"cmp"
	"slices"
	"sort"
	"time"
)

// Span is a time from one day to another; both belong to it.
type Span struct{ From, To Day }

// Schedule says when issues are due. A run day is a day on which an issue is due: the
// expression is matched on the civil calendar and the match mapped into the zone
// afterwards, so that there is exactly one issue per match whatever the clocks do. A
// time that clocks leap over moves forward; one that they show twice counts once.
type Schedule struct {
	Cron        Cron
	Zone        *time.Location // nil: UTC
	First, Last Day            // run days within which there are issues; a zero Last: without end
	Off         []Span         // run days without an issue, which use up no number
	Ahead       int            // days from the run day to the date on the issue
	// Numbers of the first issue: from the first of all on, and within its year. 0: 1.
	FirstNumber, FirstInYear int
	Deadline                 time.Duration // after the due time; 0: none
	Pattern                  string        // of Occasion.Issue, see Variables; empty: "{date}"
}

// After gives the first n occasions that are due after an instant.
func (s *Schedule) After(t time.Time, n int) []Occasion {
	var found []Occasion
	s.walk(t, func(o Occasion) bool {
		if len(found) < n {
			found = append(found, o)
		}
		return len(found) < n
	})
	return found
}

// Between gives the occasions that are due after from, and at to or before.
func (s *Schedule) Between(from, to time.Time) []Occasion {
	var found []Occasion
	s.walk(from, func(o Occasion) bool {
		if o.Due.After(to) {
			return false
		}
		found = append(found, o)
		return true
	})
	return found
}

// Fits tells whether the expression has a match on a day from First to Last, be it off or
// not.
func (s *Schedule) Fits(d Day) bool {
	return s.Cron.on(d) && !d.Before(s.First) && (s.Last.IsZero() || !s.Last.Before(d))
}

// walk visits the occasions due after an instant, in order, until visit says no.
func (s *Schedule) walk(t time.Time, visit func(Occasion) bool) {
	p, ok := s.plan()
	if !ok {
		return
	}
	// A match may be due on the day after it, when the clocks leap over midnight.
	day := DayOf(t.In(p.zone)).index() - 1
	for day, ok = p.next(max(day, p.first)); ok; day, ok = p.next(day + 1) {
		whole, number := p.numbers(day)
		for slot := range p.Cron.daily() {
			due := p.due(day, slot)
			if due.After(t) && !visit(p.occasion(day, due, whole+slot, number+slot)) {
				return
			}
		}
	}
}

// plan is a schedule made ready: days are counted from 1970-01-01 on.
type plan struct {
	*Schedule
	zone        *time.Location
	first, last int      // first: of the first issue
	off         [][2]int // apart from each other, in order
}

// end is the last day that a year of four digits can write.
var end = Day{9999, time.December, 31}

// plan is false when there is no issue at all.
func (s *Schedule) plan() (*plan, bool) {
	if s.First.IsZero() || s.Cron.daily() == 0 {
		return nil, false
	}
	p := &plan{Schedule: s, zone: cmp.Or(s.Zone, time.UTC), first: s.First.index(), last: end.index()}
	if !s.Last.IsZero() {
		p.last = min(p.last, s.Last.index())
	}
	spans := make([][2]int, 0, len(s.Off))
	for _, o := range s.Off {
		spans = append(spans, [2]int{o.From.index(), o.To.index()})
	}
	slices.SortFunc(spans, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	for _, o := range spans {
		if n := len(p.off); n > 0 && o[0] <= p.off[n-1][1]+1 {
			p.off[n-1][1] = max(p.off[n-1][1], o[1])
		} else if o[0] <= o[1] {
			p.off = append(p.off, o)
		}
	}
	var ok bool
	p.first, ok = p.next(p.first)
	return p, ok
}

// next gives the first run day from a day on.
func (p *plan) next(day int) (int, bool) {
	i := sort.Search(len(p.off), func(i int) bool { return p.off[i][1] >= day })
	for ; day <= p.last; day++ {
		if i < len(p.off) && day >= p.off[i][0] {
			day = p.off[i][1] // the loop goes on behind it
			i++
		} else if p.Cron.on(dayAt(day)) {
			return day, true
		}
	}
	return 0, false
}

// before counts the issues from a day on and before another.
func (p *plan) before(from, day int) int {
	from, to := max(from, p.first), min(day-1, p.last)
	n := p.Cron.count(from, to)
	for _, o := range p.off {
		n -= p.Cron.count(max(from, o[0]), min(to, o[1]))
	}
	return n * p.Cron.daily()
}

// numbers gives those of the first issue of a run day.
func (p *plan) numbers(day int) (whole, number int) {
	from, least := p.year(dayAt(day + p.Ahead).Year)
	return max(p.FirstNumber, 1) + p.before(p.first, day), least + p.before(from, day)
}

func (p *plan) occasion(day int, due time.Time, whole, number int) Occasion {
	o := Occasion{Due: due, Date: dayAt(day + p.Ahead), Number: number, Whole: whole}
	if p.Deadline > 0 {
		o.Deadline = o.Due.Add(p.Deadline)
	}
	o.Issue = fill(p.pattern(), &o)
	return o
}

// year gives the first run day that a year can have and the number of its first issue.
func (p *plan) year(year int) (from, least int) {
	if dayAt(p.first+p.Ahead).Year == year {
		return p.first, max(p.FirstInYear, 1)
	}
	return Day{year, time.January, 1}.index() - p.Ahead, 1
}

// due gives the instant of a match. Where clocks leap over several they would fall
// together: each is a microsecond later than the one before.
func (p *plan) due(day, slot int) time.Time {
	at := instant(day, p.Cron.slot(slot), p.zone)
	due := at
	for {
		if slot--; slot < 0 {
			day, slot = day-1, p.Cron.daily()-1
			if !p.Cron.on(dayAt(day)) {
				return due
			}
		}
		if !instant(day, p.Cron.slot(slot), p.zone).Equal(at) {
			return due
		}
		due = due.Add(time.Microsecond)
	}
}
