package config

import (
	"time"

	"banxin/internal/diag"
)

// Config is config.toml with an issue.toml laid over it: what lasts, as this
// issue changes it. The tags name the keys; config.toml documents each of them.
type Config struct {
	Publication Publication         `toml:"publication"`
	Build       Build               `toml:"build"`
	Page        Page                `toml:"page"`
	Colour      map[string][]int    `toml:"colour"` // C, M, Y, K in per cent
	Face        map[string][]string `toml:"face"`   // fallback chain: embedded face names or .ttf paths relative to config.toml
	Punctuation Punctuation         `toml:"punctuation"`
	Style       map[string]Style    `toml:"style"` // by role
	Template    []Template          `toml:"template"`
	QR          QR                  `toml:"qr"`
	Output      Output              `toml:"output"`

	Dir string `toml:"-"` // folder of config.toml; all paths are relative to it
}

// Publication names the paper.
type Publication struct {
	Name        string   `toml:"name"`
	Publisher   string   `toml:"publisher"`
	Language    string   `toml:"language"`
	Timezone    string   `toml:"timezone"`
	Identifier  string   `toml:"identifier"`
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
	Width        Length `toml:"width"`
	Height       Length `toml:"height"`
	MarginTop    Length `toml:"margin_top"`
	MarginBottom Length `toml:"margin_bottom"`
	MarginLeft   Length `toml:"margin_left"`
	MarginRight  Length `toml:"margin_right"`
	Bleed        Length `toml:"bleed"`
	Pitch        Length `toml:"pitch"`    // one grid line (unit ln)
	Baseline     Length `toml:"baseline"` // of grid line 0, from the top of the type area
}

// Punctuation is the punctuation style and the line rules (typography settings).
type Punctuation struct {
	Style        string   `toml:"style"`   // quanjiao, kaiming, banjiao
	Pause        *float64 `toml:"pause"`   // width in em of ， 、 ； ：, over the style's
	Stop         *float64 `toml:"stop"`    // 。 ？ ！
	Bracket      *float64 `toml:"bracket"` // brackets and quotes
	Level        string   `toml:"level"`   // none, basic, gb, strict
	TrimStart    bool     `toml:"trim_start"`
	Hang         bool     `toml:"hang"`
	SqueezeStops bool     `toml:"squeeze_stops"`
	Autospace    Length   `toml:"autospace"`
	MaxGap       Length   `toml:"max_gap"`
	MinLastHan   int      `toml:"min_last_han"`
}

// Style is the setting of one role: body, run-in, headline, kicker …
type Style struct {
	Face     string `toml:"face"`
	Size     Length `toml:"size"`
	Leading  Length `toml:"leading"`
	Indent   Length `toml:"indent"`
	Align    string `toml:"align"` // justify, left, centre, right
	Colour   string `toml:"colour"`
	Tracking Length `toml:"tracking"` // added after every character
	Gap      Length `toml:"gap"`      // between two clauses of a headline
	Before   Length `toml:"before"`   // space above the role's first line
	After    Length `toml:"after"`    // space below its last line
	Fit      string `toml:"fit"`      // "", or "width": size chosen so that the line fills its width
	MinSize  Length `toml:"min_size"` // bounds of fit and of shrinking
	MaxSize  Length `toml:"max_size"`
}

// Template is a kind of page: frames that take articles, and furniture.
// Positions are from the top left of the type area.
type Template struct {
	Name     string     `toml:"name"`
	Frame    []Frame    `toml:"frame"`
	Text     []Text     `toml:"text"`
	Rule     []Rule     `toml:"rule"`
	Contents []Contents `toml:"contents"`
}

// Frame takes articles one below the other; each has its headline group over
// the whole width and its body in columns.
type Frame struct {
	Name      string `toml:"name"`
	X         Length `toml:"x"`
	Y         Length `toml:"y"`
	Width     Length `toml:"width"`
	Height    Length `toml:"height"`
	Columns   int    `toml:"columns"`
	Gutter    Length `toml:"gutter"`
	Fill      string `toml:"fill"`     // balance: columns alike, first the longer; first: fill the first column before the next
	Takes     string `toml:"takes"`    // which unplaced articles flow here: first, rest, none
	Headline  string `toml:"headline"` // style names for this frame's articles
	Kicker    string `toml:"kicker"`
	Overline  string `toml:"overline"`
	Deck      string `toml:"deck"`
	Gap       Length `toml:"gap"`         // between two articles
	Separator []Rule `toml:"separator"`   // drawn between two articles; x from the frame's left, y from the next article's top
	KeepRunIn int    `toml:"keep_run_in"` // lines that must follow a run-in subhead in its column
}

