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
				if p.cfg.Schedule.FirstNumber == 0 { // the issues carry none
					for i := range state.Next {
						state.Next[i].Whole = 0
					}
				}
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

// issues puts together what is known of the newest issues of a publication; one that the
// calendar does not know stands where something was last done about it.
func (s *Service) issues(ctx context.Context, p *publication) ([]IssueState, error) {
	var out []IssueState
	err := s.engine.read(ctx, func(t tx) error {
		rows, err := listIssues(ctx, t, `WHERE publication = $1 ORDER BY CASE due WHEN 0 THEN updated ELSE due END DESC, issue DESC LIMIT $2`, p.id, boardIssues)
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

// expects tells whether an issue is still to come: the publication's calendar may have been
// changed since. A configuration that cannot be read changes nothing.
func (p *publication) expects(issue string) bool {
	if !p.usable() {
		return true
	}
	cal := p.cfg.Calendar()
	if cal == nil {
		return false
	}
	_, ok := cal.Named(issue)
	return ok
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
	served := map[string]*publication{}
	for i := range all {
		p := &all[i]
		served[p.id], g.Overdue[p.id] = p, 0
	}
	err = s.engine.read(ctx, func(t tx) error {
		late, err := listIssues(ctx, t, `WHERE overdue <> 0`)
		if err != nil {
			return err
		}
		for i := range late {
			if p := served[late[i].publication]; p != nil && p.expects(late[i].issue) {
				g.Overdue[p.id]++
			}
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
