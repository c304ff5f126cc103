package calendar

import (
	"fmt"
	"math/bits"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// Cron is a parsed cron expression: minutes of the civil calendar, in no zone. The zero
// Cron has none.
type Cron struct {
	minutes, hours, days, months uint64 // a bit each
	// week holds the days of a month that a weekday makes a match, by the weekday of the
	// first of the month.
	week     [7]uint64
	weekdays uint64
	// A field that is a star leaves the day to the other. When neither is, a day of either
	// is a match, as crontab(5) has it.
	anyDay, anyWeekday bool
	// perYear counts the matching days of a year, by leap and the weekday of 1 January.
	perYear [2][7]int
}

// Field is a place of a cron expression.
type Field int

// The fields in their order; Whole is the expression as such.
const (
	Minute Field = iota
	Hour
	DayOfMonth
	Month
	Weekday
	Whole
)

// Fault is what can be wrong with a cron expression.
type Fault int

const (
	Empty   Fault = iota // there is nothing
	Count                // other than five fields
	Zoned                // CRON_TZ= or TZ= before it
	Every                // @every counts from the start of the program
	Unknown              // no such @name
	Value                // a field holds what it cannot
	Never                // there is no such day
)

// CronError says what is wrong with an expression.
type CronError struct {
	Fault Fault
	Field Field
	Found string // the field, or the number of fields
}

func (e *CronError) Error() string {
	return fmt.Sprintf("cron expression: fault %d in field %d: %q", e.Fault, e.Field, e.Found)
}

const (
	fields  = cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow
	starBit = 1 << 63 // in the sets of robfig/cron: the field was a star
)

// ParseCron reads five fields (minute, hour, day, month, weekday from Sunday as 0) or
// one of @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly. An error is
// a *CronError.
func ParseCron(expr string) (Cron, error) {
	expr = strings.TrimSpace(expr)
	parts := strings.Fields(expr)
	switch {
	case len(parts) == 0:
		return Cron{}, &CronError{Empty, Whole, expr}
	case strings.HasPrefix(expr, "CRON_TZ=") || strings.HasPrefix(expr, "TZ="):
		return Cron{}, &CronError{Zoned, Whole, parts[0]}
	case strings.HasPrefix(expr, "@every"):
		return Cron{}, &CronError{Every, Whole, expr}
	case expr[0] == '@':
		s, err := cron.NewParser(cron.Descriptor).Parse(expr)
		if err != nil {
			return Cron{}, &CronError{Unknown, Whole, expr}
		}
		return newCron(s.(*cron.SpecSchedule)), nil
	case len(parts) != 5:
		return Cron{}, &CronError{Count, Whole, fmt.Sprint(len(parts))}
	}
	parser := cron.NewParser(fields)
	for i, part := range parts {
		alone := []string{"*", "*", "*", "*", "*"}
		alone[i] = part
		if _, err := parser.Parse(strings.Join(alone, " ")); err != nil {
			return Cron{}, &CronError{Value, Field(i), part}
		}
	}
	s, err := parser.Parse(strings.Join(parts, " "))
	if err != nil {
		return Cron{}, &CronError{Value, Whole, expr}
	}
	c := newCron(s.(*cron.SpecSchedule))
	if c.perYear == [2][7]int{} {
		return Cron{}, &CronError{Never, DayOfMonth, parts[2] + " " + parts[3]}
	}
	return c, nil
}

func newCron(s *cron.SpecSchedule) Cron {
	c := Cron{minutes: s.Minute &^ starBit, hours: s.Hour &^ starBit, days: s.Dom &^ starBit, months: s.Month &^ starBit,
		weekdays: s.Dow &^ starBit, anyDay: s.Dom&starBit != 0, anyWeekday: s.Dow&starBit != 0}
	for first := range 7 {
		for day := 1; day <= 31; day++ {
			c.week[first] |= s.Dow >> ((first + day - 1) % 7) & 1 << day
		}
	}
	for year := 2000; year < 2028; year++ { // each kind of year
		first := Day{year, time.January, 1}.index()
		end := Day{year + 1, time.January, 1}.index()
		c.perYear[end-first-365][weekday(first)] = c.within(year, first, end-1)
	}
	return c
}

// on tells whether there is a match on the day.
func (c *Cron) on(d Day) bool {
	return c.month(d.Year, d.Month, weekday(d.index()-d.Day+1))>>d.Day&1 != 0
}

// month gives the days of a month that have a match, a bit each; first is the weekday of
// its first.
func (c *Cron) month(year int, month time.Month, first time.Weekday) uint64 {
	switch {
	case c.months>>month&1 == 0:
		return 0
	case c.anyDay || c.anyWeekday:
		return c.days & c.week[first] & bitsTo(length(year, month))
	}
	return (c.days | c.week[first]) & bitsTo(length(year, month))
}

// bitsTo gives the bits of the days from 1 on.
func bitsTo(day int) uint64 { return 2<<day - 2 }

// Fields are what a cron expression says, in order; of the days, the weekdays and the
// months nil stands for all. A day of Days or of Weekdays is a match when both are there.
type Fields struct {
	Minutes, Hours, Days, Months []int
	Weekdays                     []int // from Sunday as 0
}

// Fields takes the expression apart.
func (c *Cron) Fields() Fields {
	f := Fields{Minutes: list(c.minutes), Hours: list(c.hours)}
	if !c.anyDay {
		f.Days = list(c.days)
	}
	if !c.anyWeekday {
		f.Weekdays = list(c.weekdays)
	}
	if c.months != bitsTo(12) {
		f.Months = list(c.months)
	}
	return f
}

func list(set uint64) []int {
	var places []int
	for ; set != 0; set &= set - 1 {
		places = append(places, bits.TrailingZeros64(set))
	}
	return places
}

// length gives the days of a month.
func length(year int, month time.Month) int {
	switch month {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// daily gives the number of matches on a day that has any.
func (c *Cron) daily() int { return bits.OnesCount64(c.hours) * bits.OnesCount64(c.minutes) }

// slot gives the minute of the day of its match number i, from 0.
func (c *Cron) slot(i int) int {
	n := bits.OnesCount64(c.minutes)
	return nth(c.hours, i/n)*60 + nth(c.minutes, i%n)
}

// nth gives the place of bit number i of those that are set.
func nth(set uint64, i int) int {
	for ; i > 0; i-- {
		set &= set - 1
	}
	return bits.TrailingZeros64(set)
}

// within counts the days with a match within one year, month by month; both ends belong.
func (c *Cron) within(year, from, to int) int {
	n := 0
	first := Day{year, time.January, 1}.index()
	for m := time.January; m <= time.December; m++ {
		next := first + length(year, m)
		if from < next && to >= first {
			days := c.month(year, m, weekday(first)) & bitsTo(min(to, next-1)-first+1)
			n += bits.OnesCount64(days >> (max(from, first) - first + 1))
		}
		first = next
	}
	return n
}

// count counts the days with a match; both ends belong.
func (c *Cron) count(from, to int) int {
	if from > to {
		return 0
	}
	year, n := dayAt(from).Year, 0
	start := Day{year, time.January, 1}.index()
	for ; start <= to; year++ {
		next := start + 337 + length(year, time.February)
		if from <= start && next-1 <= to {
			n += c.perYear[next-start-365][weekday(start)]
		} else {
			n += c.within(year, from, to)
		}
		start = next
	}
	return n
}
