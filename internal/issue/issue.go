// Package issue is the document model: what an issue of the bulletin says, with
// the place in the source of each part, and nothing about how it looks. The
// manuscript readers make it; press hands it to layout (through layout's own
// input types) and to epub. It has no behaviour beyond walking.
package issue

import (
	"strconv"
	"strings"
	"time"

	"banxin/internal/diag"
)

// Issue is one number of the publication.
type Issue struct {
	ID          string // folder name under sources/, such as "2021-01-15"
	Publication Publication
	Date        time.Time // civil date, 00:00 in the publication's zone
	Number      string    // "第1期" without 第 and 期; empty: none given
	WholeNumber string    // counted from the first issue; empty: none given
	FileAs      string    // key by which the issue is sorted, "chong chuan 2021-001"; empty: none
	Revision    time.Time // instant written into the outputs; never the clock
	Sections    []Section // in reading order; one per printed page

	RevisionNumber int // counts the forms in which the issue was released; 0 and 1: the first

	Corrections []Correction // of what earlier issues said
}

// Publication is what lasts from issue to issue.
type Publication struct {
	Name       string
	Publisher  string      // empty: none given
	Creator    Contributor // the editorial body; no name: none given
	Language   string      // BCP 47, "zh-Hans"
	ISSN       string      // "1234-5679" or empty; never invented
	Identifier string      // URN or empty; never invented
	Subjects   []string    // of every issue
	Rights     string      // empty: none given
}

// Section is a run of articles that belong together: a block of the manuscript
// when it comes from a reader, a printed page when press has placed it.
type Section struct {
	Pos      diag.Pos
	Title    string // "第1版", "第1版　要闻"; empty in a manuscript block
	Name     string // what the page is for, "要闻"; empty: none given
	Page     string // number of the printed page, "1"; empty in a manuscript block
	Articles []Article
}

// Article is one piece with its headline group and its blocks in order.
type Article struct {
	Pos      diag.Pos
	Kicker   []Inline   // 眉: office and name, keeps its colon; empty: none
	Overline []Inline   // 引题
	Headline [][]Inline // clauses; between two of them stands one full-em gap
	Deck     []Inline   // 副题, with its leading ——
	Blocks   []Block
	Breaks   []Break // where print begins a column, in order; none in a manuscript block

	Corrections  []Correction  // of what it said in an earlier form of the issue
	Contributors []Contributor // whom bylines and picture credits name; a person stands once for each role
}

// Break is a place at which a column of the printed page begins. It is known when the
// pages are made, and the other edition points to it.
type Break struct {
	Block, Offset int    // before this rune of the block's plain text; Block −1: before the headline group
	Page          string // number of the printed page
	Column        int    // of the page, counted through its frames from 1
}

// Contributor is somebody who is named as having made a part of an article.
type Contributor struct {
	Name   string
	Role   Role
	FileAs string // key by which the name is sorted, "shan xiaoli"; empty: none
}

// Role is what a contributor did, as a code of the MARC relators.
type Role string

// The roles that bylines and credits tell.
const (
	Author       Role = "aut"
	Photographer Role = "pht"
	Editor       Role = "edt"
	Translator   Role = "trl"
	Proofreader  Role = "pfr"
)

// BlockKind is the closed set of blocks.
type BlockKind int

const (
	// Lead is the opening paragraph (导语) of an article whose later paragraphs
	// open with run-in subheads.
	Lead BlockKind = iota
	// Paragraph is a body paragraph; its first Inline may be a RunIn.
	Paragraph
	// Item is one numbered or bulleted item of a list: （一）…, 1. …
	Item
	// NameList is one or more lines that are only names, parted by blanks, 、 or
	// commas. Its Inlines are the names, one each; what parted them is gone.
	NameList
	// Byline names the author: ·陆蕾·, （本报记者　王伟）.
	Byline
	// QRNote is the sentence that goes under a QR code; its Address comes from
	// the configuration.
	QRNote
	// Table is rows of cells. Its Inlines are the cells row by row, one each and
	// as many in every row as Block.Table has columns; an empty cell has no text.
	Table
	// Picture is a picture beside the text, with its caption, which may be empty.
	Picture
	// Note is the text of a note (注释) of the article, whose sign it opens with;
	// notes stand at the end of their article.
	Note
	// Pull is a pull box (提要): words of the article, or a summary of it, set large
	// beside the text.
	Pull
)

// Block is one paragraph-like part of an article.
type Block struct {
	Kind    BlockKind
	Pos     diag.Pos // of its first character
	Inlines []Inline // in order; a block that was joined over a cut has one more Inline from the second line on
	Cuts    []Cut    // where the original's columns cut this block, in order
	Table   *Grid    // of a Table; nil for all other kinds
	Image   *Image   // Picture; nil for every other kind
	Number  int      // of a Note: as its signs give it, from 1; 0 for every other kind
	Address string   // of a QRNote: what the code holds, http, https or mailto; empty: not known yet
}

