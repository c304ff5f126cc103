package queue

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"banxin/internal/diag"
)

// badInput is an issue that cannot be built as it is.
type badInput struct{ found diag.List }

// Error says the first error in Chinese and how many more there are.
func (e *badInput) Error() string {
	var first string
	more := -1
	for _, d := range e.found {
		if d.Severity != diag.Error {
			continue
		}
		if more++; more == 0 {
			first = strings.TrimPrefix(d.Pos.String()+"："+d.Message.Zh, "：")
		}
	}
	if more > 0 {
		first += fmt.Sprintf("（另有 %d 处）", more)
	}
	return first
}

// setState writes how far an issue is that the transaction has locked; what else is known
// of it stays.
func (s *Service) setState(ctx context.Context, t tx, k issueKey, state State, reason string) error {
	row, err := findIssue(ctx, t, k)
	if err != nil {
		return err
	}
	if row == nil {
		row = &issueRow{issueKey: k}
	}
	row.state, row.reason, row.updated = state, reason, s.now()
	if state == Released {
		row.overdue, row.seen = false, ""
	}
	return putIssue(ctx, t, row)
}

// afterwards gives the time to write down what became of an attempt, even of one whose
// own time is over.
func afterwards(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), 15*time.Second)
}

// again writes down why an attempt failed and lets River try once more. When the job is
// over all the same (another process took it over, or the answer of the database was
// lost), what it came to stands already.
func (s *Service) again(ctx context.Context, job *rivertype.JobRow, k issueKey, cause error) error {
	reason := words(cause)
	s.log.WarnContext(ctx, "issue attempt failed", "publication", k.publication, "issue", k.issue, "error", reason)
	ctx, cancel := afterwards(ctx)
	defer cancel()
	err := s.engine.inTx(ctx, func(t tx) error {
		row, _, err := s.lockIssue(ctx, t, k)
		if err != nil {
			return err
		}
		running := false
		if err := t.query(ctx, `SELECT 1 FROM river_job WHERE id = $1 AND state = 'running' AND attempt = $2`, []any{job.ID, job.Attempt},
			func(func(...any) error) error { running = true; return nil }); err != nil || !running {
			return err
		}
		if row == nil || row.state != Retrying || row.reason != reason { // one line for a hundred attempts
			err = note(ctx, t, s.now(), k, 0, EventRetry, reason)
		}
		return errors.Join(err, s.setState(ctx, t, k, Retrying, reason))
	})
	if err != nil {
		s.log.ErrorContext(ctx, "ledger", "error", err)
	}
	return cause
}

// halted says why an attempt was ended midway: it took too long, or the process ends.
func (s *Service) halted(ctx context.Context, err error) error {
	what := diag.Say("程序要退出，没有做完；下次接着做", "the program ends and this was not finished; it is taken up again")
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		what = diag.Say("过了 %[1]v 还没有做完，放下重来；总是这样，就调大 job_timeout", "this was not finished after %[1]v and is begun again; if that happens each time, make job_timeout larger", s.opt.Service.JobTimeout)
	}
	return &diag.Fault{Message: what, Cause: errors.Join(context.Cause(ctx), err)}
}

// errCutOff is all that can be said of an attempt that could not write down its own end.
var errCutOff = &diag.Fault{Message: diag.Say("上一次没有做完：程序或数据库中断了", "the attempt before was not finished: the program or the database broke off")}

// failed gives an issue up as it is: seen tells when it has changed.
func (s *Service) failed(ctx context.Context, p *publication, k issueKey, seen string, cause error) error {
	reason := words(cause)
	s.log.ErrorContext(ctx, "issue failed", "publication", k.publication, "issue", k.issue, "error", reason)
	err := s.engine.inTx(ctx, func(t tx) error {
		row, _, err := s.lockIssue(ctx, t, k)
		if err != nil || row != nil && row.state == Released {
			return err
		}
		if err := s.setState(ctx, t, k, Failed, reason); err != nil {
			return err
		}
		if row, err = findIssue(ctx, t, k); err != nil {
			return err
		}
		row.seen = seen
		if err := putIssue(ctx, t, row); err != nil {
			return err
		}
		return s.alarm(ctx, t, p, k, 0, EventFailed, reason)
	})
	if err != nil {
		return err // the ledger does not know yet: River tries again
	}
	return river.JobCancel(cause)
}
