package cos

import (
	"bytes"
	"compress/lzw"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
)

// Filters gives the names of a stream's filters in the order in which they are taken
// off, short names written out.
func (f *File) Filters(s *Stream) []Name {
	var out []Name
	switch v := f.Resolve(first(s.Dict, "Filter", "F")).(type) {
	case Name:
		out = []Name{long(v)}
	case Array:
		for _, o := range v {
			out = append(out, long(f.Name(o)))
		}
	}
	return out
}

// first gives the entry under the first key that there is: inline images have short
// ones.
func first(d Dict, keys ...Name) Object {
	for _, k := range keys {
		if v, ok := d[k]; ok {
			return v
		}
	}
	return nil
}

// long writes out the short names of inline images (table 94).
func long(n Name) Name {
	switch n {
	case "AHx":
		return "ASCIIHexDecode"
	case "A85":
		return "ASCII85Decode"
	case "LZW":
		return "LZWDecode"
	case "Fl":
		return "FlateDecode"
	case "RL":
		return "RunLengthDecode"
	case "CCF":
		return "CCITTFaxDecode"
	case "DCT":
		return "DCTDecode"
	}
	return n
}

// isImage tells the filters that belong to pictures.
func isImage(n Name) bool {
	return n == "DCTDecode" || n == "JPXDecode" || n == "JBIG2Decode" || n == "CCITTFaxDecode"
}

// ImageFilter gives the picture filter that Decode stops before; empty: none.
func (f *File) ImageFilter(s *Stream) Name {
	for _, n := range f.Filters(s) {
		if isImage(n) {
			return n
		}
	}
	return ""
}

// Decode unpacks a stream as far as a picture filter. The error says which filter
// failed, or that the file unpacks to more than its limit.
func (f *File) Decode(s *Stream) ([]byte, error) {
	data := s.Raw
	for i, name := range f.Filters(s) {
		if isImage(name) {
			return data, nil
		}
		parms := f.Dict(f.parms(s, i))
		var err error
		if data, err = f.unfilter(name, data, parms); err != nil {
			return nil, fmt.Errorf("filter %s: %w", name, err)
		}
	}
	return data, nil
}

// parms gives the parameters of a filter.
func (f *File) parms(s *Stream, i int) Object {
	v := f.Resolve(first(s.Dict, "DecodeParms", "DP"))
	if a, ok := v.(Array); ok {
		if i < len(a) {
			return a[i]
		}
		return nil
	}
	if i == 0 {
		return v
	}
	return nil
}

var errTooMuch = errors.New("the file unpacks to more than its limit")

// Release gives back n bytes of the limit on unpacked data: of streams that whoever
// unpacked them no longer holds.
func (f *File) Release(n int) { f.decoded = max(0, f.decoded-n) }

// spend counts unpacked bytes.
func (f *File) spend(n int) error {
	if f.decoded += n; f.decoded > f.limits.Decoded {
		return errTooMuch
	}
	return nil
}

func (f *File) unfilter(name Name, data []byte, parms Dict) ([]byte, error) {
	var err error
	switch name {
	case "FlateDecode":
		data, err = f.inflate(data)
	case "LZWDecode":
		data, err = f.lzw(data, parms)
	case "ASCIIHexDecode":
		end := bytes.IndexByte(data, '>')
		if end < 0 {
			end = len(data)
		}
		return unhex(data[:end]), nil
	case "ASCII85Decode":
		return ascii85(data)
	case "RunLengthDecode":
		return f.runLength(data)
	case "Crypt":
		return data, nil
	default:
		return nil, errors.New("unknown")
	}
	if err != nil {
		return nil, err
	}
	return f.unpredict(data, parms)
}

// read takes a reader to its end, within the limit. What comes before damage is
// kept, as readers do.
func (f *File) read(r io.Reader) ([]byte, error) {
	room := int64(f.limits.Decoded - f.decoded)
	var b bytes.Buffer
	_, err := io.Copy(&b, io.LimitReader(r, room+1))
	if int64(b.Len()) > room {
		return nil, errTooMuch
	}
	if spent := f.spend(b.Len()); spent != nil {
		return nil, spent
	}
	if err != nil && b.Len() == 0 {
		return nil, err
	}
	if err != nil {
		f.warn(-1, "有一个压缩流残缺：%v", "a packed stream is damaged: %v", err)
	}
	return b.Bytes(), nil
}

func (f *File) inflate(data []byte) ([]byte, error) {
	z, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		if len(data) == 0 {
			return nil, nil
		}
		return nil, err
	}
	return f.read(z)
}

// lzw unpacks LZW (7.4.4) of the usual early change, by a reader of its own: that of
// the standard library changes code widths late.
func (f *File) lzw(data []byte, parms Dict) ([]byte, error) {
	if v, ok := f.Int(parms["EarlyChange"]); ok && v == 0 {
		return f.read(lzw.NewReader(bytes.NewReader(data), lzw.MSB, 8))
	}
	return f.earlyLZW(data)
}

// runLength unpacks RunLengthDecode (7.4.5).
func (f *File) runLength(data []byte) ([]byte, error) {
	var out []byte
	for i := 0; i < len(data) && data[i] != 128; {
		n := int(data[i])
		i++
		if n < 128 {
			end := min(i+n+1, len(data))
			out = append(out, data[i:end]...)
			i = end
		} else if i < len(data) {
			out = append(out, bytes.Repeat(data[i:i+1], 257-n)...)
			i++
		}
		if len(out)+f.decoded > f.limits.Decoded {
			return nil, errTooMuch
		}
	}
	return out, f.spend(len(out))
}

// ascii85 unpacks ASCII85Decode (7.4.3).
func ascii85(data []byte) ([]byte, error) {
	var out []byte
	var group [5]uint32
	n := 0
	flush := func(count int) {
		v := uint32(0)
		for _, g := range group {
			v = v*85 + g
		}
		word := []byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)}
		out = append(out, word[:count]...)
	}
	for _, b := range data {
		switch {
		case b == '~':
			if n > 1 {
				for i := n; i < 5; i++ {
					group[i] = 84
				}
				flush(n - 1)
			}
			return out, nil
		case b == 'z' && n == 0:
			out = append(out, 0, 0, 0, 0)
		case b >= '!' && b <= 'u':
			group[n] = uint32(b - '!')
			if n++; n == 5 {
				flush(4)
				n = 0
			}
		case classes[b] == white:
		default:
			return nil, fmt.Errorf("%q is no digit of base 85", b)
		}
	}
	return out, nil
}
