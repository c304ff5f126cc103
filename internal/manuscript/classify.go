package manuscript

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// What a line is among its neighbours. Most shapes settle it; these do not:
//
//   - A line with a colon is a kicker when a heading follows it at once and body
//     text after that, and it neither announces a list nor greets anybody.
//   - A short line without a stop at the start of a block, after a kicker or
//     inside a headline group is a heading.
//   - After body text it may open the next article, end this one, or be half of
//     a sentence that a column cut: the evidence is weighed, see headingScore.
//     After an item that is only a title it is that item's text, in brackets it
//     goes with the text before it.
//   - Nothing is a heading that no body text follows in its block.

// maxHeadings is the most lines a headline group has: kicker, 引题, a headline on
// two lines, 副题 on two.
const maxHeadings = 6

const (
	headingScoreLeast = 1  // from here on a line is a heading
	openScoreMost     = -2 // down from here it is half of a sentence
)

// classifier walks the lines from first to last.
type classifier struct {
	m       *reading
	shapes  []shape
	kickers int     // kickers found so far
	follows []uint8 // answers of bodyFollows: 0 unknown, 1 no, 2 yes
}

// classify settles what every line is.
func (m *reading) classify(shapes []shape) {
	c := &classifier{m: m, shapes: shapes, follows: make([]uint8, len(shapes))}
	for i := range m.lines {
		if l := &m.lines[i]; !l.forced {
			l.guess = c.kindOf(i)
		}
		m.lines[i].alone = shapes[i] == shapeAlone && !m.lines[i].forced
		if m.lines[i].guess == kindKicker {
			c.kickers++
		}
	}
}

// kindOf decides one line; all before it are decided.
func (c *classifier) kindOf(i int) kind {
	l := &c.m.lines[i]
	if l.verse {
		return kindParagraph
	}
	switch c.shapes[i] {
	case shapeRow:
		return kindTable
	case shapeByline:
		return kindByline
	case shapeQRNote:
		return kindQRNote
	case shapeItem:
		if l.text[0] == '·' && c.previous(i) == kindParagraph && !sentenceEnds(c.m.lines[i-1].text) {
			return kindParagraph // the middle dot of a name that a column cut
		}
		return kindItem
	case shapeNames:
		return c.namesKind(i)
	case shapeDash:
		if c.previous(i).isHeading() && c.previous(i) != kindKicker {
			return kindDeck
		}
	case shapeColon:
		if c.isKicker(i) {
			return kindKicker
		}
	case shapeLoose:
		return c.looseKind(i)
	case shapeOpen, shapeComplete, shapeAlone:
		if c.isRemark(i) {
			return kindDeck
		}
	}
	return kindParagraph
}

// previous gives the kind of the line before, kindNone at the start of a block.
func (c *classifier) previous(i int) kind {
	if i == 0 || c.m.lines[i].part {
		return kindNone
	}
	return c.m.lines[i-1].guess
}

// next gives the index of the following line of the block, -1 at its end.
func (c *classifier) next(i int) int {
	if i+1 >= len(c.m.lines) || c.m.lines[i+1].part {
		return -1
	}
	return i + 1
}

// namesKind parts lists of names from a sentence that a list of names ends or
// goes on in, and from the bare names of one or two authors.
func (c *classifier) namesKind(i int) kind {
	if i > 0 && !c.m.lines[i].part && c.shapes[i-1] == shapeOpen && c.m.lines[i-1].guess == kindParagraph && !c.m.lines[i-1].verse {
		return kindParagraph
	}
	if n, _ := countNames(c.m.lines[i].text); n <= 2 && c.isAuthorPlace(i) {
		return kindByline
	}
	return kindNames
}

// isAuthorPlace tells whether a bare name on line i can only be the author's:
// right under the heading, or last before the end or the next article.
func (c *classifier) isAuthorPlace(i int) bool {
	if c.previous(i).isHeading() {
		return c.previous(i) != kindKicker
	}
	if c.previous(i) == kindNone || c.previous(i) == kindNames {
		return false
	}
	k := c.next(i)
	for k >= 0 && c.shapes[k] == shapeQRNote {
		k = c.next(k)
	}
	return k < 0 || c.opensArticle(k)
}

// isRemark tells a remark in brackets right under a headline, such as （草案） or
// （2021年1月14日）: it belongs to the headline.
func (c *classifier) isRemark(i int) bool {
	text := c.m.lines[i].text
	n := len(text)
	return text[0] == '（' && text[n-1] == '）' && n <= headingLength && !strings.ContainsRune(string(text), '。') &&
		!isJumpLine(text) && c.previous(i).isHeading() && c.previous(i) != kindKicker
}

// isKicker decides about a line that ends with a colon.
func (c *classifier) isKicker(i int) bool {
	text := string(c.m.lines[i].text)
	if containsAny(text, "如下", "以下", "下列", "名单", "同志们", "朋友们", "代表们", "委员们", "尊敬的", "亲爱的", "您好", "你好") || hasAnyPrefix(text, "各位") {
		return false
	}
	if strings.Count(text, "，") > 1 {
		return false
	}
	k := c.next(i)
	if k < 0 || !c.canBeHeading(k) {
		return false
	}
	if c.previous(i).isHeading() && c.previous(i) != kindKicker && utf8.RuneCountInString(text) > bodyLength {
		return false
	}
	return c.bodyFollows(k)
}

// canBeHeading tells whether the form of a line allows a heading.
func (c *classifier) canBeHeading(i int) bool {
	if c.m.lines[i].forced {
		return c.m.lines[i].guess.isHeading()
	}
	return c.shapes[i] == shapeLoose && !c.m.lines[i].verse
}

// bodyFollows tells whether body text stands under the heading on line i,
// perhaps with more headings or a byline between.
func (c *classifier) bodyFollows(i int) bool {
	if c.follows[i] == 0 {
		c.follows[i] = 1
		if c.seekBody(i) {
			c.follows[i] = 2
		}
	}
	return c.follows[i] == 2
}

func (c *classifier) seekBody(i int) bool {
	for n, k := 0, c.next(i); k >= 0 && n < maxHeadings; n, k = n+1, c.next(k) {
		if isBodyShape(c.shapes[k]) || c.m.lines[k].verse || c.m.lines[k].forced && !c.m.lines[k].guess.isHeading() {
			return true
		}
		if c.shapes[k] == shapeColon {
			// Another article begins, or body text that opens with a greeting.
			return !c.isKicker(k)
		}
		if c.shapes[k] == shapeAlone && !isBracketed(c.m.lines[k].text) || c.shapes[k] == shapeQRNote {
			return false
		}
	}
	return false
}

func isBracketed(text []rune) bool { return text[0] == '（' && text[len(text)-1] == '）' }

// opensArticle tells, looking ahead only, whether line i begins an article for
// certain: a kicker, or a headline with a gap between clauses.
func (c *classifier) opensArticle(i int) bool {
	if c.m.lines[i].part || c.m.lines[i].forced && c.m.lines[i].guess.isHeading() {
		return true
	}
	switch c.shapes[i] {
	case shapeColon:
		return c.isKicker(i)
	case shapeLoose:
		return c.canBeHeading(i) && c.bodyFollows(i) && c.headingScore(i) >= headingScoreLeast
	}
	return false
}

// looseKind decides about a short line without a stop.
func (c *classifier) looseKind(i int) kind {
	l := &c.m.lines[i]
	if isName(l.text) && c.isAuthorPlace(i) {
		return kindByline
	}
	exclaims := sentenceEnds(l.text)
	if c.isRemark(i) {
		return kindDeck
	}
	if c.isAfterword(i) || c.isItemText(i) {
		c.shapes[i] = shapeAlone
		return kindParagraph
	}
	if !c.bodyFollows(i) {
		return c.tailKind(i)
	}
	previous := c.previous(i)
	switch {
	case previous == kindKicker:
		return kindHeadline
	case previous == kindNone:
		if c.headingScore(i) > openScoreMost {
			return kindHeadline
		}
	case previous.isHeading() && c.continuesHeading(i):
		return kindHeadline
	case previous == kindByline && !c.bodyBefore(i):
		return kindHeadline
	default:
		score := c.headingScore(i)
		if score >= headingScoreLeast && !previous.isHeading() {
			c.m.reportHeadlineAfterText(l, previous)
			return kindHeadline
		}
		if score > openScoreMost && !exclaims {
			c.m.reportUnclassified(l)
			c.shapes[i] = shapeAlone
		}
	}
	return kindParagraph
}

