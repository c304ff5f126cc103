package display

// Light gives the red, green and blue of inks on a screen, in hundredths, by the
// formula of PDF (PDF 1.7, 10.3.5):
//
//	R = 1 − min(1, C+K)   G = 1 − min(1, M+K)   B = 1 − min(1, Y+K)
//
// It knows no paper: 0/100/100/0 is the pure red of the screen.
func (c CMYK) Light() [3]int {
	var out [3]int
	for i, ink := range [3]uint8{c.C, c.M, c.Y} {
		out[i] = 100 - min(100, int(ink)+int(c.K))
	}
	return out
}
