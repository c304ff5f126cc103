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

// protect is N3: it marks the cells of web and mail addresses.
func (p *paragraph) protect() {
	for i := range p.cells {
		p.cells[i].kept = false
	}
	for _, a := range addresses(p.out()) {
		for i := a.from; i < a.to; i++ {
			p.cells[i].kept = true
		}
	}
}
