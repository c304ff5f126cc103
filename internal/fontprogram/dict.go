package fontprogram

import (
	"math"
	"strconv"
)

// Operators of dictionaries; those of two bytes have 12 in the high one.
const (
	opCharset     = 15
	opEncoding    = 16
	opCharStrings = 17
	opPrivate     = 18
	opSubrs       = 19
	opStandard    = 20
	opNominal     = 21
	opFontMatrix  = 12<<8 | 7
	opROS         = 12<<8 | 30
	opFDArray     = 12<<8 | 36
	opFDSelect    = 12<<8 | 37
)

// dict is a DICT: operands by operator.
type dict map[int][]float64

func (d dict) number(op int) float64 {
	if v := d[op]; len(v) > 0 {
		return v[len(v)-1]
	}
	return 0
}

func (d dict) whole(op, missing int) int {
	if v := d[op]; len(v) > 0 && math.Abs(v[len(v)-1]) < 1<<31 {
		return int(v[len(v)-1])
	}
	return missing
}

// readDict reads a DICT as far as it goes.
func readDict(data []byte) dict {
	d := dict{}
	var operands []float64
	for i := 0; i < len(data); {
		b := data[i]
		i++
		switch {
		case b == 12 && i < len(data):
			d[12<<8|int(data[i])] = operands
			operands = nil
			i++
		case b <= 21:
			d[int(b)] = operands
			operands = nil
		case b == 28 && i+2 <= len(data):
			operands = append(operands, float64(int16(be.Uint16(data[i:]))))
			i += 2
		case b == 29 && i+4 <= len(data):
			operands = append(operands, float64(int32(be.Uint32(data[i:]))))
			i += 4
		case b == 30:
			v, n := realNumber(data[i:])
			operands = append(operands, v)
			i += n
		case b >= 32 && b <= 246:
			operands = append(operands, float64(b)-139)
		case b >= 247 && b <= 254 && i < len(data):
			operands = append(operands, twoBytes(b, data[i]))
			i++
		default:
			return d
		}
	}
	return d
}

// twoBytes is a number of two bytes, of dictionaries and of charstrings alike.
func twoBytes(b, w byte) float64 {
	if b < 251 {
		return float64((int(b)-247)*256 + int(w) + 108)
	}
	return float64(-(int(b)-251)*256 - int(w) - 108)
}

// realNumber reads a packed decimal and gives how many bytes it took.
func realNumber(data []byte) (float64, int) {
	var s []byte
	for i, b := range data {
		for _, n := range [2]byte{b >> 4, b & 15} {
			switch {
			case n < 10:
				s = append(s, '0'+n)
			case n == 10:
				s = append(s, '.')
			case n == 11:
				s = append(s, 'e')
			case n == 12:
				s = append(s, "e-"...)
			case n == 14:
				s = append(s, '-')
			case n == 15:
				v, _ := strconv.ParseFloat(string(s), 64)
				return v, i + 1
			}
		}
	}
	return 0, len(data)
}
