package inline

// compressPairs takes out the blank between adjacent marks (§5): of a run of
// marks that close, the largest blank stays and stands after the last; of a run
// that open, the largest stands before the first; where a closing run meets an
// opening one, the larger of the two facing blanks stays. Two marks of one em so
// take 1.5 em, n take n − (n−1)/2, and where a style has halved a mark already
// nothing more is cut than its width allows.
func (p *Paragraph) compressPairs(text []rune) {
	for i := 0; i < len(p.cells); {
		if !p.cells[i].class.halfAdjustable() {
			i++
			continue
		}
		i = p.compressRun(text, i)
	}
}

// compressRun settles the run of marks of one direction that begins at cell s,
// and its meeting with an opening run after it.
func (p *Paragraph) compressRun(text []rune, s int) int {
	e := s + 1
	if p.cells[s].class == Opening {
		for e < len(p.cells) && p.cells[e].class == Opening {
			e++
		}
		p.gatherLeft(s, e)
		return e
	}
	for e < len(p.cells) && p.cells[e].class.closes() {
		e++
	}
	p.gatherRight(text, s, e)
	if e < len(p.cells) && p.cells[e].class == Opening {
		next := p.compressRun(text, e)
		closing, opening := &p.cells[e-1], &p.cells[e]
		if closing.midRight.Of(closing.size) >= opening.midLeft.Of(opening.size) {
			opening.midLeft = 0
		} else {
			closing.midRight = 0
		}
		return next
	}
	return e
}

// gatherLeft leaves the largest left blank of [s, e) before the first cell.
func (p *Paragraph) gatherLeft(s, e int) {
	first := &p.cells[s]
	for i := s + 1; i < e; i++ {
		c := &p.cells[i]
		if c.midLeft.Of(c.size) > first.midLeft.Of(first.size) {
			first.midLeft = c.midLeft.Of(c.size).InEm(first.size)
		}
		c.midLeft = 0
	}
}

// gatherRight leaves the largest right blank of [s, e) after the last cell, so
// that with half pause marks and full quotes ”， takes 1.5 em; where the setting
// closes marks up, the blank of a closing bracket or quote is not handed on to a
// pause or stop, which keeps the width its style gives it, and ”， takes one em.
// Two of ？！ alone take one em together, so they keep none; three take two (§4).
func (p *Paragraph) gatherRight(text []rune, s, e int) {
	last := &p.cells[e-1]
	for i := s; i < e-1; i++ {
		c := &p.cells[i]
		hugs := p.setting.CloseUp && c.class == Closing && last.class != Closing
		if !hugs && c.midRight.Of(c.size) > last.midRight.Of(last.size) {
			last.midRight = c.midRight.Of(c.size).InEm(last.size)
		}
		c.midRight = 0
	}
	if e-s == 2 && p.exclaims(text, s) && p.exclaims(text, s+1) {
		last.midRight = 0
	}
	last.endRight = last.midRight
}

func (p *Paragraph) exclaims(text []rune, i int) bool {
	r := text[p.cells[i].offset]
	return r == '？' || r == '！'
}
