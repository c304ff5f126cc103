package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"banxin/internal/raster"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// Pictures go round gopdf, which would write RGB, soft masks and CMYK of unknown
// polarity: it only places a black rectangle where a picture is to stand, and the
// finisher draws the picture in its stead.

// plate is a picture as the file holds it: once, however often it is shown.
type plate struct {
	name  string // of the display list
	image *raster.Image
	width unit.Pt // at which it is shown largest
}

// plateName is the resource name of the plate with the index given.
func plateName(index int) string { return "Im" + strconv.Itoa(index+1) }

// collectPlates gives the pictures of the document in the order of their first use,
// and reports names that no picture was given for, each once.
func collectPlates(doc *display.Document, pictures map[string]*raster.Image) ([]plate, error) {
	var plates []plate
	var errs []error
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			it, ok := item.(*display.Image)
			if !ok {
				continue
			}
			if at := slices.IndexFunc(plates, func(p plate) bool { return p.name == it.Name }); at >= 0 {
				plates[at].width = max(plates[at].width, it.W)
				continue
			}
			m := pictures[it.Name]
			if m == nil || m.Width < 1 || m.Height < 1 || len(m.Pix) != m.Width*m.Height*int(m.Space) {
				errs = append(errs, fmt.Errorf("pdf: page %d: picture %q is not among those given", i+1, it.Name))
			}
			plates = append(plates, plate{it.Name, m, it.W})
		}
	}
	return plates, errors.Join(errs...)
}

// picture draws the rectangle that stands for a picture.
func (c *canvas) picture(it *display.Image) {
	c.fill(&display.Fill{X: it.X, Y: it.Y, W: it.W, H: it.H, Colour: display.Black})
}

// cutPainting gives what is painted first and what follows: a checked stream is cut
// behind each line that ends a text, a fill or a stroke; nil: there is nothing more.
func cutPainting(content []byte) (painting, rest []byte) {
	for end := 0; end < len(content); {
		line := content[end:]
		if n := bytes.IndexByte(line, '\n'); n >= 0 {
			line = line[:n+1]
		}
		end += len(line)
		switch string(bytes.TrimSpace(line)) {
		case "Q", "ET":
			return content[:end], content[end:]
		}
	}
	if len(content) == 0 {
		return nil, nil
	}
	return content, nil
}

// writePlate writes the image object of a plate (PDF 1.4, 4.8.4) and gives its
// number: DeviceGray or DeviceCMYK, 8 bits, no mask.
func writePlate(f *file, p plate) int {
	m := p.image
	if data := m.PrintJPEG(); data != nil {
		decode := ""
		if m.Space == raster.CMYK { // Adobe's values: 255 is no ink
			decode = "/Decode[1 0 1 0 1 0 1 0]"
		}
		return f.addPacked(data, "/DCTDecode", plateEntries(m)+decode)
	}
	m = m.Plates()
	n := f.addStream(predict(m), plateEntries(m)+predictorEntry(m))
	f.objects[n-1].samples = true
	return n
}

func plateEntries(m *raster.Image) string {
	space := "DeviceGray"
	if m.Space != raster.Gray {
		space = "DeviceCMYK"
	}
	return imageEntries(m, space)
}

func imageEntries(m *raster.Image, space string) string {
	return fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent 8", m.Width, m.Height, space)
}

// predictorEntry says how predict has filtered the samples.
func predictorEntry(m *raster.Image) string {
	return fmt.Sprintf("/DecodeParms<</Predictor 15/Colors %d/BitsPerComponent 8/Columns %d>>", m.Space, m.Width)
}

// predict gives the rows of a picture as differences that pack well, by PNG's
// filters (PNG, 9; PDF 1.4, 3.3.3): for each row the filter that leaves the least
// sum of absolute differences.
func predict(m *raster.Image) []byte {
	n, row := int(m.Space), m.Width*int(m.Space)
	out := make([]byte, 0, (row+1)*m.Height)
	above := make([]byte, row)
	best, trial := make([]byte, row), make([]byte, row)
	for y := range m.Height {
		line := m.Pix[y*row : (y+1)*row]
		least, kind := -1, byte(0)
		for filter := range byte(3) {
			if sum := difference(trial, line, above, n, filter); least < 0 || sum < least {
				least, kind = sum, filter
				best, trial = trial, best
			}
		}
		out = append(append(out, kind), best...)
		above = line
	}
	return out
}

// difference writes a row filtered by None (0), Sub (1) or Up (2) and gives the sum
// of the differences, taken as signed bytes. n is the bytes of a pixel.
func difference(to, line, above []byte, n int, filter byte) int {
	sum := 0
	for i, v := range line {
		switch {
		case filter == 1 && i >= n:
			v -= line[i-n]
		case filter == 2:
			v -= above[i]
		}
		to[i] = v
		sum += max(int(int8(v)), -int(int8(v)))
	}
	return sum
}
