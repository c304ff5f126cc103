package manuscript

import (
	"slices"
	"strings"

	"banxin/internal/han"
)

// shape is what a line is by itself, before its neighbours are asked.
type shape int

const (
	shapeComplete shape = iota // ends a sentence: body text
	shapeOpen                  // body text that does not end a sentence
	shapeLoose                 // short, without a stop: heading, tail of a text, fragment
	shapeColon                 // short and ends with a colon: kicker or introduction
	shapeDash                  // short, opens with ——, no stop: 副题 or the source of a quotation
	shapeItem
	shapeNames
	shapeByline
	shapeQRNote
	shapeAlone // date, signature, jump line: a paragraph that nothing is joined to
	shapeRow   // of a table
)

const (
	headingLength = 50 // the longest line that may be a heading, in characters
	kickerLength  = 45
	exclaimLength = 30 // the longest heading that ends with ？ or ！
)

// shapeOf recognises the shape of a folded line.
func shapeOf(text []rune) shape {
	switch {
	case isByline(text):
		return shapeByline
	case isQRNote(text):
		return shapeQRNote
	case isDateLine(text), isJumpLine(text):
		return shapeAlone
	case numberLength(text) > 0:
		return shapeItem
	}
	if n, ok := countNames(text); ok && n >= 2 && !isPause(text[len(text)-1]) {
		return shapeNames
	}
	return proseShape(text)
}

// proseShape tells headings and body text apart as far as one line can.
func proseShape(text []rune) shape {
	n := len(text)
	last := text[n-1]
	inner := hasInnerStop(text)
	switch {
	case isTurn(text) && sentenceEnds(text):
		return shapeComplete
	case last == '：' && n <= kickerLength && !inner:
		return shapeColon
	case startsDash(text) && n <= headingLength && !sentenceEnds(text):
		return shapeDash
	case (last == '？' || last == '！') && n <= exclaimLength && !strings.ContainsRune(string(text), '。'):
		return shapeLoose
	case sentenceEnds(text):
		return shapeComplete
	case inner || isPause(last) || isOpening(last) || endsDash(text) || n > headingLength || isLongSentence(text):
		return shapeOpen
	}
	return shapeLoose
}

// isTurn tells what is asked or answered in an interview: 问：今年有何打算？ is
// no headline, though it is short and ends with ？.
func isTurn(text []rune) bool {
	return hasAnyPrefix(string(text), "问：", "答：", "记者：", "主持人：")
}

// isLongSentence tells a text with more commas than headings have.
func isLongSentence(text []rune) bool {
	commas := 0
	for _, r := range text {
		if r == '，' {
			commas++
		}
	}
	return commas > 1 || commas == 1 && len(text) > 34
}

// sentenceEnds tells whether the text ends a sentence: with a stop or an
// ellipsis, closing marks after it, and a remark in brackets or between middle
// dots that stands after the stop.
func sentenceEnds(text []rune) bool {
	n := len(text)
	for n > 0 && (isClosing(text[n-1]) || text[n-1] == '"' || text[n-1] == ' ') {
		n--
	}
	if n == 0 {
		return false
	}
	if r := text[n-1]; isStop(r) || r == '…' || r == '.' {
		return true
	}
	for k := len(text) - 2; k > 0; k-- {
		open := text[k]
		if (open == '（' && text[len(text)-1] == '）' || open == '·' && text[len(text)-1] == '·') && len(text)-k <= bylineLength {
			return sentenceEnds(text[:k])
		}
	}
	return false
}

// hasInnerStop tells whether a sentence ends before the end of the text.
func hasInnerStop(text []rune) bool {
	n := len(text)
	for n > 0 && (isStop(text[n-1]) || isClosing(text[n-1])) {
		n--
	}
	for i, r := range text[:n] {
		if r == '。' || (r == '？' || r == '！') && i+1 < n && !isClosing(text[i+1]) {
			return true
		}
	}
	return false
}

