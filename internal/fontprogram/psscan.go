package fontprogram

import (
	"bytes"
	"strconv"
)

// scanner cuts PostScript text into tokens as far as Type 1 programs need it.
type scanner struct {
	b  []byte
	at int
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

// next gives the next token, "" at the end: a name with its slash, a number or an
// operator, a bracket, or of a string or procedure the opening character alone,
// for those are skipped as a whole.
func (s *scanner) next() string {
	s.skipSpace()
	if s.at >= len(s.b) {
		return ""
	}
	start := s.at
	c := s.b[s.at]
	s.at++
	switch {
	case c == '(':
		s.skipString()
		return "("
	case c == '{':
		s.skipProcedure()
		return "{"
	case isDelimiter(c) && c != '/':
		return string(s.b[start:s.at])
	}
	for s.at < len(s.b) && !isSpace(s.b[s.at]) && !isDelimiter(s.b[s.at]) {
		s.at++
	}
	return string(s.b[start:s.at])
}

func (s *scanner) skipSpace() {
	for s.at < len(s.b) {
		switch c := s.b[s.at]; {
		case isSpace(c):
			s.at++
		case c == '%':
			for s.at < len(s.b) && s.b[s.at] != '\n' && s.b[s.at] != '\r' {
				s.at++
			}
		default:
			return
		}
	}
}

// skipString goes behind the parenthesis that closes a string.
func (s *scanner) skipString() {
	for open := 1; s.at < len(s.b) && open > 0; s.at++ {
		switch s.b[s.at] {
		case '\\':
			s.at++
		case '(':
			open++
		case ')':
			open--
		}
	}
	s.at = min(s.at, len(s.b))
}

// skipProcedure goes behind the brace that closes a procedure.
func (s *scanner) skipProcedure() {
	for open := 1; open > 0; {
		s.skipSpace()
		if s.at >= len(s.b) {
			return
		}
		c := s.b[s.at]
		s.at++
		switch c {
		case '(':
			s.skipString()
		case '{':
			open++
		case '}':
			open--
		}
	}
}

// integer reads the next token if it is a whole number, of any radix ("8#101");
// otherwise it stays where it is.
func (s *scanner) integer() (n int, ok bool) {
	before := s.at
	token, base := s.next(), 10
	if radix, digits, based := bytes.Cut([]byte(token), []byte("#")); based {
		r, err := strconv.Atoi(string(radix))
		if err != nil || r < 2 || r > 36 {
			s.at = before
			return 0, false
		}
		token, base = string(digits), r
	}
	v, err := strconv.ParseInt(token, base, 32)
	if err != nil {
		s.at = before
		return 0, false
	}
	return int(v), true
}

// binary reads "n RD " and n bytes, with RD of any name. Where that is not what
// follows, it stays where it is.
func (s *scanner) binary() (b []byte, ok bool) {
	before := s.at
	n, ok := s.integer()
	if !ok || n < 0 || s.next() == "" || n > len(s.b)-s.at-1 {
		s.at = before
		return nil, false
	}
	start := s.at + 1 // one space
	s.at = start + n
	return s.b[start:s.at], true
}

// numbers reads an array of numbers in brackets or braces, nil where none follows.
func (s *scanner) numbers(limit int) []float64 {
	s.skipSpace()
	if s.at >= len(s.b) || s.b[s.at] != '[' && s.b[s.at] != '{' {
		return nil
	}
	s.at++
	var out []float64
	for len(out) < limit {
		before := s.at
		v, err := strconv.ParseFloat(s.next(), 64)
		if err != nil {
			s.at = before
			break
		}
		out = append(out, v)
	}
	return out
}
