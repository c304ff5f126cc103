package raster_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"math/bits"
	"testing"

	"banxin/internal/raster"
)

// pngOf encodes with the standard library.
func pngOf(t *testing.T, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(t *testing.T, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 100}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func decode(t *testing.T, data []byte) *raster.Image {
	t.Helper()
	m, err := raster.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Pix) != m.Width*m.Height*int(m.Space) {
		t.Fatalf("%d bytes for %d×%d of %d", len(m.Pix), m.Width, m.Height, m.Space)
	}
	return m
}

// chunk writes a PNG chunk.
func chunk(kind string, data []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	out = append(append(out, kind...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// rawPNG writes a PNG of 8-bit gray from its filtered rows.
func rawPNG(w, h int, interlace byte, rows []byte, extra ...[]byte) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(w)), uint32(h))
	out := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(head, 8, 0, 0, 0, interlace))...)
	for _, e := range extra {
		out = append(out, e...)
	}
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	z.Write(rows)
	z.Close()
	return append(append(out, chunk("IDAT", packed.Bytes())...), chunk("IEND", nil)...)
}

// flatJPEG hand-encodes an 8×8 JPEG in which each component has one value: DC
// coefficients alone, with a quantiser of 8, so that a DC is value − 128. adobe is
// the transform of Adobe's mark, −1 for none.
func flatJPEG(progressive bool, adobe int, values ...byte) []byte {
	out := []byte{0xFF, 0xD8}
	segment := func(marker byte, payload ...byte) {
		out = append(out, 0xFF, marker)
		out = binary.BigEndian.AppendUint16(out, uint16(len(payload)+2))
		out = append(out, payload...)
	}
	if adobe >= 0 {
		segment(0xEE, append([]byte("Adobe\x00\x64\x00\x00\x00\x00"), byte(adobe))...)
	}
	segment(0xDB, append([]byte{0}, bytes.Repeat([]byte{8}, 64)...)...)
	frame, scan := []byte{8, 0, 8, 0, 8, byte(len(values))}, []byte{byte(len(values))}
	for i := range values {
		frame, scan = append(frame, byte(i+1), 0x11, 0), append(scan, byte(i+1), 0)
	}
	marker, last := byte(0xC0), byte(63)
	if progressive {
		marker, last = 0xC2, 0
	}
	segment(marker, frame...)
	// DC codes: categories 0 to 8 in four bits each; AC: the end of the block, one bit.
	segment(0xC4, append([]byte{0x00, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 0, 1, 2, 3, 4, 5, 6, 7, 8)...)
	segment(0xC4, append([]byte{0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 0)...)
	segment(0xDA, append(scan, 0, last, 0)...)
	var acc, n uint
	put := func(v, count uint) {
		for i := int(count) - 1; i >= 0; i-- {
			acc, n = acc<<1|v>>i&1, n+1
			if n == 8 {
				out = append(out, byte(acc))
				if byte(acc) == 0xFF {
					out = append(out, 0)
				}
				acc, n = 0, 0
			}
		}
	}
	for _, v := range values {
		dc := int(v) - 128
		size := uint(bits.Len(uint(max(dc, -dc))))
		put(size, 4)
		if dc < 0 {
			dc += 1<<size - 1
		}
		put(uint(dc), size)
		if !progressive {
			put(0, 1)
		}
	}
	for n > 0 {
		put(1, 1)
	}
	return append(out, 0xFF, 0xD9)
}

// withSegment puts a segment behind the start of a JPEG.
func withSegment(file []byte, marker byte, payload string) []byte {
	out := []byte{0xFF, 0xD8, 0xFF, marker}
	out = binary.BigEndian.AppendUint16(out, uint16(len(payload)+2))
	return append(append(out, payload...), file[2:]...)
}

// exif gives a TIFF block of one entry, the orientation, in either byte order.
func exif(orientation byte, little bool) string {
	if little {
		return "II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00" + string([]byte{orientation, 0, 0, 0}) + "\x00\x00\x00\x00"
	}
	return "MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string([]byte{orientation, 0, 0}) + "\x00\x00\x00\x00"
}
