package main

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strconv"

	"github.com/rogpeppe/go-internal/testscript"
)

// drawPicture FILE WIDTH HEIGHT [gray] makes a picture of a hill under the sky, as a
// JPEG or PNG by the name of the file.
func drawPicture(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: picture file width height [gray]")
	}
	w, err := strconv.Atoi(args[1])
	ts.Check(err)
	h, err := strconv.Atoi(args[2])
	ts.Check(err)
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			dx := (2*x - w) * h / w
			c := color.RGBA{uint8(120 + 100*y/h), uint8(170 + 60*y/h), 235, 255} // sky
			if 3*y > h+dx*dx/h+h/4 {
				c = color.RGBA{uint8(40 + 60*y/h), uint8(90 + 70*(h-y)/h), 50, 255} // hill
			}
			if len(args) > 3 {
				g := color.GrayModel.Convert(c).(color.Gray).Y
				c = color.RGBA{g, g, g, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if filepath.Ext(args[0]) == ".png" {
		ts.Check(png.Encode(&b, m))
	} else {
		ts.Check(jpeg.Encode(&b, m, nil))
	}
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o777))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o666))
}
