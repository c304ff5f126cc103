// Package raster reads picture files (JPEG, PNG) into pixels and turns pixels into
// what print and screen can take: gray or CMYK for the plates, gray or RGB for a
// reader. Start with Decode.
//
// It is pure and knows neither pages nor file formats of documents; sizes here are
// pixels, never lengths. There is no ICC engine in it: profiles are kept for the
// screen, and left out of account for print.
package raster

import "banxin/internal/diag"

// Space is a colour space; its value is the number of bytes of one pixel.
type Space int

const (
	Gray Space = 1 // 0 black, 255 white
	RGB  Space = 3 // 0 dark, 255 bright
	CMYK Space = 4 // 0 no ink, 255 full ink
)

// Image is a picture as it is to be seen: upright, without transparency.
type Image struct {
	Width, Height int // in pixels, both over 0
	Space         Space
	Pix           []byte // row by row from the top, Space bytes a pixel

	// Flattened says that the file was transparent in places; they are white.
	Flattened bool

	file *jpegFile // the file itself, when it shows these pixels as it stands
}

// MaxPixels is how many pixels a picture may have. A newspaper page at 300 ppi has
// 15 million; the bound keeps a file that lies about its size from taking the
// machine's memory.
const MaxPixels = 100_000_000

// Error says why a file cannot be used, as the user should read it.
type Error struct {
	Code        string // "picture-broken"
	Found, Hint diag.Text
}

func (e *Error) Error() string { return e.Code + ": " + e.Found.En }

func failure(code string, found, hint diag.Text) *Error { return &Error{code, found, hint} }

var hintExport = diag.Say("在图片软件里打开，另存为普通的 JPEG 或 PNG", "open it in an image program and save it as a plain JPEG or PNG")
