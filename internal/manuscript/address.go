package manuscript

import (
	"strings"

	"banxin/internal/issue"
)

// What is a web or mail address: no rule of normalisation enters one (N3), and in
// running text each is a link.

// addresses gives the web and mail addresses in a text. A mark at the end of an
// address belongs to the sentence.
func addresses(text []rune) []span {
	at := func(i int) rune {
		if i < 0 || i >= len(text) {
			return 0
		}
		return text[i]
	}
	var out []span
	for i := 0; i < len(text); i++ {
		start, next := -1, 0
		switch {
		case text[i] == ':' && at(i+1) == '/' && at(i+2) == '/':
			for start = i; start > 0 && isASCIILetter(text[start-1]); start-- {
			}
			next = i + 3
			if start == i {
				continue
			}
		case text[i] == '.' && at(i-1)|0x20 == 'w' && at(i-2)|0x20 == 'w' && at(i-3)|0x20 == 'w':
			start, next = i-3, i+1
		case text[i] == '@':
			for start = i; start > 0 && isMailRune(text[start-1]); start-- {
			}
			next = i + 1
			if start == i || !isMailRune(at(next)) {
				continue
			}
		default:
			continue
		}
		end := next
		for end < len(text) && isAddressRune(text[end]) {
			end++
		}
		for end > next && isSentenceMark(text[end-1]) {
			end--
		}
		if n := len(out); n > 0 && start < out[n-1].to { // www. after http://
			out[n-1].to = max(out[n-1].to, end)
			continue
		}
		out = append(out, span{start, end})
	}
	return out
}

func isAddressRune(r rune) bool { return r > ' ' && r < 0x7F && r != '"' && r != '<' && r != '>' }

func isMailRune(r rune) bool {
	return isASCIILetter(r) || isDigit(r) || r == '.' || r == '_' || r == '-' || r == '+'
}

func isSentenceMark(r rune) bool {
	switch r {
	case ',', '.', ';', ':', '!', '?', ')':
		return true
	}
	return false
}

// addressKind is what a text is as the address of a link.
type addressKind int

const (
	noAddress   addressKind = iota // something else
	badAddress                     // of a scheme that no reader should follow, or broken
	goodAddress                    // http, https or mailto
)

// addressOf gives the address that a text means as a link: www.example.org is
// http://www.example.org, a mail address gets mailto:.
func addressOf(s string) (string, addressKind) {
	scheme, _, found := strings.Cut(s, ":")
	switch {
	case len(s) > 4 && strings.EqualFold(s[:4], "www."):
		s = "http://" + s
	case !found && strings.Contains(s, "@") && !strings.ContainsAny(s, "/ "):
		s = "mailto:" + s
	case !found || !isScheme(scheme):
		return "", noAddress
	}
	if !issue.PlainAddress(s) {
		return "", badAddress
	}
	return s, goodAddress
}

// isScheme tells what may stand before the colon of an address (RFC 3986, 3.1).
func isScheme(s string) bool {
	for i, r := range s {
		if !isASCIILetter(r) && (i == 0 || !isDigit(r) && r != '+' && r != '-' && r != '.') {
			return false
		}
	}
	return s != ""
}

// linkAddresses makes links of the addresses in a text that stand in no link.
func (s *setting) linkAddresses() {
	for _, a := range addresses(s.text) {
		address, kind := addressOf(string(s.text[a.from:a.to]))
		if kind != goodAddress {
			continue
		}
		linked := map[int]int{} // by the mark before
		for i := a.from; i < a.to; i++ {
			before := s.from[i].mark
			if s.marks[before].address != "" {
				continue
			}
			if linked[before] == 0 {
				k := s.marks[before]
				k.address = address
				s.marks = append(s.marks, k)
				linked[before] = len(s.marks) - 1
			}
			s.from[i].mark = linked[before]
		}
	}
}
