package epub

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/internal/diag"
	"banxin/internal/issue"
	"banxin/internal/raster"
)

// chinese matches the language tags under which the edition's own words (目录,
// 出版信息) are true.
var chinese = regexp.MustCompile(`^[zZ][hH](-[A-Za-z0-9]{1,8})*$`)

// check gives all that keeps the issue from becoming an EPUB.
func check(iss *issue.Issue, opt Options) diag.List {
	var found diag.List
	complain := func(zh, en, code string, args ...any) {
		found.Add(diag.Pos{}, diag.Error, code, diag.Say(zh, en, args...))
	}
	if strings.TrimSpace(iss.Publication.Name) == "" {
		complain("没有报名（publication.name）", "the publication has no name (publication.name)", "no-name")
	}
	if iss.Date.IsZero() {
		complain("没有出版日期（date）", "the issue has no date (date)", "no-date")
	}
	if iss.Revision.IsZero() {
		complain("没有修订时间", "the issue has no time of revision", "no-revision")
	}
	if l := iss.Publication.Language; l != "" && !chinese.MatchString(l) {
		complain("publication.language 是 %q，电子版自己的文字是中文，应写 \"zh-Hans\"",
			"publication.language is %q, but the edition's own words are Chinese: write \"zh-Hans\"", "language", l)
	}
	for _, field := range []struct{ key, value string }{
		{"publication.name", iss.Publication.Name},
		{"publication.publisher", iss.Publication.Publisher},
		{"publication.editor", iss.Publication.Creator.Name},
		{"publication.issn", iss.Publication.ISSN},
		{"publication.identifier", iss.Publication.Identifier},
		{"publication.subjects", strings.Join(iss.Publication.Subjects, "")},
		{"publication.rights", iss.Publication.Rights},
		{"number", iss.Number},
		{"whole_number", iss.WholeNumber},
		{"pinyin", iss.FileAs + iss.Publication.Creator.FileAs},
		{"cover", strings.Join(opt.CoverText, "")},
	} {
		checkText(&found, diag.Pos{}, field.key, field.value)
	}
	checkEvaluation(&found, opt.Evaluation)
	checkSections(&found, iss.Sections, opt.Pictures)
	checkCorrections(&found, correctionsTitle, iss.Corrections)
	return found
}

// checkEvaluation reports words and an address that no metadata can carry.
func checkEvaluation(found *diag.List, e *Evaluation) {
	if e == nil {
		return
	}
	checkText(found, diag.Pos{}, "accessibility.evaluator", e.Evaluator)
	if e.Report != "" && !issue.WebAddress(e.Report) {
		found.Add(diag.Pos{}, diag.Error, "address", diag.Say("accessibility.report 是 %q，不是网址", "accessibility.report is %q, which is no web address", e.Report))
	}
}

// checkCorrections reports the characters that no correction can have; in names the
// article.
func checkCorrections(found *diag.List, in string, corrections []issue.Correction) {
	for _, c := range corrections {
		if c.Date.IsZero() || strings.TrimSpace(issue.Plain(c.Text)) == "" {
			found.Add(c.Pos, diag.Error, "empty-correction", diag.Say("“%s”的一条更正没有日期或没有文字", "a correction of “%s” has no date or no text", shorten(in)))
		}
		for _, t := range c.Text {
			checkText(found, t.Pos, in, t.Text)
		}
	}
}

func checkSections(found *diag.List, sections []issue.Section, pictures map[string]*raster.Image) {
	articles := 0
	for i := range sections {
		s := &sections[i]
		checkText(found, s.Pos, s.Title, s.Title+s.Name)
		for j := range s.Articles {
			checkArticle(found, &s.Articles[j], pictures)
			articles++
		}
	}
	if articles == 0 {
		found.Add(diag.Pos{}, diag.Error, "empty-issue", diag.Say("这一期没有稿件", "the issue has no articles"))
	}
}

func checkArticle(found *diag.List, a *issue.Article, pictures map[string]*raster.Image) {
	title := a.Title()
	if title == "" {
		found.Add(a.Pos, diag.Error, "empty-article", diag.Say("稿件没有标题也没有正文", "the article has neither headline nor text"))
		return
	}
	groups := append([][]issue.Inline{a.Kicker, a.Overline, a.Deck}, a.Headline...)
	for i := range a.Blocks {
		groups = append(groups, a.Blocks[i].Inlines)
		checkPicture(found, title, &a.Blocks[i], pictures)
		checkAddress(found, a.Blocks[i].Pos, issue.Plain(a.Blocks[i].Inlines), a.Blocks[i].Address)
	}
	checkCorrections(found, title, a.Corrections)
	for _, c := range a.Contributors {
		checkText(found, a.Pos, title, c.Name+string(c.Role)+c.FileAs)
	}
	for _, inlines := range groups {
		for _, in := range inlines {
			checkText(found, in.Pos, title, in.Text)
			checkText(found, in.Pos, title, in.Ruby)
			checkAddress(found, in.Pos, in.Text, in.Address)
		}
	}
}

// checkText reports the characters XML forbids; in names the article or key.
func checkText(found *diag.List, pos diag.Pos, in, s string) {
	column := 0
	for i := 0; i < len(s); column++ {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !legal(r, size) {
			at, what := pos, diag.Say("字符 U+%04X", "the character U+%04X", r)
			if at.Col > 0 {
				at.Col += column
			}
			if size == 1 && r == utf8.RuneError {
				what = diag.Say("不是 UTF-8 的字节 0x%02X", "the byte 0x%02X, which is not UTF-8,", s[i])
			}
			name := shorten(in)
			found.Add(at, diag.Error, "illegal-character", diag.Text{
				Zh: "“" + name + "”里有电子书不能收的" + what.Zh,
				En: what.En + " in “" + name + "” cannot stand in an EPUB",
			}, diag.Say("删去这个字符", "delete this character"))
		}
		i += size
	}
}

// checkAddress reports an address that is no web or mail address, or whose visible
// form could deceive; words lead there.
func checkAddress(found *diag.List, pos diag.Pos, words, address string) {
	if address == "" || issue.PlainAddress(address) {
		return
	}
	found.Add(pos, diag.Error, "address",
		diag.Say("“%s”的地址是 %q", "the address of “%s” is %q", shorten(words), address),
		issue.AddressHint)
}

// shorten gives the beginning of s, fit to be shown in a message.
func shorten(s string) string {
	const most = 24
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n++; n > most {
			b.WriteRune('…')
			break
		}
		if !unicode.IsPrint(r) && r != '\u3000' {
			r = '\uFFFD'
		}
		b.WriteRune(r)
	}
	return b.String()
}
