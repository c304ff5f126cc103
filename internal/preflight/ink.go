package preflight

import (
	"maps"
	"slices"

	"banxin/internal/cos"
)

// process are the names of the process inks.
var process = [4]string{"Cyan", "Magenta", "Yellow", "Black"}

// inkTally gathers what a page is printed with.
type inkTally struct {
	inside, outside map[string]bool
	sum             float64
}

func newInkTally() *inkTally { return &inkTally{map[string]bool{}, map[string]bool{}, 0} }

// add notes inks that are laid on inside the bleed or outside.
func (t *inkTally) add(inks []string, inside bool) {
	to := t.outside
	if inside {
		to = t.inside
	}
	for _, n := range inks {
		if n != "All" && n != "None" {
			to[n] = true
		}
	}
}

// page sums up.
func (t *inkTally) page(n int) PageInks {
	for ink := range t.inside {
		delete(t.outside, ink)
	}
	return PageInks{n, slices.Sorted(maps.Keys(t.inside)), slices.Sorted(maps.Keys(t.outside)), t.sum}
}

// inks are those that the colour lays on.
func (p paint) inks() []string {
	if v, ok := p.cmyk(); ok {
		var out []string
		for i, part := range v {
			if part > 0 {
				out = append(out, process[i])
			}
		}
		return out
	}
	if p.isRegistration() && len(p.parts) == 1 && p.parts[0] > 0 {
		return process[:]
	}
	if len(p.parts) == len(p.space.inks) {
		var out []string
		for i, ink := range p.space.inks {
			if p.parts[i] > 0 {
				out = append(out, ink)
			}
		}
		return out
	}
	return inksOf(p.space)
}

// inksOf are those that a colour of the space may lay on.
func inksOf(s colourSpace) []string {
	switch {
	case len(s.inks) > 0:
		return s.inks
	case s.painted() == deviceGray:
		return process[3:]
	case s.painted() == cos.Name("Pattern"), s.family == "":
		return nil
	}
	return process[:]
}

// most notes the highest value of a rule, least the lowest; figures turns them into
// what the report shows.
func (c *checker) most(rule string, v float64) {
	if old, ok := c.extremes[rule]; !ok || v > old {
		c.extremes[rule] = v
	}
}

func (c *checker) least(rule string, v float64) {
	if old, ok := c.extremes[rule]; !ok || v < old {
		c.extremes[rule] = v
	}
}

// figureForms are the units of extremes.
var figureForms = []struct{ rule, form string }{
	{"COL-TAC", "%.0f %%"}, {"PRE-LINE", "%.3g pt"}, {"PRE-TEXTSIZE", "%.3g pt"}, {"PRE-SAFE", "%.2f mm"}, {"IMG-PPI", "%.0f ppi"},
}

func (c *checker) figures() {
	for _, f := range figureForms {
		if v, ok := c.extremes[f.rule]; ok {
			c.figure(f.rule, f.form, v)
		}
	}
}
