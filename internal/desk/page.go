package desk

import (
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"net/url"
	"sync"
	"time"

	"banxin/internal/calendar"
	"banxin/internal/diag"
	"banxin/internal/feed"
	"banxin/internal/queue"
)

//go:embed page.html
var markup string

//go:embed desk.css
var sheet string

// pageTemplate is parsed when it is first asked for: most commands show no page.
var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Parse(markup))
})

// page is what the template shows: words, not values.
type page struct {
	asked
	Trouble      string // why there is no board
	Now          *moment
	Version      string
	Alarms       []alarm
	Publications []publication
	Jobs         []job
	Depth        []tag
}

// tag is a state in a word, with the colour of it as the class of an element.
type tag struct {
	Class string
	Text  string
}

// alarm is something that waits for a person.
type alarm struct {
	State               tag
	Anchor, Title, Text string
}

type publication struct {
	Anchor, ID, Name, Zone string
	Problems               []problem
	Next                   []coming
	Issues                 []issue
	OPDS, Atom             string // addresses; empty: no issue released yet
}

type problem struct {
	Severity    tag
	Place, Text string
	Hints       []string
}

type coming struct {
	Issue, Number string
	Due           *moment
}

type issue struct {
	Anchor, Name            string
	State                   tag
	Due, Deadline, Released *moment
	Late                    string // how long it is overdue; empty: it is not
	Reason                  string
	Revision, Findings      int
	Content                 string
	Open                    bool // its files and deliveries are shown at once
	Files                   []file
	Deliveries              []delivery
	History                 []event
	Arrived                 string // 3/4
}

type file struct{ Name, Address, Size, Sum string }

type delivery struct {
	Name, Kind string
	State      tag
	Attempts   int
	Reason     string
	At         *moment
}

type event struct {
	At           *moment
	Revision     int
	What, Detail string
}

type job struct {
	ID                                         int64
	Kind, Publication, Issue, Delivery, Reason string
	State                                      tag
	Attempt                                    string
	Created, Scheduled                         *moment
}

// Title is that of the window: how much waits for somebody, then the name.
func (p *page) Title() string {
	name := p.Say("program") + " " + p.Say("desk")
	if n := len(p.Alarms); n > 0 {
		return fmt.Sprintf("(%d) %s", n, name)
	}
	return name
}

// Sheet is the address of the style sheet.
func (p *page) Sheet() string {
	sum := sha256.Sum256([]byte(sheet))
	return "desk.css?" + hex.EncodeToString(sum[:6])
}

// Latest says how many jobs the table has.
func (p *page) Latest() string {
	return diag.Say("最近 %d 件", "the latest %d", len(p.Jobs)).In(p.Lang)
}

func (p *page) fill(b *queue.Board) {
	zones := map[string]*time.Location{}
	for i := range b.Publications {
		state := &b.Publications[i]
		m := moments{p.Lang, cmp.Or(state.Zone, time.UTC), b.Now}
		zones[state.ID] = m.zone
		p.Publications = append(p.Publications, p.publication(state, m, fmt.Sprintf("p%d", i+1)))
	}
	p.Version = b.Version
	here := time.UTC
	if len(b.Publications) > 0 {
		here = cmp.Or(b.Publications[0].Zone, time.UTC)
	}
	p.Now = moments{p.Lang, here, b.Now}.at(b.Now)
	for _, j := range b.Jobs {
		p.Jobs = append(p.Jobs, p.job(j, moments{p.Lang, cmp.Or(zones[j.Publication], here), b.Now}))
	}
	p.Depth = p.depth(b.Depth)
}

func (p *page) publication(s *queue.PublicationState, m moments, anchor string) publication {
	out := publication{Anchor: anchor, ID: s.ID, Name: cmp.Or(s.Name, s.ID), Zone: m.zone.String()}
	for _, d := range s.Problems {
		out.Problems = append(out.Problems, p.problem(d))
	}
	if n := s.Problems.Count(diag.Error); n > 0 {
		p.alarm("failed", diag.Say("配置有误", "Configuration"), anchor, out.Name,
			diag.Say("%d 处错误，改好之前不再排新的一期", "errors: %d; no new issue is built before they are mended", n))
	}
	for _, o := range s.Next {
		out.Next = append(out.Next, p.coming(o, m))
	}
	for i := range s.Issues {
		is := p.issue(&s.Issues[i], m, fmt.Sprintf("%s-%d", anchor, i+1), out.Name)
		is.Open = is.Open || i == 0
		out.Issues = append(out.Issues, is)
		if s.Issues[i].Revision > 0 {
			out.OPDS, out.Atom = stored(s.ID+"/"+feed.OPDSName), stored(s.ID+"/"+feed.AtomName)
		}
	}
	return out
}

func (p *page) problem(d diag.Diagnostic) problem {
	class := map[diag.Severity]string{diag.Error: "failed", diag.Finding: "retrying"}[d.Severity]
	out := problem{Severity: tag{cmp.Or(class, "queued"), severities[d.Severity].In(p.Lang)}, Place: d.Pos.String(), Text: d.Message.In(p.Lang)}
	for _, h := range d.Hints {
		out.Hints = append(out.Hints, h.In(p.Lang))
	}
	return out
}

