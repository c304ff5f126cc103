package inline

import (
	_ "embed" // the lists of words
	"strings"
	"unicode/utf8"

	"banxin/internal/han"
)

// listed is the program's own list of words: one a line, in the order of their
// code points, so that it is searched as it stands and costs nothing to load.
// Words of one Han are those that often stand alone between two words.
//
//go:embed words.txt
var listed string

// LearningLimit is how many bytes of text words are learnt from, some 8,000 Han:
// more would say little more.
const LearningLimit = 24000

const (
	longestListed  = 9  // Han in the longest word of the list
	longestLearnt  = 4  // Han in the longest word that is learnt from a text
	longestKnown   = 24 // characters of a supplied word that are looked at
	leastRecurring = 2  // times a string must stand in the text to be learnt
)

// Lexicon is what headings take their words from beside the program's own list.
// A nil Lexicon has that list alone. It is not changed by use.
type Lexicon struct {
	supplied map[string]bool
	longest  int // characters of the longest supplied word
	text     string
}

// NewLexicon takes words that must not be divided: names, and what the
// configuration lists. Their order does not matter.
func NewLexicon(supplied ...string) *Lexicon {
	l := &Lexicon{supplied: make(map[string]bool, len(supplied))}
	for _, w := range supplied {
		if n := utf8.RuneCountInString(w); n > 1 {
			l.supplied[w] = true
			l.longest = min(max(l.longest, n), longestKnown)
		}
	}
	return l
}

// Learning gives a lexicon with the same words that also learns from texts: the
// article's own paragraphs and the other headlines of the issue, the weightier
// first. A text that would go over LearningLimit is left out; else their order
// does not matter.
func (l *Lexicon) Learning(texts []string) *Lexicon {
	var b strings.Builder
	for _, t := range texts {
		if b.Len()+len(t) < LearningLimit {
			b.WriteString(t)
			b.WriteByte('\n')
		}
	}
	return &Lexicon{l.supplied, l.longest, b.String()}
}

// suppliedWord tells whether the word was handed in.
func (l *Lexicon) suppliedWord(word string) bool { return l != nil && l.supplied[word] }

// listHas searches a sorted list of lines for a word.
func listHas(list, word string) bool {
	at := listFrom(list, word)
	return strings.HasPrefix(list[at:], word) && at+len(word) < len(list) && list[at+len(word)] == '\n'
}

// listFrom gives where the first line stands that is not less than the word.
func listFrom(list, word string) int {
	low, high := 0, len(list) // both at the beginning of a line
	for low < high {
		start := low + strings.LastIndexByte(list[low:low+(high-low)/2], '\n') + 1
		end := start + strings.IndexByte(list[start:], '\n')
		if list[start:end] < word {
			low = end + 1
		} else {
			high = start
		}
	}
	return low
}

// listUnder gives the lines of a sorted list that begin with a Han.
func listUnder(list, han string) string {
	rest := list[listFrom(list, han):]
	end := 0
	for strings.HasPrefix(rest[end:], han) {
		end += strings.IndexByte(rest[end:], '\n') + 1
	}
	return rest[:end]
}

// neverInWord are Han that begin or end no word worth learning: particles,
// prepositions and the like stand beside anything.
const neverInWord = "的了着们与和及或在为是将把对向从被以等不也都就还已再更最我你他她它这那其之"

// learnt tells whether a string of two to four Han, none of them a boundary of
// the list's, is a word of the text. It is one when it recurs, when what stands
// before it and what stands after it vary (a mark counts as one more neighbour),
// and when it coheres: at each boundary inside, one of the two Han beside it
// stands mostly in this string. 学田 is a word of a text about 学田街道, where 田
// hardly stands without 学; 展新 of 发展新 is none.
func (l *Lexicon) learnt(word string) bool {
	if l == nil || l.text == "" {
		return false
	}
	first, _ := utf8.DecodeRuneInString(word)
	last, _ := utf8.DecodeLastRuneInString(word)
	if strings.ContainsRune(neverInWord, first) || strings.ContainsRune(neverInWord, last) {
		return false
	}
	n, varied := l.recurrence(word)
	if n < leastRecurring || !varied {
		return false
	}
	before := 0
	for _, r := range word {
		count := strings.Count(l.text, string(r))
		coheres := count <= 2*n
		if before > 0 && !coheres && before > 2*n {
			return false
		}
		before = count
	}
	return true
}

// recurrence counts where a string stands and tells whether its neighbours vary
// on both sides.
func (l *Lexicon) recurrence(word string) (count int, varied bool) {
	var left, right rune = -1, -1
	leftVaries, rightVaries := false, false
	for at := 0; ; {
		i := strings.Index(l.text[at:], word)
		if i < 0 {
			return count, leftVaries && rightVaries
		}
		i += at
		at = i + len(word)
		before, _ := utf8.DecodeLastRuneInString(l.text[:i])
		after, _ := utf8.DecodeRuneInString(l.text[at:])
		before, after = neighbour(before), neighbour(after)
		if count > 0 {
			leftVaries = leftVaries || before != left
			rightVaries = rightVaries || after != right
		}
		left, right = before, after
		count++
	}
}

// neighbour takes all that is no Han as one neighbour.
func neighbour(r rune) rune {
	if han.Is(r) {
		return r
	}
	return 0
}
