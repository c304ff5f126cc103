package queue

import (
	"time"

	"github.com/riverqueue/river/rivertype"
)

// maxAttempts is high: what may pass is tried for more than two days before somebody
// has to come, and a print shop's server can be down over a weekend.
const maxAttempts = 220

// Backoff is how long a failed job waits before its next attempt: quickly at first,
// for a lock or a connection that broke, then every quarter of an hour.
func Backoff(attempt int) time.Duration {
	steps := [...]time.Duration{2 * time.Second, 10 * time.Second, 30 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute}
	if attempt < 1 {
		attempt = 1
	}
	if attempt <= len(steps) {
		return steps[attempt-1]
	}
	return 15 * time.Minute
}

// retryPolicy is River's view of a back-off.
type retryPolicy struct {
	backoff func(int) time.Duration
	now     func() time.Time
}

func (p retryPolicy) NextRetry(job *rivertype.JobRow) time.Time {
	return p.now().Add(p.backoff(job.Attempt))
}
