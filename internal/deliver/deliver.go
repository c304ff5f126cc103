// Package deliver brings released issues to where they are wanted: a folder, an
// SFTP server, a bucket of S3, a webhook, a mailbox. Open gives the Sink of a
// delivery. Folder, SFTP and S3 end in one identical state however often and
// however many at once they run; webhook and mail arrive at least once, always with
// the same key. It knows no clock, no queue and no configuration file.
package deliver

import (
	"context"
	"errors"
	"io"
	"time"
)

// Options are the settings of one delivery, as [[delivery]] of config.toml has them.
type Options struct {
	Name         string
	Kind         string   // folder, sftp, s3, webhook, mail
	Files        []string // parts to deliver: print, ticket, …; none: all
	Folder       string   // folder: target, relative to Dir
	Into         string   // folder, sftp, s3: folder of one release; "" is DefaultInto
	Address      string   // sftp, mail: host:port
	User         string   // sftp, mail
	KeyFile      string   // sftp
	PasswordFile string   // sftp, mail
	KnownHosts   string   // sftp
	Path         string   // sftp: folder on the server
	URL          string   // s3, webhook
	SecretFile   string   // webhook
	From         string   // mail
	To           []string // mail
	TLS          string   // mail: starttls, tls, none
	Dir          string   // that relative paths start from
}

// DefaultInto is the folder of one release when the delivery names none.
const DefaultInto = "{issue}-r{revision}"

// Parcel is what is delivered: the files of one release and what a notice says.
type Parcel struct {
	Publication string // identity
	Name        string // as readers know it
	Issue       string
	Date        string // 2021-01-15
	Number      string
	Revision    int
	ID          string // "publication/issue/r1": the same however often it is sent
	Files       []File
	Notice      Notice
}

// File is a file of a release.
type File struct {
	Name   string
	Part   string // print, ticket, preflight, reading, epub, sha256, cover
	Bytes  int64
	SHA256 string // hexadecimal
	Open   func(context.Context) (io.ReadCloser, error)
}

// The kinds of notices.
const (
	Released = "release"
	Alarm    = "alarm"
)

// Notice is what webhook and mail say of a release or of a missing one.
type Notice struct {
	Kind     string // Released or Alarm
	Findings []string
	Links    []Link
	At       time.Time // when it was released, or given up
	Reason   string    // of an alarm
}

// Link is an address with its words.
type Link struct{ Title, URL string }

// Sink takes parcels; Open gives one. Deliver may be called any number of times with the same
// parcel, and side by side. Its errors have words in both languages (diag.Words);
// IsPermanent tells those that no retry heals.
type Sink interface {
	Deliver(ctx context.Context, p *Parcel) error
}

// Permanent marks an error that no retry heals.
func Permanent(err error) error { return &permanent{err} }

// IsPermanent tells whether Permanent marked the error or one that it wraps.
func IsPermanent(err error) bool {
	var p *permanent
	return errors.As(err, &p)
}

type permanent struct{ error }

func (p *permanent) Unwrap() error { return p.error }
