package press

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"banxin/internal/issue"
	"banxin/internal/raster"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// ticketSchema counts the changes of ticket that take something away or give it
// another meaning.
const ticketSchema = 1

// ticket is the job ticket: what the print shop asks before it opens the file.
type ticket struct {
	Schema      int             `json:"schema"`
	Program     string          `json:"program"`
	Publication string          `json:"publication"`
	Issue       string          `json:"issue"`
	Number      string          `json:"number,omitempty"`
	Date        string          `json:"date"`
	Revision    int             `json:"revision,omitempty"` // from 2 on: this file replaces the one before
	File        ticketFile      `json:"file"`
	Standard    string          `json:"standard"`  // GTS_PDFXVersion
	Preflight   string          `json:"preflight"` // "passed": no other file is released
	Condition   ticketCondition `json:"output_condition"`
	InkLimit    int             `json:"ink_limit_percent"`
	Trim        ticketSize      `json:"trim"`
	Bleed       float64         `json:"bleed_mm"`
	Pages       []ticketPage    `json:"pages"`
	Fonts       []string        `json:"fonts"` // all embedded
	Pictures    []ticketPicture `json:"pictures"`
	Codes       []ticketCode    `json:"qr_codes"`
	Provisional []string        `json:"provisional"` // stand-ins that are printed, and no facts
}

type ticketFile struct {
	Name   string `json:"name"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
}

type ticketCondition struct {
	Identifier string `json:"identifier"`
	Registry   string `json:"registry,omitempty"`
	Info       string `json:"info,omitempty"`
	Embedded   bool   `json:"profile_embedded"`
}

// ticketSize is in millimetres.
type ticketSize struct {
	Width  float64 `json:"width_mm"`
	Height float64 `json:"height_mm"`
}

type ticketPage struct {
	Page  string      `json:"page"`           // as printed
	Inks  []string    `json:"inks"`           // of C, M, Y, K those that print within the bleed, as preflight found them
	Other *ticketSize `json:"trim,omitempty"` // where it is not the ticket's
}

type ticketPicture struct {
	Name   string     `json:"name"`
	Page   string     `json:"page"`
	Size   ticketSize `json:"printed"`
	PPI    int        `json:"ppi"`
	Given  string     `json:"given"`  // colour of the file that came in: gray, CMYK or RGB
	Plates string     `json:"plates"` // what it is printed in: gray or CMYK
}

type ticketCode struct {
	Note        string `json:"note"`
	Address     string `json:"address,omitempty"`
	Placeholder bool   `json:"placeholder"` // an empty frame is printed
}

// newTicket fills in the ticket of the finished print file.
func (j *job) newTicket(file Output) ticket {
	sum := sha256.Sum256(file.Data)
	first := &j.sheets.Pages[0]
	t := ticket{
		Schema: ticketSchema, Program: j.program(),
		Publication: j.cfg.Publication.Name, Issue: j.iss.ID, Number: j.iss.Number, Date: j.iss.Date.Format("2006-01-02"), Revision: j.revisionNumber(),
		File:     ticketFile{file.Name, len(file.Data), hex.EncodeToString(sum[:])},
		Standard: j.print.Standard.Name(), Preflight: "passed",
		Condition: ticketCondition{
			Identifier: j.print.Intent.Condition, Registry: j.print.Intent.Registry, Info: j.print.Intent.Info,
			Embedded: j.print.Intent.Profile != nil,
		},
		InkLimit: j.cfg.Print.InkLimit, Trim: trimOf(first), Bleed: millimetresOf(first.Bleed),
		Fonts: fontsOf(j.sheets), Pictures: []ticketPicture{}, Codes: []ticketCode{}, Provisional: j.provisional(),
	}
	for i := range j.sheets.Pages {
		p := &j.sheets.Pages[i]
		page := ticketPage{Page: p.Label, Inks: []string{}}
		for _, ink := range inkLetters {
			if slices.Contains(j.report.Inks[i].Inks, ink.name) {
				page.Inks = append(page.Inks, ink.letter)
			}
		}
		if size := trimOf(p); size != t.Trim {
			page.Other = &size
		}
		t.Pages = append(t.Pages, page)
		t.Pictures = append(t.Pictures, j.picturesOn(p)...)
	}
	for i := range j.pieces {
		for k := range j.pieces[i].article.Blocks {
			if b := &j.pieces[i].article.Blocks[k]; b.Kind == issue.QRNote {
				t.Codes = append(t.Codes, ticketCode{issue.Plain(b.Inlines), b.Address, b.Address == ""})
			}
		}
	}
	return t
}

func trimOf(p *display.Page) ticketSize {
	return ticketSize{millimetresOf(p.Width), millimetresOf(p.Height)}
}

// millimetresOf rounds a length to hundredths of a millimetre.
func millimetresOf(l unit.Pt) float64 {
	return float64(l.Times(2540, 72*int64(unit.Point))) / 100
}

// fontsOf gives the names of the faces that the document is set in, sorted.
func fontsOf(doc *display.Document) []string {
	var names []string
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if run, ok := item.(*display.GlyphRun); ok && !slices.Contains(names, run.Face) {
				names = append(names, run.Face)
			}
		}
	}
	slices.Sort(names)
	return names
}

// inkLetters are the short names of the process inks.
var inkLetters = []struct{ name, letter string }{{"Cyan", "C"}, {"Magenta", "M"}, {"Yellow", "Y"}, {"Black", "K"}}

// picturesOn describes the pictures of a page.
func (j *job) picturesOn(p *display.Page) []ticketPicture {
	var out []ticketPicture
	for _, item := range p.Items {
		it, ok := item.(*display.Image)
		if !ok || j.pictures[it.Name] == nil {
			continue
		}
		m := j.pictures[it.Name]
		given := map[raster.Space]string{raster.Gray: "gray", raster.RGB: "RGB", raster.CMYK: "CMYK"}[m.Space]
		plates := "CMYK"
		if m.Space == raster.Gray {
			plates = "gray"
		}
		out = append(out, ticketPicture{
			Name: it.Name, Page: p.Label, Size: ticketSize{millimetresOf(it.W), millimetresOf(it.H)},
			PPI: min(pixelsPerInch(m.Width, it.W), pixelsPerInch(m.Height, it.H)), Given: given, Plates: plates,
		})
	}
	return out
}

// encodeTicket gives the ticket as JSON that people can read.
func encodeTicket(t ticket) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(t)
	return b.Bytes(), err
}

// checksums lists the files as sha256sum -c reads it.
func checksums(files []Output) []byte {
	var b bytes.Buffer
	for _, f := range files {
		fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256(f.Data), f.Name)
	}
	return b.Bytes()
}
