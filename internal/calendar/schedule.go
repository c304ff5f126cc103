package calendar

import "time"

// Span is a time from one day to another; both belong to it.
type Span struct{ From, To Day }

// Schedule says when issues are due. A run day is a day on which an issue is due.
type Schedule struct {
	Cron        Cron
	Zone        *time.Location // nil: UTC
	First, Last Day            // run days within which there are issues; a zero Last: without end
	Off         []Span         // run days without an issue, which use up no number
	Ahead       int            // days from the run day to the date on the issue
	// Numbers of the first issue: from the first of all on, and within its year. 0: 1.
	FirstNumber, FirstInYear int
	Deadline                 time.Duration // after the due time; 0: none
	Pattern                  string        // of Occasion.Issue, see Fill; empty: "{date}"
}
