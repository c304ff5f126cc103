// Package page divides the lines of a story among columns. Start with Balanced
// or Filled. It sees lines only as what may and may not be parted; it knows
// nothing of glyphs, frames or positions.
package page

// Line is what a column needs to know of one line.
type Line struct {
	First, Last bool // of its paragraph
	Subhead     bool // holds (part of) a run-in subhead, whose own keep takes the place of the orphan rule
	Keep        int  // lines that must follow this one in its column, for the sake of a subhead
	Bound       bool // belongs to the line before it: a box over several lines
}

// The cost of ending a column before a line. A short last line alone at the head
// of a column is what CLREQ rates worst; a line that is only a subhead at a foot
// comes next; an unbalanced column is the least of the three.
const (
	costWidow   = 100
	costRunIn   = 60
	costOrphan  = 20
	costUneven  = 8  // for each line by which a column misses its share
	costRightUp = 12 // a later column longer than an earlier one
)

// mayCut tells whether a column may end before line i: never inside a box.
func mayCut(lines []Line, i int) bool { return i >= len(lines) || !lines[i].Bound }

// Cut gives the cost of ending a column before line i.
func Cut(lines []Line, i int) int {
	if i <= 0 || i >= len(lines) {
		return 0
	}
	before, after := lines[i-1], lines[i]
	cost := 0
	if after.Last && !after.First {
		cost += costWidow
	}
	if before.First && !before.Last && !before.Subhead {
		cost += costOrphan
	}
	for k := i - 1; k >= 0; k-- {
		if lines[k].Keep >= i-k {
			cost += costRunIn
		}
		if lines[k].First {
			break
		}
	}
	return cost
}

// Balanced divides the lines among n columns of about equal length, the first
// the longer, none longer than most lines (negative: no bound), and gives the end of
// each column. The result is nil when most leaves no room for all lines.
func Balanced(lines []Line, n, most int) []int {
	if most >= 0 && len(lines) > n*most {
		return nil
	}
	b := balancer{lines, most, make(map[[2]int]division)}
	return b.divide(0, n).ends
}

// balancer remembers the cheapest division of the lines from a place on.
type balancer struct {
	lines []Line
	most  int
	known map[[2]int]division
}

type division struct {
	ends []int // nil: impossible
	cost int
}

// divide tries the ends near the even share and takes the cheapest with what
// the columns after it cost.
func (b *balancer) divide(start, n int) division {
	left := len(b.lines) - start
	if n == 1 {
		if b.most >= 0 && left > b.most {
			return division{}
		}
		return division{ends: []int{len(b.lines)}}
	}
	if d, ok := b.known[[2]int{start, n}]; ok {
		return d
	}
	share := (left + n - 1) / n
	var best division
	for off := -reach; off <= reach; off++ {
		size := share + off
		end := start + size
		if size < 0 || end > len(b.lines) || b.most >= 0 && size > b.most || !mayCut(b.lines, end) {
			continue
		}
		rest := b.divide(end, n-1)
		if rest.ends == nil {
			continue
		}
		cost := rest.cost + Cut(b.lines, end) + costUneven*abs(off)
		if next := rest.ends[0] - end; next > size {
			cost += costRightUp * (next - size)
		}
		if best.ends == nil || cost < best.cost {
			best = division{append([]int{end}, rest.ends...), cost}
		}
	}
	b.known[[2]int{start, n}] = best
	return best
}

// reach is how many lines a column may differ from its even share: enough to
// step over a box of several lines.
const reach = 20

// Filled fills columns of the given height one after the other and gives the end
// of each and how many lines found room. A column ends a line early where that
// saves a widow or a stranded subhead, and as many as it takes before a box.
func Filled(lines []Line, n, height int) (ends []int, placed int) {
	at := 0
	for range n {
		end := min(at+height, len(lines))
		if end < len(lines) {
			end = bestFoot(lines, at, end)
		}
		ends = append(ends, end)
		at = end
	}
	return ends, at
}

// bestFoot moves a column's end up: out of a box whatever it costs, and by one or
// two lines while that is cheaper than the lines given up.
func bestFoot(lines []Line, start, end int) int {
	for end > start && !mayCut(lines, end) {
		end--
	}
	best, least := end, Cut(lines, end)
	for e := end - 1; e > max(start, end-3); e-- {
		if !mayCut(lines, e) {
			break
		}
		if cost := Cut(lines, e) + costUneven*(end-e); cost < least {
			best, least = e, cost
		}
	}
	return best
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
