package deliver

import (
	"context"

	"banxin/internal/store"
)

// bucket is a bucket of S3, by the opener of internal/store: what stands there right
// stays, and a file appears whole or not at all.
type bucket struct{ url string }

func (b *bucket) place(ctx context.Context, into string, files []File) error {
	open, err := store.OpenBucket(ctx, b.url, "")
	if err != nil {
		return Permanent(err)
	}
	defer open.Close()
	for _, f := range files {
		data, err := load(ctx, f)
		if err != nil {
			return err
		}
		err = open.Put(ctx, into+"/"+f.Name, data)
		if store.Refused(err) {
			return Permanent(err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
