package config

import (
	"time"

	"banxin/internal/calendar"
	"banxin/internal/diag"
)

// Config is config.toml with an issue.toml laid over it: what lasts, as this
// issue changes it. config.toml documents each key. The tags are the schema:
//
//	toml:"key"          the key
//	required:"true"     it has no default
//	oneof:"a,b"         the values a string may have
//	names:"style"       the string is the name of a style, face, colour or template
//	range:"0..1"        bounds of a number; "positive", "not-negative" of a length or duration
//	merge:"name"        an array whose elements issue.toml lays over those of the
//	                    same name; other arrays are replaced whole
type Config struct {
	Publication Publication         `toml:"publication"`
	Build       Build               `toml:"build"`
	Page        Page                `toml:"page"`
	Colour      map[string][]int    `toml:"colour"` // C, M, Y, K in per cent
	Face        map[string][]string `toml:"face"`   // fallback chain: embedded face names or .ttf paths relative to config.toml
	Punctuation Punctuation         `toml:"punctuation"`
	Style       map[string]Style    `toml:"style"` // by role
	Template    []Template          `toml:"template" merge:"name"`
	QR          QR                  `toml:"qr"`
	Jump        Jump                `toml:"jump"`
	Output      Output              `toml:"output"`
	Pinyin      map[string]string   `toml:"pinyin"` // name of a person or paper → its sort key, over the generated one
	Print       Print               `toml:"print"`

	Accessibility Accessibility `toml:"accessibility"`

	Schedule Schedule   `toml:"schedule"`
	Service  Service    `toml:"service"`
	Delivery []Delivery `toml:"delivery" merge:"name"`

	calendar *calendar.Schedule // of Schedule; nil: none, or one that cannot be used

	Dir  string              `toml:"-"` // folder of config.toml; all paths are relative to it
	File string              `toml:"-"` // name of config.toml itself, as in positions
	Keys map[string]diag.Pos `toml:"-"` // dotted key ("template[0].frame[1].width") → where the value that counts stands; see At
}

// Publication names the paper.
type Publication struct {
	Name        string   `toml:"name" required:"true"`
	ID          string   `toml:"id"` // in store and ledger; Name when the file has none
	Publisher   string   `toml:"publisher"`
	Editor      string   `toml:"editor"` // the editorial body
	Language    string   `toml:"language"`
	Timezone    string   `toml:"timezone"`
	ISSN        string   `toml:"issn"`       // "1234-5679"
	Identifier  string   `toml:"identifier"` // URN of the serial
	Subjects    []string `toml:"subjects"`   // of every issue
	Rights      string   `toml:"rights"`
	Provisional []string `toml:"provisional"` // keys of this table that are stand-ins
}

// Build says where things are and what `build` takes by default.
type Build struct {
	Issue   string `toml:"issue"`
	Sources string `toml:"sources"`
	Out     string `toml:"out"`
}

// Page is the trimmed page, its type area (版心) and the baseline grid.
type Page struct {
	Width        Length `toml:"width" required:"true" range:"positive"`
	Height       Length `toml:"height" required:"true" range:"positive"`
	MarginTop    Length `toml:"margin_top" required:"true" range:"not-negative"`
	MarginBottom Length `toml:"margin_bottom" required:"true" range:"not-negative"`
	MarginLeft   Length `toml:"margin_left" required:"true" range:"not-negative"`
	MarginRight  Length `toml:"margin_right" required:"true" range:"not-negative"`
	Bleed        Length `toml:"bleed" range:"not-negative"`
	Pitch        Length `toml:"pitch" required:"true" range:"positive"` // one grid line (unit ln)
	Baseline     Length `toml:"baseline" range:"positive"`              // of grid line 0, from the top of the type area
}

