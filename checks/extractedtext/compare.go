package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// compare gives what is wrong with the extracted text, and the figures in one
// sentence. Unless ordered the order of the text is not looked at.
func compare(articles, furniture []string, extracted string, ordered bool) (problems []string, facts string) {
	text := visible(extracted)
	var words [][]rune
	surplus := counts(text)
	all := 0
	for _, f := range furniture {
		if w := visible(f); len(w) > 0 {
			words = append(words, w)
			subtract(surplus, w)
			all += len(w)
		}
	}
	inArticles := 0
	for _, a := range articles {
		w := visible(a)
		subtract(surplus, w)
		inArticles += len(w)
	}
	missing, extra := 0, 0
	for _, r := range slices.Sorted(maps.Keys(surplus)) {
		switch n := surplus[r]; {
		case n < 0:
			missing -= n
			problems = append(problems, fmt.Sprintf("%q stands %d times too seldom", r, -n))
		case n > 0:
			extra += n
			problems = append(problems, fmt.Sprintf("%q stands %d times too often", r, n))
		}
	}
	facts = fmt.Sprintf("%d characters of %d articles, %d of furniture; %d missing, %d extra", inArticles, len(articles), all, missing, extra)
	if !ordered {
		return problems, facts
	}
	inOrder := 0
	for i, a := range articles {
		w := visible(a)
		at := furthest(text, w, words)
		if at == len(w) {
			inOrder++
			continue
		}
		problems = append(problems, fmt.Sprintf("article %d is not in reading order: after “%s” no “%s”", i+1,
			string(w[max(0, at-12):at]), string(w[at:min(len(w), at+12)])))
	}
	return problems, fmt.Sprintf("%s, %d articles in reading order", facts, inOrder)
}

// furthest tells how many characters of the article can be read in the text
// one after the other, from any start, when whole words of furniture may stand
// between them.
func furthest(text, article []rune, furniture [][]rune) int {
	at := map[int]bool{} // places in the text where the reader may stand
	for i := range text {
		at[i] = true
	}
	for n, want := range article {
		next := map[int]bool{}
		for place := range at {
			if text[place] == want {
				next[place+1] = true
			}
		}
		if n+1 < len(article) {
			passFurniture(next, text, furniture)
		}
		if len(next) == 0 {
			return n
		}
		at = next
		delete(at, len(text)) // nothing can be read there
	}
	return len(article)
}

// passFurniture adds the places that are reached by passing words of furniture.
func passFurniture(at map[int]bool, text []rune, furniture [][]rune) {
	open := slices.Collect(maps.Keys(at))
	for len(open) > 0 {
		place := open[len(open)-1]
		open = open[:len(open)-1]
		for _, w := range furniture {
			end := place + len(w)
			if end <= len(text) && !at[end] && slices.Equal(text[place:end], w) {
				at[end] = true
				open = append(open, end)
			}
		}
	}
}

// visible gives the characters of s that are no white space.
func visible(s string) []rune {
	return []rune(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s))
}

func counts(text []rune) map[rune]int {
	n := map[rune]int{}
	for _, r := range text {
		n[r]++
	}
	return n
}

func subtract(from map[rune]int, text []rune) {
	for _, r := range text {
		from[r]--
	}
}
