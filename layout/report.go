package layout

// Report is what Compose has to say about the pages it made.
type Report struct {
	Findings []Finding
	Columns  []ColumnEnd // of all columns with text, in reading order
	Fits     []FrameFit  // of all frames, page by page
}

// ColumnEnd is where a column of a story's body ends.
type ColumnEnd struct {
	Page, Frame  string // label, name
	Column, Of   int    // from 1
	Story        string // ID
	Para, Offset int    // the text ends before this rune of Paras[Para]
	End          bool   // of the part of the story that stands in the frame
}

// FrameFit says how well a frame is filled (copyfitting). Lines are counted over
// all columns: a frame of two columns with one free grid line below has room for
// two.
type FrameFit struct {
	Page, Frame string // label, name
	Template    string
	Columns     int
	Stories     int // begun or continued in it
	Rows        int // grid lines its bodies take, one below the other
	Under       int // lines it has still room for
	Over        int // lines of the stories placed in it that it had no room for
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
	// MissingGlyph: no face of the role's chain has Rune (Name: the face role). It stands in
	// the reading over the character at Offset if Count is 1. An error.
	MissingGlyph = "missing-glyph"
	// Overflow: Count lines of Story did not fit frame Name and went on to an added page.
	Overflow = "frame-overflow"
	// FrameTooSmall: frame Name, though empty, has no room for Count lines of Story
	// (a box, or a frame lower than one line); they are set over its foot.
	FrameTooSmall = "frame-too-small"
	// MovedBox: Count boxes of Story, the first of them Para, did not fit frame Name
	// beside its text and went to an added page.
	MovedBox = "box-moved"
	// MovedStory: the whole Story did not fit frame Name and went to an added page.
	MovedStory = "story-moved"
	// LooseLine: a line is stretched by more than 1/4 em per boundary.
	LooseLine = "loose-line"
	// DotsOnReading: a reading over a line and a dot under the line before stand on each other.
	DotsOnReading = "dots-on-reading"
	// NotFlush: a line misses the right edge and nothing in it can be stretched, or
	// sticks out beyond it and nothing can be squeezed.
	NotFlush = "line-not-flush"
	// WidowLine: the short last line of a paragraph stands alone at the head of a column.
	WidowLine = "widow-line"
	// OrphanLine: the first line of a paragraph stands alone at the foot of a column.
	OrphanLine = "orphan-line"
	// SubheadAlone: a run-in subhead stands at the foot of a column of frame Name
	// without a line of its text. Count 0: the frame's KeepRunIn allows it.
	SubheadAlone = "subhead-alone"
	// AnnouncementAlone: a line that announces a table or a list of names ends a
	// column, and what it announces begins the next.
	AnnouncementAlone = "announcement-alone"
	// NothingContinues: a placement asks for the rest of Story, which has none left.
	NothingContinues = "nothing-continues"
	// Runt: a paragraph ends in a line of fewer Han than the setting asks for.
	Runt = "runt"
	// QRSmall: there was no room for the QR box at its size; Count lines were free.
	QRSmall = "qr-small"
	// ContentsFull: Count stories have no cell in the contents rail.
	ContentsFull = "contents-full"
	// TooWide: a line of furniture or headline in style Name is wider than its
	// place; with a Para from 0 on, a table's columns do not fit its measure.
	TooWide = "line-too-wide"
)
