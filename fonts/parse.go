package fonts

import (
	"encoding/binary"
	"strings"

	"banxin/internal/diag"
	"banxin/layout/unit"
)

// Tags at the start of a font file (OpenType 1.9, "Organization of an OpenType font").
const (
	tagTrueType   = "\x00\x01\x00\x00"
	tagAppleTrue  = "true"
	tagCFF        = "OTTO"
	tagCollection = "ttcf"
	tagWOFF       = "wOFF"
	tagWOFF2      = "wOF2"
)

// Bits of OS/2 fsType.
const (
	fsRestricted = 1 << 1
	fsNoSubset   = 1 << 8
	fsBitmapOnly = 1 << 9
	fsUsageMask  = 0x000E // the most permissive of these bits applies
)

// headMagic is the constant in every head table.
const headMagic = 0x5F0F3CF5

// Parse reads a static single-face TrueType font. name is for messages, and
// stands in for a missing PostScript name. data is kept and must not change.
// Errors are of type *Error. What cannot become part of a print PDF is refused:
// collections, compressed fonts, CFF outlines, variable fonts, and faces whose
// fsType forbids embedding or subsetting.
func Parse(name string, data []byte) (*Face, error) {
	p := &parser{file: name, data: data}
	if err := p.directory(); err != nil {
		return nil, err
	}
	if err := p.refuse(); err != nil {
		return nil, err
	}
	f := &Face{file: name}
	for _, step := range []func(*Face) error{p.head, p.glyphs, p.horizontal, p.characters, p.os2, p.names, p.post} {
		if err := step(f); err != nil {
			return nil, err
		}
	}
	f.fallbackHeights()
	return f, nil
}

// parser holds the table directory while a face is read.
type parser struct {
	file   string
	data   []byte
	tables map[string][]byte
}

func (p *parser) fail(code string, found, hint diag.Text) error {
	return &Error{Face: p.file, Code: code, Found: found, Hint: hint}
}

func (p *parser) damaged(table string) error {
	return damaged(p.file, diag.Say("表 %s 损坏或不完整", "its table %s is damaged or cut short", strings.TrimSpace(table)))
}

func damaged(file string, found diag.Text) error {
	return &Error{file, Damaged, found, diag.Say("请重新下载或重新导出该字体文件", "fetch or export the font file again")}
}

var useGlyf = diag.Say(
	"请改用带 TrueType（glyf）轮廓的单个静态 .ttf 文件，如 NotoSerifSC-Regular.ttf",
	"use a static single-face .ttf with TrueType (glyf) outlines, such as NotoSerifSC-Regular.ttf")

// directory checks the file's kind and finds its tables.
func (p *parser) directory() error {
	if len(p.data) < 12 {
		return p.fail(NotAFont, diag.Say("文件只有 %d 字节，不是字体", "the file has %d bytes and is no font", len(p.data)), useGlyf)
	}
	switch tag := string(p.data[:4]); tag {
	case tagTrueType, tagAppleTrue:
	case tagCollection:
		return p.fail(Collection, diag.Say("这是字体集合（.ttc 或 .otc）", "it is a font collection (.ttc or .otc)"),
			diag.Say("请从集合中导出所需的一款，存为单个 .ttf 文件", "export the one face you need from the collection as a single .ttf file"))
	case tagWOFF, tagWOFF2:
		return p.fail(WebFont, diag.Say("这是压缩的网页字体（%s）", "it is a compressed web font (%s)", strings.ToUpper(tag)),
			diag.Say("请改用同一字体未压缩的 .ttf 文件", "use the uncompressed .ttf of the same face"))
	case tagCFF:
		return p.cff()
	default:
		return p.fail(NotAFont, diag.Say("文件开头是 %q，不是 TrueType 字体", "the file starts with %q and is no TrueType font", tag), useGlyf)
	}
	count := int(binary.BigEndian.Uint16(p.data[4:]))
	if 12+16*count > len(p.data) {
		return damaged(p.file, diag.Say("表目录不完整", "its table directory is cut short"))
	}
	p.tables = make(map[string][]byte, count)
	for i := range count {
		entry := p.data[12+16*i:]
		tag := string(entry[:4])
		offset, length := uint64(binary.BigEndian.Uint32(entry[8:])), uint64(binary.BigEndian.Uint32(entry[12:]))
		if offset+length > uint64(len(p.data)) {
			return damaged(p.file, diag.Say("表 %s 超出文件末尾", "its table %s lies beyond the end of the file", strings.TrimSpace(tag)))
		}
		p.tables[tag] = p.data[offset : offset+length : offset+length]
	}
	return nil
}

