package config

import (
	"cmp"
	"slices"
	"strings"

	"banxin/internal/diag"
)

// distance is the number of characters to insert, delete, replace or swap with
// a neighbour to turn a into b (optimal string alignment).
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	var before, above []int // the two rows over the current one
	row := make([]int, len(t)+1)
	for j := range row {
		row[j] = j
	}
	for i, c := range s {
		before, above, row = above, row, make([]int, len(t)+1)
		row[0] = i + 1
		for j, d := range t {
			change := 1
			if c == d {
				change = 0
			}
			row[j+1] = min(row[j]+1, above[j+1]+1, above[j]+change)
			if i > 0 && j > 0 && c == t[j-1] && s[i-1] == d {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(t)]
}

// longestName bounds what is compared: the cost grows with the square, and
// nothing longer is a misspelt name.
const longestName = 200

// nearest gives the candidate that the name was most likely meant to be, or ""
// when none is near: a third of its characters may differ. Spelling apart from
// case, - for _ and a plural s counts as the same.
func nearest(name string, candidates []string) string {
	if name == "" || len(name) > longestName {
		return ""
	}
	folded := fold(name)
	best, least := "", 1<<30
	for _, c := range candidates {
		if len(c) > longestName {
			continue
		}
		d := distance(folded, fold(c))
		if d < least {
			best, least = c, d
		}
	}
	if least > max(1, len([]rune(name))/3) {
		return ""
	}
	return best
}

func fold(s string) string {
	return strings.TrimSuffix(strings.ReplaceAll(strings.ToLower(s), "-", "_"), "s")
}

// choice is the hint for a name that is not among those known: the nearest, and
// the list when it is short enough to read.
func choice(name string, known []string) []diag.Text {
	var hints []diag.Text
	if n := nearest(name, known); n != "" {
		hints = append(hints, diag.Say("改为 %q", "write %q", n))
	}
	switch {
	case len(known) == 0:
	case len(known) <= 16:
		hints = append(hints, diag.Say("可用的有：%s", "known are: %s", strings.Join(known, ", ")))
	case len(hints) == 0:
		hints = append(hints, diag.Say("可用的有：%s …… 共 %d 个", "known are: %s … %d in all", strings.Join(known[:16], ", "), len(known)))
	}
	return hints
}

// sortedKeys gives the keys of a map in an order that does not change.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, cmp.Compare[string])
	return keys
}
