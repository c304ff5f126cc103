package manuscript

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"banxin/internal/diag"
	"banxin/internal/han"
)

// longestRuby is how many characters a base or one reading may have.
const longestRuby = 24

// ruby reads {base|reading} at i and gives the index after it, i when there is none. One
// of the two has Han or kana in it: {x|x>0} is mathematics, {b|c} a program.
func (p *inlineParser) ruby(i, to int, outer inlineMark) int {
	bar, end := p.find("|", i, to), p.find("}", i, to)
	if bar < 0 || bar > i+longestRuby+1 || end >= 0 && end < bar || p.has([]rune("{*"), i) {
		return i
	}
	base, reading := p.in[i+1:bar], ""
	if end >= 0 {
		reading = norm.NFC.String(plain(p.in[bar+1 : end]))
	}
	if chinese := slices.ContainsFunc(base, isRead) || strings.ContainsFunc(reading, isReadRune); !chinese || slices.ContainsFunc(base, func(g glyph) bool { return g.r == '{' }) {
		return i
	}
	readings := strings.Fields(reading)
	if !isReading(readings) || slices.ContainsFunc(base, func(g glyph) bool { return !isWord(g) && !isRead(g) }) {
		if end < 0 {
			end = min(to, bar+longestRuby) - 1
		}
		p.m.report.Add(p.m.at(p.in[i]), diag.Finding, "ruby-form",
			diag.Say("“%s”不成注音，照原样排出", "“%s” is no ruby and is set as it stands", plain(p.in[i:end+1])),
			diag.Say(`写成 {崇川|chóng chuān}：竖线前只有字，竖线后是读音，末尾有 }；要印花括号就写 \{`, `write {崇川|chóng chuān}: only characters before the bar, their reading after it, and } at the end; to print a brace write \{`))
		return i
	}
	p.setRuby(i, bar, end, readings, outer)
	return end + 1
}

// setRuby gives the characters between i and bar their readings.
func (p *inlineParser) setRuby(i, bar, end int, readings []string, outer inlineMark) {
	base := p.in[i+1 : bar]
	p.obey(i, i+1)
	each := len(readings) == len(base)
	if !each && len(readings) > 1 {
		p.m.report.Add(p.m.at(p.in[i]), diag.Finding, "ruby-count",
			diag.Say("“%s”有 %d 个字，注了 %d 个音；整个词合注", "“%s” has %d characters and %d readings; they are set over the whole", plain(base), len(base), len(readings)),
			diag.Say("一个字注一个音，音与音之间空一格", "give each character one reading, parted by spaces"))
	}
	inner := outer
	inner.ruby = strings.Join(readings, " ")
	at := p.m.mark(inner)
	for k, g := range base {
		if each && len(base) > 1 {
			inner.ruby = readings[k]
			at = p.m.mark(inner)
		}
		g.mark = at
		p.out = append(p.out, g)
	}
	p.obey(bar, end+1)
}

// isRead tells what a reading is for.
func isRead(g glyph) bool { return isReadRune(g.r) }

func isReadRune(r rune) bool {
	return han.Is(r) || unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo)
}

// isReading tells what can stand over characters: letters of any script with their
// accents, tone numbers and tone marks.
func isReading(readings []string) bool {
	for _, s := range readings {
		letters := []rune(s)
		if len(letters) > longestRuby || slices.ContainsFunc(letters, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && !isDigit(r) && !strings.ContainsRune("'’·-ˉˊˇˋ˙ー", r)
		}) {
			return false
		}
	}
	return len(readings) > 0
}
