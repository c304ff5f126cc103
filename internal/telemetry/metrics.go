package telemetry

import (
	"context"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics counts what the process does. All methods may be called from many goroutines.
type Metrics struct {
	registry   *prometheus.Registry
	built      *prometheus.CounterVec
	phase      *prometheus.HistogramVec
	released   *prometheus.CounterVec
	deliveries *prometheus.CounterVec
	ledger     *ledger
}

// Gauges is what the database knows, for all processes together.
type Gauges struct {
	Depth       map[string]int       // jobs by state, as the queue names it
	Overdue     map[string]int       // by publication: issues past their deadline without a release
	LastSuccess map[string]time.Time // by publication: the last release; none: not there
}

// askTimeout is how long a scrape waits for the database. Prometheus gives up after 10 s
// unless told otherwise.
const askTimeout = 5 * time.Second

// NewMetrics gives metrics of a registry of their own, with those of Go and the process.
func NewMetrics(version string) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		built: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "banxin_issues_built_total", Help: "Builds of issues by this process, by their verdict.",
		}, []string{"publication", "verdict"}),
		phase: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "banxin_build_phase_duration_seconds", Help: "Seconds that a phase of a build took.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300},
		}, []string{"phase"}),
		released: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "banxin_issues_released_total", Help: "Revisions of issues released by this process.",
		}, []string{"publication"}),
		deliveries: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "banxin_deliveries_total", Help: "Attempts to deliver a release by this process, by kind and result (ok, failed).",
		}, []string{"publication", "kind", "result"}),
		ledger: newLedger(),
	}
	info := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "banxin_build_info", Help: "1; the labels say which program runs.",
		ConstLabels: prometheus.Labels{"version": text(version), "goversion": runtime.Version()},
	})
	info.Set(1)
	m.registry.MustRegister(m.built, m.phase, m.released, m.deliveries, m.ledger, info,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Built counts a build, with the time of each of its phases.
func (m *Metrics) Built(publication, verdict string, phases map[string]time.Duration) {
	m.built.WithLabelValues(text(publication), text(verdict)).Inc()
	for name, took := range phases {
		m.phase.WithLabelValues(text(name)).Observe(took.Seconds())
	}
}

// Released counts a release and when it was.
func (m *Metrics) Released(publication string, at time.Time) {
	m.released.WithLabelValues(text(publication)).Inc()
	m.ledger.released(text(publication), at)
}

// Delivered counts an attempt to deliver.
func (m *Metrics) Delivered(publication, kind string, ok bool) {
	result := "failed"
	if ok {
		result = "ok"
	}
	m.deliveries.WithLabelValues(text(publication), text(kind), result).Inc()
}

// Observe names whom to ask for the gauges at each scrape. Before that there are none.
func (m *Metrics) Observe(ask func(context.Context) (Gauges, error)) { m.ledger.observe(ask) }

// Handler serves the metrics to Prometheus. While the database does not answer,
// banxin_database_up is 0 and the gauges are missing; the rest is served all the same.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Registry: m.registry})
}

// ledger gives the gauges to the registry.
type ledger struct {
	up, depth, overdue, last *prometheus.Desc

	mu      sync.Mutex
	ask     func(context.Context) (Gauges, error)
	success map[string]time.Time // releases of this process
}

func newLedger() *ledger {
	desc := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc(name, help, labels, nil)
	}
	return &ledger{
		up:      desc("banxin_database_up", "1 if the database answered this scrape, else 0."),
		depth:   desc("banxin_queue_jobs", "Jobs in the queue by state.", "state"),
		overdue: desc("banxin_issues_overdue", "Issues past their deadline without a release.", "publication"),
		last:    desc("banxin_last_release_timestamp_seconds", "When an issue was last released, in seconds since 1970.", "publication"),
		success: map[string]time.Time{},
	}
}

func (l *ledger) observe(ask func(context.Context) (Gauges, error)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ask = ask
}

func (l *ledger) released(publication string, at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if at.After(l.success[publication]) {
		l.success[publication] = at
	}
}

// Describe implements prometheus.Collector.
func (l *ledger) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{l.up, l.depth, l.overdue, l.last} {
		ch <- d
	}
}

// Collect implements prometheus.Collector.
func (l *ledger) Collect(ch chan<- prometheus.Metric) {
	l.mu.Lock()
	ask := l.ask
	last := map[string]time.Time{}
	for publication, at := range l.success {
		last[publication] = at
	}
	l.mu.Unlock()

	gauge := func(d *prometheus.Desc, value float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	if ask != nil {
		ctx, cancel := context.WithTimeout(context.Background(), askTimeout)
		defer cancel()
		if g, err := ask(ctx); err != nil {
			gauge(l.up, 0)
		} else {
			gauge(l.up, 1)
			for state, n := range merged(g.Depth) {
				gauge(l.depth, float64(n), state)
			}
			for publication, n := range merged(g.Overdue) {
				gauge(l.overdue, float64(n), publication)
			}
			for publication, at := range g.LastSuccess {
				if publication = text(publication); at.After(last[publication]) {
					last[publication] = at
				}
			}
		}
	}
	for publication, at := range last {
		gauge(l.last, float64(at.UnixMilli())/1000, publication)
	}
}

// merged sums up what is one and the same as a label.
func merged(numbers map[string]int) map[string]int {
	out := map[string]int{}
	for name, n := range numbers {
		out[text(name)] += n
	}
	return out
}

// text makes a label of any string: Prometheus takes no bytes that are not UTF-8, and
// would panic.
func text(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }
