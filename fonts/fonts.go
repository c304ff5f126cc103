// Package fonts holds the embedded typefaces and reads TrueType files: which
// character is which glyph, how wide it is, where its ink stands, and a small
// font cut out of a large one. Start with Open for an embedded face and Parse
// for a file of the user's; Face.Subset makes the font a document carries.
//
// Reading is lazy. A face is opened by looking at its table directory and a few
// headers; glyphs are read straight from the file's bytes when asked for, so that
// a process touches only the pages of 55 MB it needs.
//
// The package knows nothing of layout, PDF or EPUB, and opens no file.
package fonts

import (
	_ "embed" // the faces
	"fmt"
	"slices"
	"strings"
	"sync"

	"banxin/internal/diag"
	"banxin/internal/likeness"
)

// Embedded as byte slices the faces stay in the binary's data, mapped and never
// copied.
var (
	//go:embed LXGWWenKai-Regular.ttf
	lxgwWenKaiRegular []byte
	//go:embed NotoSansSC-Bold.ttf
	notoSansSCBold []byte
	//go:embed NotoSerifSC-Bold.ttf
	notoSerifSCBold []byte
	//go:embed NotoSerifSC-Regular.ttf
	notoSerifSCRegular []byte
)

// embedded is the catalogue of faces, sorted by name.
var embedded = []struct {
	name string
	open func() (*Face, error)
}{
	{"LXGWWenKai-Regular", once("LXGWWenKai-Regular", &lxgwWenKaiRegular)},
	{"NotoSansSC-Bold", once("NotoSansSC-Bold", &notoSansSCBold)},
	{"NotoSerifSC-Bold", once("NotoSerifSC-Bold", &notoSerifSCBold)},
	{"NotoSerifSC-Regular", once("NotoSerifSC-Regular", &notoSerifSCRegular)},
}

func once(name string, data *[]byte) func() (*Face, error) {
	return sync.OnceValues(func() (*Face, error) { return Parse(name, *data) })
}

// Names gives the PostScript names of the embedded faces, sorted.
func Names() []string {
	names := make([]string, len(embedded))
	for i, e := range embedded {
		names[i] = e.name
	}
	return names
}

// Open gives the embedded face of the PostScript name given. It is parsed once
// per process; Open may be called from several goroutines. For any other name
// the error is an *Error of code UnknownFace that lists the names and the nearest.
func Open(name string) (*Face, error) {
	for _, e := range embedded {
		if e.name == name {
			return e.open()
		}
	}
	names := Names()
	list := strings.Join(names, ", ")
	return nil, &Error{
		Face:  name,
		Code:  UnknownFace,
		Found: diag.Say("没有名为 %q 的内置字体", "no embedded face is called %q", name),
		Hint: diag.Say("改为 %q；内置字体有：%s；其他字体请给出 .ttf 文件的路径",
			"write %q; the embedded faces are %s; for another face give the path of its .ttf file",
			nearest(name, names), list),
	}
}

// nearest gives the candidate with the least edit distance to name, ignoring case.
func nearest(name string, candidates []string) string {
	return slices.MinFunc(candidates, func(a, b string) int {
		return likeness.Distance(strings.ToLower(name), strings.ToLower(a)) - likeness.Distance(strings.ToLower(name), strings.ToLower(b))
	})
}

// The codes of Error.
const (
	UnknownFace   = "unknown-face"         // Open: no embedded face of the name
	NotAFont      = "font-not-recognised"  // Parse: not a font file at all
	Damaged       = "font-damaged"         // Parse, Subset: offsets or lengths lead outside the file
	Collection    = "font-collection"      // Parse: .ttc or .otc
	WebFont       = "font-compressed"      // Parse: .woff or .woff2
	CFFOutlines   = "font-cff"             // Parse: PostScript outlines (.otf)
	Variable      = "font-variable"        // Parse: fvar table
	NoOutlines    = "font-no-outlines"     // Parse: no glyf table, such as bitmap faces
	NoUnicode     = "font-no-unicode"      // Parse: no Unicode cmap of format 4 or 12
	MissingTable  = "font-missing-table"   // Parse: another table is not there
	Forbidden     = "font-embedding"       // Parse: fsType forbids embedding or subsetting
	BadUnitsPerEm = "font-units-per-em"    // Parse: unitsPerEm outside 16..16384
	BadSubset     = "font-subset-request"  // Subset: a glyph or code that cannot be written
	BadName       = "font-subset-name"     // Subset: SubsetOptions.Name is no PostScript name
	TooManyCodes  = "font-subset-too-many" // Subset: more glyphs or codes than one font holds
)

// Error says what is wrong with a face or a request for a subset, and what to do
// instead, in both languages of the program.
type Error struct {
	Face  string    // name of the face or file
	Code  string    // one of the constants above
	Found diag.Text // what was found; one sentence without a full stop
	Hint  diag.Text // what to use or write instead
}

// Error gives the English text with the face's name and the hint.
func (e *Error) Error() string {
	return fmt.Sprintf("font %s: %s; %s", e.Face, e.Found.En, e.Hint.En)
}
