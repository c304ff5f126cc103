package manuscript

import "banxin/internal/han"

// Rules N5, N7, N8 and N9: punctuation.

// unifyEllipses is the first half of N5: any way to write an ellipsis beside
// Chinese becomes ……. A line that is nothing but four … is the long ellipsis of
// verse and stays.
func (p *paragraph) unifyEllipses() {
	p.eachRun(func(r rune) rune {
		switch r {
		case '…', '⋯':
			return '…'
		case '.', '。':
			return r
		}
		return 0
	}, func(kind rune, i, j int) {
		n := j - i
		if kind != '…' && n < 3 || kind == '…' && n == 4 && n == len(p.cells) {
			return
		}
		if n == 2 && p.cells[i].r == '…' && p.cells[i+1].r == '…' {
			return
		}
		if kind == '。' || isChinese(p.before(i)) || isChinese(p.after(j-1)) {
			p.fuse(i, j, '…', 5)
		}
	})
}

// unifyDashes is the second half of N5. A single — is a connector and stays.
func (p *paragraph) unifyDashes() {
	p.eachRun(func(r rune) rune {
		switch r {
		case '-', '－', '—', '⸺':
			return r
		}
		return 0
	}, func(kind rune, i, j int) {
		n := j - i
		if kind == '—' && n < 3 || kind != '⸺' && n < 2 {
			return
		}
		if isChinese(p.before(i)) || isChinese(p.after(j-1)) {
			p.fuse(i, j, '—', 5)
		}
	})
}

// eachRun calls do for every longest run of unprotected cells of one kind,
// from the end to the start, so that do may replace the run.
func (p *paragraph) eachRun(kind func(rune) rune, do func(kind rune, i, j int)) {
	for j := len(p.cells); j > 0; {
		k := kind(p.cells[j-1].r)
		i := j - 1
		if k == 0 || p.cells[i].kept {
			j = i
			continue
		}
		for i > 0 && !p.cells[i-1].kept && kind(p.cells[i-1].r) == k {
			i--
		}
		do(k, i, j)
		j = i
	}
}

// pairQuotes is N7: straight double quotes in even number are taken in pairs; a
// pair that holds Han or touches Chinese text becomes “ ”. An odd one is left.
func (p *paragraph) pairQuotes() {
	var at []int
	for i := range p.cells {
		if p.cells[i].r == '"' && !p.cells[i].kept {
			at = append(at, i)
		}
	}
	if len(at)%2 != 0 {
		return
	}
	for k := 0; k < len(at); k += 2 {
		i, j := at[k], at[k+1]
		if isChinese(p.before(i)) || isChinese(p.after(j)) || p.holdsHan(i, j) {
			p.set(i, '“', 7)
			p.set(j, '”', 7)
		}
	}
}

func (p *paragraph) holdsHan(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if han.Is(p.cells[k].r) {
			return true
		}
	}
	return false
}

// widenBrackets is N8. Only pairs that are closed and not nested are touched; a
// call such as f(x) and the lone bracket of "1)" stay.
func (p *paragraph) widenBrackets() {
	depth, open, nested := 0, 0, false
	for i := range p.cells {
		if p.cells[i].kept {
			continue
		}
		switch p.cells[i].r {
		case '(':
			if depth == 0 {
				open, nested = i, false
			} else {
				nested = true
			}
			depth++
		case ')':
			if depth == 0 {
				continue
			}
			depth--
			if depth == 0 && !nested && p.bracketsChinese(open, i) {
				p.set(open, '（', 8)
				p.set(i, '）', 8)
			}
		}
	}
}

func (p *paragraph) bracketsChinese(open, end int) bool {
	if p.holdsHan(open, end) {
		return true
	}
	last := p.at(open - 1)
	if isASCIILetter(last) || isDigit(last) {
		return false
	}
	if last := p.before(open); last != 0 {
		return isChinese(last)
	}
	return isChinese(p.after(end))
}

// widenMarks is N9.
func (p *paragraph) widenMarks() {
	for i := range p.cells {
		if p.cells[i].kept {
			continue
		}
		switch r := p.cells[i].r; r {
		case ',', ';', ':', '?', '!':
			if p.inChinese(i) {
				p.set(i, wide(r), 9)
			}
		case '.':
			if p.endsChinese(i) {
				p.set(i, '。', 9)
			}
		}
	}
}

// inChinese tells whether the half-width mark at i stands in Chinese text and
// not inside a number or a path.
func (p *paragraph) inChinese(i int) bool {
	last, next := p.at(i-1), p.at(i+1)
	if isDigit(last) && isDigit(next) || p.cells[i].r == ':' && next == '/' {
		return false
	}
	last, next = p.before(i), p.after(i)
	return han.Is(last) || isClosing(last) || isPause(last) || isStop(last) || han.Is(next) || isOpening(next)
}

// endsChinese tells whether the point at i is the stop of a Chinese sentence.
func (p *paragraph) endsChinese(i int) bool {
	if last := p.at(i - 1); !han.Is(last) && !isClosing(last) {
		return false
	}
	next := p.at(i + 1)
	return next == 0 || isSpace(next) || han.Is(next) || isOpening(next) || isClosing(next)
}
