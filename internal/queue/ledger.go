package queue

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"banxin/internal/store"
)

// The ledger is what the service remembers beside River's jobs: River forgets a job
// a day after it is done, and one that was given up after a year.

// issueKey names an issue of a publication.
type issueKey struct{ publication, issue string }

// issueRow is the state of an issue.
type issueRow struct {
	issueKey
	due, deadline time.Time // zero: the calendar does not know the issue, or sets no deadline
	state         State
	overdue       bool
	reason        string
	seen          string // what the inputs looked like when the last attempt failed for good
	updated       time.Time
}

// claim is the revision that an attempt is making.
type claim struct {
	issueKey
	revision int
	content  string
	revised  time.Time // when this content was first seen
}

// releaseRow is a release.
type releaseRow struct {
	issueKey
	revision int
	content  string
	released time.Time
	detail   store.Release
}

// deliveryRow is the state of a delivery of a release.
type deliveryRow struct {
	issueKey
	revision   int
	name, kind string
	state      State
	attempts   int
	reason     string
	updated    time.Time
}

// millis writes an instant; the zero time is 0.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

const issueColumns = `publication, issue, due, deadline, state, overdue, reason, seen, updated`

// findIssue gives the state of an issue, to be changed: it is kept from others until the
// transaction ends, for it is written back whole. nil: nothing is known of it.
func findIssue(ctx context.Context, t tx, k issueKey) (*issueRow, error) {
	if err := t.lock(ctx, k); err != nil {
		return nil, err
	}
	rows, err := listIssues(ctx, t, `WHERE publication = $1 AND issue = $2`, k.publication, k.issue)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

func listIssues(ctx context.Context, t tx, where string, args ...any) ([]issueRow, error) {
	var out []issueRow
	err := t.query(ctx, `SELECT `+issueColumns+` FROM banxin_issue `+where, args, func(scan func(...any) error) error {
		var r issueRow
		var due, deadline, updated int64
		var overdue int
		if err := scan(&r.publication, &r.issue, &due, &deadline, &r.state, &overdue, &r.reason, &r.seen, &updated); err != nil {
			return err
		}
		r.due, r.deadline, r.updated, r.overdue = instant(due), instant(deadline), instant(updated), overdue != 0
		out = append(out, r)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("ledger: issues: %w", err)
	}
	return out, nil
}

func putIssue(ctx context.Context, t tx, r *issueRow) error {
	_, err := t.exec(ctx, `INSERT INTO banxin_issue (`+issueColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (publication, issue) DO UPDATE SET due = excluded.due, deadline = excluded.deadline, state = excluded.state,
		overdue = excluded.overdue, reason = excluded.reason, seen = excluded.seen, updated = excluded.updated`,
		r.publication, r.issue, millis(r.due), millis(r.deadline), string(r.state), number(r.overdue), r.reason, r.seen, millis(r.updated))
	if err != nil {
		return fmt.Errorf("ledger: issue %s: %w", r.issue, err)
	}
	return nil
}

func findClaim(ctx context.Context, t tx, k issueKey) (*claim, error) {
	var out *claim
	err := t.query(ctx, `SELECT revision, content, revised FROM banxin_claim WHERE publication = $1 AND issue = $2`,
		[]any{k.publication, k.issue}, func(scan func(...any) error) error {
			out = &claim{issueKey: k}
			var revised int64
			err := scan(&out.revision, &out.content, &revised)
			out.revised = instant(revised)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("ledger: claim: %w", err)
	}
	return out, nil
}

func putClaim(ctx context.Context, t tx, c *claim) error {
	_, err := t.exec(ctx, `INSERT INTO banxin_claim (publication, issue, revision, content, revised) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (publication, issue) DO UPDATE SET revision = excluded.revision, content = excluded.content, revised = excluded.revised`,
		c.publication, c.issue, c.revision, c.content, millis(c.revised))
	if err != nil {
		return fmt.Errorf("ledger: claim: %w", err)
	}
	return nil
}

// dropClaim ends a claim if it is still this one, and tells whether it was.
func dropClaim(ctx context.Context, t tx, c *claim) (bool, error) {
	n, err := t.exec(ctx, `DELETE FROM banxin_claim WHERE publication = $1 AND issue = $2 AND revision = $3 AND content = $4`,
		c.publication, c.issue, c.revision, c.content)
	if err != nil {
		return false, fmt.Errorf("ledger: claim: %w", err)
	}
	return n == 1, nil
}

// listReleases gives the releases that where selects, oldest first.
func listReleases(ctx context.Context, t tx, where string, args ...any) ([]releaseRow, error) {
	var out []releaseRow
	err := t.query(ctx, `SELECT publication, issue, revision, content, released, detail FROM banxin_release `+where+
		` ORDER BY publication, issue, revision`, args, func(scan func(...any) error) error {
		var r releaseRow
		var released int64
		var detail string
		if err := scan(&r.publication, &r.issue, &r.revision, &r.content, &released, &detail); err != nil {
			return err
		}
		r.released = instant(released)
		out = append(out, r)
		return json.Unmarshal([]byte(detail), &out[len(out)-1].detail)
	})
	if err != nil {
		return nil, fmt.Errorf("ledger: releases: %w", err)
	}
	return out, nil
}

func releasesOf(ctx context.Context, t tx, k issueKey) ([]releaseRow, error) {
	return listReleases(ctx, t, `WHERE publication = $1 AND issue = $2`, k.publication, k.issue)
}

func putRelease(ctx context.Context, t tx, r *releaseRow) error {
	detail, err := json.Marshal(r.detail)
	if err != nil {
		return fmt.Errorf("ledger: release: %w", err)
	}
	if _, err := t.exec(ctx, `INSERT INTO banxin_release (publication, issue, revision, content, released, detail) VALUES ($1, $2, $3, $4, $5, $6)`,
		r.publication, r.issue, r.revision, r.content, millis(r.released), string(detail)); err != nil {
		return fmt.Errorf("ledger: release: %w", err)
	}
	return nil
}

const deliveryColumns = `publication, issue, revision, name, kind, state, attempts, reason, updated`

func putDelivery(ctx context.Context, t tx, d *deliveryRow) error {
	_, err := t.exec(ctx, `INSERT INTO banxin_delivery (`+deliveryColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (publication, issue, revision, name) DO UPDATE SET kind = excluded.kind, state = excluded.state,
		attempts = excluded.attempts, reason = excluded.reason, updated = excluded.updated`,
		d.publication, d.issue, d.revision, d.name, d.kind, string(d.state), d.attempts, d.reason, millis(d.updated))
	if err != nil {
		return fmt.Errorf("ledger: delivery %s: %w", d.name, err)
	}
	return nil
}

func listDeliveries(ctx context.Context, t tx, where string, args ...any) ([]deliveryRow, error) {
	var out []deliveryRow
	err := t.query(ctx, `SELECT `+deliveryColumns+` FROM banxin_delivery `+where+` ORDER BY publication, issue, revision, name`, args,
		func(scan func(...any) error) error {
			var d deliveryRow
			var updated int64
			if err := scan(&d.publication, &d.issue, &d.revision, &d.name, &d.kind, &d.state, &d.attempts, &d.reason, &updated); err != nil {
				return err
			}
			d.updated = instant(updated)
			out = append(out, d)
			return nil
		})
	if err != nil {
		return nil, fmt.Errorf("ledger: deliveries: %w", err)
	}
	return out, nil
}

// note writes a line into the history of an issue.
func note(ctx context.Context, t tx, at time.Time, k issueKey, revision int, what, detail string) error {
	_, err := t.exec(ctx, `INSERT INTO banxin_event (at, publication, issue, revision, what, detail) VALUES ($1, $2, $3, $4, $5, $6)`,
		millis(at), k.publication, k.issue, revision, what, detail)
	if err != nil {
		return fmt.Errorf("ledger: history: %w", err)
	}
	return nil
}

// history gives the last lines of an issue's history, newest first.
func history(ctx context.Context, t tx, k issueKey, limit int) ([]Event, error) {
	var out []Event
	err := t.query(ctx, `SELECT at, revision, what, detail FROM banxin_event WHERE publication = $1 AND issue = $2 ORDER BY id DESC LIMIT $3`,
		[]any{k.publication, k.issue, limit}, func(scan func(...any) error) error {
			var e Event
			var at int64
			if err := scan(&at, &e.Revision, &e.What, &e.Detail); err != nil {
				return err
			}
			e.At = instant(at)
			out = append(out, e)
			return nil
		})
	if err != nil {
		return nil, fmt.Errorf("ledger: history: %w", err)
	}
	return out, nil
}

// findLooked tells when the calendar of a publication was last looked at when it had
// something new; zero: never.
func findLooked(ctx context.Context, t tx, publication string) (time.Time, error) {
	var ms int64
	err := t.query(ctx, `SELECT looked FROM banxin_publication WHERE publication = $1`, []any{publication},
		func(scan func(...any) error) error { return scan(&ms) })
	if err != nil {
		return time.Time{}, fmt.Errorf("ledger: publication %s: %w", publication, err)
	}
	return instant(ms), nil
}

func putLooked(ctx context.Context, t tx, publication string, at time.Time) error {
	_, err := t.exec(ctx, `INSERT INTO banxin_publication (publication, looked) VALUES ($1, $2)
		ON CONFLICT (publication) DO UPDATE SET looked = excluded.looked`, publication, millis(at))
	if err != nil {
		return fmt.Errorf("ledger: publication %s: %w", publication, err)
	}
	return nil
}
