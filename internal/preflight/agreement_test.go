package preflight

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// stricter names the files on which this program differs from the other checker, with
// the rules that differ and why.
var stricter = map[string]struct {
	rules []string
	why   string
}{
	"broken/PRE-OPERATORS.lacking.pdf": {[]string{"PRE-OPERATORS"}, "the other checker takes a k of three operands for a colour"},
	"broken/COL-MEASURED.pdf":          {[]string{"COL-MEASURED"}, "the other checker has no such rule"},
	"broken/COL-TAC.inline.pdf":        {[]string{"COL-TAC"}, "it does not measure inline images"},
	"broken/COL-TAC.palette.pdf":       {[]string{"COL-TAC"}, "it does not measure palettes"},
	"broken/COL-TAC.registration.pdf":  {[]string{"COL-TAC"}, "it counts the colour of all plates as one ink"},
	"broken/COL-TAC.shading.pdf":       {[]string{"COL-TAC"}, "it does not measure shadings"},
	"broken/COL-TAC.stroke.pdf":        {[]string{"COL-TAC"}, "it measures the filling of text that is filled and stroked, and not the stroke"},
	"broken/FILE-SYNTAX.picture.pdf":   {[]string{"FILE-SYNTAX"}, "it does not count the bytes of a picture"},
	"broken/PRE-SAFE.off.pdf":          {[]string{"PRE-SAFE"}, "it passes over what lies beyond the bleed, where text may also come from the page"},
}

// ours are the rules that only this program has.
var ours = []string{"OVP-BLACK", "OVP-WHITE"}

// TestAgreement holds the verdicts on the broken files and on PDFs of other producers
// (Ghostscript, XeLaTeX, pdfTeX, Chromium) against those of an independent checker,
// which testdata/verdicts.json records; see testdata/README.md.
func TestAgreement(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/verdicts.json")
	if err != nil {
		t.Fatal(err)
	}
	var recorded map[string]map[Standard][]string
	if err := json.Unmarshal(data, &recorded); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"broken", "foreign"} {
		files, err := filepath.Glob("testdata/" + folder + "/*.pdf")
		if err != nil || len(files) == 0 {
			t.Fatalf("no files: %v", err)
		}
		for _, path := range files {
			name := folder + "/" + filepath.Base(path)
			if recorded[name] == nil {
				t.Errorf("no verdict on %s is recorded", name)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(recorded)) {
		pdf, err := os.ReadFile(filepath.Join("testdata", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range slices.Sorted(maps.Keys(recorded[name])) {
			want := slices.Clone(recorded[name][s])
			got := slices.DeleteFunc(brokenRules(mustCheck(t, pdf, Options{Standard: s})), func(rule string) bool {
				return slices.Contains(ours, rule) || slices.Contains(stricter[name].rules, rule) && !slices.Contains(want, rule)
			})
			if !slices.Equal(got, want) {
				t.Errorf("%s as %s breaks %v, the other checker says %v", name, s, got, want)
			}
		}
	}
}
