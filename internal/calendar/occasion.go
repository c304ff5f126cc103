// Package calendar tells when the issues of a publication are due and how they are
// numbered. Start with a Schedule.
package calendar

import (
	"fmt"
	"time"
)

// Day is a day of the civil calendar, in no zone.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

func (d Day) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// Occasion is one issue as the calendar has it.
type Occasion struct {
	Due      time.Time // when it is to be built
	Deadline time.Time // zero: none
	Date     Day       // that stands on it
	Number   int       // within the year of Date, from 1
	Whole    int       // from the first issue on, from 1
	Issue    string    // its folder under sources
}
