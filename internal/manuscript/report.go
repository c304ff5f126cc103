package manuscript

import (
	"banxin/internal/diag"
)

// codes gives the diagnostic code for changes by each rule of Normalise.
var codes = map[string]string{
	"N1": "invisible-character", "N2": "full-width-alphanumeric", "N4": "space",
	"N5": "ellipsis-or-dash", "N6": "dot-or-wave", "N7": "straight-quotes",
	"N8": "half-width-brackets", "N9": "half-width-punctuation", "N10": "space-beside-mark",
}

// reportEdits turns every recorded change into a diagnostic.
func (m *reading) reportEdits() {
	for _, e := range m.edits {
		var text diag.Text
		switch {
		case e.code == "duplicate-tail-removed":
			text = diag.Say("接排处重复的“%s”删去一次", "“%s” stands twice at the joint; one was removed", e.before)
		case e.code == "control-character":
			text = diag.Say("不能排印的字符 %U 已略去", "the character %U cannot be set and was left out", []rune(e.before)[0])
		case e.code == "table-mark":
			text = diag.Say("“%s”分开表格的单元格，已照办", "“%s” parts cells of a table and was obeyed", visible(e.before))
		case e.code == "name-separator":
			text = diag.Say("名单里的“%s”去掉，改为逐名对齐", "“%s” was taken out of a list of names, which stand in columns", visible(e.before))
		case e.code == "marker":
			text = diag.Say("标记“%s”已照办", "marker “%s” was obeyed", e.before)
		case e.code == "inline-mark":
			text = diag.Say("标记“%s”已照办", "the mark “%s” was obeyed", e.before)
		case e.after == "":
			text = diag.Say("删去“%s”", "“%s” was removed", visible(e.before))
		default:
			text = diag.Say("“%s”改为“%s”", "“%s” became “%s”", visible(e.before), visible(e.after))
		}
		d := diag.Diagnostic{Pos: e.pos, Severity: e.severity, Code: e.code, Message: text}
		if e.code == "control-character" {
			d.Hints = []diag.Text{diag.Say("在来稿里删掉它，看看前后是否缺字", "delete it in the manuscript and see whether a character is missing there")}
		}
		m.report = append(m.report, d)
	}
}

// visible writes blanks and invisible characters so that a reader sees them.
func visible(s string) string {
	var out []rune
	for _, r := range s {
		switch {
		case r == ' ':
			out = append(out, '␣')
		case r == 0x3000:
			out = append(out, '□')
		case isInvisible(r) || isSpace(r):
			out = append(out, []rune(diag.Say("%U", "%U", r).En)...)
		default:
			out = append(out, r)
		}
	}
	return string(out)
}

// lineStart gives the first characters of a line for a message.
func lineStart(text []rune) string {
	const most = 16
	if len(text) > most {
		return string(text[:most]) + "…"
	}
	return string(text)
}

// reportUnclassified reports a line that is taken as a paragraph for want of
// anything better.
func (m *reading) reportUnclassified(l *line) {
	m.report.Add(l.pos(m.file), diag.Finding, "unclassified-line",
		diag.Say("看不出“%s”是标题还是正文，先当作正文一段", "“%s” may be a headline or body text; it is taken as a paragraph", lineStart(l.text)),
		diag.Say("是标题，就在它上面另起一行写 %%标题；是正文，就写 %%正文", "put a line %%headline above it if it is one, %%paragraph if it is body text"),
		diag.Say("是被栏尾截断的半句，就在下一行上面写 %%接", "if a column cut the sentence here, put %%join above the next line"))
}

// reportHeadlineAfterText reports a line that opens a new article for no better
// reason than its own form: no kicker or byline, no gap between clauses and no
// blank lines part it from the body text before it.
func (m *reading) reportHeadlineAfterText(l *line, previous kind) {
	if previous == kindByline || previous == kindQRNote || clauseGaps(l.text) > 0 || l.gap > m.usual {
		return
	}
	m.report.Add(l.pos(m.file), diag.Finding, "headline-after-text",
		diag.Say("正文后面的“%s”当作新一篇的标题", "“%s”, after body text, is taken as the headline of a new article", lineStart(l.text)),
		diag.Say("是正文，就在它上面另起一行写 %%正文；是标题，写 %%标题", "put a line %%paragraph above it if it is body text, %%headline if it is one"))
}
