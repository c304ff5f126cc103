package press

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"banxin/internal/likeness"
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
		list[i] = ranked{i, unlikeness(key, c)}
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

// unlikeness is the edit distance as a share of the longer length.
func unlikeness(a, b string) float64 {
	longer := max(utf8.RuneCountInString(a), utf8.RuneCountInString(b), 1)
	return float64(likeness.Distance(a, b)) / float64(longer)
}
