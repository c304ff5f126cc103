package picture

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"

	"banxin/fonts"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// scaledGlyph is an outline as a run uses it.
type scaledGlyph struct {
	glyphKey
	size    unit.Pt
	stretch int64 // thousandths
}

// text writes a glyph run: its glyphs stand from its beginning on, as far as Page has
// them.
func (s *svg) text(run *display.GlyphRun) {
	face := s.inks.faces[run.Face]
	var uses strings.Builder
	var pen unit.Pt
	for i := range run.Glyphs {
		g := &run.Glyphs[i]
		x := pen + g.Shift.Of(run.Size)
		pen += g.Advance.Of(run.Size) + g.Extra
		stretch := int64(g.Stretch)
		if stretch == 0 {
			stretch = 1000
		}
		name := s.scaledName(scaledGlyph{glyphKey{face, g.GID}, run.Size, stretch})
		switch {
		case name == "":
		case x == 0:
			fmt.Fprintf(&uses, `<use xlink:href="#%s"/>`, name)
		default:
			fmt.Fprintf(&uses, `<use xlink:href="#%s" x="%s"/>`, name, decimal(x))
		}
	}
	if uses.Len() > 0 {
		fmt.Fprintf(s.out(), "<g transform=\"translate(%s %s)\"%s>%s</g>\n", decimal(run.X), decimal(run.Y), filled(run.Colour), uses.String())
	}
}

// scaledName names a glyph in a size, which is defined at its first use: the outline,
// scaled from units of the face to points. Empty: it has no ink.
func (s *svg) scaledName(g scaledGlyph) string {
	if name, ok := s.scaled[g]; ok {
		return name
	}
	outline := s.glyphName(g.glyphKey)
	if outline == "" {
		return ""
	}
	name := "s" + strconv.Itoa(len(s.scaled)+1)
	s.scaled[g] = name
	em := int64(unit.Point) * int64(g.face.UnitsPerEm())
	scale := ratio(int64(g.size), em)
	if g.stretch != 1000 {
		scale = ratio(int64(g.size)*g.stretch, 1000*em) + " " + scale
	}
	fmt.Fprintf(&s.defs, "<use id=\"%s\" xlink:href=\"#%s\" transform=\"scale(%s)\"/>\n", name, outline, scale)
	return name
}

// glyphName names an outline, which is defined at its first use. Empty: it has no ink.
func (s *svg) glyphName(g glyphKey) string {
	name, ok := s.glyphs[g]
	if ok {
		return name
	}
	if contours := s.inks.shapes[g].contours; len(contours) > 0 {
		name = "g" + strconv.Itoa(len(s.glyphs)+1)
		o := outline{em: float64(g.face.UnitsPerEm())}
		for _, c := range contours {
			o.contour(c)
		}
		fmt.Fprintf(&s.defs, "<path id=\"%s\" d=\"%s\"/>\n", name, o.path.String())
	}
	s.glyphs[g] = name
	return name
}

// outline writes contours as a path in units of the face, y down. Its points are counted
// in half units, as in Contours some lie in the middle of two others.
type outline struct {
	em      float64 // units to the em
	path    strings.Builder
	x, y    int // where the path has come to
	bx, by  int // control point of the curve just written
	curving bool
}

// half gives a point of a contour in half units.
func (o *outline) half(x, y float64) (int, int) {
	return int(math.Round(float64(x*o.em) * 2)), -int(math.Round(float64(y*o.em) * 2))
}

func (o *outline) contour(c fonts.Contour) {
	last := c[len(c)-1]
	o.x, o.y = o.half(last.X, last.Y)
	o.command('M', o.x, o.y)
	o.curving = false
	for i, q := range c {
		bx, by := o.half(q.ControlX, q.ControlY)
		x, y := o.half(q.X, q.Y)
		straight := bx == x && by == y
		switch {
		case straight && (i == len(c)-1 || x == o.x && y == o.y): // z draws the last line
		case straight && y == o.y:
			o.command('h', x-o.x)
		case straight && x == o.x:
			o.command('v', y-o.y)
		case straight:
			o.command('l', x-o.x, y-o.y)
		case o.curving && bx-o.x == o.x-o.bx && by-o.y == o.y-o.by: // the control point goes without saying
			o.command('t', x-o.x, y-o.y)
		default:
			o.command('q', bx-o.x, by-o.y, x-o.x, y-o.y)
		}
		o.x, o.y, o.bx, o.by, o.curving = x, y, bx, by, !straight
	}
	o.path.WriteByte('z')
}

// command writes a command with its numbers, which need no space before a sign.
func (o *outline) command(name byte, halves ...int) {
	o.path.WriteByte(name)
	for i, n := range halves {
		if n < 0 {
			o.path.WriteByte('-')
			n = -n
		} else if i > 0 {
			o.path.WriteByte(' ')
		}
		if n != 1 {
			o.path.WriteString(strconv.Itoa(n / 2))
		}
		if n%2 == 1 {
			o.path.WriteString(".5")
		}
	}
}

// decimal writes a length in points with all its digits.
func decimal(p unit.Pt) string { return ratio(int64(p), int64(unit.Point)) }

// farDecimals is how many decimals a fraction has whose digits never end: more than any
// program reads.
const farDecimals = 20

// ratio writes a fraction with all its digits if they end: never by way of floating
// point, whose noise would show.
func ratio(num, den int64) string {
	if num%den == 0 {
		return strconv.FormatInt(num/den, 10)
	}
	r := big.NewRat(num, den)
	n, exact := r.FloatPrec()
	if !exact {
		n = farDecimals
	}
	return r.FloatString(n)
}
