package manuscript

import (
	"strings"

	"banxin/internal/han"
)

// isName tells a Chinese personal name by its form: two to four Han that open with
// a family name.
func isName(word []rune) bool {
	if len(word) < 2 || len(word) > 4 || !allHan(word) {
		return false
	}
	if len(word) >= 3 && han.IsSurname(string(word[:2])) {
		return true
	}
	return len(word) <= 3 && han.IsSurname(string(word[:1]))
}

func allHan(word []rune) bool {
	for _, r := range word {
		if !han.Is(r) {
			return false
		}
	}
	return len(word) > 0
}

// splitWords cuts text at the separators given. Two single characters side by
// side are one name set out to the width of three, 王　伟.
func splitWords(text []rune, separators string) [][]rune {
	var words [][]rune
	begin := 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && !strings.ContainsRune(separators, text[i]) {
			continue
		}
		if i > begin {
			words = append(words, text[begin:i])
		}
		begin = i + 1
	}
	joined := words[:0]
	for i := 0; i < len(words); i++ {
		if w := words[i]; i+1 < len(words) && len(w) == 1 && len(words[i+1]) == 1 && han.Is(w[0]) && han.Is(words[i+1][0]) {
			joined = append(joined, []rune{w[0], words[i+1][0]})
			i++
			continue
		}
		joined = append(joined, words[i])
	}
	return joined
}

// countNames tells whether a line is nothing but names of persons and how many.
// Two or three words must all open with a surname; of more, one in three may be
// of another form, such as 阿依古丽 or 买买提·吐尔逊.
func countNames(text []rune) (int, bool) {
	for _, r := range text {
		if !han.Is(r) && !strings.ContainsRune(" 、，·（）", r) {
			return 0, false
		}
	}
	words := splitWords(dropRemarks(text), " 、，")
	sure := 0
	for _, w := range words {
		switch {
		case isName(w):
			sure++
		case len(w) > 4 && !strings.ContainsRune(string(w), '·'), len(w) < 2, len(w) > 14:
			return 0, false
		}
	}
	n := len(words)
	return n, n > 0 && (sure == n || n > 3 && sure*3 >= n*2)
}

// dropRemarks takes out what stands in brackets after a name: （女）, （回族）.
func dropRemarks(text []rune) []rune {
	var rest []rune
	depth := 0
	for _, r := range text {
		switch {
		case r == '（':
			depth++
		case r == '）':
			depth--
		case depth == 0:
			rest = append(rest, r)
		}
	}
	return rest
}
