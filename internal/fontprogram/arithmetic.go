package fontprogram

import "math"

// compute carries out an arithmetic, storage or conditional operator of Type 2
// charstrings (Technical Note 5177, clauses 4.4 to 4.6) by its second byte, and
// tells whether there is such an operator. Few fonts have them.
func (c *type2) compute(op int) bool {
	switch op {
	case 9: // abs
		c.push(math.Abs(c.pop()))
	case 14: // neg
		c.push(-c.pop())
	case 26: // sqrt
		c.push(math.Sqrt(max(0, c.pop())))
	case 5: // not
		c.push(truth(c.pop() == 0))
	case 23: // random: any number above 0 and not above 1
		c.push(1)
	case 18: // drop
		c.pop()
	case 27: // dup
		v := c.pop()
		c.push(v)
		c.push(v)
	case 20: // put
		i, v := c.pop(), 0.0
		v = c.pop()
		if slot := c.slot(i); slot != nil {
			*slot = v
		}
	case 21: // get
		if slot := c.slot(c.pop()); slot != nil {
			c.push(*slot)
		}
	case 22: // ifelse: s1 s2 v1 v2
		v2, v1, s2, s1 := c.pop(), c.pop(), c.pop(), c.pop()
		if v1 <= v2 {
			c.push(s1)
		} else {
			c.push(s2)
		}
	case 29: // index
		i := max(0, c.pop())
		if i <= stackLimit && c.need(int(i)+1) {
			c.push(c.stack[c.depth-1-int(i)])
		}
	case 30: // roll
		c.roll()
	default:
		return c.combine(op)
	}
	return true
}

// combine carries out an operator of two operands.
func (c *type2) combine(op int) bool {
	switch op {
	case 3, 4, 10, 11, 12, 15, 24, 28:
	default:
		return false
	}
	b := c.pop()
	a := c.pop()
	switch op {
	case 3: // and
		c.push(truth(a != 0 && b != 0))
	case 4: // or
		c.push(truth(a != 0 || b != 0))
	case 10: // add
		c.push(a + b)
	case 11: // sub
		c.push(a - b)
	case 12: // div
		c.divide(a, b)
	case 15: // eq
		c.push(truth(a == b))
	case 24: // mul
		c.push(a * b)
	case 28: // exch
		c.push(b)
		c.push(a)
	}
	return true
}

// divide is div of both types of charstrings.
func (c *charstring) divide(a, b float64) {
	if b == 0 {
		c.fail("字形程序以 0 为除数", "the charstring divides by 0")
		return
	}
	c.push(a / b)
}

// slot is a place of the transient array.
func (c *type2) slot(i float64) *float64 {
	if !(i >= 0 && i < float64(len(c.store))) {
		c.fail("字形程序访问不存在的存储", "the charstring uses storage that does not exist")
		return nil
	}
	return &c.store[int(i)]
}

// roll turns the topmost n operands by j places.
func (c *type2) roll() {
	j, n := c.pop(), c.pop()
	if !(n >= 0 && n <= stackLimit && math.Abs(j) <= 1<<16) {
		c.fail("字形程序的 roll 越界", "the charstring rolls beyond its stack")
		return
	}
	if n < 1 || !c.need(int(n)) {
		return
	}
	top := c.stack[c.depth-int(n) : c.depth]
	turned := make([]float64, len(top))
	for i, v := range top {
		turned[((i+int(j))%len(top)+len(top))%len(top)] = v
	}
	copy(top, turned)
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
