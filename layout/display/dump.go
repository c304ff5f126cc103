package display

import (
	"fmt"
	"strings"

	"banxin/layout/unit"
)

// Dump writes the document as text, one item a line, for goldens and for the
// eye: a diff then reads as "this comma moved 2.5 pt". Positions are in points,
// glyph advances are left out where they are one em and nothing is added.
func (d *Document) Dump() string {
	var b strings.Builder
	for i := range d.Pages {
		p := &d.Pages[i]
		fmt.Fprintf(&b, "page %s %s×%s bleed %s\n", p.Label, p.Width, p.Height, p.Bleed)
		for _, item := range p.Items {
			b.WriteString("  ")
			dumpItem(&b, item)
			b.WriteByte('\n')
		}
	}
	for _, e := range d.Outline {
		fmt.Fprintf(&b, "outline %d page %d y %s %s\n", e.Level, e.Page+1, e.Y, e.Title)
	}
	return b.String()
}

func dumpItem(b *strings.Builder, item Item) {
	switch it := item.(type) {
	case *GlyphRun:
		fmt.Fprintf(b, "text %s,%s %s %s%s%s ", it.X, it.Y, it.Face, it.Size, colourWord(it.Colour), furnitureWord(it.Furniture))
		dumpGlyphs(b, it)
	case *Fill:
		fmt.Fprintf(b, "%s %s,%s %s×%s%s", map[bool]string{false: "fill", true: "disc"}[it.Round], it.X, it.Y, it.W, it.H, colourWord(it.Colour))
	case *Stroke:
		fmt.Fprintf(b, "stroke %s,%s %s×%s line %s dash %v%s", it.X, it.Y, it.W, it.H, it.Line, it.Dash, colourWord(it.Colour))
	case *Image:
		fmt.Fprintf(b, "image %s,%s %s×%s %s", it.X, it.Y, it.W, it.H, it.Name)
	case *Mark:
		dumpMark(b, it)
	}
}

// dumpMark leaves out what a mark does not say.
func dumpMark(b *strings.Builder, m *Mark) {
	fmt.Fprintf(b, "mark %s %s", m.Role, m.Story)
	if p := m.Part; p.Kind != Ornament {
		fmt.Fprintf(b, " %s %d", p.Kind, p.Para)
		if p.Row > 0 || p.Column > 0 {
			fmt.Fprintf(b, " %d,%d", p.Row, p.Column)
		}
	}
	if m.To.Address != "" {
		fmt.Fprintf(b, " to %s", m.To.Address)
	} else if m.To.Note > 0 {
		fmt.Fprintf(b, " to note %d of %s", m.To.Note, m.To.Story)
	} else if m.To != (Target{}) {
		fmt.Fprintf(b, " to %s on %d", m.To.Story, m.To.Page)
	}
}

func colourWord(c CMYK) string {
	if c == Black {
		return ""
	}
	return fmt.Sprintf(" cmyk(%d,%d,%d,%d)", c.C, c.M, c.Y, c.K)
}

func furnitureWord(f bool) string {
	if f {
		return " furniture"
	}
	return ""
}

// dumpGlyphs writes the run's text with {advance} behind a glyph that is not one
// em wide, and <extra> wherever the added space changes.
func dumpGlyphs(b *strings.Builder, r *GlyphRun) {
	var extra unit.Pt
	for i := range r.Glyphs {
		g := &r.Glyphs[i]
		b.WriteString(g.Text)
		if g.Advance != unit.FullEm || g.Shift != 0 {
			fmt.Fprintf(b, "{%d", g.Advance)
			if g.Shift != 0 {
				fmt.Fprintf(b, "%+d", g.Shift)
			}
			b.WriteByte('}')
		}
		if g.Extra != extra {
			fmt.Fprintf(b, "<%s>", g.Extra)
			extra = g.Extra
		}
	}
}
