package manuscript

import (
	"slices"
	"strings"

	"banxin/internal/diag"
	"banxin/internal/issue"
)

// One row of a table: where its cells begin and end, and what they become.

func isPipe(r rune) bool { return r == '|' || r == '｜' }

func isTab(r rune) bool { return r == '\t' }

// has tells whether one of the line's characters is of a kind.
func (l *line) has(is func(rune) bool) bool {
	return slices.ContainsFunc(l.source, func(g glyph) bool { return is(g.r) })
}

// isFramed tells a line that opens and closes with |.
func (l *line) isFramed() bool {
	n := len(l.source)
	return n > 2 && isPipe(l.source[0].r) && isPipe(l.source[n-1].r) && l.source[n-2].r != '\\'
}

// rowForm is what was found out about a line as a row of a table: a line is asked
// again for every line above it that might begin one.
type rowForm struct {
	cells  [bySpaces + 1][]span // by parting; nil: not asked yet
	fits   [bySpaces + 1]answer // whether each cell has the form of one
	dashes [bySpaces + 1]answer // whether it parts a table's head from its body
	names  answer               // whether they are names and nothing else
}

// answer to a question that may not have been asked yet.
type answer int

const (
	notAsked answer = iota
	no
	yes
)

// ask answers once.
func (a *answer) ask(question func() bool) bool {
	if *a == notAsked {
		*a = no
		if question() {
			*a = yes
		}
	}
	return *a == yes
}

// asRow gives what is known of the line as a row.
func (l *line) asRow() *rowForm {
	if l.form == nil {
		l.form = &rowForm{}
	}
	return l.form
}

// split gives the cells of a line without the blanks round them.
func (l *line) split(parted parting) []span {
	known := &l.asRow().cells[parted]
	if *known == nil {
		*known = l.cellsBy(parted)
	}
	return *known
}

// cellsBy looks for the cells that split gives.
func (l *line) cellsBy(parted parting) []span {
	var cells []span
	begin, n := 0, len(l.source)
	cut := func(end, next int) {
		cells = append(cells, l.trim(begin, end))
		begin = next
	}
	switch parted {
	case byPipes:
		for i := range l.source {
			if l.parts(i) && i > 0 {
				cut(i, i+1)
			} else if l.parts(i) {
				begin = 1
			}
		}
		if begin < n || n == 0 || !l.parts(n-1) {
			cut(n, n)
		}
	case byTabs:
		for range l.before {
			cells = append(cells, span{})
		}
		for i, g := range l.source {
			if isTab(g.r) {
				cut(i, i+1)
			}
		}
		cut(n, n)
		for range l.after {
			cells = append(cells, span{n, n})
		}
	default:
		for i := 0; i < n; i++ {
			end := i
			for end < n && isSpace(l.source[end].r) {
				end++
			}
			if end > i && l.wideEnough(i, end, parted) {
				cut(i, end)
			}
			i = max(i, end-1)
		}
		cut(n, n)
	}
	return cells
}

// parts tells whether the glyph is a | that parts cells: one after a backslash is
// text.
func (l *line) parts(i int) bool {
	return isPipe(l.source[i].r) && (i == 0 || l.source[i-1].r != '\\')
}

// wideEnough tells whether the blanks i to end part cells.
func (l *line) wideEnough(i, end int, parted parting) bool {
	blanks := l.source[i:end]
	tabs := slices.ContainsFunc(blanks, func(g glyph) bool { return isTab(g.r) })
	switch parted {
	case byTabRuns:
		return tabs
	case byGaps:
		return tabs || len(blanks) > 1 || blanks[0].r == 0x3000
	}
	return true
}

func (l *line) trim(from, to int) span {
	for from < to && isSpace(l.source[from].r) {
		from++
	}
	for to > from && isSpace(l.source[to-1].r) {
		to--
	}
	return span{from, to}
}

// isDashes tells the row that parts a table's head from its body: |---|:-:|--:|.
func (l *line) isDashes(parted parting) bool {
	if parted != byPipes && parted != byTabs {
		return false
	}
	return l.asRow().dashes[parted].ask(func() bool {
		cells := l.marks(parted)
		if len(cells) < 2 && !l.isFramed() {
			return false
		}
		return !slices.ContainsFunc(cells, func(c string) bool {
			inner := strings.TrimSuffix(strings.TrimPrefix(c, ":"), ":")
			return inner == "" || strings.Trim(inner, "-") != ""
		})
	})
}

// typedDashes brings back the dashes and colons that word processors change.
var typedDashes = strings.NewReplacer("：", ":", "—", "-", "－", "-", "–", "-")

// marks gives the cells of a row of dashes as they were typed.
func (l *line) marks(parted parting) []string {
	var out []string
	for _, c := range l.split(parted) {
		s := plain(l.source[c.from:c.to])
		out = append(out, typedDashes.Replace(s))
	}
	return out
}

