package main

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// table is a table of a TOML file as text.
type table struct {
	header string   // its line; empty: the keys before the first table
	root   string   // first part of its name
	keys   []string // each with its value, over as many lines as that takes, and the comments below it
}

// shuffle gives the same document of TOML with its tables and keys in another order. It
// knows as much of TOML as the files of a project use: no strings over several lines.
func shuffle(chance *rand.Rand, document string) string {
	tables := split(document)
	arrays := map[string]bool{} // roots below which there is an array of tables
	for _, t := range tables {
		if strings.HasPrefix(t.header, "[[") {
			arrays[t.root] = true
		}
	}
	order := chance.Perm(len(tables) - 1)
	places := map[string][]int{} // of the tables of such a root, in order
	for _, n := range order {
		if root := tables[n+1].root; arrays[root] {
			places[root] = append(places[root], n)
		}
	}
	for root := range places {
		slices.Sort(places[root])
	}
	var b strings.Builder
	write := func(t table) {
		b.WriteString(t.header)
		chance.Shuffle(len(t.keys), func(i, j int) { t.keys[i], t.keys[j] = t.keys[j], t.keys[i] })
		for _, k := range t.keys {
			b.WriteString(k)
		}
	}
	write(tables[0])
	for _, n := range order {
		if root := tables[n+1].root; arrays[root] {
			n, places[root] = places[root][0], places[root][1:]
		}
		write(tables[n+1])
	}
	return b.String()
}

// split parts a document into its tables; the first has no header.
func split(document string) []table {
	tables := []table{{}}
	depth := 0 // of brackets that are open
	for line := range strings.Lines(document) {
		line = strings.TrimSuffix(line, "\n") + "\n"
		last := &tables[len(tables)-1]
		code := strings.TrimSpace(bare(line))
		switch {
		case depth == 0 && strings.HasPrefix(code, "["):
			root, _, _ := strings.Cut(strings.Trim(code, "[] "), ".")
			tables = append(tables, table{header: line, root: strings.TrimSpace(root)})
			continue
		case len(last.keys) > 0 && (depth > 0 || code == ""):
			last.keys[len(last.keys)-1] += line
		case code == "":
			last.header += line
		default:
			last.keys = append(last.keys, line)
		}
		depth += strings.Count(code, "[") + strings.Count(code, "{") - strings.Count(code, "]") - strings.Count(code, "}")
	}
	return tables
}

// bare gives a line without its comment and with the insides of its strings taken out.
func bare(line string) string {
	var b strings.Builder
	quote := rune(0)
	escaped := false
	for _, r := range line {
		switch {
		case quote != 0:
			if r == quote && !escaped {
				quote = 0
			}
			escaped = r == '\\' && quote == '"' && !escaped
		case r == '#':
			return b.String()
		case r == '"' || r == '\'':
			quote = r
			b.WriteByte('s')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
