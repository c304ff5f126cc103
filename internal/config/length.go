package config

import (
	"strconv"
	"strings"

	"banxin/internal/diag"
	"banxin/internal/likeness"
	"banxin/layout/unit"
)

// Unit is the unit a length was written in.
type Unit int

const (
	UnitPt Unit = iota // PostScript points, 1/72 inch
	UnitMM             // millimetres
	UnitEm             // of the style's size; in page geometry of the body's
	UnitLn             // grid lines, Page.Pitch
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

// String writes the length as config.toml has it, such as "9.5pt".
func (l Length) String() string {
	return strconv.FormatFloat(l.Value, 'f', -1, 64) + unitNames[l.Unit]
}

var unitNames = [...]string{UnitPt: "pt", UnitMM: "mm", UnitEm: "em", UnitLn: "ln"}

// largest bounds each unit. A PDF page is at most 14400 pt (ISO 32000-1, C.2);
// anything beyond is a slip, and the bound keeps every product within unit.Pt.
var largest = [...]float64{UnitPt: 14400, UnitMM: 5080, UnitEm: 1000, UnitLn: 1000}

// foreignUnits are units people write that the program does not take, as
// points; 0: not convertible.
var foreignUnits = map[string]float64{
	"cm": 72 / 2.54, "in": 72, "inch": 72, "pc": 12, "px": 0.75, "m": 7200 / 2.54,
	"毫米": 72 / 25.4, "厘米": 72 / 2.54, "磅": 1, "点": 1,
	"rem": 0, "ex": 0, "ch": 0, "%": 0, "字": 0, "行": 0,
}

// lengthProblem is what is wrong with a length, without its key.
type lengthProblem struct {
	code          string
	message, hint diag.Text
}

// parseLength reads "270mm". A nil problem means that the length is good.
func parseLength(s string) (Length, *lengthProblem) {
	number, name := splitLength(strings.TrimSpace(s))
	value, err := strconv.ParseFloat(number, 64)
	switch {
	case number == "" || err != nil || strings.ContainsAny(name, "0123456789."):
		return Length{}, &lengthProblem{"bad-length",
			diag.Say("%q 不是长度", "%q is not a length", s),
			diag.Say("写成数字加单位 pt、mm、em 或 ln，如 \"9.5pt\"", "write a number and one of the units pt, mm, em, ln, such as \"9.5pt\"")}
	case name == "":
		return Length{}, &lengthProblem{"bad-length",
			diag.Say("长度 %q 没有单位", "the length %q has no unit", s),
			diag.Say("写成 \"%[1]smm\" 或 \"%[1]spt\"", "write \"%[1]smm\" or \"%[1]spt\"", number)}
	}
	for u, known := range unitNames {
		if name != known {
			continue
		}
		if value > largest[u] || value < -largest[u] {
			return Length{}, &lengthProblem{"out-of-range",
				diag.Say("长度 %q 太大", "the length %q is too large", s),
				diag.Say("绝对值不超过 %s%s", "keep it within %s%s", trimFloat(largest[u]), known)}
		}
		return Length{Value: value, Unit: Unit(u), Set: true}, nil
	}
	return Length{}, &lengthProblem{"bad-unit", diag.Say("长度 %q 的单位 %q 不认识", "the length %q has the unknown unit %q", s, name), unitHint(value, name)}
}

// splitLength parts a decimal number (digits, one point, a sign) from the unit.
func splitLength(s string) (number, name string) {
	i := 0
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	digits := 0
	for point := false; i < len(s); i++ {
		if s[i] == '.' && !point {
			point = true
		} else if s[i] >= '0' && s[i] <= '9' {
			digits++
		} else {
			break
		}
	}
	if digits == 0 {
		return "", s
	}
	return s[:i], strings.TrimSpace(s[i:])
}

func unitHint(value float64, name string) diag.Text {
	lower := strings.ToLower(name)
	if points, ok := foreignUnits[lower]; ok && points > 0 {
		u, v := UnitPt, value*points
		if points != 12 && points != 0.75 && points != 1 {
			u, v = UnitMM, value*points*25.4/72
		}
		return diag.Say("写成 %q", "write %q", trimFloat(v)+unitNames[u])
	}
	for _, known := range unitNames {
		if likeness.Distance(lower, known) <= 1 {
			return diag.Say("写成 %q", "write %q", trimFloat(value)+known)
		}
	}
	return diag.Say("单位只有 pt、mm、em、ln 四种", "the units are pt, mm, em and ln")
}

// trimFloat writes a number with at most three decimals.
func trimFloat(v float64) string {
	s := strconv.FormatFloat(v, 'f', 3, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
