package picture

import (
	"image"

	"banxin/internal/parallel"
)

// Thumbnail scales a picture down to a width in pixels, in proportion: each pixel is the
// mean of the area that it covers, counted in whole numbers. A picture that is no wider
// is given as it is.
func Thumbnail(m *image.RGBA, width int) *image.RGBA {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	if width < 1 || w <= width {
		return m
	}
	height := max(1, (2*h*width+w)/(2*w))
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	columns, rows := covered(w, width), covered(h, height)
	parallel.Do(height, func() func(int) {
		line := make([]int, 4*w) // the rows of a pixel, weighed
		return func(y int) {
			clear(line)
			for _, row := range rows[y] {
				for i, v := range m.Pix[row.at*m.Stride:][:len(line)] {
					line[i] += row.weight * int(v)
				}
			}
			for x := range width {
				var sums [4]int
				for _, column := range columns[x] {
					for c, v := range line[4*column.at : 4*column.at+4] {
						sums[c] += column.weight * v
					}
				}
				pixel := out.Pix[out.PixOffset(x, y):]
				for c, sum := range sums {
					pixel[c] = uint8((sum + w*h/2) / (w * h))
				}
			}
		}
	})
	return out
}

// part is how much of a sample a pixel covers.
type part struct{ at, weight int }

// covered divides samples among fewer pixels. A sample weighs as much as there are
// pixels, and a pixel covers as much as there are samples.
func covered(samples, pixels int) [][]part {
	out := make([][]part, pixels)
	for i := range out {
		from, to := i*samples, (i+1)*samples
		for at := from / pixels; at*pixels < to; at++ {
			out[i] = append(out[i], part{at, min(to, (at+1)*pixels) - max(from, at*pixels)})
		}
	}
	return out
}
