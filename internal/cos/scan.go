package cos

import (
	"bytes"
	"strconv"
)

// scanner reads values from data (ISO 32000-1, 7.2 and 7.3).
type scanner struct {
	data  []byte
	pos   int
	depth int // that arrays and dictionaries may still nest
}

// The classes of characters (ISO 32000-1, 7.2.2).
const (
	regular = iota
	white
	delimiter
)

var classes = func() (c [256]uint8) {
	for _, b := range "\x00\t\n\f\r " {
		c[b] = white
	}
	for _, b := range "()<>[]{}/%" {
		c[b] = delimiter
	}
	return c
}()

// space moves past white space and comments.
func (s *scanner) space() {
	for s.pos < len(s.data) {
		switch b := s.data[s.pos]; {
		case classes[b] == white:
			s.pos++
		case b == '%':
			for s.pos < len(s.data) && s.data[s.pos] != '\n' && s.data[s.pos] != '\r' {
				s.pos++
			}
		default:
			return
		}
	}
}

// word reads regular characters.
func (s *scanner) word() []byte {
	start := s.pos
	for s.pos < len(s.data) && classes[s.data[s.pos]] == regular {
		s.pos++
	}
	return s.data[start:s.pos]
}

// take moves past text if it comes next.
func (s *scanner) take(text string) bool {
	if bytes.HasPrefix(s.data[s.pos:], []byte(text)) {
		s.pos += len(text)
		return true
	}
	return false
}

// keyword is a word that is no value: an operator, obj, stream.
type keyword string

// value reads the next value or keyword. References are values only with refs, in
// files and not in content streams. At the end of the data it is keyword("").
func (s *scanner) value(refs bool) (Object, error) {
	s.space()
	if s.pos >= len(s.data) {
		return keyword(""), nil
	}
	switch b := s.data[s.pos]; {
	case b == '/':
		s.pos++
		return s.name(), nil
	case b == '(':
		return s.literal()
	case b == '<' && s.pos+1 < len(s.data) && s.data[s.pos+1] == '<':
		s.pos += 2
		return s.dict(refs)
	case b == '<':
		return s.hex()
	case b == '[':
		s.pos++
		return s.array(refs)
	case b == '{' || b == '}':
		s.pos++
		return keyword(b), nil
	case classes[b] == delimiter:
		return nil, damage(s.pos, "多出一个 %q", "a stray %q", b)
	}
	word := s.word()
	if n, ok := number(word); ok {
		if i, whole := n.(Integer); whole && refs && i >= 0 {
			return s.reference(i), nil
		}
		return n, nil
	}
	switch string(word) {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	}
	return keyword(word), nil
}

// reference looks whether "G R" follows a number.
func (s *scanner) reference(num Integer) Object {
	start := s.pos
	s.space()
	gen, ok := number(s.word())
	g, whole := gen.(Integer)
	if ok && whole && g >= 0 && g <= 65535 && num < 1<<31 {
		s.space()
		if s.pos < len(s.data) && s.data[s.pos] == 'R' && (s.pos+1 == len(s.data) || classes[s.data[s.pos+1]] != regular) {
			s.pos++
			return Ref{int(num), int(g)}
		}
	}
	s.pos = start
	return num
}

// number reads a number: digits, a sign, a point; also the forms that readers
// forgive, such as "--5" and "4.".
func number(word []byte) (Object, bool) {
	if len(word) == 0 || len(word) > 64 {
		return nil, false
	}
	point := false
	for i, b := range word {
		switch {
		case b >= '0' && b <= '9':
		case b == '.' && !point:
			point = true
		case (b == '-' || b == '+') && i == 0:
		default:
			return nil, false
		}
	}
	if !point {
		v, err := strconv.ParseInt(string(word), 10, 64)
		return Integer(v), err == nil
	}
	v, err := strconv.ParseFloat(string(word), 64)
	if err != nil {
		return nil, false
	}
	return Real(v), true
}

// name reads a name after its slash.
func (s *scanner) name() Name {
	word := s.word()
	if bytes.IndexByte(word, '#') < 0 {
		return Name(word)
	}
	out := make([]byte, 0, len(word))
	for i := 0; i < len(word); i++ {
		if word[i] == '#' && i+2 < len(word) {
			if v, err := strconv.ParseUint(string(word[i+1:i+3]), 16, 8); err == nil {
				out = append(out, byte(v))
				i += 2
				continue
			}
		}
		out = append(out, word[i])
	}
	return Name(out)
}

