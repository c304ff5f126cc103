package telemetry_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"

	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	common "go.opentelemetry.io/proto/otlp/common/v1"
	trace "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"

	"banxin/internal/telemetry"
)

// The tests of traces change the environment and the one provider of the process, and
// so do not run in parallel.

// variables are all that StartTraces heeds.
var variables = []string{
	"OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
	"OTEL_SDK_DISABLED", "OTEL_TRACES_EXPORTER", "OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES", "OTEL_TRACES_SAMPLER",
}

func environment(t *testing.T, set map[string]string) {
	for _, name := range variables {
		t.Setenv(name, set[name])
	}
}

// received is what a collector was sent.
type received struct {
	mu       sync.Mutex
	requests []*collector.ExportTraceServiceRequest
	headers  []http.Header
}

func (c *received) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(r.Body)
	var request collector.ExportTraceServiceRequest
	if err == nil && r.URL.Path == "/v1/traces" && r.Header.Get("Content-Type") == "application/x-protobuf" {
		err = proto.Unmarshal(data, &request)
	} else if err == nil {
		err = errors.New("no traces")
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.requests = append(c.requests, &request)
	c.headers = append(c.headers, r.Header)
	w.Header().Set("Content-Type", "application/x-protobuf")
}

// spans gives what came, by name.
func (c *received) spans() map[string]*trace.Span {
	out := map[string]*trace.Span{}
	for _, request := range c.requests {
		for _, resource := range request.ResourceSpans {
			for _, scope := range resource.ScopeSpans {
				for _, s := range scope.Spans {
					out[s.Name] = s
				}
			}
		}
	}
	return out
}

func text(attributes []*common.KeyValue, key string) string {
	for _, a := range attributes {
		if a.Key == key {
			return strings.TrimSpace(a.Value.String())
		}
	}
	return ""
}

func TestTraces(t *testing.T) {
	sent := &received{}
	server := httptest.NewServer(sent)
	defer server.Close()
	environment(t, map[string]string{
		"OTEL_EXPORTER_OTLP_ENDPOINT": server.URL, "OTEL_SERVICE_NAME": "banxin-office", "OTEL_RESOURCE_ATTRIBUTES": "deployment.environment=test",
	})
	t.Setenv("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20x")
	stop, err := telemetry.StartTraces(t.Context(), "0.1.0", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := telemetry.Span(t.Context(), "issue", slog.String("publication", "专刊"), slog.Int("revision", 2), slog.Bool("first", true), slog.Float64("share", .5))
	_, endInner := telemetry.Span(ctx, "layout")
	var log bytes.Buffer
	telemetry.Logger(&log, "info", true).InfoContext(ctx, "within")
	endInner(errors.New("no room"))
	end(nil)
	if err := stop(context.Background()); err != nil {
		t.Fatal(err)
	}

	spans := sent.spans()
	outer, inner := spans["issue"], spans["layout"]
	if outer == nil || inner == nil {
		t.Fatalf("received %v", spans)
	}
	if !bytes.Equal(outer.SpanId, inner.ParentSpanId) || !bytes.Equal(outer.TraceId, inner.TraceId) {
		t.Error("the inner span does not lie in the outer one")
	}
	for key, want := range map[string]string{"publication": "专刊", "revision": "2", "first": "true", "share": "0.5"} {
		if got := text(outer.Attributes, key); !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
	if outer.Status.GetCode() != trace.Status_STATUS_CODE_UNSET || inner.Status.GetCode() != trace.Status_STATUS_CODE_ERROR || inner.Status.Message != "no room" {
		t.Errorf("ended with %v and %v", outer.Status, inner.Status)
	}
	about := sent.requests[0].ResourceSpans[0].Resource.Attributes
	for key, want := range map[string]string{"service.name": "banxin-office", "service.version": "0.1.0", "deployment.environment": "test"} {
		if got := text(about, key); !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
	if got := sent.headers[0].Get("Authorization"); got != "Bearer x" {
		t.Errorf("Authorization: %q", got)
	}
	var line struct {
		Trace string `json:"trace_id"`
	}
	if err := json.Unmarshal(log.Bytes(), &line); err != nil || len(line.Trace) != 32 {
		t.Errorf("the log does not name the trace: %s", &log)
	}
}

func TestNoTracesUnlessAskedFor(t *testing.T) {
	sent := &received{}
	server := httptest.NewServer(sent)
	defer server.Close()
	for name, set := range map[string]map[string]string{
		"no endpoint": {},
		"disabled":    {"OTEL_EXPORTER_OTLP_ENDPOINT": server.URL, "OTEL_SDK_DISABLED": "true"},
		"none":        {"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": server.URL + "/v1/traces", "OTEL_TRACES_EXPORTER": "none"},
	} {
		t.Run(name, func(t *testing.T) {
			environment(t, set)
			before := runtime.NumGoroutine()
			stop, err := telemetry.StartTraces(t.Context(), "0.1.0", slog.New(slog.DiscardHandler))
			if err != nil {
				t.Fatal(err)
			}
			if after := runtime.NumGoroutine(); after > before {
				t.Errorf("%d goroutines more", after-before)
			}
			_, end := telemetry.Span(t.Context(), "issue")
			end(nil)
			if err := stop(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	if len(sent.requests) > 0 {
		t.Errorf("%d requests", len(sent.requests))
	}
}

func TestTracesRefuseWhatTheyDoNotKnow(t *testing.T) {
	for name, set := range map[string]map[string]string{
		"OTEL_TRACES_EXPORTER=zipkin":        {"OTEL_TRACES_EXPORTER": "zipkin"},
		"OTEL_EXPORTER_OTLP_PROTOCOL=grpc":   {"OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"},
		"OTEL_EXPORTER_OTLP_PROTOCOL=avian ": {"OTEL_EXPORTER_OTLP_TRACES_PROTOCOL": "avian "},
	} {
		set["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:1"
		environment(t, set)
		stop, err := telemetry.StartTraces(t.Context(), "0.1.0", slog.New(slog.DiscardHandler))
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
		if stop == nil {
			t.Fatalf("%s: nothing to stop", name)
		}
	}
}

func TestLogger(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		level string
		lines int
	}{{"debug", 4}, {"info", 3}, {"", 3}, {"loud", 3}, {"WARN", 2}, {" error ", 1}} {
		var out bytes.Buffer
		log := telemetry.Logger(&out, c.level, true).With("publication", "专刊").WithGroup("job")
		log.Debug("a")
		log.Info("b", "attempt", 1)
		log.Warn("c")
		log.Error("d\n\x1b", "error", errors.New("x"))
		if got := bytes.Count(out.Bytes(), []byte("\n")); got != c.lines {
			t.Errorf("%q: %d lines, want %d", c.level, got, c.lines)
		}
		decoder := json.NewDecoder(&out)
		for range c.lines {
			var line map[string]any
			if err := decoder.Decode(&line); err != nil || line["publication"] != "专刊" || line["trace_id"] != nil {
				t.Errorf("%q: %v (%v)", c.level, line, err)
			}
		}
	}
	var out bytes.Buffer
	telemetry.Logger(&out, "info", false).Info("for a terminal", "issue", "2021-01-15")
	if !strings.Contains(out.String(), `level=INFO msg="for a terminal" issue=2021-01-15`) {
		t.Error(out.String())
	}
}
