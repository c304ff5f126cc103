package press

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"banxin/layout/display"
	"banxin/layout/unit"
)

// TestStrictGridOnTheExample sets examples/a4-two-column with punctuation.grid: in
// both columns every Han of the body stands on the same squares.
func TestStrictGridOnTheExample(t *testing.T) {
	t.Parallel()
	const example = "../../examples/a4-two-column"
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "sources"), os.DirFS(filepath.Join(example, "sources"))); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(example, "config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	config := strings.Replace(string(data), "[punctuation]\n", "[punctuation]\ngrid = true\n", 1)
	path := filepath.Join(dir, "config.toml")
	if err := os.WriteFile(path, []byte(config), 0o666); err != nil {
		t.Fatal(err)
	}
	b := newBuild(Request{ConfigPath: path, OutDir: filepath.Join(dir, "out"), Version: "test"}, nil)
	if _, err := b.run(context.Background(), []step{
		{PhaseConfig, b.job.config}, {PhaseRead, b.job.read}, {PhasePlace, b.job.place}, {PhaseCompose, b.job.compose},
	}); err != nil {
		t.Fatal(err)
	}
	size := b.job.input.Styles["body"].Size
	count, off := 0, 0
	for _, page := range b.job.doc.Pages {
		for _, item := range page.Items {
			run, ok := item.(*display.GlyphRun)
			if !ok || run.Size != size || run.Face == "LXGWWenKai-Regular" { // kickers and bylines
				continue
			}
			x := run.X - b.job.input.Page.Left
			for _, g := range run.Glyphs {
				if unicode.Is(unicode.Han, []rune(g.Text)[0]) {
					count++
					// The columns begin 18 em apart.
					if d := (x + unit.Point/100) % size; d > unit.Point/50 {
						off++
					}
				}
				x += g.Advance.Of(run.Size) + g.Extra
			}
		}
	}
	if count < 3000 || off > 0 {
		t.Errorf("%d of %d Han stand off the grid", off, count)
	}
}
