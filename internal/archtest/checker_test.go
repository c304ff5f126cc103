package archtest

import (
	"strings"
	"testing"
	"testing/fstest"
)

// moduleOf makes a small module of files: name, source, name, source …
func moduleOf(t *testing.T, files ...string) *tree {
	t.Helper()
	root := fstest.MapFS{"go.mod": {Data: []byte("module banxin\n\ngo 1.26.8\n")}}
	for i := 0; i < len(files); i += 2 {
		root[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	tr, err := load(root)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// expect compares the violations with what each must contain.
func expect(t *testing.T, got []violation, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("found %d violations, want %d: %v", len(got), len(want), got)
	}
	for i, v := range got {
		if !strings.Contains(v.String(), want[i]) {
			t.Errorf("violation %q does not say %q", v, want[i])
		}
	}
}

func TestDirection(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, dir, imports, want string }{
		{"command imports the pipeline", "cmd/banxin", "banxin/internal/press", ""},
		{"pipeline imports a phase", "internal/press", "banxin/layout", ""},
		{"pipeline imports the clock and files", "internal/press", "os", ""},
		{"phase imports the pipeline", "internal/manuscript", "banxin/internal/press", "may import only"},
		{"pipeline imports the command's texts", "internal/press", "banxin/internal/clitext", "not further right"},
		{"phase imports a phase", "internal/preflight", "banxin/internal/pdf", "may import only"},
		{"pdf sees the model", "internal/pdf", "banxin/internal/issue", "may import only"},
		{"picture sees the model", "internal/picture", "banxin/internal/issue", "may import only"},
		{"epub sees the display list", "internal/epub", "banxin/layout/display", "may import only"},
		{"layout sees the model", "layout", "banxin/internal/issue", "may import only"},
		{"layout sees the configuration", "layout/inline", "banxin/internal/config", "may import only"},
		{"layout reads files", "layout/page", "os", "no hidden input"},
		{"layout uses the network", "layout", "net/http", "no hidden input"},
		{"layout knows time", "layout", "time", "knows no clock"},
		{"display list imports a face", "layout/display", "banxin/fonts", "may import only"},
		{"leaf imports anything", "internal/diag", "banxin/layout/unit", "may import only"},
		{"gopdf elsewhere", "internal/press", "github.com/signintech/gopdf", "only internal/pdf"},
		{"gopdf in its place", "internal/pdf", "github.com/signintech/gopdf", ""},
		{"go-epub elsewhere", "internal/press", "github.com/go-shiori/go-epub", "only internal/epub"},
		{"toml elsewhere", "cmd/banxin", "github.com/BurntSushi/toml", "only internal/config"},
		{"package of a test-only module", "internal/preflight", "github.com/pdfcpu/pdfcpu/pkg/api", "which only tests may"},
		{"test-only module in a package for tests", "internal/deliver/delivertest", "github.com/emersion/go-smtp", ""},
		{"program imports a package for tests", "internal/deliver", "banxin/internal/deliver/delivertest", "belongs to the tests"},
		{"package for tests imports the program", "internal/deliver/delivertest", "banxin/internal/deliver", "may import only"},
		{"like-named module", "internal/press", "github.com/signintech/gopdfextra", ""},
		{"cgo", "internal/press", "C", "pure Go"},
		{"program imports the measurements", "internal/press", "banxin/bench/measure", "belongs to the tests"},
		{"measurement imports the timing", "bench/measure", "banxin/bench/timing", ""},
		{"measurement imports another", "bench/measure", "banxin/bench/naive", "may import only"},
		{"text check imports the layout", "checks/extractedtext", "banxin/layout", "may import only"},
		{"new check imports unlisted", "checks/other", "banxin/layout", "list it"},
		{"package outside the layers", "internal/util", "fmt", "has no layer"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			src := "// Package p is.\npackage p\n\nimport _ \"" + tt.imports + "\"\n"
			got := direction(moduleOf(t, tt.dir+"/p.go", src))
			if tt.want == "" {
				expect(t, got)
				return
			}
			expect(t, got, tt.want)
		})
	}
}

func TestDirectionLooksAtEveryFile(t *testing.T) {
	t.Parallel()
	bad := "package unit\n\nimport _ \"banxin/fonts\"\n"
	tr := moduleOf(t,
		"layout/unit/a.go", "package unit\n",
		"layout/unit/b_windows.go", "//go:build windows\n\n"+bad,
		"layout/unit/c_test.go", bad, // tests are free
		"layout/unit/testdata/d.go", bad, // not code of the module
		"tools/go.mod", "module tools\n",
		"tools/e.go", bad, // another module
	)
	got := direction(tr)
	expect(t, got, "layout/unit/b_windows.go:5: imports fonts")
}

func TestSize(t *testing.T) {
	t.Parallel()
	lines := func(n int, s string) string { return strings.Repeat(s+"\n", n) }
	function := func(n int) string { return "func f() {\n" + lines(n-2, "\t_ = 1") + "}\n" }
	table := "func g() {\n\t_ = []int{\n" + lines(200, "\t\t1,") + "\t}\n\t_ = `\n" + lines(80, "text") + "`\n" + lines(20, "\t_ = 1") + "}\n"
	tests := []struct{ name, file, src, want string }{
		{"function at the limit", "layout/a.go", "package a\n" + function(60), ""},
		{"function over the limit", "layout/a.go", "package a\n" + function(61), "layout/a.go:2: function f has 61 lines"},
		{"function over the limit in a test", "layout/a_test.go", "package a\n" + function(61), "function f has 61 lines"},
		{"function with a table", "layout/a.go", "package a\n" + table, ""},
		{"file at the limit", "layout/a.go", "package a\n" + lines(399, "//"), ""},
		{"file over the limit", "layout/a.go", "package a\n" + lines(400, "//"), "file has 401 lines"},
		{"test file over the limit", "layout/a_test.go", "package a\n" + lines(400, "//"), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := size(moduleOf(t, tt.file, tt.src))
			if tt.want == "" {
				expect(t, got)
				return
			}
			expect(t, got, tt.want)
		})
	}
}

func TestComments(t *testing.T) {
	t.Parallel()
	tr := moduleOf(t,
		"a/a.go", "// Package a is.\npackage a\n",
		"a/b.go", "package a\n",
		"b/b.go", "package b\n",
		"c/c.go", "// Some words.\npackage c\n",
		"cmd/d/d.go", "// Command d prints.\npackage main\n",
		"e/a.go", "// Package e is.\npackage e\n",
		"e/b.go", "// Package e is.\npackage e\n",
		"f/f_test.go", "package f\n",
	)
	expect(t, comments(tr), "b: 0 files have a package comment", "c/c.go:1: package comment must begin", "e: 2 files")
}

func TestClock(t *testing.T) {
	t.Parallel()
	src := "package p\n\nimport \"time\"\n\nvar started = time.Now()\n\nvar day = time.Hour * 24\n"
	tr := moduleOf(t, "internal/press/p.go", src, "cmd/banxin/p.go", src, "internal/press/p_test.go", src)
	expect(t, clock(tr), "internal/press/p.go:5: uses time.Now")
}

func TestModFile(t *testing.T) {
	t.Parallel()
	expect(t, modFile("module banxin\n\ngo 1.26.8\n"))
	expect(t, modFile("module banxin\n\ngo 1.26\n"), "must pin a full version")
	expect(t, modFile("module banxin\n\ngo 1.26.8\n\nreplace a => ../a\n"), "go.mod:5: replace")
	expect(t, modFile("module banxin\n\ngo 1.26.8\n\nreplace (\n\ta => ../a\n)\n"), "go.mod:5: replace")
}
