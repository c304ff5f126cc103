package fontprogram

// type1Run runs a Type 1 charstring (Adobe Type 1 Font Format, clause 6).
type type1Run struct {
	charstring
	font    *type1Font
	part    bool      // a half of an accented glyph, which must not be made of others
	results []float64 // what OtherSubrs left for pop; the next is the last
}

// measure gives the advance in thousandths of an em, and ink. A program without
// hsbw, as subsetters leave them for glyphs that are not used, advances by 0.
func (f *type1Font) measure(gid int) (advance float64, ink bool, err *Fault) {
	steps := 0
	width, ink, err := f.run(gid, &steps, false)
	return width * f.scale, ink, err
}

func (f *type1Font) run(gid int, steps *int, part bool) (width float64, ink bool, err *Fault) {
	c := &type1Run{font: f, part: part}
	c.steps = *steps
	c.run(f.plain(f.glyphs[gid].program))
	*steps = c.steps
	return c.width.value, c.ink, c.fault
}

// run interprets one program or subroutine.
func (c *type1Run) run(b []byte) {
	for len(b) > 0 && !c.done() {
		c.step(1)
		if b[0] >= 32 {
			b = c.operand(b, false)
			continue
		}
		op, rest, ok := c.operator(b)
		if !ok {
			return
		}
		b = rest
		if op == 11 { // return
			return
		}
		c.operate(op)
	}
}

func (c *type1Run) operate(op int) {
	switch op {
	case 10: // callsubr
		c.call()
		return
	case escape + 12: // div
		divisor := c.pop()
		c.divide(c.pop(), divisor)
		return
	case escape + 16: // callothersubr
		c.callOther()
		return
	case escape + 17: // pop
		c.push(c.result())
		return
	case 13: // hsbw: sbx wx
		if c.need(2) {
			c.setWidth(c.stack[1])
		}
	case escape + 7: // sbw: sbx sby wx wy
		if c.need(4) {
			c.setWidth(c.stack[2])
		}
	case 5: // rlineto
		c.ink = c.need(2) || c.ink
	case 6, 7: // hlineto vlineto
		c.ink = c.need(1) || c.ink
	case 8: // rrcurveto
		c.ink = c.need(6) || c.ink
	case 30, 31: // vhcurveto hvcurveto
		c.ink = c.need(4) || c.ink
	case escape + 6: // seac
		c.accent()
	case 14: // endchar
		c.ended = true
	case 1, 3, 4, 9, 15, 21, 22, escape + 0, escape + 1, escape + 2, escape + 33:
		// hstem vstem vmoveto closepath, 15 of old fonts, rmoveto hmoveto dotsection
		// vstem3 hstem3 setcurrentpoint: neither width nor ink
	default:
		c.fail("字形程序含有不存在的操作符 %#x", "the charstring has an operator %#x that does not exist", op)
	}
	c.depth = 0
}

// decryptedInStep is how many bytes are decrypted in the time of about one step.
const decryptedInStep = 16

func (c *type1Run) call() {
	number := c.pop()
	body, ok := c.font.subrs[int(number)]
	if !ok {
		c.fail("字形程序调用不存在的子程序 %v", "the charstring calls subroutine %v, which does not exist", number)
		return
	}
	if c.enter() {
		c.step(len(body) / decryptedInStep)
		c.run(c.font.plain(body))
		c.leave()
	}
}

// result takes what an OtherSubr left; 0 where nothing is left.
func (c *type1Run) result() float64 {
	n := len(c.results)
	if n == 0 {
		return 0
	}
	v := c.results[n-1]
	c.results = c.results[:n-1]
	return v
}

// callOther does what a PostScript procedure of OtherSubrs would (clause 8): 0 ends
// a flex, whose curve is drawn; 1 and 2 prepare one; 3 replaces hints; from 14 on
// they blend the masters of a multiple-master font. Any other gives its arguments
// back.
func (c *type1Run) callOther() {
	number, count := int(c.pop()), c.pop()
	if !(count >= 0 && count <= stackLimit) || !c.need(int(count)) {
		c.fail("字形程序缺少操作数", "the charstring lacks an operand")
		return
	}
	arguments := c.stack[c.depth-int(count) : c.depth]
	c.depth -= int(count)
	c.results = c.results[:0]
	blended := map[int]int{14: 1, 15: 2, 16: 3, 17: 4, 18: 6}[number]
	switch masters := len(c.font.weights); {
	case number == 0:
		c.ink = true
	case blended > 0 && masters > 0 && len(arguments) == blended*masters:
		c.blend(arguments, blended)
		return
	}
	for i := len(arguments) - 1; i >= 0; i-- {
		c.results = append(c.results, arguments[i])
	}
}

// blend weighs n values: first those of the first master, then for each value how
// much every other master differs (Adobe Technical Note 5015).
func (c *type1Run) blend(arguments []float64, n int) {
	others := c.font.weights[1:]
	for i := n - 1; i >= 0; i-- {
		v := arguments[i]
		for m, weight := range others {
			v += float64(weight * arguments[n+i*len(others)+m])
		}
		c.results = append(c.results, v)
	}
}

// accent looks for the ink of a glyph made of two others: asb adx ady bchar achar,
// with codes of StandardEncoding.
func (c *type1Run) accent() {
	c.ended = true
	if !c.need(5) {
		return
	}
	for _, code := range c.stack[3:5] {
		gid, ok := c.font.names[standardName(int(code))]
		if !ok || c.part {
			c.fail("组合字形的部件不存在：代码 %v", "a part of the composed glyph does not exist: code %v", code)
			return
		}
		_, ink, err := c.font.run(gid, &c.steps, true)
		if err != nil {
			c.fault = err
			return
		}
		c.ink = c.ink || ink
	}
}
