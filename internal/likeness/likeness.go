// Package likeness measures how alike two names are, for hints that offer the
// nearest of those that are known. Start with Distance.
//
// The package knows nothing of what is named, and nothing of hints.
package likeness

// Distance is the number of characters to insert, delete, replace or swap with a
// neighbour to turn a into b (optimal string alignment). The cost grows with the
// product of the two lengths.
func Distance(a, b string) int {
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
