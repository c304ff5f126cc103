package picture

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/draw"
	_ "image/jpeg"
	_ "image/png"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/image/vector"

	"banxin/internal/raster"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// node is an element of an SVG. Nothing but what the writer uses is understood.
type node struct {
	name string
	attr map[string]string
	kids []*node
	text string
}

const svgSpace, xlinkSpace = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"

// known are the elements and attributes that the writer may use.
var known = map[string]string{
	"svg": "version lang width height viewBox", "title": "", "defs": "", "clipPath": "id", "image": "x y width height preserveAspectRatio href",
	"path": "id d fill pointer-events stroke stroke-width stroke-dasharray", "use": "id href x transform", "g": "transform fill clip-path", "a": "href",
}

// readSVG reads a whole file, as XML and as the subset that is known, and gives its root
// and what has a name.
func readSVG(t *testing.T, data []byte) (root *node, byID map[string]*node) {
	t.Helper()
	byID = map[string]*node{}
	d := xml.NewDecoder(bytes.NewReader(data))
	stack := []*node{{}}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("not XML: %v", err)
		}
		top := stack[len(stack)-1]
		switch tok := token.(type) {
		case xml.StartElement:
			n := &node{name: tok.Name.Local, attr: map[string]string{}}
			allowed, ok := known[n.name]
			if !ok || tok.Name.Space != svgSpace {
				t.Fatalf("element %v", tok.Name)
			}
			for _, a := range tok.Attr {
				if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" {
					continue
				}
				if !slices.Contains(strings.Fields(allowed), a.Name.Local) || (a.Name.Local == "href") != (a.Name.Space == xlinkSpace) {
					t.Fatalf("%s has the attribute %v", n.name, a.Name)
				}
				n.attr[a.Name.Local] = a.Value
			}
			if id := n.attr["id"]; id != "" {
				if byID[id] != nil {
					t.Fatalf("two elements are called %s", id)
				}
				byID[id] = n
			}
			top.kids, stack = append(top.kids, n), append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(tok)
		}
	}
	if len(stack[0].kids) != 1 || stack[0].kids[0].name != "svg" {
		t.Fatal("no svg, or more than one")
	}
	return stack[0].kids[0], byID
}

// all gives the elements of a name below a node.
func (n *node) all(name string) (out []*node) {
	for _, k := range n.kids {
		if k.name == name {
			out = append(out, k)
		}
		out = append(out, k.all(name)...)
	}
	return out
}

// matrix maps x, y to a·x + e, d·y + f.
type matrix struct{ a, d, e, f float64 }

func (m matrix) times(n matrix) matrix {
	return matrix{m.a * n.a, m.d * n.d, m.a*n.e + m.e, m.d*n.f + m.f}
}

func (m matrix) at(x, y float64) point { return point{m.a*x + m.e, m.d*y + m.f} }

// svgCanvas draws an SVG. It goes its own way from the file to the pixels; only how a
// line is made an area is that of the package.
type svgCanvas struct {
	t    *testing.T
	out  *image.RGBA
	byID map[string]*node
}

// drawSVG draws a file in pixels to the point.
func drawSVG(t *testing.T, data []byte, scale float64, size image.Point) *image.RGBA {
	t.Helper()
	root, byID := readSVG(t, data)
	out := image.NewRGBA(image.Rectangle{Max: size})
	for i := range out.Pix {
		out.Pix[i] = 255
	}
	c := &svgCanvas{t, out, byID}
	c.draw(root, matrix{scale, scale, 0, 0}, "#000000")
	return out
}

