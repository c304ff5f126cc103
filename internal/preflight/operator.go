package preflight

import "banxin/internal/cos"

// operator is what an operator needs and does.
type operator struct {
	operands int // at least
	numbers  int // so many of the first are numbers
	do       func(in *interpreter, op string, operands []cos.Object, v [6]float64) error
}

// operatorSet is every operator that PDF defines (ISO 32000-1, annex A).
var operatorSet map[string]operator

// The table is filled at the start: its functions run forms, which read it.
func init() {
	nothing := func(*interpreter, string, []cos.Object, [6]float64) error { return nil }
	finding := func(do func(in *interpreter, op string, operands []cos.Object, v [6]float64)) func(*interpreter, string, []cos.Object, [6]float64) error {
		return func(in *interpreter, op string, operands []cos.Object, v [6]float64) error {
			do(in, op, operands, v)
			return nil
		}
	}
	operatorSet = map[string]operator{}
	add := func(do func(*interpreter, string, []cos.Object, [6]float64) error, operands, numbers int, names ...string) {
		for _, n := range names {
			operatorSet[n] = operator{operands, numbers, do}
		}
	}
	add(nothing, 0, 0, "BX", "EX", "EMC", "MP", "BMC", "DP", "BDC", "d0", "d1", "i", "j", "J", "M", "d", "W", "W*")
	add(finding((*interpreter).keepState), 0, 0, "q", "Q")
	add(finding((*interpreter).transform), 6, 6, "cm")
	add(finding((*interpreter).setLineWidth), 1, 1, "w")
	add((*interpreter).useState, 1, 0, "gs")
	add(finding((*interpreter).setRenderingIntent), 1, 0, "ri")
	add(finding((*interpreter).setDevice), 1, 1, "g", "G")
	add(finding((*interpreter).setDevice), 3, 3, "rg", "RG")
	add(finding((*interpreter).setDevice), 4, 4, "k", "K")
	add(finding((*interpreter).setSpace), 1, 0, "cs", "CS")
	add((*interpreter).setColour, 0, 0, "sc", "scn", "SC", "SCN")
	add(finding((*interpreter).shade), 1, 0, "sh")
	add(finding((*interpreter).addPoint), 2, 2, "m", "l")
	add(finding((*interpreter).addPoint), 4, 4, "v", "y", "re")
	add(finding((*interpreter).addPoint), 6, 6, "c")
	add(nothing, 0, 0, "h")
	add(finding((*interpreter).paintPath), 0, 0, "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n")
	add(finding((*interpreter).beginText), 0, 0, "BT", "ET")
	add(finding((*interpreter).setFont), 2, 0, "Tf")
	add(finding((*interpreter).setTextState), 1, 1, "Tc", "Tw", "Tz", "TL", "Ts", "Tr")
	add(finding((*interpreter).moveText), 2, 2, "Td", "TD")
	add(finding((*interpreter).moveText), 6, 6, "Tm")
	add(finding((*interpreter).moveText), 0, 0, "T*")
	add(finding((*interpreter).showText), 1, 0, "Tj", "TJ", "'")
	add(finding((*interpreter).showText), 3, 2, "\"")
	add((*interpreter).drawObject, 1, 0, "Do")
	add(finding((*interpreter).inlineImage), 1, 0, "BI")
}
