package queue

import (
	"cmp"
	"context"
	"time"

	"banxin/internal/telemetry"
)

// How much the board shows.
const (
	boardIssues  = 20
	boardHistory = 20
	boardNext    = 3
	boardJobs    = 100
)

// Board gives all that the service knows.
func (s *Service) Board(ctx context.Context) (*Board, error) {
	b := &Board{Now: s.now(), Version: s.opt.Version}
	all, err := s.publications()
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		state := PublicationState{ID: p.id, Name: cmp.Or(p.cfg.Publication.Name, p.id), Zone: p.cfg.Location(), Problems: p.problems}
		if p.usable() {
			if cal := p.cfg.Calendar(); cal != nil {
				state.Next = cal.After(b.Now, boardNext)
			}
		}
		if state.Issues, err = s.issues(ctx, &p); err != nil {
			return nil, err
		}
		b.Publications = append(b.Publications, state)
	}
	if b.Jobs, err = s.Jobs(ctx, boardJobs); err != nil {
		return nil, err
	}
	b.Depth, err = s.depth(ctx)
	return b, err
}

// issues puts together what is known of the newest issues of a publication.
func (s *Service) issues(ctx context.Context, p *publication) ([]IssueState, error) {
	var out []IssueState
	err := s.engine.read(ctx, func(t tx) error {
		rows, err := listIssues(ctx, t, `WHERE publication = $1 ORDER BY due DESC, issue DESC LIMIT $2`, p.id, boardIssues)
		if err != nil {
			return err
		}
		for i := range rows {
			st, err := s.issueState(ctx, t, &rows[i])
			if err != nil {
				return err
			}
			out = append(out, st)
		}
		return nil
	})
	return out, err
}

func (s *Service) issueState(ctx context.Context, t tx, r *issueRow) (IssueState, error) {
	st := IssueState{Issue: r.issue, Due: r.due, Deadline: r.deadline, State: r.state, Overdue: r.overdue, Reason: r.reason}
	releases, err := releasesOf(ctx, t, r.issueKey)
	if err != nil {
		return st, err
	}
	if n := len(releases); n > 0 {
		last := &releases[n-1]
		st.Revision, st.Content, st.ReleasedAt, st.Findings = last.revision, last.content, last.released, len(last.detail.Findings)
		for _, f := range last.detail.Files {
			st.Files = append(st.Files, FileState{Name: f.Name, Key: s.store.Key(&last.detail, f.Name), Bytes: f.Bytes, SHA256: f.SHA256})
		}
		ways, err := listDeliveries(ctx, t, `WHERE publication = $1 AND issue = $2 AND revision = $3`, r.publication, r.issue, last.revision)
		if err != nil {
			return st, err
		}
		for _, d := range ways {
			st.Deliveries = append(st.Deliveries, DeliveryState{Name: d.name, Kind: d.kind, State: d.state, Attempts: d.attempts, Reason: d.reason, At: d.updated})
		}
	}
	st.History, err = history(ctx, t, r.issueKey, boardHistory)
	return st, err
}

// depth counts the jobs by state.
func (s *Service) depth(ctx context.Context) (map[string]int, error) {
	depth := map[string]int{}
	err := s.engine.read(ctx, func(t tx) error {
		return t.query(ctx, `SELECT state, count(*) FROM river_job GROUP BY state`, nil, func(scan func(...any) error) error {
			var state string
			var n int
			err := scan(&state, &n)
			depth[state] = n
			return err
		})
	})
	return depth, err
}

// gauges is what the metrics ask for at every scrape.
func (s *Service) gauges(ctx context.Context) (telemetry.Gauges, error) {
	g := telemetry.Gauges{Overdue: map[string]int{}, LastSuccess: map[string]time.Time{}}
	var err error
	if g.Depth, err = s.depth(ctx); err != nil {
		return g, err
	}
	all, err := s.publications()
	if err != nil {
		return g, err
	}
	for _, p := range all {
		g.Overdue[p.id] = 0
	}
	err = s.engine.read(ctx, func(t tx) error {
		if err := t.query(ctx, `SELECT publication, count(*) FROM banxin_issue WHERE overdue <> 0 GROUP BY publication`, nil, func(scan func(...any) error) error {
			var id string
			var n int
			err := scan(&id, &n)
			g.Overdue[id] = n
			return err
		}); err != nil {
			return err
		}
		return t.query(ctx, `SELECT publication, max(released) FROM banxin_release GROUP BY publication`, nil, func(scan func(...any) error) error {
			var id string
			var at int64
			err := scan(&id, &at)
			g.LastSuccess[id] = instant(at)
			return err
		})
	})
	return g, err
}
