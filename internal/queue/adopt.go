package queue

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"banxin/internal/calendar"
	"banxin/internal/store"
)

// adopt takes what the store holds and the ledger does not know into the ledger, once in
// the life of a process: the database was lost or comes from an old copy, or the service
// is new to a store that another one filled. The deliveries of these were ordered by who
// released them. What is claimed is left to its job, which has them still to order. cal is
// nil when there is no calendar.
func (s *Service) adopt(ctx context.Context, p *publication, cal *calendar.Schedule) error {
	if _, done := s.adopted.Load(p.id); done {
		return nil
	}
	known := map[issueKey][]int{}
	err := s.engine.read(ctx, func(t tx) error {
		return t.query(ctx, `SELECT issue, revision FROM banxin_release WHERE publication = $1 UNION ALL SELECT issue, revision FROM banxin_claim WHERE publication = $1`,
			[]any{p.id}, func(scan func(...any) error) error {
				k, revision := issueKey{publication: p.id}, 0
				err := scan(&k.issue, &revision)
				known[k] = append(known[k], revision)
				return err
			})
	})
	if err != nil {
		return err
	}
	releases, err := s.store.List(ctx, p.id, func(issue string, revision int) bool {
		return !slices.Contains(known[issueKey{p.id, issue}], revision)
	})
	if err != nil {
		return err
	}
	for i := range releases {
		if err := s.engine.inTx(ctx, func(t tx) error { return s.adoptOne(ctx, t, &releases[i], cal) }); err != nil {
			return fmt.Errorf("store: %w", err)
		}
	}
	if len(releases) > 0 {
		s.log.WarnContext(ctx, "releases of the store taken into the ledger", "publication", p.id, "releases", len(releases))
	}
	s.adopted.Store(p.id, true)
	return nil
}

// adoptOne takes one release into the ledger, unless another process was quicker.
func (s *Service) adoptOne(ctx context.Context, t tx, r *store.Release, cal *calendar.Schedule) error {
	k, now := issueKey{r.Publication, r.Issue}, s.now()
	row, releases, err := s.lockIssue(ctx, t, k)
	if err != nil || slices.ContainsFunc(releases, func(o releaseRow) bool { return o.revision == r.Revision || o.content == r.Content }) {
		return err
	}
	if row == nil {
		row = &issueRow{issueKey: k}
		if cal != nil {
			if o, ok := cal.Named(r.Issue); ok {
				row.due, row.deadline = o.Due, o.Deadline
			}
		}
	}
	row.state, row.reason, row.overdue, row.seen, row.updated = Released, "", false, "", now
	return errors.Join(
		putRelease(ctx, t, &releaseRow{issueKey: k, revision: r.Revision, content: r.Content, released: now, detail: *r}),
		note(ctx, t, now, k, r.Revision, EventAdopted, ""),
		putIssue(ctx, t, row))
}
