package pdf_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banxin/internal/issue"
	"banxin/internal/manuscript"
	"banxin/internal/press"
)

// TestWholeIssues: the articles of whole issues stand in the tree as the manuscripts
// have them, each in one element: heading, paragraphs, captions in their order, and
// nothing else but jump lines.
func TestWholeIssues(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]string{"bulletin": "../../config.toml", "A4": "../../examples/a4-two-column/config.toml"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			res, err := press.Build(t.Context(), press.Request{ConfigPath: config, OutDir: t.TempDir(), Version: "test"}, nil)
			if err != nil || res.Dir == "" {
				t.Fatalf("%v, %v", err, res.Diagnostics)
			}
			data, err := os.ReadFile(filepath.Join(res.Dir, res.IssueID+"-reading.pdf"))
			if err != nil {
				t.Fatal(err)
			}
			want := articles(t, filepath.Join(filepath.Dir(config), "sources", res.IssueID))
			got := readBack(t, data).root.all("Art")
			if len(got) != len(want) || len(want) < 9 {
				t.Fatalf("%d articles, not %d", len(got), len(want))
			}
			for i, a := range got {
				text := a.words("Link", "Figure")
				if text != want[i].text {
					t.Errorf("article %d reads\n%s\nnot\n%s", i+1, text, want[i].text)
				}
				if h := append(a.all("H1"), a.all("H2")...); len(h) != 1 || h[0].words() != want[i].title {
					t.Errorf("article %d has %d headings, not %q alone", i+1, len(h), want[i].title)
				}
				if n := len(a.all("P")) - len(a.all("Link")); n != want[i].paragraphs {
					t.Errorf("article %d has %d paragraphs, not %d", i+1, n, want[i].paragraphs)
				}
			}
		})
	}
}

// article is what the tree must say of an article, without spaces.
type article struct {
	title, text string
	paragraphs  int
}

// articles reads the articles of the manuscripts of a folder.
func articles(t *testing.T, folder string) []article {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no manuscripts in %s: %v", folder, err)
	}
	var out []article
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		res, _ := manuscript.Read(file, data, manuscript.Options{})
		for _, a := range issue.Articles(res.Sections) {
			var x article
			for _, clause := range a.Headline {
				x.title += issue.Plain(clause)
			}
			for _, part := range [][]issue.Inline{a.Kicker, a.Overline, a.Deck} {
				if len(part) > 0 {
					x.paragraphs++
				}
			}
			x.text = issue.Plain(a.Kicker) + issue.Plain(a.Overline) + x.title + issue.Plain(a.Deck)
			for _, b := range a.Blocks {
				x.text += issue.Plain(b.Inlines)
				if b.Kind != issue.QRNote {
					x.paragraphs++
				}
			}
			x.title, x.text = strings.Join(strings.Fields(x.title), ""), strings.Join(strings.Fields(x.text), "")
			out = append(out, x)
		}
	}
	return out
}