// Punctuation is the punctuation style and the line rules (typography settings).
type Punctuation struct {
	Style        string   `toml:"style" oneof:"quanjiao,kaiming,banjiao"` // quanjiao, kaiming, banjiao
	Breaking     string   `toml:"breaking" oneof:"total-fit,first-fit"`   // how lines are chosen
	Pause        *float64 `toml:"pause" range:"0.5..1"`                   // width in em of ， 、 ； ：, over the style's
	Stop         *float64 `toml:"stop" range:"0.5..1"`                    // 。 ？ ！
	Bracket      *float64 `toml:"bracket" range:"0.5..1"`                 // brackets and quotes
	Level        string   `toml:"level" oneof:"none,basic,gb,strict"`     // none, basic, gb, strict
	CloseUp      bool     `toml:"close_up"`                               // a pause or stop takes no blank over from the bracket or quote before it
	TrimStart    bool     `toml:"trim_start"`
	Hang         bool     `toml:"hang"`
	FullEnd      bool     `toml:"full_end"`
	SqueezeStops bool     `toml:"squeeze_stops"`
	Grid         bool     `toml:"grid"`
	Autospace    Length   `toml:"autospace" range:"not-negative"`
	MaxGap       Length   `toml:"max_gap" range:"not-negative"`
	MinLastHan   int      `toml:"min_last_han" range:"0..20"`

	HeadlineWords []string `toml:"headline_words"` // that no headline may divide, beside those the program knows
}

// Style is the setting of one role: body, run-in, headline, kicker …
type Style struct {
	Face     string `toml:"face" names:"face"`
	Size     Length `toml:"size" range:"positive"`
	Leading  Length `toml:"leading" range:"positive"`
	Indent   Length `toml:"indent" range:"not-negative"`
	Align    string `toml:"align" oneof:"justify,left,centre,right"` // justify, left, centre, right
	Colour   string `toml:"colour" names:"colour"`
	Tracking Length `toml:"tracking"`                                // added after every character
	Rise     Length `toml:"rise"`                                    // of the baseline over that of the line
	Gap      Length `toml:"gap"`                                     // between two clauses of a headline
	Before   Length `toml:"before"`                                  // space above the role's first line
	After    Length `toml:"after"`                                   // space below its last line
	Fit      string `toml:"fit" oneof:",width"`                      // "", or "width": size chosen so that the line fills its width
	Marks    string `toml:"marks" oneof:",quanjiao,kaiming,banjiao"` // punctuation style of the role; "": punctuation's
	MinSize  Length `toml:"min_size" range:"positive"`               // bounds of fit and of shrinking
	MaxSize  Length `toml:"max_size" range:"positive"`
}

// Template is a kind of page: frames that take articles, and furniture.
// Positions are from the top left of the type area.
type Template struct {
	Name     string     `toml:"name" required:"true"`
	Frame    []Frame    `toml:"frame" merge:"name"`
	Text     []Text     `toml:"text"`
	Rule     []Rule     `toml:"rule"`
	Contents []Contents `toml:"contents"`
}

// Frame takes articles one below the other; each has its headline group over
// the whole width and its body in columns.
type Frame struct {
	Name      string `toml:"name" required:"true"`
	X         Length `toml:"x" required:"true"`
	Y         Length `toml:"y" required:"true"`
	Width     Length `toml:"width" required:"true" range:"positive"`
	Height    Length `toml:"height" required:"true" range:"positive"`
	Columns   int    `toml:"columns" range:"1..12"`
	Gutter    Length `toml:"gutter" range:"not-negative"`
	Fill      string `toml:"fill" oneof:"balance,first"`            // balance: columns alike, first the longer; first: fill the first column before the next
	Breaking  string `toml:"breaking" oneof:",total-fit,first-fit"` // over punctuation.breaking
	Takes     string `toml:"takes" oneof:"first,rest,none"`         // which unplaced articles flow here: first, rest, none
	Headline  string `toml:"headline" names:"style"`                // style names for this frame's articles
	Kicker    string `toml:"kicker" names:"style"`
	Overline  string `toml:"overline" names:"style"`
	Deck      string `toml:"deck" names:"style"`
	Gap       Length `toml:"gap" range:"not-negative"`  // between two articles
	Separator []Rule `toml:"separator"`                 // drawn between two articles; x from the frame's left, y from the next article's top
	KeepRunIn int    `toml:"keep_run_in" range:"0..20"` // lines that must follow a run-in subhead in its column
}

// Text is a line of furniture. Its text may hold {name} {number} {date}
// {weekday} {page}.
type Text struct {
	Text  string `toml:"text" required:"true"`
	Style string `toml:"style" required:"true" names:"style"`
	X     Length `toml:"x" required:"true"`
	Y     Length `toml:"y" required:"true"` // baseline
	Width Length `toml:"width" required:"true" range:"positive"`
	Align string `toml:"align" oneof:",justify,left,centre,right"` // over the style's
}

