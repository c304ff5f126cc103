package epub

import (
	"fmt"
	"math"
	"strings"

	"banxin/internal/diag"
	"banxin/internal/issue"
	"banxin/internal/raster"
)

// The budget of one picture: what small readers take without trouble, and what the
// checkers of Standard Ebooks ask for (f-016, f-018).
const (
	maxImageBytes  = 1_500_000
	maxImagePixels = 4_000_000
	jpegQuality    = 85
)

// picture is one picture file of the edition, under images/.
type picture struct {
	source    string // name in the model
	name      string // file name, made of a counter only; matches safeName
	mediaType string
	data      []byte
}

// encodePictures makes the picture files of an issue in reading order, each once.
func encodePictures(iss *issue.Issue, pictures map[string]*raster.Image) ([]picture, error) {
	var out []picture
	for _, a := range issue.Articles(iss.Sections) {
		for i := range a.Blocks {
			source := a.Blocks[i].Image
			if source == nil || pictureOf(out, source.Name) != nil {
				continue
			}
			p := picture{source: source.Name}
			var err error
			if p.mediaType, p.data, err = encodePicture(pictures[source.Name]); err != nil {
				return nil, fmt.Errorf("picture %s: %w", source.Name, err)
			}
			p.name = fmt.Sprintf("picture-%02d%s", len(out)+1, mediaTypes[p.mediaType])
			out = append(out, p)
		}
	}
	return out, nil
}

// pictureOf finds the file made of a picture of the model; nil: none.
func pictureOf(files []picture, source string) *picture {
	for i := range files {
		if files[i].source == source {
			return &files[i]
		}
	}
	return nil
}

// encodePicture gives a picture as a file within the budget. A JPEG that is within it
// goes in as it came, but for what Exif tells; a PNG stays a PNG, whose edges are
// sharp. All else becomes a JPEG, in fewer pixels if it must.
func encodePicture(m *raster.Image) (mediaType string, data []byte, err error) {
	fits := m.Width*m.Height <= maxImagePixels
	if data := m.ScreenJPEG(); data != nil && fits && len(data) <= maxImageBytes {
		return typeJPEG, data, nil
	}
	s := m.Screen()
	if !fits {
		s = s.Shrink(within(m.Width, m.Height))
	}
	if !m.IsJPEG() {
		if data, err = s.EncodePNG(); err != nil || len(data) <= maxImageBytes {
			return typePNG, data, err
		}
	}
	for {
		if data, err = s.EncodeJPEG(jpegQuality, m); err != nil || len(data) <= maxImageBytes {
			return typeJPEG, data, err
		}
		s = s.Shrink(max(1, s.Width*4/5), max(1, s.Height*4/5))
	}
}

// within gives the largest size of a picture's proportions inside the budget. The
// root of two whole numbers' quotient is the same on every machine (IEEE 754).
func within(width, height int) (w, h int) {
	w = int(math.Sqrt(float64(maxImagePixels) * float64(width) / float64(height)))
	w = min(max(1, w), width, maxImagePixels)
	return w, min(max(1, w*height/width), maxImagePixels/w)
}

// figure writes a picture with its caption and credit.
func (w *articleWriter) figure(m *markup, b *issue.Block) {
	file := pictureOf(w.pictures, b.Image.Name)
	w.facts.images++
	if strings.TrimSpace(b.Image.Alt) != "" {
		w.facts.described++
		switch b.Image.AltBy {
		case issue.ByCaption:
			w.facts.captioned++
		case issue.ByMachine:
			w.facts.machine++
		}
	}
	m.raw(`<figure class="picture">`, "\n<img")
	m.attr("src", "../images/"+file.name)
	m.attr("alt", b.Image.Alt)
	m.raw("/>\n")
	caption, credit := issue.Plain(b.Inlines), issue.Plain(b.Image.Credit)
	if caption != "" || credit != "" {
		m.raw("<figcaption>")
		m.text(caption)
		if caption != "" && credit != "" {
			m.text("\u3000")
		}
		if credit != "" {
			m.raw(`<span class="credit">`)
			m.text(credit)
			m.raw("</span>")
		}
		m.raw("</figcaption>\n")
	}
	m.raw("</figure>\n")
}

// pull writes a pull box. One whose words stand in the article says them a second
// time, and is marked as a pull quote, which readers may pass over; one that sums the
// article up is text of its own, and only named.
func (w *articleWriter) pull(m *markup, b *issue.Block) {
	m.raw(`<aside class="pull"`)
	if w.says(issue.Plain(b.Inlines)) {
		m.attr("epub:type", "pullquote")
		m.attr("role", "doc-pullquote")
	} else {
		m.attr("aria-label", "提要")
	}
	m.raw(">\n")
	paragraph(m, "", b.Inlines)
	m.raw("</aside>\n")
}

// says tells whether the words stand in a text block of the article.
func (w *articleWriter) says(words string) bool {
	for i := range w.article.Blocks {
		b := &w.article.Blocks[i]
		if b.Kind != issue.Pull && b.Kind != issue.Picture && strings.Contains(issue.Plain(b.Inlines), words) {
			return true
		}
	}
	return false
}

// checkPicture reports a picture without pixels, and its words.
func checkPicture(found *diag.List, title string, b *issue.Block, pictures map[string]*raster.Image) {
	if b.Image == nil {
		if b.Kind == issue.Picture {
			found.Add(b.Pos, diag.Error, "picture-missing", diag.Say("“%s”的图片没有说是哪个文件", "a picture of “%s” names no file", shorten(title)))
		}
		return
	}
	checkText(found, b.Pos, title, b.Image.Alt)
	for _, in := range b.Image.Credit {
		checkText(found, in.Pos, title, in.Text)
	}
	if m := pictures[b.Image.Name]; m == nil || m.Width < 1 || m.Height < 1 || len(m.Pix) != m.Width*m.Height*int(m.Space) {
		found.Add(b.Pos, diag.Error, "picture-missing",
			diag.Say("“%s”的图片 %s 没有交给电子版", "picture %[2]s of “%[1]s” was not handed to the EPUB", shorten(title), b.Image.Name))
	}
}
