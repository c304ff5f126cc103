package press

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/internal/issue"
	"banxin/layout"
)

// Frame says how well a frame of a page is filled (copyfitting). Lines are those
// of one column.
type Frame struct {
	Page     string // printed page number
	Template string
	Frame    string
	Columns  int
	Articles int // begun or continued in it
	Rows     int // height of its bodies in grid lines, one below the other
	Under    int // lines it has room for yet
	Over     int // lines of its articles that it had no room for
}

func frames(fits []layout.FrameFit) []Frame {
	out := make([]Frame, len(fits))
	for i, f := range fits {
		out[i] = Frame{f.Page, f.Template, f.Frame, f.Columns, f.Stories, f.Rows, f.Under, f.Over}
	}
	return out
}

// fitNotes words how the frames are filled, each at its name in the configuration.
func fitNotes(cfg *config.Config, frames []Frame) diag.List {
	var diags diag.List
	for i := range frames {
		f := &frames[i]
		message := diag.Say("第%s版 %s：正文高 %d 行，排满", "page %s, %s: %d lines high, full", f.Page, f.Frame, f.Rows)
		switch {
		case f.Articles == 0:
			message = diag.Say("第%s版 %s：空着，可排 %d 行", "page %s, %s: empty, with room for %d lines", f.Page, f.Frame, f.Under)
		case f.Over > 0:
			message = diag.Say("第%s版 %s：正文高 %d 行，多出 %d 行排不下", "page %s, %s: %d lines high, %d lines too many", f.Page, f.Frame, f.Rows, f.Over)
		case f.Under > 0:
			message = diag.Say("第%s版 %s：正文高 %d 行，还可排 %d 行", "page %s, %s: %d lines high, room for %d lines more", f.Page, f.Frame, f.Rows, f.Under)
		}
		diags.Add(framePos(cfg, f), diag.Note, "frame-fit", message)
	}
	return diags
}

func framePos(cfg *config.Config, f *Frame) diag.Pos {
	for i, t := range cfg.Template {
		k := slices.IndexFunc(t.Frame, func(x config.Frame) bool { return x.Name == f.Frame })
		if t.Name == f.Template && k >= 0 {
			return cfg.At(fmt.Sprintf("template[%d].frame[%d].name", i, k))
		}
	}
	return cfg.At("template")
}

// Cut is a place where a column of the printed original ended, beside the nearest
// end of a column of ours that another column of the same frame follows.
type Cut struct {
	Pos    diag.Pos // the line of the manuscript that ends at the cut
	Page   string   // of the nearest column end; empty: the article has none
	Frame  string
	Column int
	Off    int // characters by which our column ends later; negative: earlier
}

// cuts compares the cuts that the manuscripts record with the ends of the columns.
// Nothing of it is known while the columns are made.
func cuts(pieces []piece, ends []layout.ColumnEnd) []Cut {
	var out []Cut
	for i := range pieces {
		p := &pieces[i]
		for para, b := range p.blocks {
			for _, cut := range b.Cuts {
				// A tail that stands twice was added when the page was read: the
				// column ended before it.
				at := cut.Offset - utf8.RuneCountInString(cut.Dropped)
				out = append(out, nearestEnd(p, Cut{Pos: cut.Before}, p.offset(para, at), ends))
			}
		}
	}
	return out
}

// offset counts the characters of a piece's body before a place in it.
func (p *piece) offset(para, offset int) int {
	for _, b := range p.blocks[:para] {
		offset += utf8.RuneCountInString(issue.Plain(b.Inlines))
	}
	return offset
}

func nearestEnd(p *piece, cut Cut, at int, ends []layout.ColumnEnd) Cut {
	for _, e := range ends {
		if e.Story != p.id || e.Column == e.Of {
			continue
		}
		if off := p.offset(e.Para, e.Offset) - at; cut.Page == "" || abs(off) < abs(cut.Off) {
			cut.Page, cut.Frame, cut.Column, cut.Off = e.Page, e.Frame, e.Column, off
		}
	}
	return cut
}

// cutNotes words where the cuts fell, one by one.
func cutNotes(cuts []Cut) diag.List {
	var diags diag.List
	for _, c := range cuts {
		switch {
		case c.Page == "":
			diags.Add(c.Pos, diag.Note, "cut-elsewhere",
				diag.Say("原报在此断栏；这一篇没有分栏", "a column of the original ends here; this article is not divided into columns"))
		case c.Off == 0:
			diags.Add(c.Pos, diag.Note, "cut-at-column-end",
				diag.Say("原报在此断栏：正是第%s版 %s 第 %d 栏之末", "a column of the original ends here: so does ours, on page %s, %s, column %d", c.Page, c.Frame, c.Column))
		default:
			before := diag.Text{Zh: "后", En: "later"}
			if c.Off < 0 {
				before = diag.Text{Zh: "前", En: "earlier"}
			}
			diags.Add(c.Pos, diag.Note, "cut-elsewhere",
				diag.Say("原报在此断栏：第%[1]s版 %[2]s 第 %[3]d 栏之末在其%[5]s %[4]d 字", "a column of the original ends here: ours, on page %[1]s, %[2]s, column %[3]d, ends %[4]d characters %[6]s", c.Page, c.Frame, c.Column, abs(c.Off), before.Zh, before.En))
		}
	}
	return diags
}
