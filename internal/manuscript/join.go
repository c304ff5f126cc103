package manuscript

import (
	"slices"
	"strings"

	"banxin/internal/diag"
)

// Where a column of the printed original ended, its text was cut in two lines.
// The lines are one paragraph when
//   - the editor says so; or
//   - the tail of the first stands again at the head of the second; or
//   - the first does not end a sentence and the second goes on with it; or
//   - the first is only a run-in subhead, and its siblings in the article are
//     subhead and body (runin.go).
//
// They stay apart when the editor says so, when the first ends a sentence, a
// colon or a dash, when it is a greeting, a signature, a date, verse, a list of
// names or an item without a sentence in it, when it is one of several clauses
// that each end with ；, when the second opens the way paragraphs do, and when the
// whole manuscript is short of stops.

// joinBlocks joins the cut blocks of an article.
func (m *reading) joinBlocks(a *article) {
	var joined []block
	for _, b := range a.blocks {
		i := b.lines[0]
		l := &m.lines[i]
		if len(joined) == 0 {
			if l.seam == seamJoin {
				m.reportNothingToJoin(l)
			}
			joined = append(joined, b)
			continue
		}
		last := &joined[len(joined)-1]
		if last.kind == kindNames && l.seam == seamJoin {
			last.asProse()
		}
		before := &m.lines[last.lines[len(last.lines)-1]]
		var goesOn bool
		switch l.seam {
		case seamJoin:
			if goesOn = last.kind != kindTable; !goesOn {
				m.reportNothingToJoin(l)
			}
		case seamGuess:
			goesOn = m.goesOn(last, before, b, l)
		}
		if !goesOn {
			joined = append(joined, b)
			continue
		}
		last.lines = append(last.lines, i)
		last.cuts = append(last.cuts, cut{repeated(before.text, l.text)})
	}
	a.blocks = m.joinSubheads(joined)
}

// asProse makes a list of names a paragraph: the editor joins text to it.
func (b *block) asProse() {
	b.kind, b.cuts = kindParagraph, make([]cut, len(b.lines)-1)
}

func (m *reading) reportNothingToJoin(l *line) {
	m.report.Add(l.pos(m.file), diag.Error, "nothing-to-join",
		diag.Say("这一行要求与前文相接，但这一篇里它前面没有正文可接", "this line is to be joined, but no running text stands before it in its article"),
		diag.Say("删去标记“接”", "delete the marker “join”"))
}

// goesOn tells whether line l, which opens block next, goes on with the sentence
// at the end of the block before.
func (m *reading) goesOn(last *block, before *line, next block, l *line) bool {
	if before.verse || l.verse || next.kind != kindParagraph || l.alone || before.alone {
		return false
	}
	switch last.kind {
	case kindParagraph, kindLead:
	case kindItem:
		end := before.text[len(before.text)-1]
		if !hasInnerStop(before.text) && end != '，' && end != '、' {
			return false
		}
	default:
		return false
	}
	if sentenceEnds(before.text) {
		return false
	}
	if repeated(before.text, l.text) > 0 {
		return true
	}
	return m.openJoint(last.lines[len(last.lines)-1], l)
}

// openJoint decides about two lines of prose of which the first, line i, ends no
// sentence.
func (m *reading) openJoint(i int, l *line) bool {
	before := &m.lines[i]
	end := before.text[len(before.text)-1]
	switch {
	case end == '：' || endsDash(before.text) || isGreeting(before.text):
		return false
	case startsMidway(l.text), end == '、', isOpening(end):
		return true
	case end == '；':
		return !opensSentence(l.text) && !m.isSeries(i, l)
	case end == '，', endsMidway(end), isDigit(end):
		return true
	case m.indented && l.indent == 0:
		return true
	case m.stopless, m.flushTails && l.indent > 0, isQuotation(before.text):
	case m.occurs(before.text, l.text):
		return true
	case opensSentence(l.text), len(before.text) < bodyLength && !hasInnerStop(before.text) && !strings.ContainsRune(string(before.text), '，'):
	default:
		return true
	}
	m.report.Add(before.pos(m.file), diag.Finding, "paragraph-without-stop",
		diag.Say("“%s”一段末尾没有句号，下一段又另起一句", "the paragraph “%s” ends without a stop, and the next opens a sentence of its own", lineStart(before.text)),
		diag.Say("漏了句号就补上；是被栏尾截断的，就在下一行上面写 %%接", "add the stop; if a column cut the sentence, put %%join above the next line"))
	return false
}

