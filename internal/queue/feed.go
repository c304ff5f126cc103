package queue

import (
	"context"
	"net/url"
	"strings"

	"github.com/riverqueue/river"

	"banxin/internal/feed"
)

// feedArgs is the job of writing the feeds of a publication anew. Each release has its
// own, so that one always begins after the release is in the ledger.
type feedArgs struct {
	Publication string `json:"publication" river:"unique"`
	Issue       string `json:"issue" river:"unique"`
	Revision    int    `json:"revision" river:"unique"`
}

func (feedArgs) Kind() string { return "feed" }

func (feedArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queuePost, UniqueOpts: uniqueInQueue}
}

type feedWorker struct {
	river.WorkerDefaults[feedArgs]
	service *Service
}

// Work writes the feeds until they tell all releases there are: another job may write
// them at the same time, with more or with fewer. Whoever wrote last looks once more
// after that, so that the last word is the right one.
func (w *feedWorker) Work(ctx context.Context, job *river.Job[feedArgs]) error {
	s, id := w.service, job.Args.Publication
	for {
		var releases []releaseRow
		err := s.engine.read(ctx, func(t tx) (err error) {
			releases, err = listReleases(ctx, t, `WHERE publication = $1`, id)
			return err
		})
		if err != nil {
			return err
		}
		if err := s.writeFeeds(ctx, id, releases); err != nil {
			s.log.WarnContext(ctx, "feeds not written", "publication", id, "error", err)
			return err
		}
		if now, err := s.countReleases(ctx, id); err != nil || now == len(releases) {
			return err
		}
	}
}

// countReleases tells how many releases a publication has. They only become more.
func (s *Service) countReleases(ctx context.Context, id string) (n int, err error) {
	err = s.engine.read(ctx, func(t tx) error {
		return t.query(ctx, `SELECT count(*) FROM banxin_release WHERE publication = $1`, []any{id},
			func(scan func(...any) error) error { return scan(&n) })
	})
	return n, err
}

// writeFeeds writes the feeds of the newest revision of each issue.
func (s *Service) writeFeeds(ctx context.Context, id string, releases []releaseRow) error {
	latest := map[string]*releaseRow{}
	for i := range releases { // ordered by revision
		latest[releases[i].issue] = &releases[i]
	}
	f := &feed.Feed{ID: "urn:banxin:" + url.PathEscape(id), Title: id}
	if s.opt.Service.Address != "" {
		f.Address = s.publicURL(id) + "/"
	}
	for i := range releases {
		r := &releases[i]
		if latest[r.issue] != r || r.detail.Identifier == "" {
			continue
		}
		f.Title, f.Author = r.detail.Name, r.detail.Publisher
		f.Entries = append(f.Entries, s.entry(r))
	}
	if len(f.Entries) == 0 {
		return nil
	}
	opds, err := feed.OPDS(f)
	if err != nil {
		return err
	}
	atom, err := feed.Atom(f)
	if err != nil {
		return err
	}
	if err := s.store.PutFeed(ctx, id, feed.OPDSName, opds); err != nil {
		return err
	}
	return s.store.PutFeed(ctx, id, feed.AtomName, atom)
}

func (s *Service) entry(r *releaseRow) feed.Entry {
	d := &r.detail
	e := feed.Entry{
		ID: d.Identifier, Title: d.Title, Language: d.Language, Publisher: d.Publisher, Subjects: d.Subjects,
		Summary: strings.Join(d.Contents, "\n"), Published: d.Published, Updated: d.Modified,
	}
	for _, f := range d.Files {
		link := feed.Link{Path: strings.TrimPrefix(s.store.Key(d, f.Name), r.publication+"/"), Bytes: f.Bytes}
		switch {
		case f.Name == r.issue+".epub":
			e.EPUB = link
		case f.Name == r.issue+"-reading.pdf":
			e.Reading = link
		case f.Name == r.issue+"-cover.jpg":
			e.Cover = link
		case f.Name == r.issue+"-thumbnail.jpg":
			e.Thumbnail = link
		}
	}
	return e
}
