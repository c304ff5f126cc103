package main

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
)

// drawing is one picture of the issue. What is drawn is given by integers alone, so
// that every machine draws the same.
type drawing struct {
	name string // file in the folder; .jpg or .png
	draw func() image.Image
}

var drawings = []drawing{
	{"photo/river.jpg", river},
	{"photo/reeds.jpg", reeds},
	{"drawing/chart.png", chart},
	{"drawing/tower.png", tower},
}

func (d drawing) encode() ([]byte, error) {
	var b bytes.Buffer
	var err error
	if strings.HasSuffix(d.name, ".jpg") {
		err = jpeg.Encode(&b, d.draw(), &jpeg.Options{Quality: 85})
	} else {
		err = png.Encode(&b, d.draw())
	}
	return b.Bytes(), err
}

// noise gives a number from 0 to n−1 that looks like chance and is none.
func noise(x, y, n int) int {
	h := uint32(x)*374761393 + uint32(y)*668265263
	h = (h ^ h>>13) * 1274126177
	return int((h ^ h>>16) % uint32(n))
}

// river is a colour photograph's stand-in: sky, sun, two ranges of hills, water.
func river() image.Image {
	const w, h, horizon = 1920, 560, 330
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	ridge := func(x, base, height, period int) int { // y of a range of hills
		p := x % period
		return base - height*p*(period-p)*4/(period*period)
	}
	for y := range h {
		for x := range w {
			c := color.RGBA{uint8(120 + 110*y/h), uint8(160 + 50*y/h), uint8(210 - 60*y/h), 255}
			dx, dy := x-1400, y-180
			switch {
			case y > horizon:
				c = color.RGBA{uint8(90 + 60*(y-horizon)/h), uint8(130 + 40*(y-horizon)/h), 150, 255}
				if noise(x/24, y/3, 5) == 0 {
					c.R, c.G, c.B = c.R+30, c.G+25, c.B+20
				}
			case y > ridge(x+200, horizon, 70, 700):
				c = color.RGBA{60, 90, 80, 255}
			case y > ridge(x, horizon, 140, 1100):
				c = color.RGBA{105, 130, 135, 255}
			case dx*dx+dy*dy < 70*70:
				c = color.RGBA{250, 225, 170, 255}
			}
			n := uint8(noise(x, y, 6))
			m.SetRGBA(x, y, color.RGBA{c.R + n, c.G + n, c.B + n, 255})
		}
	}
	return m
}

// reeds is a photograph's stand-in without colour.
func reeds() image.Image {
	const w, h = 900, 640
	m := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			v := 225 - 60*y/h
			if y > 300 && y < 330 {
				v = 245
			}
			lean := (h - y) / 9
			stalk := (x + lean*(1+x/37%3)) / 7
			if y > 180+noise(stalk, 1, 220) && noise(stalk, 7, 3) > 0 {
				v = 70 + noise(stalk, 3, 80) + 40*y/h
			}
			m.SetGray(x, y, color.Gray{uint8(v + noise(x, y, 10))})
		}
	}
	return m
}

// chart is a bar chart: few colours, sharp edges.
func chart() image.Image {
	const w, h, foot, bar, step = 960, 600, 560, 70, 112
	prices := []int{291, 275, 226, 457, 625, 347, 510, 990} // in hundredths
	inks := color.Palette{color.White, color.Black, color.RGBA{40, 90, 150, 255}, color.RGBA{210, 210, 210, 255}}
	m := image.NewPaletted(image.Rect(0, 0, w, h), inks)
	for y := range h {
		for x := range w {
			ink := uint8(0)
			column, within := (x-40)/step, (x-40)%step
			switch {
			case y >= foot && y < foot+4:
				ink = 1
			case x >= 40 && column < len(prices) && within < bar && y < foot && y >= foot-prices[column]*54/100:
				ink = 2
			case y < foot && (foot-y)%54 == 0:
				ink = 3
			}
			m.SetColorIndex(x, y, ink)
		}
	}
	return m
}

// tower is a line drawing on a transparent ground.
func tower() image.Image {
	const w, h = 640, 900
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	ink := color.NRGBA{40, 40, 40, 255}
	for y := range h {
		half := 70 + 70*(y-160)/(h-220) // of the tower's width at this height
		for x := range w {
			d := x - w/2
			if d < 0 {
				d = -d
			}
			switch {
			case y >= h-60 && y < h-54, // the ground
				y > 160 && y < h-60 && (d > half-6 && d <= half || d < half && (y-160)/110%2 == 1), // walls and bands
				y > 90 && y <= 160 && (d > 44 && d <= 50 || y < 96),                                // the lamp room
				y > 40 && y <= 90 && d < y-40:                                                      // its roof
				m.SetNRGBA(x, y, ink)
			}
		}
	}
	return m
}
