// Package unit holds the lengths of the program: Pt, a fixed-point number of
// points, and Em, thousandths of the size of the type in use. Layout compares
// and adds lengths only in these two integer types, so that no result depends
// on floating-point rounding; float64 appears only where a configuration is
// read and where a drawing library is called.
package unit

import (
	"math"
	"strconv"
)

// Pt is a length in PostScript points (1/72 inch), fixed point with 16
// fractional bits: the range is ±1.4e14 pt, the step 1/65536 pt (5.4 nm).
type Pt int64

// Point is the length of one point.
const Point Pt = 1 << 16

// Em is a length in thousandths of an em, relative to the size of the type it
// is applied to.
type Em int32

// FullEm is one em.
const FullEm Em = 1000

// FromFloat rounds pt points to the nearest step.
func FromFloat(pt float64) Pt { return Pt(math.Round(pt * float64(Point))) }

// FromMM rounds a length in millimetres to the nearest step.
func FromMM(mm float64) Pt { return FromFloat(mm * 72 / 25.4) }

// Float gives the length in points.
func (p Pt) Float() float64 { return float64(p) / float64(Point) }

// MM gives the length in millimetres.
func (p Pt) MM() float64 { return p.Float() * 25.4 / 72 }

// String writes the length in points with at most three decimals, such as "14.5".
func (p Pt) String() string {
	return strconv.FormatFloat(math.Round(p.Float()*1000)/1000, 'f', -1, 64)
}

// Times scales the length by the fraction num/den, rounding half away from zero.
// den must be positive.
func (p Pt) Times(num, den int64) Pt {
	v := int64(p) * num
	if v >= 0 {
		return Pt((v + den/2) / den)
	}
	return Pt((v - den/2) / den)
}

// Of gives the length of e at the type size given.
func (e Em) Of(size Pt) Pt { return size.Times(int64(e), int64(FullEm)) }

// InEm gives p as thousandths of the type size given, rounded.
func (p Pt) InEm(size Pt) Em {
	if size == 0 {
		return 0
	}
	return Em(p.Times(int64(FullEm), int64(size)))
}
