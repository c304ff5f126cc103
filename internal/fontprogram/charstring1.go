package fontprogram

// outline1 runs a Type 1 charstring (chapter 6) for its advance and whether it draws.
type outline1 struct {
	font     *type1
	stack    []float64
	passed   []float64 // by callothersubr to pop
	steps    int
	width    float64
	hasWidth bool
	ink      bool
	ended    bool
}

// glyph gives the advance of a glyph in 1/1000 em and whether it draws.
func (f *type1) glyph(gid int) (advance float64, ink bool, err error) {
	o := &outline1{font: f}
	if err := o.run(f.charStrings[gid], 0); err != nil {
		return 0, false, err
	}
	if !o.hasWidth {
		return 0, false, fault("字形“%s”没有字宽", "glyph %s has no advance", f.names[gid])
	}
	return o.width * f.scale, o.ink, nil
}

func (o *outline1) run(code []byte, depth int) error {
	if depth > deepestSubroutine {
		return fault("字形的子程序嵌套过深", "subroutines of a glyph nest too deeply")
	}
	for i := 0; i < len(code) && !o.ended; {
		if o.steps++; o.steps > mostSteps || len(o.stack) > mostOperands || len(o.passed) > mostOperands {
			return fault("字形的指令过多", "a glyph asks for too many operations")
		}
		b := code[i]
		i++
		switch {
		case b >= 32 && b <= 246:
			o.stack = append(o.stack, float64(b)-139)
		case b >= 247 && b <= 254 && i < len(code):
			o.stack = append(o.stack, twoBytes(b, code[i]))
			i++
		case b == 255 && i+4 <= len(code):
			o.stack = append(o.stack, float64(int32(be.Uint32(code[i:]))))
			i += 4
		case b == 10:
			n, ok := o.pop()
			sub := o.font.subroutines[int(n)]
			if !ok || sub == nil {
				return fault("字形调用没有的子程序", "a glyph calls a subroutine that is not there")
			}
			if err := o.run(sub, depth+1); err != nil {
				return err
			}
		case b == 11:
			return nil
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

func (o *outline1) pop() (float64, bool) {
	n := len(o.stack)
	if n == 0 {
		return 0, false
	}
	v := o.stack[n-1]
	o.stack = o.stack[:n-1]
	return v, true
}

// operator does an operator of one byte.
func (o *outline1) operator(b byte) error {
	switch b {
	case 13: // hsbw
		if len(o.stack) < 2 {
			return errCharstring
		}
		o.width, o.hasWidth = o.stack[1], true
	case 14: // endchar
		o.ended = true
	case 5, 6, 7, 8, 30, 31: // lines and curves
		o.ink, o.ended = true, o.hasWidth
	case 1, 3, 4, 9, 21, 22: // hints, moves, closepath
	default:
		return errCharstring
	}
	o.stack = o.stack[:0]
	return nil
}

// escaped does an operator of two bytes.
func (o *outline1) escaped(b byte) error {
	switch b {
	case 0, 1, 2, 33: // dotsection, stems of three, setcurrentpoint
		o.stack = o.stack[:0]
	case 6: // seac: a composed glyph
		o.ink, o.ended = true, true
	case 7: // sbw
		if len(o.stack) < 4 {
			return errCharstring
		}
		o.width, o.hasWidth = o.stack[2], true
		o.stack = o.stack[:0]
	case 12: // div
		by, ok := o.pop()
		v, ok2 := o.pop()
		if !ok || !ok2 || by == 0 {
			return errCharstring
		}
		o.stack = append(o.stack, v/by)
	case 16:
		return o.callOther()
	case 17: // pop
		v := 0.0
		if n := len(o.passed); n > 0 {
			v, o.passed = o.passed[n-1], o.passed[:n-1]
		}
		o.stack = append(o.stack, v)
	default:
		return errCharstring
	}
	return nil
}

// callOther passes its operands on to what pop takes: the standard routines of flex
// and hint replacement do no more as far as advance and ink go.
func (o *outline1) callOther() error {
	_, ok := o.pop() // which one
	n, ok2 := o.pop()
	if !ok || !ok2 || n < 0 || int(n) > len(o.stack) {
		return errCharstring
	}
	at := len(o.stack) - int(n)
	for i := len(o.stack) - 1; i >= at; i-- {
		o.passed = append(o.passed, o.stack[i])
	}
	o.stack = o.stack[:at]
	return nil
}
