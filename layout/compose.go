package layout

import (
	"slices"

	"banxin/layout/display"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// Compose sets the stories into pages. It is pure: the result depends on in
// alone, and in is not changed. Text that does not fit its frame is set on added
// pages; everything worth an editor's eye is in the report.
func Compose(in *Input) (*display.Document, *Report) {
	c := &composer{in: in, doc: &display.Document{}, shapers: newShapers(in.Faces), names: inline.NewNames(in.Names),
		words: inline.NewLexicon(slices.Concat(in.Words, in.Names)...)}
	c.prepareAll()
	c.placeSheets()
	c.addPages()
	for i := range c.pages {
		c.finish(i)
	}
	return c.doc, &Report{Findings: c.findings, Columns: c.columns, Fits: c.fits()}
}

// composer holds what the steps of Compose share.
type composer struct {
	*shapers
	in       *Input
	doc      *display.Document
	names    *inline.Names
	stories  []*story
	pages    []*sheet
	rest     []piece // what found no room yet, in order
	findings []Finding
	columns  []ColumnEnd
	planned  []int           // of each story, placements to come that take what is left of it
	beside   besideStand     // of the line drawn last
	words    *inline.Lexicon // words that no heading may divide; nil: not asked for yet
}

// sheet is a page in the making.
type sheet struct {
	template *Template
	label    string
	frames   []frameState
	body     []display.Item
	stories  []int // in the order they begin here
	isAdded  bool  // made for what found no room
}

// frameState is how far a frame is filled.
type frameState struct {
	spec   *Frame
	y      unit.Pt // next free position, from the type area's top
	count  int     // stories begun or continued here
	rows   int     // grid lines of their bodies
	free   int     // lines that have room after the last of them
	over   int     // lines that had no room
	goesOn bool    // what has no room goes on in the next frame of the page
}

// piece is a story, or what is left of one, that waits for a frame.
type piece struct {
	story int
	from  place
	begun bool      // the headline group stands already
	boxes []int     // paragraphs of the boxes that are left, once begun
	jump  *jumpLine // at the end of the part before; nil: none
}

// has tells whether a box of the story belongs to the piece.
func (p *piece) has(para int) bool { return !p.begun || slices.Contains(p.boxes, para) }

func (c *composer) find(f Finding) { c.findings = append(c.findings, f) }

// placeSheets makes the sheets that were asked for, puts the placed stories into
// their frames and lets those without a place flow into the frames that take
// them.
func (c *composer) placeSheets() {
	flow := c.in.Flow
	c.planned = make([]int, len(c.stories))
	for i := range c.in.Sheets {
		for _, p := range c.in.Sheets[i].Place {
			if p.Continues {
				c.planned[p.Story]++
			}
		}
	}
	for i := range c.in.Sheets {
		if c.in.Sheets[i].IfNeeded && len(flow) == 0 {
			continue
		}
		s := c.newSheet(c.in.Sheets[i].Template)
		for _, p := range c.in.Sheets[i].Place {
			c.place(s, &p)
		}
		flow = c.flowInto(s, flow)
	}
	for _, story := range flow {
		c.rest = append(c.rest, piece{story: story})
	}
	c.restAll()
}

// place puts a story, or what is left of it, into its frame. A frame that the
// template lacks takes nothing: the story waits for an added page.
func (c *composer) place(s *sheet, p *Placement) {
	next := piece{story: p.Story}
	if p.Continues {
		c.planned[p.Story]--
		i := slices.IndexFunc(c.rest, func(r piece) bool { return r.story == p.Story })
		if i < 0 {
			c.find(Finding{Code: NothingContinues, Story: c.in.Stories[p.Story].ID, Para: -1, Name: p.Frame})
			return
		}
		next = c.rest[i]
		c.rest = slices.Delete(c.rest, i, i+1)
	}
	if f := s.frame(p.Frame); f != nil {
		c.set(s, f, c.plan(f, next))
		return
	}
	c.rest = append(c.rest, next)
}

// restAll lets a story that is neither placed nor in the flow wait for an added
// page too: nothing of the input is dropped.
func (c *composer) restAll() {
	for i, s := range c.stories {
		if s.page < 0 && !slices.ContainsFunc(c.rest, func(r piece) bool { return r.story == i }) {
			c.rest = append(c.rest, piece{story: i})
		}
	}
}

// fits says how well each frame is filled.
func (c *composer) fits() []FrameFit {
	var out []FrameFit
	for _, s := range c.pages {
		for i := range s.frames {
			f := &s.frames[i]
			under := f.free
			if f.count == 0 {
				under = int((f.spec.Height+slack(c.in.Page.Pitch))/c.in.Page.Pitch) * f.spec.Columns
			}
			out = append(out, FrameFit{Page: s.label, Frame: f.spec.Name, Template: s.template.Name, Columns: f.spec.Columns, Stories: f.count, Rows: f.rows, Under: under, Over: f.over})
		}
	}
	return out
}

// flowInto fills the frames of a sheet that nothing was put into: a frame that
// takes the first story gets one, a frame that takes the rest as many as fit.
func (c *composer) flowInto(s *sheet, flow []int) []int {
	for k := range s.frames {
		f := &s.frames[k]
		if f.count > 0 {
			continue
		}
		if f.spec.Takes == TakesFirst && len(flow) > 0 {
			c.set(s, f, c.plan(f, piece{story: flow[0]}))
			flow = flow[1:]
		}
		for f.spec.Takes == TakesRest && len(flow) > 0 {
			p := c.plan(f, piece{story: flow[0]})
			if !p.whole() && (f.count > 0 || !c.tooLong(f, flow[0])) {
				break
			}
			c.set(s, f, p)
			flow = flow[1:]
			if !p.whole() {
				break
			}
		}
	}
	return flow
}

// addPages sets what is left over on added pages until nothing is. A story that
// fits a frame whole is not divided.
func (c *composer) addPages() {
	added := c.in.Added
	if added == nil || len(added.Frames) == 0 {
		added = &Template{Frames: []Frame{{Width: c.in.Page.TypeWidth, Height: c.in.Page.TypeHeight, Columns: 1}}}
	}
	anyFrame := !slices.ContainsFunc(added.Frames, func(f Frame) bool { return f.Takes != TakesNone })
	for len(c.rest) > 0 {
		waiting := c.rest
		c.rest = nil
		s := c.newSheet(added)
		s.isAdded = true
		takes := func(f frameState) bool { return anyFrame || f.spec.Takes != TakesNone }
		for k := range s.frames {
			f := &s.frames[k]
			f.goesOn = slices.ContainsFunc(s.frames[k+1:], takes)
			for takes(*f) && len(waiting) > 0 {
				p := c.plan(f, waiting[0])
				if f.count > 0 && !p.whole() {
					break
				}
				waiting = waiting[1:]
				if c.set(s, f, p); len(c.rest) > 0 { // what is left of it comes first
					waiting = append(c.rest, waiting...)
					c.rest = nil
				}
			}
		}
		c.rest = waiting
	}
}

func (c *composer) newSheet(t *Template) *sheet {
	s := &sheet{template: t, label: decimal(len(c.pages) + 1)}
	s.frames = make([]frameState, len(t.Frames))
	for i := range t.Frames {
		s.frames[i] = frameState{spec: &t.Frames[i], y: t.Frames[i].Y}
	}
	c.pages = append(c.pages, s)
	return s
}

func (s *sheet) frame(name string) *frameState {
	for i := range s.frames {
		if s.frames[i].spec.Name == name {
			return &s.frames[i]
		}
	}
	return nil
}

// finish makes the display page of sheet i: watermark, furniture, stories, rail.
func (c *composer) finish(i int) {
	s, pg := c.pages[i], &c.in.Page
	page := display.Page{Label: s.label, Width: pg.Width, Height: pg.Height, Bleed: pg.Bleed}
	page.Items = append(page.Items, ornament())
	if c.in.Draft != "" {
		page.Items = append(page.Items, c.watermark()...)
	}
	page.Items = append(page.Items, c.furniture(s)...)
	page.Items = append(page.Items, s.body...)
	if rail := c.contents(i); len(rail) > 0 {
		page.Items = append(page.Items, rail...)
	}
	page.Items = withoutRepeats(page.Items)
	c.doc.Pages = append(c.doc.Pages, page)
}

// decimal writes a small positive number.
func decimal(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return decimal(n/10) + string(rune('0'+n%10))
}
