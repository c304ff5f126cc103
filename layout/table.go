package layout

import (
	"cmp"
	"slices"

	"banxin/layout/inline"
	"banxin/layout/unit"
)

// A table takes the whole measure of its column, between an upper and a lower
// rule, with a hairline under its head; where cells go on over several lines,
// hairlines part the rows as well. Rows are whole grid lines and are never
// divided. A table that goes on in the next column takes its head along.

var (
	outerRule = unit.FromFloat(0.6)
	innerRule = unit.FromFloat(0.35)
)

const (
	cellGap   = unit.FullEm // least space between two columns
	bodyLeast = 3           // em that a column of words keeps, if the measure allows,
	headLeast = 4           // and a word in the head
	evenHead  = 40          // longest head, in characters, whose lines are made even
)

// tableColumn is one column of a table, in its column of the page.
type tableColumn struct {
	x, width unit.Pt
	block    unit.Pt // width of the widest text in the body
	align    Align
}

// extent is what the width of a column depends on.
type extent struct {
	hard    unit.Pt // no word is broken
	soft    unit.Pt // no line is shorter than a few characters
	natural unit.Pt // no cell goes on over a second line
}

// extents measures the columns of a table.
func (p *para) extents() []extent {
	t := p.spec.Table
	out := make([]extent, t.Columns)
	for k, text := range p.cells {
		e, least := &out[k%t.Columns], unit.Pt(bodyLeast)
		if k/t.Columns < t.Header {
			least = headLeast
		}
		whole := text.Width(0, text.Len())
		hard := widestWord(text)
		e.hard, e.natural = max(e.hard, hard), max(e.natural, whole)
		e.soft = max(e.soft, hard, min(whole, least*p.lead.Size))
	}
	return out
}

// tableColumns shares the measure out. ok is false when words must be broken.
func (p *para) tableColumns(measure unit.Pt) (columns []tableColumn, ok bool) {
	t := p.spec.Table
	n := unit.Pt(t.Columns)
	all := p.extents()
	var sum extent
	for _, e := range all {
		sum.hard, sum.soft, sum.natural = sum.hard+e.hard, sum.soft+e.soft, sum.natural+e.natural
	}
	gap := cellGap.Of(p.lead.Size)
	room := max(measure-(n-1)*gap, measure/2)
	ok = sum.hard <= room
	widths := make([]unit.Pt, t.Columns)
	wants := make([]unit.Pt, t.Columns) // what each would take beside
	for i, e := range all {
		switch {
		case sum.soft <= room:
			widths[i], wants[i] = e.soft, e.natural-e.soft
		case ok:
			widths[i], wants[i] = e.hard, e.soft-e.hard
		default:
			widths[i] = max(room.Times(int64(e.hard), int64(sum.hard)), 1)
		}
	}
	widths = p.shareOut(widths, wants, room)
	used := unit.Pt(0)
	for _, w := range widths {
		used += w
	}
	inset := unit.Pt(0)
	if free := (measure - used) / n; free >= gap { // the same air on both sides of every column
		gap, inset = free, free/2
	} else if n > 1 {
		gap = (measure - used) / (n - 1)
	}
	x := inset
	for i, w := range widths {
		columns = append(columns, tableColumn{x: x, width: w, align: t.align(i), block: min(w, p.block(i))})
		x += w + gap
	}
	return columns, ok
}

// shareOut gives every column what it wants as long as the room lasts, first those
// that want least: a short column on one line costs a long one little. How many of
// them get all of it before the others share what is left is tried out: as many as
// make the fewest lines in all cells, in the lowest table.
func (p *para) shareOut(least, wants []unit.Pt, room unit.Pt) []unit.Pt {
	order := make([]int, len(least))
	for i, w := range least {
		order[i] = i
		room -= w
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(wants[a], wants[b]) })
	var best []unit.Pt
	var bestHeight, bestLines int
	for whole := range order {
		widths, left := slices.Clone(least), room
		for k, i := range order {
			share := left
			if k >= whole {
				share = left / unit.Pt(len(order)-k)
			}
			extra := max(0, min(wants[i], share))
			widths[i] += extra
			left -= extra
		}
		if left > 0 { // all have what they want
			return widths
		}
		height, lines := p.cellHeights(widths)
		if best == nil || height < bestHeight || height == bestHeight && lines < bestLines {
			best, bestHeight, bestLines = widths, height, lines
		}
	}
	return best
}

