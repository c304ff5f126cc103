package inline

import (
	"strings"

	"banxin/internal/han"
)

// What a token costs on the way to the cheapest division of a heading into
// words. Only the proportions count: a known word of several Han is cheaper than
// anything else that covers them, so that few long words win; two unknown Han are
// likelier one word than two; a name is a guess, taken where no known word stands
// in its way.
const (
	tokenMark     = 0  // a character that is no Han
	tokenSupplied = 8  // of the configuration, or a name known to the issue
	tokenWord     = 10 // of the list; a number with its measure word
	tokenLearnt   = 11 // recurs in the article; with two odd Han still cheaper than two pairs
	tokenSingle   = 15 // a Han of the list that stands alone
	tokenOdd      = 20 // any other Han alone
	tokenName     = 24 // surname and one Han
	tokenFullName = 26 // surname and two Han
	tokenPair     = 26 // two unknown Han
	tokenSuffixed = 32 // two unknown Han and 区, 镇, 路, 化, 性 …
)

type tokenKind uint8

const (
	kindMark    tokenKind = iota
	kindWord              // known, of several characters
	kindSingle            // known, one Han
	kindUnknown           // a guess that may be divided if need be
)

// token is a way to go on from a cell to another: the word or character between.
type token struct {
	start, end int
	cost       int
	kind       tokenKind
	name       bool // guessed by its surname
}

const (
	hanNumerals = "〇零一二三四五六七八九十百千万亿两几"
	suffixes    = "区市县镇乡村省州街路桥河江湖山港湾化性者率力度感型"
	// notInName are Han that are hardly ever part of a given name, but common after
	// what looks like a surname.
	notInName = neverInWord + "区市县镇乡村省会上下不有到要能可人大小年月日个与局院部党委"
)

// words is the division of a heading into words: for each boundary the cost of
// the cheapest division that has it, over that of the cheapest of all.
type words struct {
	over          []int       // per boundary; 0: between two words of a cheapest division
	before, after []tokenKind // the tokens on both sides in that division
	long          []bool      // the token after is of several characters
	cover         []token     // the token of the cheapest division a cell stands in
}

// segmenter divides one heading.
type segmenter struct {
	p    *Paragraph
	lex  *Lexicon
	text string
	at   []int // byte offset of each cell in text
	runs []int // how many Han follow from the cell on, itself included
}

// segment divides the heading into words.
func (p *Paragraph) segment(lex *Lexicon) *words {
	n := len(p.cells)
	g := &segmenter{p: p, lex: lex, at: make([]int, n+1), runs: make([]int, n+1)}
	var b strings.Builder
	for i := range p.cells {
		g.at[i] = b.Len()
		b.WriteString(p.cells[i].text)
	}
	g.text, g.at[n] = b.String(), b.Len()
	for i := n - 1; i >= 0; i-- {
		if p.cells[i].class == Han {
			g.runs[i] = g.runs[i+1] + 1
		}
	}
	tokens := make([][]token, n)
	for i := range tokens {
		tokens[i] = g.tokens(i)
	}
	w := cheapest(tokens)
	if g.learn(tokens, w) {
		w = cheapest(tokens)
	}
	return w
}

// learn adds the words that the lexicon's text teaches, and tells whether there
// are any. They are looked for only where the known words leave Han uncovered:
// each costs a search of the text.
func (g *segmenter) learn(tokens [][]token, w *words) bool {
	if g.lex == nil || g.lex.text == "" {
		return false
	}
	found := false
	for i := range tokens {
		uncovered := false
		for e := i + 1; e-i <= min(g.runs[i], longestLearnt); e++ {
			uncovered = uncovered || w.cover[e-1].kind == kindUnknown
			if uncovered && e-i > 1 && g.lex.learnt(g.sub(i, e)) {
				tokens[i] = append(tokens[i], token{start: i, end: e, cost: tokenLearnt, kind: kindWord})
				found = true
			}
		}
	}
	return found
}

// cheapest finds for each boundary the cheapest division through it: the
// cheapest way to it and the cheapest way on.
func cheapest(tokens [][]token) *words {
	n := len(tokens)
	const far = 1 << 30
	to, on := make([]int, n+1), make([]int, n+1)
	w := &words{over: make([]int, n+1), before: make([]tokenKind, n+1), after: make([]tokenKind, n+1),
		long: make([]bool, n+1), cover: make([]token, n)}
	for i := 1; i <= n; i++ {
		to[i] = far
	}
	for i, ways := range tokens {
		for _, t := range ways {
			if c := to[i] + t.cost; c < to[t.end] {
				to[t.end], w.before[t.end] = c, t.kind
			}
		}
	}
	next := make([]token, n)
	for i := n - 1; i >= 0; i-- {
		on[i] = far
		for _, t := range tokens[i] {
			if c := t.cost + on[t.end]; c < on[i] {
				on[i], next[i] = c, t
			}
		}
		w.after[i], w.long[i] = next[i].kind, next[i].end > i+1
	}
	for i := range w.over {
		w.over[i] = to[i] + on[i] - on[0]
	}
	for i := 0; i < n; i = next[i].end {
		for k := i; k < next[i].end; k++ {
			w.cover[k] = next[i]
		}
	}
	return w
}

