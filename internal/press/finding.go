package press

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/internal/issue"
	"banxin/layout"
)

// locator finds the place in the source of what layout speaks of.
type locator struct {
	cfg     *config.Config
	iss     *config.Issue
	pieces  map[string]*piece
	sources map[string][]byte   // manuscripts by the file name in positions
	split   map[string][]string // their lines, of those that were asked for
}

// diagnostics puts layout's findings into words, each at its place in the source.
// Findings about one headline share a place; the same words are said there once.
func (l *locator) diagnostics(findings []layout.Finding) diag.List {
	type saying struct {
		pos     diag.Pos
		message diag.Text
	}
	var out diag.List
	said := map[saying]bool{}
	for _, f := range findings {
		d := describe(&f, l.title(f.Story))
		d.Pos = l.pos(&f)
		if s := (saying{d.Pos, d.Message}); !said[s] {
			said[s] = true
			out = append(out, d)
		}
	}
	return out
}

func (l *locator) title(story string) string {
	if p := l.pieces[story]; p != nil {
		return p.article.Title()
	}
	return ""
}

// describe words one finding. story is the title of its article.
func describe(f *layout.Finding, story string) diag.Diagnostic {
	d := diag.Diagnostic{Severity: diag.Finding, Code: f.Code}
	say := func(message diag.Text, hints ...diag.Text) { d.Message, d.Hints = message, hints }
	switch f.Code {
	case layout.MissingGlyph:
		d.Severity = diag.Error
		d.Message, d.Hints = describeMissing(f)
	case layout.Overflow:
		say(diag.Say("《%s》在框 %s 里排不下，有 %d 行转到后面加的版上", "“%s” does not fit frame %s: %d lines go on to an added page", story, f.Name, f.Count),
			diag.Say("删减文字，或在 config.toml 里把这个框加高", "shorten the text, or make the frame taller in config.toml"),
			diag.Say("或在 issue.toml 里写一条 continues = true 的 [[pages.place]]，指明接排在哪个框里", "or say with continues = true in a [[pages.place]] of issue.toml in which frame it goes on"))
	case layout.MovedBox:
		say(diag.Say("框 %[2]s 里放不下《%[1]s》的图片、提要或二维码，有 %[3]d 个移到后面加的版上", "frame %[2]s has no room for pictures, pull boxes or QR codes of “%[1]s”: %[3]d are moved to an added page", story, f.Name, f.Count),
			diag.Say("删减同框的文字，或在 config.toml 里把这个框加高；若是二维码，改小 qr.side", "shorten what shares the frame, or make the frame taller in config.toml; for a QR code, make qr.side smaller"))
	case layout.FrameTooSmall:
		say(diag.Say("框 %[2]s 太小，《%[1]s》的 %[3]d 行排出了框外", "frame %[2]s is too small: %[3]d lines of “%[1]s” stand over its foot", story, f.Name, f.Count),
			diag.Say("在 config.toml 里把这个框加高；若是二维码，改小 qr.side", "make the frame taller in config.toml; for a QR code, make qr.side smaller"))
	case layout.MovedStory:
		say(diag.Say("《%s》在框 %s 里没有位置，整篇移到后面加的版上", "“%s” finds no room in frame %s and is moved whole to an added page", story, f.Name),
			diag.Say("在 issue.toml 里换一个框，或删减同框的文字", "give it another frame in issue.toml, or shorten what shares the frame"))
	case layout.DotsOnReading:
		say(diag.Say("《%s》有一行的注音压在上一行的着重号上", "readings over a line of “%s” stand on the dots under the line before", story),
			diag.Say("去掉其中一处，或改动这一段的几个字，使它们错开", "take one of them out, or change a few words so that they part"))
	case layout.LooseLine, layout.NotFlush, layout.Runt:
		say(describeLine(f.Code, story), diag.Say("改动这一段的几个字", "change a few words of the paragraph"))
	case layout.WidowLine:
		say(diag.Say("《%s》有一段的末行单独排到了栏首", "the last line of a paragraph of “%s” stands alone at the head of a column", story),
			diag.Say("增删几个字，使这一段多一行或少一行", "make the paragraph a line longer or shorter"))
	case layout.OrphanLine:
		say(diag.Say("《%s》有一段的首行单独留在栏末", "the first line of a paragraph of “%s” stands alone at the foot of a column", story),
			diag.Say("增删几个字，使前面多一行或少一行", "make the text before it a line longer or shorter"))
	case layout.AnnouncementAlone:
		say(diag.Say("《%s》有一句引出表格或名单的话落在栏末，表格或名单在下一栏", "a line of “%s” that announces a table or a list of names ends a column, and that begins the next", story),
			diag.Say("改动前文的几个字", "change a few words of the text before it"))
	case layout.SubheadAlone:
		if f.Count == 0 {
			d.Severity = diag.Note
		}
		say(diag.Say("《%s》有一个同行小标题单独留在框 %s 的栏末", "a run-in subhead of “%s” stands alone at the foot of a column of frame %s", story, f.Name))
		if f.Count > 0 {
			d.Hints = []diag.Text{diag.Say("增删几个字，使前面多一行或少一行；本来就要这样排，把这个框的 keep_run_in 设为 0", "make the text before it a line longer or shorter; if it is wanted, set keep_run_in of the frame to 0")}
		}
	case layout.NothingContinues:
		say(diag.Say("《%s》前面已经排完，没有可以接排到框 %s 的", "“%s” is complete before; nothing of it goes on in frame %s", story, f.Name),
			diag.Say("在 issue.toml 里删去这一条 continues", "remove the place with continues from issue.toml"))
	case layout.QRSmall:
		say(diag.Say("二维码下面的空位不够（剩 %d 行），没有按原大排", "there is no room for the QR code at its size (%d lines are free)", f.Count),
			diag.Say("删减同一栏的文字，或改小 qr.side", "shorten the text of the column, or make qr.side smaller"))
	case layout.ContentsFull:
		say(diag.Say("导读栏排满，有 %d 篇没有列入", "the contents rail is full: %d articles are not in it", f.Count),
			diag.Say("在 config.toml 里改小 [[template.contents]] 的 cell", "make cell of [[template.contents]] smaller in config.toml"))
	case layout.TooWide:
		d.Message, d.Hints = describeWidth(f, story)
	default:
		say(diag.Say("排版报告：%s", "layout reports: %s", strings.Join(strings.Fields(fmt.Sprint(f.Code, " ", story, " ", f.Name)), " ")))
	}
	return d
}

