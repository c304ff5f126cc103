package manuscript

import (
	"slices"

	"banxin/internal/diag"
)

// Adjacent lines are the rows of a table when
//   - the editor says so of the first; or
//   - a row of dashes, |---|:-:|--:|, stands among them; or
//   - each opens and closes with | and there are two or more; or
//   - two or more have the same number of cells, two at least, parted by | or by
//     tabs, and every cell has the form of one: it is short and no sentence.
//
// Lines of names alone that tabs part are a list of names (names.go); numbered
// items with a tab after the number are items; two lines that open the
// manuscript are its headline. Adjacent means without a blank line between, or
// with one between any two.
//
// A row of fewer cells than the others is filled up with empty ones and reported.
// What parts the cells, and the row of dashes, are recorded as obeyed.

// table is what is known of a table while it is read.
type table struct {
	header int      // rows at its top that head the columns
	column int      // how many columns
	align  []string // of the columns, as the row of dashes writes them; nil: it has none
	parted parting
}

// span is the place of a cell in a line's source.
type span struct{ from, to int }

// parting is what parts the cells of a row.
type parting int

const (
	byPipes   parting = iota
	byTabs            // an empty cell between two of them
	byTabRuns         // several tabs part like one: they were typed to make columns even
	byGaps            // runs of blanks, where the editor says that it is a table
	bySpaces          // single blanks, likewise
)

const (
	cellsLength = 40 // the longest cell of a line with three cells or more, in characters
	pairLength  = 24 // of a line with two
)

// takeTables finds the tables, marks their rows and takes out the rows of dashes.
func (m *reading) takeTables() {
	kept := m.lines[:0]
	for i := 0; i < len(m.lines); {
		t, rows, end := m.tableAt(i)
		if t == nil {
			m.giveUpTable(&m.lines[i])
			kept = append(kept, m.lines[i])
			i++
			continue
		}
		m.reportRagged(t, rows)
		for k := i; k < end; k++ {
			l := m.lines[k]
			at := slices.Index(rows, k)
			if at < 0 {
				m.edits = append(m.edits, edit{l.pos(m.file), plain(l.source), "", "table-mark", diag.Note})
				continue
			}
			m.dropMarks(&l)
			l.table, l.guess, l.cells = t, kindTable, l.split(t.parted)
			m.recordPipes(&l, t)
			kept = append(kept, l)
		}
		i = end
	}
	m.lines = kept
}

// giveUpTable leaves a line to the recognisers that the editor calls a table but
// that holds nothing to make one of.
func (m *reading) giveUpTable(l *line) {
	if l.guess != kindTable && l.guess != kindTableHead {
		return
	}
	l.guess = kindParagraph
	m.report.Add(l.pos(m.file), diag.Finding, "table-without-cells",
		diag.Say("“%s”说是表格，却看不出两格，先当作正文", "“%s” is said to be a table but shows no two cells; it is taken as a paragraph", lineStart(l.text)),
		diag.Say("用 | 或制表符把各格分开", "part the cells by | or by tabs"))
}

// tableAt reads the table that begins on line i: the indexes of its rows and of
// the line after it. t is nil when none begins there.
func (m *reading) tableAt(i int) (t *table, rows []int, end int) {
	first := &m.lines[i]
	forced := first.guess == kindTable || first.guess == kindTableHead
	if first.forced && !forced || first.seam == seamJoin {
		return nil, nil, i
	}
	var choices []parting
	switch {
	case first.has(isPipe):
		choices = []parting{byPipes}
	case first.has(isTab):
		choices = []parting{byTabs}
	case forced && first.has(isSpace):
		choices = []parting{byGaps, bySpaces}
	}
	for _, parted := range choices {
		rows, dashes, end := m.rowsFrom(i, parted, forced)
		if t := m.judge(rows, dashes, parted, forced); t != nil {
			return t, rows, end
		}
	}
	return nil, nil, i
}

// rowsFrom gathers the lines from i on that can be rows, and the row of dashes
// among them, -1 for none. A second row of dashes belongs to the next table, with
// the line above it.
func (m *reading) rowsFrom(i int, parted parting, forced bool) (rows []int, dashes, end int) {
	dashes = -1
	k := i
	for ; k < len(m.lines); k++ {
		l := &m.lines[k]
		if k > i && (l.gap > 1 || k > i+1 && l.gap != m.lines[i+1].gap || l.seam != seamGuess || l.forced && l.guess != kindTable) {
			break
		}
		if l.isDashes(parted) {
			if k > i+1 {
				if dashes >= 0 || !forced {
					return rows[:len(rows)-1], dashes, k - 1
				}
				break
			}
			dashes = k
			continue
		}
		if !l.canBeRow(parted, forced || dashes >= 0 || m.dashesFollow(i, parted)) {
			break
		}
		rows = append(rows, k)
	}
	return rows, dashes, k
}

