package queue

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"log/slog"
	"path"
	"strings"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"banxin/internal/config"
	"banxin/internal/deliver"
	"banxin/internal/telemetry"
)

// deliveryArgs is the job of bringing one release, or one piece of bad news, to one place.
type deliveryArgs struct {
	Publication string `json:"publication" river:"unique"`
	Issue       string `json:"issue" river:"unique"`
	Revision    int    `json:"revision" river:"unique"`
	Delivery    string `json:"delivery" river:"unique"` // name
	// Alarm is the event that an alarm is about, with its reason: two deliveries that were
	// given up at once are two alarms. Empty: it is a release.
	Alarm  string    `json:"alarm,omitempty" river:"unique"`
	Reason string    `json:"reason,omitempty" river:"unique"`
	At     time.Time `json:"at"` // of the release or the event
}

func (deliveryArgs) Kind() string { return "deliver" }

func (deliveryArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queuePost, UniqueOpts: uniqueInQueue}
}

func (a deliveryArgs) key() issueKey { return issueKey{a.Publication, a.Issue} }

type deliveryWorker struct {
	river.WorkerDefaults[deliveryArgs]
	service *Service
}

func (w *deliveryWorker) Work(ctx context.Context, job *river.Job[deliveryArgs]) (err error) {
	s, a := w.service, job.Args
	ctx, end := telemetry.Span(ctx, "deliver", slog.String("publication", a.Publication), slog.String("issue", a.Issue), slog.String("delivery", a.Delivery))
	defer func() { end(err) }()
	p, err := s.publication(a.Publication)
	var d *sendTo
	if err == nil {
		if d, err = p.delivery(a.Delivery); err == nil {
			err = s.send(ctx, p, d, &a)
		}
	}
	kind := ""
	if d != nil {
		kind = d.kind
	}
	if m := s.opt.Metrics; m != nil && kind != "" {
		m.Delivered(a.Publication, kind, err == nil)
	}
	last := err != nil && (deliver.IsPermanent(err) || job.Attempt >= job.MaxAttempts)
	ctx, cancel := afterwards(ctx)
	defer cancel()
	if recorded := s.recordDelivery(ctx, p, job.JobRow, &a, kind, last, err); recorded != nil {
		return errors.Join(err, recorded)
	}
	if last {
		return river.JobCancel(err)
	}
	return err
}

// sendTo is a delivery as the configuration has it now.
type sendTo struct {
	paper *publication
	kind  string
	sink  deliver.Sink
}

// delivery opens the sink of a delivery. That it is gone from the configuration, or that
// the configuration is broken, is not the delivery's end: somebody may be at work on it.
func (p *publication) delivery(name string) (*sendTo, error) {
	if !p.usable() {
		return nil, &badInput{p.problems}
	}
	for i := range p.cfg.Delivery {
		if d := &p.cfg.Delivery[i]; d.Name == name {
			sink, err := deliver.Open(deliveryOptions(d, p.cfg.Dir))
			return &sendTo{p, d.Kind, sink}, err
		}
	}
	return nil, fmt.Errorf("config.toml 里没有名为 %q 的 [[delivery]]", name)
}

func deliveryOptions(d *config.Delivery, dir string) deliver.Options {
	return deliver.Options{
		Name: d.Name, Kind: d.Kind, Files: d.Files, Folder: d.Folder, Into: d.Into, Address: d.Address, User: d.User,
		KeyFile: d.KeyFile, PasswordFile: d.PasswordFile, KnownHosts: d.KnownHosts, Path: d.Path, URL: d.URL,
		SecretFile: d.SecretFile, From: d.From, To: d.To, TLS: d.TLS, Dir: dir,
	}
}

// alarmID names an alarm, the same however often it is sent.
func alarmID(k issueKey, what string, at time.Time, reason string) string {
	return fmt.Sprintf("%s/%s/%s/%d-%08x", k.publication, k.issue, what, at.Unix(), crc32.ChecksumIEEE([]byte(reason)))
}

