package raster

// Plates gives the picture for print: gray and CMYK as they are, RGB separated.
//
// The separation is the formula that PDF gives for DeviceRGB in DeviceCMYK (PDF 1.4,
// 6.2.3) with black generation and undercolour removal both the identity, which is
// full gray component replacement: K = min(1−R, 1−G, 1−B), and C, M, Y are what of
// 1−R, 1−G, 1−B lies over K. One of C, M, Y is then 0, so that the total ink is at
// most 200 %, inside every limit (newsprint 240 %, coated 300 %).
//
// Its limits: it knows no paper, no dot gain and no profile of the picture. Deep
// shadows come from black ink alone and look flatter than a profile makes them;
// saturated blues turn violet and greens dull. A picture that matters is converted
// with the print shop's profile beforehand, which is why press says so.
func (m *Image) Plates() *Image {
	if m.Space != RGB {
		return m
	}
	out := &Image{Width: m.Width, Height: m.Height, Space: CMYK, Pix: make([]byte, 0, len(m.Pix)/3*4), Flattened: m.Flattened}
	for i := 0; i < len(m.Pix); i += 3 {
		r, g, b := m.Pix[i], m.Pix[i+1], m.Pix[i+2]
		top := max(r, g, b) // 255 − K
		out.Pix = append(out.Pix, top-r, top-g, top-b, 255-top)
	}
	return out
}

// Screen gives the picture for a screen: gray and RGB as they are, CMYK by the
// formula of PDF (PDF 1.4, 6.2.4): R = 1 − min(1, C+K), and so for G and B.
func (m *Image) Screen() *Image {
	if m.Space != CMYK {
		return m
	}
	out := &Image{Width: m.Width, Height: m.Height, Space: RGB, Pix: make([]byte, 0, len(m.Pix)/4*3), Flattened: m.Flattened}
	for i := 0; i < len(m.Pix); i += 4 {
		k := 255 - int(m.Pix[i+3])
		for _, ink := range m.Pix[i : i+3] {
			out.Pix = append(out.Pix, byte(max(0, k-int(ink))))
		}
	}
	return out
}

// Ink gives the largest total of the four inks in any pixel, in per cent, rounded
// down; of a gray picture that of black.
func (m *Image) Ink() int {
	p, most := m.Plates(), 0
	n := int(p.Space)
	for i := 0; i < len(p.Pix); i += n {
		sum := 0
		if n == 1 {
			sum = 255 - int(p.Pix[i])
		} else {
			for _, ink := range p.Pix[i : i+n] {
				sum += int(ink)
			}
		}
		most = max(most, sum)
	}
	return most * 100 / 255
}

// Enough gives the pixels that the picture needs when about width across are seen: its
// own, unless it has more than a quarter more across.
func (m *Image) Enough(width int) (w, h int) {
	width = max(1, width)
	if m.Width*4 <= width*5 {
		return m.Width, m.Height
	}
	return width, max(1, m.Height*width/m.Width)
}

// Shrink gives the picture in fewer pixels, each the mean of the area it covers: a
// box filter in whole numbers. width and height are from 1 to those of the picture.
func (m *Image) Shrink(width, height int) *Image {
	if width == m.Width && height == m.Height {
		return m
	}
	n := int(m.Space)
	out := &Image{Width: width, Height: height, Space: m.Space, Pix: make([]byte, width*height*n), Flattened: m.Flattened}
	// In units in which a row of the picture is height high and a row of the result
	// m.Height, both pictures are equally high; and so across.
	sums := make([]int64, width*n)
	half := int64(m.Width) * int64(m.Height) / 2
	for y := range height {
		clear(sums)
		top, foot := y*m.Height, (y+1)*m.Height
		for sy := top / height; sy*height < foot; sy++ {
			m.addRow(sums, sy, width, min(foot, (sy+1)*height)-max(top, sy*height))
		}
		row := out.Pix[y*width*n:]
		for i, s := range sums {
			row[i] = byte((s + half) / (int64(m.Width) * int64(m.Height)))
		}
	}
	return out
}

// addRow adds row sy, weighted, to the sums of the columns of a narrower row.
func (m *Image) addRow(sums []int64, sy, width, weight int) {
	n := int(m.Space)
	row := m.Pix[sy*m.Width*n:]
	for x := range width {
		left, right := x*m.Width, (x+1)*m.Width
		for sx := left / width; sx*width < right; sx++ {
			w := int64(weight) * int64(min(right, (sx+1)*width)-max(left, sx*width))
			for c := range n {
				sums[x*n+c] += w * int64(row[sx*n+c])
			}
		}
	}
}
