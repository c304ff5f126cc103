package preflight

import (
	"cmp"
	"fmt"
	"slices"

	"banxin/internal/diag"
)

// mostKinds bounds the different details that are kept of one rule: a file with a
// million faults is told from one with a thousand by its count.
const mostKinds = 1000

// mostDetails is how many details of a rule a report shows.
const mostDetails = 12

// collector gathers what the families find.
type collector struct {
	tallies map[string]*tally
	seen    map[string]bool
	figures map[string]string
}

// tally counts how often each detail of one rule was found.
type tally struct {
	count int // of all
	kinds []kind
	index map[diag.Text]int // into kinds
}

type kind struct {
	detail diag.Text
	count  int
}

func newCollector() *collector {
	return &collector{map[string]*tally{}, map[string]bool{}, map[string]string{}}
}

// fail counts a detail of a rule. An unknown rule is a mistake of the caller.
func (r *collector) fail(rule string, detail diag.Text) {
	if _, ok := ruleIndex[rule]; !ok {
		panic("preflight: no rule " + rule)
	}
	t := r.tallies[rule]
	if t == nil {
		t = &tally{index: map[diag.Text]int{}}
		r.tallies[rule] = t
	}
	t.count++
	if i, ok := t.index[detail]; ok {
		t.kinds[i].count++
	} else if len(t.kinds) < mostKinds {
		t.index[detail] = len(t.kinds)
		t.kinds = append(t.kinds, kind{detail, 1})
	}
}

func (r *collector) saw(rules ...string) {
	for _, id := range rules {
		if _, ok := ruleIndex[id]; !ok {
			panic("preflight: no rule " + id)
		}
		r.seen[id] = true
	}
}

func (r *collector) figure(rule, figure string) {
	r.saw(rule)
	r.figures[rule] = figure
}

// outcomes gives the verdict on every rule of a standard, in the order of Rules.
// Those of onlyWarn warn.
func (r *collector) outcomes(s Standard, onlyWarn []string) []Outcome {
	var out []Outcome
	for _, rule := range rules {
		if !slices.Contains(rule.Standards, s) {
			continue
		}
		o := Outcome{Rule: rule, Status: NotApplicable, Figure: r.figures[rule.ID]}
		t := r.tallies[rule.ID]
		switch {
		case t != nil && (rule.Warn || slices.Contains(onlyWarn, rule.ID)):
			o.Status = Warn
		case t != nil:
			o.Status = Fail
		case r.seen[rule.ID]:
			o.Status = Pass
		}
		if t != nil {
			o.Count, o.Details = t.count, t.most()
		}
		out = append(out, o)
	}
	return out
}

// most gives the details found most often, each with its number.
func (t *tally) most() []diag.Text {
	sorted := slices.Clone(t.kinds)
	slices.SortStableFunc(sorted, func(a, b kind) int { return cmp.Compare(b.count, a.count) })
	var out []diag.Text
	for _, k := range sorted[:min(len(sorted), mostDetails)] {
		times := ""
		if k.count > 1 {
			times = fmt.Sprintf(" (×%d)", k.count)
		}
		out = append(out, diag.Text{Zh: k.detail.Zh + times, En: k.detail.En + times})
	}
	return out
}
