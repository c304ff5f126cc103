package telemetry_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"banxin/internal/telemetry"
)

// scrape reads the metrics as Prometheus does.
func scrape(t *testing.T, m *telemetry.Metrics) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if w.Code != 200 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	return w.Body.String()
}

func expect(t *testing.T, page string, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !strings.Contains("\n"+page, "\n"+line+"\n") {
			t.Errorf("no line %s", line)
		}
	}
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	m := telemetry.NewMetrics("0.1.0")
	m.Built("专刊", "ok", map[string]time.Duration{"layout": 30 * time.Millisecond, "pdf": 2 * time.Second})
	m.Built("专刊", "ok", map[string]time.Duration{"layout": 10 * time.Millisecond})
	m.Built("专刊", "failed", nil)
	m.Released("专刊", time.Unix(1610704800, 500e6))
	m.Delivered("专刊", "sftp", false)
	m.Delivered("专刊", "sftp", true)
	page := scrape(t, m)
	expect(t, page,
		`banxin_issues_built_total{publication="专刊",verdict="ok"} 2`,
		`banxin_issues_built_total{publication="专刊",verdict="failed"} 1`,
		`banxin_build_phase_duration_seconds_bucket{phase="layout",le="0.01"} 1`,
		`banxin_build_phase_duration_seconds_count{phase="layout"} 2`,
		`banxin_build_phase_duration_seconds_sum{phase="pdf"} 2`,
		`banxin_issues_released_total{publication="专刊"} 1`,
		`banxin_deliveries_total{kind="sftp",publication="专刊",result="failed"} 1`,
		`banxin_deliveries_total{kind="sftp",publication="专刊",result="ok"} 1`,
		`banxin_last_release_timestamp_seconds{publication="专刊"} 1.6107048005e+09`,
	)
	for _, name := range []string{"go_goroutines", "process_start_time_seconds", `banxin_build_info{goversion="go`} {
		if !strings.Contains(page, "\n"+name) {
			t.Errorf("no %s", name)
		}
	}
	if strings.Contains(page, "banxin_database_up") {
		t.Error("speaks of a database that nobody named")
	}
}

func TestGaugesAreAskedForAtEachScrape(t *testing.T) {
	t.Parallel()
	m := telemetry.NewMetrics("0.1.0")
	m.Released("a", time.Unix(200, 0))
	var fails error
	m.Observe(func(ctx context.Context) (telemetry.Gauges, error) {
		if _, limited := ctx.Deadline(); !limited {
			t.Error("a scrape may wait for ever")
		}
		return telemetry.Gauges{
			Depth:       map[string]int{"available": 3, "running": 1},
			Overdue:     map[string]int{"a": 0, "b": 2},
			LastSuccess: map[string]time.Time{"a": time.Unix(100, 0), "b": time.Unix(300, 0)},
		}, fails
	})
	expect(t, scrape(t, m),
		`banxin_database_up 1`,
		`banxin_queue_jobs{state="available"} 3`,
		`banxin_queue_jobs{state="running"} 1`,
		`banxin_issues_overdue{publication="a"} 0`,
		`banxin_issues_overdue{publication="b"} 2`,
		`banxin_last_release_timestamp_seconds{publication="a"} 200`, // this process released after the database was read
		`banxin_last_release_timestamp_seconds{publication="b"} 300`,
	)
	fails = errors.New("database is gone")
	page := scrape(t, m)
	expect(t, page, `banxin_database_up 0`, `banxin_issues_released_total{publication="a"} 1`)
	if strings.Contains(page, "banxin_queue_jobs{") {
		t.Error("shows gauges that nobody gave")
	}
}

func TestAnyNameIsALabel(t *testing.T) {
	t.Parallel()
	m := telemetry.NewMetrics("\xff")
	for _, name := range []string{"", "\xff\xfe", "a\"b\\c\nd", "{}", "\x00"} {
		m.Built(name, name, map[string]time.Duration{name: 1})
		m.Released(name, time.Time{})
		m.Delivered(name, name, true)
	}
	m.Observe(func(context.Context) (telemetry.Gauges, error) {
		return telemetry.Gauges{Depth: map[string]int{"\xff": 1, "\xfe": 2}, Overdue: map[string]int{"\xff": 1}, LastSuccess: map[string]time.Time{"\xff": time.Unix(1, 0), "\xfe": time.Unix(2, 0)}}, nil
	})
	expect(t, scrape(t, m), `banxin_queue_jobs{state="�"} 3`)
}

// The manual names every metric, and no other.
func TestManualNamesEveryMetric(t *testing.T) {
	t.Parallel()
	m := telemetry.NewMetrics("0.1.0")
	m.Built("a", "ok", map[string]time.Duration{"pdf": 1})
	m.Released("a", time.Unix(1, 0))
	m.Delivered("a", "mail", true)
	m.Observe(func(context.Context) (telemetry.Gauges, error) {
		return telemetry.Gauges{Depth: map[string]int{"running": 1}, Overdue: map[string]int{"a": 1}}, nil
	})
	manual, err := os.ReadFile("../../docs/OPERATION.md")
	if err != nil {
		t.Fatal(err)
	}
	served, written := map[string]bool{}, map[string]bool{}
	for _, line := range regexp.MustCompile(`(?m)^# TYPE (banxin_\w+) `).FindAllStringSubmatch(scrape(t, m), -1) {
		served[line[1]] = true
	}
	for _, cell := range regexp.MustCompile("(?m)^\\| `(banxin_\\w+)").FindAllStringSubmatch(string(manual), -1) {
		written[cell[1]] = true
	}
	for name := range served {
		if !written[name] {
			t.Errorf("docs/OPERATION.md does not explain %s", name)
		}
	}
	for name := range written {
		if !served[name] {
			t.Errorf("docs/OPERATION.md explains %s, which is not served", name)
		}
	}
	if len(served) != 9 {
		t.Errorf("%d metrics: %v", len(served), served)
	}
}

func TestMetricsFromManyGoroutines(t *testing.T) {
	t.Parallel()
	m := telemetry.NewMetrics("0.1.0")
	m.Observe(func(context.Context) (telemetry.Gauges, error) { return telemetry.Gauges{}, nil })
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for range 50 {
				m.Built("a", "ok", map[string]time.Duration{"pdf": 1})
				m.Released("a", time.Unix(int64(i), 0))
				if i == 0 {
					scrape(t, m)
				}
			}
		})
	}
	all.Wait()
	expect(t, scrape(t, m), `banxin_issues_released_total{publication="a"} 400`, `banxin_last_release_timestamp_seconds{publication="a"} 7`)
}
