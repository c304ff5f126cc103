package picture

import (
	"math"

	"banxin/layout/display"
)

// share is a part of a row or column of a picture, in a row or column of pixels.
type share struct {
	at     int // of the picture
	weight float64
}

// shares divides pixels from 0 to limit among the samples of a picture that are
// stretched from one coordinate to the other: each pixel is the mean of what it
// covers. The weights of a pixel make up how much of it is covered. first is the pixel
// of the first entry.
func shares(from, to float64, samples, limit int) (first int, out [][]share) {
	low, high := clampTo(from, limit), clampTo(to, limit)
	if low >= high {
		return 0, nil
	}
	first = int(low)
	per := float64(samples) / (to - from) // samples to the pixel
	for i := first; float64(i) < high; i++ {
		a, b := max(float64(i), low), min(float64(i+1), high)
		u, v := float64((a-from)*per), float64((b-from)*per)
		var part []share
		for s := max(0, min(int(u), samples-1)); s < samples && float64(s) < v; s++ {
			width := min(v, float64(s+1)) - max(u, float64(s))
			if s == samples-1 {
				width = v - max(u, float64(s)) // rounding may lie beyond the last
			}
			part = append(part, share{s, float64(width / (v - u) * (b - a))})
		}
		out = append(out, part)
	}
	return first, out
}

// picture draws a picture: each pixel is the mean of the samples that it covers.
func (b *band) picture(it *display.Image) {
	m := b.inks.pictures[it.Name]
	x, columns := shares(b.across(it.X), b.across(it.X+it.W), m.Width, b.width)
	y, rows := shares(b.down(it.Y)-float64(b.top), b.down(it.Y+it.H)-float64(b.top), m.Height, b.foot-b.top)
	if columns == nil {
		return
	}
	n := int(m.Space)
	line := make([]float64, m.Width*n)
	for i, row := range rows {
		clear(line)
		high := 0.0
		low, end := columns[0][0].at*n, (columns[len(columns)-1][len(columns[len(columns)-1])-1].at+1)*n
		for _, r := range row {
			high += r.weight
			for k, v := range m.Pix[r.at*m.Width*n+low : r.at*m.Width*n+end] {
				line[low+k] += float64(r.weight * float64(v))
			}
		}
		out := b.out.Pix[b.out.PixOffset(x, b.top+y+i):]
		for j, column := range columns {
			mix(out[4*j:4*j+3], line, column, n, high)
		}
	}
}

// mix lays the samples of a column over a pixel; high is how much of it the row covers.
func mix(pixel []uint8, line []float64, column []share, n int, high float64) {
	cover := 0.0
	var sums [3]float64
	for _, s := range column {
		cover += float64(s.weight * high)
		for c := range sums {
			sums[c] += float64(s.weight * line[s.at*n+min(c, n-1)])
		}
	}
	for c, sum := range sums {
		v := sum + float64((1-min(cover, 1))*float64(pixel[c]))
		pixel[c] = uint8(min(255, math.Round(v)))
	}
}