// isAfterword tells a remark in brackets under body text, such as
// （作者系本报读者）: it belongs to the text before it.
func (c *classifier) isAfterword(i int) bool {
	text := c.m.lines[i].text
	return isBracketed(text) && !slices.Contains(text[1:len(text)-1], '）') && c.bodyBefore(i)
}

// isItemText tells a line that goes on with an item which is only a title:
//
//	一、活动时间
//	3月12日上午9时
//	二、活动地点
//
// More such lines may stand between. Where body text follows and not the next
// item, the line under the item could open another article, and is reported.
func (c *classifier) isItemText(i int) bool {
	l := &c.m.lines[i]
	item := i - 1
	for item > 0 && !c.m.lines[item+1].part && c.m.lines[item].guess == kindParagraph && c.shapes[item] == shapeAlone {
		item--
	}
	if item < 0 || c.m.lines[item+1].part || c.m.lines[item].guess != kindItem || sentenceEnds(c.m.lines[item].text) ||
		clauseGaps(l.text) > 0 || l.gap > c.m.usual {
		return false
	}
	after := c.next(i)
	for after >= 0 && c.shapes[after] == shapeLoose {
		after = c.next(after)
	}
	switch {
	case after < 0, c.shapes[after] == shapeItem && !isFirstNumber(c.m.lines[after].text):
		return true
	case item < i-1 || !c.bodyFollows(i):
		return false
	}
	c.m.reportUnclassified(l)
	return true
}

// bodyBefore tells whether body text stands between line i and the heading or
// the block's start above it.
func (c *classifier) bodyBefore(i int) bool {
	for k := i; k > 0 && !c.m.lines[k].part; k-- {
		before := c.m.lines[k-1].guess
		if before.isHeading() {
			return false
		}
		if before != kindByline && before != kindQRNote {
			return true
		}
	}
	return false
}

// continuesHeading tells a further line of a headline group from a lead that a
// column cut: headings are short, without commas, and end at the end of a word.
func (c *classifier) continuesHeading(i int) bool {
	group := 0
	for k := i; k > 0 && c.previous(k).isHeading(); k-- {
		group++
	}
	return group < maxHeadings-1 && c.headingScore(i) >= 0
}

// tailKind decides about a short line without a stop that no body text follows:
// a signature, the end of a cut sentence, or something unknown.
func (c *classifier) tailKind(i int) kind {
	l := &c.m.lines[i]
	if i == 0 || l.part {
		if c.next(i) < 0 {
			return kindHeadline
		}
	}
	previous := c.previous(i)
	switch {
	case sentenceEnds(l.text):
	case previous.isHeading() || previous == kindNone:
		return kindHeadline
	case previous == kindParagraph && c.shapes[i-1] == shapeOpen && !c.m.lines[i-1].verse:
		c.shapes[i] = shapeOpen
	case c.isSignature(i):
		c.shapes[i] = shapeAlone
	default:
		c.m.reportUnclassified(l)
		c.shapes[i] = shapeAlone
	}
	return kindParagraph
}

// isSignature tells the unit or person that signs a text: a date follows, or it
// is named as units are.
func (c *classifier) isSignature(i int) bool {
	if k := c.next(i); k >= 0 && c.shapes[k] == shapeAlone && isDateLine(c.m.lines[k].text) {
		return true
	}
	text := string(c.m.lines[i].text)
	return slices.ContainsFunc([]string{"委员会", "政府", "办公室", "管委会", "街道", "党委", "党工委", "编辑部", "协会", "联合会", "公司", "局", "指挥部", "组委会", "政协", "人大常委会", "中心"},
		func(unit string) bool { return strings.HasSuffix(text, unit) })
}
