package pdf

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// The tests read the PDF with pdfcpu and interpret its pages with the code
// below, which shares nothing with the package: what counts is what a viewer
// finds in the file.

// failer is a test or a property check.
type failer interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Fatal(args ...any)
}

// painted is a glyph on a page as a viewer shows it.
type painted struct {
	text   string  // after ToUnicode
	x, y   float64 // origin, from the lower left corner of the media
	size   float64
	colour string // operands of k
	font   string // BaseFont
	cid    int
}

// rectangle is a filled or stroked rectangle.
type rectangle struct {
	x, y, w, h   float64
	stroked      bool
	colour       string
	line         float64
	dash         string
	afterPainted int // glyphs painted before it
}

// reading is a page as read back.
type reading struct {
	dict   types.Dict
	glyphs []painted
	rects  []rectangle
	images []shown
}

// shown is a picture on a page.
type shown struct {
	x, y, w, h   float64
	name         string // of the resource
	afterPainted int    // rectangles painted before it
}

// text gives the text of the page in the order of painting.
func (r *reading) text() string {
	var b strings.Builder
	for _, g := range r.glyphs {
		b.WriteString(g.text)
	}
	return b.String()
}

// fontReading is a font as read back.
type fontReading struct {
	base, cidFont, descriptor types.Dict // dictionaries of the three levels
	name                      string
	toUnicode                 string // the CMap
	texts                     map[int]string
	widths                    map[int]float64
	defaultWidth              float64
	program                   []byte
}

// noConfig keeps pdfcpu from writing into the home folder.
var noConfig = sync.OnceFunc(api.DisableConfigDir)

// NoConfig is noConfig for the tests that see the package from outside: once for all.
func NoConfig() { noConfig() }

// open parses and strictly validates a file.
func open(t failer, data []byte) *model.Context {
	t.Helper()
	noConfig()
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationStrict
	ctx, err := api.ReadContext(bytes.NewReader(data), conf)
	if err != nil {
		t.Fatalf("pdfcpu: reading: %v", err)
	}
	if err := api.ValidateContext(ctx); err != nil {
		t.Fatalf("pdfcpu: validation: %v", err)
	}
	return ctx
}

// readPages gives all pages of a file.
func readPages(t failer, data []byte) ([]reading, map[string]*fontReading) {
	t.Helper()
	ctx := open(t, data)
	all := map[string]*fontReading{}
	var pages []reading
	for n := 1; n <= ctx.PageCount; n++ {
		dict, _, _, err := ctx.PageDict(n, false)
		if err != nil {
			t.Fatal(err)
		}
		page := reading{dict: dict}
		if _, has := dict.Find("Contents"); has {
			fonts := readFonts(t, ctx, dict)
			for _, f := range fonts {
				all[f.name] = f
			}
			page.interpret(t, streamOf(t, ctx, dict, "Contents"), fonts)
		}
		pages = append(pages, page)
	}
	return pages, all
}

func dictOf(t failer, ctx *model.Context, d types.Dict, key string) types.Dict {
	t.Helper()
	o, has := d.Find(key)
	if !has {
		return nil
	}
	sub, err := ctx.DereferenceDict(o)
	if err != nil {
		t.Fatalf("/%s: %v", key, err)
	}
	return sub
}

func streamOf(t failer, ctx *model.Context, d types.Dict, key string) []byte {
	t.Helper()
	o, _ := d.Find(key)
	s, _, err := ctx.DereferenceStreamDict(o)
	if err != nil || s == nil {
		t.Fatalf("/%s is no stream: %v", key, err)
	}
	if err := s.Decode(); err != nil {
		t.Fatalf("/%s: %v", key, err)
	}
	return s.Content
}

// readFonts gives the fonts of a page by resource name.
func readFonts(t failer, ctx *model.Context, page types.Dict) map[string]*fontReading {
	t.Helper()
	out := map[string]*fontReading{}
	named := dictOf(t, ctx, dictOf(t, ctx, page, "Resources"), "Font")
	for key := range named {
		f := &fontReading{texts: map[int]string{}, widths: map[int]float64{}}
		f.base = dictOf(t, ctx, named, key)
		f.name = *f.base.NameEntry("BaseFont")
		descendants, err := ctx.DereferenceArray(f.base["DescendantFonts"])
		if err != nil || len(descendants) != 1 {
			t.Fatalf("descendant fonts %v: %v", descendants, err)
		}
		if f.cidFont, err = ctx.DereferenceDict(descendants[0]); err != nil {
			t.Fatal(err)
		}
		f.descriptor = dictOf(t, ctx, f.cidFont, "FontDescriptor")
		f.program = streamOf(t, ctx, f.descriptor, "FontFile2")
		f.toUnicode = string(streamOf(t, ctx, f.base, "ToUnicode"))
		f.readToUnicode(t)
		f.readWidths(t)
		out[key] = f
	}
	return out
}

var (
	bfRange = regexp.MustCompile(`(?m)^<([0-9A-F]{4})> <([0-9A-F]{4})> \[((?:<(?:[0-9A-F]{4})+>)+)\]$`)
	bfText  = regexp.MustCompile(`<([0-9A-F]+)>`)
)

// readToUnicode reads the entries of the CMap.
func (f *fontReading) readToUnicode(t failer) {
	t.Helper()
	texts, errs := textsOf(f.toUnicode)
	for _, err := range errs {
		t.Errorf("%s: %s", f.name, err)
	}
	f.texts = texts
}

