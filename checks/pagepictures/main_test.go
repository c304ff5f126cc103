package main

import (
	"image"
	"image/color"
	"testing"
)

func TestDifference(t *testing.T) {
	t.Parallel()
	a, b := image.NewGray(image.Rect(0, 0, 4, 2)), image.NewRGBA(image.Rect(0, 0, 4, 2))
	for i := range 8 {
		b.Set(i%4, i/4, color.Black)
	}
	if d, err := difference(a, b); err != nil || d != 0 {
		t.Errorf("equal pictures: %v, %v", d, err)
	}
	b.Set(1, 1, color.RGBA{R: 240, A: 255})
	if d, err := difference(a, b); err != nil || d != 10 {
		t.Errorf("one value of 24 differs by 240: %v, %v", d, err)
	}
	if _, err := difference(a, image.NewGray(image.Rect(0, 0, 4, 3))); err == nil {
		t.Error("pictures of different sizes are compared")
	}
}