func (c *svgCanvas) draw(n *node, m matrix, fill string) {
	if f := n.attr["fill"]; f != "" {
		fill = f
	}
	if transform := n.attr["transform"]; transform != "" {
		m = m.times(c.transform(transform))
	}
	if n.attr["x"] != "" && n.name == "use" {
		m = m.times(matrix{1, 1, c.number(n.attr["x"]), 0})
	}
	switch n.name {
	case "use":
		target := c.byID[strings.TrimPrefix(n.attr["href"], "#")]
		if target == nil {
			c.t.Fatalf("%q is not in the file", n.attr["href"])
		}
		c.draw(target, m, fill)
	case "path":
		c.path(n, m, fill)
	case "image":
		c.image(n, m)
	case "svg", "g", "a":
		for _, k := range n.kids {
			c.draw(k, m, fill)
		}
	}
}

func (c *svgCanvas) number(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		c.t.Fatal(err)
	}
	return v
}

func (c *svgCanvas) numbers(s string) []float64 {
	var out []float64
	for _, f := range strings.Fields(s) {
		out = append(out, c.number(f))
	}
	return out
}

func (c *svgCanvas) transform(s string) matrix {
	name, rest, _ := strings.Cut(strings.TrimSuffix(s, ")"), "(")
	v := c.numbers(rest)
	switch {
	case name == "translate" && len(v) == 2:
		return matrix{1, 1, v[0], v[1]}
	case name == "scale" && len(v) == 1:
		return matrix{v[0], v[0], 0, 0}
	case name == "scale" && len(v) == 2:
		return matrix{v[0], v[1], 0, 0}
	}
	c.t.Fatalf("transform %q", s)
	return matrix{}
}

// path fills a path, or draws its line.
func (c *svgCanvas) path(n *node, m matrix, fill string) {
	shape := c.flatten(n.attr["d"], m)
	colour := fill
	if stroke := n.attr["stroke"]; stroke != "" {
		var line path
		var pattern []float64
		for _, d := range c.numbers(n.attr["stroke-dasharray"]) {
			pattern = append(pattern, d*m.a)
		}
		first := 0
		for _, end := range shape.ends {
			line.line(shape.points[first:end], c.number(n.attr["stroke-width"])*m.a/2, pattern)
			first = end
		}
		shape, colour = line, stroke
	}
	if colour == "none" {
		return
	}
	var r vector.Rasterizer
	r.Reset(c.out.Rect.Dx(), c.out.Rect.Dy())
	r.DrawOp = draw.Src
	shape.trace(&r, 0, 0)
	mask := image.NewAlpha(c.out.Rect)
	r.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	var ink rgb
	if _, err := fmt.Sscanf(colour, "#%02x%02x%02x", &ink[0], &ink[1], &ink[2]); err != nil {
		c.t.Fatalf("colour %q: %v", colour, err)
	}
	for i, cover := range mask.Pix {
		blend(c.out.Pix[4*i:4*i+3], ink, int(cover))
	}
}

var pathTokens = regexp.MustCompile(`[A-Za-z]|-?(?:\d+(?:\.\d+)?|\.\d+)`)

// flatten gives a path as polygons of pixels.
func (c *svgCanvas) flatten(d string, m matrix) path {
	tokens := pathTokens.FindAllString(d, -1)
	if strings.ReplaceAll(strings.Join(tokens, ""), " ", "") != strings.ReplaceAll(d, " ", "") {
		c.t.Fatalf("path %q", d)
	}
	var p path
	var x, y, bx, by, startX, startY float64
	to := func(nx, ny float64) { x, y = nx, ny; p.points = append(p.points, m.at(x, y)) }
	curve := func(cx, cy, ex, ey float64) {
		ax, ay := x, y
		for i := 1; i <= 32; i++ {
			t := float64(i) / 32
			to((1-t)*(1-t)*ax+2*t*(1-t)*cx+t*t*ex, (1-t)*(1-t)*ay+2*t*(1-t)*cy+t*t*ey)
		}
		bx, by = cx, cy
	}
	for len(tokens) > 0 {
		command := tokens[0]
		count := map[string]int{"M": 2, "H": 1, "h": 1, "v": 1, "l": 2, "q": 4, "t": 2, "a": 7, "z": 0}[command]
		v := c.numbers(strings.Join(tokens[1:1+count], " "))
		tokens = tokens[1+count:]
		switch command {
		case "M":
			to(v[0], v[1])
			startX, startY = x, y
		case "H":
			to(v[0], y)
		case "h":
			to(x+v[0], y)
		case "v":
			to(x, y+v[0])
		case "l":
			to(x+v[0], y+v[1])
		case "q":
			curve(x+v[0], y+v[1], x+v[2], y+v[3])
		case "t":
			curve(2*x-bx, 2*y-by, x+v[0], y+v[1])
		case "a": // half an ellipse, against the clock
			if v[2] != 0 || v[3] != 0 || v[4] != 0 || v[6] != 0 || math.Abs(v[5]) != 2*v[0] {
				c.t.Fatalf("arc %v", v)
			}
			mx, my := x+v[5]/2, y
			for i := 1; i <= 256; i++ {
				sin, cos := math.Sincos(math.Pi * float64(i) / 256)
				to(mx-v[5]/2*cos, my+math.Copysign(v[1], v[5])*sin)
			}
		case "z":
			x, y = startX, startY
			p.ends = append(p.ends, len(p.points))
		default:
			c.t.Fatalf("command %q", command)
		}
	}
	return p
}

