package epub

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"banxin/internal/issue"
)

// articleWriter writes the body of one article's document. Every character of the
// model's article comes out once and in order; all that is added stands in elements
// of the classes qr-link, qr-pending, link-host and backlink, in the rt of ruby, and in
// the alt of pictures.
type articleWriter struct {
	article *issue.Article
	id      string
	level   int    // of its heading
	facts   *facts // QR notes and pictures are counted here

	pictures []picture
	pages    *pageMarks
	marks    []mark      // written so far
	signs    map[int]int // of notes: how often each is written so far
}

func (w *articleWriter) body() string {
	var m markup
	m.raw("<article")
	m.attr("id", w.id)
	if w.hasHeadline() {
		m.attr("aria-labelledby", w.headingID())
	} else {
		m.attr("aria-label", w.article.Title())
	}
	m.raw(">\n")
	w.markBetween(&m, -1)
	w.head(&m)
	for i := range w.article.Blocks {
		w.block(&m, &w.article.Blocks[i], i)
	}
	w.markBetween(&m, len(w.article.Blocks))
	m.raw("</article>\n")
	return m.String()
}

func (w *articleWriter) hasHeadline() bool { return strings.TrimSpace(w.article.HeadlineText()) != "" }
func (w *articleWriter) headingID() string { return w.id + "-h" }

// head writes the headline group. A break is allowed after the gap between two
// clauses, which stands in the text as one U+3000.
func (w *articleWriter) head(m *markup) {
	a := w.article
	kicker, overline, deck := issue.Plain(a.Kicker), issue.Plain(a.Overline), issue.Plain(a.Deck)
	if kicker == "" && overline == "" && deck == "" && !w.hasHeadline() {
		return
	}
	m.raw("<header>\n")
	lineIf(m, "kicker", kicker)
	lineIf(m, "overline", overline)
	if w.hasHeadline() {
		element := "h1"
		if w.level == 2 {
			element = "h2"
		}
		m.raw("<", element)
		m.attr("id", w.headingID())
		m.raw(">")
		for i, clause := range a.Headline {
			if i > 0 {
				m.raw("\u3000<wbr/>")
			}
			m.text(issue.Plain(clause))
		}
		m.raw("</", element, ">\n")
	}
	lineIf(m, "deck", deck)
	m.raw("</header>\n")
}

func lineIf(m *markup, class, s string) {
	if s != "" {
		m.line("p", class, s)
	}
}

// block writes one block. Running text is real paragraphs: list items keep the marker
// that stands in their text, and would show two in a list element.
func (w *articleWriter) block(m *markup, b *issue.Block, index int) {
	switch b.Kind {
	case issue.Lead:
		w.paragraph(m, "lead", b.Inlines, index)
		return
	case issue.Item:
		w.paragraph(m, "item", b.Inlines, index)
		return
	case issue.Paragraph:
		w.paragraph(m, "", b.Inlines, index)
		return
	case issue.Note:
		w.note(m, b, w.markBefore(m, index))
		return
	}
	w.markBetween(m, index)
	switch b.Kind {
	case issue.NameList:
		names(m, b.Inlines)
	case issue.Table:
		table(m, b)
	case issue.Byline:
		paragraph(m, "by", b.Inlines)
	case issue.QRNote:
		w.qrNote(m, b)
	case issue.Picture:
		w.figure(m, b)
	case issue.Pull:
		w.pull(m, b)
	}
}

// markBetween writes the markers of a block in front of it.
func (w *articleWriter) markBetween(m *markup, index int) {
	for _, b := range breaksIn(w.article, index) {
		w.mark(m, "div", b)
		m.raw("\n")
	}
}

func (w *articleWriter) mark(m *markup, element string, b issue.Break) {
	at, spoken := w.pages.column(b)
	w.marks = append(w.marks, at)
	m.pageBreak(element, at, spoken)
}

// markBefore writes the markers at the beginning of a block and gives those inside it.
func (w *articleWriter) markBefore(m *markup, index int) []issue.Break {
	breaks := breaksIn(w.article, index)
	for len(breaks) > 0 && breaks[0].Offset <= 0 {
		w.mark(m, "div", breaks[0])
		m.raw("\n")
		breaks = breaks[1:]
	}
	return breaks
}

// paragraph writes a paragraph with the markers that fall into it.
func (w *articleWriter) paragraph(m *markup, class string, inlines []issue.Inline, index int) {
	breaks := w.markBefore(m, index)
	m.raw("<p")
	if class != "" {
		m.attr("class", class)
	}
	m.raw(">")
	w.inlines(m, inlines, breaks)
	m.raw("</p>\n")
}

// paragraph writes a paragraph of which nothing is said but its class.
func paragraph(m *markup, class string, inlines []issue.Inline) {
	m.line("p", class, issue.Plain(inlines))
}

// qrNote writes what stands for a QR code: the note, and under it the link that
// the code holds, or the plain statement that there is none yet.
func (w *articleWriter) qrNote(m *markup, b *issue.Block) {
	m.raw(`<figure class="qr">`, "\n")
	paragraph(m, "qr-note", b.Inlines)
	if address := b.Address; address != "" {
		w.facts.linked++
		m.raw(`<p class="qr-link"><a`)
		m.attr("href", address)
		m.raw(">")
		m.text("点此打开：" + visible(address))
		m.raw("</a></p>\n")
	} else {
		w.facts.pending++
		m.line("p", "qr-pending", "（二维码的地址未定，此处暂无链接。）")
	}
	m.raw("</figure>\n")
}

// visible gives the form of an address that is shown: without the scheme, and the
// host alone where the whole would be too long for a line or two. The host always
// shows, so that the reader sees where the link goes.
func visible(address string) string {
	const most = 60
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return strings.TrimPrefix(address, "mailto:")
	}
	s := strings.TrimSuffix(address[strings.Index(address, "//")+2:], "/")
	if utf8.RuneCountInString(s) > most {
		return u.Host + "/…"
	}
	return s
}
