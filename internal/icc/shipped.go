package icc

import (
	"bytes"
	"compress/zlib"
	_ "embed"
	"io"
	"sync"
)

//go:embed profiles/FOGRA39L_coated.icc.zlib
var fogra39 []byte

// mostShipped bounds what is unpacked, in bytes.
const mostShipped = 1 << 20

// parsed reads the shipped profile once: it cannot change.
var parsed = sync.OnceValues(func() (*Profile, error) {
	data, err := Unpack(fogra39)
	if err != nil {
		return nil, err
	}
	return Parse(data)
})

// Shipped gives the profile that the program ships for a registered condition, such
// as FOGRA39: as a zlib stream of level 9, fit for a PDF stream with FlateDecode as
// it is (packing it anew would cost more than the rest of a file), and what it says.
// Neither may be changed. false: none is shipped. THIRD_PARTY.md names origin and
// licence.
func Shipped(condition string) (packed []byte, p *Profile, ok bool) {
	if c, known := Registered(condition); !known || c.Name != "FOGRA39" {
		return nil, nil, false
	}
	p, err := parsed()
	if err != nil {
		return nil, nil, false
	}
	return fogra39, p, true
}

// Unpack gives the profile that a zlib stream holds, at most 1 MiB of it.
func Unpack(packed []byte) ([]byte, error) {
	r, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(r, mostShipped))
}
