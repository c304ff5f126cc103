// Command naive is the yardstick of the benchmark: the shipped bulletin as one
// would set it with gopdf's documented calls alone. It takes the same
// manuscript, whole, the same four faces, two pages, the same body size and
// columns, and breaks each line where the next character no longer fits. It
// knows no line-edge rule, no punctuation widths, no justification, no balance,
// no structure beyond a line that ends in a colon, and makes no EPUB.
//
// It is not slowed down: widths are measured once per character and each line is
// one call. Run it from the root of the repository:
//
//	go run ./bench/naive OUTPUT.pdf
//
// Another manuscript, named as a second argument, is set as running text in two
// columns over as many pages as it takes.
package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/signintech/gopdf"
)

const (
	manuscript = "sources/2021-01-15/bulletin.txt"

	// In points; the same page, type area and grid as the shipped config.toml.
	pageWidth, pageHeight = 765.35, 1105.51
	left, top             = 56.69, 51.02
	bottom                = 1045.02
	body, pitch           = 9.5, 14.2
	gutter                = 14
)

// faces are the embedded faces of the program by the name used here.
var faces = []struct{ name, path string }{
	{"song", "fonts/NotoSerifSC-Regular.ttf"},
	{"song-bold", "fonts/NotoSerifSC-Bold.ttf"},
	{"hei", "fonts/NotoSansSC-Bold.ttf"},
	{"kai", "fonts/LXGWWenKai-Regular.ttf"},
}

func main() {
	if len(os.Args) != 2 && len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: naive OUTPUT.pdf [MANUSCRIPT]")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2:]...); err != nil {
		fmt.Fprintln(os.Stderr, "naive:", err)
		os.Exit(1)
	}
}

func run(output string, other ...string) error {
	name := manuscript
	if len(other) > 0 {
		name = other[0]
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	s := &setter{widths: map[width]float64{}}
	s.pdf.Start(gopdf.Config{PageSize: gopdf.Rect{W: pageWidth, H: pageHeight}})
	for _, f := range faces {
		if err := s.pdf.AddTTFFont(f.name, f.path); err != nil {
			return fmt.Errorf("face %s: %w", f.name, err)
		}
	}
	set := s.bulletin
	if len(other) > 0 {
		set = s.running
	}
	if err := set(string(text)); err != nil {
		return err
	}
	return s.pdf.WritePdf(output)
}

// setter puts lines on pages.
type setter struct {
	pdf    gopdf.GoPdf
	face   string
	size   float64
	widths map[width]float64
}

// width is the key of a measured character.
type width struct {
	face string
	size float64
	r    rune
}

// column is where text flows.
type column struct{ x, y, w float64 }

// bulletin sets the first block of the manuscript on page 1 and the two others
// side by side on page 2.
func (s *setter) bulletin(text string) error {
	blocks := split(text)
	s.pdf.AddPage()
	if err := s.line("song-bold", 75, left, top+85, "崇川两会专刊", true); err != nil {
		return err
	}
	y := top + 165.0
	if err := s.heading("song-bold", 40, left, &y, 476, blocks[0][0]); err != nil {
		return err
	}
	if err := s.flow([]column{{left, y, 231}, {left + 231 + gutter, y, 231}}, blocks[0][1:]); err != nil {
		return err
	}
	s.pdf.AddPage()
	if err := s.line("song-bold", 18, left+200, top+22, "崇川两会专刊", true); err != nil {
		return err
	}
	for i, block := range blocks[1:] {
		x, y := left+float64(i)*340, top+65.0
		if err := s.flow([]column{{x, y, 149}, {x + 149 + gutter, y, 149}}, block); err != nil {
			return err
		}
	}
	return nil
}

// running sets all of a text in two columns.
func (s *setter) running(text string) error {
	var lines []string
	for _, block := range split(text) {
		lines = append(lines, block...)
	}
	s.pdf.AddPage()
	return s.flow([]column{{left, top, 231}, {left + 231 + gutter, top, 231}}, lines)
}

// split cuts the manuscript at runs of three line ends and more into blocks of
// lines that are not blank.
func split(text string) [][]string {
	var blocks [][]string
	blank := 2
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			blank++
			continue
		}
		if blank >= 2 {
			blocks = append(blocks, nil)
		}
		blank = 0
		blocks[len(blocks)-1] = append(blocks[len(blocks)-1], line)
	}
	return blocks
}

// flow sets lines of the manuscript into the columns, one after the other, and
// into the same columns of further pages.
func (s *setter) flow(columns []column, lines []string) error {
	c := 0
	y := columns[0].y
	headline := false
	for _, line := range lines {
		face, size, indent := "song", body, "　　"
		switch {
		case headline:
			face, size, indent, headline = "hei", 14, "", false
		case strings.HasSuffix(line, ":"), strings.HasSuffix(line, "："):
			face, size, indent, headline = "kai", 10.5, "", true
		}
		broken, err := s.wrap(face, size, columns[c].w, indent+line)
		if err != nil {
			return err
		}
		for _, l := range broken {
			y += pitch
			if y > bottom {
				if c++; c == len(columns) {
					s.pdf.AddPage()
					c = 0
				}
				y = columns[c].y + pitch
			}
			if err := s.line(face, size, columns[c].x, y, l, false); err != nil {
				return err
			}
		}
	}
	return nil
}

// heading sets text at a size over several lines and moves y below it.
func (s *setter) heading(face string, size, x float64, y *float64, w float64, text string) error {
	lines, err := s.wrap(face, size, w, text)
	if err != nil {
		return err
	}
	for _, l := range lines {
		if err := s.line(face, size, x, *y, l, false); err != nil {
			return err
		}
		*y += size * 1.2
	}
	return nil
}

// wrap breaks text greedily at the width given.
func (s *setter) wrap(face string, size, w float64, text string) ([]string, error) {
	if err := s.font(face, size); err != nil {
		return nil, err
	}
	var lines []string
	start, used := 0, 0.0
	for i, r := range text {
		key := width{face, size, r}
		rw, ok := s.widths[key]
		if !ok {
			var err error
			if rw, err = s.pdf.MeasureTextWidth(string(r)); err != nil {
				return nil, err
			}
			s.widths[key] = rw
		}
		if used+rw > w {
			lines = append(lines, text[start:i])
			start, used = i, 0
		}
		used += rw
	}
	return append(lines, text[start:]), nil
}

// line draws one line with its baseline at y, in red when asked.
func (s *setter) line(face string, size, x, y float64, text string, red bool) error {
	if err := s.font(face, size); err != nil {
		return err
	}
	if red {
		s.pdf.SetTextColorCMYK(0, 100, 100, 0)
	} else {
		s.pdf.SetTextColorCMYK(0, 0, 0, 100)
	}
	s.pdf.SetXY(x, y)
	return s.pdf.Text(text)
}

// font selects a face unless it is the one in use.
func (s *setter) font(face string, size float64) error {
	if face == s.face && size == s.size {
		return nil
	}
	s.face, s.size = face, size
	return s.pdf.SetFont(face, "", size)
}
