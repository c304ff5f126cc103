package telemetry

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/sdk/trace"
)

const scope = "banxin"

// StartTraces sends spans to the collector that the standard variables of OpenTelemetry
// name: OTEL_EXPORTER_OTLP_ENDPOINT or OTEL_EXPORTER_OTLP_TRACES_ENDPOINT. Without one of
// these, with OTEL_SDK_DISABLED=true or OTEL_TRACES_EXPORTER=none nothing is set up.
// What cannot be sent is logged and lost; it never holds up the work. stop sends what is
// left and is to be called once, at the end; it is never nil.
func StartTraces(ctx context.Context, version string, log *slog.Logger) (stop func(context.Context) error, err error) {
	nothing := func(context.Context) error { return nil }
	if on, err := tracesWanted(); !on {
		return nothing, err
	}
	about, err := resource.New(ctx,
		resource.WithTelemetrySDK(), resource.WithHost(),
		resource.WithAttributes(attribute.String("service.name", scope), attribute.String("service.version", version)),
		resource.WithFromEnv()) // last: OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES have the last word
	if err != nil {
		return nothing, fmt.Errorf("traces: %w", err)
	}
	exporter, err := otlptracehttp.New(ctx)
	if err != nil {
		return nothing, fmt.Errorf("traces: %w", err)
	}
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) { log.Warn("traces", "error", err) }))
	provider := trace.NewTracerProvider(trace.WithBatcher(exporter), trace.WithResource(about))
	otel.SetTracerProvider(provider)
	return provider.Shutdown, nil
}

// tracesWanted reads those variables that the library does not heed.
func tracesWanted() (bool, error) {
	endpoint := cmp.Or(os.Getenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"), os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT"))
	if endpoint == "" || strings.EqualFold(os.Getenv("OTEL_SDK_DISABLED"), "true") {
		return false, nil
	}
	switch exporter := os.Getenv("OTEL_TRACES_EXPORTER"); exporter {
	case "none":
		return false, nil
	case "", "otlp":
	default:
		return false, fmt.Errorf("traces: OTEL_TRACES_EXPORTER=%s is not known; write otlp or none", exporter)
	}
	switch protocol := cmp.Or(os.Getenv("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"), os.Getenv("OTEL_EXPORTER_OTLP_PROTOCOL")); protocol {
	case "", "http/protobuf", "http/json":
	default:
		return false, fmt.Errorf("traces: OTEL_EXPORTER_OTLP_PROTOCOL=%s is not known; write http/protobuf or http/json", protocol)
	}
	return true, nil
}

// Span begins a piece of work within that of ctx. The function given back ends it, with
// the error it ended with or nil; it is to be called once. Without StartTraces both do
// nothing.
func Span(ctx context.Context, name string, attributes ...slog.Attr) (context.Context, func(error)) {
	ctx, span := otel.Tracer(scope).Start(ctx, name)
	if span.IsRecording() {
		for _, a := range attributes {
			span.SetAttributes(keyValue(a))
		}
	}
	return ctx, func(err error) {
		if err != nil {
			span.RecordError(err)
			span.SetStatus(codes.Error, err.Error())
		}
		span.End()
	}
}

// keyValue gives an attribute of the log as one of a span.
func keyValue(a slog.Attr) attribute.KeyValue {
	switch v := a.Value.Resolve(); v.Kind() {
	case slog.KindInt64:
		return attribute.Int64(a.Key, v.Int64())
	case slog.KindFloat64:
		return attribute.Float64(a.Key, v.Float64())
	case slog.KindBool:
		return attribute.Bool(a.Key, v.Bool())
	default:
		return attribute.String(a.Key, v.String())
	}
}
