package raster

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// jpegFile is a JPEG file cut into its segments (ITU-T T.81, B.1.1).
type jpegFile struct {
	segments []segment
	turned   bool // the file as it stands is not to be handed on; its profile still holds
}

// segment is a marker with its payload and, after a start of scan, the coded data
// up to the next marker.
type segment struct {
	marker  byte
	payload []byte // after the length; aliases the file
	coded   []byte
}

// Markers of T.81 table B.1.
const (
	markSOI  = 0xD8
	markEOI  = 0xD9
	markSOS  = 0xDA
	markAPP0 = 0xE0
	markAPP1 = 0xE1 // Exif
	markAPP2 = 0xE2 // ICC profile
	markAPPE = 0xEE // Adobe
	markAPPF = 0xEF
	markCOM  = 0xFE
)

var errSegments = errors.New("JPEG segments do not follow one another")

// readJPEG cuts a file into segments, up to the end of its first image: what
// cameras put behind that is left out. With an error it gives the segments so far.
func readJPEG(data []byte) (*jpegFile, error) {
	f := &jpegFile{}
	for at := 2; ; {
		for at < len(data) && data[at] == 0xFF && at+1 < len(data) && data[at+1] == 0xFF {
			at++ // fill bytes
		}
		if at+1 >= len(data) || data[at] != 0xFF {
			return f, errSegments
		}
		s := segment{marker: data[at+1]}
		at += 2
		if s.marker == markEOI {
			return f, nil
		}
		if at+2 > len(data) {
			return f, errSegments
		}
		end := at + int(binary.BigEndian.Uint16(data[at:]))
		if end < at+2 || end > len(data) {
			return f, errSegments
		}
		s.payload = data[at+2 : end]
		at = end
		if s.marker == markSOS {
			at += codedLength(data[at:])
			s.coded = data[end:at]
		}
		f.segments = append(f.segments, s)
	}
}

// codedLength is how far the coded data of a scan reach: a 0xFF in them is stuffed
// with a 0 or begins a restart marker.
func codedLength(data []byte) int {
	for i := 0; i+1 < len(data); i++ {
		if next := data[i+1]; data[i] == 0xFF && next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7) {
			return i
		}
	}
	return len(data)
}

// exif gives the TIFF block of the Exif segment, nil for none.
func (f *jpegFile) exif() []byte {
	for _, s := range f.segments {
		if block, ok := bytes.CutPrefix(s.payload, []byte("Exif\x00\x00")); ok && s.marker == markAPP1 {
			return block
		}
	}
	return nil
}

// bytes writes the file without what describes its making: where and with what it
// was taken is nobody's business. Adobe's mark stays, since it says how to read the
// colours; the profile as asked for.
func (f *jpegFile) bytes(withProfile bool) []byte {
	out := []byte{0xFF, markSOI}
	for _, s := range f.segments {
		aside := s.marker == markCOM || s.marker > markAPP0 && s.marker <= markAPPF
		if aside && s.marker != markAPPE && !(withProfile && s.isProfile()) {
			continue
		}
		out = append(out, s.bytes()...)
	}
	return append(out, 0xFF, markEOI)
}

func (s *segment) bytes() []byte {
	out := []byte{0xFF, s.marker}
	out = binary.BigEndian.AppendUint16(out, uint16(len(s.payload)+2))
	out = append(out, s.payload...)
	return append(out, s.coded...)
}

func (s *segment) isProfile() bool {
	return s.marker == markAPP2 && bytes.HasPrefix(s.payload, []byte("ICC_PROFILE\x00"))
}

// profile gives the segments of the colour profile, nil for none.
func (f *jpegFile) profile() []byte {
	var out []byte
	if f == nil {
		return nil
	}
	for i := range f.segments {
		if f.segments[i].isProfile() {
			out = append(out, f.segments[i].bytes()...)
		}
	}
	return out
}

// components is the number of components that the frame header gives.
func (f *jpegFile) components() int {
	for _, s := range f.segments {
		isFrame := s.marker >= 0xC0 && s.marker <= 0xCF && s.marker != 0xC4 && s.marker != 0xC8 && s.marker != 0xCC
		if isFrame && len(s.payload) > 5 {
			return int(s.payload[5])
		}
	}
	return 0
}
