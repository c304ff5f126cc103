package press

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"banxin/internal/diag"
	"banxin/internal/epub"
	"banxin/internal/issue"
)

const shipped = "../../config.toml"

// shippedRequest builds the shipped issue into a folder of the test's.
func shippedRequest(t testing.TB) Request {
	return Request{ConfigPath: shipped, OutDir: filepath.Join(t.TempDir(), "out"), Version: "test"}
}

func TestBuildShippedIssue(t *testing.T) {
	t.Parallel()
	req := shippedRequest(t)
	var mu sync.Mutex
	ticks := 0
	req.Now = func() time.Time { // every look at the clock is a second
		mu.Lock()
		defer mu.Unlock()
		ticks++
		return time.Unix(int64(ticks), 0)
	}
	running := map[string]bool{}
	var ended []string
	res, err := Build(t.Context(), req, func(e Event) {
		if running[e.Phase] == !e.Done {
			t.Errorf("event %+v at a wrong time", e)
		}
		running[e.Phase] = !e.Done
		if e.Done {
			ended = append(ended, e.Phase)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if res.Verdict != Findings || res.IssueID != "2021-01-15" || res.Diagnostics.HasErrors() {
		t.Errorf("verdict %s, issue %s, %s", res.Verdict, res.IssueID, summary(res.Diagnostics))
	}
	var names []string
	for _, p := range res.Phases {
		names = append(names, p.Name)
		if p.Duration < time.Second {
			t.Errorf("phase %s took %s of the test's clock", p.Name, p.Duration)
		}
	}
	if d := cmp.Diff(buildPhases(), names); d != "" {
		t.Errorf("phases: %s", d)
	}
	slices.Sort(ended)
	if d := cmp.Diff(slices.Sorted(slices.Values(buildPhases())), ended); d != "" {
		t.Errorf("phases that ended: %s", d)
	}
	var files []string
	for _, f := range res.Files {
		files = append(files, f.Name)
	}
	if d := cmp.Diff([]string{"2021-01-15-print.pdf", "2021-01-15-ticket.json", "2021-01-15-preflight.json", "2021-01-15-preflight.html", "2021-01-15-reading.pdf", "2021-01-15.epub", "2021-01-15-sha256.txt"}, files); d != "" {
		t.Errorf("files: %s", d)
	}
	onlyIssue(t, req.OutDir)
	furniture := strings.Join(res.Furniture, "\n")
	for _, want := range []string{"崇川两会专刊", "第1期", "2021年1月15日", "星期五", "本期导读", "二维码占位"} {
		if !strings.Contains(furniture, want) {
			t.Errorf("furniture lacks %s", want)
		}
	}
}

// TestExamples: every example builds, and one that carries a manuscript of the
// shipped issues carries it byte for byte.
func TestExamples(t *testing.T) {
	t.Parallel()
	configs, err := filepath.Glob("../../examples/*/config.toml")
	if err != nil || len(configs) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for _, config := range configs {
		res, err := Build(t.Context(), Request{ConfigPath: config, OutDir: t.TempDir(), Version: "test"}, nil)
		if err != nil || res.Verdict != Findings || len(res.Files) != 7 {
			t.Errorf("%s: %v, verdict %s: %s", config, err, res.Verdict, summary(res.Diagnostics))
		}
		copies, _ := filepath.Glob(filepath.Join(filepath.Dir(config), "sources", "*", "*.txt"))
		for _, path := range copies {
			original := filepath.Join("../../sources", filepath.Base(filepath.Dir(path)), filepath.Base(path))
			want, err := os.ReadFile(original)
			if errors.Is(err, fs.ErrNotExist) {
				continue // the example's own
			}
			have, err2 := os.ReadFile(path)
			if err != nil || err2 != nil || !bytes.Equal(have, want) {
				t.Errorf("%s differs from %s (%v, %v)", path, original, err, err2)
			}
		}
	}
}

// TestBuildIsDeterministic: builds side by side in one process give the same bytes
// and the same findings.
func TestBuildIsDeterministic(t *testing.T) {
	t.Parallel()
	results := make([]*Result, 4)
	var all sync.WaitGroup
	for i := range results {
		req := shippedRequest(t)
		all.Go(func() {
			res, err := Build(t.Context(), req, nil)
			if err != nil {
				t.Error(err)
			}
			results[i] = res
		})
	}
	all.Wait()
	for _, res := range results[1:] {
		a, b := *results[0], *res
		a.Dir, b.Dir = "", ""
		if d := cmp.Diff(a, b); d != "" {
			t.Error(d)
		}
	}
}

// TestSimultaneousBuilds of one issue into one folder: all succeed, and what
// stands is one of their sets.
func TestSimultaneousBuilds(t *testing.T) {
	t.Parallel()
	req := shippedRequest(t)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if res, err := Build(t.Context(), req, nil); err != nil || res.Verdict != Findings {
				t.Errorf("%v, %v", res, err)
			}
		})
	}
	all.Wait()
	onlyIssue(t, req.OutDir)
}

