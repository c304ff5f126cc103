package fontprogram

import "math"

// type2 runs a Type 2 charstring (Technical Note 5177).
type type2 struct {
	charstring
	font   *cffFont
	shared *privateFont
	hints  int // stem hints so far: a mask has a bit for each
	store  [32]float64
}

// measure gives the advance in thousandths of an em by the charstring, and ink.
func (f *cffFont) measure(gid int) (advance float64, ink bool, err *Fault) {
	shared, ok := f.fontOf(gid)
	if !ok {
		return 0, false, fault("字形 %d 没有 Font DICT", "glyph %d has no Font DICT", gid)
	}
	steps := 0
	width, ink, err := f.run(gid, shared, &steps, false)
	return width * shared.scale, ink, err
}

// run interprets a glyph. part is set for the two halves of an accented glyph,
// which must not be made of others. steps goes on counting across the halves.
func (f *cffFont) run(gid int, shared *privateFont, steps *int, part bool) (width float64, ink bool, err *Fault) {
	program, ok := f.charstrings.at(gid)
	if !ok {
		return 0, false, fault("字形 %d 的程序不在 CharStrings 内", "the program of glyph %d does not lie within CharStrings", gid)
	}
	c := &type2{font: f, shared: shared}
	c.steps = *steps
	c.run(program)
	*steps = c.steps
	c.setWidth(shared.defaultWidth) // a program without a single operator
	if c.fault == nil && c.ended && !c.ink && c.depth >= 4 {
		c.accent(steps, part)
	}
	return c.width.value, c.ink, c.fault
}

// accent looks for the ink of a glyph that endchar makes of two others: adx ady
// bchar achar, with codes of StandardEncoding (Technical Note 5177, appendix C).
func (c *type2) accent(steps *int, part bool) {
	for _, code := range c.stack[c.depth-2 : c.depth] {
		gid, ok := c.font.byName(standardName(int(code)))
		if !ok || part {
			c.fail("组合字形的部件不存在：代码 %v", "a part of the composed glyph does not exist: code %v", code)
			return
		}
		_, ink, err := c.font.run(gid, c.shared, steps, true)
		if err != nil {
			c.fault = err
			return
		}
		c.ink = c.ink || ink
	}
}

// run interprets one program or subroutine.
func (c *type2) run(b []byte) {
	for len(b) > 0 && !c.done() {
		c.step(1)
		if b[0] >= 32 || b[0] == 28 {
			b = c.operand(b, true)
			continue
		}
		op, rest, ok := c.operator(b)
		if !ok {
			return
		}
		b = rest
		switch op {
		case 11: // return
			return
		case 19, 20: // hintmask cntrmask: one bit for each stem hint follows
			c.stems()
			mask := (c.hints + 7) / 8
			if mask > len(b) {
				c.fail("字形程序在提示掩码中断开", "the charstring ends within a hint mask")
				return
			}
			b = b[mask:]
		case 10:
			c.call(&c.shared.subrs)
		case 29:
			c.call(&c.font.globalSubrs)
		default:
			c.operate(op)
		}
	}
}

// operate carries out an operator that leaves the place in the program alone.
func (c *type2) operate(op int) {
	switch op {
	case 1, 3, 18, 23: // hstem vstem hstemhm vstemhm
		c.stems()
	case 21: // rmoveto
		c.move(2)
	case 4, 22: // vmoveto hmoveto
		c.move(1)
	case 5, 6, 7: // rlineto hlineto vlineto
		c.draw(1)
	case 8, 24, 25, 26, 27, 30, 31: // rrcurveto rcurveline rlinecurve vvcurveto hhcurveto vhcurveto hvcurveto
		c.draw(4)
	case escape + 34, escape + 36: // hflex hflex1
		c.draw(7)
	case escape + 35, escape + 37: // flex flex1
		c.draw(11)
	case 14: // endchar
		c.takeWidth(c.depth%2 == 1)
		c.ended = true
	case escape + 0: // dotsection, without effect
		c.depth = 0
	default:
		if op < escape || !c.compute(op-escape) {
			c.fail("字形程序含有不存在的操作符 %#x", "the charstring has an operator %#x that does not exist", op)
		}
	}
}

// takeWidth settles the width at the first operator that clears the stack: the
// bottom operand is its difference from the nominal width if one is in excess.
func (c *type2) takeWidth(excess bool) {
	if c.width.known {
		return
	}
	if !excess {
		c.setWidth(c.shared.defaultWidth)
		return
	}
	c.setWidth(c.shared.nominalWidth + c.stack[0])
	copy(c.stack[:c.depth], c.stack[1:c.depth])
	c.depth--
}

func (c *type2) stems() {
	c.takeWidth(c.depth%2 == 1)
	c.hints += c.depth / 2
	c.depth = 0
}

func (c *type2) move(operands int) {
	c.takeWidth(c.depth > operands)
	c.need(operands)
	c.depth = 0
}

// draw is any line or curve; the least operands stand for all, as the coordinates
// do not matter.
func (c *type2) draw(operands int) {
	if c.need(operands) {
		c.ink = true
	}
	c.depth = 0
}

// call runs a subroutine whose biased number is on the stack (clause 4.7).
func (c *type2) call(subrs *index) {
	bias := 107
	switch {
	case subrs.count >= 33900:
		bias = 32768
	case subrs.count >= 1240:
		bias = 1131
	}
	number := c.pop()
	if c.fault != nil || !(math.Abs(number) <= 1<<16) { // so that no number is refused too
		number = -1 << 17
	}
	body, ok := subrs.at(int(number) + bias)
	if !ok {
		c.fail("字形程序调用不存在的子程序", "the charstring calls a subroutine that does not exist")
		return
	}
	if c.enter() {
		c.run(body)
		c.leave()
	}
}