// Rule is a filled rectangle.
type Rule struct {
	X      Length `toml:"x" required:"true"`
	Y      Length `toml:"y" required:"true"`
	Width  Length `toml:"width" required:"true" range:"positive"`
	Height Length `toml:"height" required:"true" range:"positive"`
	Colour string `toml:"colour" names:"colour"`
}

// Contents is the contents rail (导读): a cell for each article of other pages.
type Contents struct {
	X         Length `toml:"x" required:"true"`
	Y         Length `toml:"y" required:"true"`
	Width     Length `toml:"width" required:"true" range:"positive"`
	Height    Length `toml:"height" required:"true" range:"positive"`
	Title     string `toml:"title"`
	Ref       string `toml:"ref"`                                        // "第{page}版"
	TitleAt   Length `toml:"title_at" range:"not-negative"`              // baseline from Y
	First     Length `toml:"first" required:"true" range:"not-negative"` // top of the first cell from Y
	Cell      Length `toml:"cell" required:"true" range:"positive"`      // height of a cell
	Style     string `toml:"style" required:"true" names:"style"`        // of the title
	RefStyle  string `toml:"ref_style" required:"true" names:"style"`
	Headline  string `toml:"headline" required:"true" names:"style"`
	Kicker    string `toml:"kicker" required:"true" names:"style"`
	KickerAt  Length `toml:"kicker_at" range:"not-negative"` // from the cell's top
	Separator []Rule `toml:"separator"`                      // at each cell's top; x from X
	Accent    []Rule `toml:"accent"`                         // at the first cell's top
}

// QR says how QR codes look and which there are.
type QR struct {
	AllowPlaceholder bool     `toml:"allow_placeholder"`
	Side             Length   `toml:"side" range:"positive"`     // the square with its quiet zone
	Line             Length   `toml:"line" range:"not-negative"` // of the box round code and caption; 0: none
	Colour           string   `toml:"colour" names:"colour"`
	Caption          string   `toml:"caption" names:"style"` // style of the caption
	Placeholder      string   `toml:"placeholder"`           // words inside an empty frame
	Code             []QRCode `toml:"code" merge:"note"`
}

// QRCode binds an address to a QR note of a manuscript.
type QRCode struct {
	Note    string `toml:"note" required:"true"` // the note's text, or its beginning
	Address string `toml:"address"`              // empty: a placeholder
}

// Jump is what is printed where an article goes on on another page (转版). The
// texts may hold {page} and {title}; empty: nothing is printed.
type Jump struct {
	To    string `toml:"to"`
	From  string `toml:"from"`
	Style string `toml:"style" names:"style"`
}

// Output names what is made.
type Output struct {
	PDF     bool `toml:"pdf"`     // for print
	Reading bool `toml:"reading"` // PDF for a screen
	EPUB    bool `toml:"epub"`
	// EPUBFonts is what the EPUB carries: the faces of headings and bylines and the rare
	// characters of the text, the face of the text as well, or none.
	EPUBFonts string `toml:"epub_fonts" oneof:"headings,full,none"`
	EPUBCover bool   `toml:"epub_cover"`              // a picture of the first page; false: text
	MinPPI    int    `toml:"min_ppi" range:"1..2400"` // least pixels of a picture to a printed inch
}

// Print is what the print shop asks of the print PDF.
type Print struct {
	Standard  string `toml:"standard" oneof:"x1a,x4"`
	Condition string `toml:"condition"` // OutputConditionIdentifier
	Info      string `toml:"info"`      // what the condition is, for people; empty: as the registry words it
	Profile   string `toml:"profile"`   // ICC file relative to config.toml; empty: none in x1a, the shipped one in x4
	InkLimit  int    `toml:"ink_limit" range:"100..400"`
	// Resolution of the plate in dots to the inch: outlines of Han are rounded to dots.
	// 0: they stay as they are in the face.
	Resolution int    `toml:"resolution" range:"0..9600"`
	Marks      bool   `toml:"marks"` // crop and registration marks
	ColourBar  bool   `toml:"colour_bar"`
	Slug       bool   `toml:"slug"`                        // the line that says what the sheet is
	Offset     Length `toml:"offset" range:"not-negative"` // from the trim to the marks
}

