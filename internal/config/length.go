package config

import "banxin/layout/unit"

// Unit is the unit a length was written in.
type Unit int

const (
	UnitPt Unit = iota
	UnitMM
	UnitEm // of the style's size; in page geometry of the body's
	UnitLn // grid lines, Page.Pitch
)

// Length is a length as written: em and ln get their size when it is resolved.
type Length struct {
	Value float64
	Unit  Unit
	Set   bool // false: the key is absent
}

// Resolve gives the length in points, rounded once.
func (l Length) Resolve(em, ln unit.Pt) unit.Pt {
	switch l.Unit {
	case UnitMM:
		return unit.FromMM(l.Value)
	case UnitEm:
		return unit.FromFloat(l.Value * em.Float())
	case UnitLn:
		return unit.FromFloat(l.Value * ln.Float())
	}
	return unit.FromFloat(l.Value)
}
