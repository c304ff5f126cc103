package config

import (
	"fmt"

	"banxin/internal/diag"
	"banxin/layout/unit"
)

// leastMeasure is the narrowest column: under eight characters a line of Chinese
// cannot be justified without gaping.
const leastMeasure = 8 * unit.FullEm

// slack is what rounding between millimetres, points and grid lines may add up
// to; less than a hair line.
const slack = unit.Point / 20

// checkGeometry checks that the type area, the frames and the furniture fit into
// each other. It goes as far as the lengths are known.
func (l *loader) checkGeometry() {
	c := l.cfg
	l.checkCircular()
	if l.known("style.body.size", "page.pitch") && c.Ln() < c.Em() {
		l.list.Add(l.at("page.pitch"), diag.Error, "bad-geometry",
			diag.Say("page.pitch（%s pt）小于正文字号（%s pt），行会相叠", "page.pitch (%s pt) is smaller than the body size (%s pt): lines would overlap", c.Ln(), c.Em()),
			diag.Say("行距至少 %s pt", "make the pitch %s pt at least", c.Em()))
	}
	l.checkStyleBounds()
	if !l.known("page.width", "page.height", "page.margin_left", "page.margin_right", "page.margin_top", "page.margin_bottom", "page.pitch", "style.body.size") {
		return
	}
	area := c.TypeArea()
	l.checkArea("page.width", "左右", "left and right", area.Width, c.Len(c.Page.Width), leastMeasure.Of(c.Em()))
	l.checkArea("page.height", "上下", "top and bottom", area.Height, c.Len(c.Page.Height), c.Ln())
	if area.Width <= 0 || area.Height <= 0 || len(l.keys) == 0 {
		return
	}
	for i := range c.Template {
		l.checkTemplate(at("template", i), &c.Template[i], area)
	}
}

// known tells whether all keys are set to a value that was understood.
func (l *loader) known(keys ...string) bool {
	for _, key := range keys {
		if _, ok := l.keys[key]; !ok || l.wrong(key) {
			return false
		}
	}
	return true
}

// latest gives the place of the first of the keys that the issue overrides, as it
// is what made lasting settings clash; of the first key when it overrides none.
func (l *loader) latest(keys ...string) diag.Pos {
	for _, key := range keys {
		if pos := l.at(key); pos.File == l.issueFile {
			return pos
		}
	}
	return l.at(keys[0])
}

// checkCircular reports the two lengths that others are measured by when they
// are measured by themselves.
func (l *loader) checkCircular() {
	if u := l.cfg.Style["body"].Size.Unit; u == UnitEm || u == UnitLn {
		l.circular("style.body.size", "pt、mm", "pt or mm", "9.5pt")
	}
	if l.cfg.Page.Pitch.Unit == UnitLn {
		l.circular("page.pitch", "pt、mm、em", "pt, mm or em", "14.5pt")
	}
}

func (l *loader) circular(key, zh, en, example string) {
	if !l.known(key) {
		return
	}
	l.bad[key] = true
	l.list.Add(l.at(key), diag.Error, "bad-unit", diag.Say("%s 用自己作单位", "%s is measured by itself", key),
		diag.Text{Zh: fmt.Sprintf("改用 %s，如 %q", zh, example), En: fmt.Sprintf("write it in %s, such as %q", en, example)})
}

func (l *loader) checkArea(key, zh, en string, left, page, least unit.Pt) {
	if left >= least {
		return
	}
	l.list.Add(l.at(key), diag.Error, "bad-geometry",
		diag.Text{
			Zh: fmt.Sprintf("%s 减去%s白边只剩 %s pt，没有版心", key, zh, left),
			En: fmt.Sprintf("%s less the %s margins leaves %s pt: no type area", key, en, left),
		},
		areaHint(key, page, least))
}

// areaHint says what makes room for a type area: narrower margins, or a larger
// page where it would be too small without any.
func areaHint(key string, page, least unit.Pt) diag.Text {
	if page <= least {
		return diag.Say("加大 %s：须大于 %s pt", "enlarge %s: it must be over %s pt", key, least)
	}
	return diag.Say("减小白边：两边合计不超过 %s pt", "reduce the margins: %s pt at most for both together", page-least)
}

