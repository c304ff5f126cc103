package preflight

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"banxin/internal/cos"
	"banxin/internal/diag"
	"banxin/internal/fontprogram"
)

// checkFonts asks FONT-* of every font that pages name, and fills fonts.
func (c *checker) checkFonts() {
	for _, f := range c.fontList {
		use := FontUse{Name: f.base, Kind: f.kind, Codes: len(f.used)}
		if f.program != nil {
			use.Glyphs = f.program.Glyphs()
		}
		c.fonts = append(c.fonts, use)
		if c.file.Name(f.dict["Subtype"]) == "Type3" {
			c.fail("FONT-TYPE3", "%s", f.base)
			continue
		}
		c.saw("FONT-TYPE3", "FONT-EMBED", "FONT-SUBSET", "FONT-PARSE", "FONT-DESC", "FONT-TOUNICODE")
		c.checkFontNames(f)
		c.checkDescriptor(f)
		if f.descendant != nil {
			c.checkComposite(f)
		}
		c.checkToUnicode(f)
		c.checkProgram(f)
	}
}

// subsetTag parts a subset's tag from its name; cmapSuffix is what producers put
// behind the name of a composite font.
var (
	subsetTag  = regexp.MustCompile(`^([A-Z]{6})\+.`)
	cmapSuffix = regexp.MustCompile(`-(Identity|Uni\w+)-[HV]$`)
)

// checkFontNames asks FONT-EMBED and FONT-SUBSET.
func (c *checker) checkFontNames(f *font) {
	if f.file == "" {
		c.breach("FONT-EMBED", "%s（%s）没有嵌入", "%s (%s) is not embedded", f.base, f.kind)
	}
	names := []string{f.base}
	if f.descendant != nil {
		names = append(names, string(c.file.Name(f.descendant["BaseFont"])))
	}
	if f.descriptor != nil {
		names = append(names, string(c.file.Name(f.descriptor["FontName"])))
	}
	plain := map[string]bool{}
	for _, n := range names {
		if !subsetTag.MatchString(n) {
			c.breach("FONT-SUBSET", "没有子集标记：%s", "no subset tag: %s", strings.Join(names, ", "))
			return
		}
		plain[cmapSuffix.ReplaceAllString(n, "")] = true
	}
	if len(plain) > 1 {
		c.breach("FONT-SUBSET", "名称不一：%s", "names differ: %s", strings.Join(names, ", "))
	}
}

// descriptorKeys are the required entries of a descriptor (ISO 32000-1, table 122).
var descriptorKeys = []cos.Name{"FontName", "Flags", "FontBBox", "ItalicAngle", "Ascent", "Descent", "CapHeight", "StemV"}

// programFits tells which kind of program goes with which font (table 126).
var programFits = map[string][]cos.Name{
	"CIDFontType2": {"FontFile2"}, "TrueType": {"FontFile2"}, "CIDFontType0": {"FontFile3"},
	"Type1": {"FontFile", "FontFile3"}, "MMType1": {"FontFile", "FontFile3"},
}

// checkDescriptor asks FONT-DESC.
func (c *checker) checkDescriptor(f *font) {
	if f.descriptor == nil {
		c.breach("FONT-DESC", "%s 没有 FontDescriptor", "%s: no FontDescriptor", f.base)
		return
	}
	var missing []string
	for _, k := range descriptorKeys {
		if f.descriptor[k] == nil {
			missing = append(missing, string(k))
		}
	}
	if len(missing) > 0 {
		c.breach("FONT-DESC", "%s 的 FontDescriptor 缺 %s", "%s: FontDescriptor without %s", f.base, strings.Join(missing, " "))
	}
	fits := slices.Contains(programFits[f.kind], f.file)
	switch {
	case f.file == "":
		return
	case f.file == "FontFile3" && f.fileKind == "OpenType":
		if !c.x4 {
			c.breach("FONT-DESC", "%s：FontFile3 /OpenType 是 PDF 1.6 的", "%s: FontFile3 /OpenType is of PDF 1.6", f.base)
		}
		return
	case f.file == "FontFile3":
		want := map[string]cos.Name{"CIDFontType0": "CIDFontType0C", "Type1": "Type1C"}[f.kind]
		fits = fits && want == f.fileKind
	}
	if !fits {
		c.fail("FONT-DESC", "%s: %s + %s %s", f.base, f.kind, f.file, f.fileKind)
	}
}

// orderings are the character collections of predefined CMaps by how their names
// begin.
var orderings = []struct{ begin, ordering string }{
	{"UniGB", "GB1"}, {"UniCNS", "CNS1"}, {"UniJIS", "Japan1"}, {"UniKS", "Korea1"}, {"GBK", "GB1"}, {"GB-", "GB1"}, {"ETen", "CNS1"},
}

