package fonts

import (
	"encoding/binary"
	"math"
	"unicode/utf8"

	"banxin/internal/diag"
	"banxin/layout/unit"
)

// SubsetGlyph is one glyph of a subset: an outline of the face under the
// character code the document uses for it. The outline is stretched horizontally
// about its origin by Stretch/1000 (0 stands for 1000), then moved right by Shift, and
// the coordinates of its points are rounded to multiples of Grid.
type SubsetGlyph struct {
	Code    rune
	GID     uint16
	Shift   unit.Em
	Advance unit.Em // width in the subset; not negative
	Stretch int32   // thousandths, 0 or 1 to MaxStretch
	Grid    unit.Em // 0 or less than two font units: as in the face
}

// MaxStretch is the greatest Stretch: tenfold.
const MaxStretch = 10_000

// SubsetOptions names a subset. The zero value takes the face's PostScript name.
type SubsetOptions struct {
	Name string // PostScript and family name of the font made: 1 to 63 printable ASCII characters
}

// Subset cuts a font out of the face: glyph 0 is the face's .notdef, glyph k+1 is
// glyphs[k]. The result is a static TrueType font without hinting, its character
// map in format 4, with a second one in format 12 if a code lies beyond the basic
// plane. Composite glyphs become simple ones. Equal arguments give equal bytes.
// Errors are of type *Error.
func (f *Face) Subset(glyphs []SubsetGlyph, opt SubsetOptions) ([]byte, error) {
	name := opt.Name
	if name == "" {
		name = f.name
	}
	if name != postScriptName(name) {
		return nil, f.request(BadName, diag.Say("子集名 %q 不是 PostScript 名", "the subset name %q is no PostScript name", name),
			diag.Say("请用 1 至 63 个可见 ASCII 字符，不含空格与 []{}()<>/%%", "use 1 to 63 visible ASCII characters, no spaces and none of []{}()<>/%%"))
	}
	if len(glyphs) > math.MaxUint16-1 {
		return nil, f.tooMany()
	}
	characters, codes, err := f.subsetCmap(glyphs)
	if err != nil {
		return nil, err
	}
	s := &subset{face: f}
	s.glyf = make([]byte, 0, f.roomFor(glyphs))
	s.loca = make([]byte, 0, 4*(len(glyphs)+2))
	s.hmtx = make([]byte, 0, 4*(len(glyphs)+1))
	if err := s.add(SubsetGlyph{Advance: f.Advance(0)}); err != nil {
		return nil, err
	}
	for _, g := range glyphs {
		if err := s.add(g); err != nil {
			return nil, err
		}
	}
	s.loca = binary.BigEndian.AppendUint32(s.loca, uint32(len(s.glyf)))
	return assemble([]table{
		{"OS/2", s.os2(codes)},
		{"cmap", characters},
		{"glyf", s.glyfTable()},
		{"head", s.head()},
		{"hhea", s.hhea()},
		{"hmtx", s.hmtx},
		{"loca", s.loca},
		{"maxp", s.maxp()},
		{"name", f.subsetNames(name)},
		{"post", s.post()},
	}), nil
}

// roomFor guesses the length of table glyf: as in the face, where glyphs are
// encoded much as here. A request for one long glyph many times gets no more than
// the face's own table.
func (f *Face) roomFor(glyphs []SubsetGlyph) int {
	size := 0
	for _, g := range glyphs {
		if data, err := f.glyphData(g.GID); err == nil {
			size += len(data) + 4
		}
	}
	return min(size, len(f.glyf)) + 1024
}

func (f *Face) request(code string, found, hint diag.Text) error {
	return &Error{f.name, code, found, hint}
}

func (f *Face) tooMany() error {
	return f.request(TooManyCodes, diag.Say("一个子集装不下这么多字形或编码", "one subset cannot hold so many glyphs or codes"),
		diag.Say("请把字形分到几个子集，或把编码排得更密", "spread the glyphs over several subsets, or choose codes closer together"))
}