func startsDash(text []rune) bool {
	return len(text) > 2 && (text[0] == '⸺' || isDash(text[0]) && isDash(text[1]))
}

func endsDash(text []rune) bool {
	n := len(text)
	return n > 2 && (text[n-1] == '⸺' || isDash(text[n-1]) && isDash(text[n-2]))
}

func isDash(r rune) bool { return r == '—' || r == '-' || r == '－' }

// isDateLine tells a line that is only a date, in brackets or not, such as
// stands under a signature.
func isDateLine(text []rune) bool {
	if len(text) < 3 || len(text) > 20 {
		return false
	}
	units := 0
	for _, r := range text {
		switch {
		case r == '年' || r == '月' || r == '日' || r == '号':
			units++
		case !isDigit(r) && !isNumeral(r) && !strings.ContainsRune("○◯零元 （）星期上下午", r):
			return false
		}
	}
	return units >= 2
}

// isJumpLine tells （上接第一版） and （下转第三版）.
func isJumpLine(text []rune) bool {
	if len(text) > 20 {
		return false
	}
	s := strings.Trim(string(text), "（）【】[] ")
	return hasAnyPrefix(s, "上接", "下转") && strings.Contains(s, "版")
}

// numberLength gives the length of the number or bullet a list item opens with,
// 0 when the line is none: （一） 一、 1. 1、 1） ① 第三条, ● and the like.
func numberLength(text []rune) int {
	n := len(text)
	if n < 2 {
		return 0
	}
	switch r := text[0]; {
	case r >= '①' && r <= '⒛', r >= '㈠' && r <= '㈩', r >= '❶' && r <= '❿':
		return 1
	case strings.ContainsRune("●■◆★▪◎▲※✓√➤►", r):
		return 1
	case (r == '-' || r == '*' || r == '+' || r == '·' || r == '○' || r == '→') && text[1] == ' ':
		return 2
	case r == '·' && text[n-1] != '·':
		return 1
	case r == '（':
		if k := numeralRun(text, 1); k > 1 && k <= 4 && k+1 < n && text[k] == '）' {
			return k + 1
		}
	case r == '第':
		if k := numeralRun(text, 1); k > 1 && k+2 < n && strings.ContainsRune("条章节款项", text[k]) && text[k+1] == ' ' {
			return k + 2
		}
	case isASCIILetter(r) && (text[1] == '、' || text[1] == '.' || text[1] == '）') && n > 2 && han.Is(text[2]):
		return 2
	case isDigit(r) || isNumeral(r):
		return bareNumberLength(text)
	}
	return 0
}

// isFirstNumber tells an item that opens a list: （一） 一、 1. ① and the like. A
// bullet does not say.
func isFirstNumber(text []rune) bool {
	number := strings.Trim(string(text[:numberLength(text)]), "（）第条章节款项、.． ")
	return slices.Contains([]string{"一", "1", "①", "㈠", "❶", "A", "a", "Ａ"}, number)
}

// bareNumberLength handles 1. 1、 1） and 一、. What looks like a number but goes
// on as one (1.5万, 三、四天) is no list number.
func bareNumberLength(text []rune) int {
	k := numeralRun(text, 0)
	if k > 3 || k+1 >= len(text) {
		return 0
	}
	mark, next := text[k], text[k+1]
	if isDigit(next) || isNumeral(next) && !isDigit(text[0]) {
		return 0
	}
	if mark == '、' || isDigit(text[0]) && strings.ContainsRune(".．）", mark) {
		return k + 1
	}
	return 0
}

// numeralRun gives the end of the digits or Han numerals from i on.
func numeralRun(text []rune, i int) int {
	digits := i < len(text) && isDigit(text[i])
	for i < len(text) && (digits && isDigit(text[i]) || !digits && (isNumeral(text[i]) || text[i] == '百')) {
		i++
	}
	return i
}
