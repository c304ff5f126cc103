package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"path"
	"slices"
	"strings"

	"gocloud.dev/blob"

	"banxin/internal/diag"
)

// List gives all releases of a publication, by issue and revision. It reads every
// release.json there is: it is for a ledger that was lost, not for every day.
func (s *Store) List(ctx context.Context, publication string) ([]Release, error) {
	if err := CheckName(publication); err != nil {
		return nil, err
	}
	b := s.bucket
	var out []Release
	it := b.blobs.List(&blob.ListOptions{Prefix: b.prefix + publication + "/"})
	for {
		o, err := it.Next(ctx)
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, Because(diag.Say("读不了存储 %s", "the store %s cannot be read", b.where(publication)), err)
		}
		if path.Base(o.Key) != releaseFile {
			continue
		}
		key := strings.TrimPrefix(o.Key, b.prefix)
		data, err := b.read(ctx, key)
		if err != nil {
			return nil, err
		}
		var r Release
		if err := json.Unmarshal(data, &r); err != nil {
			return nil, &diag.Fault{Message: diag.Say("%s 已损坏：%v", "%s is damaged: %v", b.where(key), err), Cause: err}
		}
		if s.Key(&r, releaseFile) == key { // a copy that somebody put elsewhere is none
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(x, y Release) int {
		return cmp.Or(strings.Compare(x.Issue, y.Issue), cmp.Compare(x.Revision, y.Revision))
	})
	return out, nil
}
