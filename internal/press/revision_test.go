package press

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banxin/layout/display"
)

// part gives an output by the end of its name, or a file in one that is an EPUB.
func part(t *testing.T, outputs []Output, suffix string, inside ...string) string {
	t.Helper()
	for _, o := range outputs {
		if !strings.HasSuffix(o.Name, suffix) {
			continue
		}
		if len(inside) == 0 {
			return string(o.Data)
		}
		z, err := zip.NewReader(bytes.NewReader(o.Data), int64(len(o.Data)))
		if err != nil {
			t.Fatal(err)
		}
		f, err := z.Open(inside[0])
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(f)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	t.Fatalf("no output ends in %s", suffix)
	return ""
}

var revised = time.Date(2021, 1, 20, 1, 2, 3, 456, time.UTC)

// TestRevision: the second form of the bulletin says so in every file, with the time of
// the revision in the publication's zone, and its print file keeps the rules.
func TestRevision(t *testing.T) {
	t.Parallel()
	bulletin, err := os.ReadFile("../../sources/2021-01-15/bulletin.txt")
	if err != nil {
		t.Fatal(err)
	}
	settings, err := os.ReadFile("../../sources/2021-01-15/issue.toml")
	if err != nil {
		t.Fatal(err)
	}
	req := paper(t, map[string]string{"bulletin.txt": string(bulletin), "issue.toml": string(settings) + "\n[print]\nstandard = 'x4'\n"})
	x1a := shippedRequest(t)
	for _, r := range []*Request{&req, &x1a} {
		r.Revision, r.Revised = 2, revised
		made, err := Make(t.Context(), *r, nil)
		if err != nil || made.Verdict != Findings {
			t.Fatalf("%v: %s", err, summary(made.Diagnostics))
		}
		contains := func(what, text string, wants ...string) {
			t.Helper()
			for _, want := range wants {
				if !strings.Contains(text, want) {
					t.Errorf("%s: no %s", what, want)
				}
			}
		}
		const xmp = "<xmpMM:VersionID>2</xmpMM:VersionID>"
		const date = "<xmp:ModifyDate>2021-01-20T09:02:03+08:00</xmp:ModifyDate>"
		contains("reading PDF", part(t, made.Outputs, "-reading.pdf"), xmp, date)
		if r == &req {
			contains("print PDF", part(t, made.Outputs, "-print.pdf"), xmp, date)
		}
		contains("package", part(t, made.Outputs, ".epub", "EPUB/package.opf"),
			`<meta property="dcterms:modified">2021-01-20T01:02:03Z</meta>`, `<meta property="schema:version">2</meta>`)
		contains("colophon", part(t, made.Outputs, ".epub", "EPUB/xhtml/colophon.xhtml"),
			"<dd>2021年1月20日 09:02</dd>", "<dt>修订号</dt>\n<dd>2。取代本期此前发布的文件。</dd>")
		var got ticket
		if err := json.Unmarshal([]byte(part(t, made.Outputs, "-ticket.json")), &got); err != nil || got.Revision != 2 || got.Preflight != "passed" {
			t.Errorf("ticket %+v (%v)", got, err)
		}
	}
}

// slugs gives the line beside each page of the press sheets.
func slugs(t *testing.T, req Request) []string {
	t.Helper()
	j := &job{req: req}
	for _, do := range []step{{"config", j.config}, {"read", j.read}, {"place", j.place}, {"compose", j.compose}} {
		if diags := do.do(t.Context()); diags.HasErrors() {
			t.Fatalf("%s: %s", do.name, summary(diags))
		}
	}
	var out []string
	for i := range j.sheets.Pages {
		line := ""
		for _, item := range j.sheets.Pages[i].Items {
			if run, ok := item.(*display.GlyphRun); ok && run.Y < 0 {
				line += run.Text()
			}
		}
		out = append(out, line)
	}
	return out
}

func TestRevisionInSlug(t *testing.T) {
	t.Parallel()
	req := shippedRequest(t)
	const title = "崇川两会专刊 第1期 2021年1月15日　1／2　"
	for revision, want := range map[int]string{0: title + "PDF/X", 1: title + "PDF/X", 2: title + "修订号2　PDF/X", 13: title + "修订号13　PDF/X"} {
		req.Revision = revision
		if got := slugs(t, req)[0]; !strings.HasPrefix(got, want) {
			t.Errorf("revision %d: %q, want %q…", revision, got, want)
		}
	}
}

// TestFirstRevision: the first form says nothing of revisions, whatever time is given,
// and a time in issue.toml goes before the one given.
func TestFirstRevision(t *testing.T) {
	t.Parallel()
	outputs := func(revision int, at time.Time, settings string) []Output {
		req := paper(t, map[string]string{"issue.toml": "date = 2026-03-01\n" + settings, "a.txt": spring})
		req.Revision, req.Revised = revision, at
		made, err := Make(t.Context(), req, nil)
		if err != nil || len(made.Outputs) == 0 {
			t.Fatalf("%v: %s", err, summary(made.Diagnostics))
		}
		return made.Outputs
	}
	first := outputs(0, time.Time{}, "")
	for i, o := range outputs(1, revised, "") {
		if !bytes.Equal(o.Data, first[i].Data) {
			t.Errorf("%s of revision 1 differs", o.Name)
		}
	}
	for settings, want := range map[string]string{
		"revision = 2026-03-02T08:00:00\n": ">2026-03-02T00:00:00Z<",
		"":                                 ">2021-01-20T01:02:03Z<",
	} {
		if opf := part(t, outputs(3, revised, settings), ".epub", "EPUB/package.opf"); !strings.Contains(opf, want) {
			t.Errorf("%q: no %s in\n%s", settings, want, opf)
		}
	}
	if opf := part(t, outputs(2, time.Time{}, ""), ".epub", "EPUB/package.opf"); !strings.Contains(opf, ">2026-02-28T16:00:00Z<") {
		t.Errorf("without any time:\n%s", opf)
	}
}

// TestRevisionIsReleased: Build makes a later revision the same as Make does.
func TestRevisionIsReleased(t *testing.T) {
	t.Parallel()
	req := shippedRequest(t)
	req.Revision, req.Revised = 2, revised
	made, err := Make(t.Context(), req, nil)
	if err != nil {
		t.Fatal(err)
	}
	built, err := Build(t.Context(), req, nil)
	if err != nil || built.Dir == "" {
		t.Fatalf("%v: %s", err, summary(built.Diagnostics))
	}
	for _, o := range made.Outputs {
		if data, err := os.ReadFile(filepath.Join(built.Dir, o.Name)); err != nil || !bytes.Equal(data, o.Data) {
			t.Errorf("%s differs (%v)", o.Name, err)
		}
	}
}