func (p *parser) cff() error {
	return p.fail(CFFOutlines, diag.Say("轮廓是 PostScript（CFF）格式", "its outlines are PostScript (CFF)"), useGlyf)
}

// refuse turns away what the directory shows to be unusable.
func (p *parser) refuse() error {
	has := func(tag string) bool { _, ok := p.tables[tag]; return ok }
	switch {
	case has("fvar"):
		return p.fail(Variable, diag.Say("这是可变字体（含 fvar 表）", "it is a variable font (it has a table fvar)"),
			diag.Say("请改用所需字重的静态 .ttf 文件", "use the static .ttf of the weight you need"))
	case !has("glyf") && (has("CFF ") || has("CFF2")):
		return p.cff()
	case !has("glyf") || !has("loca"):
		return p.fail(NoOutlines, diag.Say("没有 TrueType 轮廓（缺少 glyf 或 loca 表）", "it has no TrueType outlines (no table glyf or loca)"), useGlyf)
	}
	for _, tag := range []string{"head", "hhea", "maxp", "hmtx", "cmap", "OS/2"} {
		if !has(tag) {
			return p.fail(MissingTable, diag.Say("缺少表 %s", "it has no table %s", tag), useGlyf)
		}
	}
	return nil
}

func (p *parser) head(f *Face) error {
	head := p.tables["head"]
	if len(head) < 54 || binary.BigEndian.Uint32(head[12:]) != headMagic {
		return p.damaged("head")
	}
	f.head = head[:54]
	f.unitsPerEm = int(binary.BigEndian.Uint16(head[18:]))
	if f.unitsPerEm < 16 || f.unitsPerEm > 16384 {
		return p.fail(BadUnitsPerEm, diag.Say("unitsPerEm 为 %d，不在 16 至 16384 之间", "its unitsPerEm is %d, outside 16 to 16384", f.unitsPerEm),
			diag.Say("请改用完好的 .ttf 文件", "use a sound .ttf file"))
	}
	f.metrics.BBox = f.boxEm(int16At(head, 36), int16At(head, 38), int16At(head, 40), int16At(head, 42))
	f.metrics.Italic = binary.BigEndian.Uint16(head[44:])&2 != 0
	return nil
}

func (p *parser) glyphs(f *Face) error {
	maxp, loca := p.tables["maxp"], p.tables["loca"]
	if len(maxp) < 6 {
		return p.damaged("maxp")
	}
	f.glyphCount = int(binary.BigEndian.Uint16(maxp[4:]))
	entry := 2
	switch int16At(f.head, 50) {
	case 0:
	case 1:
		f.longLoca, entry = true, 4
	default:
		return p.damaged("head")
	}
	if f.glyphCount == 0 {
		return p.damaged("maxp")
	}
	if len(loca) < entry*(f.glyphCount+1) {
		return p.damaged("loca")
	}
	f.loca, f.glyf = loca, p.tables["glyf"]
	return nil
}

func (p *parser) horizontal(f *Face) error {
	hhea, hmtx := p.tables["hhea"], p.tables["hmtx"]
	if len(hhea) < 36 {
		return p.damaged("hhea")
	}
	f.hhea = hhea[:36]
	f.longMetrics = int(binary.BigEndian.Uint16(hhea[34:]))
	if f.longMetrics == 0 || f.longMetrics > f.glyphCount {
		return p.damaged("hhea")
	}
	if len(hmtx) < 4*f.longMetrics {
		return p.damaged("hmtx")
	}
	f.hmtx = hmtx
	return nil
}

func (p *parser) characters(f *Face) error {
	m, ok := chooseCmap(p.tables["cmap"])
	if !ok {
		return p.fail(NoUnicode, diag.Say("没有可用的 Unicode 字符映射（cmap 格式 4 或 12）", "it has no usable Unicode character map (cmap format 4 or 12)"), useGlyf)
	}
	f.cmap = m
	return nil
}

