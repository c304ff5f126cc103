package page

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// paragraphs makes lines of paragraphs with the lengths given.
func paragraphs(lengths ...int) []Line {
	var lines []Line
	for _, n := range lengths {
		for i := range n {
			lines = append(lines, Line{First: i == 0, Last: i == n-1})
		}
	}
	return lines
}

// heights gives n columns of the same height; of height 0, columns without boxes.
func heights(n, height int) []int { return slices.Repeat([]int{height}, n) }

func TestBalanced(t *testing.T) {
	t.Parallel()
	runIn := paragraphs(4, 4, 4, 4)
	runIn[8].Subhead, runIn[8].Keep = true, 1
	bare := paragraphs(4, 4, 5, 4) // as runIn, but the subhead may stand alone
	bare[8].Subhead = true
	box := append(paragraphs(5, 5), Line{First: true, Last: true}, Line{Bound: true}, Line{Bound: true})
	for name, c := range map[string]struct {
		lines   []Line
		columns int
		most    int
		want    []int
	}{
		"even":                            {paragraphs(3, 5, 4), 2, -1, []int{6, 12}},
		"first the longer":                {paragraphs(3, 6, 4), 2, -1, []int{7, 13}},
		"no widow":                        {paragraphs(3, 4, 5), 2, -1, []int{7, 12}},
		"no stranded subhead":             {append(runIn[:0:0], runIn[:16]...), 2, -1, []int{8, 16}},
		"stranded subhead allowed":        {bare, 2, -1, []int{9, 17}},
		"no room":                         {paragraphs(10, 10), 2, 9, nil},
		"box whole":                       {box, 2, -1, []int{7, 13}},
		"three columns":                   {paragraphs(6, 6, 6), 3, -1, []int{6, 12, 18}},
		"nothing":                         {nil, 2, -1, []int{0, 0}},
		"one line":                        {paragraphs(1), 2, -1, []int{1, 1}},
		"height forbids an orphan's cure": {paragraphs(3, 4, 5), 2, 6, []int{6, 12}},
	} {
		if got, _ := Balanced(c.lines, heights(c.columns, 0), c.most); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// table makes lines of a table of n rows with a head of one line.
func table(n int) []Line {
	lines := []Line{{First: true}}
	for i := range n {
		lines = append(lines, Line{First: i == 0, Last: i == n-1, Bound: i == 0, Inside: i > 0, Repeat: 1})
	}
	return lines
}

func TestHeadsThatAreSetAgainTakeRoom(t *testing.T) {
	t.Parallel()
	blank := append(paragraphs(6), Line{First: true, Last: true, Repeat: -1})
	for name, c := range map[string]struct {
		lines   []Line
		columns int
		most    int
		want    []int
	}{
		"head counts":             {table(12), 2, -1, []int{7, 13}},
		"head counts, odd":        {table(11), 2, -1, []int{7, 12}},
		"no room for the head":    {table(13), 2, 7, nil},
		"room without the head":   {table(12), 2, 7, []int{7, 13}},
		"head kept with its row":  {append(paragraphs(6), table(5)...), 2, -1, []int{6, 12}},
		"small table whole":       {append(append(paragraphs(3), table(3)...), paragraphs(2)...), 2, -1, []int{7, 9}},
		"blank line at a head":    {append(blank, paragraphs(6)...), 2, 6, []int{6, 13}},
		"blank line at the first": {append([]Line{{First: true, Last: true, Repeat: -1}}, paragraphs(7)...), 1, 7, []int{8}},
	} {
		if got, _ := Balanced(c.lines, heights(c.columns, 0), c.most); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	ends, placed := Filled(table(20), heights(3, 6))
	if !slices.Equal(ends, []int{6, 11, 16}) || placed != 16 {
		t.Errorf("filled %v, placed %d", ends, placed)
	}
}

// cheapest tries every division of the lines from start into n columns and gives
// the least cost, -1 where there is none: the balancer's own costs, without its
// memory and its search near the share.
func cheapest(lines []Line, taken []int, start, most int) (cost, firstRows int) {
	n, again, boxes := len(taken), 0, 0
	for _, rows := range taken {
		boxes += rows
	}
	if n == 1 {
		if rows := Rows(lines, start, len(lines)) + boxes; rows <= most {
			return 0, rows
		}
		return -1, 0
	}
	if start < len(lines) {
		again = lines[start].Repeat
	}
	share := (len(lines) - start + again + boxes + n - 1) / n
	best, bestRows := -1, 0
	for end := start; end <= len(lines); end++ {
		rows := Rows(lines, start, end) + taken[0]
		if rows > most || !mayCut(lines, end) {
			continue
		}
		rest, next := cheapest(lines, taken[1:], end, most)
		if rest < 0 {
			continue
		}
		c := rest + Cut(lines, end) + costUneven*abs(end-start+again+taken[0]-share) + costRightUp*max(0, next-rows)
		if best < 0 || c < best {
			best, bestRows = c, rows
		}
	}
	return best, bestRows
}

// costOf is the cost of one division.
func costOf(lines []Line, taken []int, ends []int) int {
	cost, start := 0, 0
	for i, end := range ends[:len(ends)-1] {
		n, again, boxes := len(ends)-i, 0, 0
		for _, rows := range taken[i:] {
			boxes += rows
		}
		if start < len(lines) {
			again = lines[start].Repeat
		}
		share := (len(lines) - start + again + boxes + n - 1) / n
		next := Rows(lines, end, ends[i+1]) + taken[i+1]
		cost += Cut(lines, end) + costUneven*abs(end-start+again+taken[i]-share) + costRightUp*max(0, next-Rows(lines, start, end)-taken[i])
		start = end
	}
	return cost
}

func TestBalancedEqualsBruteForce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var lines []Line
		for range rapid.IntRange(1, 4).Draw(t, "blocks") {
			if rapid.Bool().Draw(t, "table") {
				lines = append(lines, table(rapid.IntRange(1, 6).Draw(t, "rows"))...)
			} else {
				lines = append(lines, paragraphs(rapid.IntRange(1, 6).Draw(t, "length"))...)
			}
			if rapid.Bool().Draw(t, "blank") {
				lines = append(lines, Line{First: true, Last: true, Repeat: -1})
			}
		}
		taken := rapid.SliceOfN(rapid.IntRange(0, 3), 1, 3).Draw(t, "taken")
		most := rapid.IntRange(2, 20).Draw(t, "most")
		ends, _ := Balanced(lines, taken, most)
		want, _ := cheapest(lines, taken, 0, most)
		if (ends == nil) != (want < 0) {
			t.Fatalf("%v, want a cost of %d", ends, want)
		}
		if ends != nil {
			if got := costOf(lines, taken, ends); got != want {
				t.Fatalf("%v at %d, want a cost of %d", ends, got, want)
			}
		}
		ends, placed := Filled(lines, heights(len(taken), most))
		at := 0
		for _, e := range ends {
			if Rows(lines, at, e) > most || !mayCut(lines, e) || e < at {
				t.Fatalf("filled %v", ends)
			}
			at = e
		}
		if placed != at {
			t.Fatalf("filled %v, placed %d", ends, placed)
		}
	})
}

