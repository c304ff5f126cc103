package manuscript

import (
	"regexp"
	"strings"

	"banxin/internal/diag"
	"banxin/internal/han"
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
		end := addressEnd(text, start, next)
		if n := len(out); n > 0 && start < out[n-1].to { // www. after http://
			out[n-1].to = max(out[n-1].to, end)
			continue
		}
		out = append(out, span{start, end})
	}
	return out
}

// addressEnd gives the end of the address that goes on at next: where another begins after
// a comma or a semicolon, before the marks of the sentence, but with the brackets that it
// opens itself.
func addressEnd(text []rune, start, next int) int {
	end := next
	for end < len(text) && isAddressRune(text[end]) {
		if (text[end] == ',' || text[end] == ';') && strings.HasPrefix(string(text[end+1:min(end+5, len(text))]), "http") {
			break
		}
		end++
	}
	for end > next && isSentenceMark(text[end-1]) {
		if text[end-1] == ')' && balanced(text[start:end]) {
			break
		}
		end--
	}
	return end
}

// balanced tells whether as many round brackets are opened as closed.
func balanced(text []rune) bool {
	depth := 0
	for _, r := range text {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
	}
	return depth == 0
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
	case !found && mailbox.MatchString(s):
		s = "mailto:" + s
	case !found || !isScheme(scheme):
		return "", noAddress
	}
	if !issue.PlainAddress(s) {
		return "", badAddress
	}
	return s, goodAddress
}

// mailbox matches a mail address; 3@5 is none.
var mailbox = regexp.MustCompile(`^[^@/\s]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}$`)

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
func (m *reading) linkAddresses(s *setting) {
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
		if len(linked) > 0 && a.to < len(s.text) && han.Is(s.text[a.to]) && s.text[a.to-1] == '/' {
			m.report.Add(m.at(s.from[a.from]), diag.Finding, "address-cut",
				diag.Say("网址“%s”后面紧接着汉字，链接只到汉字之前", "the address “%s” is followed by Han at once; the link ends before them", address),
				diag.Say("汉字也属于网址，就写成 [文字](网址)；不属于，就在前面加标点", "if they belong to it write [words](address), else put a mark before them"))
		}
	}
}
