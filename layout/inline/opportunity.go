package inline

import "strings"

// Break says whether a line may end before a character.
type Break uint8

const (
	Forbidden         Break = iota
	DoublyDiscouraged       // two soft keeps: number and measure word inside a date
	Discouraged             // a soft keep: inside a date, name or 第3次, number and measure word, after a range's connector
	Allowed
)

// soft gives how many soft keeps a break here would part.
func (b Break) soft() int64 {
	switch b {
	case DoublyDiscouraged:
		return 2
	case Discouraged:
		return 1
	}
	return 0
}

// units are the Western units that stay with a number over a space (§3.3).
var units = map[string]bool{
	"m": true, "km": true, "cm": true, "mm": true, "nm": true, "kg": true, "g": true, "mg": true, "t": true,
	"s": true, "h": true, "min": true, "ms": true, "L": true, "l": true, "mL": true, "ml": true, "ha": true,
	"W": true, "kW": true, "MW": true, "GW": true, "kWh": true, "MWh": true, "V": true, "kV": true, "A": true,
	"Hz": true, "kHz": true, "MHz": true, "GHz": true, "Pa": true, "kPa": true, "MPa": true, "K": true,
	"MB": true, "GB": true, "TB": true, "Mbps": true, "Gbps": true, "dB": true, "mol": true, "J": true, "kJ": true,
}

// measures are the Han that follow a number as its measure or unit (§3.4).
const measures = "年月日号时点分秒个名位人家户幢栋座条项件次期届层级类种批只台辆艘架套份张页本部场起例处所间亩公里米吨斤度元角万亿千百十多余岁周天版章节款倍成路"

// bound are the Han that close up with a measure before them: 年度, 年代, 月份, 人次.
const bound = "度代份次初底末间"

// Opportunities gives for every character whether a line may end before it
// (§2, §3). Index 0 is Forbidden; the end of the text is not in the slice.
func Opportunities(text []rune, classes []Class, level Level) []Break {
	breaks := make([]Break, len(text))
	for i := 1; i < len(text); i++ {
		breaks[i] = between(text, classes, i, level)
	}
	keepPairs(text, classes, breaks)
	breakURLs(text, breaks)
	keepOrdinals(text, breaks)
	keepDates(text, breaks)
	return breaks
}

// between decides the boundary before character i.
func between(text []rune, classes []Class, i int, level Level) Break {
	before, after := classes[i-1], classes[i]
	switch {
	case after == Space || after == FullSpace || after == Joined || after == Marker:
		return Forbidden
	case before == Space || before == FullSpace:
		return afterSpace(text, classes, i)
	case before.western() && after.western():
		return Forbidden
	case before == Stop && after == Stop:
		return Forbidden
	case closedAtStart(text[i], after, level) || closedAtEnd(text[i-1], before, level):
		return Forbidden
	case after == Connector && before == Number:
		return Forbidden
	case before == Connector && after == Number && i >= 2 && classes[i-2] == Number:
		return Discouraged
	case before == Number && after == Han && strings.ContainsRune(measures, text[i]):
		return Discouraged
	case after == Han && i >= 2 && classes[i-2] == Number &&
		strings.ContainsRune(measures, text[i-1]) && strings.ContainsRune(bound, text[i]):
		return Discouraged
	}
	return Allowed
}

// closedAtStart: characters that may not start a line (§2).
func closedAtStart(r rune, c Class, level Level) bool {
	switch c {
	case Suffix:
		return true
	case Western:
		return strings.ContainsRune(",.:;!?)]}", r)
	case Pause, Stop, Closing, Connector, Interpunct, Solidus:
		return level != None
	case Dash, Ellipsis:
		return level == Strict
	}
	return false
}

// closedAtEnd: characters that may not end a line (§2).
func closedAtEnd(r rune, c Class, level Level) bool {
	switch c {
	case Prefix:
		return true
	case Western:
		return strings.ContainsRune("([{", r)
	case Opening:
		return level != None
	case Solidus:
		return level == GB || level == Strict
	}
	return false
}

// afterSpace: a line may end after spaces, unless they stand after an opening
// mark, before a closing one, or between a number and its unit (§3.3, §3.7).
func afterSpace(text []rune, classes []Class, i int) Break {
	k := i - 1
	for k >= 0 && (classes[k] == Space || classes[k] == FullSpace) {
		k--
	}
	switch {
	case k < 0, classes[k] == Opening, classes[i] == Closing, classes[i] == Pause, classes[i] == Stop:
		return Forbidden
	case classes[k] == Number && classes[i] == Letter && units[wordAt(text, classes, i)]:
		return Forbidden
	}
	return Allowed
}

func wordAt(text []rune, classes []Class, i int) string {
	end := i
	for end < len(text) && classes[end] == Letter {
		end++
	}
	return string(text[i:end])
}

// keepPairs closes the middle of every dash and ellipsis; a run of four … may
// divide after two (§3.1).
func keepPairs(text []rune, classes []Class, breaks []Break) {
	for i := 0; i < len(text); {
		end := i + 1
		for end < len(text) && text[end] == text[i] {
			end++
		}
		if c := classes[i]; c == Ellipsis || c == Dash && text[i] == '—' {
			for k := i + 1; k < end; k++ {
				if (k-i)%2 == 1 || c == Dash {
					breaks[k] = Forbidden
				}
			}
		}
		i = end
	}
}

// breakURLs closes URLs and mail addresses but after / ? & = - (§3.8).
func breakURLs(text []rune, breaks []Break) {
	for i := 0; i+2 < len(text); i++ {
		if text[i] != ':' || text[i+1] != '/' || text[i+2] != '/' {
			continue
		}
		end := i + 3
		for end < len(text) && text[end] > 0x20 && text[end] < 0x7F {
			if end > i+3 && strings.ContainsRune("/?&=-", text[end-1]) {
				breaks[end] = Allowed
			}
			end++
		}
		i = end
	}
}
