package fonts

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

// Records of table name that are read, and carried into a subset.
const (
	nameCopyright  = 0
	nameFamily     = 1
	nameStyle      = 2
	nameUnique     = 3
	nameFull       = 4
	nameVersion    = 5
	namePostScript = 6
	nameTrademark  = 7
	nameLicence    = 13
	nameLicenceURL = 14
)

const languageEnglishUS = 0x0409

// readNames decodes the records above, the English Windows one first, any other
// Windows or Unicode one next, the Macintosh one last. What is damaged is left
// out: names are for people, no measure depends on them.
func readNames(table []byte) map[uint16]string {
	names := map[uint16]string{}
	if len(table) < 6 {
		return names
	}
	count, storage := int(binary.BigEndian.Uint16(table[2:])), int(binary.BigEndian.Uint16(table[4:]))
	rank := map[uint16]int{}
	for i := range min(count, (len(table)-6)/12) {
		record := table[6+12*i:]
		platform, encoding := binary.BigEndian.Uint16(record), binary.BigEndian.Uint16(record[2:])
		language, id := binary.BigEndian.Uint16(record[4:]), binary.BigEndian.Uint16(record[6:])
		start := storage + int(binary.BigEndian.Uint16(record[10:]))
		end := start + int(binary.BigEndian.Uint16(record[8:]))
		r := nameRank(platform, encoding, language)
		if !carried(id) || r <= rank[id] || end > len(table) {
			continue
		}
		rank[id], names[id] = r, decodeName(platform, table[start:end])
	}
	return names
}

func carried(id uint16) bool {
	return id <= nameTrademark || id == nameLicence || id == nameLicenceURL
}

func nameRank(platform, encoding, language uint16) int {
	switch {
	case platform == 3 && language == languageEnglishUS && (encoding == 1 || encoding == 10):
		return 4
	case platform == 3 && (encoding == 1 || encoding == 10):
		return 3
	case platform == 0:
		return 2
	case platform == 1 && encoding == 0:
		return 1
	}
	return 0
}

// decodeName reads UTF-16BE, or for the Macintosh platform the ASCII part of Mac
// Roman.
func decodeName(platform uint16, raw []byte) string {
	if platform == 1 {
		return strings.Map(func(r rune) rune {
			if r >= 0x80 {
				return '\uFFFD'
			}
			return r
		}, latin1(raw))
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = binary.BigEndian.Uint16(raw[2*i:])
	}
	return string(utf16.Decode(units))
}

func latin1(raw []byte) string {
	runes := make([]rune, len(raw))
	for i, b := range raw {
		runes[i] = rune(b)
	}
	return string(runes)
}

// maxPostScriptName is the longest PostScript name old interpreters take.
const maxPostScriptName = 63

// postScriptName keeps of s what a PostScript name may hold (OpenType 1.9, name
// ID 6): printable ASCII but the delimiters of PostScript.
func postScriptName(s string) string {
	s = strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' || strings.ContainsRune("[](){}<>/%", r) {
			return -1
		}
		return r
	}, s)
	return s[:min(len(s), maxPostScriptName)]
}
