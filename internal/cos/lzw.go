package cos

import "errors"

// Codes of LZW (ISO 32000-1, 7.4.4.2).
const (
	lzwClear  = 256
	lzwEnd    = 257
	lzwWidest = 4096 // codes of twelve bits
)

// lzwChain is a code: a shorter code and a byte behind it.
type lzwChain struct {
	prefix int // −1: none
	last   byte
	length int
}

// lzwReader unpacks LZW whose codes grow one code early, as PDF and TIFF have it.
type lzwReader struct {
	table    []lzwChain
	width    int
	previous int // code; −1: none
	out      []byte
}

func (r *lzwReader) reset() {
	r.table, r.width, r.previous = r.table[:lzwEnd+1], 9, -1
}

// put writes the bytes of a code and gives the first.
func (r *lzwReader) put(code int) byte {
	at, n := len(r.out), r.table[code].length
	r.out = append(r.out, make([]byte, n)...)
	for i := n - 1; i >= 0; i-- {
		r.out[at+i] = r.table[code].last
		code = r.table[code].prefix
	}
	return r.out[at]
}

// head gives the first byte of a code.
func (r *lzwReader) head(code int) byte {
	for r.table[code].prefix >= 0 {
		code = r.table[code].prefix
	}
	return r.table[code].last
}

// learn adds the previous code with a byte behind it. A full table learns no more.
func (r *lzwReader) learn(last byte) {
	if len(r.table) < lzwWidest {
		r.table = append(r.table, lzwChain{r.previous, last, r.table[r.previous].length + 1})
	}
}

// take takes the next code.
func (r *lzwReader) take(code int) error {
	switch {
	case r.previous < 0:
		if code >= lzwClear {
			return errors.New("LZW code without a beginning")
		}
		r.put(code)
	case code < len(r.table):
		r.learn(r.put(code))
	case code == len(r.table) && code < lzwWidest:
		r.learn(r.head(r.previous))
		r.put(code)
	default:
		return errors.New("LZW code that was never made")
	}
	r.previous = code
	if len(r.table)+1 >= 1<<r.width && r.width < 12 {
		r.width++
	}
	return nil
}

// earlyLZW unpacks data to its end code, within the limit of the file.
func (f *File) earlyLZW(data []byte) ([]byte, error) {
	r := &lzwReader{table: make([]lzwChain, lzwEnd+1, lzwWidest)}
	for i := range 256 {
		r.table[i] = lzwChain{-1, byte(i), 1}
	}
	r.reset()
	bits, have := 0, 0
	for _, b := range data {
		bits, have = bits<<8|int(b), have+8
		if have < r.width {
			continue
		}
		have -= r.width
		code := bits >> have
		bits &= 1<<have - 1
		switch {
		case code == lzwClear:
			r.reset()
			continue
		case code == lzwEnd:
			return r.out, f.spend(len(r.out))
		}
		if err := r.take(code); err != nil {
			return nil, err
		}
		if len(r.out)+f.decoded > f.limits.Decoded {
			return nil, errTooMuch
		}
	}
	return r.out, f.spend(len(r.out))
}
