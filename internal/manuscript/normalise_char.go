package manuscript

import (
	"unicode"

	"golang.org/x/text/unicode/norm"

	"banxin/internal/han"
)

// Rules N1, N2 and N6: single characters that have a better form.

// dropInvisible is the first half of N1.
func (p *paragraph) dropInvisible() {
	any := false
	for i := range p.cells {
		if isInvisible(p.cells[i].r) {
			p.drop(i, 1)
			any = true
		}
	}
	if any {
		p.sweep()
	}
}

// compose is part of N1: a letter and its accents in one character, as faces have them.
// Systems that decompose file names, and PDF files, give them apart.
func (p *paragraph) compose() {
	any := false
	for i := 0; i+1 < len(p.cells); i++ {
		k := i + 1
		for k < len(p.cells) && unicode.Is(unicode.Mn, p.cells[k].r) && p.cells[k].r < 0x0370 {
			composed := []rune(norm.NFC.String(string([]rune{p.cells[i].r, p.cells[k].r})))
			if len(composed) != 1 {
				break
			}
			p.set(i, composed[0], 1)
			p.drop(k, 1)
			any = true
			k++
		}
		i = k - 1
	}
	if any {
		p.sweep()
	}
}

// foldRadicals is the second half of N1: the no-break space, and the radicals
// that PDF files give out for the characters they look like. No other
// compatibility folding is done: it would change ① and ㎡.
func (p *paragraph) foldRadicals() {
	for i := range p.cells {
		switch r := p.cells[i].r; {
		case r == 0x00A0:
			p.set(i, ' ', 1)
		case r >= 0x2E80 && r <= 0x2FD5:
			if f := []rune(norm.NFKC.String(string(r))); len(f) == 1 {
				p.set(i, f[0], 1)
			}
		}
	}
}

// narrow is N2: digits, letters and ％ in half width; so the point and the colon
// inside a number or a time.
func (p *paragraph) narrow() {
	for i := range p.cells {
		switch r := p.cells[i].r; {
		case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ', r == '％':
			p.set(i, r-0xFEE0, 2)
		}
	}
	for i := range p.cells {
		switch p.cells[i].r {
		case '．':
			if isDigit(p.at(i-1)) && isDigit(p.at(i+1)) {
				p.set(i, '.', 2)
			}
		case '：':
			if p.inTime(i) {
				p.set(i, ':', 2)
			}
		}
	}
}

// inTime tells whether the colon at i parts hours and minutes: one or two digits
// up to 24 before it, two digits up to 59 after it.
func (p *paragraph) inTime(i int) bool {
	if !isDigit(p.at(i-1)) || !isDigit(p.at(i+1)) || !isDigit(p.at(i+2)) || isDigit(p.at(i+3)) {
		return false
	}
	hour := p.at(i-1) - '0'
	if isDigit(p.at(i - 2)) {
		hour += 10 * (p.at(i-2) - '0')
		if isDigit(p.at(i - 3)) {
			return false
		}
	}
	return hour <= 24 && p.at(i+1) <= '5'
}

// unifyDots is N6: the interpunct of names, the zero of Han numerals, and the
// wave of ranges.
func (p *paragraph) unifyDots() {
	for i := range p.cells {
		if p.cells[i].kept {
			continue
		}
		switch p.cells[i].r {
		case '•', '・', '‧', '∙', '⋅':
			if han.Is(p.before(i)) && han.Is(p.after(i)) {
				p.set(i, '·', 6)
			}
		case '○', '◯':
			next := p.at(i + 1)
			if isNumeral(p.at(i-1)) && (han.Is(next) || next == '○' || next == '◯') {
				p.set(i, '〇', 6)
			}
		case '~', '〜':
			last := p.before(i)
			if isDigit(p.after(i)) && (isDigit(last) || han.Is(last) || last == '%' || last == '℃') {
				p.set(i, '～', 6)
			}
		}
	}
}
