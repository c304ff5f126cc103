package queue

import (
	"time"

	"banxin/internal/calendar"
)

// occasion is an issue that the calendar knows, and what is known of it.
type occasion struct {
	calendar.Occasion
	row      *issueRow // nil: it was never looked at
	released bool
	missing  string // what it lacks, in words; empty: nothing
	half     bool   // it lacks something, but could be built all the same
	seen     string // what its inputs look like now
}

// step is what is to be done about an occasion.
type step int

const (
	nothing   step = iota
	wait           // note that its manuscripts are awaited
	build          // put it into the queue
	buildAsIs      // the same, without its ready mark
)

// decide says what is to be done about the occasions whose time has come, given in the
// order of their times. looked is when they were looked at before, zero if never; limit is catch_up_max, atDeadline what happens to an issue whose
// manuscripts are late. The rule:
//
//   - A release needs nothing. (A job that is not over is put into the queue again: that
//     changes nothing, unless it was lost.)
//   - An issue whose manuscripts are there is built, if it is the newest, or was waited
//     for, or is among the newest limit of the others that have manuscripts. So a folder of
//     old issues does not set off a flood, and a week without power is made up for.
//   - One whose manuscripts are not there is waited for if it is the newest, if its
//     deadline has not passed, or if it was waited for already; and if its time came while
//     nobody looked, limit of these at most, so that its lateness is told. Before the first
//     look of all there was nobody to wait for anything.
//   - One whose last attempt failed for good is taken up when its inputs have changed.
func decide(all []occasion, looked, now time.Time, limit int, atDeadline string) []step {
	steps := make([]step, len(all))
	caughtUp, missed := 0, 0
	for i := len(all) - 1; i >= 0; i-- {
		o := &all[i]
		recent := i == len(all)-1
		if !recent && (o.there() || o.released) {
			recent = caughtUp < limit
			caughtUp++
		}
		if o.released {
			continue
		}
		late := !o.Deadline.IsZero() && !now.Before(o.Deadline)
		unseen := false
		if o.row == nil && !o.there() && i < len(all)-1 && !looked.IsZero() && o.Due.After(looked) {
			unseen = missed < limit
			missed++
		}
		switch {
		case o.failed() && o.row.seen == o.seen:
		case o.given():
		case o.there() && (recent || o.row != nil):
			steps[i] = build
		case o.there():
		case late && atDeadline == atDeadlineBuild && o.row != nil && o.half:
			steps[i] = buildAsIs
		case o.row != nil || i == len(all)-1 || !o.Deadline.IsZero() && !late || unseen:
			steps[i] = wait
		}
	}
	return steps
}

// What schedule.at_deadline may say.
const (
	atDeadlineWait  = "wait"
	atDeadlineBuild = "build"
	atDeadlineAlarm = "alarm"
)

func (o *occasion) there() bool { return o.missing == "" }

func (o *occasion) failed() bool { return o.row != nil && o.row.state == Failed }

// given tells whether it was given up at its deadline.
func (o *occasion) given() bool { return o.row != nil && o.row.state == Overdue }
