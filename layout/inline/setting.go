// Package inline sets one paragraph: it classifies its characters, compresses
// adjacent marks, finds where lines may break, fills lines and justifies them.
// Start with Prepare, then Paragraph.TotalFit (all lines of a paragraph together,
// at the least cost) or Paragraph.FirstFit (one line after the other), and
// Paragraph.Set. The package knows nothing of pages, frames or files. Clause
// numbers in comments are those of docs/TYPOGRAPHY.md.
package inline

import "banxin/layout/unit"

// Level is how strict the line-edge rules (避头尾) are.
type Level int

const (
	GB     Level = iota // GB/T 15834-2011, 5.1: the default
	None                // only unbreakable sequences hold
	Basic               // marks only
	Strict              // dash and ellipsis may not start a line either
)

// Setting is the punctuation style and the line rules of a publication.
type Setting struct {
	Level        Level
	Pause        unit.Em // width of ， 、 ； ：
	Stop         unit.Em // width of 。 ？ ！
	Bracket      unit.Em // width of brackets and quotation marks
	CloseUp      bool    // a pause or stop takes no blank over from the closing bracket or quote before it
	Autospace    unit.Em // gap between Han and a letter or digit
	MaxGap       unit.Em // what that gap may be stretched to
	TrimStart    bool    // an opening mark at a line's start loses its left half
	Hang         bool    // one of ，、。 may stand outside the right edge
	FullEnd      bool    // a mark at a line's end may keep its right half rather than have the line stretched
	SqueezeStops bool    // 。？！ may be squeezed too
	Grid         bool    // every Han stands on the em grid (稿纸式)
	MinLastHan   int     // least Han in a paragraph's last line
}

// Quanjiao is the full-width style (全角式) with the engine's defaults.
func Quanjiao() Setting {
	return Setting{
		Pause: 1000, Stop: 1000, Bracket: 1000,
		Autospace: 250, MaxGap: 500, TrimStart: true, MinLastHan: 2,
	}
}

// Kaiming is the style (开明式) that halves all marks but 。？！.
func Kaiming() Setting {
	s := Quanjiao()
	s.Pause, s.Bracket = 500, 500
	return s
}

// Banjiao is the style (半角式) that halves all marks.
func Banjiao() Setting {
	s := Kaiming()
	s.Stop = 500
	return s
}
