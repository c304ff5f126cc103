package epub

import (
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"banxin/fonts"
)

// font is a face that the edition carries, cut down to the characters that its part of
// the stylesheet sets.
type font struct {
	name   string // file name, "hei.ttf"
	family string // as the stylesheet calls it, "Issue Hei"
	bold   bool
	data   []byte
	face   *fonts.Face
}

// fontUse is a part of the text that has a face of its own.
type fontUse struct {
	file, family string
	bold         bool
	generic      string // what stands in the stylesheet where no face is carried
	elements     []string
	classes      []string
}

// fontUses are the headings in the Hei face, what stands around the text in Kai, and in
// Song the characters of the text that readers' own fonts may lack, or all of it. They name
// the same elements and classes as issue.css.
var fontUses = [fontParts]fontUse{
	{"hei", "Issue Hei", true, "font-family: sans-serif", []string{"h1", "h2", "th", "dt", "strong"}, []string{"pull", "corrected"}},
	{"kai", "Issue Kai", false, `font-family: "Kaiti SC", STKaiti, KaiTi, serif`, []string{"figcaption"}, []string{"kicker", "overline", "deck", "by", "qr"}},
	{"song", "Issue Song", false, `font-family: "Songti SC", STSong, SimSun, serif`, nil, []string{rareClass}},
}

// The parts of the text that have a face of their own, as fontUses has them.
const (
	headingPart = iota
	asidePart
	textPart
	fontParts
)

// usedRunes are the characters that each use sets.
type usedRunes [fontParts]map[rune]bool

func newUsedRunes() (out usedRunes) {
	for i := range out {
		out[i] = map[rune]bool{}
	}
	return out
}

// cutFonts cuts the faces that the options give for the uses. A face whose licence
// does not allow it is left out; the reader's own stands in.
func cutFonts(b *book, chains [fontParts]fonts.Chain) ([]font, error) {
	used := newUsedRunes()
	for _, d := range b.docs {
		if err := collect(d.body, used, b.wholeText); err != nil {
			return nil, fmt.Errorf("%s: %w", d.name, err)
		}
	}
	// What is written when the fonts are known has headings too.
	for _, body := range []string{navMarkup(b), licencesBody(slices.Concat(chains[:]...))} {
		if err := collect(body, used, b.wholeText); err != nil {
			return nil, err
		}
	}
	var out []font
	for i, use := range fontUses {
		missing := slices.Sorted(maps.Keys(used[i]))
		n := 0
		for _, face := range chains[i] {
			var glyphs []fonts.SubsetGlyph
			var rest []rune
			for _, r := range missing {
				if gid, ok := face.GID(r); ok {
					glyphs = append(glyphs, fonts.SubsetGlyph{Code: r, GID: gid, Advance: face.Advance(gid)})
				} else {
					rest = append(rest, r)
				}
			}
			if len(glyphs) == 0 || !mayTravel(face) {
				continue
			}
			n++
			f := font{name: use.file + ".ttf", family: use.family, bold: use.bold, face: face}
			if n > 1 {
				f.name, f.family = fmt.Sprintf("%s-%d.ttf", use.file, n), fmt.Sprintf("%s %d", use.family, n)
			}
			var err error
			if f.data, err = face.Subset(glyphs, fonts.SubsetOptions{Name: strings.ReplaceAll(f.family, " ", "")}); err != nil {
				return nil, err
			}
			out, missing = append(out, f), rest
		}
	}
	return out, nil
}

// mayTravel tells whether OS/2 fsType allows a subset in a file that others open
// (OpenType 1.9: not restricted, and not forbidden to be cut).
func mayTravel(f *fonts.Face) bool {
	const restricted, whole = 0x0002, 0x0100
	return f.Metrics().FSType&(restricted|whole) == 0
}

