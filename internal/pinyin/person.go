package pinyin

import (
	"strings"

	"banxin/internal/han"
)

// Person gives the sort key of a personal name, family name first: "shan xiaoli",
// "ouyang ming". The parts of a name with a middle dot are a word each, and what
// has not the form of a Chinese name, such as an editorial office, is read like a
// title.
func Person(name string, names Names) string {
	runes := plain(strings.ReplaceAll(strings.ReplaceAll(name, " ", ""), "\u3000", ""))
	if key, n := newLexicon(names).longest(runes); n > 0 && n == len(runes) {
		return key
	}
	if parts := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("·•・‧", r) }); len(parts) > 1 {
		for i := range parts {
			parts[i] = strings.ReplaceAll(Key(parts[i], names), " ", "")
		}
		return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
	}
	if !allHan(runes) {
		return Key(name, names)
	}
	family, n := familyName(runes)
	if n == 0 {
		return Key(name, names)
	}
	given := strings.ReplaceAll(Key(string(runes[n:]), names), " ", "")
	return strings.TrimSpace(family + " " + given)
}

// mostHan is how long a Chinese personal name may be: four Han.
const mostHan = 4

// familyName reads the family name with which a name begins and tells how many
// characters it has; 0: the name has not the form of a Chinese one.
func familyName(name []rune) (string, int) {
	if len(name) < 2 || len(name) > mostHan {
		return "", 0
	}
	if len(name) > 2 {
		double := string(name[:2])
		if reading, ok := surnames()[double]; ok {
			return reading, 2
		}
		if han.IsSurname(double) {
			return strings.ReplaceAll(Key(double, nil), " ", ""), 2
		}
	}
	single := string(name[:1])
	if reading, ok := surnames()[single]; ok {
		return reading, 1
	}
	if han.IsSurname(single) {
		return syllable(name[0]), 1
	}
	return "", 0
}

func allHan(text []rune) bool {
	for _, r := range text {
		if !han.Is(r) {
			return false
		}
	}
	return len(text) > 0
}
