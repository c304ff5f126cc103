package config

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"banxin/internal/diag"
)

// node is one value of a TOML file with the places it stands at.
type node struct {
	key   diag.Pos         // of its key, header or, in an array, itself
	at    diag.Pos         // of the value; of the header for a table made by one
	table map[string]*node // nil: not a table
	order []string         // keys of table as they appear
	items []*node          // of an array
	value any              // as toml decoded it; filled in by attach
}

// Nesting beyond these bounds is no configuration; refusing it here keeps the
// recursive parser behind from exhausting its stack.
const (
	deepest    = 64
	mostDotted = 32
)

// scanner walks a TOML file for positions only. The decoder is toml itself: it
// alone says what is valid, while the scanner takes whatever comes, ends at what
// it cannot read, and never fails but for nesting.
type scanner struct {
	file      string
	src       string
	at        int
	line      int
	lineStart int
	depth     int
	tooDeep   diag.Pos // Line 0: no
}

// scan gives the tree of positions of a TOML file. tooDeep has a line when the
// file nests deeper than a configuration can.
func scan(file, src string) (root *node, tooDeep diag.Pos) {
	s := &scanner{file: file, src: strings.TrimPrefix(src, "\ufeff"), line: 1}
	root = &node{table: map[string]*node{}}
	root.key, root.at = s.pos(), s.pos()
	current := root
	for s.skip(true); s.at < len(s.src) && s.tooDeep.Line == 0; s.skip(true) {
		before := s.at
		if s.src[s.at] == '[' {
			current = s.header(root)
		} else {
			s.pair(current)
		}
		if s.at == before { // not TOML: toml says what is wrong
			break
		}
	}
	return root, s.tooDeep
}

func (s *scanner) pos() diag.Pos {
	return diag.Pos{File: s.file, Line: s.line, Col: utf8.RuneCountInString(s.src[s.lineStart:s.at]) + 1}
}

// skip passes blanks, and over line ends and comments too when lines is set.
func (s *scanner) skip(lines bool) {
	for ; s.at < len(s.src); s.at++ {
		switch c := s.src[s.at]; {
		case c == ' ' || c == '\t' || c == '\r':
		case c == '\n' && lines:
			s.line++
			s.lineStart = s.at + 1
		case c == '#' && lines:
			for s.at+1 < len(s.src) && s.src[s.at+1] != '\n' {
				s.at++
			}
		default:
			return
		}
	}
}

func (s *scanner) peek(c byte) bool { return s.at < len(s.src) && s.src[s.at] == c }

// header reads [a.b] or [[a.b]] and gives the table it opens.
func (s *scanner) header(root *node) *node {
	pos := s.pos()
	s.at++
	array := s.peek('[')
	if array {
		s.at++
	}
	path := s.keyPath()
	for s.peek(']') {
		s.at++
	}
	t := root
	for i, part := range path {
		last := i == len(path)-1
		child := t.child(part.name, part.pos)
		if last && array {
			child.items = append(child.items, &node{key: pos, at: pos, table: map[string]*node{}})
		} else if last {
			child.key, child.at = pos, pos
		}
		t = child.inside()
	}
	return t
}

// child gives the value of a key, made when it is not there.
func (n *node) child(name string, pos diag.Pos) *node {
	c, ok := n.table[name]
	if !ok {
		c = &node{key: pos, at: pos}
		n.table[name] = c
		n.order = append(n.order, name)
	}
	return c
}

// inside gives the table that keys under n go into: the last one of an array.
func (n *node) inside() *node {
	if len(n.items) > 0 {
		return n.items[len(n.items)-1].inside()
	}
	if n.table == nil {
		n.table = map[string]*node{}
	}
	return n
}

type keyPart struct {
	name string
	pos  diag.Pos
}

// keyPath reads a dotted key.
func (s *scanner) keyPath() []keyPart {
	var path []keyPart
	for s.at < len(s.src) {
		s.skip(false)
		pos, start := s.pos(), s.at
		var name string
		if s.peek('"') || s.peek('\'') {
			quote := s.src[s.at]
			s.quoted()
			name = unquote(s.src[start:s.at], quote)
		} else {
			for s.at < len(s.src) && !strings.ContainsRune(" \t\r\n.=]#,{}\"'", rune(s.src[s.at])) {
				s.at++
			}
			name = s.src[start:s.at]
		}
		if s.at == start {
			return path
		}
		path = append(path, keyPart{name, pos})
		s.skip(false)
		if len(path) > mostDotted {
			s.tooDeep = pos
			return path
		}
		if !s.peek('.') {
			return path
		}
		s.at++
	}
	return path
}