// sub gives the text of the cells [i, e).
func (g *segmenter) sub(i, e int) string { return g.text[g.at[i]:g.at[e]] }

// tokens lists the ways to go on from cell i.
func (g *segmenter) tokens(i int) []token {
	var out []token
	n := len(g.p.cells)
	if g.lex != nil {
		for e := i + 2; e <= min(n, i+g.lex.longest); e++ {
			if g.lex.suppliedWord(g.sub(i, e)) {
				out = append(out, token{start: i, end: e, cost: tokenSupplied, kind: kindWord})
				if g.runs[e] > 0 && strings.Contains(suffixes, g.sub(e, e+1)) {
					out = append(out, token{start: i, end: e + 1, cost: tokenSupplied + tokenWord, kind: kindWord})
				}
			}
		}
	}
	if e := g.number(i); e > i+1 {
		out = append(out, token{start: i, end: e, cost: tokenWord, kind: kindWord})
	}
	run := g.runs[i]
	if run == 0 {
		return append(out, token{start: i, end: i + 1, cost: tokenMark, kind: kindMark})
	}
	known := listUnder(listed, g.sub(i, i+1))
	if listHas(known, g.sub(i, i+1)) {
		out = append(out, token{start: i, end: i + 1, cost: tokenSingle, kind: kindSingle})
	} else {
		out = append(out, token{start: i, end: i + 1, cost: tokenOdd, kind: kindUnknown})
	}
	if run >= 2 && !strings.Contains(neverInWord, g.sub(i, i+1)) && !strings.Contains(neverInWord, g.sub(i+1, i+2)) {
		out = append(out, token{start: i, end: i + 2, cost: tokenPair, kind: kindUnknown})
	}
	for length := 2; length <= min(run, longestListed) && known != ""; length++ {
		if listHas(known, g.sub(i, i+length)) {
			out = append(out, token{start: i, end: i + length, cost: tokenWord, kind: kindWord})
		}
	}
	if run >= 3 && strings.Contains(suffixes, g.sub(i+2, i+3)) {
		out = append(out, token{start: i, end: i + 3, cost: tokenSuffixed, kind: kindWord})
	}
	return g.names(out, i)
}

// names adds the personal names that may begin at cell i.
func (g *segmenter) names(out []token, i int) []token {
	for length := 1; length <= 2 && length < g.runs[i]; length++ {
		if !han.IsCommonSurname(g.sub(i, i+length)) {
			continue
		}
		given := i + length
		for k := 1; k <= 2 && length+k <= g.runs[i]; k++ {
			if strings.Contains(notInName, g.sub(given+k-1, given+k)) {
				break
			}
			out = append(out, token{start: i, end: given + k, cost: []int{tokenName, tokenFullName}[k-1], kind: kindWord, name: true})
		}
	}
	return out
}

// number gives the end of a number with its measure word: 第三次, 2024年, 十大.
// A number without one is none of its business.
func (g *segmenter) number(i int) int {
	n, k := len(g.p.cells), i
	if g.runs[i] > 0 && g.sub(i, i+1) == "第" {
		k++
	}
	start := k
	for k < n && (g.p.cells[k].class == Number || g.runs[k] > 0 && strings.Contains(hanNumerals, g.sub(k, k+1))) {
		k++
	}
	if k == start {
		return i
	}
	for k < n && (g.p.cells[k].class == Suffix || g.p.cells[k].class == Western && k+1 < n && g.p.cells[k+1].class == Number || g.p.cells[k].class == Number) {
		k++
	}
	if k < n && g.runs[k] > 0 && strings.Contains("多余", g.sub(k, k+1)) {
		k++
	}
	measured := k < n && g.runs[k] > 0 && strings.Contains(measures, g.sub(k, k+1))
	if measured {
		k++
	}
	if measured && k < n && g.runs[k] > 0 && strings.Contains(bound, g.sub(k, k+1)) {
		k++
	}
	if measured || start > i || g.p.cells[start].class == Number {
		return k
	}
	return i
}