// collect gathers the characters that the uses set in markup of ours; whole: what stands
// in no other use is set in the face of the text.
func collect(body string, used usedRunes, whole bool) error {
	return walkText(body, func(text string, _ int, in [fontParts]bool) {
		in[textPart] = in[textPart] || whole && !in[headingPart] && !in[asidePart]
		for i := range fontUses {
			if in[i] {
				for _, r := range text {
					if r >= ' ' {
						used[i][r] = true
					}
				}
			}
		}
	})
}

// walkText goes through the character data of markup of ours: what it says, where it ends
// in the markup, and which uses hold there.
func walkText(body string, visit func(text string, end int, in [fontParts]bool)) error {
	const root = "<body>"
	d := xml.NewDecoder(strings.NewReader(root + body + "</body>"))
	var open [][fontParts]bool // by element: which uses hold in it
	for {
		token, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			var in [fontParts]bool
			if len(open) > 0 {
				in = open[len(open)-1]
			}
			for i := range fontUses {
				in[i] = in[i] || fontUses[i].sets(&t)
			}
			open = append(open, in)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			visit(string(t), int(d.InputOffset())-len(root), open[len(open)-1])
		}
	}
}

// sets tells whether the use sets an element.
func (u *fontUse) sets(e *xml.StartElement) bool {
	if slices.Contains(u.elements, e.Name.Local) {
		return true
	}
	for _, a := range e.Attr {
		if a.Name.Local == "class" && slices.ContainsFunc(strings.Fields(a.Value), func(c string) bool { return slices.Contains(u.classes, c) }) {
			return true
		}
	}
	return false
}

// facesOf gives the faces of fonts.
func facesOf(carried []font) []*fonts.Face {
	var out []*fonts.Face
	for _, f := range carried {
		out = append(out, f.face)
	}
	return out
}

// styled gives the stylesheet with the fonts in it: first, as CSS has them found; whole:
// the face of the text is set on all of it.
func styled(carried []font, whole bool) string {
	const charset = "@charset \"utf-8\";\n"
	rest := strings.TrimPrefix(stylesheet, charset)
	var faces strings.Builder
	for i := range fontUses {
		use := &fontUses[i]
		families := ""
		for _, f := range carried {
			if f.family != use.family && !strings.HasPrefix(f.family, use.family+" ") {
				continue
			}
			weight := "normal"
			if f.bold {
				weight = "bold"
			}
			fmt.Fprintf(&faces, "@font-face { font-family: \"%s\"; font-weight: %s; src: url(\"../fonts/%s\"); }\n", f.family, weight, f.name)
			families += `"` + f.family + `", `
		}
		if families != "" && i == textPart && whole {
			fmt.Fprintf(&faces, "body { font-family: %sserif; }\n", families)
		}
		if families != "" {
			rest = strings.ReplaceAll(rest, use.generic, "font-family: "+families+strings.TrimPrefix(use.generic, "font-family: "))
		}
	}
	return charset + faces.String() + rest
}

// licencesBody writes the licences of the fonts, which have to go with every copy.
func licencesBody(faces []*fonts.Face) string {
	var m markup
	m.raw(`<section class="licences" id="licences" aria-labelledby="licences-h">`, "\n", `<h1 id="licences-h">`, licencesTitle, "</h1>\n")
	for i, f := range faces {
		if slices.Contains(faces[:i], f) {
			continue
		}
		m.line("h2", "", strings.Map(printed, f.Family()))
		said := f.Licence()
		for _, s := range append([]string{said.Copyright, said.Description, said.URL}, strings.Split(fonts.LicenceText(f.Name()), "\n\n")...) {
			if s = strings.Join(strings.Fields(s), " "); s == "" || strings.Trim(s, "-") == "" {
				continue
			}
			m.raw(`<p lang="en" xml:lang="en">`)
			m.text(strings.Map(printed, s))
			m.raw("</p>\n")
		}
	}
	m.raw("</section>\n")
	return m.String()
}

// printed drops what XML forbids: name records are of any origin.
func printed(r rune) rune {
	if !legal(r, len(string(r))) {
		return -1
	}
	return r
}

const (
	licencesName  = "licences.xhtml"
	licencesTitle = "字体许可"
)
