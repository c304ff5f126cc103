package queue

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"banxin/internal/feed"
	"banxin/internal/store"
)

// Released opens what stands under a key of the store if it is a file of a release or a
// feed, with the SHA-256 of a file that never changes. Anything else is fs.ErrNotExist:
// what a killed attempt left is nobody's business.
func (s *Service) Released(ctx context.Context, key string) (store.Object, string, error) {
	sum, err := s.known(ctx, key)
	if err != nil {
		return nil, "", err
	}
	f, err := s.store.Object(ctx, key)
	if errors.Is(err, store.ErrNotFound) {
		err = errors.Join(fs.ErrNotExist, err)
	}
	return f, sum, err
}

func (s *Service) known(ctx context.Context, key string) (sum string, err error) {
	unknown := fmt.Errorf("%s: %w", key, fs.ErrNotExist)
	parts := strings.Split(key, "/")
	if len(parts) == 2 && (parts[1] == feed.OPDSName || parts[1] == feed.AtomName) {
		return "", nil
	}
	if len(parts) != 5 { // publication, year, issue, revision, file
		return "", unknown
	}
	revision, err := strconv.Atoi(strings.TrimPrefix(parts[3], "r"))
	if err != nil {
		return "", unknown
	}
	r, err := s.findRelease(ctx, issueKey{parts[0], parts[2]}, revision)
	if err != nil {
		return "", err
	}
	if r == nil {
		return "", unknown
	}
	for _, f := range r.Files {
		if s.store.Key(r, f.Name) == key {
			return f.SHA256, nil
		}
	}
	return "", unknown
}

// findRelease gives a release of the ledger; nil: it has none.
func (s *Service) findRelease(ctx context.Context, k issueKey, revision int) (*store.Release, error) {
	var found []releaseRow
	err := s.engine.read(ctx, func(t tx) (err error) {
		found, err = listReleases(ctx, t, `WHERE publication = $1 AND issue = $2 AND revision = $3`, k.publication, k.issue, revision)
		return err
	})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0].detail, nil
}
