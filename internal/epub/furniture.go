package epub

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"time"

	"banxin/internal/issue"
)

var weekdays = [...]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}

// coverBody writes the text cover: the nameplate, number and date, and the
// headlines of the issue under the printed pages they stand on.
func coverBody(b *book, iss *issue.Issue) string {
	var m markup
	m.raw(`<section class="cover" aria-labelledby="nameplate">`, "\n", `<h1 id="nameplate">`)
	m.text(b.publication.Name)
	m.raw("</h1>\n", `<p class="folio">`)
	if b.number != "" {
		m.text("第" + b.number + "期　")
	}
	if b.wholeNumber != "" {
		m.text("总第" + b.wholeNumber + "期　")
	}
	writeDate(&m, b.date)
	m.text("　" + weekdays[b.date.Weekday()])
	m.raw("</p>\n")
	if b.draft {
		m.line("p", "draft", "校样")
	}
	for i := range iss.Sections {
		s := &iss.Sections[i]
		title := strings.TrimSpace(s.Title)
		if len(s.Articles) == 0 {
			continue
		}
		if title != "" {
			m.line("h2", "", title)
		}
		m.raw(`<ul class="headlines">`, "\n")
		for j := range s.Articles {
			m.raw("<li><a")
			m.attr("href", articleName(i, j))
			m.raw(">")
			m.text(s.Articles[j].Title())
			m.raw("</a></li>\n")
		}
		m.raw("</ul>\n")
	}
	m.raw("</section>\n")
	return m.String()
}

// pictureCoverBody writes the cover that shows the first printed page. What is to be
// read there and nowhere else in the book is said for the picture.
func pictureCoverBody(b *book, words []string) string {
	alt := b.title + "封面，印刷版第1版的样子，"
	if only := b.unsaid(words); len(only) > 0 {
		alt += "版上另有“" + strings.Join(only, "”“") + "”，其余"
	}
	var m markup
	m.raw(`<section class="cover" epub:type="cover" aria-label="封面"><img role="doc-cover" src="../images/`, coverImage, `"`)
	m.attr("alt", alt+"文字都在正文里")
	m.raw("/></section>\n")
	return m.String()
}

var tag = regexp.MustCompile(`<[^>]*>`) // markup of ours has no > inside a tag

// unsaid gives the words that the documents planned so far do not say, each once;
// spaces make no difference.
func (b *book) unsaid(words []string) []string {
	var said strings.Builder
	for _, d := range b.docs {
		said.WriteString(html.UnescapeString(tag.ReplaceAllString(d.body, "")))
	}
	solid := func(s string) string { return strings.Join(strings.Fields(s), "") }
	text := solid(said.String())
	var only []string
	for _, w := range words {
		if s := solid(w); s != "" && !strings.Contains(text, s) && !slices.Contains(only, s) {
			only = append(only, s)
		}
	}
	return only
}

// pageBody writes the document that opens a printed page: its heading under the
// folio line.
func pageBody(b *book, id, title string, at mark, spoken string) string {
	var m markup
	m.raw(`<section class="page"`)
	m.attr("id", id)
	m.attr("aria-labelledby", id+"-h")
	m.raw(">\n")
	if at.id != "" {
		m.pageBreak("div", at, spoken)
		m.raw("\n")
	}
	m.line("p", "folio", b.publication.Name+"　"+dateText(b.date))
	m.raw("<h1")
	m.attr("id", id+"-h")
	m.raw(">")
	m.text(title)
	m.raw("</h1>\n</section>\n")
	return m.String()
}

// colophonBody writes the facts of publication that the model has, and no others.
func colophonBody(b *book) string {
	var m markup
	m.raw(`<section class="colophon" id="colophon" aria-labelledby="colophon-h">`, "\n", `<h1 id="colophon-h">出版信息</h1>`, "\n<dl>\n")
	fact := func(term, value string) {
		if value != "" {
			m.line("dt", "", term)
			m.line("dd", "", value)
		}
	}
	fact("报名", b.publication.Name)
	fact("主办", b.publication.Publisher)
	fact("编辑", b.publication.Creator.Name)
	if b.number != "" {
		fact("期号", "第"+b.number+"期")
	}
	if b.wholeNumber != "" {
		fact("总期号", "总第"+b.wholeNumber+"期")
	}
	m.line("dt", "", "日期")
	m.raw("<dd>")
	writeDate(&m, b.date)
	m.text("　" + weekdays[b.date.Weekday()])
	m.raw("</dd>\n")
	fact("篇幅", b.facts.extent())
	if b.facts.pending > 0 {
		fact("二维码", fmt.Sprintf("%d个地址未定", b.facts.pending))
	}
	if b.draft {
		fact("状态", "校样，尚未定稿")
	}
	local := b.revision.In(b.date.Location())
	fact("修订", dateText(local)+local.Format(" 15:04"))
	if b.version > 0 {
		fact("修订号", fmt.Sprintf("%d。取代本期此前发布的文件。", b.version))
	}
	fact("ISSN", b.publication.ISSN)
	fact("刊物标识", b.publication.Identifier)
	fact("本期标识", b.identifier)
	fact("版权", b.publication.Rights)
	m.raw("</dl>\n</section>\n")
	return m.String()
}

func writeDate(m *markup, t time.Time) {
	m.raw("<time")
	m.attr("datetime", t.Format(time.DateOnly))
	m.raw(">")
	m.text(dateText(t))
	m.raw("</time>")
}