// describeMissing words a character that no face has.
func describeMissing(f *layout.Finding) (diag.Text, []diag.Text) {
	check := diag.Say("或者核对来稿里的这个字", "or check the character in the manuscript")
	if f.Count > 0 {
		check = diag.Say("或者核对来稿里的这个注音", "or check the reading in the manuscript")
	}
	return diag.Say("字体 %[2]s 的后备链里没有“%[1]c”（U+%04[1]X）这个字", "no face of the chain %[2]s has the character “%[1]c” (U+%04[1]X)", f.Rune, f.Name),
		[]diag.Text{diag.Say("在 config.toml 的 [face] 里给 %s 加一个有这个字的 .ttf 字体", "add a .ttf face that has it to %s in the [face] table of config.toml", f.Name), check}
}

// describeLine says what is wrong with a line of a paragraph.
func describeLine(code, story string) diag.Text {
	switch code {
	case layout.LooseLine:
		return diag.Say("《%s》有一行字距太松（超过四分之一字）", "a line of “%s” is set too loosely (over a quarter em)", story)
	case layout.NotFlush:
		return diag.Say("《%s》有一行排不齐：行里没有可拉可挤的地方", "a line of “%s” is not flush: nothing in it can be stretched or squeezed", story)
	}
	return diag.Say("《%s》有一段的末行字数太少", "a paragraph of “%s” ends in too short a line", story)
}

// describeWidth words what is wider than its place: a table, furniture or a
// headline.
func describeWidth(f *layout.Finding, story string) (diag.Text, []diag.Text) {
	switch {
	case story == "":
		return diag.Say("样式 %s 的一行比给它的位置宽", "a line in style %s is wider than its place", f.Name),
			[]diag.Text{diag.Say("缩短文字，或改小 style.%s 的 min_size", "shorten the text, or make min_size of style.%s smaller", f.Name)}
	case f.Para >= 0:
		return diag.Say("《%s》的表格比栏宽，有的词在格里断开", "a table of “%s” is wider than its column, and words are broken inside cells", story),
			[]diag.Text{diag.Say("减少表格的栏目、缩短这一格的字，或改小 style.%s 的 size", "take columns out of it, shorten this cell, or make size of style.%s smaller", f.Name)}
	}
	return diag.Say("《%s》的标题（样式 %s）有一行比框宽", "a headline line of “%s” (style %s) is wider than its frame", story, f.Name),
		[]diag.Text{diag.Say("在 issue.toml 里用 breaks 另行断开，或改小 style.%s 的 min_size", "break it otherwise with breaks in issue.toml, or make min_size of style.%s smaller", f.Name)}
}

