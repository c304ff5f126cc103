// Package page divides the lines of a story among columns. Start with Balanced
// or Filled. It sees lines only as what may and may not be parted; it knows
// nothing of glyphs, frames or positions.
package page

// Line is what a column needs to know of one line.
type Line struct {
	First, Last bool // of its paragraph
	Subhead     bool // holds (part of) a run-in subhead, whose own keep takes the place of the orphan rule
	Keep        int  // lines that must follow this one in its column, for the sake of a subhead
	Bound       bool // belongs to the line before it: a table row of several lines
	Inside      bool // goes on with a table: a small one had better stay whole
	Lone        bool // a column's end before it leaves one row of a table by itself
	Announces   bool // says what the next line begins: a table, a list of names
	// Repeat is how many rows more a column takes that begins with this line: a
	// table's header is set once more. Negative: fewer, for a blank line that no
	// column begins with.
	Repeat int
}

// The cost of ending a column before a line. A short last line alone at the head
// of a column is what CLREQ rates worst; a line that is only a subhead at a foot
// comes next; an unbalanced column is the least of the three.
const (
	costWidow   = 100
	costRunIn   = 60
	costOrphan  = 20
	costInside  = 20 // a table is divided
	costLone    = 50 // so that a single row stands apart from the others
	costRepeat  = 12 // for each row that is set once more
	costUneven  = 8  // for each line by which a column misses its share
	costRightUp = 12 // a later column longer than an earlier one
)

// mayCut tells whether a column may end before line i: never inside a row.
func mayCut(lines []Line, i int) bool { return i >= len(lines) || !lines[i].Bound }

// Fault is what is wrong with ending a column at a place (§9).
type Fault int

const (
	Widow     Fault = iota // the short last line of a paragraph alone at the head of a column
	Orphan                 // the first line of a paragraph alone at the foot of a column
	Subhead                // a subhead without the lines it should keep
	Announced              // a line that announces what begins in the next column
)

// Faults gives what is wrong with ending a column before line i.
func Faults(lines []Line, i int) []Fault {
	if i <= 0 || i >= len(lines) {
		return nil
	}
	var faults []Fault
	before, after := lines[i-1], lines[i]
	if after.Last && !after.First {
		faults = append(faults, Widow)
	}
	if before.First && !before.Last && !before.Subhead {
		faults = append(faults, Orphan)
	}
	if before.Announces {
		faults = append(faults, Announced)
	}
	for k := i - 1; k >= 0; k-- {
		if lines[k].Keep >= i-k {
			faults = append(faults, Subhead)
		}
		if lines[k].First {
			break
		}
	}
	return faults
}

// Cut gives the cost of ending a column before line i.
func Cut(lines []Line, i int) int {
	if i <= 0 || i >= len(lines) {
		return 0
	}
	cost := costRepeat * max(0, lines[i].Repeat)
	if lines[i].Inside {
		cost += costInside
	}
	if lines[i].Lone {
		cost += costLone
	}
	for _, f := range Faults(lines, i) {
		cost += [...]int{Widow: costWidow, Orphan: costOrphan, Subhead: costRunIn, Announced: costRunIn}[f]
	}
	return cost
}

// Rows gives the grid lines that the lines [start, end) take as one column.
func Rows(lines []Line, start, end int) int {
	if start >= end {
		return 0
	}
	return end - start + lines[start].Repeat
}

// Balanced divides the lines among as many columns as taken has members, of about
// equal length, the first the longer, none longer than most rows (negative: no
// bound), and gives the end of each column and what is wrong with it all in costs. taken is how many rows of each column
// something else stands in: boxes at its head and foot. The result is nil when
// most leaves no room for all lines.
func Balanced(lines []Line, taken []int, most int) (ends []int, cost int) {
	b := balancer{lines: lines, taken: taken, most: most, known: make(map[[2]int]division)}
	b.boxes = make([]int, len(taken)+1)
	for i := len(taken) - 1; i >= 0; i-- {
		b.boxes[i] = b.boxes[i+1] + taken[i]
	}
	d := b.divide(0, 0)
	return d.ends, d.cost
}

// balancer remembers the cheapest division of the lines from a place on.
type balancer struct {
	lines []Line
	taken []int
	boxes []int // sums of taken from each column on
	most  int
	known map[[2]int]division
}

type division struct {
	ends []int // nil: impossible
	cost int
}

func (b *balancer) fits(col, start, end int) bool {
	return b.most < 0 || Rows(b.lines, start, end)+b.taken[col] <= b.most
}

// divide tries the ends near the even share and takes the cheapest with what
// the columns after it cost.
func (b *balancer) divide(start, col int) division {
	if col == len(b.taken)-1 {
		if !b.fits(col, start, len(b.lines)) {
			return division{}
		}
		return division{ends: []int{len(b.lines)}}
	}
	if d, ok := b.known[[2]int{start, col}]; ok {
		return d
	}
	columns, again := len(b.taken)-col, 0
	if start < len(b.lines) {
		again = b.lines[start].Repeat
	}
	share := (len(b.lines)-start+again+b.boxes[col]+columns-1)/columns - b.taken[col] - again
	var best division
	for size := max(0, share-reach); size <= max(0, share)+reach && start+size <= len(b.lines); size++ {
		end := start + size
		if !b.fits(col, start, end) || !mayCut(b.lines, end) {
			continue
		}
		rest := b.divide(end, col+1)
		if rest.ends == nil {
			continue
		}
		cost := rest.cost + Cut(b.lines, end) + costUneven*abs(size-share)
		if up := Rows(b.lines, end, rest.ends[0]) + b.taken[col+1] - Rows(b.lines, start, end) - b.taken[col]; up > 0 {
			cost += costRightUp * up
		}
		if best.ends == nil || cost < best.cost {
			best = division{append([]int{end}, rest.ends...), cost}
		}
	}
	b.known[[2]int{start, col}] = best
	return best
}

// reach is how many lines a column may differ from its even share: enough to
// step over a row of several lines.
const reach = 20

// Filled fills columns of the heights given, in rows, one after the other and
// gives the end of each and how many lines found room. A column ends a line early
// where that saves a widow or a stranded subhead, and as many as it takes before a
// row that would be divided.
func Filled(lines []Line, heights []int) (ends []int, placed int) {
	at := 0
	for _, height := range heights {
		end := at
		for end < len(lines) && Rows(lines, at, end+1) <= height {
			end++
		}
		if end < len(lines) {
			end = bestFoot(lines, at, end)
		}
		ends = append(ends, end)
		at = end
	}
	return ends, at
}

// bestFoot moves a column's end up: out of a row whatever it costs, and by one or
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

func abs(n int) int { return max(n, -n) }
