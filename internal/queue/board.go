package queue

import (
	"time"

	"banxin/internal/calendar"
	"banxin/internal/diag"
)

// Board is all that the service knows, as the status page and "banxin jobs" show it.
type Board struct {
	Now          time.Time
	Version      string // of the program
	Publications []PublicationState
	Jobs         []Job // newest first; at most the last 100
	Depth        map[string]int
}

// PublicationState is one publication on the board.
type PublicationState struct {
	ID       string              // as in the store; names no other publication
	Name     string              // as readers know it
	Zone     *time.Location      // in which its times are shown; nil: UTC
	Problems diag.List           // what is wrong with its configuration; empty: nothing
	Next     []calendar.Occasion // the coming issues, at most three
	Issues   []IssueState        // newest first; at most the last 20
}

// State is how far an issue has come.
type State string

const (
	Waiting  State = "waiting"  // its time has come, its manuscripts have not
	Queued   State = "queued"   // a job stands in the queue
	Building State = "building" // a worker is at it
	Retrying State = "retrying" // an attempt failed for a reason that may pass
	Released State = "released"
	Failed   State = "failed"  // nothing more is tried without somebody
	Overdue  State = "overdue" // past its deadline without a release
)

// IssueState is one issue on the board.
type IssueState struct {
	Issue      string // folder under sources
	Due        time.Time
	Deadline   time.Time
	State      State
	Overdue    bool   // past its deadline, whatever the state
	Reason     string // why it is not further, in the language of the publication
	Revision   int    // of the last release; 0: none
	Content    string // hash of the content of the last release
	ReleasedAt time.Time
	Findings   int // of the last release
	Files      []FileState
	Deliveries []DeliveryState
	History    []Event // newest first; at most the last 20
}

// FileState is a released file.
type FileState struct {
	Name   string
	Key    string // in the store
	Bytes  int64
	SHA256 string // hexadecimal
}

// DeliveryState is one delivery of the last release.
type DeliveryState struct {
	Name     string // of the [[delivery]]
	Kind     string // folder, sftp, s3, webhook, mail
	State    State  // Queued, Retrying, Released (it has arrived) or Failed
	Attempts int
	Reason   string // of the last failure
	At       time.Time
}

// Event is a line of an issue's history.
type Event struct {
	At       time.Time
	Revision int // 0: before there was one
	What     string
	Detail   string
}

// Job is a job of the queue.
type Job struct {
	ID          int64
	Kind        string
	Publication string
	Issue       string
	Revision    int    // 0: not of a release
	Delivery    string // name; empty: not a delivery
	State       string // as River has it: available, running, retryable, scheduled, completed, discarded, cancelled
	Attempt     int
	Max         int
	Created     time.Time
	Scheduled   time.Time
	Reason      string // of the last failure
}

// The lines of a history, as Event.What names them.
const (
	EventWaiting      = "waiting"       // its time has come; Detail: what is missing
	EventQueued       = "queued"        // it was put into the queue
	EventCaughtUp     = "caught-up"     // the same, long after its time
	EventOrdered      = "ordered"       // somebody put it into the queue
	EventStarted      = "started"       // its inputs were pinned; Detail: their hash
	EventRetry        = "retry"         // an attempt failed and another follows; Detail: why
	EventFailed       = "failed"        // no other attempt follows; Detail: why
	EventOverdue      = "overdue"       // past its deadline; Detail: what it waits for
	EventUnchanged    = "unchanged"     // built before from the same content; Revision: which
	EventReleased     = "released"      // Detail: how long the build took
	EventAdopted      = "adopted"       // the store had it and the ledger did not
	EventDelivered    = "delivered"     // Detail: name of the delivery
	EventUndelivered  = "undelivered"   // an attempt to deliver failed; Detail: name and why
	EventNotDelivered = "not-delivered" // the delivery was given up; Detail: name and why
)
