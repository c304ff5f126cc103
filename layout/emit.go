package layout

import (
	"banxin/layout/display"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// emit draws the headline group, the columns and the boxes of a piece, in reading
// order.
func (c *composer) emit(s *sheet, f *frameState, p *plan) {
	st := c.stories[p.story]
	if f.count > 0 {
		s.body = append(s.body, ornament())
		s.body = append(s.body, c.rules(f.spec.Separator, f.spec.X, p.headAt)...)
	}
	c.emitHeading(s, f.spec, p)
	c.findings = append(c.findings, p.findings...)
	s.body = append(s.body, st.mark("body", display.Part{}))
	p.waiting = p.boxes
	at := 0
	for col, end := range p.ends {
		first := p.firstLine + p.area.head + p.area.heads[col]
		if at < end {
			first += p.lines[at].repeated()
		}
		for i := at; i < end; i++ {
			s.body = append(s.body, c.drawBoxes(p, f.spec, p.lines[i].para)...)
			if r := p.lines[i].row; r != nil {
				s.body = append(s.body, c.drawRow(st, p.lines[i].para, r, f.spec.columnX(col), first+i-at, f.spec.columnWidth(), i == at, i+r.height == end)...)
				continue
			}
			s.body = append(s.body, c.drawLine(st, p.lines[i], f.spec.columnX(col), first+i-at, f.spec.columnWidth())...)
		}
		if end > at {
			c.endColumn(s, f.spec, p, col, end)
		}
		at = end
	}
	s.body = append(s.body, c.drawBoxes(p, f.spec, len(st.paras))...)
	f.y = unit.Pt(p.firstLine+p.area.head+p.columnRows+p.area.foot) * c.in.Page.Pitch
	f.count++
	f.rows += p.area.head + p.columnRows + p.area.foot
	f.free = p.free
}

// emitHeading draws what stands over the columns: the headline group, or where a
// story goes on, whence it comes.
func (c *composer) emitHeading(s *sheet, f *Frame, p *plan) {
	st := c.stories[p.story]
	if p.begun {
		c.finishJump(s, f, p)
		return
	}
	st.page = len(c.pages) - 1
	s.stories = append(s.stories, p.story)
	c.doc.Outline = append(c.doc.Outline, display.Entry{
		Title: st.spec.Title, Level: 1, Page: st.page, Y: c.in.Page.Top + p.headAt,
	})
	s.body = append(s.body, st.mark("headline", display.Part{}))
	s.body = append(s.body, c.drawHeading(st, p.head, f, p.headAt)...)
}

// endColumn records where a column ends and what is wrong with its ending there.
func (c *composer) endColumn(s *sheet, f *Frame, p *plan, col, end int) {
	st, last := c.stories[p.story], p.lines[end-1]
	c.columns = append(c.columns, ColumnEnd{
		Page: s.label, Frame: f.Name, Column: col + 1, Of: f.Columns, Story: st.spec.ID,
		Para: last.para, Offset: st.paras[last.para].offset(last.line.End), End: end == p.placed,
	})
	at := func(code string, l bodyLine, count int) Finding {
		return Finding{Code: code, Story: st.spec.ID, Para: l.para, Offset: st.paras[l.para].offset(l.line.Start), Name: f.Name, Count: count}
	}
	alone := c.onlySubhead(st, last)
	for _, fault := range page.Faults(p.cols, end) {
		switch {
		case fault == page.Announced:
			c.find(at(AnnouncementAlone, last, 0))
		case p.lines[end].row != nil || last.row != nil: // the other faults speak of running text
			continue
		}
		switch fault {
		case page.Widow:
			c.find(at(WidowLine, p.lines[end], 0))
		case page.Orphan:
			c.find(at(OrphanLine, last, 0))
		case page.Subhead:
			c.find(at(SubheadAlone, last, f.KeepRunIn))
			alone = false
		}
	}
	if alone {
		c.find(at(SubheadAlone, last, 0))
	}
}

// onlySubhead tells whether a line holds nothing of its paragraph but the subhead,
// and more of the paragraph follows.
func (c *composer) onlySubhead(s *story, l bodyLine) bool {
	p := &s.paras[l.para]
	return p.spec.Kind == Body && l.blank == 0 && !l.line.Last && p.inSubhead(l.line.End-1)
}