// isQuotation tells a paragraph that is one quotation from end to end.
func isQuotation(text []rune) bool {
	n := len(text)
	return text[0] == '“' && text[n-1] == '”' && strings.Count(string(text), "“") == 1
}

// isSeries tells clauses set as paragraphs, each ending with ；: line i before the
// joint is one, and the line after the joint or the one before it is another.
func (m *reading) isSeries(i int, l *line) bool {
	ends := func(l *line) bool { return l.text[len(l.text)-1] == '；' }
	return ends(l) || i > 0 && !m.lines[i].part && ends(&m.lines[i-1])
}

// isGreeting tells a salutation that ends with a comma.
func isGreeting(text []rune) bool {
	s := string(text)
	return len(text) <= 24 && (hasAnyPrefix(s, "尊敬的", "亲爱的", "敬爱的", "各位") || containsAny(s, "同志们，", "朋友们，", "您好，", "你好，")) ||
		len(text) <= 10 && endsWithAny(text, "同志，", "先生，", "女士，", "老师，", "朋友，", "编辑，")
}

// openers are words that open a sentence, and hence a paragraph, in news prose.
var openers = []string{
	"据悉", "据了解", "据介绍", "据统计", "据报道", "近日", "日前", "昨日", "昨天", "此外", "另外", "与此同时", "同时，", "目前，", "首先", "其次", "再次，", "最后，",
	"一是", "二是", "三是", "四是", "五是", "六是", "第一，", "第二，", "第三，", "第四，", "下一步", "接下来", "会议指出", "会议强调", "会议要求", "会议认为",
	"会议还", "会上，", "大会还", "他说", "她说", "他指出", "他强调", "他要求", "他表示", "她表示", "记者了解到", "记者获悉", "随后", "当天", "当日", "为此，", "因此，", "不仅如此", "近年来", "一直以来",
}

// referBack are those of the openers that need a text before them.
var referBack = []string{
	"此外", "另外", "与此同时", "同时，", "其次", "再次，", "最后，", "二是", "三是", "四是", "会议指出", "会议强调", "会议要求", "会议认为", "会议还", "大会还",
	"他说", "她说", "他指出", "他强调", "他要求", "他表示", "她表示", "随后", "为此，", "因此，", "不仅如此",
}

// speech are the verbs that bring in what somebody said: 王伟强调，….
var speech = []string{"强调", "指出", "要求", "表示", "认为", "介绍", "说"}

// opensSentence tells a line that opens the way sentences do.
func opensSentence(text []rune) bool {
	s := string(text[:min(len(text), 14)])
	if hasAnyPrefix(s, openers...) {
		return true
	}
	if k := strings.IndexAny(s, "，："); k > 0 {
		clause := s[:k]
		for _, verb := range speech {
			if name, ok := strings.CutSuffix(clause, verb); ok && isName([]rune(name)) {
				return true
			}
		}
	}
	return false
}

// repeated gives the length of the tail of before that stands again at the head
// of after: the extraction completed a word the column had cut. One character
// is no evidence, many words end as others begin.
func repeated(before, after []rune) int {
	const longest, least = 20, 2
	for n := min(longest, len(before), len(after)-1); n >= least; n-- {
		if slices.Equal(before[len(before)-n:], after[:n]) {
			return n
		}
	}
	return 0
}
