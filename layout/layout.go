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
	Names   []string // of persons: body text had better not divide them (§3.9), headlines still less; in any order
	Words   []string // that no heading may divide: the editor's
	QR      QRStyle
	Stories []Story
	Sheets  []Sheet
	Flow    []int     // stories without a place, in order: they go where a frame takes them
	Added   *Template // template of the pages that are added when text is left over
	Jump    Jump
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
	Rise             unit.Em // of the baseline, over that of the line
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
	Body      ParaKind = iota // indented, justified
	Byline                    // flush right in the last line if it has room, else a line of its own
	QRBox                     // a box: a code (or its placeholder) with the paragraph as caption
	Picture                   // a box: an image; the spans are its caption and, if any, its credit
	Pull                      // a box: words set large between two rules
	Names                     // a list of names in columns: one span for each
	TableRows                 // a table: one span for each cell, row by row
	Note                      // a note to the text, set as body text is; opens with its sign
)

// Para is one paragraph.
type Para struct {
	Kind  ParaKind
	Spans []Span
	Code  [][]bool // QRBox: modules of the code, true: dark; nil: placeholder
	Image *Image   // Picture
	At    Anchor   // of a box
	Table *Table   // TableRows: how its cells stand
	Note  int      // Note: its number in the story, from 1
}

// Table says how the cells of a table stand.
type Table struct {
	Columns int
	Header  int     // rows at the top that head the columns; set again where a column begins inside the table
	Align   []Align // of the body's cells by column: Left, Centre or Right; the head is centred
}

// Anchor is where a box stands in the frame of its story: at the foot of a column
// or at its head, or over all columns of the frame.
type Anchor struct {
	Head     bool
	Spanning bool
	Column   int // from 1; 0, or more than there are: the last
}

// Image is a picture as layout sees it.
type Image struct {
	Name          string // by which the writer finds its data
	Width, Height int    // pixels; only their ratio matters here
}

// Span is a stretch of a paragraph in one role.
type Span struct {
	Text    string
	Style   string
	Over    string // a style laid over it, of which face, colour and rise hold, and the size as a share of the body's; empty: none
	Ruby    string // reading over the span as a whole, in the style "ruby", narrower than any column; the span then has no marks; empty: none
	Dotted  bool   // an emphasis dot stands under its characters
	Sign    int    // number of the note of which it is the sign; 0: of none
	Address string // where it leads, an address of the web or of mail; empty: nowhere
}

// Sheet is one page to be made: a template and the stories put on it.
type Sheet struct {
	Template *Template
	Place    []Placement
	IfNeeded bool // left out when no story is left to flow into it
}

// Placement puts one story into a frame, or what an earlier frame had no room for.
type Placement struct {
	Frame     string
	Story     int
	Continues bool
}

// Jump is what stands where a story goes on on another page (转版). {page} is the
// other page's label, {title} the story's first clause. Empty texts: nothing.
type Jump struct {
	To    string // at the end of the earlier part, flush right: （下转第{page}版）
	From  string // over the later part, flush left: （上接第{page}版）{title}
	Style string
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
