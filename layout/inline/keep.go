package inline

import (
	"slices"
	"strings"
)

// Soft keeps (§3.4, §3.9): where a line may end, but had better not. They weigh in
// total-fit and in headings; first-fit takes no notice.

// isNumeral: the Han writes numbers.
func isNumeral(r rune) bool {
	switch r {
	case '〇', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '两', '廿', '卅':
		return true
	}
	return false
}

// soften marks a place where a line may end as discouraged, or as discouraged for
// one more reason.
func soften(breaks []Break, i int) {
	switch breaks[i] {
	case Allowed:
		breaks[i] = Discouraged
	case Discouraged:
		breaks[i] = DoublyDiscouraged
	}
}

// softenInside discourages every break between the characters of [start, end).
func softenInside(breaks []Break, start, end int) {
	for i := start + 1; i < end; i++ {
		soften(breaks, i)
	}
}

// numeralEnd gives the end of the number, in digits or in Han, that begins at i;
// i when there is none.
func numeralEnd(text []rune, i int) int {
	end := i
	for end < len(text) && '0' <= text[end] && text[end] <= '9' {
		end++
	}
	if end > i {
		return end
	}
	for end < len(text) && isNumeral(text[end]) {
		end++
	}
	return end
}

// keepOrdinals keeps 第 with its number and the number with what it counts: 第3次,
// 第十二条.
func keepOrdinals(text []rune, breaks []Break) {
	for i, r := range text {
		if r != '第' {
			continue
		}
		end := numeralEnd(text, i+1)
		if end == i+1 {
			continue
		}
		if end < len(text) && strings.ContainsRune(measures, text[end]) {
			end++
		}
		softenInside(breaks, i, end)
	}
}

// dateUnits are what follows the numbers of a date, in their order.
var dateUnits = [...]string{"年", "月", "日号"}

// keepDates keeps dates of at least two parts whole: 2021年1月, 一月十五日. Of one
// part alone, number and unit are kept by §3.4.
func keepDates(text []rune, breaks []Break) {
	for i := 0; i < len(text); {
		end, parts := dateEnd(text, i)
		if parts > 1 {
			softenInside(breaks, i, end)
		}
		i = max(end, numeralEnd(text, i), i+1)
	}
}

// dateEnd gives the end of the date that begins at i and of how many parts it is.
func dateEnd(text []rune, i int) (end, parts int) {
	end = i
	for _, units := range dateUnits {
		n := numeralEnd(text, end)
		switch {
		case n == end || n == len(text):
			return end, parts
		case strings.ContainsRune(units, text[n]):
			end, parts = n+1, parts+1
		case parts > 0:
			return end, parts
		}
	}
	return end, parts
}

// Names are words, such as names of persons, that a line had better not divide.
// A nil *Names has none. It is not changed by use.
type Names struct {
	byFirst map[rune][][]rune // no order matters: every word found is kept
}

// NewNames takes the words to be kept; those of one character need no keeping.
func NewNames(words []string) *Names {
	n := &Names{byFirst: make(map[rune][][]rune, len(words))}
	for _, w := range words {
		if word := []rune(w); len(word) > 1 {
			n.byFirst[word[0]] = append(n.byFirst[word[0]], word)
		}
	}
	return n
}

// keep discourages the breaks inside every word that stands in the text.
func (n *Names) keep(text []rune, breaks []Break) {
	if n == nil || len(n.byFirst) == 0 {
		return
	}
	for i, r := range text {
		for _, word := range n.byFirst[r] {
			if end := i + len(word); end <= len(text) && slices.Equal(text[i:end], word) {
				softenInside(breaks, i, end)
			}
		}
	}
}
