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
	r.height = int((f.spec.Y+f.spec.Height-unit.Pt(r.firstLine)*pitch)/pitch + 0)
	if rest := (f.spec.Y + f.spec.Height - unit.Pt(r.firstLine)*pitch) % pitch; pitch-rest <= slack(pitch) {
		r.height++
	}
	r.height = max(0, r.height)
	return r
}

// slack is how much of a line a position may miss the grid and still count as on
// it: lengths come from millimetres and decimal points.
func slack(pitch unit.Pt) unit.Pt { return pitch / 20 }

// fits tells whether a whole piece has room in a frame.
func (c *composer) fits(f *frameState, p piece) bool {
	r := c.room(f, p)
	_, placed, lines := c.divide(f.spec, p, r)
	return placed == len(lines)
}

// tooLong: the story would not fit the empty frame either.
func (c *composer) tooLong(f *frameState, story int) bool {
	empty := frameState{spec: f.spec, y: f.spec.Y}
	return !c.fits(&empty, piece{story: story})
}

// divide breaks a piece for a frame and divides its lines among the columns.
func (c *composer) divide(f *Frame, p piece, r room) (ends []int, placed int, lines []bodyLine) {
	s := c.stories[p.story]
	lines = c.lines(s, p.from, f.columnWidth())
	for i := range lines {
		if b := lines[i].box; b != nil && f.Fill == FirstFull {
			lines = c.growBox(lines, i, f.Columns, r.height)
			break
		}
	}
	cols := c.columnLines(s, lines, f.KeepRunIn)
	if f.Fill == Balance {
		if ends = page.Balanced(cols, f.Columns, r.height); ends != nil {
			return ends, len(lines), lines
		}
	}
	ends, placed = page.Filled(cols, f.Columns, r.height)
	return ends, placed, lines
}

// set puts as much of a piece into a frame as there is room for; the rest waits
// for an added page.
func (c *composer) set(s *sheet, f *frameState, p piece) {
	r := c.room(f, p)
	ends, placed, lines := c.divide(f.spec, p, r)
	st := c.stories[p.story]
	if placed < len(lines) && (placed < least*f.spec.Columns || r.height < least) && !(f.count == 0 && s.added(c)) {
		c.find(Finding{Code: MovedStory, Story: st.spec.ID, Para: -1, Name: f.spec.Name, Count: len(lines)})
		c.rest = append(c.rest, p)
		return
	}
	if placed == 0 && len(lines) > 0 { // an empty frame too low for one line: set it all the same
		ends, placed = []int{len(lines)}, len(lines)
	}
	c.emit(s, f, p, r, ends, lines)
	if placed < len(lines) {
		next := lines[placed]
		if !p.begun {
			c.find(Finding{Code: Overflow, Story: st.spec.ID, Para: next.para, Name: f.spec.Name, Count: len(lines) - placed})
		}
		c.rest = append(c.rest, piece{story: p.story, from: place{next.para, next.line.Start}, begun: true})
	}
}

// added tells whether the sheet is one of the pages added for what is left over.
func (s *sheet) added(c *composer) bool {
	return s.template == c.in.Added && len(c.pages) > len(c.in.Sheets)
}

// emit draws the headline group and the columns of a piece.
func (c *composer) emit(s *sheet, f *frameState, p piece, r room, ends []int, lines []bodyLine) {
	st := c.stories[p.story]
	if f.count > 0 {
		s.body = append(s.body, &display.Mark{Role: "furniture"})
		s.body = append(s.body, c.rules(f.spec.Separator, f.spec.X, r.headAt)...)
	}
	if !p.begun {
		st.page = len(c.pages) - 1
		s.stories = append(s.stories, p.story)
		c.doc.Outline = append(c.doc.Outline, display.Entry{
			Title: st.spec.Title, Level: 1, Page: st.page, Y: c.in.Page.Top + r.headAt,
		})
		s.body = append(s.body, &display.Mark{Role: "headline", Story: st.spec.ID})
		s.body = append(s.body, c.drawHeading(r.head, f.spec, r.headAt)...)
	}
	s.body = append(s.body, &display.Mark{Role: "body", Story: st.spec.ID})
	tallest, at := 0, 0
	for col, end := range ends {
		for i := at; i < end; i++ {
			row := r.firstLine + i - at
			s.body = append(s.body, c.drawLine(st, lines[i], f.spec.columnX(col), row, f.spec.columnWidth())...)
		}
		tallest = max(tallest, end-at)
		at = end
	}
	f.y = unit.Pt(r.firstLine+tallest) * c.in.Page.Pitch
	f.count++
}
