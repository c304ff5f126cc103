package manuscript

// article is one piece: the indexes of its lines, by their part in it.
type article struct {
	part     bool // first of a block of the manuscript
	first    int  // its first line
	headings []int
	blocks   []block
}

// block is the lines that make up one paragraph-like part of an article.
type block struct {
	kind  kind
	lines []int
	cuts  []cut // between the lines, one fewer than they; none in a table or a list of names
}

// cut is the joint before a line that goes on with the sentence of the line
// before it.
type cut struct {
	dropped int // characters at the head of the later line that stood twice
}

// articles parts the lines into articles. A heading after body text opens a new
// one; a byline or a note for a QR code belongs to the text before it, or, above
// the first heading of a block, to the article that follows.
func (m *reading) articles() []article {
	var list []article
	bodied := true
	for i := range m.lines {
		l := &m.lines[i]
		heading := l.guess.isHeading()
		if i == 0 || l.part || heading && bodied {
			list = append(list, article{part: i == 0 || l.part, first: i})
			bodied = false
		}
		a := &list[len(list)-1]
		if heading {
			a.headings = append(a.headings, i)
			continue
		}
		if n := len(a.blocks); n > 0 && m.sameBlock(&a.blocks[n-1], l) {
			a.blocks[n-1].lines = append(a.blocks[n-1].lines, i)
			continue
		}
		a.blocks = append(a.blocks, block{kind: l.guess, lines: []int{i}})
		if len(a.headings) > 0 || l.guess != kindByline && l.guess != kindQRNote {
			bodied = true
		}
	}
	for i := range list {
		m.assignHeadings(&list[i])
		m.joinBlocks(&list[i])
	}
	return list
}

// sameBlock tells whether line l goes on with a table or with a list of names.
func (m *reading) sameBlock(b *block, l *line) bool {
	last := &m.lines[b.lines[len(b.lines)-1]]
	switch b.kind {
	case kindTable:
		return l.table != nil && l.table == last.table
	case kindNames:
		return l.guess == kindNames && (l.seam == seamJoin || l.gap <= m.usual && l.seam == seamGuess)
	}
	return false
}

// assignHeadings parts the lines of a headline group into 引题, headline and 副题.
// The headline is the line the editor named so; else the one with a gap between
// clauses, if it is the only one; else, of two lines, the later if the first is
// longer or announces a speech, both if they are of one length or stand closer
// together than paragraphs do, the first otherwise; of three or more, the
// second. What stands above it is 引题, what stands below is 副题.
func (m *reading) assignHeadings(a *article) {
	var free []int
	named := -1
	for _, i := range a.headings {
		if l := &m.lines[i]; l.guess == kindHeadline {
			if l.forced && named < 0 {
				named = len(free)
			}
			free = append(free, i)
		}
	}
	if len(free) < 2 {
		return
	}
	from, to := named, named+1
	if named < 0 {
		from, to = m.headlineOf(free)
	}
	for k, i := range free {
		switch {
		case m.lines[i].forced:
		case k < from:
			m.lines[i].guess = kindOverline
		case k >= to:
			m.lines[i].guess = kindDeck
		}
	}
}

// headlineOf gives the range of the lines that are the headline proper.
func (m *reading) headlineOf(free []int) (from, to int) {
	gapped, n := -1, 0
	for k, i := range free {
		if clauseGaps(m.lines[i].text) > 0 {
			gapped = k
			n++
		}
	}
	if n == 1 {
		return gapped, gapped + 1
	}
	if len(free) > 2 {
		return 1, 2
	}
	a, b := &m.lines[free[0]], &m.lines[free[1]]
	switch {
	case endsWithAny(a.text, "强调", "指出", "要求", "表示", "提出", "时说"):
		return 1, 2
	case b.gap < m.usual || len(a.text) == len(b.text) || n == 2:
		return 0, 2
	case len(a.text) > len(b.text):
		return 1, 2
	}
	return 0, 1
}

func endsWithAny(text []rune, words ...string) bool {
	for _, w := range words {
		r := []rune(w)
		if len(text) > len(r) && string(text[len(text)-len(r):]) == w {
			return true
		}
	}
	return false
}