// Text is a line of furniture. Its text may hold {name} {number} {date}
// {weekday} {page}.
type Text struct {
	Text  string `toml:"text"`
	Style string `toml:"style"`
	X     Length `toml:"x"`
	Y     Length `toml:"y"` // baseline
	Width Length `toml:"width"`
	Align string `toml:"align"` // over the style's
}

// Rule is a filled rectangle.
type Rule struct {
	X      Length `toml:"x"`
	Y      Length `toml:"y"`
	Width  Length `toml:"width"`
	Height Length `toml:"height"`
	Colour string `toml:"colour"`
}

// Contents is the contents rail (导读): a cell for each article of other pages.
type Contents struct {
	X         Length `toml:"x"`
	Y         Length `toml:"y"`
	Width     Length `toml:"width"`
	Height    Length `toml:"height"`
	Title     string `toml:"title"`
	Ref       string `toml:"ref"`      // "第{page}版"
	TitleAt   Length `toml:"title_at"` // baseline from Y
	First     Length `toml:"first"`    // top of the first cell from Y
	Cell      Length `toml:"cell"`     // height of a cell
	Style     string `toml:"style"`    // of the title
	RefStyle  string `toml:"ref_style"`
	Headline  string `toml:"headline"`
	Kicker    string `toml:"kicker"`
	KickerAt  Length `toml:"kicker_at"` // from the cell's top
	Separator []Rule `toml:"separator"` // at each cell's top; x from X
	Accent    []Rule `toml:"accent"`    // at the first cell's top
}

// QR says how QR codes look and which there are.
type QR struct {
	AllowPlaceholder bool     `toml:"allow_placeholder"`
	Side             Length   `toml:"side"` // the square with its quiet zone
	Line             Length   `toml:"line"` // of the box round code and caption; 0: none
	Colour           string   `toml:"colour"`
	Caption          string   `toml:"caption"`     // style of the caption
	Placeholder      string   `toml:"placeholder"` // words inside an empty frame
	Code             []QRCode `toml:"code"`
}

// QRCode binds an address to a QR note of a manuscript.
type QRCode struct {
	Note    string `toml:"note"`    // the note's text, or its beginning
	Address string `toml:"address"` // empty: a placeholder
}

// Output names what is made.
type Output struct {
	PDF  bool `toml:"pdf"`
	EPUB bool `toml:"epub"`
}

// Issue is issue.toml: what is of one issue. Every key of Config may stand in
// the same file and overrides config.toml.
type Issue struct {
	Date        time.Time `toml:"date"` // local date
	Number      string    `toml:"number"`
	Revision    time.Time `toml:"revision"` // zero: Date 00:00 in the publication's zone
	Provisional []string  `toml:"provisional"`
	Manuscripts []string  `toml:"manuscripts"` // files in reading order; empty: every .txt of the folder by name
	Page        []Placed  `toml:"pages"`       // empty: templates in order, the last repeated
	Read        []Reading `toml:"read"`

	ID   string              `toml:"-"` // folder name
	Dir  string              `toml:"-"` // sources/<id>, slashes, relative to Config.Dir
	Keys map[string]diag.Pos `toml:"-"` // dotted key ("pages[0].place[1].headline") → where it stands
}

// Placed is a printed page and the articles that are put on it.
type Placed struct {
	Template string  `toml:"template"`
	Place    []Place `toml:"place"`
}

// Place puts one article into one frame. The article is addressed by file (may
// be left out when the issue has one) and by headline or kicker.
type Place struct {
	Frame    string `toml:"frame"`
	File     string `toml:"file"`
	Headline string `toml:"headline"`
	Kicker   string `toml:"kicker"`
	Breaks   string `toml:"breaks"` // the headline with | where a line ends
}

// Reading overrides what the manuscript reader makes of one line.
type Reading struct {
	File string `toml:"file"`
	Line int    `toml:"line"`
	Text string `toml:"text"` // the line's beginning, as a guard against shifted lines
	As   string `toml:"as"`   // kicker, headline, overline, deck, lead, paragraph, item, names, byline, qr-note
}