// literal reads a string in brackets (7.3.4.2).
func (s *scanner) literal() (Object, error) {
	start := s.pos
	s.pos++
	var out []byte
	for nested := 1; s.pos < len(s.data); s.pos++ {
		switch b := s.data[s.pos]; b {
		case '(':
			nested++
			out = append(out, b)
		case ')':
			if nested--; nested == 0 {
				s.pos++
				return String(out), nil
			}
			out = append(out, b)
		case '\\':
			out = s.escape(out)
		case '\r': // an end of line is a line feed
			if s.pos+1 < len(s.data) && s.data[s.pos+1] == '\n' {
				s.pos++
			}
			out = append(out, '\n')
		default:
			out = append(out, b)
		}
	}
	return nil, damage(start, "字符串没有结束", "a string does not end")
}

// escape reads what follows a backslash and leaves pos at its last character.
func (s *scanner) escape(out []byte) []byte {
	s.pos++
	if s.pos >= len(s.data) {
		return out
	}
	b := s.data[s.pos]
	if at := bytes.IndexByte([]byte("nrtbf"), b); at >= 0 {
		return append(out, "\n\r\t\b\f"[at])
	}
	switch {
	case b >= '0' && b <= '7':
		v := 0
		for n := 0; n < 3 && s.pos < len(s.data) && s.data[s.pos] >= '0' && s.data[s.pos] <= '7'; n++ {
			v = v*8 + int(s.data[s.pos]-'0')
			s.pos++
		}
		s.pos--
		return append(out, byte(v))
	case b == '\r':
		if s.pos+1 < len(s.data) && s.data[s.pos+1] == '\n' {
			s.pos++
		}
		return out
	case b == '\n':
		return out
	}
	return append(out, b)
}

// hex reads a hexadecimal string (7.3.4.3).
func (s *scanner) hex() (Object, error) {
	start := s.pos
	end := bytes.IndexByte(s.data[start:], '>')
	if end < 0 {
		return nil, damage(start, "十六进制字符串没有结束", "a hexadecimal string does not end")
	}
	s.pos = start + end + 1
	return String(unhex(s.data[start+1 : start+end])), nil
}

// unhex reads pairs of digits; what is none is passed over, a missing last one is 0.
func unhex(digits []byte) []byte {
	out := make([]byte, 0, len(digits)/2+1)
	high, have := byte(0), false
	for _, b := range digits {
		var v byte
		switch {
		case b >= '0' && b <= '9':
			v = b - '0'
		case b >= 'a' && b <= 'f':
			v = b - 'a' + 10
		case b >= 'A' && b <= 'F':
			v = b - 'A' + 10
		default:
			continue
		}
		if have {
			out = append(out, high<<4|v)
		}
		high, have = v, !have
	}
	if have {
		out = append(out, high<<4)
	}
	return out
}

func (s *scanner) deeper() error {
	if s.depth--; s.depth < 0 {
		return damage(s.pos, "数组、字典嵌套太深", "arrays and dictionaries nest too deep")
	}
	return nil
}

func (s *scanner) array(refs bool) (Object, error) {
	if err := s.deeper(); err != nil {
		return nil, err
	}
	defer func() { s.depth++ }()
	a := Array{}
	for {
		s.space()
		if s.take("]") {
			return a, nil
		}
		v, err := s.value(refs)
		if err != nil {
			return nil, err
		}
		if k, bad := v.(keyword); bad {
			return nil, damage(s.pos, "数组里有 %q", "%q stands in an array", string(k))
		}
		a = append(a, v)
	}
}

func (s *scanner) dict(refs bool) (Object, error) {
	if err := s.deeper(); err != nil {
		return nil, err
	}
	defer func() { s.depth++ }()
	d := Dict{}
	for {
		s.space()
		if s.take(">>") {
			return d, nil
		}
		if !s.take("/") {
			return nil, damage(s.pos, "字典的键不是名字", "a key of a dictionary is no name")
		}
		key := s.name()
		v, err := s.value(refs)
		if err != nil {
			return nil, err
		}
		if k, bad := v.(keyword); bad {
			return nil, damage(s.pos, "字典里有 %q", "%q stands in a dictionary", string(k))
		}
		if v != nil { // null is the same as no entry
			d[key] = v
		}
	}
}