// send makes the parcel and hands it over.
func (s *Service) send(ctx context.Context, p *publication, d *sendTo, a *deliveryArgs) error {
	parcel := &deliver.Parcel{
		Publication: a.Publication, Issue: a.Issue, Revision: a.Revision,
		ID:   fmt.Sprintf("%s/%s/r%d", a.Publication, a.Issue, a.Revision),
		Name: p.cfg.Publication.Name, Notice: deliver.Notice{Kind: deliver.Released, At: a.At.In(p.cfg.Location())},
	}
	if a.Alarm != "" {
		parcel.ID = alarmID(a.key(), a.Alarm, a.At, a.Reason)
		parcel.Notice.Kind, parcel.Notice.Reason = deliver.Alarm, a.Reason
		return d.sink.Deliver(ctx, parcel)
	}
	r, err := s.findRelease(ctx, a.key(), a.Revision)
	if err != nil {
		return err
	}
	if r == nil {
		return deliver.Permanent(fmt.Errorf("没有 %s 第 %d 次发布的记录", a.Issue, a.Revision))
	}
	parcel.Name, parcel.Date, parcel.Number = r.Name, r.Date, r.Number
	parcel.Notice.Findings = r.Findings
	for _, f := range r.Files {
		parcel.Files = append(parcel.Files, deliver.File{
			Name: f.Name, Part: partOf(r.Issue, f.Name), Bytes: f.Bytes, SHA256: f.SHA256,
			Open: func(ctx context.Context) (io.ReadCloser, error) { return s.store.Read(ctx, r, f.Name) },
		})
		if s.opt.Service.Address != "" {
			parcel.Notice.Links = append(parcel.Notice.Links, deliver.Link{Title: f.Name, URL: s.publicURL(s.store.Key(r, f.Name))})
		}
	}
	return d.sink.Deliver(ctx, parcel)
}

// partOf tells the use of a released file by its name.
func partOf(issue, name string) string {
	rest := strings.TrimPrefix(name, issue)
	switch {
	case rest == ".epub":
		return "epub"
	case rest == "-thumbnail.jpg":
		return "cover"
	}
	return strings.TrimPrefix(strings.TrimSuffix(rest, path.Ext(rest)), "-")
}

// recordDelivery writes what became of an attempt. A delivery that is given up is an alarm.
// p is nil when there is no such publication any more.
func (s *Service) recordDelivery(ctx context.Context, p *publication, job *rivertype.JobRow, a *deliveryArgs, kind string, last bool, failure error) error {
	k, now, attempt := a.key(), s.now(), job.Attempt
	log := s.log.With("publication", a.Publication, "issue", a.Issue, "revision", a.Revision, "delivery", a.Delivery, "kind", kind, "attempt", attempt)
	state, what, reason := Released, EventDelivered, ""
	switch {
	case failure == nil:
		log.InfoContext(ctx, "delivered")
	case last:
		state, what, reason = Failed, EventNotDelivered, words(failure)
		log.ErrorContext(ctx, "delivery given up", "error", reason)
	default:
		state, what, reason = Retrying, EventUndelivered, words(failure)
		log.WarnContext(ctx, "delivery attempt failed", "error", reason)
	}
	detail := a.Delivery
	if reason != "" {
		detail += "：" + reason
	}
	return s.engine.inTx(ctx, func(t tx) error {
		if failure == nil {
			if err := t.complete(ctx, job); err != nil {
				return err
			}
		}
		if a.Alarm != "" {
			return note(ctx, t, now, k, a.Revision, what, detail)
		}
		old, err := listDeliveries(ctx, t, `WHERE publication = $1 AND issue = $2 AND revision = $3 AND name = $4`, a.Publication, a.Issue, a.Revision, a.Delivery)
		if err != nil {
			return err
		}
		row := deliveryRow{issueKey: k, revision: a.Revision, name: a.Delivery, kind: kind, state: state, attempts: attempt, reason: reason, updated: now}
		if len(old) > 0 && kind == "" {
			row.kind = old[0].kind
		}
		if err := putDelivery(ctx, t, &row); err != nil {
			return err
		}
		if len(old) > 0 && old[0].state == state && old[0].reason == reason {
			return nil // the history has this line
		}
		if state != Failed || p == nil || kind == "webhook" || kind == "mail" {
			return note(ctx, t, now, k, a.Revision, what, detail)
		}
		return s.alarm(ctx, t, p, k, a.Revision, what, detail)
	})
}