// textsOf reads the ranges of a CMap: the text of each code, and what is wrong.
func textsOf(toUnicode string) (texts map[int]string, errs []string) {
	texts = map[int]string{}
	for _, m := range bfRange.FindAllStringSubmatch(toUnicode, -1) {
		first, _ := strconv.ParseInt(m[1], 16, 32)
		last, _ := strconv.ParseInt(m[2], 16, 32)
		list := bfText.FindAllStringSubmatch(m[3], -1)
		if first>>8 != last>>8 || int(last-first)+1 != len(list) {
			errs = append(errs, fmt.Sprintf("range %s to %s has %d texts", m[1], m[2], len(list)))
		}
		for i, text := range list {
			var units []uint16
			for hex := text[1]; hex != ""; hex = hex[4:] {
				u, _ := strconv.ParseUint(hex[:4], 16, 16)
				units = append(units, uint16(u))
			}
			code := int(first) + i
			if _, twice := texts[code]; twice {
				errs = append(errs, fmt.Sprintf("code %d stands twice", code))
			}
			texts[code] = string(utf16.Decode(units))
		}
	}
	return texts, errs
}

// readWidths reads DW and W.
func (f *fontReading) readWidths(t failer) {
	t.Helper()
	f.defaultWidth = float64(*f.cidFont.IntEntry("DW"))
	w := f.cidFont.ArrayEntry("W")
	for i := 0; i+1 < len(w); i += 2 {
		first, ok := w[i].(types.Integer)
		list, isArray := w[i+1].(types.Array)
		if !ok || !isArray {
			t.Fatalf("%s: W %v", f.name, w)
		}
		for k, v := range list {
			f.widths[int(first)+k] = numberOf(t, v)
		}
	}
}

// numberOf gives a number of pdfcpu's.
func numberOf(t failer, v types.Object) float64 {
	t.Helper()
	switch v := v.(type) {
	case types.Integer:
		return float64(v)
	case types.Float:
		return float64(v)
	}
	t.Fatalf("%v is no number", v)
	return 0
}

func (f *fontReading) width(cid int) float64 {
	if w, ok := f.widths[cid]; ok {
		return w
	}
	return f.defaultWidth
}

func toFloat(t failer, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatalf("%q is no number", s)
	}
	return v
}

// contentState is the graphics state as far as the pages use it.
type contentState struct {
	font         *fontReading
	size, tc     float64
	x, y         float64
	fill, stroke string
	line         float64
	dash         string
	path         *rectangle
	matrix       []string // of the last cm
}

// interpret runs a content stream. It fails on any operator that the print PDF
// must not use: other colour spaces, rendering modes, transparency.
func (r *reading) interpret(t failer, stream []byte, fonts map[string]*fontReading) {
	t.Helper()
	var s contentState
	var args []string
	for _, word := range strings.Fields(string(stream)) {
		if c := word[len(word)-1]; strings.ContainsRune("/[<", rune(word[0])) || c >= '0' && c <= '9' || c == ']' {
			args = append(args, word)
			continue
		}
		r.operator(t, &s, word, args, fonts)
		args = args[:0]
	}
}

func (r *reading) operator(t failer, s *contentState, op string, args []string, fonts map[string]*fontReading) {
	t.Helper()
	num := func(i int) float64 { return toFloat(t, args[i]) }
	switch op {
	case "BT":
		s.x, s.y = 0, 0
	case "TD":
		s.x, s.y = s.x+num(0), s.y+num(1)
	case "Tf":
		s.font, s.size = fonts[args[0][1:]], num(1)
	case "Tc":
		s.tc = num(0)
	case "k":
		s.fill = strings.Join(args, " ")
	case "K":
		s.stroke = strings.Join(args, " ")
	case "w":
		s.line = num(0)
	case "d":
		s.dash = strings.Join(args, " ")
	case "TJ":
		r.show(t, s, strings.Trim(args[0], "[<>]"))
	case "re":
		s.path = &rectangle{x: num(0), y: num(1), w: num(2), h: num(3)}
	case "f", "S":
		rect := *s.path
		rect.stroked, rect.afterPainted, rect.colour = op == "S", len(r.glyphs), s.fill
		if rect.stroked {
			rect.colour, rect.line, rect.dash = s.stroke, s.line, s.dash
		}
		r.rects = append(r.rects, rect)
	case "cm":
		s.matrix = slices.Clone(args)
	case "Do":
		at := func(i int) float64 { return toFloat(t, s.matrix[i]) }
		r.images = append(r.images, shown{at(4), at(5), at(0), at(3), args[0], len(r.rects)})
	case "q", "Q", "ET":
	default:
		t.Errorf("operator %s %v has no place in the print PDF", op, args)
	}
}

// show paints a string of two-byte codes.
func (r *reading) show(t failer, s *contentState, hex string) {
	t.Helper()
	for ; hex != ""; hex = hex[4:] {
		cid64, err := strconv.ParseInt(hex[:4], 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		cid := int(cid64)
		text, ok := s.font.texts[cid]
		if !ok || cid == 0 {
			t.Errorf("%s: CID %d has no text", s.font.name, cid)
		}
		r.glyphs = append(r.glyphs, painted{text, s.x, s.y, s.size, s.fill, s.font.name, cid})
		s.x += s.font.width(cid)/1000*s.size + s.tc
	}
}
