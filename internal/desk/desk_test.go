package desk_test

import (
	"flag"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"banxin/internal/desk"
)

var update = flag.Bool("update", false, "write the golden files anew")

var quiet = slog.New(slog.DiscardHandler)

func metrics() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "banxin_build_info 1\n") })
}

// ask sends one request to a desk.
func ask(t *testing.T, h http.Handler, method, target string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestPage(t *testing.T) {
	t.Parallel()
	h := desk.Handler(source{board: office()}, nil, metrics(), quiet)
	for _, lang := range []string{"zh", "en"} {
		r := ask(t, h, "GET", "/?lang="+lang)
		got := body(t, r)
		if r.StatusCode != 200 || r.Header.Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("%s: %s, %s", lang, r.Status, r.Header.Get("Content-Type"))
		}
		golden := filepath.Join("testdata", "board."+lang+".html")
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
			t.Errorf("%s (-want +got):\n%s", golden, d)
		}
	}
}

func TestWatching(t *testing.T) {
	t.Parallel()
	well := desk.Handler(source{board: office()}, nil, metrics(), quiet)
	ill := desk.Handler(source{err: errDown, ready: errDown}, nil, metrics(), quiet)
	for _, c := range []struct {
		h      http.Handler
		target string
		status int
		want   string
	}{
		{well, "/healthz", 200, "ok\n"},
		{ill, "/healthz", 200, "ok\n"},
		{well, "/readyz", 200, "ready\n"},
		{ill, "/readyz", 503, "connect postgres://banxin:…@db/banxin: connection refused\n"},
		{ill, "/metrics", 200, "banxin_build_info 1\n"},
	} {
		r := ask(t, c.h, "GET", c.target)
		if got := body(t, r); r.StatusCode != c.status || got != c.want {
			t.Errorf("%s: %s %q, want %d %q", c.target, r.Status, got, c.status, c.want)
		}
	}
	r := ask(t, ill, "GET", "/")
	if page := body(t, r); r.StatusCode != 503 || !strings.Contains(page, "现在看不到状态") || !strings.Contains(page, "connection refused") || strings.Contains(page, "hunter2") {
		t.Errorf("without a database: %s\n%s", r.Status, page)
	}
}

func TestOnlyReading(t *testing.T) {
	t.Parallel()
	h := desk.Handler(source{board: office()}, nil, metrics(), quiet)
	for _, target := range []string{"/", "/healthz", "/readyz", "/metrics", "/store/x", "/desk.css"} {
		for _, method := range []string{"POST", "PUT", "DELETE", "PATCH"} {
			if r := ask(t, h, method, target); r.StatusCode != http.StatusMethodNotAllowed || r.Header.Get("Allow") != "GET, HEAD" {
				t.Errorf("%s %s: %s, Allow %q", method, target, r.Status, r.Header.Get("Allow"))
			}
		}
	}
	for _, target := range []string{"/admin", "/index.html", "/store"} {
		if r := ask(t, h, "GET", target); r.StatusCode == 200 {
			t.Errorf("%s: %s", target, r.Status)
		}
	}
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	t.Parallel()
	h := desk.Handler(source{board: office()}, nil, metrics(), quiet)
	for _, target := range []string{"/", "/healthz", "/desk.css", "/nowhere", "/store/.x"} {
		r := ask(t, h, "GET", target)
		if r.Header.Get("X-Content-Type-Options") != "nosniff" || !strings.HasPrefix(r.Header.Get("Content-Security-Policy"), "default-src 'none';") {
			t.Errorf("%s: %v", target, r.Header)
		}
	}
	// The page has no style and no script of its own that the policy would have to allow.
	page := body(t, ask(t, h, "GET", "/"))
	for _, not := range []string{"<style", "style=", "<script", "javascript:", "http://", "https://"} {
		if strings.Contains(page, not) {
			t.Errorf("the page has %s", not)
		}
	}
	_, sheet, _ := strings.Cut(page, `<link rel="stylesheet" href="`)
	sheet, _, _ = strings.Cut(sheet, `"`)
	if r := ask(t, h, "GET", "/"+sheet); r.StatusCode != 200 || r.Header.Get("Content-Type") != "text/css; charset=utf-8" {
		t.Errorf("%s: %s", sheet, r.Status)
	}
}
