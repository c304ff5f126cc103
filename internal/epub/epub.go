// Package epub makes the EPUB 3.3 edition of an issue. Start with Write: it takes
// the document model and gives the finished file as bytes.
//
// The edition passes through three steps, each from values to bytes: the writer
// (stage) hands finished XHTML bodies to go-epub, the finisher (finish) takes
// go-epub's zip apart and writes it again with our own package metadata,
// navigation and fixed times, and the verifier (verify) reads the result as a
// checker would. All that is known of go-epub lives in stage.go.
//
// The package must not know how the print edition looks: it never sees the
// display list, the page geometry, files, the network, the clock or the
// configuration.
package epub

import (
	"fmt"

	"banxin/fonts"
	"banxin/internal/diag"
	"banxin/internal/issue"
	"banxin/internal/raster"
)

// Options are the wishes of one build. The zero value makes a final edition.
type Options struct {
	Draft bool // mark the edition as a proof (校样) in its title, cover and colophon

	// Pictures are the pixels of the issue's pictures, by name; every picture of the
	// issue must be among them.
	Pictures map[string]*raster.Image

	// Cover is a JPEG of the first printed page. nil: the cover is text.
	Cover []byte
	// CoverText is what is to be read on the cover beside articles, in any pieces.
	CoverText []string

	// Headings and Asides are the faces that go into the edition, cut down to what is
	// set in them: of headings and run-in subheads, and of kickers, bylines and
	// captions. None: the reader's own.
	Headings, Asides fonts.Chain
	// Text are the faces of the text: the edition carries of them the characters outside
	// GB/T 2312, which readers' own fonts may lack, or with WholeText all that is set.
	Text      fonts.Chain
	WholeText bool

	// Evaluation is what somebody found of the accessibility of editions like this; the
	// edition says so while it holds. nil: nobody has evaluated one.
	Evaluation *Evaluation
}

// InputError says what in the issue cannot stand in an EPUB. It
// holds all that was found, in the order of the issue.
type InputError struct{ Found diag.List }

// Error joins what was found, in English, one line each.
func (e *InputError) Error() string {
	s := "issue cannot become an EPUB"
	for _, d := range e.Found {
		s += "\n"
		if at := d.Pos.String(); at != "" {
			s += at + ": "
		}
		s += d.Message.En
	}
	return s
}

// Write makes the EPUB of an issue. The same issue and options give the same
// bytes, in any process and any number at a time. What the user can mend comes
// as an *InputError; any other error means that the file would have been broken,
// and no bytes are returned.
func Write(iss *issue.Issue, opt Options) ([]byte, error) {
	if found := check(iss, opt); len(found) > 0 {
		return nil, &InputError{found}
	}
	pictures, err := encodePictures(iss, opt.Pictures)
	if err != nil {
		return nil, fmt.Errorf("encode pictures of issue %s: %w", iss.ID, err)
	}
	b := plan(iss, opt, pictures)
	if err := b.carry(opt); err != nil {
		return nil, fmt.Errorf("cut the fonts of issue %s: %w", iss.ID, err)
	}
	staged, err := stage(b)
	if err != nil {
		return nil, fmt.Errorf("stage EPUB of issue %s: %w", iss.ID, err)
	}
	out, err := finish(staged, b)
	if err != nil {
		return nil, fmt.Errorf("finish EPUB of issue %s: %w", iss.ID, err)
	}
	if err := verify(out); err != nil {
		return nil, fmt.Errorf("verify EPUB of issue %s: %w", iss.ID, err)
	}
	return out, nil
}
