// Package store keeps released issues: in a folder, or in a bucket of S3 when
// package internal/store/s3 is linked. Open gives a Store, Put puts a revision into
// it. What stands there is laid out for people:
//
//	<publication>/<year>/<issue>/r<revision>/<file>
//
// A revision is there if and only if its release.json is, which is written last. A
// store knows no clock and nothing of how issues are made.
package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"
	"time"

	"banxin/internal/diag"
)

// ErrNotFound is what Get gives for a revision that is not released, and Read and
// Object for a file that is not there.
var ErrNotFound = errors.New("not in the store")

// ErrTaken is what Put gives when another content stands under the revision: what
// is released is never written over.
var ErrTaken = errors.New("released with other content")

// File is a released file.
type File struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"` // hexadecimal
}

// Blob is a file on its way into the store.
type Blob struct {
	Name string
	Data []byte
}

// Release is one revision of an issue as release.json tells it.
type Release struct {
	Publication string    `json:"publication"` // identity, names the folder
	Name        string    `json:"name"`        // as readers know it
	Publisher   string    `json:"publisher,omitempty"`
	Language    string    `json:"language,omitempty"` // BCP 47
	Title       string    `json:"title"`              // of the issue: publication, number, date
	Issue       string    `json:"issue"`
	Date        string    `json:"date"` // 2021-01-15
	Number      string    `json:"number,omitempty"`
	WholeNumber string    `json:"whole_number,omitempty"`
	Revision    int       `json:"revision"`
	Revised     time.Time `json:"revised,omitzero"` // of revision 2 and later
	Content     string    `json:"content"`          // SHA-256 of what it was made of, hexadecimal
	Identifier  string    `json:"identifier"`       // dc:identifier of the EPUB
	Verdict     string    `json:"verdict"`
	Findings    []string  `json:"findings,omitempty"`
	Subjects    []string  `json:"subjects,omitempty"`
	Contents    []string  `json:"contents,omitempty"` // headlines
	Published   time.Time `json:"published"`          // 00:00 of Date, in the publication's zone
	Modified    time.Time `json:"modified"`           // as in the files
	Files       []File    `json:"files"`              // Put sets them
}

// Object is an open file of the store.
type Object interface {
	io.ReadSeekCloser
	Size() int64
	ModTime() time.Time
}

// Store is an open store. Its methods may be called side by side, and by several
// processes at once.
type Store struct{ bucket *Bucket }

// Open opens the store at an address: a folder, relative to dir; file:///folder; or
// a scheme that a linked package has registered: s3://bucket/prefix?….
func Open(ctx context.Context, address, dir string) (*Store, error) {
	b, err := OpenBucket(ctx, address, dir)
	if err != nil {
		return nil, err
	}
	return &Store{b}, nil
}

// Put puts a revision into the store and sets r.Files: the files first, release.json
// last. Putting it again mends what is missing or damaged and changes nothing else;
// ErrTaken if another release stands there.
func (s *Store) Put(ctx context.Context, r *Release, files []Blob) error {
	if err := r.check(); err != nil {
		return err
	}
	r.Files = nil
	for _, f := range files {
		if err := checkFile(f.Name, r.Files); err != nil {
			return err
		}
		r.Files = append(r.Files, File{f.Name, int64(len(f.Data)), fmt.Sprintf("%x", sha256.Sum256(f.Data))})
	}
	sheet, err := encode(r)
	if err != nil {
		return err
	}
	all := func(string) bool { return true } // the folder of a revision is the store's own
	return s.bucket.alone(ctx, r.folder(), ".lock", all, func() error { return s.put(ctx, r, files, sheet) })
}

func (s *Store) put(ctx context.Context, r *Release, files []Blob, sheet []byte) error {
	switch standing, err := s.bucket.read(ctx, s.Key(r, releaseFile)); {
	case errors.Is(err, ErrNotFound):
		if err := s.bucket.keepOnly(ctx, r.folder(), r.Files); err != nil {
			return err
		}
	case err != nil:
		return err
	case !bytes.Equal(standing, sheet):
		return &diag.Fault{
			Message: diag.Say("%s 已发布别的内容，不会被覆盖；请用下一个修订号", "%s is released with other content and is not written over; use the next revision", s.bucket.where(r.folder())),
			Cause:   ErrTaken,
		}
	}
	errs := make([]error, len(files))
	var all sync.WaitGroup
	for i, f := range files {
		all.Go(func() { errs[i] = s.bucket.Put(ctx, s.Key(r, f.Name), f.Data) })
	}
	all.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	if err := s.bucket.syncAll(r.folder()); err != nil {
		return err
	}
	if err := s.bucket.Put(ctx, s.Key(r, releaseFile), sheet); err != nil {
		return err
	}
	return s.bucket.sync(r.folder())
}

// Get reads the release.json of a revision; ErrNotFound if there is none.
func (s *Store) Get(ctx context.Context, publication, year, issue string, revision int) (*Release, error) {
	key := folder(publication, year, issue, revision) + "/" + releaseFile
	data, err := s.bucket.read(ctx, key)
	if err != nil {
		return nil, err
	}
	r := new(Release)
	if err := json.Unmarshal(data, r); err != nil {
		return nil, &diag.Fault{Message: diag.Say("%s 已损坏：%v", "%s is damaged: %v", s.bucket.where(key), err), Cause: err}
	}
	return r, nil
}

// Read opens a file of a release.
func (s *Store) Read(ctx context.Context, r *Release, name string) (io.ReadCloser, error) {
	return s.Object(ctx, s.Key(r, name))
}

// Object opens what stands under a key, for a web server.
func (s *Store) Object(ctx context.Context, key string) (Object, error) {
	return s.bucket.open(ctx, key)
}

// Key is where a file of a release stands in the store.
func (s *Store) Key(r *Release, name string) string { return r.folder() + "/" + name }

// PutFeed writes a file of the publication that changes with its issues, as one step
// for whoever reads it.
func (s *Store) PutFeed(ctx context.Context, publication, name string, data []byte) error {
	if err := errors.Join(CheckName(publication), CheckName(name)); err != nil {
		return err
	}
	own := func(leftover string) bool { return leftover == name }
	return s.bucket.alone(ctx, publication, "."+name+".lock", own, func() error {
		if err := s.bucket.Put(ctx, publication+"/"+name, data); err != nil {
			return err
		}
		return s.bucket.syncAll(publication)
	})
}

// Ready tells whether the store can be reached.
func (s *Store) Ready(ctx context.Context) error {
	ok, err := s.bucket.blobs.IsAccessible(ctx)
	what := diag.Say("用不了存储 %s", "the store %s cannot be used", s.bucket.place)
	if err == nil && !ok {
		err = fs.ErrNotExist
	}
	return Because(what, err)
}

// Close gives the store back.
func (s *Store) Close() error { return s.bucket.Close() }

// encode writes release.json for people too.
func encode(r *Release) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(r)
	return b.Bytes(), err
}
