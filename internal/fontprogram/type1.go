package fontprogram

import (
	"bytes"
	"strconv"
)

// type1 is a Type 1 program (Adobe Type 1 Font Format, 1990).
type type1 struct {
	names       []string // of glyphs, in the order of the file
	byName      map[string]int
	charStrings [][]byte // unlocked
	subroutines map[int][]byte
	encoding    [256]string
	scale       float64 // of advances to 1/1000 em
}

// mostGlyphs bounds what is read of a damaged program.
const mostGlyphs = 1 << 16

// The keys of the two ciphers (section 7).
const (
	fileKey       = 55665
	charStringKey = 4330
)

func parseType1(data []byte) (*type1, error) {
	data = withoutSegments(data)
	at := bytes.Index(data, []byte("eexec"))
	if at < 0 {
		return nil, fault("不是 Type 1 字体程序：没有 eexec", "no Type 1 font program: it has no eexec")
	}
	f := &type1{byName: map[string]int{}, subroutines: map[int][]byte{}, scale: 1}
	f.readClear(data[:at])
	f.readPrivate(decrypt(binaryPart(data[at+len("eexec"):]), fileKey, 4))
	if len(f.names) == 0 {
		return nil, fault("Type 1 字体程序里没有字形", "the Type 1 font program has no glyphs")
	}
	return f, nil
}

// withoutSegments takes off the headers of a PFB file, which some producers leave in.
func withoutSegments(data []byte) []byte {
	var out []byte
	for len(data) >= 6 && data[0] == 0x80 && (data[1] == 1 || data[1] == 2) {
		n := uint64(data[2]) | uint64(data[3])<<8 | uint64(data[4])<<16 | uint64(data[5])<<24
		n = min(n, uint64(len(data)-6))
		out = append(out, data[6:6+n]...)
		data = data[6+n:]
	}
	if out == nil {
		return data
	}
	return out
}

// binaryPart gives the encrypted part as bytes: it may be written in hexadecimal.
func binaryPart(data []byte) []byte {
	for len(data) > 0 && (data[0] == ' ' || data[0] == '\t' || data[0] == '\r' || data[0] == '\n') {
		data = data[1:]
	}
	for _, b := range data[:min(4, len(data))] {
		if hexDigit(b) < 0 {
			return data
		}
	}
	var out []byte
	high := -1
	for _, b := range data {
		d := hexDigit(b)
		switch {
		case d < 0:
		case high < 0:
			high = d
		default:
			out = append(out, byte(high<<4|d))
			high = -1
		}
	}
	return out
}

func hexDigit(b byte) int {
	switch {
	case b >= '0' && b <= '9':
		return int(b - '0')
	case b >= 'a' && b <= 'f':
		return int(b-'a') + 10
	case b >= 'A' && b <= 'F':
		return int(b-'A') + 10
	}
	return -1
}

// decrypt undoes the cipher and leaves out the first bytes, which are chance.
func decrypt(data []byte, key uint16, random int) []byte {
	out := make([]byte, len(data))
	for i, b := range data {
		out[i] = b ^ byte(key>>8)
		key = (uint16(b)+key)*52845 + 22719
	}
	return out[min(random, len(out)):]
}

// readClear reads the matrix and the encoding of the part in clear.
func (f *type1) readClear(text []byte) {
	if _, after, ok := bytes.Cut(text, []byte("/FontMatrix")); ok {
		if _, after, ok = bytes.Cut(after, []byte("[")); ok {
			if words := bytes.Fields(after[:min(len(after), 100)]); len(words) > 0 {
				if v, err := strconv.ParseFloat(string(words[0]), 64); err == nil && v > 0 {
					f.scale = v * 1000
				}
			}
		}
	}
	_, after, ok := bytes.Cut(text, []byte("/Encoding"))
	if !ok {
		return
	}
	words := bytes.Fields(bytes.ReplaceAll(after, []byte("/"), []byte(" /")))
	if len(words) > 0 && string(words[0]) == "StandardEncoding" {
		f.encoding = standardEncoding
		return
	}
	for i := 0; i+3 < len(words); i++ { // dup 65 /A put
		if string(words[i]) == "def" && i > 0 && string(words[i-1]) != "for" {
			return
		}
		if string(words[i]) != "dup" || words[i+2][0] != '/' {
			continue
		}
		if n, err := strconv.Atoi(string(words[i+1])); err == nil && n >= 0 && n < 256 {
			f.encoding[n] = string(words[i+2][1:])
		}
	}
}

// readPrivate reads the subroutines and the charstrings of the part that was
// encrypted: "dup 5 12 RD …" and "/A 31 RD …", of which RD has other names too.
func (f *type1) readPrivate(text []byte) {
	random := 4
	if _, after, ok := bytes.Cut(text, []byte("/lenIV")); ok {
		if words := bytes.Fields(after[:min(len(after), 20)]); len(words) > 0 {
			random, _ = strconv.Atoi(string(words[0]))
		}
	}
	unlock := func(code []byte) []byte {
		if random < 0 {
			return code
		}
		return decrypt(code, charStringKey, random)
	}
	charStrings := bytes.Index(text, []byte("/CharStrings"))
	if charStrings < 0 {
		charStrings = len(text)
	}
	if at := bytes.Index(text[:charStrings], []byte("/Subrs")); at >= 0 {
		s := words{text: text[:charStrings], pos: at + len("/Subrs")}
		for w := s.next(); w != nil && len(f.subroutines) < mostGlyphs; w = s.next() {
			if string(w) != "dup" {
				continue
			}
			n, ok := s.number()
			if code := s.code(); ok && code != nil {
				f.subroutines[n] = unlock(code)
			}
		}
	}
	s := words{text: text, pos: min(charStrings+len("/CharStrings"), len(text))}
	for w := s.next(); w != nil && len(f.names) < mostGlyphs; w = s.next() {
		if string(w) == "end" && len(f.names) > 0 {
			return
		}
		if w[0] != '/' || len(w) == 1 {
			continue
		}
		name := string(w[1:])
		if code := s.code(); code != nil {
			f.byName[name] = len(f.names)
			f.names = append(f.names, name)
			f.charStrings = append(f.charStrings, unlock(code))
		}
	}
}

// words reads the words of a program.
type words struct {
	text []byte
	pos  int
}

// next gives the next word; a slash begins one. nil: the end.
func (w *words) next() []byte {
	for w.pos < len(w.text) && w.text[w.pos] <= ' ' {
		w.pos++
	}
	from := w.pos
	for w.pos < len(w.text) && w.text[w.pos] > ' ' && (w.pos == from || w.text[w.pos] != '/') {
		w.pos++
	}
	if from == w.pos {
		return nil
	}
	return w.text[from:w.pos]
}

func (w *words) number() (int, bool) {
	n, err := strconv.Atoi(string(w.next()))
	return n, err == nil
}

// code reads "31 RD", a space and so many bytes; nil: no such thing follows.
func (w *words) code() []byte {
	back := w.pos
	n, ok := w.number()
	if !ok || n < 0 || w.next() == nil || w.pos+1+n > len(w.text) {
		w.pos = back
		return nil
	}
	from := w.pos + 1
	w.pos = from + n
	return w.text[from:w.pos:w.pos]
}