// dashesFollow tells whether the row after line i is one of dashes.
func (m *reading) dashesFollow(i int, parted parting) bool {
	return i+1 < len(m.lines) && m.lines[i+1].gap <= 1 && m.lines[i+1].isDashes(parted)
}

// canBeRow tells whether the form of a line allows a row. When it is certain that
// the lines make a table, any cells will do.
func (l *line) canBeRow(parted parting, certain bool) bool {
	cells := l.split(parted)
	if parted == byPipes && l.isFramed() {
		return true
	}
	if len(cells) < 2 || certain {
		return len(cells) >= 2
	}
	return l.asRow().fits[parted].ask(func() bool { return l.hasCells(cells) })
}

// hasCells tells whether every cell has the form of one: it is short and no
// sentence, and the line is no item.
func (l *line) hasCells(cells []span) bool {
	longest := cellsLength
	if len(cells) == 2 {
		longest = pairLength
	}
	for k, c := range cells {
		text := fold(l.source[c.from:c.to])
		if len(text) == 0 {
			continue
		}
		if len(text) > longest || sentenceEnds(text) || hasInnerStop(text) || isPause(text[len(text)-1]) && k+1 == len(cells) {
			return false
		}
		if k == 0 && len(cells) == 2 && (numberLength(append(text, '甲')) > len(text)-1 || l.before > 0 && len(text) == 0) {
			return false // an item, its number and its text
		}
	}
	return true
}

// judge decides whether the rows gathered are a table, and settles how its cells
// are parted and which row is its head.
func (m *reading) judge(rows []int, dashes int, parted parting, forced bool) *table {
	if len(rows) == 0 || !m.anyText(rows, parted) {
		return nil
	}
	t := &table{parted: parted}
	if parted == byTabs {
		t.parted = m.tabbing(rows)
	}
	usual, share := m.usualCells(rows, t.parted)
	framed := parted == byPipes && !slices.ContainsFunc(rows, func(k int) bool { return !m.lines[k].isFramed() })
	switch {
	case dashes >= 0:
		t.align = m.lines[dashes].marks(parted)
	case forced:
		if usual < 2 {
			return nil
		}
	case len(rows) < 2 || share < 2 || share*3 < len(rows)*2 || usual < 2:
		return nil
	case framed:
	case rows[0] == 0 && len(rows) == 2, parted == byTabs && m.allNames(rows):
		return nil
	}
	for _, k := range rows {
		t.column = max(t.column, len(m.lines[k].split(t.parted)))
	}
	switch guess := m.lines[rows[0]].guess; {
	case guess == kindTableHead, dashes > rows[0]:
		t.header = 1
	case guess != kindTable && dashes < 0 && m.headsColumns(rows, t):
		t.header = 1
	}
	return t
}

// tabbing tells whether single tabs or runs of tabs part the cells: what gives
// more rows the same number of cells.
func (m *reading) tabbing(rows []int) parting {
	_, single := m.usualCells(rows, byTabs)
	if _, runs := m.usualCells(rows, byTabRuns); runs > single {
		return byTabRuns
	}
	return byTabs
}

// usualCells gives the number of cells that most rows have, the larger of two,
// and how many rows have it.
func (m *reading) usualCells(rows []int, parted parting) (cells, share int) {
	count := map[int]int{}
	for _, k := range rows {
		n := len(m.lines[k].split(parted))
		count[n]++
		if count[n] > share || count[n] == share && n > cells {
			cells, share = n, count[n]
		}
	}
	return cells, share
}

func (m *reading) anyText(rows []int, parted parting) bool {
	return slices.ContainsFunc(rows, func(k int) bool {
		l := &m.lines[k]
		return slices.ContainsFunc(l.split(parted), func(c span) bool { return len(fold(l.source[c.from:c.to])) > 0 })
	})
}

// allNames tells whether all rows are names and nothing else.
func (m *reading) allNames(rows []int) bool {
	return !slices.ContainsFunc(rows, func(k int) bool {
		l := &m.lines[k]
		return !l.asRow().names.ask(func() bool {
			_, ok := countNames(l.text)
			return ok
		})
	})
}

// reportRagged reports rows that have not as many cells as the others.
func (m *reading) reportRagged(t *table, rows []int) {
	usual, _ := m.usualCells(rows, t.parted)
	for _, k := range rows {
		l := &m.lines[k]
		n := len(l.split(t.parted))
		if n == usual {
			continue
		}
		m.report.Add(l.pos(m.file), diag.Finding, "ragged-row",
			diag.Say("表格的这一行有 %d 格，别的行是 %d 格；缺的按空格补在行末", "this row of the table has %d cells, the others have %d; empty cells are added at the end of what is short", n, usual),
			diag.Say("补上缺的格，空格也要写分隔线；不是表格，就在它上面另起一行写 %%正文", "add the missing cells, with their separators even where empty; if it is no table, put a line %%paragraph above it"))
	}
}
