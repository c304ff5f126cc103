package cos

import "errors"

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