// checkStyleBounds checks that a size lies within the bounds of its style.
func (l *loader) checkStyleBounds() {
	for _, name := range sortedKeys(l.cfg.Style) {
		s, key := l.cfg.Style[name], "style."+name
		if l.wrong(key) || l.wrong(key+".size") || l.wrong(key+".min_size") || l.wrong(key+".max_size") {
			continue
		}
		size := l.cfg.StyleSize(&s)
		if s.MinSize.Set && l.cfg.Len(s.MinSize) > size {
			l.list.Add(l.at(key+".min_size"), diag.Error, "out-of-range",
				diag.Say("%[1]s.min_size 大于 %[1]s.size（%[2]s pt）", "%[1]s.min_size is above %[1]s.size (%[2]s pt)", key, size),
				diag.Say("不超过 %s pt", "write %s pt at most", size))
		}
		if s.MaxSize.Set && l.cfg.Len(s.MaxSize) < size {
			l.list.Add(l.at(key+".max_size"), diag.Error, "out-of-range",
				diag.Say("%[1]s.max_size 小于 %[1]s.size（%[2]s pt）", "%[1]s.max_size is below %[1]s.size (%[2]s pt)", key, size),
				diag.Say("至少 %s pt", "write %s pt at least", size))
		}
	}
}

// box is a part of a template that takes up room.
type box struct {
	key, name string
	rect      Rect
}

func (l *loader) checkTemplate(key string, t *Template, area Rect) {
	var boxes []box
	for i := range t.Frame {
		f, key := &t.Frame[i], at(key+".frame", i)
		if !l.known(key+".x", key+".y", key+".width", key+".height") {
			continue
		}
		b := box{key, f.Name, l.cfg.FrameRect(f)}
		boxes = append(boxes, b)
		if l.inside(b, Rect{Width: area.Width, Height: area.Height}, "版心", "the type area") {
			l.checkColumns(key, f)
		}
		if b.rect.Height < l.cfg.Ln()-slack {
			l.list.Add(l.at(key+".height"), diag.Error, "bad-geometry",
				diag.Say("%s.height 不到一行（%s pt）", "%s.height is less than one line (%s pt)", key, l.cfg.Ln()),
				diag.Say(`至少写 "1ln"`, `write "1ln" at least`))
		}
	}
	for i := range t.Contents {
		c, key := &t.Contents[i], at(key+".contents", i)
		if !l.known(key+".x", key+".y", key+".width", key+".height") {
			continue
		}
		b := box{key, c.Title, Rect{l.cfg.Len(c.X), l.cfg.Len(c.Y), l.cfg.Len(c.Width), l.cfg.Len(c.Height)}}
		boxes = append(boxes, b)
		l.inside(b, Rect{Width: area.Width, Height: area.Height}, "版心", "the type area")
		if l.known(key+".first", key+".cell") && l.cfg.Len(c.First)+l.cfg.Len(c.Cell) > b.rect.Height+slack {
			l.list.Add(l.at(key+".cell"), diag.Error, "bad-geometry",
				diag.Say("%s 连一格也放不下", "%s has no room for one cell", key),
				diag.Say("加大 height，或减小 first、cell", "raise height, or lower first or cell"))
		}
	}
	l.checkOverlaps(boxes)
	l.checkOrnaments(key, t, area)
}

// checkOrnaments checks that furniture is on the page and its bleed.
func (l *loader) checkOrnaments(key string, t *Template, area Rect) {
	bleed := l.cfg.Len(l.cfg.Page.Bleed)
	sheet := Rect{-area.X - bleed, -area.Y - bleed, l.cfg.Len(l.cfg.Page.Width) + 2*bleed, l.cfg.Len(l.cfg.Page.Height) + 2*bleed}
	for i, r := range t.Rule {
		key := at(key+".rule", i)
		if l.known(key+".x", key+".y", key+".width", key+".height") {
			l.inside(box{key, "", Rect{l.cfg.Len(r.X), l.cfg.Len(r.Y), l.cfg.Len(r.Width), l.cfg.Len(r.Height)}}, sheet, "纸面", "the page")
		}
	}
	for i, x := range t.Text {
		key := at(key+".text", i)
		if l.known(key+".x", key+".y", key+".width") {
			l.inside(box{key, "", Rect{l.cfg.Len(x.X), l.cfg.Len(x.Y), l.cfg.Len(x.Width), 0}}, sheet, "纸面", "the page")
		}
	}
}

