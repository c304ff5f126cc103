package press

import (
	"fmt"
	"math"

	"banxin/fonts"
	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/layout"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// draftMark is the watermark of a proof: 校样 in the language of the page.
const draftMark = "校样"

// input makes layout's input of the settings, the faces and the plan. Lengths
// become points here: em is the size of the style, in page geometry the body's.
func input(cfg *config.Config, iss *config.Issue, faces map[string]fonts.Chain, pl *plan, stories []layout.Story, draft bool) (*layout.Input, diag.List) {
	r := resolver{cfg}
	in := &layout.Input{
		Page: r.page(), Faces: faces, Colours: colours(cfg), Styles: r.styles(), Setting: r.setting(),
		Words: cfg.Punctuation.HeadlineWords,
		QR:    r.qr(), Jump: layout.Jump(cfg.Jump), Stories: stories, Flow: pl.flow, Vars: vars(cfg, iss),
	}
	if draft {
		in.Draft = draftMark
	}
	templates := make([]layout.Template, len(cfg.Template))
	byName := map[string]*layout.Template{}
	for i := range cfg.Template {
		templates[i] = r.template(&cfg.Template[i])
		byName[cfg.Template[i].Name] = &templates[i]
	}
	var diags diag.List
	in.Added = added(templates)
	if in.Added == nil {
		diags.Add(cfg.At("template"), diag.Error, "no-frame",
			diag.Say("没有一个版式有框，稿件无处可排", "no template has a frame, so no article can be set"),
			diag.Say("在 [[template]] 里加一个 [[template.frame]]", "add a [[template.frame]] to a [[template]]"))
		return nil, diags
	}
	for i, s := range pl.sheets {
		t, ok := byName[s.template]
		if !ok {
			diags = append(diags, fault(fmt.Sprintf("pages[%d]: config let pass the template %q", i, s.template)))
			continue
		}
		in.Sheets = append(in.Sheets, layout.Sheet{Template: t, Place: s.place})
	}
	if len(pl.sheets) == 0 {
		in.Sheets = inOrder(templates, in.Added)
	}
	return in, diags
}

// inOrder makes the pages of an issue that names none: one of each template that
// takes articles, as long as there are any. The last is not among them when the
// pages after it are made of it too. Where no template takes articles the first
// one opens the issue.
func inOrder(templates []layout.Template, added *layout.Template) []layout.Sheet {
	var sheets []layout.Sheet
	for i := range templates {
		t := &templates[i]
		if takes(t, layout.TakesFirst) || takes(t, layout.TakesRest) {
			sheets = append(sheets, layout.Sheet{Template: t, IfNeeded: len(sheets) > 0})
		}
	}
	if n := len(sheets); n == 0 {
		return []layout.Sheet{{Template: &templates[0]}}
	} else if n > 1 && sheets[n-1].Template == added {
		return sheets[:n-1]
	}
	return sheets
}

// added chooses the template of the pages that are added for text left over: the
// last that takes the rest, else the last that has a frame, whose frames then
// take the rest. nil: no template has a frame.
func added(templates []layout.Template) *layout.Template {
	for i := len(templates) - 1; i >= 0; i-- {
		if takes(&templates[i], layout.TakesRest) {
			return &templates[i]
		}
	}
	for i := len(templates) - 1; i >= 0; i-- {
		if len(templates[i].Frames) == 0 {
			continue
		}
		t := templates[i]
		t.Frames = append([]layout.Frame(nil), t.Frames...)
		for k := range t.Frames {
			t.Frames[k].Takes = layout.TakesRest
		}
		return &t
	}
	return nil
}

func takes(t *layout.Template, which layout.Takes) bool {
	for i := range t.Frames {
		if t.Frames[i].Takes == which {
			return true
		}
	}
	return false
}

// resolver turns lengths as written into points.
type resolver struct{ cfg *config.Config }

// pt resolves a length of page geometry.
func (r resolver) pt(l config.Length) unit.Pt { return r.cfg.Len(l) }

func (r resolver) page() layout.Page {
	p, area := &r.cfg.Page, r.cfg.TypeArea()
	return layout.Page{
		Width: r.pt(p.Width), Height: r.pt(p.Height), Bleed: r.pt(p.Bleed),
		Left: area.X, Top: area.Y, TypeWidth: area.Width, TypeHeight: area.Height,
		Pitch: r.cfg.Ln(), Baseline: r.pt(p.Baseline),
	}
}

func (r resolver) styles() map[string]layout.Style {
	out := make(map[string]layout.Style, len(r.cfg.Style))
	for name, s := range r.cfg.Style {
		size := r.cfg.StyleSize(&s)
		pt := func(l config.Length) unit.Pt { return r.cfg.StyleLen(&s, l) }
		out[name] = layout.Style{
			Face: s.Face, Size: size, Leading: pt(s.Leading),
			Indent: r.inEm(s.Indent, size), Tracking: r.inEm(s.Tracking, size), Gap: r.inEm(s.Gap, size),
			Align: align(s.Align, name), Colour: s.Colour,
			Before: pt(s.Before), After: pt(s.After), Rise: r.inEm(s.Rise, size),
			FitWidth: s.Fit == "width", Marks: marks(s.Marks), MinSize: r.pt(s.MinSize), MaxSize: r.pt(s.MaxSize),
		}
	}
	return out
}

// inEm gives a length as a share of the size it is used at, exact when it was
// written in em.
func (r resolver) inEm(l config.Length, size unit.Pt) unit.Em {
	if l.Unit == config.UnitEm {
		return em(l.Value)
	}
	return l.Resolve(size, r.cfg.Ln()).InEm(size)
}

// em rounds a number of em to thousandths.
func em(v float64) unit.Em { return unit.Em(math.Round(v * float64(unit.FullEm))) }

// align reads an alignment; left out, running text is justified and every other
// role stands at the left.
func align(word, role string) layout.Align {
	switch word {
	case "left":
		return layout.Left
	case "centre":
		return layout.Centre
	case "right":
		return layout.Right
	case "":
		if role != "body" && role != "run-in" && role != "note" {
			return layout.Left
		}
	}
	return layout.Justify
}

// setting starts from the style (全角式, 开明式, 半角式) and lays the single
// widths over it.
func (r resolver) setting() inline.Setting {
	p := &r.cfg.Punctuation
	s := punctuation(p.Style)
	for _, w := range []struct {
		to   *unit.Em
		from *float64
	}{{&s.Pause, p.Pause}, {&s.Stop, p.Stop}, {&s.Bracket, p.Bracket}} {
		if w.from != nil {
			*w.to = em(*w.from)
		}
	}
	if p.Autospace.Set {
		s.Autospace = r.inEm(p.Autospace, r.cfg.Em())
	}
	if p.MaxGap.Set {
		s.MaxGap = r.inEm(p.MaxGap, r.cfg.Em())
	}
	switch p.Level {
	case "none":
		s.Level = inline.None
	case "basic":
		s.Level = inline.Basic
	case "strict":
		s.Level = inline.Strict
	}
	s.TrimStart, s.CloseUp, s.Grid = p.TrimStart, p.CloseUp, p.Grid
	s.Hang, s.FullEnd = p.Hang, p.FullEnd
	s.SqueezeStops, s.MinLastHan = p.SqueezeStops, p.MinLastHan
	return s
}

func (r resolver) qr() layout.QRStyle {
	q := &r.cfg.QR
	return layout.QRStyle{Side: r.pt(q.Side), Line: r.pt(q.Line), Colour: q.Colour, Caption: caption(q), Placeholder: q.Placeholder}
}

// caption names the style of the words under a QR code.
func caption(q *config.QR) string {
	if q.Caption == "" {
		return "qr-caption"
	}
	return q.Caption
}

func (r resolver) template(t *config.Template) layout.Template {
	out := layout.Template{Name: t.Name, Rules: r.rules(t.Rule)}
	for i := range t.Frame {
		f := &t.Frame[i]
		out.Frames = append(out.Frames, layout.Frame{
			Name: f.Name, X: r.pt(f.X), Y: r.pt(f.Y), Width: r.pt(f.Width), Height: r.pt(f.Height),
			Columns: max(1, f.Columns), Gutter: r.pt(f.Gutter), Fill: fill(f.Fill), Breaking: r.breaking(f.Breaking), Takes: takesWord(f.Takes),
			Headline: f.Headline, Kicker: f.Kicker, Overline: f.Overline, Deck: f.Deck,
			Gap: r.pt(f.Gap), Separator: r.rules(f.Separator), KeepRunIn: f.KeepRunIn,
		})
	}
	for i := range t.Text {
		x := &t.Text[i]
		word := x.Align
		if word == "" {
			word = r.cfg.Style[x.Style].Align
		}
		out.Texts = append(out.Texts, layout.Text{
			Text: x.Text, Style: x.Style, X: r.pt(x.X), Y: r.pt(x.Y), Width: r.pt(x.Width), Align: align(word, x.Style),
		})
	}
	for i := range t.Contents {
		c := &t.Contents[i]
		out.Contents = append(out.Contents, layout.Contents{
			X: r.pt(c.X), Y: r.pt(c.Y), Width: r.pt(c.Width), Height: r.pt(c.Height), Title: c.Title, Ref: c.Ref,
			TitleAt: r.pt(c.TitleAt), First: r.pt(c.First), Cell: r.pt(c.Cell), KickerAt: r.pt(c.KickerAt),
			Style: c.Style, RefStyle: c.RefStyle, Headline: c.Headline, Kicker: c.Kicker,
			Separator: r.rules(c.Separator), Accent: r.rules(c.Accent),
		})
	}
	return out
}

func (r resolver) rules(rules []config.Rule) []layout.Rule {
	out := make([]layout.Rule, len(rules))
	for i, x := range rules {
		out[i] = layout.Rule{X: r.pt(x.X), Y: r.pt(x.Y), Width: r.pt(x.Width), Height: r.pt(x.Height), Colour: x.Colour}
	}
	return out
}

// breaking reads a frame's way of choosing lines; empty: the publication's.
func (r resolver) breaking(word string) layout.Breaking {
	if word == "" {
		word = r.cfg.Punctuation.Breaking
	}
	if word == "first-fit" {
		return layout.FirstFit
	}
	return layout.TotalFit
}

func fill(word string) layout.Fill {
	if word == "first" {
		return layout.FirstFull
	}
	return layout.Balance
}

func takesWord(word string) layout.Takes {
	switch word {
	case "first":
		return layout.TakesFirst
	case "rest":
		return layout.TakesRest
	}
	return layout.TakesNone
}

func colours(cfg *config.Config) map[string]layout.Colour {
	out := make(map[string]layout.Colour, len(cfg.Colour)+1)
	out["black"] = layout.Colour{0, 0, 0, 100}
	for name, inks := range cfg.Colour {
		var c layout.Colour
		for i := range min(len(c), len(inks)) {
			c[i] = uint8(inks[i])
		}
		out[name] = c
	}
	return out
}

// punctuation gives a punctuation style by its name.
func punctuation(style string) inline.Setting {
	switch style {
	case "kaiming":
		return inline.Kaiming()
	case "banjiao":
		return inline.Banjiao()
	}
	return inline.Quanjiao()
}

// marks gives the punctuation widths of a role that has its own style.
func marks(style string) *layout.Marks {
	if style == "" {
		return nil
	}
	s := punctuation(style)
	return &layout.Marks{Pause: s.Pause, Stop: s.Stop, Bracket: s.Bracket}
}
