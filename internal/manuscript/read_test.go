package manuscript

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"banxin/internal/diag"
	"banxin/internal/issue"
)

var update = flag.Bool("update", false, "rewrite the expected models in testdata")

func sortedKeys(m map[string]int) []string { return slices.Sorted(maps.Keys(m)) }

const bulletin = "../../sources/2021-01-15/bulletin.txt"

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestModels compares the model of every manuscript in testdata, and of the
// bulletin, with the golden file beside it, and holds the account over each.
func TestModels(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(files, bulletin) {
		base := strings.TrimSuffix(filepath.Base(name), ".txt")
		t.Run(base, func(t *testing.T) {
			t.Parallel()
			data := readFile(t, name)
			result, list := Read(filepath.Base(name), data, Options{})
			checkGolden(t, filepath.Join("testdata", base+".golden"), describe(result, list))
			checkAccount(t, data)
		})
	}
}

func checkGolden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(readFile(t, name)), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// TestBulletin holds the figures the manuscript of the bulletin is known by.
func TestBulletin(t *testing.T) {
	t.Parallel()
	result, list := Read("bulletin.txt", readFile(t, bulletin), Options{})
	got := map[string]int{"section": len(result.Sections)}
	var cuts []int
	dropped := ""
	for _, a := range issue.Articles(result.Sections) {
		got["article"]++
		if len(a.Kicker) > 0 {
			got["kicker"]++
		}
		for _, b := range a.Blocks {
			name := blockNames[b.Kind]
			if b.Kind == issue.Lead {
				got[name]++
				name = "paragraph"
			}
			got[name]++
			for _, in := range b.Inlines {
				if in.Kind == issue.RunIn {
					got["run-in"]++
				}
			}
			for _, c := range b.Cuts {
				cuts = append(cuts, c.Before.Line)
				dropped += c.Dropped
			}
		}
	}
	want := map[string]int{"section": 3, "article": 9, "kicker": 8, "paragraph": 43, "lead": 8, "run-in": 26, "byline": 1, "qr-note": 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]int{17, 51, 65, 79, 97, 135}, cuts); diff != "" {
		t.Errorf("cuts after lines (-want +got):\n%s", diff)
	}
	if dropped != "作，" {
		t.Errorf("dropped %q", dropped)
	}
	if n := len(list) - list.Count(diag.Note); n > 0 {
		t.Errorf("%d findings or errors", n)
	}
}