// pair reads key = value into the table.
func (s *scanner) pair(t *node) {
	path := s.keyPath()
	if len(path) == 0 {
		return
	}
	for _, part := range path[:len(path)-1] {
		t = t.child(part.name, part.pos).inside()
	}
	s.skip(false)
	if !s.peek('=') {
		return
	}
	s.at++
	s.skip(false)
	last := path[len(path)-1]
	child := t.child(last.name, last.pos)
	child.at = s.pos()
	s.value(child)
}

// value reads a value of any type into n.
func (s *scanner) value(n *node) {
	if s.depth++; s.depth > deepest {
		s.tooDeep = s.pos()
	}
	defer func() { s.depth-- }()
	switch {
	case s.tooDeep.Line > 0 || s.at >= len(s.src):
	case s.peek('"') || s.peek('\''):
		s.quoted()
	case s.peek('['):
		s.at++
		for s.next(']') {
			item := &node{key: s.pos(), at: s.pos()}
			n.items = append(n.items, item)
			s.value(item)
		}
	case s.peek('{'):
		s.at++
		n.inside()
		for s.next('}') {
			before := s.at
			s.pair(n)
			if s.at == before {
				return
			}
		}
	default:
		for s.at < len(s.src) && !strings.ContainsRune(",]}#\n", rune(s.src[s.at])) {
			s.at++
		}
	}
}

// next goes to the next element of an array or inline table; false: its end, or
// no progress is possible.
func (s *scanner) next(end byte) bool {
	s.skip(true)
	if s.peek(',') {
		s.at++
		s.skip(true)
	}
	if s.peek(end) {
		s.at++
		return false
	}
	return s.at < len(s.src) && !strings.ContainsRune(",]}=", rune(s.src[s.at])) && s.tooDeep.Line == 0
}

// quoted passes a string in any of the four forms, counting lines.
func (s *scanner) quoted() {
	quote := s.src[s.at]
	end := s.src[s.at : s.at+1]
	if long := strings.Repeat(end, 3); strings.HasPrefix(s.src[s.at:], long) {
		end = long
	}
	for s.at += len(end); s.at < len(s.src); s.at++ {
		switch c := s.src[s.at]; {
		case c == '\\' && quote == '"' && s.at+1 < len(s.src) && s.src[s.at+1] != '\n':
			s.at++
		case c == '\n':
			if len(end) == 1 {
				return // not TOML
			}
			s.line++
			s.lineStart = s.at + 1
		case strings.HasPrefix(s.src[s.at:], end):
			s.at += len(end)
			for i := 0; i < 2 && len(end) == 3 && s.peek(quote); i++ {
				s.at++ // """a""""" ends in two quotes of its own
			}
			return
		}
	}
}

// unquote gives the name in a quoted key.
func unquote(s string, quote byte) string {
	if len(s) < 2 {
		return s
	}
	inner := s[1 : len(s)-1]
	if quote == '\'' || !strings.Contains(inner, `\`) {
		return inner
	}
	// TOML's \e is the one escape that Go lacks; \x means a character there and
	// a byte in Go.
	var b strings.Builder
	for i := 0; i < len(inner); i++ {
		if inner[i] != '\\' || i+1 == len(inner) {
			b.WriteByte(inner[i])
			continue
		}
		i++
		length := map[byte]int{'x': 2, 'u': 4, 'U': 8}[inner[i]]
		if length == 0 {
			b.WriteString(simpleEscape(inner[i]))
			continue
		}
		code, err := strconv.ParseUint(inner[i+1:min(i+1+length, len(inner))], 16, 32)
		if err == nil {
			b.WriteRune(rune(code))
		}
		i += length
	}
	return b.String()
}

func simpleEscape(c byte) string {
	if s, ok := map[byte]string{'b': "\b", 't': "\t", 'n': "\n", 'f': "\f", 'r': "\r", 'e': "\x1b"}[c]; ok {
		return s
	}
	return string(rune(c))
}
