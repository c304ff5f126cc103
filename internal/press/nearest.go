package press

import (
	"cmp"
	"slices"
	"strings"
)

// nearest ranks candidates by likeness to a key that was not found and gives the
// indexes of the n most alike. A candidate that holds the key or is held by it
// comes first, then the one with the least edit distance for its length.
func nearest(key string, candidates []string, n int) []int {
	type ranked struct {
		index    int
		distance float64
	}
	list := make([]ranked, len(candidates))
	for i, c := range candidates {
		list[i] = ranked{i, unlikeness([]rune(key), []rune(c))}
		if c != "" && (strings.Contains(c, key) || strings.Contains(key, c)) {
			list[i].distance /= 10
		}
	}
	slices.SortStableFunc(list, func(a, b ranked) int { return cmp.Compare(a.distance, b.distance) })
	out := make([]int, 0, n)
	for _, r := range list[:min(n, len(list))] {
		out = append(out, r.index)
	}
	return out
}

// unlikeness is the Levenshtein distance as a share of the longer length.
func unlikeness(a, b []rune) float64 {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			change := diagonal
			if x != y {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, diagonal+1)
		}
	}
	return float64(row[len(b)]) / float64(max(len(a), len(b), 1))
}
