package fontprogram

import "math"

// Bounds of charstrings.
const (
	deepestSubroutine = 10 // Adobe Technical Note 5177, appendix B
	mostSteps         = 200_000
	mostOperands      = 513
)

// outline runs a Type 2 charstring (Adobe Technical Note 5177) as far as it takes to
// know its advance and whether it draws.
type outline struct {
	globals, locals *index
	stack           []float64
	stems           int
	steps           int
	hasWidth        bool // the first stack-clearing operator has passed
	width           float64
	explicit        bool // a width was given
	ink             bool
	ended           bool
}

// glyph gives the advance of a glyph in 1/1000 em and whether it draws.
func (f *cff) glyph(gid int) (advance float64, ink bool, err error) {
	code := f.charStrings.at(gid)
	if code == nil {
		return 0, false, fault("第 %d 号字形残缺", "glyph %d is cut off", gid)
	}
	p, scale := &f.private, f.scale
	if f.cidKeyed {
		i := f.selects(gid)
		if i >= len(f.fonts) {
			return 0, false, fault("第 %d 号字形属于没有的字典", "glyph %d is of a dictionary that is not there", gid)
		}
		p = &f.fonts[i]
		if p.scale != 0 {
			scale = p.scale
		}
	}
	o := &outline{globals: &f.globals, locals: &p.locals}
	if err := o.run(code, 0); err != nil {
		return 0, false, err
	}
	advance = p.standard
	if o.explicit {
		advance = p.nominal + o.width
	}
	return advance * scale, o.ink, nil
}

func (o *outline) run(code []byte, depth int) error {
	if depth > deepestSubroutine {
		return fault("字形的子程序嵌套过深", "subroutines of a glyph nest too deeply")
	}
	for i := 0; i < len(code) && !o.ended; {
		if o.steps++; o.steps > mostSteps || len(o.stack) > mostOperands {
			return fault("字形的指令过多", "a glyph asks for too many operations")
		}
		b := code[i]
		i++
		switch {
		case b == 28 && i+2 <= len(code):
			o.push(float64(int16(be.Uint16(code[i:]))))
			i += 2
		case b >= 32 && b <= 246:
			o.push(float64(b) - 139)
		case b >= 247 && b <= 254 && i < len(code):
			o.push(twoBytes(b, code[i]))
			i++
		case b == 255 && i+4 <= len(code):
			o.push(float64(int32(be.Uint32(code[i:]))) / 65536)
			i += 4
		case b == 10 || b == 29:
			if err := o.call(b == 29, depth); err != nil {
				return err
			}
		case b == 11:
			return nil
		case b == 19 || b == 20:
			o.hint()
			i += (o.stems + 7) / 8
		case b == 12 && i < len(code):
			if err := o.escaped(code[i]); err != nil {
				return err
			}
			i++
		default:
			if err := o.operator(b); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o *outline) push(v float64) { o.stack = append(o.stack, v) }

// call runs a subroutine; their numbers are biased.
func (o *outline) call(global bool, depth int) error {
	x := o.locals
	if global {
		x = o.globals
	}
	bias := 32768
	if x.count < 1240 {
		bias = 107
	} else if x.count < 33900 {
		bias = 1131
	}
	if len(o.stack) == 0 {
		return errCharstring
	}
	n := o.stack[len(o.stack)-1]
	o.stack = o.stack[:len(o.stack)-1]
	if math.Abs(n) > 1<<17 {
		return errCharstring
	}
	sub := x.at(int(n) + bias)
	if sub == nil {
		return fault("字形调用没有的子程序", "a glyph calls a subroutine that is not there")
	}
	return o.run(sub, depth+1)
}

var errCharstring = fault("字形的指令残缺", "the operations of a glyph are damaged")

// hint counts stems. An odd operand in front of the first is the advance.
func (o *outline) hint() {
	o.takeWidth(len(o.stack)%2 == 1)
	o.stems += len(o.stack) / 2
	o.stack = o.stack[:0]
}

// takeWidth sees whether the first stack-clearing operator has an advance in front of
// its operands.
func (o *outline) takeWidth(given bool) {
	if !o.hasWidth && given && len(o.stack) > 0 {
		o.width, o.explicit = o.stack[0], true
		o.stack = o.stack[1:]
	}
	o.hasWidth = true
}

// operator does an operator of one byte.
func (o *outline) operator(b byte) error {
	switch b {
	case 1, 3, 18, 23: // hstem, vstem, hstemhm, vstemhm
		o.hint()
	case 21: // rmoveto
		o.takeWidth(len(o.stack) > 2)
	case 4, 22: // vmoveto, hmoveto
		o.takeWidth(len(o.stack) > 1)
	case 14: // endchar, with four operands a composed glyph
		o.takeWidth(len(o.stack)%2 == 1)
		o.ink = o.ink || len(o.stack) >= 4
		o.ended = true
	case 5, 6, 7, 8, 24, 25, 26, 27, 30, 31: // lines and curves
		o.ink = true
		o.ended = o.hasWidth // what is asked for is known
	default:
		return errCharstring
	}
	o.stack = o.stack[:0]
	return nil
}

// escaped does an operator of two bytes: flexes draw, the others calculate.
func (o *outline) escaped(b byte) error {
	if b >= 34 && b <= 37 {
		o.ink, o.stack = true, o.stack[:0]
		return nil
	}
	n := len(o.stack)
	if n < 1 {
		return errCharstring
	}
	top := o.stack[n-1]
	switch b {
	case 9:
		o.stack[n-1] = math.Abs(top)
	case 14:
		o.stack[n-1] = -top
	case 18:
		o.stack = o.stack[:n-1]
	case 26:
		o.stack[n-1] = math.Sqrt(math.Abs(top))
	case 27:
		o.push(top)
	case 10, 11, 12, 24, 28:
		if n < 2 {
			return errCharstring
		}
		below := o.stack[n-2]
		o.stack = o.stack[:n-1]
		switch b {
		case 10:
			o.stack[n-2] = below + top
		case 11:
			o.stack[n-2] = below - top
		case 12:
			o.stack[n-2] = below / top
		case 24:
			o.stack[n-2] = below * top
		case 28:
			o.stack[n-2] = top
			o.push(below)
		}
	default:
		return fault("字形用了不支持的指令 12 %d", "a glyph uses the operator 12 %d, which is not supported", b)
	}
	return nil
}