// image draws a picture: each pixel by 256 places in it.
func (c *svgCanvas) image(n *node, m matrix) {
	kind, data, ok := strings.Cut(n.attr["href"], ";base64,")
	raw, err := base64.StdEncoding.DecodeString(data)
	if !ok || err != nil || n.attr["preserveAspectRatio"] != "none" {
		c.t.Fatalf("picture %.40q: %v", n.attr["href"], err)
	}
	src, format, err := image.Decode(bytes.NewReader(raw))
	if err != nil || kind != "data:image/"+format {
		c.t.Fatalf("%s holds %s: %v", kind, format, err)
	}
	from := m.at(c.number(n.attr["x"]), c.number(n.attr["y"]))
	w, h := c.number(n.attr["width"])*m.a, c.number(n.attr["height"])*m.d
	const fine = 16
	box := image.Rect(int(from.x), int(from.y), int(from.x+w)+1, int(from.y+h)+1).Intersect(c.out.Rect)
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			var sum [3]float64
			covered := 0
			for i := range fine * fine {
				u := (float64(x) + (float64(i%fine)+0.5)/fine - from.x) / w
				v := (float64(y) + (float64(i/fine)+0.5)/fine - from.y) / h
				if u < 0 || v < 0 || u >= 1 || v >= 1 {
					continue
				}
				r, g, b, _ := src.At(int(u*float64(src.Bounds().Dx())), int(v*float64(src.Bounds().Dy()))).RGBA()
				sum[0], sum[1], sum[2] = sum[0]+float64(r)/257, sum[1]+float64(g)/257, sum[2]+float64(b)/257
				covered++
			}
			pixel := c.out.Pix[c.out.PixOffset(x, y):]
			for k, s := range sum {
				pixel[k] = uint8(math.Round((s + float64(fine*fine-covered)*float64(pixel[k])) / (fine * fine)))
			}
		}
	}
}

