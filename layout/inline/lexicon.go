package inline

import (
	_ "embed" // the lists of words
	"strings"
	"unicode/utf8"
)

// listed is the program's own list of words: one a line, in the order of their
// code points, so that it is searched as it stands and costs nothing to load.
// Words of one Han are those that often stand alone between two words.
//
//go:embed words.txt
var listed string

// surnames are the family names by which a name of two or three Han is guessed.
//
//go:embed surnames.txt
var surnames string

const (
	longestListed  = 9     // Han in the longest word of the list
	longestLearnt  = 4     // Han in the longest word that is learnt from a text
	longestKnown   = 24    // characters of a supplied word that are looked at
	learningLimit  = 24000 // bytes of text that words are learnt from, some 8,000 Han: more would say little more
	leastRecurring = 2     // times a string must stand in the text to be learnt
)

// Lexicon is what headings take their words from beside the program's own list.
// A nil Lexicon has that list alone. It is not changed by use.
type Lexicon struct {
	supplied map[string]bool
	longest  int // characters of the longest supplied word
	text     string
}

// NewLexicon takes words that must not be divided (names, and what the
// configuration lists) and texts to learn from: the article's own paragraphs and
// the other headlines of the issue, the weightier first: a text that would go over
// learningLimit is left out.
func NewLexicon(supplied, texts []string) *Lexicon {
	l := &Lexicon{supplied: make(map[string]bool, len(supplied))}
	for _, w := range supplied {
		if n := utf8.RuneCountInString(w); n > 1 {
			l.supplied[w] = true
			l.longest = min(max(l.longest, n), longestKnown)
		}
	}
	var b strings.Builder
	for _, t := range texts {
		if b.Len()+len(t) > learningLimit {
			continue
		}
		b.WriteString(t)
		b.WriteByte('\n')
	}
	l.text = b.String()
	return l
}

// suppliedWord tells whether the word was handed in.
func (l *Lexicon) suppliedWord(word string) bool { return l != nil && l.supplied[word] }

// listHas searches a sorted list of lines for a word.
func listHas(list, word string) bool {
	for len(list) > 0 {
		start := strings.LastIndexByte(list[:len(list)/2], '\n') + 1
		end := start + strings.IndexByte(list[start:], '\n')
		switch line := list[start:end]; {
		case line == word:
			return true
		case line < word:
			list = list[end+1:]
		default:
			list = list[:start]
		}
	}
	return false
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
	if isHan(r) {
		return r
	}
	return 0
}
