// Package cos reads the object layer of any PDF file (ISO 32000-1, 7): values,
// cross-reference tables and streams, object streams, filters, the page tree, and
// the operators of content streams. Start with Open.
//
// The input may be hostile: whatever it holds, Open ends, keeps within Limits and
// does not panic. What a strict reader would have to repair is repaired and kept
// as a Warning. The package knows nothing of what objects mean for print.
package cos

import (
	"fmt"
	"unicode/utf16"
)

// Object is a PDF value: nil (null), bool, Integer, Real, String, Name, Array, Dict,
// *Stream or Ref.
type Object any

type (
	Integer int64
	Real    float64
	String  string // its bytes
	Name    string // without the slash, escapes resolved
	Array   []Object
	Dict    map[Name]Object
)

// Ref is a reference to an indirect object.
type Ref struct{ Num, Gen int }

// Stream is a dictionary with data.
type Stream struct {
	Dict Dict
	Raw  []byte // as in the file
	Ref  Ref
}

// Limits bound what a file may ask for. A zero value is the default in brackets.
type Limits struct {
	Bytes   int // of the file (1 GiB)
	Objects int // in use (8 million)
	Depth   int // of arrays and dictionaries within each other (100)
	Decoded int // of all streams together, unpacked (512 MiB)
}

func (l Limits) withDefaults() Limits {
	for _, d := range []struct {
		to *int
		v  int
	}{{&l.Bytes, 1 << 30}, {&l.Objects, 8 << 20}, {&l.Depth, 100}, {&l.Decoded, 512 << 20}} {
		if *d.to == 0 {
			*d.to = d.v
		}
	}
	return l
}

// DamageError says why a file cannot be read.
type DamageError struct {
	Offset    int // in bytes from the start; −1: the file as a whole
	Zh, En    string
	Encrypted bool // the file is whole, as far as can be told, but encrypted
}

func (e *DamageError) Error() string {
	if e.Offset < 0 {
		return e.En
	}
	return fmt.Sprintf("byte %d: %s", e.Offset, e.En)
}

// damage makes the error of a place.
func damage(offset int, zh, en string, args ...any) *DamageError {
	return &DamageError{Offset: offset, Zh: fmt.Sprintf(zh, args...), En: fmt.Sprintf(en, args...)}
}

// Warning is what a strict reader would have to repair.
type Warning struct {
	Offset int // −1: of the file as a whole
	Zh, En string
}

// warn notes a repair; the first hundred are kept.
func (f *File) warn(offset int, zh, en string, args ...any) {
	if len(f.warnings) < 100 {
		f.warnings = append(f.warnings, Warning{offset, fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...)})
	}
}

// Warnings gives the repairs so far: objects are read when they are asked for.
func (f *File) Warnings() []Warning { return f.warnings }

// Raw gives the bytes of the file.
func (f *File) Raw() []byte { return f.data }

// Trailer gives the newest trailer, that of a table or the dictionary of a stream.
func (f *File) Trailer() Dict { return f.trailer }

// Catalog gives the document catalogue.
func (f *File) Catalog() Dict { return f.Dict(f.trailer["Root"]) }

// Dict gives the dictionary that o is or refers to, that of a stream too; nil: none.
func (f *File) Dict(o Object) Dict {
	switch v := f.Resolve(o).(type) {
	case Dict:
		return v
	case *Stream:
		return v.Dict
	}
	return nil
}

// Array gives the array that o is or refers to; nil: none.
func (f *File) Array(o Object) Array {
	a, _ := f.Resolve(o).(Array)
	return a
}

// Stream gives the stream that o refers to; nil: none.
func (f *File) Stream(o Object) *Stream {
	s, _ := f.Resolve(o).(*Stream)
	return s
}

// Name gives the name that o is or refers to; empty: none.
func (f *File) Name(o Object) Name {
	n, _ := f.Resolve(o).(Name)
	return n
}

// Number gives the number that o is or refers to.
func (f *File) Number(o Object) (float64, bool) {
	switch v := f.Resolve(o).(type) {
	case Integer:
		return float64(v), true
	case Real:
		return float64(v), true
	}
	return 0, false
}

// Int gives the whole number that o is or refers to.
func (f *File) Int(o Object) (int, bool) {
	v, ok := f.Resolve(o).(Integer)
	return int(v), ok
}

// Text gives a text string (ISO 32000-1, 7.9.2.2): UTF-16BE with its mark, UTF-8
// with its, else Latin 1 for PDFDocEncoding, which differs in few characters.
func (f *File) Text(o Object) (string, bool) {
	v, ok := f.Resolve(o).(String)
	if !ok {
		return "", false
	}
	s := string(v)
	switch {
	case len(s) >= 2 && s[:2] == "\xFE\xFF":
		units := make([]uint16, 0, len(s)/2)
		for i := 2; i+1 < len(s); i += 2 {
			units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
		}
		return string(utf16.Decode(units)), true
	case len(s) >= 3 && s[:3] == "\xEF\xBB\xBF":
		return s[3:], true
	}
	runes := make([]rune, len(s))
	for i := range len(s) {
		runes[i] = rune(s[i])
	}
	return string(runes), true
}
