package config

import (
	"cmp"
	"reflect"
	"time"

	"banxin/layout/unit"
)

// embeddedFaces are the names of the faces that come with the program.
var embeddedFaces = []string{"LXGWWenKai-Regular", "NotoSansSC-Bold", "NotoSerifSC-Bold", "NotoSerifSC-Regular"}

func pt(v float64) Length { return Length{v, UnitPt, true} }
func em(v float64) Length { return Length{v, UnitEm, true} }
func ln(v float64) Length { return Length{v, UnitLn, true} }

// defaults is the configuration before any file is read. The punctuation is the
// full-width style of GB/T 15834-2011 at its own level of line-edge rules.
func defaults() *Config {
	return &Config{
		Publication: Publication{Language: "zh-Hans", Timezone: "Asia/Shanghai"},
		Build:       Build{Sources: "sources", Out: "out"},
		Page:        Page{Bleed: Length{3, UnitMM, true}},
		Punctuation: Punctuation{Style: "quanjiao", Breaking: "total-fit", Level: "gb", TrimStart: true,
			Autospace: em(0.25), MaxGap: em(0.5), MinLastHan: 2},
		QR:     QR{Side: Length{25, UnitMM, true}, Line: pt(0.5), Colour: "black", Caption: "qr-caption", Placeholder: "二维码占位"},
		Jump:   Jump{To: "（下转第{page}版）", From: "（上接第{page}版）{title}", Style: "jump"},
		Output: Output{EPUBFonts: "headings", EPUBCover: true, PDF: true, Reading: true, EPUB: true, MinPPI: 200},
		Print: Print{Standard: "x1a", Condition: "FOGRA39", InkLimit: 300, Resolution: 2400, Marks: true, ColourBar: true, Slug: true,
			Offset: Length{3, UnitMM, true}},
		Schedule: Schedule{FirstInYear: 1, Manuscripts: "{date}", AtDeadline: "wait", CatchUpMax: 4},
		Service: Service{Database: "service/banxin.db", Store: "service/store", Listen: "127.0.0.1:8080", Workers: 1,
			JobTimeout: 10 * time.Minute, Log: "info"},
	}
}

// initial is an element of an array before its table is read.
func initial(t reflect.Type) reflect.Value {
	switch t {
	case reflect.TypeFor[Frame]():
		return reflect.ValueOf(defaultFrame())
	case reflect.TypeFor[Rule]():
		return reflect.ValueOf(Rule{Colour: "black"})
	case reflect.TypeFor[Contents]():
		return reflect.ValueOf(Contents{Title: "导读", Ref: "第{page}版"})
	case reflect.TypeFor[Picture]():
		return reflect.ValueOf(Picture{Place: "foot", Columns: "one", AltBy: "editor"})
	case reflect.TypeFor[Pull]():
		return reflect.ValueOf(Pull{Place: "foot", Columns: "one"})
	}
	return reflect.Zero(t)
}

func defaultFrame() Frame {
	return Frame{Columns: 1, Fill: "balance", Takes: "rest", KeepRunIn: 1,
		Headline: "headline", Kicker: "kicker", Overline: "overline", Deck: "deck"}
}

// roles are the styles that every issue may need, as they are when the files do
// not say. Sizes in em are of the body.
var roles = map[string]Style{
	"body":       {Face: "song", Indent: em(2), Align: "justify"},
	"run-in":     {Face: "hei", Align: "justify"},
	"headline":   {Face: "hei", Size: em(2)},
	"kicker":     {Face: "kai", Size: em(1.1)},
	"overline":   {Face: "kai", Size: em(1.4)},
	"deck":       {Face: "song", Size: em(1.25)},
	"byline":     {Face: "kai", Align: "right"},
	"qr-caption": {Face: "kai", Align: "centre"},
	"caption":    {Face: "kai", Size: em(0.9)},
	"credit":     {Face: "kai"}, // but what the caption is: see complete
	"pull":       {Face: "hei", Size: em(1.25), Align: "centre"},
	"jump":       {Face: "kai"},
	"note":       {Face: "kai", Size: em(0.9), Align: "justify"},
	"note-sign":  {Face: "song", Size: em(0.6), Rise: em(0.6)},
	"ruby":       {Face: "song", Size: em(0.5)},
	"strong":     {Face: "hei"},
	"table":      {Face: "song", Size: em(0.9), Before: ln(1), After: ln(1), Marks: "banjiao"},
	"table-head": {Face: "hei", Size: em(0.9), Marks: "banjiao"},
}

