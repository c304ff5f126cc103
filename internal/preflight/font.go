package preflight

import (
	"reflect"
	"slices"
	"strings"

	"banxin/internal/cos"
	"banxin/internal/fontprogram"
)

// font is a font of the file, and which of its codes are drawn.
type font struct {
	dict, descendant cos.Dict // descendant of a composite font; nil: a simple one
	descriptor       cos.Dict
	base             string // BaseFont
	kind             string // Subtype, of the descendant where there is one
	encoding         string // name of a composite font's CMap; "embedded": a stream; empty: none
	codeMap          *cmap  // of an embedded CMap; nil: none
	text             *cmap  // ToUnicode; nil: none
	vertical         bool
	widths           glyphWidths
	toGlyph          []int // CIDToGIDMap that is a stream; nil: none
	differences      map[byte]string
	baseEncoding     string

	file       cos.Name // under which the program stands: FontFile, FontFile2, FontFile3; empty: not embedded
	fileKind   cos.Name // Subtype of FontFile3
	program    *fontprogram.Program
	programErr error

	used map[textCode]bool
	buf  []textCode // of codes
}

// font gives the font of a reference or dictionary, read once.
func (c *checker) font(o cos.Object) *font {
	d := c.file.Dict(o)
	if d == nil {
		return nil
	}
	key := reflect.ValueOf(d).Pointer() // a direct dictionary is the same value each time
	if f, ok := c.fontsByDict[key]; ok {
		return f
	}
	f := c.readFont(d)
	c.fontList = append(c.fontList, f)
	c.fontsByDict[key] = f
	return f
}

// collectFonts reads the fonts of resources, drawn or not.
func (c *checker) collectFonts(res cos.Dict) {
	fonts := c.file.Dict(res["Font"])
	var names []cos.Name
	for n := range fonts {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		c.font(fonts[n])
	}
}

func (c *checker) readFont(d cos.Dict) *font {
	f := &font{dict: d, base: string(c.file.Name(d["BaseFont"])), kind: string(c.file.Name(d["Subtype"])), used: map[textCode]bool{}}
	if f.base == "" {
		f.base = "?"
	}
	holder := d
	if f.kind == "Type0" {
		f.descendant = cos.Dict{}
		if a := c.file.Array(d["DescendantFonts"]); len(a) > 0 {
			if v := c.file.Dict(a[0]); v != nil {
				f.descendant = v
			}
		}
		holder = f.descendant
		f.kind = string(c.file.Name(holder["Subtype"]))
		c.readEncodingCMap(f)
		c.readGlyphMap(f)
		c.readCIDWidths(f)
	} else {
		c.readSimpleEncoding(f)
	}
	f.descriptor = c.file.Dict(holder["FontDescriptor"])
	if f.descendant == nil {
		c.readSimpleWidths(f)
	}
	if s := c.file.Stream(d["ToUnicode"]); s != nil {
		f.text = &cmap{text: map[textCode]string{}}
		if data, err := c.decode(s); err == nil {
			f.text = readCMap(data)
		}
	}
	c.readProgram(f)
	return f
}

// readEncodingCMap reads how a composite font's strings part into codes.
func (c *checker) readEncodingCMap(f *font) {
	switch v := c.file.Resolve(f.dict["Encoding"]).(type) {
	case cos.Name:
		f.encoding = string(v)
		f.vertical = v == "V" || strings.HasSuffix(string(v), "-V")
	case *cos.Stream:
		f.encoding, f.codeMap = "embedded", &cmap{}
		if data, err := c.decode(v); err == nil {
			f.codeMap = readCMap(data)
		}
		mode, _ := c.file.Int(v.Dict["WMode"])
		f.vertical = mode == 1
	}
}

// readGlyphMap reads a CIDToGIDMap (9.7.4.2).
func (c *checker) readGlyphMap(f *font) {
	s := c.file.Stream(f.descendant["CIDToGIDMap"])
	if s == nil {
		return
	}
	data, err := c.decode(s)
	if err != nil {
		data = nil
	}
	f.toGlyph = make([]int, len(data)/2)
	for i := range f.toGlyph {
		f.toGlyph[i] = int(data[2*i])<<8 | int(data[2*i+1])
	}
}

// readSimpleEncoding reads the encoding of a simple font (9.6.6).
func (c *checker) readSimpleEncoding(f *font) {
	o := c.file.Resolve(f.dict["Encoding"])
	if n, ok := o.(cos.Name); ok {
		f.baseEncoding = string(n)
		return
	}
	d := c.file.Dict(o)
	f.baseEncoding = string(c.file.Name(d["BaseEncoding"]))
	f.differences = map[byte]string{}
	code := 0
	for _, e := range c.file.Array(d["Differences"]) {
		if n, ok := c.file.Resolve(e).(cos.Name); ok {
			if code >= 0 && code < 256 {
				f.differences[byte(code)] = string(n)
			}
			code++
		} else if v, ok := c.file.Int(e); ok {
			code = v
		}
	}
}

// programKinds are the entries of a descriptor that hold the program.
var programKinds = []struct {
	key  cos.Name
	kind fontprogram.Kind
}{{"FontFile", fontprogram.Type1}, {"FontFile2", fontprogram.TrueType}, {"FontFile3", fontprogram.CFF}}

// readProgram reads the embedded program, the same stream once.
func (c *checker) readProgram(f *font) {
	for _, k := range programKinds {
		s := c.file.Stream(f.descriptor[k.key])
		if s == nil {
			continue
		}
		f.file, f.fileKind = k.key, c.file.Name(s.Dict["Subtype"])
		kind := k.kind
		if k.key == "FontFile3" && f.fileKind == "OpenType" {
			kind = fontprogram.OpenType
		}
		if known, ok := c.programs[s.Ref]; ok {
			f.program, f.programErr = known.program, known.err
			continue
		}
		data, err := c.decode(s)
		if err == nil {
			f.program, err = fontprogram.Parse(data, kind)
		}
		f.programErr = err
		c.programs[s.Ref] = parsedProgram{f.program, err}
	}
}

// parsedProgram is a font program that several fonts may share.
type parsedProgram struct {
	program *fontprogram.Program
	err     error
}

// codes parts a string into the codes of the font. The slice holds until the next
// call.
func (f *font) codes(s string) []textCode {
	f.buf = f.buf[:0]
	for i := 0; i < len(s); {
		var code textCode
		switch {
		case f.descendant == nil:
			code = textCode{uint32(s[i]), 1}
		case f.codeMap != nil && len(f.codeMap.spaces) > 0:
			code = f.codeMap.next(s[i:])
		case i+1 < len(s):
			code = textCode{uint32(s[i])<<8 | uint32(s[i+1]), 2}
		default:
			code = textCode{uint32(s[i]), 1}
		}
		f.buf = append(f.buf, code)
		i += code.bytes
	}
	return f.buf
}

// use notes that a code is drawn.
func (f *font) use(code textCode) {
	if !f.used[code] {
		f.used[code] = true
	}
}

// cid gives the CID of a code; false: the CMap is a predefined one that this program
// does not carry.
func (f *font) cid(code textCode) (int, bool) {
	switch {
	case f.encoding == "Identity-H" || f.encoding == "Identity-V":
		return int(code.value), true
	case f.codeMap != nil:
		return f.codeMap.cid(code), true
	}
	return 0, false
}
