package fontprogram

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
)

// type1Font is a Type 1 program, by its text read as tokens and never executed.
type type1Font struct {
	glyphs   []type1Glyph // in the order of CharStrings
	names    map[string]int
	subrs    map[int][]byte // still encrypted
	encoding [256]string
	lenIV    int     // random bytes at the head of a charstring; -1: it is not encrypted
	scale    float64 // from a width to thousandths of an em
	weights  []float64
}

type type1Glyph struct {
	name    string
	program []byte // still encrypted
}

// Keys of the encryption (Adobe Type 1 Font Format, clause 7).
const (
	eexecKey      = 55665
	charstringKey = 4330
)

func openType1(data []byte) (*type1Font, *Fault) {
	data = withoutPFB(data)
	if !bytes.HasPrefix(data, []byte("%!PS-AdobeFont")) && !bytes.HasPrefix(data, []byte("%!FontType")) {
		return nil, fault("不是 Type 1 字体：开头没有 PS-AdobeFont 标记", "this is no Type 1 font: it does not begin with the mark PS-AdobeFont")
	}
	clear, encrypted, ok := cutEexec(data)
	if !ok {
		return nil, fault("Type 1 字体没有 eexec 加密部分", "the Type 1 font has no part behind eexec")
	}
	f := &type1Font{names: map[string]int{}, subrs: map[int][]byte{}, lenIV: 4, scale: 1}
	f.readClear(clear)
	f.readPrivate(decrypt(encrypted, eexecKey, 4))
	if len(f.glyphs) == 0 {
		return nil, fault("Type 1 字体的 CharStrings 没有字形", "CharStrings of the Type 1 font has no glyphs")
	}
	return f, nil
}

// withoutPFB joins the segments of a file in the binary form of Windows: marker
// 0x80, kind 1 (text) or 2 (binary), length of four bytes. In a PDF these headers
// do not belong, yet readers put up with them.
func withoutPFB(data []byte) []byte {
	const marker, end = 0x80, 3
	if len(data) < 6 || data[0] != marker {
		return data
	}
	joined := make([]byte, 0, len(data))
	for len(data) >= 6 && data[0] == marker && data[1] != end {
		size := int(min(binary.LittleEndian.Uint32(data[2:]), uint32(len(data)-6)))
		joined = append(joined, data[6:6+size]...)
		data = data[6+size:]
	}
	return joined
}

// cutEexec divides the program at the operator eexec and turns the encrypted part
// into bytes if it is hexadecimal. The lengths that the PDF states are not needed:
// the encrypted part is read as far as its text makes sense.
func cutEexec(data []byte) (clear, encrypted []byte, ok bool) {
	word := []byte("eexec")
	for at := 0; ; {
		i := bytes.Index(data[at:], word)
		if i < 0 {
			return nil, nil, false
		}
		at += i + len(word)
		if at < len(data) && isSpace(data[at]) && at > len(word) && isSpace(data[at-len(word)-1]) {
			clear, encrypted = data[:at-len(word)], data[at:]
			break
		}
	}
	// The first encrypted byte is never white space (clause 7.2).
	encrypted = bytes.TrimLeft(encrypted, " \t\r\n")
	if len(encrypted) < 4 {
		return nil, nil, false
	}
	for _, c := range encrypted[:4] {
		if !isHex(c) {
			return clear, encrypted, true
		}
	}
	return clear, fromHex(encrypted), true
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// fromHex reads pairs of digits, white space among them, up to anything else.
func fromHex(text []byte) []byte {
	digits := make([]byte, 0, len(text))
	for _, c := range text {
		if isHex(c) {
			digits = append(digits, c)
		} else if !isSpace(c) {
			break
		}
	}
	n, _ := hex.Decode(digits, digits[:len(digits)&^1])
	return digits[:n]
}

// decrypt undoes the encryption and drops the random bytes at its head.
func decrypt(b []byte, key uint16, random int) []byte {
	const c1, c2 = 52845, 22719
	plain := make([]byte, len(b))
	for i, c := range b {
		plain[i] = c ^ byte(key>>8)
		key = (uint16(c)+key)*c1 + c2
	}
	return plain[min(random, len(plain)):]
}

// readClear looks in the part before eexec for what bears on glyphs.
func (f *type1Font) readClear(text []byte) {
	const mostMasters = 16
	s := scanner{b: text}
	for token := s.next(); token != ""; token = s.next() {
		switch token {
		case "/Encoding":
			f.readEncoding(&s)
		case "/FontMatrix":
			if m := s.numbers(6); len(m) == 6 && m[0] != 0 {
				f.scale = m[0] * 1000
			}
		case "/WeightVector":
			f.weights = s.numbers(mostMasters)
		}
	}
}

// readEncoding reads StandardEncoding by name, an array of names in brackets, or
// "dup code /name put" up to def.
func (f *type1Font) readEncoding(s *scanner) {
	set := func(code int, name string) {
		if code >= 0 && code < len(f.encoding) && name != "/.notdef" && len(name) > 1 && name[0] == '/' {
			f.encoding[code] = name[1:]
		}
	}
	code, literal := 0, false
	for token := s.next(); token != ""; token = s.next() {
		switch {
		case token == "StandardEncoding":
			for code := range f.encoding {
				f.encoding[code] = standardName(code)
			}
			return
		case token == "def" || token == "readonly" || token == "]":
			return
		case token == "[":
			literal = true
		case token == "dup":
			if code, ok := s.integer(); ok {
				set(code, s.next())
			}
		case literal:
			set(code, token)
			code++
		}
	}
}

// readPrivate reads lenIV, Subrs and CharStrings of the decrypted part. Binary
// pieces are skipped by their lengths, so that no token is found inside one.
func (f *type1Font) readPrivate(text []byte) {
	s := scanner{b: text}
	inSubrs, inGlyphs := false, false
	for token := s.next(); token != ""; token = s.next() {
		switch {
		case token == "/CharStrings":
			inSubrs, inGlyphs = false, true
		case token == "/Subrs":
			inSubrs = !inGlyphs
		case token == "/lenIV":
			if n, ok := s.integer(); ok && n >= -1 {
				f.lenIV = n
			}
		case inGlyphs && token == "end" && len(f.glyphs) > 0:
			return // what follows is text of zeros, decrypted to noise
		case inGlyphs && token[0] == '/':
			if program, ok := s.binary(); ok {
				f.add(token[1:], program)
			}
		case inSubrs && token == "dup":
			before := s.at
			i, _ := s.integer()
			if program, ok := s.binary(); ok {
				f.subrs[i] = program
			} else {
				s.at = before
			}
		case inSubrs && token[0] == '/':
			inSubrs = false
		}
	}
}

// add defines a glyph; of two with the same name the later counts, as in PostScript.
func (f *type1Font) add(name string, program []byte) {
	if gid, ok := f.names[name]; ok {
		f.glyphs[gid].program = program
		return
	}
	f.names[name] = len(f.glyphs)
	f.glyphs = append(f.glyphs, type1Glyph{name, program})
}

// plain decrypts a charstring or subroutine.
func (f *type1Font) plain(program []byte) []byte {
	if f.lenIV < 0 {
		return program
	}
	return decrypt(program, charstringKey, f.lenIV)
}
