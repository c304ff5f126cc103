package pdf

import (
	"bytes"
	"fmt"

	"banxin/internal/raster"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// Colours for a screen, which viewers take for sRGB: display.CMYK.Light, as
// raster.Image.Screen has it for pictures. What comes out gray is written as gray, so
// that black text is 0 g.

// onScreen sets the colour of a painting for a screen in place of the process colour
// that gopdf set with the operator process; gray and colour are the operators for
// grays and for the rest.
func onScreen(painting []byte, c display.CMYK, process, gray, colour string) []byte {
	old := fmt.Sprintf("%s %s %s %s %s\n", decimal(int(c.C)), decimal(int(c.M)), decimal(int(c.Y)), decimal(int(c.K)), process)
	l := c.Light()
	set := fmt.Sprintf("%s %s %s %s\n", share(l[0]), share(l[1]), share(l[2]), colour)
	if l[0] == l[1] && l[1] == l[2] {
		set = fmt.Sprintf("%s %s\n", share(l[0]), gray)
	}
	return bytes.Replace(painting, []byte(old), []byte(set), 1)
}

// share writes hundredths from 0 to 100 as a number.
func share(n int) string {
	switch n {
	case 0:
		return "0"
	case 100:
		return "1"
	}
	return decimal(n)
}

// A picture on a screen has screenPPI pixels to the printed inch: enough for twice
// the size on a common screen.
const (
	screenPPI   = 200
	jpegQuality = 85
)

// writeScreen writes the image object of a picture for a screen: gray or RGB. A JPEG
// in one of these goes in as it came if it has no more pixels than are seen; another
// JPEG is made anew, and anything else is packed without loss.
func writeScreen(f *file, p plate) int {
	m := p.image
	width, height := m.Enough(int(p.width.Times(screenPPI, 72*int64(unit.Point))))
	whole := width == m.Width
	data := m.ScreenJPEG()
	if m.Space == raster.Gray {
		data = m.PrintJPEG() // the other may hold grays in three components
	}
	if data != nil && whole {
		return f.addPacked(data, "/DCTDecode", screenEntries(m))
	}
	s := m.Screen()
	if !whole {
		s = s.Shrink(width, height)
	}
	if m.IsJPEG() {
		if data, err := s.EncodeJPEG(jpegQuality, nil); err == nil {
			return f.addPacked(data, "/DCTDecode", screenEntries(s))
		}
	}
	n := f.addStream(predict(s), screenEntries(s)+predictorEntry(s))
	f.objects[n-1].samples = true
	return n
}

func screenEntries(m *raster.Image) string {
	space := "DeviceGray"
	if m.Space != raster.Gray {
		space = "DeviceRGB"
	}
	return imageEntries(m, space)
}