// Grid says how the cells of a table stand.
type Grid struct {
	Header int     // rows at the top that head the columns: 0 or 1
	Align  []Align // one for each column
}

// Align is where the cells of a table's column stand.
type Align int

const (
	// Left is for words.
	Left Align = iota
	// Centre is chosen by the editor.
	Centre
	// Right is for numbers.
	Right
)

// Rows gives the cells of a table row by row; nil for other blocks.
func (b *Block) Rows() [][]Inline {
	if b.Table == nil || len(b.Table.Align) == 0 {
		return nil
	}
	var rows [][]Inline
	for n, i := len(b.Table.Align), 0; i+n <= len(b.Inlines); i += n {
		rows = append(rows, b.Inlines[i:i+n:i+n])
	}
	return rows
}

// Image says which picture a Picture block shows; its pixels travel beside the model.
type Image struct {
	Name   string   // file in the issue's folder
	Alt    string   // what is to be seen, for who cannot see it; empty: nobody has said
	AltBy  AltBy    // whose words Alt are
	Credit []Inline // who made it; empty: none given
}

// InlineKind is the closed set of inlines.
type InlineKind int

const (
	// Text is running text.
	Text InlineKind = iota
	// RunIn is a run-in subhead (同行小标题): the first sentence of a paragraph,
	// with its stop.
	RunIn
)

// Inline is a run of characters of one kind from one source line, of which the same is
// said. Only running text and notes say more of it than its kind.
type Inline struct {
	Kind InlineKind
	Pos  diag.Pos // of its first character in the source
	Text string   // normalised; no U+3000 but as content of a heading

	Emphasis bool   // a dot under each character (着重号)
	Strong   bool   // set in another face
	Ruby     string // reading (注音) that stands over the text as a whole; empty: none
	Address  string // where it leads, see PlainAddress; empty: nowhere
	Sign     int    // number of the note of whose sign this is all the text; 0: no sign
}

// NoteSign gives the sign of a note, as it stands in the text and before the note.
func NoteSign(number int) string { return "〔" + strconv.Itoa(number) + "〕" }

// Cut is a place where a column foot of the printed original cut a block. It is
// a fact about the manuscript: layout never sees it, reports compare with it.
type Cut struct {
	Offset  int      // in runes of the block's plain text: the cut lies before this rune
	Before  diag.Pos // line that ends at the cut
	After   diag.Pos // line on which the text goes on
	Dropped string   // the tail that stood twice and was removed from the later line, such as "作，"; empty: nothing
}

// Plain gives the text of inlines as one string.
func Plain(inlines []Inline) string {
	if len(inlines) == 1 {
		return inlines[0].Text
	}
	n := 0
	for _, in := range inlines {
		n += len(in.Text)
	}
	b := make([]byte, 0, n)
	for _, in := range inlines {
		b = append(b, in.Text...)
	}
	return string(b)
}

// HeadlineText gives the headline with one U+3000 between clauses.
func (a *Article) HeadlineText() string {
	s := ""
	for i, c := range a.Headline {
		if i > 0 {
			s += "\u3000"
		}
		s += Plain(c)
	}
	return s
}

// Title gives the text by which an article is listed and spoken of: its headline,
// else what the headline group says besides, without its colon, else the first
// titleRunes characters of its text. Empty: the article says nothing.
func (a *Article) Title() string {
	if s := strings.TrimSpace(a.HeadlineText()); s != "" {
		return s
	}
	for _, group := range [][]Inline{a.Overline, a.Kicker, a.Deck} {
		if s := strings.TrimSpace(Plain(group)); s != "" {
			return strings.TrimSuffix(s, "：")
		}
	}
	for i := range a.Blocks {
		if k := a.Blocks[i].Kind; k == Picture || k == Pull {
			continue
		}
		if s := strings.TrimSpace(Plain(a.Blocks[i].Inlines)); s != "" {
			return opening(s)
		}
	}
	return ""
}

// titleRunes is how much of its text stands for the title of an article without
// headline group: about a line of the contents.
const titleRunes = 20

// opening gives the first titleRunes characters of a text, with an ellipsis if
// there are more.
func opening(s string) string {
	n := 0
	for i := range s {
		if n == titleRunes {
			return s[:i] + "……"
		}
		n++
	}
	return s
}

// Articles gives all articles of the sections in reading order.
func Articles(sections []Section) []*Article {
	var out []*Article
	for i := range sections {
		for j := range sections[i].Articles {
			out = append(out, &sections[i].Articles[j])
		}
	}
	return out
}