// os2 reads permission, weight, class and heights (OpenType 1.9, OS/2).
func (p *parser) os2(f *Face) error {
	os2 := p.tables["OS/2"]
	if len(os2) < 68 {
		return p.damaged("OS/2")
	}
	f.os2 = os2
	m := &f.metrics
	m.FSType = binary.BigEndian.Uint16(os2[8:])
	if err := p.permission(m.FSType); err != nil {
		return err
	}
	m.Weight = int(binary.BigEndian.Uint16(os2[4:]))
	m.StemV = stemV(m.Weight)
	m.Serif = serif(os2[32:42], os2[30])
	m.Italic = m.Italic || binary.BigEndian.Uint16(os2[62:])&1 != 0
	// The typographic heights describe the em box; hhea's are line heights,
	// which in CJK faces reach far above and below it.
	ascent, descent := int16At(f.hhea, 4), int16At(f.hhea, 6)
	if len(os2) >= 72 && (int16At(os2, 68) != 0 || int16At(os2, 70) != 0) {
		ascent, descent = int16At(os2, 68), int16At(os2, 70)
	}
	m.Ascent, m.Descent = f.em(ascent), f.em(descent)
	if binary.BigEndian.Uint16(os2) >= 2 && len(os2) >= 90 {
		m.XHeight, m.CapHeight = f.em(int16At(os2, 86)), f.em(int16At(os2, 88))
	}
	return nil
}

func (p *parser) permission(fsType uint16) error {
	usable := diag.Say("请改用允许嵌入和子集化的字体，如内置的开放字体（OFL）", "use a face that may be embedded and subset, such as the embedded OFL faces")
	switch {
	case fsType&fsUsageMask == fsRestricted:
		return p.fail(Forbidden, diag.Say("字体许可禁止嵌入（fsType %#04x）", "its licence forbids embedding (fsType %#04x)", fsType), usable)
	case fsType&fsNoSubset != 0:
		return p.fail(Forbidden, diag.Say("字体许可禁止取子集（fsType %#04x）", "its licence forbids subsetting (fsType %#04x)", fsType), usable)
	case fsType&fsBitmapOnly != 0:
		return p.fail(Forbidden, diag.Say("字体许可只允许嵌入点阵（fsType %#04x）", "its licence allows embedding of bitmaps only (fsType %#04x)", fsType), usable)
	}
	return nil
}

func (p *parser) names(f *Face) error {
	f.names = readNames(p.tables["name"])
	f.name = postScriptName(f.names[namePostScript])
	if f.name == "" {
		f.name = postScriptName(strings.TrimSuffix(p.file, ".ttf"))
	}
	if f.name == "" {
		f.name = "Unnamed"
	}
	return nil
}

// post is optional for us: only its header's slant, underline and pitch are used.
func (p *parser) post(f *Face) error {
	post := p.tables["post"]
	if len(post) < 16 {
		return nil
	}
	f.post = post[:16]
	// Fixed 16.16, rounded to whole degrees.
	f.metrics.ItalicAngle = int((int64(int32(binary.BigEndian.Uint32(post[4:]))) + 1<<15) >> 16)
	f.metrics.FixedPitch = binary.BigEndian.Uint32(post[12:]) != 0
	return nil
}

// stemV estimates the width of vertical stems from usWeightClass: no table
// states it, and PDF viewers use it only to imitate a face that is missing. The
// line through 400 → 95 and 700 → 168 is that of common text faces.
func stemV(weight int) unit.Em {
	return unit.Em(10 + 220*(max(weight, 50)-50)/900)
}

// serif reads PANOSE (family 2, serif styles 2 to 10 and 14, 15), or where that
// is blank the class of sFamilyClass (1 to 5 and 7 are serif classes).
func serif(panose []byte, familyClass byte) bool {
	if panose[0] == 2 && panose[1] >= 2 {
		return panose[1] <= 10 || panose[1] >= 14
	}
	return familyClass >= 1 && familyClass <= 5 || familyClass == 7
}
