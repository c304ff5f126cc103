// Pagepictures compares pictures of pages with those that another program made:
//
//	pagepictures LIMIT OURS THEIRS [OURS THEIRS…]
//
// Both are PNG files of the same size. It prints the mean absolute difference of each
// pair, in values of 0 to 255 over all pixels and colours, and ends with exit code 1 if
// one lies over LIMIT.
package main

import (
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"strconv"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 3 || len(args)%2 == 0 {
		return errors.New("usage: pagepictures LIMIT OURS THEIRS [OURS THEIRS…]")
	}
	limit, err := strconv.ParseFloat(args[0], 64)
	if err != nil {
		return err
	}
	var errs []error
	for i := 1; i < len(args); i += 2 {
		d, err := compareFiles(args[i], args[i+1])
		switch {
		case err != nil:
			errs = append(errs, err)
			continue
		case !(d <= limit):
			errs = append(errs, fmt.Errorf("%s: the difference is over %v", args[i], limit))
		}
		fmt.Printf("page %d: mean difference %.2f of 255\n", (i+1)/2, d)
	}
	return errors.Join(errs...)
}

func compareFiles(ours, theirs string) (float64, error) {
	a, err := open(ours)
	if err != nil {
		return 0, err
	}
	b, err := open(theirs)
	if err != nil {
		return 0, err
	}
	d, err := difference(a, b)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", ours, err)
	}
	return d, nil
}

func open(name string) (image.Image, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	m, err := png.Decode(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return m, nil
}

// difference gives the mean absolute difference of two pictures of the same size, in
// values of 0 to 255.
func difference(a, b image.Image) (float64, error) {
	if a.Bounds() != b.Bounds() || a.Bounds().Empty() {
		return 0, fmt.Errorf("%v pixels against %v", a.Bounds().Size(), b.Bounds().Size())
	}
	sum := 0.0
	r := a.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			sum += distance(r1, r2) + distance(g1, g2) + distance(b1, b2)
		}
	}
	return sum / float64(3*r.Dx()*r.Dy()) / 257, nil
}

func distance(a, b uint32) float64 {
	if a < b {
		a, b = b, a
	}
	return float64(a - b)
}
