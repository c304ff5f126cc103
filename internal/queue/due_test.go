package queue

import (
	"slices"
	"testing"
	"time"

	"banxin/internal/calendar"
)

func TestDecide(t *testing.T) {
	t.Parallel()
	now := at("2026-03-01T12:00:00Z").now
	// Occasions of a weekly, the last of them the newest. The letters say what is known:
	// r released, m manuscripts there, k all but the ready mark, . nothing; w waited for,
	// q in the queue, f failed and untouched since, F failed and touched, g given up.
	known := func(c byte) occasion {
		o := occasion{missing: "没有文件夹", seen: "now"}
		switch c {
		case 'r':
			o.released = true
		case 'm':
			o.missing = ""
		case 'k':
			o.missing, o.half = "来稿未齐", true
		}
		return o
	}
	row := func(c byte) *issueRow {
		switch c {
		case 'w':
			return &issueRow{state: Waiting}
		case 'q':
			return &issueRow{state: Queued}
		case 'f':
			return &issueRow{state: Failed, seen: "now"}
		case 'F':
			return &issueRow{state: Failed, seen: "then"}
		case 'g':
			return &issueRow{state: Overdue}
		}
		return nil
	}
	const N, W, B, A = nothing, wait, build, buildAsIs
	for _, c := range []struct {
		name       string
		known, row string
		late       int // so many of the first are past their deadline; -1: there are no deadlines
		limit      int
		at         string
		want       []step
		looked     int
	}{
		{"an old issue with manuscripts and five years without", "m.......", "        ", 7, 4, "wait", []step{B, N, N, N, N, N, N, W}, 0},
		{"a week offline", "rrmm", "    ", 4, 4, "wait", []step{N, N, B, B}, 0},
		{"at most so many are caught up, the newest, and not the rest later", "mmmmm", "     ", 5, 2, "wait", []step{N, N, B, B, B}, 0},
		{"what was released counts", "mmmrr", "     ", 5, 1, "wait", []step{N, N, N, N, N}, 0},
		{"what was waited for is built however old", "mrrrr", "w    ", 5, 1, "wait", []step{B, N, N, N, N}, 0},
		{"before its deadline every issue is waited for", "...", "   ", 1, 4, "wait", []step{N, W, W}, 0},
		{"the newest is waited for even after it", "...", "   ", 3, 4, "wait", []step{N, N, W}, 0},
		{"without deadlines the newest alone", "...", "   ", -1, 4, "wait", []step{N, N, W}, 0},
		{"waiting goes on", "..", "w ", 2, 4, "wait", []step{W, W}, 0},
		{"in the queue: put there again, which changes nothing", "m", "q", 0, 4, "wait", []step{B}, 0},
		{"failed and untouched", "m", "f", 0, 4, "wait", []step{N}, 0},
		{"failed and mended", "m", "F", 0, 4, "wait", []step{B}, 0},
		{"mark missing before the deadline", "k", "w", 0, 4, "build", []step{W}, 0},
		{"mark missing at the deadline: built as it is", "k", "w", 1, 4, "build", []step{A}, 0},
		{"manuscripts missing at the deadline: nothing to build", ".", "w", 1, 4, "build", []step{W}, 0},
		{"mark missing at the deadline, told to wait", "k", "w", 1, 4, "wait", []step{W}, 0},
		{"given up at the deadline", "m", "g", 1, 4, "alarm", []step{N}, 0},
		{"missed while nobody looked: told", "r....", "     ", 5, 4, "wait", []step{N, N, W, W, W}, 2},
		{"at most so many", "r.....", "      ", 6, 1, "wait", []step{N, N, N, N, W, W}, 1},
		{"nothing is caught up when none may, but the newest is no old one", "mm", "  ", 2, 0, "wait", []step{N, B}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			all := make([]occasion, len(c.known))
			for i := range all {
				all[i] = known(c.known[i])
				all[i].row = row(c.row[i])
				all[i].Occasion = calendar.Occasion{Due: now.AddDate(0, 0, -7*(len(all)-i))}
				switch {
				case c.late < 0:
				case i < c.late:
					all[i].Deadline = now
				default:
					all[i].Deadline = now.Add(time.Second)
				}
			}
			looked := time.Time{}
			if c.looked > 0 { // after so many of them had come
				looked = all[c.looked-1].Due
			}
			if got := decide(all, looked, now, c.limit, c.at); !slices.Equal(got, c.want) {
				t.Errorf("decide = %v, want %v", got, c.want)
			}
		})
	}
}