// TestCheckWritesNothing and finds what a build finds before it composes.
func TestCheckWritesNothing(t *testing.T) {
	t.Parallel()
	req := shippedRequest(t)
	res, err := Check(t.Context(), req, nil)
	if err != nil || res.Verdict != Findings || res.Dir != "" || len(res.Files) != 0 || len(res.Phases) != 3 {
		t.Errorf("%+v, %v", res, err)
	}
	if _, err := os.Stat(req.OutDir); err == nil {
		t.Error("the output folder was made")
	}
}

// TestBuildCancelled gives up at the beginning of each phase in turn. Nothing may
// stand in the output folder afterwards, unless the release had begun.
func TestBuildCancelled(t *testing.T) {
	t.Parallel()
	for _, phase := range buildPhases() {
		t.Run(phase, func(t *testing.T) {
			t.Parallel()
			req := shippedRequest(t)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			res, err := Build(ctx, req, func(e Event) {
				if e.Phase == phase && !e.Done {
					cancel()
				}
			})
			if !errors.Is(err, context.Canceled) || res == nil || res.Verdict != Failed || res.Dir != "" {
				t.Errorf("result %+v, error %v", res, err)
			}
			if entries, err := os.ReadDir(req.OutDir); err == nil && len(entries) > 0 {
				t.Errorf("left behind: %v", entries)
			}
		})
	}
}

// TestPanicBecomesDiagnostic: a fault in any step, also in one of the two writers
// that run side by side, ends the build with a sentence.
func TestPanicBecomesDiagnostic(t *testing.T) {
	t.Parallel()
	b := newBuild(Request{}, nil)
	broken := func(context.Context) diag.List { panic("index out of range") }
	for _, name := range []string{PhaseConfig, PhaseCompose, ""} {
		res, err := b.run(t.Context(), []step{{name, broken}, {PhaseRelease, func(context.Context) diag.List {
			t.Error("the build went on")
			return nil
		}}})
		if err != nil || res.Verdict != Failed || len(res.Diagnostics) != 1 {
			t.Fatalf("%+v, %v", res, err)
		}
		d := res.Diagnostics[0]
		if d.Code != "program-fault" || !strings.Contains(d.Message.Zh, "index out of range") || strings.Contains(d.Message.Zh, ".go:") {
			t.Errorf("%+v", d)
		}
	}
	// The job has no configuration: both writers fail as they are called.
	if diags := b.phase(t.Context(), PhaseEPUB, b.job.writeEPUB); !diags.HasErrors() {
		t.Error("a writer without input succeeded")
	}
}

