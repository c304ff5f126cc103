package manuscript

import (
	"unicode"

	"banxin/internal/han"
)

// The character classes of Chinese line layout this package needs. They are
// predicates and not a table: each reads one rune and no neighbour.

// isOpening tells opening brackets and quotes (class OP).
func isOpening(r rune) bool {
	switch r {
	case '“', '‘', '（', '《', '〈', '「', '『', '【', '〖', '〔', '［', '｛', '〝':
		return true
	}
	return false
}

// isClosing tells closing brackets and quotes (class CL).
func isClosing(r rune) bool {
	switch r {
	case '”', '’', '）', '》', '〉', '」', '』', '】', '〗', '〕', '］', '｝', '〞':
		return true
	}
	return false
}

// isPause tells the marks inside a sentence (class PS).
func isPause(r rune) bool {
	switch r {
	case '，', '、', '；', '：', '．':
		return true
	}
	return false
}

// isStop tells the marks that end a sentence (class PE).
func isStop(r rune) bool {
	switch r {
	case '。', '？', '！', '⁇', '‼', '⁈', '⁉':
		return true
	}
	return false
}

// isMark tells the full-width marks beside which no space stands.
func isMark(r rune) bool {
	return isOpening(r) || isClosing(r) || isPause(r) || isStop(r) || r == '…'
}

// isChinese tells what makes its surroundings Chinese text.
func isChinese(r rune) bool {
	return han.Is(r) || isMark(r) || r == '—' || r == '·'
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isASCIILetter(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' }

// isWestern tells letters, digits and the signs that go with a number: what
// needs no typed space beside Han, because layout sets the gap.
func isWestern(r rune) bool {
	switch r {
	case '%', '‰', '℃', '℉', '°', '$', '¥', '￥', '£', '€', '+':
		return true
	}
	return isDigit(r) || isASCIILetter(r) || r > 0x7F && unicode.IsLetter(r) && !han.Is(r)
}

// isSpace tells blanks inside a line, the full-em space among them.
func isSpace(r rune) bool {
	return r == ' ' || r == '\t' || r == 0x3000 || r >= 0x80 && unicode.Is(unicode.Zs, r)
}

// isInvisible tells the characters that rule N1 drops: they have no width and
// come in with text pasted from web pages and PDF files.
func isInvisible(r rune) bool {
	switch r {
	case 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD:
		return true
	}
	return false
}

// isNumeral tells the Han digits a year or a number is written with.
func isNumeral(r rune) bool {
	switch r {
	case '〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十':
		return true
	}
	return false
}

// wide gives the full-width form of the half-width marks that stand for Chinese
// ones, and any other rune unchanged.
func wide(r rune) rune {
	switch r {
	case ',':
		return '，'
	case ';':
		return '；'
	case ':':
		return '：'
	case '?':
		return '？'
	case '!':
		return '！'
	case '(':
		return '（'
	case ')':
		return '）'
	}
	return r
}
