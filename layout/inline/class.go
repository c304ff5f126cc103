package inline

import (
	"strings"
	"unicode"

	"banxin/internal/han"
)

// Class is what a character is to the line (§1).
type Class uint8

const (
	Han        Class = iota // ideographs, kana and all other full-width signs
	Opening                 // opening brackets and quotes: blank on the left
	Closing                 // closing brackets and quotes: blank on the right
	Pause                   // ，、；：
	Stop                    // 。？！
	Interpunct              // ·
	Connector               // ～ – - and a lone —
	Dash                    // two — in a row, or ⸺
	Ellipsis                // two … in a row
	Solidus                 // / between Han
	Number                  // 0–9, and a sign before them
	Prefix                  // ¥ $ №
	Suffix                  // % ℃
	Letter                  // Latin, Greek, Cyrillic letters; an apostrophe between them
	Western                 // other marks inside a Western run
	Space                   // U+0020, U+00A0
	FullSpace               // U+3000, content of headings
	Marker                  // ①, [1], ² after Han: the sign of a note, stays with the character before it
	Joined                  // combining marks and variation selectors: part of the character before
)

// marks is the class table of the characters whose class does not depend on
// their neighbours (§1).
var marks = map[rune]Class{
	'“': Opening, '‘': Opening, '（': Opening, '《': Opening, '〈': Opening, '「': Opening, '『': Opening,
	'【': Opening, '〖': Opening, '〔': Opening, '［': Opening, '｛': Opening, '〝': Opening,
	'”': Closing, '’': Closing, '）': Closing, '》': Closing, '〉': Closing, '」': Closing, '』': Closing,
	'】': Closing, '〗': Closing, '〕': Closing, '］': Closing, '｝': Closing, '〞': Closing,
	'，': Pause, '、': Pause, '；': Pause, '：': Pause, '．': Pause,
	'。': Stop, '？': Stop, '！': Stop, '⁇': Stop, '‼': Stop, '⁈': Stop, '⁉': Stop,
	'·': Interpunct, '‧': Interpunct, '・': Interpunct,
	'～': Connector, '–': Connector,
	'⸺': Dash, '／': Solidus,
	'¥': Prefix, '￥': Prefix, '$': Prefix, '£': Prefix, '€': Prefix, '№': Prefix,
	'%': Suffix, '‰': Suffix, '℃': Suffix, '℉': Suffix, '°': Suffix, '′': Suffix, '″': Suffix,
	' ': Space, '\u00a0': Space, '\u3000': FullSpace,
}

// Classify gives the class of every character. Runs decide, not characters:
// — — and … … in pairs, ’ between letters, - before digits.
func Classify(text []rune) []Class {
	classes := make([]Class, len(text))
	for i, r := range text {
		classes[i] = classAlone(r)
	}
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '—', '…', '⋯':
			i = classifyPairs(text, classes, i)
		case '’':
			if letterAt(classes, i-1) && letterAt(classes, i+1) {
				classes[i] = Letter
			}
		case '-', '‐', '−':
			classes[i] = classifyHyphen(classes, i)
		case '/':
			if westernAt(classes, i-1) && westernAt(classes, afterSlashes(text, i)) {
				classes[i] = Western
			}
		case '[':
			i = classifyReference(text, classes, i)
		default:
			if classes[i] == Marker && isSuperscript(text[i]) && westernAt(classes, i-1) {
				classes[i] = Western
			}
		}
	}
	return classes
}

// classAlone is the class of a character without its neighbours.
func classAlone(r rune) Class {
	switch {
	case han.Is(r):
		return Han
	case '0' <= r && r <= '9':
		return Number
	case r < 0x80 && (r|0x20 >= 'a' && r|0x20 <= 'z'):
		return Letter
	}
	if c, ok := marks[r]; ok {
		return c
	}
	switch {
	case r == '/':
		return Solidus
	case r == '—' || r == '-' || r == '‐' || r == '−':
		return Connector
	case r == '…' || r == '⋯':
		return Ellipsis
	case '①' <= r && r <= '⓿' || '❶' <= r && r <= '➓' || isSuperscript(r):
		return Marker
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Variation_Selector):
		return Joined
	case unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic) && unicode.IsLetter(r) && !fullWidthForm(r):
		return Letter
	case r < 0x2000:
		return Western
	}
	return Han
}

// classifyPairs settles a run of one of — … ⋯ that begins at i and gives the
// index of its last character. What is left over after the pairs is a connector
// (—) or an ellipsis of one em (…).
func classifyPairs(text []rune, classes []Class, i int) int {
	end := i
	for end < len(text) && text[end] == text[i] {
		end++
	}
	if text[i] == '—' {
		for k := i; k+1 < end; k += 2 {
			classes[k], classes[k+1] = Dash, Dash
		}
	}
	return end - 1
}

// classifyReference makes the number of a note in brackets, such as [1] or [2,5],
// one sign where it follows Chinese text (§3.10); the bracket stands at i. It gives
// the index of the last character of the sign, else i.
func classifyReference(text []rune, classes []Class, i int) int {
	if i == 0 || westernAt(classes, i-1) || classes[i-1] == Space || classes[i-1] == FullSpace {
		return i
	}
	end := i + 1
	for end < len(text) && (classes[end] == Number || end > i+1 && strings.ContainsRune(",-–", text[end])) {
		end++
	}
	if end == i+1 || end == len(text) || text[end] != ']' || classes[end-1] != Number {
		return i
	}
	for k := i; k <= end; k++ {
		classes[k] = Marker
	}
	return end
}

// isSuperscript: raised digits and signs. After a letter or digit they belong to
// the Western run (km²), elsewhere they are the sign of a note.
func isSuperscript(r rune) bool {
	return r == '²' || r == '³' || r == '¹' || 0x2070 <= r && r <= 0x207F
}

// classifyHyphen: a sign before a digit belongs to the number, a hyphen inside a
// word with letters to the word; elsewhere it connects (§3.2).
func classifyHyphen(classes []Class, i int) Class {
	before, after := westernAt(classes, i-1), westernAt(classes, i+1)
	switch {
	case !before && i+1 < len(classes) && classes[i+1] == Number:
		return Number
	case before && after && (letterAt(classes, i-1) || letterAt(classes, i+1)):
		return Western
	}
	return Connector
}

// afterSlashes gives the index of the first character after a run of slashes.
func afterSlashes(text []rune, i int) int {
	for i < len(text) && text[i] == '/' {
		i++
	}
	return i
}

func letterAt(classes []Class, i int) bool {
	return i >= 0 && i < len(classes) && classes[i] == Letter
}

func westernAt(classes []Class, i int) bool {
	return i >= 0 && i < len(classes) && classes[i].western()
}

// western tells whether the class belongs to a Western run.
func (c Class) western() bool {
	return c == Number || c == Letter || c == Western || c == Prefix || c == Suffix
}

// halfAdjustable: marks with half an em of blank on a known side (HALF_ADJ, §4).
func (c Class) halfAdjustable() bool {
	return c == Opening || c == Closing || c == Pause || c == Stop
}

// closes: the mark's blank is on its right.
func (c Class) closes() bool { return c == Closing || c == Pause || c == Stop }

func fullWidthForm(r rune) bool { return 0xFF00 <= r && r <= 0xFFEF }

// hasHan tells whether a paragraph is Chinese: quotes and dashes in it then are.
func hasHan(text []rune) bool {
	for _, r := range text {
		if han.Is(r) {
			return true
		}
	}
	return false
}
