package config_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"banxin/internal/config"
	"banxin/internal/diag"
)

var update = flag.Bool("update", false, "rewrite the expected diagnostics in testdata")

// TestBroken loads the configuration in each testdata/*.txtar. A section named
// "issue" is the issue asked for; "zh" and "en" are the diagnostics expected.
func TestBroken(t *testing.T) {
	t.Parallel()
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases in testdata: %v", err)
	}
	for _, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			dir, issue, want := unpack(t, archive)
			_, _, list, err := config.Load(filepath.Join(dir, "config.toml"), issue)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]string{"zh": write(list, "zh"), "en": write(list, "en")}
			if *update {
				rewrite(t, file, archive, got)
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("diagnostics of %s (-want +got; -update rewrites):\n%s", file, diff)
			}
		})
	}
}

// unpack writes the files of a case into a folder and gives its other sections.
func unpack(t *testing.T, archive *txtar.Archive) (dir, issue string, want map[string]string) {
	t.Helper()
	dir, want = t.TempDir(), map[string]string{}
	for _, f := range archive.Files {
		switch f.Name {
		case "issue":
			issue = strings.TrimSpace(string(f.Data))
		case "zh", "en":
			want[f.Name] = string(f.Data)
		default:
			put(t, filepath.Join(dir, filepath.FromSlash(f.Name)), string(f.Data))
		}
	}
	return dir, issue, want
}

func put(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// write gives diagnostics as text: a line each, its hints below it.
func write(list diag.List, lang string) string {
	var b strings.Builder
	for _, d := range list {
		fmt.Fprintf(&b, "%s: %s %s: %s\n", d.Pos, d.Severity, d.Code, d.Message.In(lang))
		for _, h := range d.Hints {
			fmt.Fprintf(&b, "\t%s\n", h.In(lang))
		}
	}
	return b.String()
}

func rewrite(t *testing.T, file string, archive *txtar.Archive, got map[string]string) {
	t.Helper()
	out := &txtar.Archive{Comment: archive.Comment}
	for _, f := range archive.Files {
		if got[f.Name] == "" {
			out.Files = append(out.Files, f)
		}
	}
	for _, lang := range []string{"zh", "en"} {
		out.Files = append(out.Files, txtar.File{Name: lang, Data: []byte(got[lang])})
	}
	if err := os.WriteFile(file, txtar.Format(out), 0o644); err != nil {
		t.Fatal(err)
	}
}
