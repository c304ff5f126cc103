package calendar

import (
	"sort"
	"time"
)

// secondsADay are those of a civil day, which knows no zone.
const secondsADay = 24 * 60 * 60

// DayOf gives the day of an instant in its zone.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day{y, m, d}
}

// IsZero tells whether there is no day.
func (d Day) IsZero() bool { return d == Day{} }

// Add gives the day so many days later.
func (d Day) Add(days int) Day { return dayAt(d.index() + days) }

// Before tells whether d is earlier than e.
func (d Day) Before(e Day) bool { return d.index() < e.index() }

// Weekday gives the day of the week.
func (d Day) Weekday() time.Weekday { return weekday(d.index()) }

// index counts days from 1970-01-01 on.
func (d Day) index() int {
	return int(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix() / secondsADay)
}

func dayAt(index int) Day { return DayOf(time.Unix(int64(index)*secondsADay, 0).UTC()) }

// weekday of the day of an index: 1970-01-01 was a Thursday.
func weekday(index int) time.Weekday { return time.Weekday(((index+4)%7 + 7) % 7) }

// reach is farther than any zone is from UTC, and than any change of clocks leaps: one of
// a whole day happened. No zone changes its clocks twice within twice as long.
const reach = 36 * 60 * 60

// instant gives the instant at which the clocks of a zone show a minute of a day. One
// that they show twice is the first; instead of one that they leap over it is the first
// after the leap.
//
// time.Time.ZoneBounds would tell of changes, but at the end of a leap year it gives, in
// Go 1.26, an end that is no change and not even later.
func instant(day, minute int, zone *time.Location) time.Time {
	civil := int64(day)*secondsADay + int64(minute)*60
	before, after := offset(civil-reach, zone), offset(civil+reach, zone)
	for _, o := range []int64{before, after} {
		if offset(civil-o, zone) == o {
			return time.Unix(civil-o, 0).In(zone)
		}
	}
	change := sort.Search(2*reach, func(i int) bool { return offset(civil-reach+int64(i), zone) != before })
	return time.Unix(civil-reach+int64(change), 0).In(zone)
}

// offset gives the seconds by which a zone is ahead of UTC at an instant.
func offset(unix int64, zone *time.Location) int64 {
	_, seconds := time.Unix(unix, 0).In(zone).Zone()
	return int64(seconds)
}
