package config

import (
	"cmp"
	"slices"
	"strings"

	"banxin/internal/diag"
	"banxin/internal/likeness"
)

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
		d := likeness.Distance(folded, fold(c))
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
	case len(known) <= 20:
		hints = append(hints, diag.Say("可用的有：%s", "known are: %s", strings.Join(known, ", ")))
	case len(hints) == 0:
		hints = append(hints, diag.Say("可用的有：%s …… 共 %d 个", "known are: %s … %d in all", strings.Join(known[:20], ", "), len(known)))
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
