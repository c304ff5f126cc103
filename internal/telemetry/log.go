// Package telemetry is what the service tells those who watch it: metrics for
// Prometheus (NewMetrics), logs (Logger) and traces by OpenTelemetry (StartTraces,
// Span). It knows nothing of issues and jobs beyond their names.
package telemetry

import (
	"context"
	"io"
	"log/slog"
	"strings"

	"go.opentelemetry.io/otel/trace"
)

// Logger gives a log on w: one JSON object a line, or text for a terminal. The level is
// debug, info, warn or error; any other word is info. A line written within a span
// names it (trace_id, span_id).
func Logger(w io.Writer, level string, json bool) *slog.Logger {
	var least slog.Level
	if err := least.UnmarshalText([]byte(strings.TrimSpace(level))); err != nil {
		least = slog.LevelInfo
	}
	options := &slog.HandlerOptions{Level: least}
	if json {
		return slog.New(traced{slog.NewJSONHandler(w, options)})
	}
	return slog.New(traced{slog.NewTextHandler(w, options)})
}

// traced adds the span to what is logged within it.
type traced struct{ slog.Handler }

func (h traced) Handle(ctx context.Context, r slog.Record) error {
	if span := trace.SpanContextFromContext(ctx); span.IsValid() {
		r.AddAttrs(slog.String("trace_id", span.TraceID().String()), slog.String("span_id", span.SpanID().String()))
	}
	return h.Handler.Handle(ctx, r)
}

func (h traced) WithAttrs(attrs []slog.Attr) slog.Handler { return traced{h.Handler.WithAttrs(attrs)} }
func (h traced) WithGroup(name string) slog.Handler       { return traced{h.Handler.WithGroup(name)} }
