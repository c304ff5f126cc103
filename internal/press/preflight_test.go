package press

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banxin/internal/preflight"
)

// TestPrintFilesPass: the print files of the shipped issue and of every example keep
// the rules, as X-1a and as X-4, and their reports say so.
func TestPrintFilesPass(t *testing.T) {
	t.Parallel()
	configs, err := filepath.Glob("../../examples/*/config.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, config := range append(configs, shipped) {
		for _, standard := range []string{"x1a", "x4"} {
			j := &job{req: Request{ConfigPath: config, Version: "test"}}
			j.config(t.Context())
			j.cfg.Print.Standard = standard
			for _, do := range []step{{"read", j.read}, {"place", j.place}, {"compose", j.compose}, {"pdf", j.writePDF}, {"preflight", j.preflight}} {
				if diags := do.do(t.Context()); diags.HasErrors() {
					t.Fatalf("%s as %s, %s: %s", config, standard, do.name, summary(diags))
				}
			}
			if !j.report.OK() || j.report.Claimed != j.report.Standard.Version() || string(j.report.Standard) != standard {
				t.Errorf("%s as %s: %+v", config, standard, j.report)
			}
			want := "MYK" // black, and the red of the nameplate
			if config != shipped {
				want = "K"
			}
			for _, p := range j.newTicket(Output{"x.pdf", j.pdf}).Pages {
				if got := strings.Join(p.Inks, ""); got != want {
					t.Errorf("%s as %s: page %s is printed with %s, want %s", config, standard, p.Page, got, want)
				}
			}
		}
	}
}

// TestRefusedPrintFile: a print file that breaks a rule ends the build before anything
// is released, at the setting that leads to it where there is one.
func TestRefusedPrintFile(t *testing.T) {
	t.Parallel()
	for settings, want := range map[string]string{
		"style.byline.size = '4pt'":                              "PRE-TEXTSIZE",
		"colour.red = [100, 100, 100, 0]\nprint.ink_limit = 240": "COL-TAC",
	} {
		req := paper(t, map[string]string{"issue.toml": "date = 2026-03-01\n" + settings + "\n", "a.txt": spring + "\n\n记者　李四\n"})
		res, err := Build(t.Context(), req, nil)
		if err != nil {
			t.Fatal(err)
		}
		said := ""
		for _, d := range res.Diagnostics {
			if d.Code == "preflight" {
				said += d.Message.Zh
			}
		}
		if !strings.Contains(said, want) || res.Dir != "" {
			t.Errorf("%s: %q, %s", settings, said, summary(res.Diagnostics))
		}
	}
}

// TestReservations: what is no fact yet is told to whoever prints.
func TestReservations(t *testing.T) {
	t.Parallel()
	j := &job{req: shippedRequest(t)}
	j.config(t.Context())
	j.read(t.Context())
	var all []string
	for _, n := range j.reservations() {
		all = append(all, n.Zh)
	}
	said := strings.Join(all, "\n")
	for _, want := range []string{"二维码还没有地址，印的是空框：“扫描二维码", "publication.name 是代用值", "date 是代用值", "number 是代用值"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not among\n%s", want, said)
		}
	}
}

// TestPreflightOfFiles: what cannot be read gives a sentence, and never a report.
func TestPreflightOfFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, data string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	huge := write("huge.pdf", "")
	if err := os.Truncate(huge, largestChecked+1); err != nil { // a file with a hole
		t.Fatal(err)
	}
	for file, want := range map[string]string{
		write("empty.pdf", ""):                       "不是 PDF 文件",
		write("text.pdf", "hello"):                   "不是 PDF 文件",
		write("cut.pdf", "%PDF-1.4\n1 0 obj\n<< /T"): "文件不完整",
		filepath.Join(dir, "missing.pdf"):            "没有这个文件",
		dir:                                          "文件夹",
		huge:                                         "太大",
	} {
		report, _, diags := Preflight(PreflightRequest{File: file})
		if report != nil || len(diags) != 1 || !strings.Contains(diags[0].Message.Zh, want) {
			t.Errorf("%s: %v, %v", filepath.Base(file), report, diags)
		}
	}
	report, about, diags := Preflight(PreflightRequest{File: "../preflight/testdata/broken/FILE-ENCRYPT.pdf", Version: "test"})
	if report == nil || report.OK() || len(diags) > 0 || about.File != "FILE-ENCRYPT.pdf" || about.Program != "Banxin test" {
		t.Fatalf("%v, %v, %v", report, about, diags)
	}
	if o, _ := report.Outcome("FILE-ENCRYPT"); o.Status != preflight.Fail {
		t.Errorf("%+v", o)
	}
}

// TestRequirements: a print file is held against the settings of the issue that its
// name tells; any other file against those of the issue that is built by default.
func TestRequirements(t *testing.T) {
	t.Parallel()
	req := paper(t, map[string]string{"issue.toml": "date = 2026-03-01\nprint.standard = 'x4'\n", "a.txt": spring})
	res, err := Build(t.Context(), req, nil)
	if err != nil || res.Dir == "" {
		t.Fatalf("%v, %s", err, summary(res.Diagnostics))
	}
	file := filepath.Join(res.Dir, "x-print.pdf")
	report, _, diags := Preflight(PreflightRequest{File: file, ConfigPath: req.ConfigPath})
	if report == nil || !report.OK() || report.Standard != preflight.X4 {
		t.Fatalf("%+v, %s", report, summary(diags))
	}
	other := filepath.Join(res.Dir, "other.pdf")
	if err := os.Rename(file, other); err != nil {
		t.Fatal(err)
	}
	if report, _, diags := Preflight(PreflightRequest{File: other, ConfigPath: req.ConfigPath}); report != nil || !diags.HasErrors() {
		t.Errorf("there is no issue by default, and yet %+v", report)
	}
}
