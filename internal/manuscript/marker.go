package manuscript

import (
	"slices"
	"strings"

	"banxin/internal/diag"
)

// kind is what a line is taken for.
type kind int

const (
	kindNone kind = iota
	kindKicker
	kindOverline
	kindHeadline
	kindDeck
	kindLead
	kindParagraph
	kindItem
	kindNames
	kindByline
	kindQRNote
	kindTable     // row of a table
	kindTableHead // row that heads the columns of a table
)

// isHeading tells the kinds that make up a headline group.
func (k kind) isHeading() bool { return k >= kindKicker && k <= kindDeck }

// seam is what an editor says about the joint between a line and the one before.
type seam int

const (
	seamGuess seam = iota
	seamJoin
	seamKeep
)

// marker is one thing an editor can say about a line.
type marker struct {
	zh, en string
	kind   kind
	seam   seam
}

var markers = []marker{
	{zh: "标题", en: "headline", kind: kindHeadline},
	{zh: "眉题", en: "kicker", kind: kindKicker},
	{zh: "引题", en: "overline", kind: kindOverline},
	{zh: "副题", en: "deck", kind: kindDeck},
	{zh: "导语", en: "lead", kind: kindLead},
	{zh: "正文", en: "paragraph", kind: kindParagraph},
	{zh: "条目", en: "item", kind: kindItem},
	{zh: "名单", en: "names", kind: kindNames},
	{zh: "署名", en: "byline", kind: kindByline},
	{zh: "二维码", en: "qr-note", kind: kindQRNote},
	{zh: "表", en: "table", kind: kindTable},
	{zh: "表头", en: "table-head", kind: kindTableHead},
	{zh: "接", en: "join", seam: seamJoin},
	{zh: "不接", en: "no-join", seam: seamKeep},
}

func findMarker(word string) (marker, bool) {
	word = strings.TrimSpace(word)
	i := slices.IndexFunc(markers, func(k marker) bool { return k.zh == word || k.en == strings.ToLower(word) })
	if i < 0 {
		return marker{}, false
	}
	return markers[i], true
}

// markerHint lists all words that may be used.
func markerHint() diag.Text {
	var zh, en []string
	for _, k := range markers {
		zh, en = append(zh, k.zh), append(en, k.en)
	}
	return diag.Say("可用的词：%[1]s（或 %[2]s）", "the words are %[2]s (or %[1]s)", strings.Join(zh, "、"), strings.Join(en, ", "))
}

// apply puts what an editor says onto a line.
func (k marker) apply(l *line) {
	if k.kind != kindNone {
		l.guess, l.forced = k.kind, true
	}
	if k.seam != seamGuess {
		l.seam = k.seam
	}
}

// takeMarkers removes the lines that open with %% and applies each to the next
// line of text.
func (m *reading) takeMarkers() {
	kept := m.lines[:0]
	var pending []marker
	var last *line
	gap := 0
	for i := range m.lines {
		l := m.lines[i]
		word, isMarker := strings.CutPrefix(string(l.text), "%%")
		gap = max(gap, l.gap)
		if !isMarker {
			for _, k := range pending {
				k.apply(&l)
			}
			l.gap, gap, pending = gap, 0, nil
			kept = append(kept, l)
			continue
		}
		k, known := findMarker(word)
		m.edits = append(m.edits, edit{l.pos(m.file), plain(l.source), "", "marker", diag.Note})
		if !known {
			m.report.Add(l.pos(m.file), diag.Error, "unknown-marker",
				diag.Say("没有“%%%%%s”这个标记", "there is no marker “%%%%%s”", strings.TrimSpace(word)), markerHint())
			continue
		}
		pending, last = append(pending, k), &m.lines[i]
	}
	if len(pending) > 0 {
		m.report.Add(diag.Pos{File: m.file, Line: last.no}, diag.Error, "marker-without-line",
			diag.Say("文件末尾的标记后面没有文字", "no text follows the marker at the end of the file"),
			diag.Say("把标记写在它所说的那一行上面，或者删掉", "put the marker above the line it is about, or delete it"))
	}
	m.lines = kept
}

// takeReadings applies the overrides that stand outside the manuscript.
func (m *reading) takeReadings(list []Reading) {
	for _, r := range list {
		k, known := findMarker(strings.TrimPrefix(r.As, "%%"))
		if !known {
			m.report.Add(r.Pos, diag.Error, "unknown-marker",
				diag.Say("没有“%s”这种读法", "there is no reading “%s”", r.As), markerHint())
			continue
		}
		i := slices.IndexFunc(m.lines, func(l line) bool { return l.no == r.Line })
		if i < 0 || !strings.HasPrefix(string(m.lines[i].text), foldGuard(r.Text)) {
			m.reportGuard(r, i)
			continue
		}
		k.apply(&m.lines[i])
	}
}

// reportGuard reports an override that does not fit the line it names.
func (m *reading) reportGuard(r Reading, i int) {
	message := diag.Say("%s 第 %d 行没有文字", "line %[2]d of %[1]s holds no text", m.file, r.Line)
	if i >= 0 {
		message = diag.Say("%s 第 %d 行不是以“%s”开头，而是“%s”", "line %[2]d of %[1]s does not begin with “%[3]s” but with “%[4]s”",
			m.file, r.Line, r.Text, lineStart(m.lines[i].text))
	}
	hint := diag.Say("照来稿现在的样子改写 line 和 text", "set line and text to what the manuscript says now")
	guard := foldGuard(r.Text)
	if k := slices.IndexFunc(m.lines, func(l line) bool { return strings.HasPrefix(string(l.text), guard) }); guard != "" && k >= 0 {
		hint = diag.Say("这段文字现在在第 %d 行，写 line = %[1]d", "that text is on line %d now: write line = %[1]d", m.lines[k].no)
	}
	m.report.Add(r.Pos, diag.Error, "reading-mismatch", message, hint)
}

// foldGuard folds a guard text as lines are folded.
func foldGuard(s string) string {
	glyphs := make([]glyph, 0, len(s))
	for _, r := range strings.TrimFunc(s, isBlank) {
		glyphs = append(glyphs, glyph{r: r})
	}
	return string(fold(glyphs))
}

func plain(source []glyph) string {
	s := make([]rune, len(source))
	for i, g := range source {
		s[i] = g.r
	}
	return string(s)
}
