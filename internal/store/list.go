package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"

	"banxin/internal/diag"
)

// List gives the releases of a publication that want accepts, by issue and revision. It
// looks at all keys and reads the release.json of each of these.
func (s *Store) List(ctx context.Context, publication string, want func(issue string, revision int) bool) ([]Release, error) {
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
		key := strings.TrimPrefix(o.Key, b.prefix)
		parts := strings.Split(key, "/")
		if len(parts) != 5 || parts[4] != releaseFile { // publication, year, issue, revision, file
			continue
		}
		if revision, err := strconv.Atoi(strings.TrimPrefix(parts[3], "r")); err != nil || !want(parts[2], revision) {
			continue
		}
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

// keepOnly removes from the folder of a revision that is not released what an attempt with
// other content has put there.
func (b *Bucket) keepOnly(ctx context.Context, folder string, files []File) error {
	it := b.blobs.List(&blob.ListOptions{Prefix: b.prefix + folder + "/"})
	for {
		o, err := it.Next(ctx)
		if errors.Is(err, io.EOF) || gcerrors.Code(err) == gcerrors.NotFound {
			return nil
		}
		if err == nil {
			name := strings.TrimPrefix(o.Key, b.prefix+folder+"/")
			if name == releaseFile || slices.ContainsFunc(files, func(f File) bool { return f.Name == name }) || strings.HasPrefix(name, ".") {
				continue
			}
			if err = b.blobs.Delete(ctx, o.Key); gcerrors.Code(err) == gcerrors.NotFound {
				continue // another process was quicker
			}
		}
		if err != nil {
			return Because(diag.Say("清理不了 %s", "%s cannot be cleared", b.where(folder)), err)
		}
	}
}
