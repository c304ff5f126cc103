package layout

import (
	"banxin/layout/display"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// least is the fewest lines worth beginning a story with, per column.
const least = 2

// geometry of a frame's columns.
func (f *Frame) columnWidth() unit.Pt {
	return (f.Width - f.Gutter*unit.Pt(f.Columns-1)) / unit.Pt(f.Columns)
}

func (f *Frame) columnX(i int) unit.Pt {
	return f.X + (f.columnWidth()+f.Gutter)*unit.Pt(i)
}

// room is where the body of a piece would begin in a frame and how many lines
// stand below.
type room struct {
	head      heading
	headAt    unit.Pt
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
	bodyAt := r.headAt
	if !p.begun {
		r.head = c.heading(c.stories[p.story], f.spec)
		bodyAt += r.head.height
	}
	pitch := c.in.Page.Pitch
	r.firstLine = int((bodyAt + pitch - slack(pitch)) / pitch)
	below := f.spec.Y + f.spec.Height - unit.Pt(r.firstLine)*pitch
	r.height = max(0, int((below+slack(pitch))/pitch))
	return r
}

// slack is how much of a line a position may miss the grid and still count as on
// it: lengths come from millimetres and decimal points.
func slack(pitch unit.Pt) unit.Pt { return pitch / 20 }

// plan is a piece broken for a frame: where it stands and how its lines are
// divided.
type plan struct {
	piece
	room
	lines  []bodyLine
	ends   []int // of the columns
	placed int   // lines that have room
}

func (p *plan) whole() bool { return p.placed == len(p.lines) }

// plan breaks a piece for a frame's free end and divides its lines among the
// columns. How many lines of a story that goes on are left does not matter once
// they fill the frame: breaking all of them anew for every page would take a long
// story a time that grows with the square of its length.
func (c *composer) plan(f *frameState, p piece) *plan {
	room, most := c.room(f, p), allLines
	if p.begun {
		most = room.height * f.spec.Columns
	}
	return c.divide(f.spec, p, room, most)
}

// divide is plan for a given room, with a bound for lines that fill it.
func (c *composer) divide(spec *Frame, p piece, room room, most int) *plan {
	out := &plan{piece: p, room: room}
	s := c.stories[p.story]
	out.lines = c.lines(s, p.from, spec, most)
	for i := range out.lines {
		if b := out.lines[i].box; b != nil && spec.Fill == FirstFull {
			out.lines = c.growBox(s, out.lines, i, spec.Columns, out.height)
			break
		}
	}
	cols := c.columnLines(s, out.lines, spec.KeepRunIn)
	if spec.Fill == Balance || len(out.lines) <= out.height*(spec.Columns-1) {
		// A frame that fills its first column first balances all the same where
		// a column would stay empty.
		if out.ends = page.Balanced(cols, spec.Columns, out.height); out.ends != nil {
			out.placed = len(out.lines)
			return out
		}
	}
	out.ends, out.placed = page.Filled(cols, spec.Columns, out.height)
	return out
}

// tooLong: the story would not fit the empty frame either.
func (c *composer) tooLong(f *frameState, story int) bool {
	empty := frameState{spec: f.spec, y: f.spec.Y}
	return !c.plan(&empty, piece{story: story}).whole()
}

// set puts as much of a planned piece into its frame as there is room for; the
// rest waits for an added page.
func (c *composer) set(s *sheet, f *frameState, p *plan) {
	st := c.stories[p.story]
	if !p.whole() && (p.placed < least*f.spec.Columns || p.height < least) && !(f.count == 0 && s.isAdded) {
		c.find(Finding{Code: MovedStory, Story: st.spec.ID, Para: -1, Name: f.spec.Name, Count: len(p.lines)})
		c.rest = append(c.rest, p.piece)
		return
	}
	if p.placed == 0 && len(p.lines) > 0 { // not even an empty frame has room: nothing is lost
		p = c.divide(f.spec, p.piece, p.room, allLines)
		c.findOnce(Finding{Code: FrameTooSmall, Story: st.spec.ID, Para: p.lines[0].para, Name: f.spec.Name, Count: len(p.lines)})
		p.ends, p.placed = []int{len(p.lines)}, len(p.lines)
	}
	c.emit(s, f, p)
	if p.whole() {
		return
	}
	next := p.lines[p.placed]
	if !p.begun {
		c.find(Finding{Code: Overflow, Story: st.spec.ID, Para: next.para, Name: f.spec.Name, Count: len(p.lines) - p.placed})
	}
	c.rest = append(c.rest, piece{story: p.story, from: place{next.para, next.line.Start}, begun: true})
}

// emit draws the headline group and the columns of a piece.
func (c *composer) emit(s *sheet, f *frameState, p *plan) {
	st := c.stories[p.story]
	if f.count > 0 {
		s.body = append(s.body, &display.Mark{Role: "furniture"})
		s.body = append(s.body, c.rules(f.spec.Separator, f.spec.X, p.headAt)...)
	}
	if !p.begun {
		st.page = len(c.pages) - 1
		s.stories = append(s.stories, p.story)
		c.doc.Outline = append(c.doc.Outline, display.Entry{
			Title: st.spec.Title, Level: 1, Page: st.page, Y: c.in.Page.Top + p.headAt,
		})
		s.body = append(s.body, &display.Mark{Role: "headline", Story: st.spec.ID})
		s.body = append(s.body, c.drawHeading(p.head, f.spec, p.headAt)...)
	}
	s.body = append(s.body, &display.Mark{Role: "body", Story: st.spec.ID})
	tallest, at := 0, 0
	for col, end := range p.ends {
		for i := at; i < end; i++ {
			row := p.firstLine + i - at
			s.body = append(s.body, c.drawLine(st, p.lines[i], f.spec.columnX(col), row, f.spec.columnWidth())...)
		}
		tallest = max(tallest, end-at)
		at = end
	}
	f.y = unit.Pt(p.firstLine+tallest) * c.in.Page.Pitch
	f.count++
}