// checkComposite asks FONT-CIDINFO and FONT-CIDTOGID.
func (c *checker) checkComposite(f *font) {
	c.saw("FONT-CIDINFO")
	info := c.file.Dict(f.descendant["CIDSystemInfo"])
	if info["Registry"] == nil || info["Ordering"] == nil || info["Supplement"] == nil {
		c.breach("FONT-CIDINFO", "%s 的 CIDSystemInfo 缺少或不全", "%s: CIDSystemInfo missing or incomplete", f.base)
	} else {
		ordering := c.text(info["Ordering"])
		for _, o := range orderings {
			if strings.HasPrefix(f.encoding, o.begin) && ordering != o.ordering {
				c.fail("FONT-CIDINFO", "%s: %s + %s", f.base, f.encoding, ordering)
			}
		}
	}
	if f.encoding == "" {
		c.breach("FONT-CIDINFO", "%s 没有 Encoding", "%s: no Encoding", f.base)
	}
	if f.kind != "CIDFontType2" {
		return
	}
	c.saw("FONT-CIDTOGID")
	switch v := c.file.Resolve(f.descendant["CIDToGIDMap"]).(type) {
	case nil:
		c.breach("FONT-CIDTOGID", "%s 没有 CIDToGIDMap", "%s: no CIDToGIDMap", f.base)
	case cos.Name:
		if v != "Identity" {
			c.fail("FONT-CIDTOGID", "%s: /%s", f.base, v)
		}
	case *cos.Stream:
		if data, err := c.decode(v); err != nil || len(data)%2 != 0 {
			c.breach("FONT-CIDTOGID", "%s 的 CIDToGIDMap 残缺", "%s: CIDToGIDMap is cut short", f.base)
		}
	}
}

// usedCodes gives the codes that are drawn, sorted.
func (f *font) usedCodes() []textCode {
	out := make([]textCode, 0, len(f.used))
	for code := range f.used {
		out = append(out, code)
	}
	slices.SortFunc(out, textCode.compare)
	return out
}

// hex writes a code as its bytes.
func (c textCode) hex() string { return fmt.Sprintf("%0*x", 2*c.bytes, c.value) }

// checkToUnicode asks FONT-TOUNICODE. A simple font with a named encoding needs no
// map: its glyph names say what they are.
func (c *checker) checkToUnicode(f *font) {
	if len(f.used) == 0 {
		return
	}
	if f.text == nil {
		_, named := c.file.Resolve(f.dict["Encoding"]).(cos.Name)
		if f.descendant != nil || !named {
			c.breach("FONT-TOUNICODE", "%s 没有 ToUnicode", "%s: no ToUnicode", f.base)
		}
		return
	}
	var missing, useless []string
	for _, code := range f.usedCodes() {
		text := f.text.text[code]
		if text == "" {
			missing = append(missing, code.hex())
		}
		if strings.ContainsAny(text, "\x00\uFFFD\uFEFF") {
			useless = append(useless, code.hex())
		}
	}
	some := func(codes []string) string { return strings.Join(codes[:min(len(codes), 8)], " ") }
	if len(missing) > 0 {
		c.breach("FONT-TOUNICODE", "%s 有 %d 个字符没有对应的文字：%s", "%s: %d codes unmapped: %s", f.base, len(missing), some(missing))
	}
	if len(useless) > 0 {
		c.breach("FONT-TOUNICODE", "%s 有 %d 个字符对应 U+0000、U+FFFD 或 U+FEFF：%s", "%s: %d codes map to U+0000, U+FFFD or U+FEFF: %s", f.base, len(useless), some(useless))
	}
}

// checkProgram asks FONT-PARSE, FONT-NOTDEF, FONT-WIDTHS and FONT-BLANK.
func (c *checker) checkProgram(f *font) {
	if f.widths.truncated {
		c.breach("FONT-WIDTHS", "%s 的 W 残缺", "%s: W is cut short", f.base)
	}
	if f.file == "" {
		return
	}
	if f.programErr != nil {
		c.damagedProgram(f.base, f.programErr)
		return
	}
	if f.program.EmbeddingForbidden() {
		c.breach("FONT-PARSE", "%s 的许可（fsType）不准嵌入", "%s: its licence (fsType) forbids embedding", f.base)
	}
	for _, code := range f.usedCodes() {
		c.checkGlyph(f, code)
	}
}

// checkGlyph holds one drawn code against the program.
func (c *checker) checkGlyph(f *font, code textCode) {
	gid, found, known := f.glyph(code)
	if !known {
		return
	}
	c.saw("FONT-WIDTHS", "FONT-NOTDEF", "FONT-BLANK")
	text := ""
	if f.text != nil {
		text = f.text.text[code]
	}
	where := fmt.Sprintf("%s: %s %q", f.base, code.hex(), text)
	if !found {
		c.fail("FONT-NOTDEF", "%s", where)
		return
	}
	advance, ink, err := f.program.Glyph(gid)
	if err != nil {
		c.damagedProgram(where, err)
		return
	}
	const rounding = 1.0 // 1/1000 em
	if have := f.width(code); abs(have-advance) > rounding {
		c.fail("FONT-WIDTHS", "%s: %.5g ≠ %.5g", where, have, advance)
	}
	if !ink && !isBlank(text) {
		c.fail("FONT-BLANK", "%s", where)
	}
}

// damagedProgram notes why a program, or a glyph of it, cannot be read.
func (c *checker) damagedProgram(where string, err error) {
	what := diag.Text{Zh: err.Error(), En: err.Error()}
	var own *fontprogram.Fault
	if errors.As(err, &own) {
		what = own.What
	}
	c.report.fail("FONT-PARSE", diag.Text{Zh: where + "：" + what.Zh, En: where + ": " + what.En})
}

// isBlank tells text that has no ink.
func isBlank(text string) bool {
	for _, r := range text {
		if !unicode.IsSpace(r) && !strings.ContainsRune("\u00ad\u200b\u200c\u200d\u2060\ufeff\u2028", r) {
			return false
		}
	}
	return text != ""
}
