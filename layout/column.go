package layout

import (
	"slices"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// least is the fewest lines worth beginning a story with, per column.
const least = 2

// geometry of a frame's columns. Gutters wider than the frame leave them the
// least width there is.
func (f *Frame) columnWidth() unit.Pt {
	return max(1, (f.Width-f.Gutter*unit.Pt(f.Columns-1))/unit.Pt(f.Columns))
}

func (f *Frame) columnX(i int) unit.Pt {
	return f.X + (f.columnWidth()+f.Gutter)*unit.Pt(i)
}

// room is where the body of a piece would begin in a frame and how many lines
// stand below.
type room struct {
	head      heading
	headAt    unit.Pt
	headFits  bool // over the frame's foot
	firstLine int
	height    int
}

// room measures the place for a piece at a frame's free end.
func (c *composer) room(f *frameState, p piece) room {
	var r room
	r.headAt = f.y
	if f.count > 0 {
		r.headAt += f.spec.Gap
	}
	switch {
	case p.begun && c.jumps(p.jump):
		r.head = c.jumpHeading(c.stories[p.story], f.spec, p.jump.page)
	case !p.begun:
		r.head = c.heading(c.stories[p.story], f.spec)
	}
	bodyAt := r.headAt + r.head.height
	pitch := c.in.Page.Pitch
	r.headFits = len(r.head.lines) == 0 || bodyAt <= f.spec.Y+f.spec.Height+slack(pitch)
	r.firstLine = int((bodyAt + pitch - slack(pitch)) / pitch)
	below := f.spec.Y + f.spec.Height - unit.Pt(r.firstLine)*pitch
	r.height = max(0, int((below+slack(pitch))/pitch))
	return r
}

// slack is how much of a line a position may miss the grid and still count as on
// it: lengths come from millimetres and decimal points.
func slack(pitch unit.Pt) unit.Pt { return pitch / 20 }

// plan is a piece broken for a frame: where it stands, how its lines are divided,
// and what has to go on elsewhere.
type plan struct {
	piece
	room
	lines []bodyLine
	cols  []page.Line // of lines
	boxes []*box      // that stand here, in reading order
	later []int       // paragraphs of boxes that do not

	area       area
	ends       []int  // of the columns
	placed     int    // lines that have room
	cost       int    // of balanced columns, in page's units; 0: nothing is wrong with them
	columnRows int    // of the tallest column, boxes at its head and foot counted
	free       int    // lines for which there is room yet
	ownJump    bool   // the jump line takes a line of its own
	jumpColumn int    // in this column, if it does
	noJump     bool   // there is no room for it
	waiting    []*box // not drawn yet
	findings   []Finding
}

// whole tells whether the piece has room to its end, its headline too.
func (p *plan) whole() bool { return p.isLast() && p.headFits }

// isLast tells whether nothing of the piece is left to go on elsewhere.
func (p *plan) isLast() bool { return p.placed == len(p.lines) && len(p.later) == 0 }

// plan breaks a piece for a frame's free end and divides its lines among the
// columns. Where not everything has room the boxes behind the text wait for its
// end; the others stay with its beginning as long as they leave room for text.
//
// How many lines of a story that goes on are left does not matter once they fill
// the frame: breaking all of them anew for every page would take a long story a
// time that grows with the square of its length.
func (c *composer) plan(f *frameState, p piece) *plan {
	room, most := c.room(f, p), allLines
	if p.begun {
		most = room.height * f.spec.Columns
	}
	return c.divide(f, p, room, most)
}

// divide is plan for a given room, with a bound for lines that fill it.
func (c *composer) divide(f *frameState, p piece, room room, most int) *plan {
	out := &plan{piece: p, room: room}
	s, spec := c.stories[p.story], f.spec
	out.lines = c.lines(s, p.from, spec, most)
	out.cols = c.columnLines(s, out.lines, spec.KeepRunIn)
	out.boxes = c.boxes(s, p, spec, out.height)
	if c.fill(out, spec); out.whole() {
		c.even(out, s, spec)
		return out
	}
	end := 0
	for i := range s.paras {
		if !s.paras[i].spec.Kind.isBox() {
			end = i
		}
	}
	for n := len(out.boxes); n > 0 && out.boxes[n-1].para > end; n = len(out.boxes) {
		out.postpone()
	}
	for c.fill(out, spec); len(out.boxes) > 0 && len(out.lines) > 0 && out.placed < min(least, len(out.lines)); c.fill(out, spec) {
		out.postpone()
	}
	c.leaveJump(out, f)
	return out
}

// postpone leaves the last box to where the piece goes on.
func (p *plan) postpone() {
	n := len(p.boxes) - 1
	p.later = append([]int{p.boxes[n].para}, p.later...)
	p.boxes = p.boxes[:n]
}

// fill divides the lines among the columns that the boxes leave.
func (c *composer) fill(p *plan, f *Frame) {
	for len(p.boxes) > 0 && !p.boxesFit(f) {
		p.postpone()
	}
	p.area = stack(p.boxes, f.Columns)
	height := max(0, p.height-p.area.head-p.area.foot)
	taken, lines := p.area.taken(), len(p.lines)
	for _, t := range taken {
		lines += t
	}
	// A frame that fills its first column first balances all the same where a
	// column would stay empty.
	if f.Fill == Balance || lines <= height*(f.Columns-1) {
		beside := slices.Clone(taken)
		if p.ownJump {
			p.jumpColumn = f.Columns - 1
			beside[p.jumpColumn]++
		}
		if p.ends, p.cost = page.Balanced(p.cols, beside, height); p.ends != nil {
			p.placed = len(p.lines)
			c.measureColumns(p, f, height)
			return
		}
	}
	grows := p.growing(f)
	if grows != nil {
		taken[f.Columns-1] -= grows.span()
	}
	heights := make([]int, f.Columns)
	for i := range heights {
		heights[i] = max(0, height-taken[i])
	}
	if last := lastOf(heights); p.ownJump && last >= 0 {
		heights[last]--
		p.jumpColumn = last
	}
	p.ends, p.placed = page.Filled(p.cols, heights)
	if grows != nil && p.placed < len(p.lines) {
		grows.fixed = true
		c.fill(p, f)
		return
	}
	if grows != nil {
		free := heights[f.Columns-1] - p.rows(f.Columns-1) - grows.blank
		if !c.growQR(c.stories[p.story], grows, free) {
			p.findings = append(p.findings, Finding{Code: QRSmall, Story: c.stories[p.story].spec.ID, Para: grows.para, Count: max(0, free)})
			p.postpone()
		}
		p.area = stack(p.boxes, f.Columns)
	}
	c.measureColumns(p, f, height)
	if len(p.boxes) > 0 {
		p.columnRows = height // boxes stand at the foot of the frame
	}
}

// boxesFit tells whether the boxes alone have room; one that can be made smaller is
// not asked.
func (p *plan) boxesFit(f *Frame) bool {
	boxes := p.boxes
	if p.growing(f) != nil {
		boxes = boxes[:len(boxes)-1]
	}
	a := stack(boxes, f.Columns)
	return a.head+a.foot+slices.Max(a.taken()) <= p.height
}

// growing is the QR box that takes what is left of the last column when columns
// are filled one after the other; nil: none.
func (p *plan) growing(f *Frame) *box {
	if n := len(p.boxes); f.Fill == FirstFull && n > 0 {
		if b := p.boxes[n-1]; b.side > 0 && !b.fixed && !b.at.Head && !b.at.Spanning && b.at.Column == f.Columns {
			return b
		}
	}
	return nil
}

// rows is the grid lines of the text in a column.
func (p *plan) rows(col int) int {
	start := 0
	if col > 0 {
		start = p.ends[col-1]
	}
	return page.Rows(p.cols, start, p.ends[col])
}

// lastColumn is the column in which the text ends.
func (p *plan) lastColumn() int {
	col := len(p.ends) - 1
	for col > 0 && p.ends[col-1] == p.placed {
		col--
	}
	return col
}

// measureColumns gives the height of the tallest column and what is free under all
// of them.
func (c *composer) measureColumns(p *plan, f *Frame, height int) {
	p.columnRows, p.free = 0, height*f.Columns
	jumpColumn := -1
	if p.ownJump {
		jumpColumn = p.jumpColumn
	}
	for i, taken := range p.area.taken() {
		if i == jumpColumn {
			taken++
		}
		p.columnRows = max(p.columnRows, p.rows(i)+taken)
		p.free -= p.rows(i) + taken
	}
	p.free = max(0, p.free)
}

// tooLong: the story would not fit the empty frame either.
func (c *composer) tooLong(f *frameState, story int) bool {
	empty := frameState{spec: f.spec, y: f.spec.Y}
	return !c.plan(&empty, piece{story: story}).whole()
}

// set puts as much of a planned piece into its frame as there is room for; the
// rest waits for another frame or an added page.
func (c *composer) set(s *sheet, f *frameState, p *plan) {
	st := c.stories[p.story]
	if !p.whole() && (p.placed < min(len(p.lines), least*f.spec.Columns) || p.height < least) && !(f.count == 0 && s.isAdded) {
		if !p.begun {
			c.find(Finding{Code: MovedStory, Story: st.spec.ID, Para: -1, Name: f.spec.Name, Count: len(p.lines)})
			f.over += len(p.lines)
		}
		c.rest = append(c.rest, p.piece)
		return
	}
	if p.placed == 0 && len(p.boxes) == 0 && !p.isLast() { // not even an empty frame has room: nothing is lost
		p = c.divide(f, p.piece, p.room, allLines)
		c.force(p, f.spec)
	}
	c.emit(s, f, p)
	if p.isLast() {
		if !p.headFits {
			c.findOnce(Finding{Code: FrameTooSmall, Story: st.spec.ID, Para: -1, Name: f.spec.Name, Count: len(p.head.lines)})
		}
		return
	}
	next := place{para: len(st.paras)}
	if p.placed < len(p.lines) {
		l := p.lines[p.placed]
		next = place{para: l.para, cell: l.line.Start}
	}
	c.reportRest(s, f, p, next)
	c.rest = append(c.rest, piece{story: p.story, from: next, begun: true, boxes: p.later, jump: c.reserveJump(s, f, p)})
}

// reportRest tells what a frame had no room for, from next on: once, and not where
// the editor placed it in another frame.
func (c *composer) reportRest(s *sheet, f *frameState, p *plan, next place) {
	if c.planned[p.story] > 0 || p.begun && s.isAdded {
		return
	}
	st := c.stories[p.story]
	over := len(p.lines) - p.placed
	if p.begun && over > 0 { // its lines were not all broken
		over = len(c.lines(st, next, f.spec, allLines))
	}
	if over == 0 {
		c.find(Finding{Code: MovedBox, Story: st.spec.ID, Para: p.later[0], Name: f.spec.Name, Count: len(p.later)})
		return
	}
	c.find(Finding{Code: Overflow, Story: st.spec.ID, Para: next.para, Name: f.spec.Name, Count: over})
	f.over += over
}

// force sets everything over the foot of a frame that is too small for anything.
func (c *composer) force(p *plan, f *Frame) {
	s := c.stories[p.story]
	para := 0
	if len(p.lines) > 0 {
		para = p.lines[0].para
	} else {
		para = p.later[0]
	}
	p.boxes, p.later = c.boxes(s, p.piece, f, p.height), nil
	p.area = stack(p.boxes, f.Columns)
	p.ends = make([]int, f.Columns)
	for i := range p.ends {
		p.ends[i] = len(p.lines)
	}
	p.placed, p.ownJump = len(p.lines), false
	c.measureColumns(p, f, p.height)
	c.findOnce(Finding{Code: FrameTooSmall, Story: s.spec.ID, Para: para, Name: f.Name, Count: p.columnRows})
}
