package pdf

import (
	"bytes"
	"fmt"
	"strconv"
)

// The reader of gopdf's output. It knows the little of the PDF syntax that
// gopdf v0.37.0 writes, object after object, and takes anything else for damage.

// The values of PDF objects as Go values: number (its digits), name, ref,
// literal ((text) without the brackets), array, dict.
type (
	number  string
	name    string
	ref     int
	literal string
	array   []any
	dict    map[name]any
)

// object is an indirect object of gopdf's file.
type object struct {
	dict   dict
	stream []byte // nil: none
}

// scanner reads PDF syntax from data.
type scanner struct {
	data []byte
	pos  int
}

func (s *scanner) errorf(format string, args ...any) error {
	return fmt.Errorf("byte %d: %s", s.pos, fmt.Sprintf(format, args...))
}

// parseFile reads all objects of gopdf's file and checks that nothing is
// missing between the header and %%EOF. The result is indexed by object number.
func parseFile(data []byte) ([]object, error) {
	s := &scanner{data: data}
	if err := s.expect("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\n"); err != nil {
		return nil, err
	}
	objects := []object{{}}
	for s.take(strconv.Itoa(len(objects)) + " 0 obj\n") {
		o, err := s.object()
		if err != nil {
			return nil, fmt.Errorf("object %d: %w", len(objects), err)
		}
		objects = append(objects, o)
	}
	if err := s.trailer(len(objects)); err != nil {
		return nil, err
	}
	return objects, nil
}

// trailer reads the cross-reference table of n entries, the trailer dictionary
// and the end of the file.
func (s *scanner) trailer(n int) error {
	start := s.pos
	if err := s.expect(fmt.Sprintf("xref\n0 %d\n", n)); err != nil {
		return err
	}
	if s.pos += 20 * n; s.pos > len(s.data) {
		return s.errorf("cross-reference table is cut off")
	}
	if err := s.expect("trailer\n"); err != nil {
		return err
	}
	d, err := s.value(0)
	if err != nil {
		return err
	}
	t, ok := d.(dict)
	if !ok || len(t) != 2 || t["Size"] != number(strconv.Itoa(n)) || t["Root"] != ref(1) {
		return s.errorf("trailer %v is not that of a file of %d objects", d, n)
	}
	s.space()
	if err := s.expect(fmt.Sprintf("startxref\n%d\n%%%%EOF\n", start)); err != nil {
		return err
	}
	if s.pos != len(s.data) {
		return s.errorf("something follows the end of the file")
	}
	return nil
}

// object reads the dictionary of an object, its stream if it has one, and
// endobj.
func (s *scanner) object() (object, error) {
	v, err := s.value(0)
	if err != nil {
		return object{}, err
	}
	o := object{}
	var ok bool
	if o.dict, ok = v.(dict); !ok {
		return object{}, s.errorf("%v is no dictionary", v)
	}
	s.space()
	if s.take("stream\n") {
		n, err := o.dict.integer("Length")
		if err != nil {
			return object{}, err
		}
		if n < 0 || n > len(s.data)-s.pos {
			return object{}, s.errorf("stream of %d bytes is cut off", n)
		}
		o.stream = s.data[s.pos : s.pos+n : s.pos+n]
		s.pos += n
		s.take("\n")
		if err := s.expect("endstream\n"); err != nil {
			return object{}, err
		}
	}
	return o, s.expect("endobj\n\n")
}

// take moves past the text if it comes next.
func (s *scanner) take(text string) bool {
	if bytes.HasPrefix(s.data[s.pos:], []byte(text)) {
		s.pos += len(text)
		return true
	}
	return false
}

// expect moves past the text, or fails when another comes.
func (s *scanner) expect(text string) error {
	if s.take(text) {
		return nil
	}
	end := min(len(s.data), s.pos+40)
	return s.errorf("%q stands in place of %q", s.data[s.pos:end], text)
}

// space moves past white space.
func (s *scanner) space() {
	for s.pos < len(s.data) && isSpace(s.data[s.pos]) {
		s.pos++
	}
}

func isSpace(b byte) bool { return b == ' ' || b == '\n' || b == '\t' || b == '\r' }

// isRegular tells the characters that names and numbers are made of.
func isRegular(b byte) bool {
	return b > ' ' && b < 0x7F && bytes.IndexByte([]byte("()<>[]{}/%"), b) < 0
}

// deepest is how deep gopdf's arrays and dictionaries may nest; it uses three.
const deepest = 8

// value reads one value; depth counts the arrays and dictionaries around it.
func (s *scanner) value(depth int) (any, error) {
	s.space()
	switch {
	case depth > deepest:
		return nil, s.errorf("values nest deeper than %d", deepest)
	case s.take("<<"):
		return s.dict(depth)
	case s.take("["):
		return s.array(depth)
	case s.take("("):
		end := bytes.IndexByte(s.data[s.pos:], ')')
		if end < 0 || bytes.ContainsAny(s.data[s.pos:s.pos+end], "(\\") {
			return nil, s.errorf("string is not plain")
		}
		text := literal(s.data[s.pos : s.pos+end])
		s.pos += end + 1
		return text, nil
	case s.take("/"):
		word := s.word()
		if word == "" {
			return nil, s.errorf("name is empty")
		}
		return name(word), nil
	}
	return s.numberOrRef()
}

// word reads regular characters.
func (s *scanner) word() string {
	start := s.pos
	for s.pos < len(s.data) && isRegular(s.data[s.pos]) {
		s.pos++
	}
	return string(s.data[start:s.pos])
}

// numberOrRef reads a number, or a reference such as "12 0 R".
func (s *scanner) numberOrRef() (any, error) {
	word := s.word()
	if _, err := strconv.ParseFloat(word, 64); err != nil {
		return nil, s.errorf("%q is no number", word)
	}
	if n, err := strconv.Atoi(word); err == nil && s.take(" 0 R") {
		return ref(n), nil
	}
	return number(word), nil
}

func (s *scanner) array(depth int) (any, error) {
	a := array{}
	for {
		s.space()
		if s.take("]") {
			return a, nil
		}
		v, err := s.value(depth + 1)
		if err != nil {
			return nil, err
		}
		a = append(a, v)
	}
}

func (s *scanner) dict(depth int) (any, error) {
	d := dict{}
	for {
		s.space()
		if s.take(">>") {
			return d, nil
		}
		key, err := s.value(depth + 1)
		if err != nil {
			return nil, err
		}
		k, ok := key.(name)
		if !ok {
			return nil, s.errorf("key %v is no name", key)
		}
		if _, twice := d[k]; twice {
			return nil, s.errorf("key /%s stands twice", k)
		}
		if d[k], err = s.value(depth + 1); err != nil {
			return nil, err
		}
	}
}

// integer gives the whole number under a key.
func (d dict) integer(key name) (int, error) {
	s, ok := d[key].(number)
	if !ok {
		return 0, fmt.Errorf("/%s is no number", key)
	}
	n, err := strconv.Atoi(string(s))
	if err != nil {
		return 0, fmt.Errorf("/%s %s is no whole number", key, s)
	}
	return n, nil
}
