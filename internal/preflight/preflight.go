// Package preflight checks a PDF of any producer against PDF/X-1a:2003 (ISO
// 15930-4) or PDF/X-4 (ISO 15930-7:2010), the PDF Reference and the rules of a
// print shop. Start with Check; Rules lists what it looks at. It reads no file,
// changes nothing and renders nothing.
//
// Every rule has an ID that stays as it is. One checker holds the open file and
// what the families of rules tell each other; each family is a file: file.go,
// identity.go, metadata.go, intent.go, box.go, document.go (all objects),
// content.go (the interpreter of page content) with colour.go and image.go, font.go.
package preflight

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/internal/cos"
	"banxin/internal/diag"
)

// Standard is a standard for print files.
type Standard string

const (
	X1a Standard = "x1a" // PDF/X-1a:2003, ISO 15930-4: PDF 1.4, CMYK and spot colours, no transparency
	X4  Standard = "x4"  // PDF/X-4, ISO 15930-7:2010: PDF 1.6, colour management, transparency
)

// Version gives the standard's name as a file claims it (GTS_PDFXVersion).
func (s Standard) Version() string {
	if s == X4 {
		return "PDF/X-4"
	}
	return "PDF/X-1a:2003"
}

// CMYK is a colour of process inks, each 0 to 1.
type CMYK [4]float64

// Options are what the print shop asks for. A zero value stands for the default in
// brackets, a negative number for "do not ask".
type Options struct {
	Standard  Standard // "" takes what the file says it is, X1a if it says nothing
	Condition string   // OutputConditionIdentifier that the file must have; "" any

	InkLimit   float64 // highest ink sum in per cent (300)
	MinPPI     float64 // lowest effective resolution of a picture (300)
	Min1BitPPI float64 // the same of a picture with 1 bit a pixel (1200)

	MinLine float64 // thinnest line in points (0.25)
	MinText float64 // smallest type in points (5)
	Bleed   float64 // bleed on each side in points (3 mm)
	Safe    float64 // distance of text from the trim in points (3 mm)

	// TextColours are allowed for text beside black, and so is any colour of one or two
	// inks for display type: two plates that do not register show less in large type.
	TextColours []CMYK
	DisplayType float64 // smallest size of display type in points (14)

	TrimW, TrimH float64 // trimmed size of every page in points; 0 any

	MaxBytes int // largest size of the file; 0 any
	Multiple int // the number of pages is a multiple of it; 0 any

	OnlyWarn []string // IDs of rules that only warn where they would fail
}

// millimetre is its length in points.
const millimetre = 72 / 25.4

// withDefaults fills in what is not set.
func (o Options) withDefaults() Options {
	for value, standard := range map[*float64]float64{
		&o.InkLimit: 300, &o.MinPPI: 300, &o.Min1BitPPI: 1200,
		&o.MinLine: 0.25, &o.MinText: 5, &o.DisplayType: 14, &o.Bleed: 3 * millimetre, &o.Safe: 3 * millimetre,
	} {
		if *value == 0 {
			*value = standard
		}
	}
	return o
}

// Check holds a PDF against the rules. The error says why the file cannot be read
// at all; whatever else is wrong stands in the report.
func Check(data []byte, opt Options) (report *Report, err error) {
	defer func() {
		if r := recover(); r != nil {
			report, err = nil, &Fault{diag.Say("检查程序内部出错：%v", "the check itself is at fault: %v", r)}
		}
	}()
	file, err := cos.Open(data, cos.Limits{})
	if damage := (*cos.DamageError)(nil); errors.As(err, &damage) && damage.Encrypted {
		return encrypted(data, opt), nil
	}
	if err != nil {
		return nil, err
	}
	c := newChecker(file, opt)
	c.readMetadata()
	c.claimed = c.claim()
	if c.opt.Standard == "" {
		c.opt.Standard = c.claimedStandard()
	}
	c.x4 = c.opt.Standard == X4
	if c.pages, err = file.Pages(); err != nil {
		return nil, err
	}
	if err := c.run(); err != nil {
		return nil, err
	}
	return c.result(), nil
}

