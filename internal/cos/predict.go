package cos

import "errors"

// earlyLZW unpacks LZW whose codes grow one code early, as PDF and TIFF have it.
func (f *File) earlyLZW(data []byte) ([]byte, error) {
	const clear, end, fullTable = 256, 257, 4096
	type chain struct {
		prefix int
		last   byte
		length int
	}
	var out []byte
	table := make([]chain, 258, fullTable)
	for i := range 256 {
		table[i] = chain{-1, byte(i), 1}
	}
	width, previous := 9, -1
	bits, have := 0, 0
	put := func(code int) byte {
		n := table[code].length
		at := len(out)
		out = append(out, make([]byte, n)...)
		for i := n - 1; i >= 0; i-- {
			out[at+i] = table[code].last
			code = table[code].prefix
		}
		return out[at]
	}
	for _, b := range data {
		bits, have = bits<<8|int(b), have+8
		if have < width {
			continue
		}
		have -= width
		code := bits >> have
		bits &= 1<<have - 1
		switch {
		case code == clear:
			table, width, previous = table[:258], 9, -1
			continue
		case code == end:
			return out, f.spend(len(out))
		case previous < 0:
			if code >= 256 {
				return nil, errors.New("LZW code without a beginning")
			}
			put(code)
		case code < len(table):
			if first := put(code); len(table) < fullTable {
				table = append(table, chain{previous, first, table[previous].length + 1})
			}
		case code == len(table) && len(table) < fullTable:
			first := byte(0)
			for c := previous; c >= 0; c = table[c].prefix {
				first = table[c].last
			}
			table = append(table, chain{previous, first, table[previous].length + 1})
			put(code)
		default:
			return nil, errors.New("LZW code that was never made")
		}
		previous = code
		if n := len(table) + 1; n >= 1<<width && width < 12 {
			width++
		}
		if len(out)+f.decoded > f.limits.Decoded {
			return nil, errTooMuch
		}
	}
	return out, f.spend(len(out))
}

// unpredict takes off a predictor (7.4.4.4): 2 is TIFF's, 10 and more are PNG's.
func (f *File) unpredict(data []byte, parms Dict) ([]byte, error) {
	get := func(key Name, missing int) int {
		if v, ok := f.Int(parms[key]); ok {
			return v
		}
		return missing
	}
	kind := get("Predictor", 1)
	if kind < 2 {
		return data, nil
	}
	colours, bits, columns := get("Colors", 1), get("BitsPerComponent", 8), get("Columns", 1)
	if colours < 1 || colours > 64 || bits < 1 || bits > 16 || columns < 1 || columns > 1<<24 {
		return nil, errors.New("predictor of impossible size")
	}
	pixel, row := max(1, colours*bits/8), (colours*bits*columns+7)/8
	if kind == 2 {
		if bits == 8 {
			for at := 0; at+row <= len(data); at += row {
				line := data[at : at+row]
				for i := pixel; i < row; i++ {
					line[i] += line[i-pixel]
				}
			}
		}
		return data, nil
	}
	out := make([]byte, 0, len(data))
	above := make([]byte, row)
	for len(data) > 1 {
		filter, line := data[0], data[1:min(row+1, len(data))]
		data = data[1+len(line):]
		unfilterRow(filter, line, above[:len(line)], pixel)
		out = append(out, line...)
		above = line
		if len(line) < row {
			break
		}
	}
	return out, nil
}

// unfilterRow takes PNG's filter off a row in place (PNG, 9.2).
func unfilterRow(filter byte, line, above []byte, pixel int) {
	for i := range line {
		var left, corner byte
		if i >= pixel {
			left, corner = line[i-pixel], above[i-pixel]
		}
		switch filter {
		case 1:
			line[i] += left
		case 2:
			line[i] += above[i]
		case 3:
			line[i] += byte((int(left) + int(above[i])) / 2)
		case 4:
			line[i] += paeth(int(left), int(above[i]), int(corner))
		}
	}
}

// paeth chooses the neighbour nearest to left + above − corner (PNG, 9.4).
func paeth(left, above, corner int) byte {
	p := left + above - corner
	dl, da, dc := max(p-left, left-p), max(p-above, above-p), max(p-corner, corner-p)
	switch {
	case dl <= da && dl <= dc:
		return byte(left)
	case da <= dc:
		return byte(above)
	}
	return byte(corner)
}