func (p *page) coming(o calendar.Occasion, m moments) coming {
	number := diag.Say("第%d期", "No. %d", o.Number)
	if o.Whole > 0 {
		number = diag.Say("第%d期 · 总第%d期", "No. %d · %d in all", o.Number, o.Whole)
	}
	return coming{o.Issue, number.In(p.Lang), m.at(o.Due)}
}

func (p *page) issue(s *queue.IssueState, m moments, anchor, name string) issue {
	out := issue{
		Anchor: anchor, Name: s.Issue, State: p.state(s.State, states),
		Due: m.at(s.Due), Deadline: m.at(s.Deadline), Released: m.at(s.ReleasedAt),
		Reason: hushed(s.Reason), Revision: s.Revision, Findings: s.Findings, Content: short(s.Content),
	}
	title := name + " " + s.Issue
	if s.Overdue || s.State == queue.Overdue {
		out.Open = true
		text := diag.Say("最迟时限已过", "its deadline has passed")
		if late := m.now.Sub(s.Deadline); !s.Deadline.IsZero() && late > 0 {
			out.Late = diag.Say("已过 %s", "%s late", span(late, p.Lang)).In(p.Lang)
			text = diag.Say("最迟 %[1]s，已过 %[2]s", "was due by %[1]s, %[2]s ago", out.Deadline.Text, span(late, p.Lang))
		}
		p.alarm("overdue", states[queue.Overdue], anchor, title, withReason(text, out.Reason))
	} else if s.State == queue.Failed {
		out.Open = true
		p.alarm("failed", states[queue.Failed], anchor, title, withReason(diag.Say("不再自动重试", "nothing more is tried"), out.Reason))
	}
	for _, f := range s.Files {
		out.Files = append(out.Files, file{f.Name, stored(f.Key), size(f.Bytes), f.SHA256})
	}
	arrived := 0
	for i := range s.Deliveries {
		d := &s.Deliveries[i]
		out.Deliveries = append(out.Deliveries, p.delivery(d, m))
		switch d.State {
		case queue.Released:
			arrived++
		case queue.Retrying:
			out.Open = true
		case queue.Failed:
			out.Open = true
			p.alarm("failed", arrivals[queue.Failed], anchor, title, withReason(diag.Say("%s", "%s", d.Name), hushed(d.Reason)))
		}
	}
	out.Arrived = fmt.Sprintf("%d/%d", arrived, len(s.Deliveries))
	for _, e := range s.History {
		out.History = append(out.History, event{m.at(e.At), e.Revision, cmp.Or(events[e.What].In(p.Lang), e.What), hushed(e.Detail)})
	}
	return out
}

func (p *page) delivery(d *queue.DeliveryState, m moments) delivery {
	out := delivery{Name: d.Name, Kind: cmp.Or(sinks[d.Kind].In(p.Lang), d.Kind), State: p.state(d.State, arrivals),
		Attempts: d.Attempts, Reason: hushed(d.Reason), At: m.at(d.At)}
	if d.State == queue.Released {
		out.Reason = "" // of an attempt before, which matters no more
	}
	return out
}

func (p *page) job(j queue.Job, m moments) job {
	state := jobStates[j.State]
	return job{
		ID: j.ID, Kind: cmp.Or(kinds[j.Kind].In(p.Lang), j.Kind), Publication: j.Publication, Issue: edition(j), Delivery: j.Delivery,
		Reason: hushed(j.Reason), State: tag{string(state.like), cmp.Or(state.text.In(p.Lang), j.State)},
		Attempt: fmt.Sprintf("%d/%d", j.Attempt, j.Max), Created: m.at(j.Created), Scheduled: m.at(j.Scheduled),
	}
}

// edition names the issue of a job, with its revision where it has one.
func edition(j queue.Job) string {
	if j.Revision > 0 {
		return fmt.Sprintf("%s r%d", j.Issue, j.Revision)
	}
	return j.Issue
}

// depth gives how many jobs there are of each state, those that are at work first.
func (p *page) depth(n map[string]int) []tag {
	var out []tag
	for _, state := range []string{"running", "available", "pending", "scheduled", "retryable", "discarded", "cancelled", "completed"} {
		if n[state] > 0 {
			s := jobStates[state]
			out = append(out, tag{string(s.like), fmt.Sprintf("%s %d", s.text.In(p.Lang), n[state])})
		}
	}
	return out
}

func (p *page) alarm(class string, what diag.Text, anchor, title string, text diag.Text) {
	p.Alarms = append(p.Alarms, alarm{tag{class, what.In(p.Lang)}, anchor, title, text.In(p.Lang)})
}

// state words a state; special names those that are called otherwise than of an issue.
func (p *page) state(s queue.State, special map[queue.State]diag.Text) tag {
	text, ok := special[s]
	if !ok {
		text, ok = states[s]
	}
	if !ok {
		return tag{"", string(s)}
	}
	return tag{string(s), text.In(p.Lang)}
}

// withReason adds the reason to a sentence.
func withReason(t diag.Text, reason string) diag.Text {
	if reason == "" {
		return t
	}
	return diag.Text{Zh: t.Zh + "：" + reason, En: t.En + ": " + reason}
}

// stored gives the address of a file of the store, relative to the page.
func stored(key string) string { return (&url.URL{Path: "store/" + key}).EscapedPath() }

// short gives as much of a hash as tells contents apart.
func short(hash string) string {
	return hash[:min(len(hash), 12)]
}