// paper writes a configuration like the shipped one with an issue of these files.
func paper(t testing.TB, files map[string]string) Request {
	t.Helper()
	dir := t.TempDir()
	config, err := os.ReadFile(shipped)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{"config.toml": string(config)}
	for name, data := range files {
		all["sources/x/"+name] = data
	}
	for name, data := range all {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return Request{ConfigPath: filepath.Join(dir, "config.toml"), IssueID: "x", Version: "test"}
}

const spring = "春天来了\n\n今天是三月的第一天，公园里的花开了，市民纷纷出门踏青，孩子们在草地上放风筝。\n"

// TestVerdicts: which fault is the configuration's and which the manuscripts'.
func TestVerdicts(t *testing.T) {
	t.Parallel()
	dated := "date = 2026-03-01\n"
	for name, c := range map[string]struct {
		files   map[string]string
		verdict Verdict
		codes   string
	}{
		"in order":       {map[string]string{"issue.toml": dated, "a.txt": spring}, Findings, ""},
		"two files":      {map[string]string{"issue.toml": dated, "a.txt": spring, "b.txt": spring}, Findings, ""},
		"EPUB alone":     {map[string]string{"issue.toml": dated + "output.pdf = false\n", "a.txt": spring}, Findings, ""},
		"reading alone":  {map[string]string{"issue.toml": dated + "output.pdf = false\noutput.epub = false\n", "a.txt": spring}, Findings, ""},
		"no output":      {map[string]string{"issue.toml": dated + "output.pdf = false\noutput.reading = false\noutput.epub = false\n", "a.txt": spring}, BadConfig, "no-output"},
		"rare":           {map[string]string{"issue.toml": dated, "a.txt": strings.Replace(spring, "花", "𪛕", 1)}, Failed, "missing-glyph"},
		"not found":      {map[string]string{"issue.toml": dated + "[[pages]]\ntemplate = 'inner'\n[[pages.place]]\nframe = 'strip-a'\nheadline = '夏天来了'\n", "a.txt": spring}, BadConfig, "article-not-found"},
		"face is text":   {map[string]string{"issue.toml": dated + "[face]\nsong = ['sources/x/f.ttf']\n", "a.txt": spring, "f.ttf": "no font"}, BadConfig, "font-not-recognised"},
		"long address":   {map[string]string{"issue.toml": dated + "[[qr.code]]\nnote = '扫'\naddress = '" + strings.Repeat("a", 3000) + "'\n", "a.txt": spring + "\n扫描二维码看图。\n"}, BadConfig, "qr-address"},
		"other bytes":    {map[string]string{"issue.toml": dated, "a.txt": "\xff\xff\xff"}, Failed, "unknown-encoding"},
		"wrong override": {map[string]string{"issue.toml": dated + "[[read]]\nline = 1\ntext = '夏天'\nas = 'headline'\n", "a.txt": spring}, BadConfig, "reading-mismatch"},
		"right override": {map[string]string{"issue.toml": dated + "[[read]]\nline = 3\ntext = '今天是'\nas = 'lead'\n", "a.txt": spring}, Findings, ""},
		"rare name":      {map[string]string{"issue.toml": dated + "publication.name = '𪛕报'\n", "a.txt": spring}, BadConfig, "missing-glyph"},
		"no QR address":  {map[string]string{"issue.toml": dated + "qr.allow_placeholder = false\n", "a.txt": spring + "\n扫描二维码看图。\n"}, BadConfig, "qr-no-address"},
		"not Chinese":    {map[string]string{"issue.toml": dated + "publication.language = 'en'\n", "a.txt": spring}, BadConfig, "unknown-value"},
		"no manuscript":  {map[string]string{"issue.toml": dated}, BadConfig, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			req := paper(t, c.files)
			res, err := Build(t.Context(), req, nil)
			if err != nil {
				t.Fatal(err)
			}
			if res.Verdict != c.verdict || !hasError(res.Diagnostics, c.codes) {
				t.Errorf("verdict %s, want %s with error %q: %s", res.Verdict, c.verdict, c.codes, summary(res.Diagnostics))
			}
			released := c.verdict == Findings
			if _, err := os.Stat(filepath.Join(filepath.Dir(req.ConfigPath), "out", "x")); (err == nil) != released {
				t.Errorf("released is %v, want %v", err == nil, released)
			}
		})
	}
}