// encrypted is the report on a file that nobody can read further.
func encrypted(data []byte, opt Options) *Report {
	if opt.Standard == "" {
		opt.Standard = X1a
	}
	r := newCollector()
	r.fail("FILE-ENCRYPT", diag.Text{Zh: "文件加了密，其余规则无从检查", En: "the file is encrypted; nothing else could be checked"})
	return &Report{Standard: opt.Standard, Bytes: len(data), Outcomes: r.outcomes(opt.Standard, nil)}
}

// Fault is a mistake of this package, not of the file.
type Fault struct{ What diag.Text }

func (f *Fault) Error() string { return f.What.En }

// checker is one check of one file.
type checker struct {
	file    *cos.File
	opt     Options // with the defaults filled in
	x4      bool
	report  *collector
	pages   []cos.Page
	claimed string // the version that the file says it has, "" none

	boxes   []pageBoxes // by page, see box.go
	meta    metadata    // see metadata.go
	intent  Intent      // see intent.go
	profile []byte      // of the output intent, unpacked; nil: none is embedded
	inks    []PageInks  // by page, see ink.go
	fonts   []FontUse

	ink       *inkTally // of the page at hand
	operators int       // run so far
	scanned   int       // bytes of content so far
	extremes  map[string]float64

	// What the file may use many times is read once.
	unpacked    map[cos.Ref]bool // streams that some family looked into
	forms       map[cos.Ref][]byte
	running     map[cos.Ref]bool // forms and patterns that draw what is at hand
	images      map[cos.Ref]imageInks
	profiles    map[cos.Ref]string // device spaces of ICCBased profiles
	programs    map[cos.Ref]parsedProgram
	spots       map[string]string // definitions of spot colours
	spaces      map[spaceKey]colourSpace
	functions   map[cos.Ref]string
	fontList    []*font // in the order of their first use
	fontsByDict map[uintptr]*font
}

func newChecker(file *cos.File, opt Options) *checker {
	return &checker{
		file: file, opt: opt.withDefaults(), report: newCollector(), extremes: map[string]float64{},
		unpacked: map[cos.Ref]bool{}, forms: map[cos.Ref][]byte{}, running: map[cos.Ref]bool{}, images: map[cos.Ref]imageInks{}, profiles: map[cos.Ref]string{},
		programs: map[cos.Ref]parsedProgram{}, spots: map[string]string{}, spaces: map[spaceKey]colourSpace{}, functions: map[cos.Ref]string{}, fontsByDict: map[uintptr]*font{},
	}
}

// run asks the families in the order in which they build on each other: colours need
// the intent, distances the boxes, and what had to be repaired is known at the end.
func (c *checker) run() error {
	c.checkFile()
	c.checkMetadata()
	c.checkIdentity()
	c.checkIntent()
	c.checkDocument()
	c.checkBoxes()
	if err := c.checkContent(); err != nil {
		return err
	}
	c.checkSyntax()
	return nil
}

// fail notes that a rule is broken. The detail is notation rather than prose: a
// page, a name, a number, the same in both languages.
func (c *checker) fail(rule, format string, args ...any) {
	detail := fmt.Sprintf(format, args...)
	c.report.fail(rule, diag.Text{Zh: printable(detail), En: printable(detail)})
}

// breach notes that a rule is broken, with a detail in both languages.
func (c *checker) breach(rule, zh, en string, args ...any) {
	said := diag.Say(zh, en, args...)
	c.report.fail(rule, diag.Text{Zh: printable(said.Zh), En: printable(said.En)})
}

// printable takes the control characters out of what a file says: a terminal would obey
// them.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError {
			return '·'
		}
		return r
	}, s)
}

// saw notes that the file has something that the rules bear on: they pass unless
// one fails. A rule never seen is not applicable.
func (c *checker) saw(rules ...string) { c.report.saw(rules...) }

// figure notes what was measured for a rule, such as "263 %". The last call holds.
func (c *checker) figure(rule, format string, args ...any) {
	c.report.figure(rule, fmt.Sprintf(format, args...))
}