// cellHeights gives the height of a table in lines, and the lines of all its cells,
// with columns of the widths given.
func (p *para) cellHeights(widths []unit.Pt) (height, lines int) {
	t := p.spec.Table
	for at := 0; at+t.Columns <= len(p.cells); at += t.Columns {
		row := 1
		for i, width := range widths {
			n := len(cellLines(p.cells[at+i], width, at < t.Header*t.Columns))
			row = max(row, n)
			lines += n
		}
		height += row
	}
	return height, lines
}

func (t *Table) align(column int) Align {
	if column < len(t.Align) {
		return t.Align[column]
	}
	return Left
}

// block gives the width of the widest text in the body of a column: numbers are
// flush at its right, and it stands in the middle of the column.
func (p *para) block(column int) unit.Pt {
	widest := unit.Pt(0)
	for k := p.spec.Table.Header*p.spec.Table.Columns + column; k < len(p.cells); k += p.spec.Table.Columns {
		widest = max(widest, p.cells[k].Width(0, p.cells[k].Len()))
	}
	return widest
}

// tableLines sets the rows of a table from row first on; the head is set with the
// first and, where a column begins with a later row, again above that.
func (c *composer) tableLines(s *story, para, first int, measure unit.Pt) []bodyLine {
	p := &s.paras[para]
	columns, ok := p.tableColumns(measure)
	if !ok {
		c.findOnce(Finding{Code: TooWide, Story: s.spec.ID, Para: para, Offset: p.spanOffset(p.widest()), Name: p.spec.Spans[len(p.spec.Spans)-1].Style})
	}
	rows := p.tableRows(columns)
	t := p.spec.Table
	head := min(t.Header, len(rows))
	var out []bodyLine
	for r := first; r < len(rows); r++ {
		if r > head {
			rows[r].again = rows[:head:head]
		}
		lines := rowLines(para, r, r+1, rows[r])
		lines[0].first, lines[0].line.Last = r <= head, r+1 == len(rows)
		lines[0].bound = r > 0 && r <= head
		out = append(out, lines...)
	}
	return out
}

// widest gives the cell that holds the widest word.
func (p *para) widest() int {
	at, most := 0, unit.Pt(-1)
	for k, text := range p.cells {
		if w := widestWord(text); w > most {
			at, most = k, w
		}
	}
	return at
}

// widestWord gives the width of the widest part of a text that no line may divide.
func widestWord(text *inline.Paragraph) unit.Pt {
	widest := unit.Pt(0)
	for s, i := 0, 1; i <= text.Len(); i++ {
		if text.MayBreak(i) {
			widest = max(widest, text.Width(s, i))
			s = i
		}
	}
	return widest
}

// tableRows sets every row with its rules.
func (p *para) tableRows(columns []tableColumn) []*gridRow {
	t := p.spec.Table
	var rows []*gridRow
	wraps := false
	for at := 0; at+t.Columns <= len(p.cells); at += t.Columns {
		r := p.tableRow(columns, at, len(rows) < t.Header)
		wraps = wraps || r.height > 1 && len(rows) >= t.Header
		rows = append(rows, r)
	}
	for i, r := range rows {
		r.size, r.edge = p.lead.Size, outerRule
		switch {
		case i+1 == len(rows):
			r.below = outerRule
		case i+1 == t.Header || wraps && i >= t.Header:
			r.below = innerRule
		}
	}
	if len(rows) > 0 {
		rows[0].above = outerRule
	}
	return rows
}

// tableRow sets the cells of a row from cell at on. A head stands on the row's
// last lines, the body on its first.
func (p *para) tableRow(columns []tableColumn, at int, head bool) *gridRow {
	r := &gridRow{height: 1}
	texts := make([][]inline.Line, len(columns))
	for i, col := range columns {
		texts[i] = cellLines(p.cells[at+i], col.width, head)
		r.height = max(r.height, len(texts[i]))
	}
	for i, col := range columns {
		text, down := p.cells[at+i], 0
		if head {
			down = r.height - len(texts[i])
			col.align, col.block = Centre, col.width
		}
		for k, line := range texts[i] {
			width := min(text.Width(line.Start, line.End), col.width)
			x := col.x + alignShift(col.align, col.width, width)
			if col.align == Right {
				x = col.x + (col.width+col.block)/2 - width
			}
			r.cells = append(r.cells, cellText{span: at + i, text: text, line: line, x: x, down: down + k})
		}
	}
	return r
}

// cellLines breaks the text of a cell for its width.
func cellLines(text *inline.Paragraph, width unit.Pt, head bool) []inline.Line {
	switch {
	case text.Len() == 0:
		return nil
	case text.Width(0, text.Len()) <= width:
		return []inline.Line{text.Whole(width)}
	case head && text.Len() <= evenHead:
		return text.Heading(nil).Lines(width)
	}
	return text.FirstFit(0, 0, width)
}
