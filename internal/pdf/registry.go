package pdf

import (
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"sync"
	"unicode/utf8"

	"banxin/fonts"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// The private codes of a subset: the Private Use Area of the basic plane, the
// only codes that gopdf passes through untouched (its format-4 cmap) and that
// never mean a character.
const (
	firstCode = 0xE000
	lastCode  = 0xF8FF
	codeCount = lastCode - firstCode + 1
)

// glyphKey tells glyphs of one face apart. The source text is part of it, so
// that 一 and ⼀ extract as what the author wrote although they share an outline.
type glyphKey struct {
	gid     uint16
	shift   unit.Em
	advance unit.Em
	stretch int32
	text    string
}

// subsetFont is one embedded font: the glyphs of one face, at most codeCount,
// in the order of their text. Entry k has the code firstCode+k and glyph index (and
// CID) k+1.
type subsetFont struct {
	face    *fonts.Face
	entries []glyphKey
	sizes   []unit.Pt // by entry: the largest that it is set in

	// made by subset
	program   []byte                 // the TrueType program to embed
	packed    func() ([]byte, error) // the same, deflated
	placement []byte                 // the same font without outlines, for gopdf
	widths    []int                  // by CID, in thousandths of an em
}

// registry maps the glyphs of a document to subset fonts and codes.
type registry struct {
	fonts []*subsetFont
	byKey map[*fonts.Face]map[glyphKey]place
	open  map[*fonts.Face]int // the subset of the face that still has room
	runs  map[*display.GlyphRun][]place
	dot   unit.Pt // see grid
}

// place is where a glyph ended up: index of its subset, index of its entry.
type place struct{ font, entry int }

// register gives every glyph of the document its place. It reports glyphs
// without number or text and unknown faces, each once. Outlines are rounded to dot, 0:
// not at all.
func register(doc *display.Document, faces map[string]*fonts.Face, dot unit.Pt) (*registry, error) {
	r := &registry{
		dot:   dot,
		byKey: map[*fonts.Face]map[glyphKey]place{},
		open:  map[*fonts.Face]int{},
		runs:  map[*display.GlyphRun][]place{},
	}
	var errs []error
	reported := map[string]bool{}
	report := func(page int, format string, args ...any) {
		s := fmt.Sprintf(format, args...)
		if !reported[s] {
			reported[s] = true
			errs = append(errs, fmt.Errorf("pdf: page %d: %s", page+1, s))
		}
	}
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			run, ok := item.(*display.GlyphRun)
			if !ok {
				continue
			}
			face := faces[run.Face]
			if face == nil {
				report(i, "face %q is not among the faces given", run.Face)
				continue
			}
			places := make([]place, len(run.Glyphs))
			for k := range run.Glyphs {
				g := &run.Glyphs[k]
				if problem := glyphProblem(g); problem != "" {
					report(i, "face %s: %s", face.Name(), problem)
					continue
				}
				places[k] = r.add(face, g, run.Size)
			}
			r.runs[run] = places
		}
	}
	r.arrange()
	return r, errors.Join(errs...)
}

// glyphProblem says what keeps a glyph from being set, or nothing.
func glyphProblem(g *display.Glyph) string {
	switch {
	case g.Text == "":
		return fmt.Sprintf("glyph %d stands for no character", g.GID)
	case !utf8.ValidString(g.Text):
		return fmt.Sprintf("glyph %d stands for %q, which is not UTF-8", g.GID, g.Text)
	case g.GID == 0:
		return fmt.Sprintf("no glyph for %q (%U)", g.Text, []rune(g.Text))
	case g.Advance < 0:
		return fmt.Sprintf("glyph %d for %q (%U) has the negative width %d/1000 em", g.GID, g.Text, []rune(g.Text), g.Advance)
	}
	return ""
}

// add gives the glyph its place, a new one at its first use.
func (r *registry) add(face *fonts.Face, g *display.Glyph, size unit.Pt) place {
	key := glyphKey{g.GID, g.Shift, g.Advance, g.Stretch, g.Text}
	if key.stretch == 0 {
		key.stretch = 1000
	}
	known := r.byKey[face]
	if known == nil {
		known = map[glyphKey]place{}
		r.byKey[face] = known
	}
	if p, ok := known[key]; ok {
		f := r.fonts[p.font]
		f.sizes[p.entry] = max(f.sizes[p.entry], size)
		return p
	}
	n, ok := r.open[face]
	if !ok || len(r.fonts[n].entries) == codeCount {
		n = len(r.fonts)
		r.open[face] = n
		r.fonts = append(r.fonts, &subsetFont{face: face})
	}
	f := r.fonts[n]
	p := place{n, len(f.entries)}
	f.entries, f.sizes = append(f.entries, key), append(f.sizes, size)
	known[key] = p
	return p
}

// subset makes the font programs, the faces side by side.
func (r *registry) subset() error {
	errs := make([]error, len(r.fonts))
	var wg sync.WaitGroup
	for i, f := range r.fonts {
		wg.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					errs[i] = fmt.Errorf("%v", p)
				}
			}()
			errs[i] = f.build(r.dot)
		})
	}
	wg.Wait()
	for i, err := range errs {
		if err != nil {
			errs[i] = fmt.Errorf("pdf: subset of face %s: %w", r.fonts[i].face.Name(), err)
		}
	}
	return errors.Join(errs...)
}

// build has the face cut down to the entries and takes from the result what the
// PDF needs.
func (f *subsetFont) build(dot unit.Pt) error {
	if err := checkEmbedding(f.face.Metrics().FSType); err != nil {
		return err
	}
	glyphs := make([]fonts.SubsetGlyph, len(f.entries))
	for k, e := range f.entries {
		glyphs[k] = fonts.SubsetGlyph{Code: rune(firstCode + k), GID: e.gid, Shift: e.shift, Advance: e.advance, Stretch: e.stretch, Grid: e.grid(f.sizes[k], dot)}
	}
	data, err := f.face.Subset(glyphs, fonts.SubsetOptions{})
	if err != nil {
		return err
	}
	font, err := parseSFNT(data)
	if err != nil {
		return err
	}
	if f.widths, err = font.widths(len(f.entries) + 1); err != nil {
		return err
	}
	for k, e := range f.entries {
		if d := f.widths[k+1] - int(e.advance); d < -1 || d > 1 {
			return fmt.Errorf("width of glyph %d is %d/1000 em in the subset and %d/1000 em in the document", e.gid, f.widths[k+1], e.advance)
		}
	}
	if f.placement, err = font.withoutOutlines(); err != nil {
		return err
	}
	if f.program, err = font.program(); err != nil {
		return err
	}
	f.packed = sync.OnceValues(func() ([]byte, error) {
		z, err := zlib.NewWriterLevel(io.Discard, flateLevel)
		if err != nil {
			return nil, err
		}
		return deflated(f.program, z)
	})
	go func() { // while gopdf draws the pages, which one processor does
		defer func() { _ = recover() }() // whoever asks for the result panics in this one's stead
		f.packed()
	}()
	return nil
}

// checkEmbedding reads the embedding rights of OS/2 fsType.
func checkEmbedding(fsType uint16) error {
	switch {
	case fsType&0x000F == 0x0002:
		return errors.New("its licence bits forbid embedding (OS/2 fsType, restricted licence)")
	case fsType&0x0100 != 0:
		return errors.New("its licence bits forbid subsetting (OS/2 fsType bit 8)")
	case fsType&0x0200 != 0:
		return errors.New("its licence bits allow bitmaps only (OS/2 fsType bit 9)")
	}
	return nil
}
