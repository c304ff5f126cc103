package pdf

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// bend is how far the control points of a Bézier curve lie from its ends, in
// millionths of the radius, for the curve to be a quarter of a circle within 0.03 %.
const bend = 552285

// rounded draws the ellipse within the rectangle of a stroke or a fill in its stead;
// operator is the one that paints the rectangle, S or f. The arithmetic is in whole
// hundredths of a point: the same on every processor.
func rounded(painting []byte, operator string) ([]byte, error) {
	words := make([]int, 4)
	x, y, w, h, err := rectangleOf(painting)
	if err != nil {
		return nil, err
	}
	for i, word := range []string{x, y, w, h} {
		if words[i], err = hundredths(word); err != nil {
			return nil, err
		}
	}
	left, bottom, width, height := words[0], words[1], words[2], words[3]
	right, top, mx, my := left+width, bottom+height, left+width/2, bottom+height/2
	dx, dy := (right-mx)*bend/1000000, (top-my)*bend/1000000
	var path strings.Builder
	for _, c := range []struct {
		operator string
		places   []int
	}{
		{"m", []int{right, my}},
		{"c", []int{right, my + dy, mx + dx, top, mx, top}},
		{"c", []int{mx - dx, top, left, my + dy, left, my}},
		{"c", []int{left, my - dy, mx - dx, bottom, mx, bottom}},
		{"c", []int{mx + dx, bottom, right, my - dy, right, my}},
	} {
		for _, p := range c.places {
			path.WriteString(decimal(p) + " ")
		}
		path.WriteString(c.operator + "\n")
	}
	rectangle := fmt.Sprintf("%s %s %s %s re %s", x, y, w, h, operator)
	return bytes.Replace(painting, []byte(rectangle), []byte(path.String()+strings.ToLower(operator)), 1), nil
}

// hundredths reads a number with at most two decimals.
func hundredths(word string) (int, error) {
	whole, fraction, _ := strings.Cut(word, ".")
	n, err := strconv.Atoi(whole + (fraction + "00")[:2])
	if err != nil || len(fraction) > 2 {
		return 0, fmt.Errorf("%q is no number of hundredths", word)
	}
	return n, nil
}

// decimal writes hundredths as a number.
func decimal(n int) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	return fmt.Sprintf("%s%d.%02d", sign, n/100, n%100)
}
