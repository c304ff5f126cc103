package manuscript

import "banxin/internal/han"

// Rules N4 and N10: spaces, and N3: what no rule may enter.

// trim is the first half of N4.
func (p *paragraph) trim() {
	i, j := 0, len(p.cells)
	for ; i < j && isSpace(p.cells[i].r); i++ {
		p.drop(i, 4)
	}
	for ; j > i && isSpace(p.cells[j-1].r); j-- {
		p.drop(j-1, 4)
	}
	p.cells = p.cells[i:j]
}

// closeSpaces is the rest of N4, and N10: each run of spaces goes, or becomes
// one space or, in a heading, one full em.
func (p *paragraph) closeSpaces() {
	any := false
	for i := 0; i < len(p.cells); i++ {
		if !isSpace(p.cells[i].r) {
			continue
		}
		j := i + 1
		for j < len(p.cells) && isSpace(p.cells[j].r) {
			j++
		}
		with, by := p.spaceBetween(i, j)
		k := i
		if with != 0 {
			p.set(i, with, by)
			k++
		}
		for ; k < j; k++ {
			p.drop(k, by)
			any = true
		}
		i = j - 1
	}
	if any {
		p.sweep()
	}
}

// spaceBetween tells what the run of spaces i to j becomes, 0 for nothing, and
// by which rule. After trim there is text on both sides.
func (p *paragraph) spaceBetween(i, j int) (rune, rule) {
	last, next := p.cells[i-1].r, p.cells[j].r
	if p.context == Heading && p.isGap(i, j) {
		return 0x3000, 4
	}
	// After a letter ’ is an apostrophe or closes a Western phrase.
	apostrophe := last == '’' && i >= 2 && isASCIILetter(p.cells[i-2].r)
	switch {
	case isMark(last) && !apostrophe, isMark(next):
		return 0, 10
	case last == '—' && p.at(i-2) == '—', next == '—' && p.at(j+1) == '—':
		return 0, 10
	case han.Is(last) && (han.Is(next) || isWestern(next) || next == '·'),
		han.Is(next) && (isWestern(last) || last == '·'):
		return 0, 4
	}
	return ' ', 4
}

// isGap tells whether a run of spaces in a heading parts two clauses. Between
// Han any space does. Beside a Western word one space is more often a habit of
// typing, so there it takes a full em, several spaces, or a clause on each side
// and no space on the word's other side.
func (p *paragraph) isGap(i, j int) bool {
	last, next := p.cells[i-1].r, p.cells[j].r
	ends := han.Is(last) || isClosing(last)
	starts := han.Is(next) || isOpening(next)
	if ends && starts {
		return true
	}
	if !ends && !isWestern(last) || !starts && !isWestern(next) {
		return false
	}
	full := j-i > 1
	for k := i; k < j; k++ {
		full = full || p.cells[k].r == 0x3000
	}
	if full {
		return true
	}
	return ends && p.startsClause(j) && i >= clauseLength
}

// clauseLength is the least number of characters in a clause of a headline that
// may be told from a word by its length alone.
const clauseLength = 4

// startsClause tells whether a Western word at j is followed by Han without a
// space, as in 2021年工作部署, and is long enough for a clause.
func (p *paragraph) startsClause(j int) bool {
	k := j
	for k < len(p.cells) && isWestern(p.cells[k].r) {
		k++
	}
	return k > j && k < len(p.cells) && han.Is(p.cells[k].r) && len(p.cells)-j >= clauseLength
}

// protect is N3: it marks the cells of web and mail addresses. A mark at the
// end of an address belongs to the sentence.
func (p *paragraph) protect() {
	for i := range p.cells {
		p.cells[i].kept = false
	}
	for i := range p.cells {
		switch {
		case p.at(i) == ':' && p.at(i+1) == '/' && p.at(i+2) == '/':
			start := i
			for start > 0 && isASCIILetter(p.cells[start-1].r) {
				start--
			}
			if start < i {
				p.keepAddress(start, i+3)
			}
		case p.at(i) == '.' && i >= 3 && p.at(i-1)|0x20 == 'w' && p.at(i-2)|0x20 == 'w' && p.at(i-3)|0x20 == 'w':
			p.keepAddress(i-3, i+1)
		case p.at(i) == '@':
			start := i
			for start > 0 && isMailRune(p.cells[start-1].r) {
				start--
			}
			if start < i && isMailRune(p.at(i+1)) {
				p.keepAddress(start, i+1)
			}
		}
	}
}

// keepAddress protects the cells from start to the end of the ASCII run that
// goes on at next.
func (p *paragraph) keepAddress(start, next int) {
	end := next
	for end < len(p.cells) && isAddressRune(p.cells[end].r) {
		end++
	}
	for end > next && isSentenceMark(p.cells[end-1].r) {
		end--
	}
	for k := start; k < end; k++ {
		p.cells[k].kept = true
	}
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
