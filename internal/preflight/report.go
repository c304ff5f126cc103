package preflight

import (
	"fmt"
	"slices"

	"banxin/internal/diag"
)

// Status is the verdict on one rule.
type Status string

const (
	Pass          Status = "pass"
	Fail          Status = "fail"
	Warn          Status = "warn" // a rule that only warns is broken
	NotApplicable Status = "n/a"  // the file has nothing that the rule bears on
)

// Outcome is what became of one rule.
type Outcome struct {
	Rule    Rule
	Status  Status
	Count   int         // how often it is broken
	Details []diag.Text // where and how; at most 12, the most frequent first
	Figure  string      // what was measured: "263 %", "1.5 pt"; empty: nothing
}

// Size is a size in millimetres.
type Size struct{ W, H float64 }

// Intent is the printing condition that a file is made for.
type Intent struct {
	Condition string // OutputConditionIdentifier
	Registry  string // RegistryName
	Profile   string // description of the embedded profile
	Space     string // what the condition prints in: "CMYK", "RGB", "Gray"
	ICC       string // version of the profile, "2.2"; empty: none is embedded
	Bytes     int    // size of the profile
}

// FontUse is one font of the file.
type FontUse struct {
	Name   string // BaseFont
	Kind   string // CIDFontType2, CIDFontType0, TrueType, Type1, Type3
	Codes  int    // different character codes drawn
	Glyphs int    // in the embedded program; 0: unknown
}

// PageInks is what a page is printed with.
type PageInks struct {
	Page    int      // from 1
	Inks    []string // painted inside the bleed box: "Cyan", "Magenta", "Yellow", "Black", spot colours; sorted
	Outside []string // painted outside it alone, such as marks; sorted
	Sum     float64  // highest ink sum in per cent
}

// Report is the result of a check.
type Report struct {
	Standard Standard
	Claimed  string // the standard that the file says it meets, "PDF/X-4"; empty: none
	Version  string // of the header, "1.4"
	Bytes    int
	Pages    int
	Trims    []Size // the different trimmed sizes of the pages
	Intent   Intent
	Fonts    []FontUse
	Inks     []PageInks
	Notes    []diag.Text // what is no matter of rules and yet to be known before printing; set by who asks
	Outcomes []Outcome   // in the order of Rules, those of the standard
}

// OK tells whether no rule fails; warnings do not matter.
func (r *Report) OK() bool { return r.Count(Fail) == 0 }

// Count tells how many rules have the status.
func (r *Report) Count(s Status) int {
	n := 0
	for _, o := range r.Outcomes {
		if o.Status == s {
			n++
		}
	}
	return n
}

// Outcome gives the verdict on one rule; false if the standard does not ask for it.
func (r *Report) Outcome(id string) (Outcome, bool) {
	i := slices.IndexFunc(r.Outcomes, func(o Outcome) bool { return o.Rule.ID == id })
	if i < 0 {
		return Outcome{}, false
	}
	return r.Outcomes[i], true
}

// InkRow are pages next to each other that are printed with the same inks.
type InkRow struct {
	Pages string // "3" or "3–8"
	PageInks
}

// InkRows sums up Inks: a book has more pages than a report has room for.
func (r *Report) InkRows() []InkRow {
	var out []InkRow
	first := 0
	for i, p := range r.Inks {
		if i > 0 {
			last := &out[len(out)-1]
			if slices.Equal(p.Inks, last.Inks) && slices.Equal(p.Outside, last.Outside) {
				last.Sum = max(last.Sum, p.Sum)
				last.Pages = fmt.Sprintf("%d–%d", first, p.Page)
				continue
			}
		}
		first = p.Page
		out = append(out, InkRow{fmt.Sprint(p.Page), p})
	}
	return out
}

// result turns what was gathered into the report.
func (c *checker) result() *Report {
	return &Report{
		Standard: c.opt.Standard, Claimed: c.claimed, Version: c.headerVersion(), Bytes: len(c.file.Raw()),
		Pages: len(c.pages), Trims: c.trims(), Intent: c.intent, Fonts: c.fonts, Inks: c.inks,
		Outcomes: c.report.outcomes(c.opt.Standard, c.opt.OnlyWarn),
	}
}