func TestFilled(t *testing.T) {
	t.Parallel()
	ends, placed := Filled(paragraphs(5, 5, 5), heights(2, 6))
	if !slices.Equal(ends, []int{5, 10}) || placed != 10 {
		t.Errorf("ends %v, placed %d: the first line of a paragraph stands alone at a foot", ends, placed)
	}
	box := append(paragraphs(4, 4), Line{First: true, Last: true}, Line{Bound: true}, Line{Bound: true}, Line{Bound: true})
	ends, placed = Filled(box, heights(2, 10))
	if !slices.Equal(ends, []int{8, 12}) || placed != 12 {
		t.Errorf("ends %v, placed %d: a box is divided", ends, placed)
	}
	ends, placed = Filled(box[8:], heights(2, 3))
	if !slices.Equal(ends, []int{0, 0}) || placed != 0 {
		t.Errorf("ends %v, placed %d: a box higher than the column has no room", ends, placed)
	}
	ends, placed = Filled(paragraphs(30), heights(2, 20))
	if !slices.Equal(ends, []int{20, 30}) || placed != 30 {
		t.Errorf("ends %v, placed %d", ends, placed)
	}
}

func TestBalancedBesideBoxes(t *testing.T) {
	t.Parallel()
	table := paragraphs(6, 12)
	for i := 8; i < 18; i++ { // a table of two header rows and ten more
		table[i].First, table[i].Last, table[i].Repeat = true, true, 2
	}
	for name, c := range map[string]struct {
		lines []Line
		taken []int
		most  int
		want  []int
	}{
		"box at the right":         {paragraphs(10, 10), []int{0, 6}, -1, []int{13, 20}},
		"box at the left":          {paragraphs(10, 10), []int{6, 0}, -1, []int{7, 20}},
		"box higher than the text": {paragraphs(4), []int{9, 0}, -1, []int{0, 4}},
		"no room beside the box":   {paragraphs(10, 10), []int{0, 6}, 12, nil},
		"header set again":         {table, []int{0, 0}, -1, []int{10, 18}},
		"no room for the header":   {table, []int{0, 0}, 9, nil},
	} {
		if got, _ := Balanced(c.lines, c.taken, c.most); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	lines := paragraphs(4, 4)
	lines[4].Subhead, lines[4].Keep = true, 1
	for end, want := range [][]Fault{0: nil, 1: {Orphan}, 2: nil, 3: {Widow}, 4: nil, 5: {Subhead}, 6: nil, 7: {Widow}, 8: nil} {
		if got := Faults(lines, end); !slices.Equal(got, want) {
			t.Errorf("before line %d: %v, want %v", end, got, want)
		}
	}
}

func TestColumnsTakeEveryLineInOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		lines := paragraphs(rapid.SliceOfN(rapid.IntRange(1, 9), 0, 12).Draw(t, "lengths")...)
		for i := range lines {
			if i%9 > 5 {
				lines[i].Repeat = 1
			}
		}
		taken := rapid.SliceOfN(rapid.IntRange(0, 9), 1, 5).Draw(t, "taken")
		most := rapid.IntRange(1, 40).Draw(t, "most")
		check := func(ends []int, total int) {
			if !slices.IsSorted(ends) || len(ends) != len(taken) || ends[len(ends)-1] != total {
				t.Fatalf("ends %v of %d lines", ends, total)
			}
			at := 0
			for i, e := range ends {
				if rows := Rows(lines, at, e); rows > 0 && rows+taken[i] > most {
					t.Fatalf("column %d of %d rows beside %d of boxes, room for %d", i, rows, taken[i], most)
				}
				at = e
			}
		}
		if ends, _ := Balanced(lines, taken, most); ends != nil {
			check(ends, len(lines))
		} else if len(lines)+2*len(taken) <= len(taken)*(most-slices.Max(taken)) && len(lines) <= len(taken)*reach {
			t.Fatalf("no division of %d lines into columns of %d beside %v", len(lines), most, taken)
		}
		room := make([]int, len(taken))
		for i := range room {
			room[i] = max(0, most-taken[i])
		}
		ends, placed := Filled(lines, room)
		check(ends, placed)
	})
}