// recordPipes records the marks that part the cells of a row.
func (m *reading) recordPipes(l *line, t *table) {
	if t.parted != byPipes {
		return
	}
	for i, g := range l.source {
		if l.parts(i) || g.r == '\\' && i+1 < len(l.source) && isPipe(l.source[i+1].r) {
			m.edits = append(m.edits, edit{m.at(g), string(g.r), "", "table-mark", diag.Note})
		}
	}
}

// buildTable makes the block of a table.
func (m *reading) buildTable(b *block) issue.Block {
	first := &m.lines[b.lines[0]]
	t := first.table
	out := issue.Block{Kind: issue.Table, Pos: first.pos(m.file), Table: &issue.Grid{Header: t.header}}
	for _, i := range b.lines {
		l := &m.lines[i]
		for c := range t.column {
			cell := span{len(l.source), len(l.source)}
			if c < len(l.cells) {
				cell = l.cells[c]
			}
			out.Inlines = append(out.Inlines, m.buildCell(l, cell, t.parted))
		}
	}
	out.Table.Align = t.alignment(out.Inlines)
	return out
}

// buildCell normalises one cell. An empty one stands where its text would.
func (m *reading) buildCell(l *line, c span, parted parting) issue.Inline {
	source := l.source[c.from:c.to]
	if parted == byPipes {
		source = slices.Clone(source)
		for i := 0; i+1 < len(source); i++ {
			if source[i].r == '\\' && isPipe(source[i+1].r) {
				source = slices.Delete(source, i, i+1)
			}
		}
	}
	if len(source) > 0 {
		s := m.setSource(source, []int{0}, Body)
		if len(s.text) > 0 {
			return s.inline(issue.Text, 0, len(s.text))
		}
	}
	at := l.source[min(c.from, len(l.source)-1)]
	return issue.Inline{Pos: m.at(at)}
}

// alignment settles where the cells of each column stand: as the row of dashes
// says, else numbers at the right and words at the left.
func (t *table) alignment(cells []issue.Inline) []issue.Align {
	out := make([]issue.Align, t.column)
	for c := range out {
		mark := ""
		if c < len(t.align) {
			mark = t.align[c]
		}
		switch left, right := strings.HasPrefix(mark, ":"), strings.HasSuffix(mark, ":"); {
		case left && right:
			out[c] = issue.Centre
		case left:
		case right, isNumeric(cells[t.header*t.column:], c, t.column):
			out[c] = issue.Right
		}
	}
	return out
}

// isNumeric tells whether column c of n holds numbers and nothing else but empty
// cells and strokes for them.
func isNumeric(cells []issue.Inline, c, n int) bool {
	some := false
	for i := c; i < len(cells); i += n {
		s := cells[i].Text
		if strings.Trim(s, "—-–/") == "" {
			continue
		}
		if !isNumber(s) {
			return false
		}
		some = true
	}
	return some
}

// isNumber tells a number with its sign, its inner marks and its per cent.
func isNumber(s string) bool {
	s = strings.TrimRight(strings.TrimLeft(s, "+-−¥$"), "%‰")
	return s != "" && isDigit(rune(s[0])) && strings.Trim(s, "0123456789.,") == ""
}

// columnWords are what the columns of lists are called.
var columnWords = []string{
	"序号", "编号", "名次", "排名", "姓名", "名单", "性别", "年龄", "民族", "单位", "部门", "职务", "职称", "代表团", "小组", "奖项", "奖次", "等级", "称号", "类别",
	"项目", "名称", "作品", "题目", "内容", "时间", "日期", "地点", "地址", "电话", "联系人", "负责人", "数量", "人数", "金额", "合计", "得票", "分数", "比例", "备注",
}

// headsColumns tells whether the first row is of another kind than the rest: it
// holds words only, and either one that columns are called by and that the column
// does not hold again, or a word where all below are numbers.
func (m *reading) headsColumns(rows []int, t *table) bool {
	cell := func(k, c int) string {
		l := &m.lines[k]
		if cells := l.split(t.parted); c < len(cells) {
			return string(fold(l.source[cells[c].from:cells[c].to]))
		}
		return ""
	}
	heads := false
	for c := range t.column {
		word := cell(rows[0], c)
		if strings.ContainsFunc(word, isDigit) || len([]rune(word)) > 10 {
			return false
		}
		numbers := word != ""
		again := false
		for _, k := range rows[1:] {
			below := cell(k, c)
			numbers = numbers && strings.ContainsFunc(below, isDigit)
			again = again || below == word
		}
		called := slices.Contains(columnWords, strings.Join(strings.Fields(word), ""))
		heads = heads || numbers && len(rows) > 2 || called && !again
	}
	return heads
}
