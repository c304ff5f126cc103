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
	LastResort              // beside a connector or solidus: stretched when nothing else is left
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
	Loose  unit.Em // the most a boundary is stretched in step 3, or beyond its limit as a last resort
	Ragged unit.Pt // what could not be made up; negative: the line is too wide by it
}

// squeezable gives how much the line [s, e) can be squeezed in all.
func (p *Paragraph) squeezable(s, e int) unit.Pt {
	s, e = p.trimSpaces(s, e)
	if e-s < 2 {
		return 0
	}
	return p.squeeze[e-1] - p.squeeze[s]
}

// gives is what the boundary after cell i, in mid-line, can give in the squeeze
// of group g.
func (p *Paragraph) gives(i int, g Group) unit.Pt {
	c := &p.cells[i]
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
		p.squeezeLine(&j, s, from, to, -delta)
	} else if delta > 0 {
		p.stretchLine(&j, s, from, to, delta)
	}
	return j
}

func (p *Paragraph) squeezeLine(j *Justification, s, from, to int, need unit.Pt) {
	for _, g := range squeezeOrder {
		var members []member
		for i := from; i < to-1; i++ {
			if give := p.gives(i, g); give > 0 {
				members = append(members, member{i, give})
			}
		}
		given := share(members, need, func(at int, amount unit.Pt) { j.After[at-s] -= amount })
		j.Total[g] += given
		if need -= given; need <= 0 {
			return
		}
	}
	if need >= unit.Pt(to-from) { // more than integer division leaves
		j.Ragged = -need
	}
}

func (p *Paragraph) stretchLine(j *Justification, s, from, to int, need unit.Pt) {
	for _, g := range stretchOrder {
		taken := share(p.takers(from, to, g), need, func(at int, amount unit.Pt) {
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
	// Nothing that may stretch without limit: word spaces and gaps already full,
	// and the neighbours of connectors, take the rest.
	j.Total[LastResort] = share(p.lastResort(from, to), need, func(at int, amount unit.Pt) {
		j.After[at-s] += amount
		j.Loose = max(j.Loose, amount.InEm(p.cells[at].size))
	})
	if need -= j.Total[LastResort]; need >= unit.Pt(to-from) {
		j.Ragged = need
	}
}

// noLimit is more than any line is wide.
const noLimit = unit.Pt(1) << 50

// takes is the group in which the boundary after cell i, in mid-line, stretches
// and how far; false: it never does.
func (p *Paragraph) takes(i int) (Group, unit.Pt, bool) {
	c, next := &p.cells[i], &p.cells[i+1]
	switch {
	case c.class == Space:
		return WordSpace, max(0, (mostSpace - c.body).Of(c.size)), true
	case next.class == Space || c.class.western() && next.class.western():
		return 0, 0, false
	case next.class == FullSpace || c.class == FullSpace || inSequence(c.class, next.class):
		return 0, 0, false
	case c.latinGap:
		return LatinGap, max(0, p.setting.MaxGap.Of(c.size)-c.gap), true
	case binds(c.class) || binds(next.class):
		return LastResort, noLimit, true
	}
	return Rest, noLimit, true
}

// takers gives the places that stretch in group g.
func (p *Paragraph) takers(from, to int, g Group) []member {
	var members []member
	for i := from; i < to-1; i++ {
		if group, room, ok := p.takes(i); ok && group == g {
			members = append(members, member{i, room})
		}
	}
	return members
}

// lastResort gives every place that stretches at all, without limit.
func (p *Paragraph) lastResort(from, to int) []member {
	var members []member
	for i := from; i < to-1; i++ {
		if _, _, ok := p.takes(i); ok {
			members = append(members, member{i, noLimit})
		}
	}
	return members
}

// inSequence: the boundary lies inside what §3 keeps together, beside the Western
// runs: an ellipsis, a run of ？！, or before a note's sign.
func inSequence(before, after Class) bool {
	return before == Ellipsis && after == Ellipsis || before == Stop && after == Stop || after == Marker
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
