// Package desk is what a browser sees of the service: a page of what is due, built and
// delivered, the released files, and what watches the process. Start with Handler. It
// only shows; nothing can be changed through it.
package desk

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"time"

	"banxin/internal/queue"
)

// Source is who knows the state of things.
type Source interface {
	// Board gives all that the page shows.
	Board(context.Context) (*queue.Board, error)
	// Ready tells why work cannot be done now: the database or the store does not
	// answer. nil: it can.
	Ready(context.Context) error
}

// File is a file of the store, open for reading.
type File struct {
	io.ReadSeekCloser
	Size     int64
	Modified time.Time
	SHA256   string // hexadecimal; empty: not known, the file gets no ETag
}

// Files opens a file of the store by its key. What is not there, or not for the public,
// is an error that wraps fs.ErrNotExist.
type Files func(ctx context.Context, key string) (*File, error)

// Handler serves "/", "/healthz", "/readyz", "/metrics" and "/store/<key>", to GET and
// HEAD alone.
func Handler(src Source, files Files, metrics http.Handler, log *slog.Logger) http.Handler {
	panic("skeleton") // replaced in the next commit
}
