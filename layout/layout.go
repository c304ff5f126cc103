// Package layout sets stories into pages: it breaks and justifies lines, fills
// frames and columns on the baseline grid and returns a display list. Start with
// Compose. The package reads no file, no clock and no environment, knows nothing
// of manuscripts or PDF, and never learns where the printed original cut its
// columns.
package layout

import (
	"banxin/fonts"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// Input is all that Compose looks at.
type Input struct {
	Page    Page
	Faces   map[string]fonts.Chain // by face role: "song", "hei"
	Colours map[string]Colour
	Styles  map[string]Style // by role: "body", "run-in", "headline"
	Setting inline.Setting
	QR      QRStyle
	Stories []Story
	Sheets  []Sheet
	Flow    []int             // stories without a place, in order: they go where a frame takes them
	Added   *Template         // template of the pages that are added when text is left over
	Vars    map[string]string // for furniture: name, number, date, weekday; page is set by Compose
	Draft   string            // watermark; empty: none
}

// Colour is a process colour in per cent of C, M, Y, K.
type Colour = [4]uint8

// Page is the trimmed page, its type area and its baseline grid.
type Page struct {
	Width, Height unit.Pt
	Left, Top     unit.Pt // of the type area
	TypeWidth     unit.Pt
	TypeHeight    unit.Pt
	Bleed         unit.Pt
	Pitch         unit.Pt // one grid line
	Baseline      unit.Pt // of grid line 0, from the type area's top
}

// Style is the setting of one role.
type Style struct {
	Face             string
	Size             unit.Pt
	Leading          unit.Pt
	Indent           unit.Em
	Align            Align
	Colour           string
	Tracking         unit.Em
	Gap              unit.Em // between clauses of a headline
	Before, After    unit.Pt
	FitWidth         bool    // size chosen so that the line fills its width
	Marks            *Marks  // punctuation widths of the role; nil: the setting's
	MinSize, MaxSize unit.Pt // 0: Size
}

// Marks are the widths of punctuation, where a role sets them otherwise than the
// body: headlines are set solid.
type Marks struct{ Pause, Stop, Bracket unit.Em }

// Align is where the lines of a role stand.
type Align int

const (
	Justify Align = iota
	Left
	Centre
	Right
)

// Story is one article as layout sees it.
type Story struct {
	ID       string // in marks and findings
	Title    string // outline and contents
	Kicker   string
	Overline string
	Headline []string // clauses
	Breaks   []string // lines of the headline as the editor broke them; empty: chosen here
	Deck     string
	Paras    []Para
}

// ParaKind is the closed set of paragraphs.
type ParaKind int

const (
	Body   ParaKind = iota // indented, justified
	Byline                 // flush right in the last line if it has room, else a line of its own
	QRBox                  // a code (or its placeholder) with the paragraph as caption
)

// Para is one paragraph.
type Para struct {
	Kind  ParaKind
	Spans []Span
	Code  [][]bool // QRBox: modules of the code, true: dark; nil: placeholder
}

// Span is a stretch of a paragraph in one role.
type Span struct {
	Text  string
	Style string
}

// Sheet is one page to be made: a template and the stories put on it.
type Sheet struct {
	Template *Template
	Place    []Placement
}

// Placement puts one story into a frame.
type Placement struct {
	Frame string
	Story int
}

// Template is a kind of page. Positions are from the top left of the type area.
type Template struct {
	Name     string
	Frames   []Frame
	Texts    []Text
	Rules    []Rule
	Contents []Contents
}

// Breaking says how the lines of a frame's paragraphs are chosen.
type Breaking int

const (
	TotalFit Breaking = iota // all lines of a paragraph together, at the least cost
	FirstFit                 // one line after the other
)

// Fill says how the columns of a frame are filled.
type Fill int

const (
	Balance   Fill = iota // columns alike, the first the longer
	FirstFull             // the first column full before the next begins
)

// Takes says which stories without a place a frame takes.
type Takes int

const (
	TakesNone Takes = iota
	TakesFirst
	TakesRest
)

// Frame takes stories one below the other, each with its headline group over
// the whole width and its body in columns.
type Frame struct {
	Name                             string
	X, Y, Width, Height              unit.Pt
	Columns                          int
	Gutter                           unit.Pt
	Fill                             Fill
	Breaking                         Breaking
	Takes                            Takes
	Headline, Kicker, Overline, Deck string // styles
	Gap                              unit.Pt
	Separator                        []Rule
	KeepRunIn                        int
}

// Text is a line of furniture; Y is its baseline.
type Text struct {
	Text, Style string
	X, Y, Width unit.Pt
	Align       Align
}

// Rule is a filled rectangle of furniture.
type Rule struct {
	X, Y, Width, Height unit.Pt
	Colour              string
}

// Contents is the contents rail: a cell for each story of other pages.
type Contents struct {
	X, Y, Width, Height               unit.Pt
	Title, Ref                        string
	TitleAt, First, Cell, KickerAt    unit.Pt
	Style, RefStyle, Headline, Kicker string
	Separator, Accent                 []Rule
}

// QRStyle is how QR codes and their boxes look.
type QRStyle struct {
	Side        unit.Pt // of the square with its quiet zone
	Line        unit.Pt
	Colour      string
	Caption     string // style
	Placeholder string // words in an empty frame
}

// Finding is something the layout met that an editor should know. Code is one
// of the Finding constants; the other fields hold what that code says.
type Finding struct {
	Code   string
	Story  string // ID; empty: furniture
	Para   int    // index into Paras; -1: headline group
	Offset int    // runes from the start of the paragraph
	Rune   rune   // missing-glyph
	Name   string // face, frame, style or page, as the code says
	Count  int    // lines, cells
}

const (
	// MissingGlyph: no face of the role's chain has Rune (Name: the face role). An error.
	MissingGlyph = "missing-glyph"
	// Overflow: Count lines of Story did not fit frame Name and went on to an added page.
	Overflow = "frame-overflow"
	// FrameTooSmall: frame Name, though empty, has no room for Count lines of Story
	// (a box, or a frame lower than one line); they are set over its foot.
	FrameTooSmall = "frame-too-small"
	// MovedStory: the whole Story did not fit frame Name and went to an added page.
	MovedStory = "story-moved"
	// LooseLine: a line is stretched by more than 1/4 em per boundary.
	LooseLine = "loose-line"
	// Runt: a paragraph ends in a line of fewer Han than the setting asks for.
	Runt = "runt"
	// QRSmall: there was no room for the QR box at its size; Count lines were free.
	QRSmall = "qr-small"
	// ContentsFull: Count stories have no cell in the contents rail.
	ContentsFull = "contents-full"
	// TooWide: a line of furniture or headline in style Name is wider than its place.
	TooWide = "line-too-wide"
)
