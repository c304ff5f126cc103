package fontprogram

import (
	"encoding/binary"
	"strings"
)

// sfnt is the wrapper of TrueType and OpenType: tables in one file.
type sfnt struct {
	data        []byte
	directory   []byte // records of 16 bytes: tag, checksum, offset, length
	emUnits     float64
	longMetrics int // glyphs with an advance of their own in hmtx
	hmtx        []byte
	loca        []byte // nil: the outlines are CFF
	longLoca    bool
	glyf        []byte
}

func uint16At(b []byte, at int) int { return int(binary.BigEndian.Uint16(b[at:])) }
func uint32At(b []byte, at int) int { return int(binary.BigEndian.Uint32(b[at:])) }

// table gives the bytes of a table, nil where it is missing or not within the file.
func (s *sfnt) table(tag string) []byte {
	for d := s.directory; len(d) >= 16; d = d[16:] {
		if string(d[:4]) != tag {
			continue
		}
		at, size := uint32At(d, 8), uint32At(d, 12)
		if at > len(s.data) || size > len(s.data)-at {
			return nil
		}
		return s.data[at : at+size : at+size]
	}
	return nil
}

// openSFNT reads the tables that any glyph needs. Tables cmap and OS/2 may be
// missing, as subsets leave them out.
func (p *Program) openSFNT(data []byte) *Fault {
	if !isSFNT(data) || len(data) < 12 {
		return fault("不是 TrueType 或 OpenType 字体", "this is no TrueType or OpenType font")
	}
	s := &sfnt{data: data}
	size := 16 * uint16At(data, 4)
	if size > len(data)-12 {
		return fault("字体的表目录不完整", "the font's table directory is cut short")
	}
	s.directory = data[12 : 12+size]
	if err := p.openMetrics(s); err != nil {
		return err
	}
	if cff := s.table("CFF "); cff != nil {
		var err *Fault
		if p.cff, err = openCFF(cff); err != nil {
			return err
		}
	} else if err := s.openOutlines(p.glyphs); err != nil {
		return err
	}
	p.tables = s
	p.cmaps = readCmapRecords(s.table("cmap"))
	return nil
}

// required are the tables without which no glyph can be measured, each with the
// bytes it must have at least.
func (s *sfnt) required() *Fault {
	need := []struct {
		tag string
		min int
	}{{"head", 54}, {"hhea", 36}, {"hmtx", 4}, {"maxp", 6}}
	var missing []string
	for _, n := range need {
		if len(s.table(n.tag)) < n.min {
			missing = append(missing, n.tag)
		}
	}
	if s.table("CFF ") == nil {
		for _, tag := range []string{"glyf", "loca"} {
			if s.table(tag) == nil {
				missing = append(missing, tag)
			}
		}
	}
	if len(missing) > 0 {
		return fault("字体表缺少或不完整：%s", "tables missing or cut short: %s", strings.Join(missing, " "))
	}
	return nil
}

func (p *Program) openMetrics(s *sfnt) *Fault {
	if err := s.required(); err != nil {
		return err
	}
	head := s.table("head")
	s.emUnits = float64(uint16At(head, 18))
	s.longLoca = uint16At(head, 50) != 0
	s.hmtx = s.table("hmtx")
	p.glyphs = uint16At(s.table("maxp"), 4)
	s.longMetrics = min(uint16At(s.table("hhea"), 34), p.glyphs)
	switch {
	case s.emUnits == 0:
		return fault("head 表的 unitsPerEm 为 0", "unitsPerEm of table head is 0")
	case p.glyphs == 0:
		return fault("字体没有字形", "the font has no glyphs")
	case s.longMetrics == 0:
		return fault("hhea 表没有宽度", "table hhea counts no widths")
	case len(s.hmtx) < 4*s.longMetrics:
		return fault("hmtx 表不完整：应有 %d 个宽度", "table hmtx is cut short: %d widths are announced", s.longMetrics)
	}
	return nil
}

// openOutlines checks that loca has an entry for every glyph and one behind.
func (s *sfnt) openOutlines(glyphs int) *Fault {
	s.loca, s.glyf = s.table("loca"), s.table("glyf")
	entry := 2
	if s.longLoca {
		entry = 4
	}
	if len(s.loca) < entry*(glyphs+1) {
		return fault("loca 表不完整：共 %d 个字形", "table loca is cut short: the font has %d glyphs", glyphs)
	}
	return nil
}

// advance is in thousandths of an em. Glyphs beyond the long metrics share the
// last advance.
func (s *sfnt) advance(gid int) float64 {
	return float64(uint16At(s.hmtx, 4*min(gid, s.longMetrics-1))) * 1000 / s.emUnits
}

// hasContours tells whether the glyph is made of contours or of other glyphs.
func (s *sfnt) hasContours(gid int) (bool, *Fault) {
	const header = 10
	var from, to int
	if s.longLoca {
		from, to = uint32At(s.loca, 4*gid), uint32At(s.loca, 4*gid+4)
	} else {
		from, to = 2*uint16At(s.loca, 2*gid), 2*uint16At(s.loca, 2*gid+2)
	}
	switch {
	case from == to:
		return false, nil
	case from > to || to > len(s.glyf) || to-from < header:
		return false, fault("字形 %d 不在 glyf 表内", "glyph %d does not lie within table glyf", gid)
	}
	return uint16At(s.glyf, from) != 0, nil
}