// complete fills in what depends on other values: faces, the keys a style leaves
// out, the roles and the template that no file has.
func (c *Config) complete() {
	if len(c.Face) == 0 {
		c.Face = map[string][]string{
			"song": {"NotoSerifSC-Regular"}, "song-bold": {"NotoSerifSC-Bold"},
			"hei": {"NotoSansSC-Bold"}, "kai": {"LXGWWenKai-Regular"},
		}
	}
	if c.Colour == nil {
		c.Colour = map[string][]int{}
	}
	if _, ok := c.Colour["black"]; !ok {
		c.Colour["black"] = []int{0, 0, 0, 100}
	}
	if c.Style == nil {
		c.Style = map[string]Style{}
	}
	body := c.completeStyle(c.Style["body"], roles["body"], "")
	c.Style["body"] = body
	for _, role := range sortedKeys(roles) {
		if _, ok := c.Style[role]; !ok {
			s := roles[role]
			s.Face = c.face(s.Face, body.Face)
			if role == "credit" {
				s = Style{}
			}
			c.Style[role] = s
		}
	}
	for _, role := range sortedKeys(c.Style) {
		like := roles[role]
		if role == "credit" { // stands in the caption's last line
			like = c.Style["caption"]
			like.Align, like.Indent, like.Before, like.After = "", Length{}, Length{}, Length{}
		}
		c.Style[role] = c.completeStyle(c.Style[role], like, body.Face)
	}
	if !c.Page.Baseline.Set {
		// The ideographic em box sits 0.88 em over the baseline; it is centred in
		// the first line.
		c.Page.Baseline = pt(float64((c.Ln()-c.Em()).Float()/2) + float64(0.88*c.Em().Float()))
	}
	if len(c.Template) == 0 {
		c.Template = []Template{c.plainTemplate()}
	}
}

// face gives the face wanted when there is one of that name, else the other.
func (c *Config) face(wanted, other string) string {
	if _, ok := c.Face[wanted]; ok || other == "" {
		return wanted
	}
	return other
}

// completeStyle fills in the keys a style needs from its role and the body.
func (c *Config) completeStyle(s, role Style, bodyFace string) Style {
	if s.Face == "" {
		s.Face = c.face(role.Face, bodyFace)
		if _, ok := c.Face[s.Face]; !ok {
			s.Face = sortedKeys(c.Face)[0]
		}
	}
	if !s.Size.Set && bodyFace != "" {
		s.Size = em(1)
		if role.Size.Set {
			s.Size = role.Size
		}
	}
	if !s.Leading.Set {
		s.Leading = c.gridLeading(s.Size.Resolve(c.Em(), c.Ln()))
	}
	if !s.Indent.Set {
		s.Indent = role.Indent
	}
	if s.Align == "" {
		s.Align = "left"
		if role.Align != "" {
			s.Align = role.Align
		}
	}
	if s.Colour == "" {
		s.Colour = cmp.Or(role.Colour, "black")
	}
	if !s.Before.Set {
		s.Before = role.Before
	}
	if !s.After.Set {
		s.After = role.After
	}
	if !s.Rise.Set {
		s.Rise = role.Rise
	}
	if s.Marks == "" {
		s.Marks = role.Marks
	}
	return s
}

// gridLeading is the least whole number of grid lines that holds the size; a
// size over one line gets half its height as air.
func (c *Config) gridLeading(size unit.Pt) Length {
	pitch := c.Ln()
	if pitch <= 0 || size <= pitch {
		return ln(1)
	}
	return ln(float64((size.Times(6, 5) + pitch - 1) / pitch))
}

// plainTemplate is the page of a configuration without templates: one frame over
// the type area in two columns, or one when two would be too narrow.
func (c *Config) plainTemplate() Template {
	area, pitch := c.TypeArea(), c.Ln()
	f := defaultFrame()
	f.Name = "main"
	f.X, f.Y = pt(0), pt(0)
	f.Width, f.Height = pt(area.Width.Float()), pt(area.Height.Float())
	if pitch > 0 {
		f.Height = ln(float64(area.Height / pitch))
	}
	f.Columns, f.Gutter = 2, em(1.5)
	if c.Measure(&f) < leastMeasure.Of(c.Em()) {
		f.Columns = 1
	}
	return Template{Name: "page", Frame: []Frame{f}}
}
