package config

import (
	"path/filepath"
	"strings"
	"time"

	"banxin/internal/diag"
	"banxin/layout/unit"
)

// Rect is a rectangle in points; the origin is at the top left.
type Rect struct{ X, Y, Width, Height unit.Pt }

// Em gives the size of the body type.
func (c *Config) Em() unit.Pt { return c.Style["body"].Size.Resolve(0, 0) }

// Ln gives the height of a grid line.
func (c *Config) Ln() unit.Pt { return c.Page.Pitch.Resolve(c.Em(), 0) }

// Len resolves a length of page geometry: em is of the body.
func (c *Config) Len(l Length) unit.Pt { return l.Resolve(c.Em(), c.Ln()) }

// StyleSize gives the size of a style; em in a size is of the body.
func (c *Config) StyleSize(s *Style) unit.Pt { return c.Len(s.Size) }

// StyleLen resolves a length of a style other than its sizes: em is of the
// style's own size.
func (c *Config) StyleLen(s *Style, l Length) unit.Pt { return l.Resolve(c.StyleSize(s), c.Ln()) }

// TypeArea gives the type area (版心) on the trimmed page.
func (c *Config) TypeArea() Rect {
	p := &c.Page
	left, top := c.Len(p.MarginLeft), c.Len(p.MarginTop)
	return Rect{X: left, Y: top,
		Width:  c.Len(p.Width) - left - c.Len(p.MarginRight),
		Height: c.Len(p.Height) - top - c.Len(p.MarginBottom)}
}

// FrameRect gives a frame's rectangle in the type area.
func (c *Config) FrameRect(f *Frame) Rect {
	return Rect{c.Len(f.X), c.Len(f.Y), c.Len(f.Width), c.Len(f.Height)}
}

// Measure gives the width of one column of a frame.
func (c *Config) Measure(f *Frame) unit.Pt {
	n := max(f.Columns, 1)
	return (c.Len(f.Width) - c.Len(f.Gutter)*unit.Pt(n-1)) / unit.Pt(n)
}

// Path gives the path in the file system of a path as the configuration writes
// it: relative to the folder of config.toml.
func (c *Config) Path(name string) string {
	name = filepath.FromSlash(name)
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(c.Dir, name)
}

// At gives the place of a dotted key, such as "template[0].frame[1].width", or
// of the nearest table over it when the key has its default.
func (c *Config) At(key string) diag.Pos {
	for key != "" {
		if pos, ok := c.Keys[key]; ok {
			return pos
		}
		key = key[:max(strings.LastIndexAny(key, ".["), 0)]
	}
	return diag.Pos{File: c.File, Line: 1}
}

// Location gives the publication's time zone, UTC when it names none that is
// known.
func (c *Config) Location() *time.Location {
	if zone, err := loadZone(c.Publication.Timezone); err == nil {
		return zone
	}
	return time.UTC
}

// FormatDate writes a date as the folio line has it, in the publication's zone:
// "2021年1月15日".
func (c *Config) FormatDate(t time.Time) string {
	return t.In(c.Location()).Format("2006年1月2日")
}

// FormatWeekday writes the day of the week, in the publication's zone: "星期五".
func (c *Config) FormatWeekday(t time.Time) string {
	return "星期" + [...]string{"日", "一", "二", "三", "四", "五", "六"}[t.In(c.Location()).Weekday()]
}
