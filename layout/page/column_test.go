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
		if got := Balanced(c.lines, c.columns, c.most); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestFilled(t *testing.T) {
	t.Parallel()
	ends, placed := Filled(paragraphs(5, 5, 5), 2, 6)
	if !slices.Equal(ends, []int{5, 10}) || placed != 10 {
		t.Errorf("ends %v, placed %d: the first line of a paragraph stands alone at a foot", ends, placed)
	}
	box := append(paragraphs(4, 4), Line{First: true, Last: true}, Line{Bound: true}, Line{Bound: true}, Line{Bound: true})
	ends, placed = Filled(box, 2, 10)
	if !slices.Equal(ends, []int{8, 12}) || placed != 12 {
		t.Errorf("ends %v, placed %d: a box is divided", ends, placed)
	}
	ends, placed = Filled(box[8:], 2, 3)
	if !slices.Equal(ends, []int{0, 0}) || placed != 0 {
		t.Errorf("ends %v, placed %d: a box higher than the column has no room", ends, placed)
	}
	ends, placed = Filled(paragraphs(30), 2, 20)
	if !slices.Equal(ends, []int{20, 30}) || placed != 30 {
		t.Errorf("ends %v, placed %d", ends, placed)
	}
}

func TestColumnsTakeEveryLineInOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		lines := paragraphs(rapid.SliceOfN(rapid.IntRange(1, 9), 0, 12).Draw(t, "lengths")...)
		n := rapid.IntRange(1, 5).Draw(t, "columns")
		most := rapid.IntRange(1, 40).Draw(t, "most")
		check := func(ends []int, total int) {
			if !slices.IsSorted(ends) || len(ends) != n || ends[n-1] != total {
				t.Fatalf("ends %v of %d lines", ends, total)
			}
			at := 0
			for _, e := range ends {
				if e-at > most {
					t.Fatalf("column of %d lines, room for %d", e-at, most)
				}
				at = e
			}
		}
		if ends := Balanced(lines, n, most); ends != nil {
			check(ends, len(lines))
		} else if len(lines) <= n*most && len(lines) <= n*reach {
			t.Fatalf("no division of %d lines into %d columns of %d", len(lines), n, most)
		}
		ends, placed := Filled(lines, n, most)
		check(ends, placed)
	})
}
