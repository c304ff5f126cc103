package pdf

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"banxin/layout/display"
)

// What gopdf cannot draw the finisher draws in the stead of what it did: it goes
// through the items of a page and the paintings that each of them made.

// The names of the graphics states and of the colour space that the finisher adds.
const (
	overprintName    = "Over"
	knockoutName     = "Knock"
	registrationName = "Reg"
)

// repainter writes the final content of pages.
type repainter struct {
	plates    []plate
	overprint bool     // black prints over what lies beneath it
	screen    bool     // colours in RGB and gray
	before    []string // by item of the page: what stands before its paintings; nil: nothing
	after     string   // what stands at the end of the page
}

// page gives the content of a page from gopdf's checked stream; parts has the
// number of paintings of each item.
func (r *repainter) page(content []byte, p *display.Page, parts []int) ([]byte, error) {
	var out bytes.Buffer
	out.Grow(len(content) + len(content)/8)
	over := false // the graphics state in force: pages begin without overprint
	for i, item := range p.Items {
		if r.before != nil {
			out.WriteString(r.before[i])
		}
		for range parts[i] {
			var painting []byte
			if painting, content = cutPainting(content); painting == nil {
				return nil, fmt.Errorf("item %d found no place in the content", i+1)
			}
			if want := r.overprint && isBlack(item); want != over {
				over = want
				fmt.Fprintf(&out, "/%s gs\n", map[bool]string{true: overprintName, false: knockoutName}[over])
			}
			if err := r.paint(&out, item, painting); err != nil {
				return nil, fmt.Errorf("item %d: %w", i+1, err)
			}
		}
	}
	if len(content) > 0 {
		return nil, fmt.Errorf("%q belongs to no item", content)
	}
	out.WriteString(r.after)
	return out.Bytes(), nil
}

// paint writes one painting of an item.
func (r *repainter) paint(out *bytes.Buffer, item display.Item, painting []byte) error {
	switch it := item.(type) {
	case *display.Image:
		return r.showPlate(out, it, painting)
	case *display.Fill:
		painting = r.coloured(painting, it.Colour, "k", "g", "rg", "cs", "scn")
		if it.Round {
			var err error
			if painting, err = rounded(painting, "f"); err != nil {
				return err
			}
		}
	case *display.GlyphRun:
		painting = r.coloured(painting, it.Colour, "k", "g", "rg", "cs", "scn")
	case *display.Stroke:
		painting = r.coloured(painting, it.Colour, "K", "G", "RG", "CS", "SCN")
		if it.Round {
			var err error
			if painting, err = rounded(painting, "S"); err != nil {
				return err
			}
		}
	}
	out.Write(painting)
	return nil
}

// coloured gives a painting the colour of its item in place of the one that gopdf set
// with operator k: on a screen gray or RGB, on the press all plates if it is the
// registration colour.
func (r *repainter) coloured(painting []byte, c display.CMYK, k, g, rg, cs, scn string) []byte {
	switch {
	case r.screen:
		return onScreen(painting, c, k, g, rg)
	case c == display.Registration:
		return inRegistration(painting, k, cs, scn)
	}
	return painting
}

// isBlack tells items that are painted in black on the K plate alone.
func isBlack(item display.Item) bool {
	switch it := item.(type) {
	case *display.GlyphRun:
		return it.Colour == display.Black
	case *display.Fill:
		return it.Colour == display.Black
	case *display.Stroke:
		return it.Colour == display.Black
	}
	return false
}

// inRegistration sets the colour of a painting to all plates (PDF 1.4, 4.5.5,
// Separation All) in place of the process colour that gopdf set with operator.
func inRegistration(painting []byte, operator, space, colour string) []byte {
	old := "1.00 1.00 1.00 1.00 " + operator + "\n"
	return bytes.Replace(painting, []byte(old), []byte("/"+registrationName+" "+space+" 1 "+colour+"\n"), 1)
}

// showPlate draws a picture in place of the rectangle that stands for it.
func (r *repainter) showPlate(out *bytes.Buffer, it *display.Image, painting []byte) error {
	x, y, w, h, err := rectangleOf(painting)
	if err != nil {
		return err
	}
	name := plateName(slices.IndexFunc(r.plates, func(p plate) bool { return p.name == it.Name }))
	fmt.Fprintf(out, "q\n%s 0 0 %s %s %s cm\n/%s Do\nQ\n", w, h, x, y, name)
	return nil
}

// rectangleOf gives the operands of the rectangle of a fill or stroke.
func rectangleOf(painting []byte) (x, y, w, h string, err error) {
	words := strings.Fields(string(painting))
	at := slices.Index(words, "re")
	if at < 4 {
		return "", "", "", "", fmt.Errorf("%q has no rectangle", painting)
	}
	return words[at-4], words[at-3], words[at-2], words[at-1], nil
}
