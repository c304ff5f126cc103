package press

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banxin/internal/icc"
)

// profileOf changes a byte range of the shipped profile.
func profileOf(t testing.TB, at int, with string) []byte {
	t.Helper()
	packed, _, ok := icc.Shipped("FOGRA39")
	if !ok {
		t.Fatal("no profile is shipped")
	}
	data, err := icc.Unpack(packed)
	if err != nil {
		t.Fatal(err)
	}
	copy(data[at:], with)
	return data
}

// TestProfileFile: a profile that cannot be used is refused at its key before any file
// is written, and the old files stay; one that can be is embedded.
func TestProfileFile(t *testing.T) {
	t.Parallel()
	sound := profileOf(t, 0, "")
	for name, c := range map[string]struct {
		print string
		data  []byte
		want  string // in the message; empty: the file is built
	}{
		"sound, X-1a":     {"profile = 'p.icc'", sound, ""},
		"sound, X-4":      {"profile = 'p.icc'\nstandard = 'x4'", sound, ""},
		"no profile":      {"profile = 'p.icc'", []byte("hello"), "不是 ICC 特性文件"},
		"empty":           {"profile = 'p.icc'", nil, "不是 ICC 特性文件"},
		"of a display":    {"profile = 'p.icc'", profileOf(t, 12, "mntr"), "类别是 \"mntr\""},
		"RGB":             {"profile = 'p.icc'", profileOf(t, 16, "RGB "), "色彩空间是 \"RGB\""},
		"newer than X-1a": {"profile = 'p.icc'", profileOf(t, 8, "\x04"), "PDF/X-1a 只许 2 版"},
		"cut off":         {"profile = 'p.icc'", sound[:5000], "残缺"},
		"of another kind": {"profile = 'p.icc'\ncondition = 'FOGRA52'", sound, "不像是 print.condition = \"FOGRA52\" 的"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			req := paper(t, map[string]string{"issue.toml": "date = 2026-03-01\n[print]\n" + c.print + "\n", "a.txt": spring})
			req.OutDir = filepath.Join(filepath.Dir(req.ConfigPath), "out")
			if err := os.WriteFile(filepath.Join(filepath.Dir(req.ConfigPath), "p.icc"), c.data, 0o666); err != nil {
				t.Fatal(err)
			}
			old := filepath.Join(req.OutDir, "x", "x-print.pdf")
			if err := os.MkdirAll(filepath.Dir(old), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(old, []byte("old"), 0o666); err != nil {
				t.Fatal(err)
			}
			res, err := Build(t.Context(), req, nil)
			if err != nil {
				t.Fatal(err)
			}
			pdf, err := os.ReadFile(old)
			if err != nil {
				t.Fatal(err)
			}
			if c.want == "" {
				if res.Dir == "" || !bytes.Contains(pdf, []byte("/DestOutputProfile")) {
					t.Errorf("not built: %s", summary(res.Diagnostics))
				}
				return
			}
			found := false
			for _, d := range res.Diagnostics {
				found = found || d.Code == "print-profile" && d.Pos.Line == 3 && strings.Contains(d.Message.Zh, c.want)
			}
			if !found || res.Verdict != BadConfig || string(pdf) != "old" {
				t.Errorf("verdict %s, %s: %v", res.Verdict, summary(res.Diagnostics), res.Diagnostics)
			}
		})
	}
}

// TestUnreadableProfile: what the system refuses to read is named with its key.
func TestUnreadableProfile(t *testing.T) {
	t.Parallel()
	req := paper(t, map[string]string{"issue.toml": "date = 2026-03-01\nprint.profile = 'p.icc'\n", "a.txt": spring})
	if err := os.Mkdir(filepath.Join(filepath.Dir(req.ConfigPath), "p.icc"), 0o777); err != nil {
		t.Fatal(err)
	}
	res, err := Build(t.Context(), req, nil)
	if err != nil || res.Verdict != BadConfig || res.Dir != "" || !strings.Contains(summary(res.Diagnostics), "sources/x/issue.toml:2:17 error") {
		t.Errorf("%v, verdict %s: %v", err, res.Verdict, res.Diagnostics)
	}
}
