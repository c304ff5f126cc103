package calendar

import "time"

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

// instant gives the instant at which the clocks of a zone show a minute of a day. One
// that they show twice is the first; instead of one that they leap over it is the first
// after the leap.
func instant(day, minute int, zone *time.Location) time.Time {
	civil := int64(day)*secondsADay + int64(minute)*60
	// The offset from UTC a day and a half before is that before any change of the
	// clocks that bears on this minute, be it one of a whole day.
	for t := time.Unix(civil-36*60*60, 0).In(zone); ; {
		_, offset := t.Zone()
		at := time.Unix(civil-int64(offset), 0).In(zone)
		_, change := t.ZoneBounds()
		if change.IsZero() || at.Before(change) {
			return at
		}
		_, offset = change.Zone()
		if civil-int64(offset) < change.Unix() { // neither before the change nor after it
			return change
		}
		t = change
	}
}
