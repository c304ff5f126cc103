// Package pinyin makes the keys by which Chinese titles and names are sorted: the
// reading of each character without its tone, in lower-case ASCII. Start with Key
// for titles, Person for personal names, IssueKey for a number of a publication.
//
// Readings come from the dictionary of go-pinyin, as readings.txt has it: the module
// itself fills its tables at every start of a program, and only a test uses it. A
// character with several readings takes the one of the longest word around it
// that words lists, in a personal name that of the family name, and else the most
// common one. The key is a guess that an editor corrects: Names goes before all.
//
// ü is written yu, as GB/T 28039-2011 has it for names where only 26 letters are
// at hand: 吕 is lyu.
package pinyin

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"banxin/internal/han"
)

// Names gives the keys of words that an editor has settled: "单晓丽" is
// "shan xiaoli". A word counts wherever it stands in a title, the longest first.
type Names map[string]string

// Key gives the sort key of a title: a syllable for each Han character, Latin
// words without accents, numbers with at least three digits, all in lower case and
// parted by single spaces. Marks are dropped; so are characters without a reading.
// Empty: the text has nothing to sort by.
func Key(text string, names Names) string {
	return strings.Join(tokens(text, names), " ")
}

// IssueKey gives the sort key of a number of a publication: that of its name, then
// year and number with at least three digits, as in "shi li tong xun 2026-012".
// Without a number it ends in the year.
func IssueKey(name string, year int, number string, names Names) string {
	parts := []string{strconv.Itoa(year)}
	parts = append(parts, tokens(number, nil)...)
	return strings.TrimSpace(Key(name, names) + " " + strings.Join(parts, "-"))
}

// tokens reads a text word by word: what stands between the spaces of its key. It
// goes from the end to the beginning, since where two words share a character it
// mostly belongs to the later one: 部长期 is 部 and 长期.
func tokens(text string, names Names) []string {
	runes := plain(text)
	settled, known := newLexicon(names), words()
	var out []string // from the last to the first
	for end := len(runes); end > 0; {
		key, n := settled.longest(runes[:end])
		if n == 0 {
			if key, n = known.longest(runes[:end]); n > 0 {
				key = wordKey(runes[end-n:end], key)
			}
		}
		if n == 0 && han.Is(runes[end-1]) {
			key, n = syllable(runes[end-1]), 1
		}
		if n == 0 {
			key, n = alphabetic(runes[:end])
		}
		syllables := strings.Fields(key)
		slices.Reverse(syllables)
		out = append(out, syllables...)
		end -= max(1, n)
	}
	slices.Reverse(out)
	return out
}

// plain brings a text into the form in which it is read: full-width and other
// forms of the same character made one, accents taken off, lower case.
func plain(text string) []rune {
	var out []rune
	for _, r := range norm.NFKD.String(text) {
		if !unicode.Is(unicode.Mn, r) {
			out = append(out, unicode.ToLower(r))
		}
	}
	return out
}

// alphabetic reads the word of ASCII letters and digits with which text ends, its
// numbers filled up, and tells how many characters it has.
func alphabetic(text []rune) (string, int) {
	digit := func(r rune) bool { return '0' <= r && r <= '9' }
	begin := len(text)
	for begin > 0 && (digit(text[begin-1]) || 'a' <= text[begin-1] && text[begin-1] <= 'z') {
		begin--
	}
	const width = 3
	var b strings.Builder
	for i := begin; i < len(text); {
		from := i
		for i < len(text) && digit(text[i]) {
			i++
		}
		if i == from {
			b.WriteRune(text[i])
			i++
			continue
		}
		number := strings.TrimLeft(string(text[from:i]), "0")
		b.WriteString(strings.Repeat("0", max(0, width-len(number))) + number)
	}
	return b.String(), len(text) - begin
}

// readings has a line for each syllable, with the Han of which it is the reading
// that the dictionary names first.
//
//go:embed readings.txt
var readings string

// syllable gives the most common reading of a Han character; empty: none is known.
func syllable(r rune) string {
	if reading, ok := common()[string(r)]; ok {
		return reading
	}
	i := strings.IndexRune(readings, r)
	if i < 0 || r < utf8.RuneSelf {
		return ""
	}
	reading, _, _ := strings.Cut(readings[strings.LastIndexByte(readings[:i], '\n')+1:], " ")
	return reading
}

// lexicon gives the keys of words; most is the length of the longest, in
// characters.
type lexicon struct {
	keys map[string]string
	most int
}

// newLexicon makes a lexicon of names, their words in the form of plain.
func newLexicon(names Names) lexicon {
	l := lexicon{keys: make(map[string]string, len(names))}
	spelt := make([]string, 0, len(names))
	for word := range names {
		spelt = append(spelt, word)
	}
	slices.Sort(spelt)
	for _, word := range spelt {
		l.add(plain(word), names[word])
	}
	return l
}

func (l *lexicon) add(word []rune, key string) {
	l.keys[string(word)] = key
	l.most = max(l.most, len(word))
}

// longest gives the key of the longest word with which text ends, and the word's
// length; 0: there is none.
func (l lexicon) longest(text []rune) (string, int) {
	for n := min(l.most, len(text)); n > 0; n-- {
		if key, ok := l.keys[string(text[len(text)-n:])]; ok {
			return key, n
		}
	}
	return "", 0
}