// pos finds the source of a finding: the paragraph's character, the heading's,
// or for furniture the key of the settings its words come from.
func (l *locator) pos(f *layout.Finding) diag.Pos {
	p := l.pieces[f.Story]
	if p == nil {
		return l.furniturePos(f)
	}
	if f.Para < 0 || f.Para >= len(p.blocks) {
		return l.headingPos(p, f)
	}
	pos := runePos(p.blocks[f.Para].Inlines, f.Offset)
	if pos.File == "" {
		pos = p.blocks[f.Para].Pos
	}
	return l.exact(pos, f.Rune)
}

// headingPos finds a heading's place: the character when one is asked for, else
// the headline.
func (l *locator) headingPos(p *piece, f *layout.Finding) diag.Pos {
	if f.Rune == 0 {
		return headPos(p.article)
	}
	parts := append([][]issue.Inline{p.article.Kicker, p.article.Overline, p.article.Deck}, p.article.Headline...)
	for _, inlines := range parts {
		if at := strings.IndexRune(issue.Plain(inlines), f.Rune); at >= 0 {
			return l.exact(runePos(inlines, utf8.RuneCountInString(issue.Plain(inlines)[:at])), f.Rune)
		}
	}
	return headPos(p.article)
}

// runePos gives the place of the rune at an offset of the inlines' text, counted
// from the inline it stands in.
func runePos(inlines []issue.Inline, offset int) diag.Pos {
	for _, in := range inlines {
		n := utf8.RuneCountInString(in.Text)
		if offset < n {
			pos := in.Pos
			if pos.Col > 0 {
				pos.Col += offset
			}
			return pos
		}
		offset -= n
	}
	return diag.Pos{}
}

// exact moves a column to the nearest place of the rune in its source line:
// normalising may have made the text before it longer or shorter.
func (l *locator) exact(pos diag.Pos, r rune) diag.Pos {
	if r == 0 || pos.Line == 0 || pos.Col == 0 {
		return pos
	}
	best := -1
	for i, c := range []rune(l.line(pos.File, pos.Line)) {
		if c == r && (best < 0 || abs(i+1-pos.Col) < abs(best-pos.Col)) {
			best = i + 1
		}
	}
	if best > 0 {
		pos.Col = best
	}
	return pos
}

func abs(n int) int { return max(n, -n) }

// line gives the text of line n of a manuscript, n from 1; empty where the file has
// none or is not UTF-8. A file is split once, however many findings it has.
func (l *locator) line(file string, n int) string {
	lines, ok := l.split[file]
	if !ok {
		lines = splitLines(l.sources[file])
		if l.split == nil {
			l.split = map[string][]string{}
		}
		l.split[file] = lines
	}
	if n < 1 || n > len(lines) {
		return ""
	}
	return lines[n-1]
}

// splitLines gives the lines of UTF-8 data; none for other data.
func splitLines(data []byte) []string {
	if !utf8.Valid(data) {
		return nil
	}
	text := strings.TrimPrefix(string(data), "\uFEFF")
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	return strings.Split(text, "\n")
}

// furniturePos finds the key whose words a finding about furniture means.
func (l *locator) furniturePos(f *layout.Finding) diag.Pos {
	switch f.Code {
	case layout.QRSmall:
		return l.cfg.At("qr.side")
	case layout.ContentsFull:
		for i, t := range l.cfg.Template {
			if len(t.Contents) > 0 {
				return l.cfg.At(fmt.Sprintf("template[%d].contents[0].cell", i))
			}
		}
	}
	for _, t := range l.furnitureTexts() {
		if f.Rune != 0 && strings.ContainsRune(t.text, f.Rune) || f.Rune == 0 && t.style == f.Name && f.Name != "" {
			return l.cfg.At(t.key)
		}
	}
	return l.cfg.At("template")
}

type furnitureText struct{ key, text, style string }

// furnitureTexts lists the words of the settings that are printed.
func (l *locator) furnitureTexts() []furnitureText {
	list := []furnitureText{
		{"publication.name", l.cfg.Publication.Name, ""},
		{"number", l.iss.Number, ""},
		{"qr.placeholder", l.cfg.QR.Placeholder, ""},
	}
	for i, t := range l.cfg.Template {
		for j, x := range t.Text {
			list = append(list, furnitureText{fmt.Sprintf("template[%d].text[%d].text", i, j), x.Text, x.Style})
		}
		for j, x := range t.Contents {
			list = append(list, furnitureText{fmt.Sprintf("template[%d].contents[%d].title", i, j), x.Title + x.Ref, x.Style})
		}
	}
	return list
}
