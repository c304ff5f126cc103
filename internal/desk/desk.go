// Package desk is what a browser sees of the service: a page of what is due, built and
// delivered, the released files, and what watches the process. Start with Handler. It
// only shows; nothing can be changed through it.
package desk

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"
	"unicode"

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

// patience is how long a page waits for the database.
const patience = 5 * time.Second

// Handler serves "/", "/healthz", "/readyz", "/metrics" and "/store/<key>", to GET and
// HEAD alone. Links on the page are relative: it may stand below any path of a proxy.
func Handler(src Source, files Files, metrics http.Handler, log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) { ready(w, r, src) })
	mux.Handle("GET /metrics", metrics)
	mux.Handle("GET /store/{key...}", &shelf{files, log})
	mux.HandleFunc("GET /desk.css", style)
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) { board(w, r, src, log) })
	return guarded(mux)
}

// guarded sets what holds for every answer.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		next.ServeHTTP(w, r)
	})
}

// plain answers with a line of text.
func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	fmt.Fprintln(w, text)
}

func ready(w http.ResponseWriter, r *http.Request, src Source) {
	ctx, cancel := context.WithTimeout(r.Context(), patience)
	defer cancel()
	if err := src.Ready(ctx); err != nil {
		plain(w, http.StatusServiceUnavailable, hushed(err.Error()))
		return
	}
	plain(w, http.StatusOK, "ready")
}

// style serves the style sheet. Its address changes with it.
func style(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, r, "", time.Time{}, strings.NewReader(sheet))
}

// board serves the page. When the database does not answer, the page says so.
func board(w http.ResponseWriter, r *http.Request, src Source, log *slog.Logger) {
	ctx, cancel := context.WithTimeout(r.Context(), patience)
	defer cancel()
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Vary", "Accept-Language")
	status := http.StatusOK
	b, err := src.Board(ctx)
	p := &page{asked: askedBy(r)}
	if err != nil {
		log.WarnContext(ctx, "status page", "error", err)
		status, p.Trouble = http.StatusServiceUnavailable, hushed(err.Error())
	} else {
		p.fill(b)
	}
	var out bytes.Buffer
	if err := pageTemplate().Execute(&out, p); err != nil {
		log.ErrorContext(ctx, "status page", "error", err)
		plain(w, http.StatusInternalServerError, "the page cannot be written")
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", p.HTMLLang())
	w.WriteHeader(status)
	_, _ = w.Write(bytes.Map(printable, out.Bytes())) // an error: the browser has gone
}

// printable puts a sign in the place of what HTML cannot hold.
func printable(r rune) rune {
	if unicode.IsControl(r) && r != '\n' {
		return unicode.ReplacementChar
	}
	return r
}