// everyKind is a page of every kind of item, with all that a glyph can have.
func everyKind(t *testing.T) (*display.Page, Resources) {
	res := Resources{Faces: faces(t), Pictures: map[string]*raster.Image{
		"gray":  {Width: 4, Height: 3, Space: raster.Gray, Pix: []byte{0, 50, 100, 150, 200, 250, 20, 70, 120, 170, 220, 5}},
		"inks":  {Width: 1, Height: 2, Space: raster.CMYK, Pix: []byte{0, 255, 255, 0, 200, 0, 0, 30}},
		"photo": photograph(t),
	}}
	face := res.Faces[song]
	glyphs := func(text string) (out []display.Glyph) {
		for _, c := range text {
			out = append(out, glyph(t, face, c))
		}
		return out
	}
	odd := glyphs("“版心”，Ag龘")
	odd[0].Shift, odd[0].Advance = -500, 500
	odd[1].Extra = pt(1.37)
	odd[2].Stretch = 700
	odd[3].Advance, odd[3].Extra = 500, pt(-0.4)
	odd[5].Stretch, odd[5].Advance = 1000, 611
	items := []display.Item{
		&display.Fill{X: pt(-9), Y: pt(-9), W: pt(60), H: pt(13), Colour: display.CMYK{C: 20, Y: 40}}, // into the bleed
		&display.GlyphRun{Face: song, Size: pt(41.3), X: pt(3.7), Y: pt(45.1), Colour: display.CMYK{M: 100, Y: 100}, Glyphs: glyphs("报头")},
		&display.GlyphRun{Face: song, Size: pt(11.9), X: pt(3), Y: pt(62.3), Colour: display.Black, Glyphs: odd},
		&display.GlyphRun{Face: song, Size: pt(9.5), X: pt(3), Y: pt(76), Colour: display.CMYK{K: 70}, Glyphs: glyphs("版版 心")},
		&display.GlyphRun{Face: song, Size: pt(9.5), X: pt(110), Y: pt(76), Colour: display.Black, Glyphs: glyphs("出界")},
		&display.Fill{X: pt(3), Y: pt(80.1), W: pt(90), H: pt(0.25), Colour: display.Black},
		&display.Stroke{X: pt(4), Y: pt(90), W: pt(30.3), H: pt(20), Line: pt(0.7), Dash: []unit.Pt{pt(3.1), pt(1.6)}, Colour: display.Black},
		&display.Stroke{X: pt(6), Y: pt(93), W: pt(20), H: pt(14), Line: pt(1.1), Colour: display.CMYK{C: 80}},
		&display.Stroke{X: pt(40), Y: pt(90), W: pt(30.3), H: pt(20), Line: pt(0.7), Round: true, Dash: []unit.Pt{pt(4)}, Colour: display.Black},
		&display.Stroke{X: pt(45), Y: pt(94), W: pt(11), H: pt(11), Line: pt(2), Round: true, Dash: []unit.Pt{0}, Colour: display.CMYK{M: 60}},
		&display.Fill{X: pt(60), Y: pt(98), W: pt(7), H: pt(4.5), Round: true, Colour: display.Black},
		&display.Image{X: pt(75), Y: pt(90.25), W: pt(16.5), H: pt(20), Name: "gray"},
		&display.Image{X: pt(94), Y: pt(88), W: pt(10), H: pt(8.125), Name: "inks"},
		&display.Image{X: pt(94), Y: pt(100), W: pt(40), H: pt(24), Name: "photo"},
	}
	for y := range 9 { // modules that touch within a pixel
		for x := range 9 {
			if (x*7+y*5+x*y)%3 != 0 {
				items = append(items, &display.Fill{X: pt(4 + 1.3*float64(x)), Y: pt(115 + 1.3*float64(y)), W: pt(1.3), H: pt(1.3), Colour: display.Black})
			}
		}
	}
	items = append(items, &display.Fill{X: pt(7), Y: pt(118), W: pt(4), H: pt(4)}, // white again
		&display.Fill{X: pt(30), Y: pt(118), W: pt(-4), H: pt(4), Colour: display.Black}) // no area
	return &display.Page{Label: "1", Width: pt(120), Height: pt(130), Bleed: pt(9), Items: items}, res
}

// photograph is a picture that came as a JPEG: a soft slope of colours.
func photograph(t *testing.T) *raster.Image {
	t.Helper()
	m := &raster.Image{Width: 320, Height: 192, Space: raster.RGB}
	for y := range m.Height {
		for x := range m.Width {
			m.Pix = append(m.Pix, byte(x*255/m.Width), byte(y*255/m.Height), 120)
		}
	}
	data, err := m.EncodeJPEG(95, nil)
	if err != nil {
		t.Fatal(err)
	}
	back, err := raster.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	return back
}
