package epub

import (
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"

	"banxin/fonts"
	"banxin/internal/han"
)

// Characters that readers' fonts may lack. All have the two levels of GB/T 2312-1980; what
// else stands in the text is set in an element of its own, for which the edition carries
// a face.

const rareClass = "rare"

// rareSetter puts rare characters into their element.
type rareSetter struct {
	chains [fontParts]fonts.Chain
	known  map[rune]bool
}

// set gives markup of ours with its rare characters in their element. In headings and
// asides only those are that their own faces lack.
func (s *rareSetter) set(body string) (string, error) {
	if !strings.ContainsFunc(body, s.isRare) {
		return body, nil
	}
	var out strings.Builder
	written := 0
	err := walkText(body, func(_ string, end int, in [fontParts]bool) {
		from := written + strings.LastIndexByte(body[written:end], '>') + 1
		out.WriteString(body[written:from])
		for rest := body[from:end]; rest != ""; {
			wanted := func(r rune) bool { return s.isRare(r) && s.lacks(r, in) }
			if n := strings.IndexFunc(rest, wanted); n != 0 {
				if n < 0 {
					n = len(rest)
				}
				out.WriteString(rest[:n])
				rest = rest[n:]
				continue
			}
			n := strings.IndexFunc(rest, func(r rune) bool { return !wanted(r) })
			if n < 0 {
				n = len(rest)
			}
			out.WriteString(`<span class="` + rareClass + `">` + rest[:n] + "</span>")
			rest = rest[n:]
		}
		written = end
	})
	out.WriteString(body[written:])
	return out.String(), err
}

// lacks tells whether no face that is set there has the character, but that of the text.
func (s *rareSetter) lacks(r rune, in [fontParts]bool) bool {
	for i := range s.chains {
		if _, _, ok := s.chains[i].Lookup(r); ok && in[i] && i != textPart {
			return false
		}
	}
	_, _, ok := s.chains[textPart].Lookup(r)
	return ok
}

// isRare tells Han outside GB/T 2312.
func (s *rareSetter) isRare(r rune) bool {
	if !han.Is(r) {
		return false
	}
	rare, known := s.known[r]
	if !known {
		code, err := simplifiedchinese.GBK.NewEncoder().String(string(r))
		rare = err != nil || len(code) != 2 || code[0] < 0xB0 || code[0] > 0xF7 || code[1] < 0xA1
		s.known[r] = rare
	}
	return rare
}