func (f *Face) badRequest(g SubsetGlyph, zh, en string) error {
	return f.request(BadSubset, diag.Say("编码 U+%04X（字形 %d）"+zh, "code U+%04X (glyph %d) "+en, g.Code, g.GID),
		diag.Say("请检查传给 Subset 的字形", "check the glyphs given to Subset"))
}

// subset gathers the tables of the font being made.
type subset struct {
	face             *Face
	outline          outline // room used again for each glyph
	glyf, loca, hmtx []byte
	glyphs           int
	box              extent // around all glyphs; points and contours: the greatest of one glyph
	inked            bool   // box is set

	advanceMax, advanceSum, advances int // advances: how many are not zero
	minLeft, minRight, maxExtent     int // side bearings and reach of the glyphs with ink
}

// add writes one glyph and its metrics.
func (s *subset) add(g SubsetGlyph) error {
	f := s.face
	stretch := int(g.Stretch)
	if stretch == 0 {
		stretch = 1000
	}
	advance := f.units(g.Advance)
	switch {
	case int(g.GID) >= f.glyphCount:
		return f.badRequest(g, "：字体没有这个字形", "asks for a glyph the face does not have")
	case stretch < 0 || stretch > MaxStretch:
		return f.badRequest(g, "的拉伸比例超出范围", "has a stretch out of range")
	case advance < 0 || advance > math.MaxUint16:
		return f.badRequest(g, "的字宽超出范围", "has a width out of range")
	}
	s.loca = binary.BigEndian.AppendUint32(s.loca, uint32(len(s.glyf)))
	e, err := s.draw(g, stretch)
	if err != nil {
		return err
	}
	for len(s.glyf)%4 != 0 {
		s.glyf = append(s.glyf, 0)
	}
	s.hmtx = binary.BigEndian.AppendUint16(s.hmtx, uint16(advance))
	s.hmtx = binary.BigEndian.AppendUint16(s.hmtx, uint16(e.xMin))
	s.measure(e, advance)
	return nil
}

// draw writes the outline of one glyph and gives its extent.
func (s *subset) draw(g SubsetGlyph, stretch int) (extent, error) {
	f := s.face
	grid := f.units(g.Grid)
	if g.Shift == 0 && stretch == 1000 && grid <= 1 {
		if data, e, ok := f.verbatim(g.GID); ok {
			s.glyf = append(s.glyf, data...)
			return e, nil
		}
	}
	if err := f.outline(g.GID, &s.outline); err != nil {
		return extent{}, err
	}
	s.outline.transform(stretch, f.units(g.Shift))
	s.outline.round(grid)
	e := s.outline.extent()
	var ok bool
	if s.glyf, ok = s.outline.appendTo(s.glyf, e); !ok {
		return extent{}, f.badRequest(g, "移动或拉伸后坐标超出 16 位", "has coordinates beyond 16 bits once moved or stretched")
	}
	return e, nil
}

// measure keeps the extremes that the headers state.
func (s *subset) measure(e extent, advance int) {
	s.glyphs++
	s.advanceMax = max(s.advanceMax, advance)
	if advance > 0 {
		s.advanceSum += advance
		s.advances++
	}
	if e.points == 0 {
		return
	}
	if !s.inked {
		s.inked, s.box = true, e
		s.minLeft, s.minRight, s.maxExtent = e.xMin, advance-e.xMax, e.xMax
		return
	}
	b := &s.box
	b.xMin, b.yMin, b.xMax, b.yMax = min(b.xMin, e.xMin), min(b.yMin, e.yMin), max(b.xMax, e.xMax), max(b.yMax, e.yMax)
	b.points, b.contours = max(b.points, e.points), max(b.contours, e.contours)
	s.minLeft, s.minRight, s.maxExtent = min(s.minLeft, e.xMin), min(s.minRight, advance-e.xMax), max(s.maxExtent, e.xMax)
}

// validCode tells whether a character map may hold r: a Unicode scalar value that
// is neither zero nor one of the two codes at the end of the basic plane, of which
// format 4 needs the last for itself.
func validCode(r rune) bool {
	return r > 0 && utf8.ValidRune(r) && r != 0xFFFE && r != 0xFFFF
}