// Accessibility tells of an evaluation of the EPUB against EPUB Accessibility 1.1
// and WCAG 2.2 Level AA. Evaluator, Evaluated and Template stand together or not at all.
type Accessibility struct {
	Evaluator string    `toml:"evaluator"`
	Evaluated time.Time `toml:"evaluated"` // local date, 00:00 in the publication's zone
	Template  string    `toml:"template"`  // version of the templates that were evaluated
	Report    string    `toml:"report"`    // address of the report; empty: none is public
}

// Issue is issue.toml: what is of one issue. Every key of Config may stand in
// the same file and overrides config.toml.
type Issue struct {
	Date        time.Time `toml:"date" required:"true"` // local date
	Number      string    `toml:"number"`
	WholeNumber string    `toml:"whole_number"` // counted from the first issue
	Revision    time.Time `toml:"revision"`     // zero: Date 00:00 in the publication's zone
	Provisional []string  `toml:"provisional"`
	Manuscripts []string  `toml:"manuscripts"` // files in reading order; empty: every .txt of the folder by name
	Page        []Placed  `toml:"pages"`       // empty: one of each template that takes articles, in order, the last repeated
	Picture     []Picture `toml:"picture"`
	Pull        []Pull    `toml:"pull"`

	Correction []Correction `toml:"correction"`

	Read []Reading `toml:"read"`

	ID   string              `toml:"-"` // folder name
	Dir  string              `toml:"-"` // sources/<id>, slashes, relative to Config.Dir
	Keys map[string]diag.Pos `toml:"-"` // dotted key ("pages[0].place[1].headline") → where it stands; the same map as Config.Keys
}

// Placed is a printed page and the articles that are put on it.
type Placed struct {
	Template string  `toml:"template" required:"true" names:"template"`
	Title    string  `toml:"title"` // what the page is for, "要闻"
	Place    []Place `toml:"place"`
}

// Place puts one article into one frame. The article is addressed by file (may
// be left out when the issue has one) and by headline or kicker.
type Place struct {
	Frame     string `toml:"frame" required:"true"`
	File      string `toml:"file"`
	Headline  string `toml:"headline"`
	Kicker    string `toml:"kicker"`
	Breaks    string `toml:"breaks"`    // the headline with | where a line ends
	Continues bool   `toml:"continues"` // what an earlier frame had no room for
}

// Picture puts a picture file beside the text of one article, addressed as in a
// Place; its manuscript is Manuscript.
type Picture struct {
	File       string `toml:"file" required:"true"` // .jpg, .jpeg or .png, relative to the issue's folder
	Manuscript string `toml:"manuscript"`
	Headline   string `toml:"headline"`
	Kicker     string `toml:"kicker"`
	Caption    string `toml:"caption"`
	Credit     string `toml:"credit"` // who made it
	Alt        string `toml:"alt"`    // the picture in words, for who cannot see it; empty: Caption
	AltBy      string `toml:"alt_by" oneof:"editor,machine"`
	Place      string `toml:"place" oneof:"head,foot"`
	Columns    string `toml:"columns" oneof:"one,all"`
	Column     int    `toml:"column" range:"0..12"` // from 1; 0: the last
}

// Pull sets words of an article large in a box of their own. Keys are as in Picture.
type Pull struct {
	Text       string `toml:"text" required:"true"`
	Manuscript string `toml:"manuscript"`
	Headline   string `toml:"headline"`
	Kicker     string `toml:"kicker"`
	Place      string `toml:"place" oneof:"head,foot"`
	Columns    string `toml:"columns" oneof:"one,all"`
	Column     int    `toml:"column" range:"0..12"`
}

// Correction sets right what this issue said in its first form, or an earlier issue.
// It goes into the EPUB alone. The article is addressed as in a Picture; one that
// names none is about an earlier issue.
type Correction struct {
	Date       time.Time `toml:"date" required:"true"` // local date, not after the issue's revision
	Text       string    `toml:"text" required:"true"`
	Manuscript string    `toml:"manuscript"`
	Headline   string    `toml:"headline"`
	Kicker     string    `toml:"kicker"`
}

// Reading overrides what the manuscript reader makes of one line.
type Reading struct {
	File string `toml:"file"`
	Line int    `toml:"line" required:"true" range:"1..1000000"`
	Text string `toml:"text"`                                                                                                               // the line's beginning, as a guard against shifted lines
	As   string `toml:"as" required:"true" oneof:"kicker,headline,overline,deck,lead,paragraph,item,names,byline,qr-note,table,table-head"` // what the line is
}
