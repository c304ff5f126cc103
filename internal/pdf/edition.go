package pdf

import (
	"errors"
	"fmt"
	"strings"

	"banxin/layout/unit"
)

// Standard is a standard for print files.
type Standard string

const (
	NoStandard Standard = ""    // a plain PDF, such as a proof
	X1a        Standard = "x1a" // PDF/X-1a:2003 (ISO 15930-4): PDF 1.4
	X4         Standard = "x4"  // PDF/X-4 (ISO 15930-7:2010): PDF 1.6, with XMP and an embedded profile
)

// Name gives the standard as a file claims it (GTS_PDFXVersion).
func (s Standard) Name() string {
	switch s {
	case X1a:
		return "PDF/X-1a:2003"
	case X4:
		return "PDF/X-4"
	}
	return ""
}

// version is the PDF version of the file's header: the newest that X-1a allows,
// the newest that X-4 does. Nothing in the file needs a newer one.
func (s Standard) version() string {
	if s == X4 {
		return "1.6"
	}
	return "1.4"
}

// Print says for which press a file is made. The zero value makes a plain PDF; with
// a standard, black prints over what lies beneath it.
type Print struct {
	Standard Standard
	Intent   Intent
	Dot      unit.Pt // of the plate; outlines of Han are rounded to it where they are set small, see glyphKey.grid. 0: as in the face
}

// Intent is the output intent (PDF 1.4, 9.10.4): the printing condition that the
// colours are meant for.
type Intent struct {
	Condition string // OutputConditionIdentifier, such as "FOGRA39"
	Registry  string // RegistryName of a registered condition; empty: none
	Info      string // what the condition is, for people; empty: the condition's name
	// Profile is an ICC profile of the condition with four components, as a zlib
	// stream that goes into the file as it is; nil: none. X4 needs one.
	Profile []byte
}

// check reports what the standard does not allow.
func (p Print) check() error {
	switch {
	case p.Standard == NoStandard:
		return nil
	case p.Standard.Name() == "":
		return fmt.Errorf("pdf: unknown standard %q", p.Standard)
	case p.Intent.Condition == "":
		return errors.New("pdf: output intent: no printing condition")
	case p.Standard == X4 && p.Intent.Profile == nil:
		return errors.New("pdf: output intent: PDF/X-4 needs an embedded profile")
	case p.Intent.Registry == "" && p.Intent.Profile == nil:
		return errors.New("pdf: output intent: a condition that is not registered needs an embedded profile")
	}
	return nil
}

// writeIntent writes the profile, if there is one, and gives the entry of the
// catalogue.
func writeIntent(f *file, in Intent) string {
	var b strings.Builder
	b.WriteString("/OutputIntents[<</Type/OutputIntent/S/GTS_PDFX/OutputConditionIdentifier" + textString(in.Condition))
	if in.Registry != "" {
		b.WriteString("/RegistryName" + textString(in.Registry))
	}
	info := in.Info
	if info == "" {
		info = in.Condition
	}
	b.WriteString("/Info" + textString(info))
	if in.Profile != nil {
		fmt.Fprintf(&b, "/DestOutputProfile %d 0 R", f.addPacked(in.Profile, "/FlateDecode", "/N 4"))
	}
	b.WriteString(">>]")
	return b.String()
}
