package press

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banxin/internal/cos"
)

// TestReadingAddress: a code's address with other letters than ASCII is a link in the
// reading PDF, written as a URI.
func TestReadingAddress(t *testing.T) {
	t.Parallel()
	req := paper(t, map[string]string{
		"issue.toml": "date = 2026-03-01\n[[qr.code]]\nnote = '扫'\naddress = 'https://example.org/春?a=b'\n",
		"a.txt":      spring + "\n扫描二维码看图。\n",
	})
	res, err := Build(t.Context(), req, nil)
	if err != nil || res.Verdict != Findings {
		t.Fatalf("%v, %s", err, summary(res.Diagnostics))
	}
	data, err := os.ReadFile(filepath.Join(res.Dir, "x-reading.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	file, err := cos.Open(data, cos.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var uri cos.Object
	alt := ""
	for _, ref := range file.Refs() {
		d := file.Dict(ref)
		if a := file.Dict(d["A"]); a["S"] == cos.Name("URI") {
			uri = a["URI"]
		}
		if d["S"] == cos.Name("Figure") {
			alt, _ = file.Text(d["Alt"])
		}
	}
	if want := "https://example.org/%E6%98%A5?a=b"; uri != cos.String(want) {
		t.Errorf("the link leads to %v", uri)
	}
	if want := "扫描二维码看图。 https://example.org/春?a=b"; alt != want {
		t.Errorf("the code is described as %q", alt)
	}
}

// TestDraftHasNoReading: a draft is a proof and its EPUB; when the reading PDF is all
// that is asked for, there is nothing to make.
func TestDraftHasNoReading(t *testing.T) {
	t.Parallel()
	for outputs, want := range map[string]Verdict{"": Findings, "output.pdf = false\noutput.epub = false\n": BadConfig} {
		req := paper(t, map[string]string{"issue.toml": "date = 2026-03-01\n" + outputs, "a.txt": spring})
		req.Draft = true
		res, err := Build(t.Context(), req, nil)
		if err != nil || res.Verdict != want {
			t.Errorf("%v, %s: %s", err, res.Verdict, summary(res.Diagnostics))
		}
		for _, f := range res.Files {
			if strings.Contains(f.Name, "reading") {
				t.Errorf("a draft has %s", f.Name)
			}
		}
	}
}
