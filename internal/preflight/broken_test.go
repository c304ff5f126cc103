package preflight

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the broken files of testdata anew")

// breakage is one way to break one rule.
type breakage struct {
	rule     string // with a suffix after a dot where a rule is broken in several ways
	standard Standard
	opt      Options
	spoil    func(p *sample)
	also     []string // other rules that cannot but break with it
}

func (b breakage) id() string {
	id, _, _ := strings.Cut(b.rule, ".")
	return id
}

func breakages() []breakage {
	return slices.Concat(brokenFiles(), brokenIdentities(), brokenPages(), brokenFonts(), brokenColours(), brokenPrepress())
}

func (b breakage) path() string { return filepath.Join("testdata", "broken", b.rule+".pdf") }

// TestSampleIsSound holds the files that are broken below against every rule.
func TestSampleIsSound(t *testing.T) {
	t.Parallel()
	for _, s := range []Standard{X1a, X4} {
		r := mustCheck(t, newSample(s).bytes(), Options{})
		if r.Standard != s {
			t.Errorf("%s: taken for %s", s, r.Standard)
		}
		if got := brokenRules(r); len(got) > 0 {
			t.Errorf("%s: breaks %v", s, got)
		}
	}
}

// TestBroken checks the broken files of testdata, one a rule and more: the rule is
// broken, and no other.
func TestBroken(t *testing.T) {
	t.Parallel()
	for _, b := range breakages() {
		p := newSample(b.standard)
		b.spoil(p)
		if *update {
			if err := os.WriteFile(b.path(), p.bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		data, err := os.ReadFile(b.path())
		if err != nil {
			t.Fatal(err)
		}
		if string(data) != string(p.bytes()) {
			t.Errorf("%s is not what the test makes: run with -update", b.path())
		}
		opt := b.opt
		opt.Standard = b.standard
		want := slices.Sorted(slices.Values(append([]string{b.id()}, b.also...)))
		r := mustCheck(t, data, opt)
		if got := brokenRules(r); !slices.Equal(got, want) {
			t.Errorf("%s breaks %v, want %v", b.rule, got, want)
			for _, id := range got {
				o, _ := r.Outcome(id)
				t.Logf("  %s: %v", id, o.Details)
			}
		}
	}
}

// TestEveryRuleIsBroken sees to it that no rule goes without a broken file, and that
// none lies about of which nothing is known.
func TestEveryRuleIsBroken(t *testing.T) {
	t.Parallel()
	have, files := map[string]bool{}, map[string]bool{}
	for _, b := range breakages() {
		have[b.id()], files[filepath.Base(b.path())] = true, true
	}
	for _, r := range Rules() {
		if !have[r.ID] {
			t.Errorf("no file breaks %s", r.ID)
		}
	}
	entries, err := os.ReadDir(filepath.Join("testdata", "broken"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".pdf") && !files[e.Name()] {
			t.Errorf("testdata/broken/%s belongs to no test", e.Name())
		}
	}
}

func mustCheck(t *testing.T, data []byte, opt Options) *Report {
	t.Helper()
	r, err := Check(data, opt)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// brokenRules gives the rules that fail or warn, sorted.
func brokenRules(r *Report) []string {
	var out []string
	for _, o := range r.Outcomes {
		if o.Status == Fail || o.Status == Warn {
			out = append(out, o.Rule.ID)
		}
	}
	slices.Sort(out)
	return out
}