// hasError tells whether there is an error of the code; empty: any will do.
func hasError(l diag.List, code string) bool {
	for _, d := range l {
		if d.Severity == diag.Error && d.Code == code {
			return true
		}
	}
	return code == ""
}

// TestFlowWithoutTakers: templates whose frames take nothing still get the text.
func TestFlowWithoutTakers(t *testing.T) {
	t.Parallel()
	req := paper(t, map[string]string{"a.txt": spring, "issue.toml": `date = 2026-03-01
[[template]]
name = "front"
[[template.frame]]
name = "lead"
takes = "none"
[[template]]
name = "inner"
[[template.frame]]
name = "strip-a"
takes = "none"
[[template.frame]]
name = "strip-b"
takes = "none"
`})
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	res, err := Build(ctx, req, nil)
	if err != nil || res.Dir == "" {
		t.Errorf("%+v, %v", res, err)
	}
}

// TestDraftList: the list beside a draft is given every diagnostic, sorted.
func TestDraftList(t *testing.T) {
	t.Parallel()
	req := shippedRequest(t)
	req.Draft = true
	var listed diag.List
	req.FindingsList = func(l diag.List) []byte { listed = l; return []byte("list") }
	res, err := Build(t.Context(), req, nil)
	if err != nil || len(res.Files) != 3 {
		t.Fatalf("%+v, %v", res, err)
	}
	if d := cmp.Diff(res.Diagnostics, listed); d != "" {
		t.Error(d)
	}
	if !strings.Contains(strings.Join(res.Furniture, ""), draftMark) {
		t.Error("no watermark")
	}
}

// BenchmarkBuild builds the shipped issue, release included, in a process that
// has its faces open.
func BenchmarkBuild(b *testing.B) {
	req := shippedRequest(b)
	for b.Loop() {
		if res, err := Build(b.Context(), req, nil); err != nil || res.Dir == "" {
			b.Fatal(res, err)
		}
	}
}

// TestOneAddressInBothEditions: the address of a QR code whose note the
// configuration writes with other marks than the manuscript is a code in print
// and a link in the EPUB.
func TestOneAddressInBothEditions(t *testing.T) {
	t.Parallel()
	const address = "https://example.org/2026"
	req := paper(t, map[string]string{
		"issue.toml": "date = 2026-03-01\n[[qr.code]]\nnote = '请扫描二维码,看图'\naddress = '" + address + "'\n",
		"a.txt":      spring + "\n请扫描二维码，看图。\n",
	})
	b := newBuild(req, nil)
	for _, do := range []func(context.Context) diag.List{b.job.config, b.job.read, b.job.place, b.job.compose} {
		if diags := do(t.Context()); diags.HasErrors() {
			t.Fatal(summary(diags))
		}
	}
	last := b.job.input.Stories[0].Paras[len(b.job.input.Stories[0].Paras)-1]
	if last.Code == nil {
		t.Errorf("print has no code")
	}
	blocks := issue.Articles(b.job.model.Sections)[0].Blocks
	if got := blocks[len(blocks)-1].Address; got != address {
		t.Errorf("the EPUB has the address %q", got)
	}
}

// TestNotWritten: what a writer refuses is reported at its place, in the language
// of the reader; any other failure with its cause.
func TestNotWritten(t *testing.T) {
	t.Parallel()
	pos := diag.Pos{File: "a.txt", Line: 3, Col: 2}
	refused := &epub.InputError{Found: diag.List{{Pos: pos, Severity: diag.Error, Code: "illegal-character"}}}
	if got := summary(notWritten("EPUB", fmt.Errorf("write: %w", refused))); got != "a.txt:3:2 error illegal-character" {
		t.Error(got)
	}
	if got := summary(notWritten("EPUB", io.ErrShortWrite)); got != " error epub-not-written" {
		t.Error(got)
	}
	if got := notWritten("PDF", nil); got != nil {
		t.Error(got)
	}
}
