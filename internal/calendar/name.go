package calendar

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
)

// Variables are what a Pattern may hold in braces. The days are those of the date on
// the issue, number is that within the year.
var Variables = []string{"date", "year", "month", "day", "number", "whole_number"}

var (
	variable = regexp.MustCompile(`\{(date|year|month|day|number|whole_number)\}`)
	// ambiguous: where one number ends and the next begins cannot be seen.
	ambiguous = regexp.MustCompile(`\{(whole_)?number\}([0-9]|\{(year|month|day)\})*\{(whole_)?number\}`)
	digits    = map[string]string{"date": `(\d{4}-\d{2}-\d{2})`, "year": `(\d{4})`, "month": `(\d{2})`, "day": `(\d{2})`, "number": `(\d{1,9})`, "whole_number": `(\d{1,9})`}
)

func (s *Schedule) pattern() string {
	if s.Pattern == "" {
		return "{date}"
	}
	return s.Pattern
}

// fill puts an occasion into a pattern.
func fill(pattern string, o *Occasion) string {
	return variable.ReplaceAllStringFunc(pattern, func(name string) string {
		switch name {
		case "{date}":
			return o.Date.String()
		case "{year}":
			return fmt.Sprintf("%04d", o.Date.Year)
		case "{month}":
			return fmt.Sprintf("%02d", o.Date.Month)
		case "{day}":
			return fmt.Sprintf("%02d", o.Date.Day)
		case "{number}":
			return strconv.Itoa(o.Number)
		}
		return strconv.Itoa(o.Whole)
	})
}

// Distinct tells whether no two occasions can have the same Issue: the pattern holds the
// whole number, the year and the number in it, or, if there is one issue a day, the date.
func (s *Schedule) Distinct() bool {
	pattern := s.pattern()
	has := func(names ...string) bool {
		return !slices.ContainsFunc(names, func(name string) bool { return !strings.Contains(pattern, "{"+name+"}") })
	}
	day := has("date") || has("year", "month", "day")
	return !ambiguous.MatchString(pattern) &&
		(has("whole_number") || has("year", "number") || has("date", "number") || day && s.Cron.daily() == 1)
}

// Named gives the occasion whose Issue this is. The schedule must be Distinct.
func (s *Schedule) Named(issue string) (Occasion, bool) {
	p, ok := s.plan()
	if !ok || !s.Distinct() {
		return Occasion{}, false
	}
	said, ok := s.read(issue)
	if !ok {
		return Occasion{}, false
	}
	date, err := time.Parse("2006-1-2", said["date"])
	if whole := said["whole_number"]; whole != "" {
		return p.named(issue, number(whole)-max(s.FirstNumber, 1))
	}
	if n := said["number"]; n != "" {
		from, least := p.year(number(said["year"]))
		return p.named(issue, p.before(p.first, from)+number(n)-least)
	}
	if err != nil {
		return Occasion{}, false
	}
	return p.named(issue, p.before(p.first, DayOf(date).index()-p.Ahead))
}

// read takes apart a name as the pattern puts it together. It gives the date and the
// year whichever way they are written.
func (s *Schedule) read(issue string) (map[string]string, bool) {
	var names []string
	expr, at := "^", 0
	pattern := s.pattern()
	for _, m := range variable.FindAllStringSubmatchIndex(pattern, -1) {
		name := pattern[m[2]:m[3]]
		names = append(names, name)
		expr += regexp.QuoteMeta(pattern[at:m[0]]) + digits[name]
		at = m[1]
	}
	found := regexp.MustCompile(expr + regexp.QuoteMeta(pattern[at:]) + "$").FindStringSubmatch(issue)
	if found == nil {
		return nil, false
	}
	said := map[string]string{}
	for i, name := range names {
		said[name] = found[i+1]
	}
	if date := said["date"]; date != "" {
		said["year"] = date[:4]
	} else {
		said["date"] = said["year"] + "-" + said["month"] + "-" + said["day"]
	}
	return said, true
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits) // at most nine of them
	return n
}

// named gives the occasion so many after the first, if its name is this.
func (p *plan) named(issue string, index int) (Occasion, bool) {
	if index < 0 {
		return Occasion{}, false
	}
	passed := func(i int) bool { return p.before(p.first, p.first+i+1) > index }
	near := 1 // twice as far each time: most names are of years not far from the first
	for near < p.last-p.first && !passed(near) {
		near *= 2
	}
	day := p.first + sort.Search(min(near, p.last-p.first), passed)
	slot := index - p.before(p.first, day)
	if found, ok := p.next(day); !ok || found != day || slot >= p.Cron.daily() {
		return Occasion{}, false
	}
	whole, number := p.numbers(day)
	o := p.occasion(day, p.due(day, slot), whole+slot, number+slot)
	return o, o.Issue == issue
}