// inside reports each side of a box that lies outside the bounds.
func (l *loader) inside(b box, bounds Rect, zh, en string) bool {
	ok := true
	report := func(key, also string, over unit.Pt, zhSide, enSide string, hint diag.Text) {
		if over <= slack {
			return
		}
		ok = false
		l.list.Add(l.latest(b.key+key, b.key+also), diag.Error, "bad-geometry",
			diag.Text{
				Zh: fmt.Sprintf("%s 的%s边超出%s %s pt", b.key, zhSide, zh, over),
				En: fmt.Sprintf("the %s edge of %s is %s pt outside %s", enSide, b.key, over, en),
			}, hint)
	}
	r := b.rect
	report(".x", ".x", bounds.X-r.X, "左", "left", diag.Say("x 至少 %s pt", "make x %s pt at least", bounds.X))
	report(".y", ".y", bounds.Y-r.Y, "上", "top", diag.Say("y 至少 %s pt", "make y %s pt at least", bounds.Y))
	right, bottom := bounds.X+bounds.Width, bounds.Y+bounds.Height
	report(".width", ".x", r.X+r.Width-right, "右", "right",
		diag.Say("x + width 不超过 %s pt", "keep x + width within %s pt", right))
	if r.Height > 0 {
		report(".height", ".y", r.Y+r.Height-bottom, "下", "bottom",
			diag.Say("y + height 不超过 %s pt", "keep y + height within %s pt", bottom))
	} else {
		report(".y", ".y", r.Y-bottom, "下", "bottom", diag.Say("y 不超过 %s pt", "make y %s pt at most", bottom))
	}
	return ok
}

// checkColumns checks the columns of a frame that is itself in its place.
func (l *loader) checkColumns(key string, f *Frame) {
	if l.wrong(key+".columns") || l.wrong(key+".gutter") {
		return
	}
	pos := l.latest(key+".columns", key+".width", key+".gutter")
	width, gutter, least := l.cfg.Len(f.Width), l.cfg.Len(f.Gutter), leastMeasure.Of(l.cfg.Em())
	most := (width + gutter) / (least + gutter)
	hint := diag.Say("至多 %d 栏，或加宽框、减小 gutter", "make it %d columns at most, widen the frame, or lower gutter", most)
	if most < 1 {
		hint = diag.Say("框宽至少 %s pt", "make the frame %s pt wide at least", least)
	}
	if gutters := gutter * unit.Pt(f.Columns-1); gutters >= width {
		l.list.Add(pos, diag.Error, "bad-geometry",
			diag.Say("%s 的 %d 栏只算栏间就有 %s pt，比框（%s pt）还宽", "%s has %d columns whose gutters alone take %s pt of the frame's %s pt", key, f.Columns, gutters, width), hint)
		return
	}
	if measure := l.cfg.Measure(f); measure < least-slack {
		l.list.Add(pos, diag.Error, "bad-geometry",
			diag.Say("%[1]s 的栏宽 %[3]s pt，不到正文 8 字（%[4]s pt）", "%[1]s has %[2]d columns of %[3]s pt, under 8 em of the body (%[4]s pt)", key, f.Columns, measure, least), hint)
	}
}

// checkOverlaps reports two parts of a template that lie on each other.
func (l *loader) checkOverlaps(boxes []box) {
	for i, b := range boxes {
		for _, a := range boxes[:i] {
			wide := min(a.rect.X+a.rect.Width, b.rect.X+b.rect.Width) - max(a.rect.X, b.rect.X)
			high := min(a.rect.Y+a.rect.Height, b.rect.Y+b.rect.Height) - max(a.rect.Y, b.rect.Y)
			if wide > slack && high > slack {
				l.list.Add(l.latest(b.key+".x", b.key+".y", b.key+".width", b.key+".height"), diag.Error, "bad-geometry",
					diag.Say("%s（%s）与 %s（%s）相叠 %s × %s pt", "%s (%s) overlaps %s (%s) by %s × %s pt", b.key, b.name, a.key, a.name, wide, high),
					diag.Say("移开其中一个，或改小", "move one of them or make it smaller"))
			}
		}
	}
}
