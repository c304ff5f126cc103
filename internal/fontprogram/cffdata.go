package fontprogram

import (
	"encoding/binary"
	"strconv"
)

// index is an INDEX of CFF: objects one behind the other (Technical Note 5176,
// clause 5). Its objects are cut out when asked for.
type index struct {
	count, offsetSize int
	offsets           []byte // count+1 of them
	objects           []byte // offset 1 is its first byte
}

// readIndex reads the INDEX at a place and tells where it ends.
func readIndex(data []byte, at int) (x index, end int, ok bool) {
	if at < 0 || at > len(data)-2 {
		return x, 0, false
	}
	x.count = uint16At(data, at)
	if x.count == 0 {
		return x, at + 2, true
	}
	if at+3 > len(data) {
		return x, 0, false
	}
	x.offsetSize = int(data[at+2])
	size := (x.count + 1) * x.offsetSize
	if x.offsetSize < 1 || x.offsetSize > 4 || size > len(data)-at-3 {
		return x, 0, false
	}
	x.offsets = data[at+3 : at+3+size]
	x.objects = data[at+3+size:]
	last := x.offset(x.count)
	if last < 1 || last-1 > len(x.objects) {
		return x, 0, false
	}
	x.objects = x.objects[:last-1]
	return x, at + 3 + size + last - 1, true
}

func (x *index) offset(i int) int {
	o := 0
	for _, b := range x.offsets[i*x.offsetSize : (i+1)*x.offsetSize] {
		o = o<<8 | int(b)
	}
	return o
}

// at gives object i; ok is false where there is none or its offsets are wrong.
func (x *index) at(i int) (object []byte, ok bool) {
	if i < 0 || i >= x.count {
		return nil, false
	}
	from, to := x.offset(i), x.offset(i+1)
	if from < 1 || to < from || to-1 > len(x.objects) {
		return nil, false
	}
	return x.objects[from-1 : to-1], true
}

// Operators of DICTs; those of two bytes are escape + the second.
const (
	escape            = 12 << 8
	opCharset         = 15
	opEncoding        = 16
	opCharStrings     = 17
	opPrivate         = 18
	opSubrs           = 19
	opDefaultWidthX   = 20
	opNominalWidthX   = 21
	opCharstringType  = escape + 6
	opFontMatrix      = escape + 7
	opROS             = escape + 30
	opFDArray         = escape + 36
	opFDSelect        = escape + 37
	dictOperandsLimit = 513 // more than any version of the format allows
	dictSizeLimit     = 1 << 14
)

// dict maps operators to their operands.
type dict map[int][]float64

// number gives the first operand of an operator, or a default.
func (d dict) number(op int, otherwise float64) float64 {
	if v := d[op]; len(v) > 0 {
		return v[0]
	}
	return otherwise
}

// offset gives operand i of an operator as a place in a file, -1 where there is none.
func (d dict) offset(op, i int) int {
	if v := d[op]; i < len(v) && v[i] >= 0 && v[i] <= 1<<31-1 {
		return int(v[i])
	}
	return -1
}

// readDict reads a DICT (clause 4). ok is false where it breaks the format.
func readDict(b []byte) (d dict, ok bool) {
	d = dict{}
	var operands []float64
	if len(b) > dictSizeLimit {
		return nil, false
	}
	for len(b) > 0 {
		if b[0] <= 21 {
			op, size := int(b[0]), 1
			if op == 12 {
				if len(b) < 2 {
					return nil, false
				}
				op, size = escape+int(b[1]), 2
			}
			d[op], operands = operands, nil
			b = b[size:]
			continue
		}
		v, size := dictOperand(b)
		if size == 0 || len(operands) == dictOperandsLimit {
			return nil, false
		}
		operands = append(operands, v)
		b = b[size:]
	}
	return d, true
}

// dictOperand reads a number of a DICT (table 3) and tells its size in bytes, 0
// where there is none.
func dictOperand(b []byte) (v float64, size int) {
	switch b0 := int(b[0]); {
	case b0 == 28 && len(b) >= 3:
		return float64(int16(uint16At(b, 1))), 3
	case b0 == 29 && len(b) >= 5:
		return float64(int32(binary.BigEndian.Uint32(b[1:]))), 5
	case b0 == 30:
		return dictReal(b)
	case b0 >= 32:
		return shortInteger(b)
	}
	return 0, 0
}

// shortInteger reads the integers of one and two bytes that DICTs and charstrings
// of both types share. b[0] is at least 32.
func shortInteger(b []byte) (v float64, size int) {
	switch b0 := int(b[0]); {
	case b0 <= 246:
		return float64(b0 - 139), 1
	case b0 <= 250 && len(b) >= 2:
		return float64((b0-247)*256 + int(b[1]) + 108), 2
	case b0 >= 251 && b0 <= 254 && len(b) >= 2:
		return float64(-(b0-251)*256 - int(b[1]) - 108), 2
	}
	return 0, 0
}

// dictReal reads a decimal number of nibbles (table 5).
func dictReal(b []byte) (v float64, size int) {
	const longest = 32 // bytes; enough for any double
	words := [...]string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "E", "E-", "", "-"}
	var text []byte
	for i := 1; i < len(b) && i <= longest; i++ {
		for _, nibble := range []byte{b[i] >> 4, b[i] & 15} {
			if nibble == 15 {
				v, err := strconv.ParseFloat(string(text), 64)
				if err != nil {
					return 0, 0
				}
				return v, i + 1
			}
			text = append(text, words[nibble]...)
		}
	}
	return 0, 0
}
