package press

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banxin/fonts"
	"banxin/layout/unit"
)

// centred makes a face of the characters of text whose comma stands in the middle
// of its em, as in Traditional Chinese.
func centred(t testing.TB, text string) []byte {
	t.Helper()
	from, err := fonts.Open("NotoSerifSC-Regular")
	if err != nil {
		t.Fatal(err)
	}
	var glyphs []fonts.SubsetGlyph
	for _, r := range text {
		gid, _ := from.GID(r)
		g := fonts.SubsetGlyph{Code: r, GID: gid, Advance: from.Advance(gid)}
		if r == '，' {
			g.Shift = 400 * unit.FullEm / 1000
		}
		glyphs = append(glyphs, g)
	}
	data, err := from.Subset(glyphs, fonts.SubsetOptions{Name: "Traditional"})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestTraditionalFace: a face whose marks stand in the middle is refused at its
// key, but for a fallback that no mark is taken from.
func TestTraditionalFace(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ chain, text, want string }{
		"alone":                      {"['t.ttf']", "，。中", "sources/x/issue.toml:3:10 error font-marks"},
		"first":                      {"['t.ttf', 'NotoSansSC-Bold']", "，。中", "sources/x/issue.toml:3:10 error font-marks"},
		"fallback":                   {"['NotoSansSC-Bold', 't.ttf']", "，。中", ""},
		"marks stand as they should": {"['t.ttf']", "。中", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			req := paper(t, map[string]string{"issue.toml": "date = 2026-03-01\n[face]\nextra = " + c.chain + "\n", "a.txt": spring})
			if err := os.WriteFile(filepath.Join(filepath.Dir(req.ConfigPath), "t.ttf"), centred(t, c.text), 0o666); err != nil {
				t.Fatal(err)
			}
			res, err := Check(t.Context(), req, nil)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, d := range res.Diagnostics {
				if strings.HasPrefix(d.Code, "font-") {
					got += d.Pos.String() + " " + d.Severity.String() + " " + d.Code
				}
			}
			if got != c.want || c.want != "" && res.Verdict != BadConfig {
				t.Errorf("%q, verdict %s, want %q", got, res.Verdict, c.want)
			}
		})
	}
}

// BenchmarkOpenFaces opens the shipped faces and looks at their marks.
func BenchmarkOpenFaces(b *testing.B) {
	build := newBuild(shippedRequest(b), nil)
	build.job.config(b.Context())
	for b.Loop() {
		if diags := build.job.openFaces(); len(diags) > 0 {
			b.Fatal(summary(diags))
		}
	}
}
