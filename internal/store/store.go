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
	"context"
	"errors"
	"io"
	"time"
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

// Store is an open store. Its methods may be called side by side.
type Store struct{}

// Open opens the store at url: a folder, relative to dir; file:///folder; or a
// scheme that a linked package has registered, s3://bucket/prefix?….
func Open(ctx context.Context, url, dir string) (*Store, error) { return nil, errors.ErrUnsupported }

// Put puts a revision into the store and sets r.Files.
func (s *Store) Put(ctx context.Context, r *Release, files []Blob) error {
	return errors.ErrUnsupported
}

// Get reads the release.json of a revision; ErrNotFound if there is none.
func (s *Store) Get(ctx context.Context, publication, year, issue string, revision int) (*Release, error) {
	return nil, errors.ErrUnsupported
}

// Read opens a file of a release.
func (s *Store) Read(ctx context.Context, r *Release, name string) (io.ReadCloser, error) {
	return nil, errors.ErrUnsupported
}

// Object opens what stands under a key, for a web server.
func (s *Store) Object(ctx context.Context, key string) (Object, error) {
	return nil, errors.ErrUnsupported
}

// Key is where a file of a release stands in the store.
func (s *Store) Key(r *Release, name string) string { return "" }

// PutFeed writes a file of the publication that changes with its issues.
func (s *Store) PutFeed(ctx context.Context, publication, name string, data []byte) error {
	return errors.ErrUnsupported
}

// Ready tells whether the store can be reached.
func (s *Store) Ready(ctx context.Context) error { return errors.ErrUnsupported }

// Close gives the store back.
func (s *Store) Close() error { return nil }
