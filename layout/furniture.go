package layout

import (
	"strings"

	"banxin/layout/display"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// furniture draws the rules and texts of a sheet's template.
func (c *composer) furniture(s *sheet) []display.Item {
	items := c.rules(s.template.Rules, 0, 0)
	for i := range s.template.Texts {
		t := &s.template.Texts[i]
		text := c.fillIn(t.Text, s.label)
		if text == "" {
			continue
		}
		mark := ornament()
		if t.Text == "{name}" && len(c.doc.Pages) == 0 {
			mark.Part.Kind = display.Nameplate
		}
		items = append(append(items, mark), c.drawText(text, t)...)
	}
	return items
}

// fillIn puts the facts into a furniture text. A text that names a fact
// the issue does not have is left out whole, so that no "第期" is printed.
func (c *composer) fillIn(text, label string) string {
	var b strings.Builder
	for {
		before, rest, _ := strings.Cut(text, "{")
		name, after, named := strings.Cut(rest, "}")
		if !named {
			b.WriteString(text)
			return b.String()
		}
		value := label
		if name != "page" {
			value = c.in.Vars[name]
		}
		if value == "" {
			return ""
		}
		b.WriteString(before)
		b.WriteString(value)
		text = after
	}
}

// drawText sets one line of furniture; a style that fits its width chooses the
// size for it.
func (c *composer) drawText(text string, t *Text) []display.Item {
	style := c.in.Styles[t.Style]
	size := style.Size
	p := c.paragraph(text, style, size)
	width := p.Width(0, p.Len())
	if style.FitWidth && width > 0 && t.Width > 0 {
		size = size.Times(int64(t.Width), int64(width)) / shrinkStep * shrinkStep
		size = max(size, style.MinSize)
		if style.MaxSize > 0 {
			size = min(size, style.MaxSize)
		}
	} else if fitted, ok := c.shrink(style, []string{text}, t.Width); ok && t.Width > 0 {
		size = fitted
	}
	if size != style.Size {
		p = c.paragraph(text, style, size)
		width = p.Width(0, p.Len())
	}
	c.reportMissingOnce(p, "", style)
	if t.Width > 0 && width > t.Width {
		c.findOnce(Finding{Code: TooWide, Para: -1, Name: t.Style})
	}
	l := headLine{text: p, line: p.Whole(t.Width), style: style, x: alignShift(t.Align, t.Width, width), y: t.Y}
	return c.drawHeadLine(l, t.X, 0, true)
}

// contents draws the contents rails of page i: a cell for each story that begins
// on another page.
func (c *composer) contents(i int) []display.Item {
	var items []display.Item
	for k := range c.pages[i].template.Contents {
		items = append(items, c.rail(i, &c.pages[i].template.Contents[k])...)
	}
	return items
}

func (c *composer) rail(i int, t *Contents) []display.Item {
	var listed []int
	pages := map[int]bool{}
	for n, s := range c.pages {
		if n != i {
			for _, story := range s.stories {
				listed = append(listed, story)
				pages[n] = true
			}
		}
	}
	if len(listed) == 0 {
		return nil
	}
	items := []display.Item{ornament()}
	title := &display.Mark{Role: "furniture", Part: display.Part{Kind: display.RailTitle}}
	items = append(append(items, title), c.drawText(t.Title, &Text{Style: t.Style, X: t.X, Y: t.Y + t.TitleAt, Width: t.Width})...)
	same := len(pages) == 1
	if same {
		ref := strings.ReplaceAll(t.Ref, "{page}", c.pages[c.stories[listed[0]].page].label)
		items = append(items, c.drawText(ref, &Text{Style: t.RefStyle, X: t.X, Y: t.Y + t.TitleAt, Width: t.Width, Align: c.in.Styles[t.RefStyle].Align})...)
	}
	y := t.Y + t.First
	for n, story := range listed {
		cell, height := c.railCell(t, c.stories[story], y, !same)
		if y+height > t.Y+t.Height+slack(c.in.Page.Pitch) {
			c.findOnce(Finding{Code: ContentsFull, Para: -1, Count: len(listed) - n})
			break
		}
		items = append(items, ornament())
		items = append(items, c.rules(t.Separator, t.X, y)...)
		if n == 0 {
			items = append(items, c.rules(t.Accent, t.X, y)...)
		}
		items = append(items, leading(display.RailEntry, c.stories[story], c.stories[story].page))
		items = append(items, cell...)
		y += height
	}
	return items
}

// railCell draws headline and kicker of one story below the cell's top y. The cell
// is as high as all cells are, or higher where a long headline needs it.
func (c *composer) railCell(t *Contents, s *story, y unit.Pt, withPage bool) (items []display.Item, height unit.Pt) {
	style := c.in.Styles[t.Headline]
	top := style.Before + (t.KickerAt-style.Before-2*style.leading())/2
	lines := c.railHeadline(s, style, t.Width)
	items = c.railLines(s, lines, style, t, y+max(0, top))
	who := strings.TrimRight(s.spec.Kicker, "：:")
	if withPage {
		ref := strings.ReplaceAll(t.Ref, "{page}", c.pages[s.page].label)
		who = strings.TrimPrefix(who+clauseGap+ref, clauseGap)
	}
	at := max(0, top) + style.leading()*unit.Pt(len(lines))
	if who == "" {
		return items, max(t.Cell, at)
	}
	small := c.in.Styles[t.Kicker]
	below := t.KickerAt
	if n := len(lines); n > 2 {
		below += style.leading() * unit.Pt(n-2)
	}
	below = max(below, at)
	names := c.paragraph(who, small, small.Size).BreakHeading(t.Width, c.lexicon(s))
	items = append(items, c.railLines(s, names, small, t, y+below)...)
	return items, max(t.Cell, at, below+small.leading()*unit.Pt(len(names)))
}

// railHeadline gives a headline of two clauses a line each; another is broken as
// a heading is.
func (c *composer) railHeadline(s *story, style Style, width unit.Pt) []string {
	clauses := s.spec.Headline
	fits := len(clauses) == 2
	for _, text := range clauses {
		p := c.paragraph(text, style, style.Size)
		fits = fits && p.Width(0, p.Len()) <= width
	}
	if fits {
		return clauses
	}
	return c.paragraph(strings.Join(clauses, clauseGap), style, style.Size).BreakHeading(width, c.lexicon(s))
}

func (c *composer) railLines(s *story, lines []string, style Style, t *Contents, y unit.Pt) []display.Item {
	var items []display.Item
	for i, text := range lines {
		p := c.paragraph(text, style, style.Size)
		c.reportMissingOnce(p, s.spec.ID, style)
		l := headLine{text: p, line: p.Whole(t.Width), style: style, y: c.baselineIn(style, style.Size) + style.leading()*unit.Pt(i)}
		items = append(items, c.drawHeadLine(l, t.X, y, true)...)
	}
	return items
}

// watermark draws the draft's word large and light across the page.
func (c *composer) watermark() []display.Item {
	pg := &c.in.Page
	style := c.in.Styles["headline"]
	style.Tracking = 0
	size := pg.TypeWidth / 3
	p := inline.Prepare([]inline.Span{c.span(c.in.Draft, style, size)}, c.in.Setting, inline.Options{})
	c.reportMissingOnce(p, "", style)
	l := headLine{text: p, line: p.Whole(pg.TypeWidth), style: style, x: (pg.TypeWidth - p.Width(0, p.Len())) / 2, y: pg.TypeHeight / 2}
	items := c.drawHeadLine(l, 0, 0, true)
	for _, item := range items {
		item.(*display.GlyphRun).Colour = display.CMYK{K: 12}
	}
	return items
}
