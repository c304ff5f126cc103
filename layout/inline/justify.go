package inline

import (
	"banxin/layout/unit"
)

// Group is a kind of place where a line gives or takes width (§7).
type Group int

const (
	WordSpace  Group = iota // squeeze 2, stretch 1
	BracketGap              // squeeze 4
	CommaGap                // squeeze 5
	LatinGap                // squeeze 6, stretch 2
	StopGap                 // squeeze 7
	Rest                    // stretch 3: all remaining boundaries
	groups
)

// squeezeOrder and stretchOrder are the two tables of §7; a group is used up
// before the next.
var (
	squeezeOrder = [...]Group{WordSpace, BracketGap, CommaGap, LatinGap, StopGap}
	stretchOrder = [...]Group{WordSpace, LatinGap, Rest}
)

const (
	leastSpace    unit.Em = 250 // a word space is not squeezed under this
	mostSpace     unit.Em = 500 // nor stretched over this
	leastLatinGap unit.Em = 125
)

// member is one place of a group: the boundary after cell At and what it can
// give or take at most.
type member struct {
	at   int
	room unit.Pt
}

// Justification is how a line was made to fit its measure.
type Justification struct {
	After  []unit.Pt // added after cell Start+i; negative: squeezed
	Total  [groups]unit.Pt
	Loose  unit.Em // stretch of the remaining boundaries, per boundary
	Ragged unit.Pt // what could not be made up
}

// squeezable gives how much the line [s, e) can be squeezed in all.
func (p *Paragraph) squeezable(s, e int) unit.Pt {
	var sum unit.Pt
	s, e = p.trimSpaces(s, e)
	for i := s; i < e; i++ {
		for _, g := range squeezeOrder {
			sum += p.gives(i, e, g)
		}
	}
	return sum
}

// gives is what the boundary after cell i can give in the squeeze of group g on
// a line that ends before cell e.
func (p *Paragraph) gives(i, e int, g Group) unit.Pt {
	c := &p.cells[i]
	if i == e-1 {
		return 0
	}
	switch g {
	case WordSpace:
		if c.class == Space {
			return max(0, (c.body - leastSpace).Of(c.size))
		}
	case BracketGap:
		var give unit.Pt
		if c.class == Closing {
			give = c.midRight.Of(c.size)
		}
		if next := &p.cells[i+1]; next.class == Opening {
			give += next.midLeft.Of(next.size)
		}
		return give
	case CommaGap:
		if c.class == Pause {
			return c.midRight.Of(c.size)
		}
	case LatinGap:
		if c.latinGap {
			return max(0, c.gap-leastLatinGap.Of(c.size))
		}
	case StopGap:
		if c.class == Stop && p.setting.SqueezeStops {
			return c.midRight.Of(c.size)
		}
	}
	return 0
}

// Justify spreads delta (wanted width minus natural width) over the line of
// cells [s, e): below zero it squeezes, above it stretches.
func (p *Paragraph) Justify(s, e int, delta unit.Pt) Justification {
	j := Justification{After: make([]unit.Pt, e-s)}
	from, to := p.trimSpaces(s, e)
	if delta < 0 {
		p.squeeze(&j, s, from, to, -delta)
	} else if delta > 0 {
		p.stretch(&j, s, from, to, delta)
	}
	return j
}

func (p *Paragraph) squeeze(j *Justification, s, from, to int, need unit.Pt) {
	for _, g := range squeezeOrder {
		var members []member
		for i := from; i < to-1; i++ {
			if give := p.gives(i, to, g); give > 0 {
				members = append(members, member{i, give})
			}
		}
		given := share(members, need, func(at int, amount unit.Pt) { j.After[at-s] -= amount })
		j.Total[g] += given
		if need -= given; need <= 0 {
			return
		}
	}
	j.Ragged = -need
}

func (p *Paragraph) stretch(j *Justification, s, from, to int, need unit.Pt) {
	for _, g := range stretchOrder {
		members := p.takers(from, to, g, false)
		if g == Rest && len(members) == 0 {
			members = p.takers(from, to, g, true)
		}
		taken := share(members, need, func(at int, amount unit.Pt) {
			j.After[at-s] += amount
			if g == Rest {
				j.Loose = max(j.Loose, amount.InEm(p.cells[at].size))
			}
		})
		j.Total[g] += taken
		if need -= taken; need < unit.Pt(to-from) { // what integer division leaves
			return
		}
	}
	j.Ragged = need
}

// noLimit is more than any line is wide.
const noLimit = unit.Pt(1) << 50

// takers gives the places that stretch in group g. Boundaries beside connectors
// and a solidus, word spaces and gaps already full are taken only as a last
// resort (§7).
func (p *Paragraph) takers(from, to int, g Group, lastResort bool) []member {
	var members []member
	for i := from; i < to-1; i++ {
		c, next := &p.cells[i], &p.cells[i+1]
		switch {
		case c.class == Space:
			if g == WordSpace {
				members = append(members, member{i, max(0, (mostSpace - c.body).Of(c.size))})
			} else if lastResort {
				members = append(members, member{i, noLimit})
			}
		case next.class == Space || c.class.western() && next.class.western():
		case c.class == Ellipsis && next.class == Ellipsis || next.class == FullSpace || c.class == FullSpace:
		case c.latinGap:
			if g == LatinGap {
				members = append(members, member{i, max(0, p.setting.MaxGap.Of(c.size)-c.gap)})
			} else if lastResort {
				members = append(members, member{i, noLimit})
			}
		case g == Rest && (lastResort || !binds(c.class) && !binds(next.class)):
			members = append(members, member{i, noLimit})
		}
	}
	return members
}

// binds: a connector or solidus holds its neighbours close.
func binds(c Class) bool { return c == Connector || c == Solidus }

// share divides need among the members, the same amount each as far as their
// room goes, and gives what was divided.
func share(members []member, need unit.Pt, give func(at int, amount unit.Pt)) unit.Pt {
	var done unit.Pt
	amounts := make([]unit.Pt, len(members))
	for open := len(members); open > 0 && need > done; {
		each := (need - done) / unit.Pt(open)
		limited := false
		for i, m := range members {
			if amounts[i] == 0 && m.room <= each {
				amounts[i] = m.room
				if m.room == 0 {
					amounts[i] = -1
				}
				done += m.room
				open--
				limited = true
			}
		}
		if limited {
			continue
		}
		for i := range members {
			if amounts[i] == 0 {
				amounts[i] = each
				done += each
			}
		}
		break
	}
	for i, m := range members {
		if amounts[i] > 0 {
			give(m.at, amounts[i])
		}
	}
	return done
}
