package store

import (
	"bytes"
	"cmp"
	"context"
	"crypto/md5"
	"crypto/sha256"
	"errors"
	"io"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	"gocloud.dev/gcerrors"

	"banxin/internal/diag"
)

// Bucket is a place for blobs: a folder or a bucket of a scheme that is linked.
type Bucket struct {
	blobs  *blob.Bucket
	root   string // the folder, absolute; "" if it is none
	prefix string // before every key: "" or "folder/"
	place  string // for messages, without what the address says beside
}

// Opener opens the bucket of an address.
type Opener func(ctx context.Context, address *url.URL) (*blob.Bucket, error)

var openers = map[string]Opener{}

// Register makes a scheme known. It is for package initialisation.
func Register(scheme string, open Opener) { openers[scheme] = open }

// OpenBucket opens the bucket at an address, as Open does a store.
func OpenBucket(ctx context.Context, address, dir string) (*Bucket, error) {
	scheme, _, isURL := strings.Cut(address, "://")
	if !isURL {
		if !filepath.IsAbs(address) {
			address = filepath.Join(dir, address)
		}
		return openFolder(address)
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, badAddress(address, err)
	}
	if scheme == "file" {
		if u.Host != "" || u.Path == "" || u.RawQuery != "" {
			return nil, badAddress(address, nil)
		}
		return openFolder(filepath.FromSlash(u.Path))
	}
	open := openers[scheme]
	if open == nil {
		return nil, badAddress(address, nil)
	}
	b := &Bucket{prefix: strings.Trim(u.Path, "/"), place: u.Scheme + "://" + u.Host + u.Path}
	if b.prefix != "" {
		if err := CheckKey(b.prefix); err != nil {
			return nil, err
		}
		b.prefix += "/"
	}
	if b.blobs, err = open(ctx, u); err != nil {
		return nil, Because(diag.Say("打不开存储 %s", "the store %s cannot be opened", b.place), err)
	}
	return b, nil
}

func openFolder(dir string) (*Bucket, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, Because(diag.Say("打不开存储 %s", "the store %s cannot be opened", dir), err)
	}
	blobs, err := fileblob.OpenBucket(abs, &fileblob.Options{CreateDir: true, NoTempDir: true, Metadata: fileblob.MetadataDontWrite})
	if err != nil {
		return nil, Because(diag.Say("打不开存储 %s", "the store %s cannot be opened", abs), err)
	}
	return &Bucket{blobs: blobs, root: abs, place: abs}, nil
}

// Put makes data stand under key, whole or not at all, and on the disk when it
// returns. What stands there already with the same size and SHA-256 stays as it is.
func (b *Bucket) Put(ctx context.Context, key string, data []byte) error {
	if err := CheckKey(key); err != nil {
		return err
	}
	same, err := b.holds(ctx, key, data)
	if err == nil && !same {
		err = b.write(ctx, b.prefix+key, data)
	}
	if err != nil {
		return Because(diag.Say("写不进 %s", "%s cannot be written", b.where(key)), err)
	}
	return nil
}

// holds tells whether data stands under key.
func (b *Bucket) holds(ctx context.Context, key string, data []byte) (bool, error) {
	r, err := b.blobs.NewReader(ctx, b.prefix+key, nil)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer r.Close()
	if r.Size() != int64(len(data)) {
		return false, nil
	}
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		return false, err
	}
	want := sha256.Sum256(data)
	return bytes.Equal(h.Sum(nil), want[:]), nil
}

// write writes a blob. In a folder its file is synced before it gets its name.
func (b *Bucket) write(ctx context.Context, key string, data []byte) error {
	var file *os.File
	sum := md5.Sum(data)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	w, err := b.blobs.NewWriter(ctx, key, &blob.WriterOptions{
		ContentType: contentType(key),
		ContentMD5:  sum[:],
		BeforeWrite: func(as func(any) bool) error {
			if b.root != "" {
				as(&file)
			}
			return nil
		},
	})
	if err != nil {
		return err
	}
	if _, err = w.Write(data); err == nil && file != nil {
		err = file.Sync()
	}
	if err != nil {
		cancel() // closing gives the writing up, and takes its temporary file away
	}
	return cmp.Or(err, w.Close())
}

// read gives all that stands under key; ErrNotFound if nothing does.
func (b *Bucket) read(ctx context.Context, key string) ([]byte, error) {
	r, err := b.open(ctx, key)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, Because(diag.Say("读不了 %s", "%s cannot be read", b.where(key)), err)
	}
	return data, nil
}

func (b *Bucket) open(ctx context.Context, key string) (*blob.Reader, error) {
	if err := CheckKey(key); err != nil {
		return nil, errors.Join(ErrNotFound, err)
	}
	r, err := b.blobs.NewReader(ctx, b.prefix+key, nil)
	switch {
	case gcerrors.Code(err) == gcerrors.NotFound:
		return nil, &diag.Fault{Message: diag.Say("存储里没有 %s", "%s is not in the store", b.where(key)), Cause: ErrNotFound}
	case err != nil:
		return nil, Because(diag.Say("读不了 %s", "%s cannot be read", b.where(key)), err)
	}
	return r, nil
}

func (b *Bucket) where(key string) string {
	if b.root != "" {
		return filepath.Join(b.root, filepath.FromSlash(key))
	}
	return strings.TrimSuffix(b.place, "/") + "/" + key
}

// Close gives the bucket back.
func (b *Bucket) Close() error { return b.blobs.Close() }

// contentType is what a web server says of a file; the list is here because that
// of a system differs from machine to machine.
func contentType(key string) string {
	switch path.Ext(key) {
	case ".pdf":
		return "application/pdf"
	case ".epub":
		return "application/epub+zip"
	case ".json":
		return "application/json"
	case ".jpg":
		return "image/jpeg"
	case ".png":
		return "image/png"
	case ".html":
		return "text/html; charset=utf-8"
	case ".txt":
		return "text/plain; charset=utf-8"
	case ".xml", ".atom":
		return "application/atom+xml; charset=utf-8"
	}
	return "application/octet-stream"
}
