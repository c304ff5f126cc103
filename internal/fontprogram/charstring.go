package fontprogram

import "encoding/binary"

// Bounds of the interpreters. They leave several times what real fonts need.
const (
	stackLimit = 513    // operands; Technical Note 5177 asks for 48, Type 1 for 24
	depthLimit = 10     // subroutines within subroutines: the limit of both formats
	stepLimit  = 10_000 // operands and operators up to the first line or curve
)

// charstring runs the program of one glyph as far as its width and its first line
// or curve. The two types of charstrings share the stack and the account of steps.
type charstring struct {
	stack [stackLimit]float64
	depth int // operands on the stack
	level int // subroutines that are open
	steps int
	width struct {
		known bool
		value float64 // in glyph space
	}
	ink   bool
	ended bool
	fault *Fault
}

// done tells that nothing is left to find out.
func (c *charstring) done() bool {
	return c.ended || c.fault != nil || c.ink && c.width.known
}

func (c *charstring) fail(zh, en string, args ...any) {
	if c.fault == nil {
		c.fault = fault(zh, en, args...)
	}
}

// step counts operands and operators, or work that takes as long.
func (c *charstring) step(n int) {
	if c.steps += n; c.steps > stepLimit {
		c.fail("字形程序超过 %d 步", "the charstring takes more than %d steps", stepLimit)
	}
}

func (c *charstring) push(v float64) {
	if c.depth == stackLimit {
		c.fail("字形程序的操作数过多", "the charstring has too many operands")
		return
	}
	c.stack[c.depth] = v
	c.depth++
}

// pop takes the last operand; where there is none it records the fault and gives 0.
func (c *charstring) pop() float64 {
	if c.depth == 0 {
		c.fail("字形程序缺少操作数", "the charstring lacks an operand")
		return 0
	}
	c.depth--
	return c.stack[c.depth]
}

// need records a fault where fewer than n operands are on the stack.
func (c *charstring) need(n int) bool {
	if c.depth < n {
		c.fail("字形程序缺少操作数", "the charstring lacks an operand")
	}
	return c.depth >= n
}

func (c *charstring) setWidth(v float64) {
	if !c.width.known {
		c.width.known, c.width.value = true, v
	}
}

// enter opens a subroutine; the caller runs it and calls leave.
func (c *charstring) enter() bool {
	if c.level == depthLimit {
		c.fail("字形程序的子程序嵌套超过 %d 层", "the charstring nests more than %d subroutines", depthLimit)
		return false
	}
	c.level++
	return true
}

func (c *charstring) leave() { c.level-- }

// operand reads a number that begins with a byte from 32 on, or 28 in Type 2, and
// gives what follows it. The five-byte form differs: fixed point in Type 2, an
// integer in Type 1.
func (c *charstring) operand(b []byte, fixedPoint bool) []byte {
	var v float64
	size := 0
	switch {
	case b[0] == 255 && len(b) >= 5:
		v, size = float64(int32(binary.BigEndian.Uint32(b[1:]))), 5
		if fixedPoint {
			v /= 1 << 16
		}
	case b[0] == 28 && len(b) >= 3:
		v, size = float64(int16(uint16At(b, 1))), 3
	case b[0] >= 32:
		v, size = shortInteger(b)
	}
	if size == 0 {
		c.fail("字形程序在数中断开", "the charstring ends within a number")
		return nil
	}
	c.push(v)
	return b[size:]
}

// operator reads an operator of one byte, or of two after the escape byte 12, and gives
// what follows it. It is not ok when the program ends within the operator.
func (c *charstring) operator(b []byte) (op int, rest []byte, ok bool) {
	if b[0] != 12 {
		return int(b[0]), b[1:], true
	}
	if len(b) < 2 {
		c.fail("字形程序在操作符中断开", "the charstring ends within an operator")
		return 0, nil, false
	}
	return escape + int(b[1]), b[2:], true
}
