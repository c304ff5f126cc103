package epub

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/internal/issue"
)

// layer is an element round inlines. Neighbours of the same layer share it.
type layer struct {
	element string
	class   string
	href    string // of a link
}

// layers gives the elements round an inline, the outer first.
func layers(in *issue.Inline) []layer {
	var out []layer
	if in.Kind == issue.RunIn {
		out = append(out, layer{element: "strong", class: "run-in"})
	}
	if in.Address != "" && in.Sign == 0 { // a sign is a link itself
		out = append(out, layer{element: "a", href: in.Address})
	}
	if in.Strong && in.Kind != issue.RunIn {
		out = append(out, layer{element: "strong"})
	}
	if in.Emphasis {
		out = append(out, layer{element: "em"})
	}
	if in.Ruby != "" {
		out = append(out, layer{element: "ruby"})
	}
	return out
}

// inlineWriter writes the inlines of one block and the markers that fall into them.
type inlineWriter struct {
	w      *articleWriter
	m      *markup
	breaks []issue.Break // not written yet
	from   int           // runes of the block before the inline
	open   []layer
	linked string // what the open link says
	next   nexts
	signed bool // a span is open that ends with a sign
}

// nexts is what comes after an inline.
type nexts struct {
	sign    *issue.Inline // the sign of a note, at once; nil: none
	address string        // where what follows leads, signs left out
}

// write writes an inline. A marker stands outside the elements that begin with it, and so
// does the span that holds a short inline and the sign after it on one line.
func (iw *inlineWriter) write(in *issue.Inline) {
	want := layers(in)
	n := 0
	for n < len(want) && n < len(iw.open) && want[n] == iw.open[n] {
		n++
	}
	whole := iw.staysWhole(in, want)
	if whole {
		n = min(n, len(layers(iw.next.sign)))
	}
	goesOn := ""
	if in.Sign != 0 { // a link goes on behind it
		goesOn = iw.next.address
	}
	iw.close(n, goesOn)
	if len(iw.breaks) > 0 && iw.breaks[0].Offset <= iw.from {
		iw.markers(iw.from + 1)
	}
	for i, l := range want[n:] {
		if whole && n+i == len(layers(iw.next.sign)) {
			iw.openSigned()
		}
		iw.m.raw("<", l.element)
		if l.class != "" {
			iw.m.attr("class", l.class)
		}
		if l.href != "" {
			iw.m.attr("href", l.href)
			iw.linked = ""
		}
		iw.m.raw(">")
	}
	iw.open = want
	if in.Address != "" {
		iw.linked += in.Text
	}
	if in.Sign != 0 {
		iw.w.sign(iw.m, in)
		iw.from += utf8.RuneCountInString(in.Text)
		if iw.signed && (iw.next.sign == nil || !slices.Equal(want, layers(iw.next.sign))) {
			iw.m.raw("</span>")
			iw.signed = false
		}
		return
	}
	iw.text(in.Text, !whole && iw.next.sign != nil && slices.Equal(want, layers(iw.next.sign)))
	if in.Ruby != "" {
		iw.w.facts.rubies++
		iw.m.raw("<rt>")
		iw.m.text(in.Ruby)
		iw.m.raw("</rt>")
	}
}

// longestSigned is how many characters stay on one line with a sign where they stand in an
// element of their own.
const longestSigned = 10

// staysWhole tells whether an inline stands on one line with the sign after it: in an
// element that the sign is not in, and short.
func (iw *inlineWriter) staysWhole(in *issue.Inline, want []layer) bool {
	if iw.signed || in.Sign != 0 || in.Address != "" || iw.next.sign == nil {
		return false
	}
	outer := layers(iw.next.sign)
	return len(outer) < len(want) && slices.Equal(outer, want[:len(outer)]) && utf8.RuneCountInString(in.Text) <= longestSigned
}

func (iw *inlineWriter) openSigned() {
	iw.m.raw(`<span class="signed">`)
	iw.signed = true
}

// text writes text with the markers inside it. Where a sign follows in the same elements,
// the last character stays on its line.
func (iw *inlineWriter) text(s string, signed bool) {
	text := []rune(s)
	written := 0
	for len(iw.breaks) > 0 && iw.breaks[0].Offset < iw.from+len(text) {
		at := max(written, iw.breaks[0].Offset-iw.from)
		iw.m.text(string(text[written:at]))
		iw.markers(iw.from + at + 1)
		written = at
	}
	if signed && len(text) > 0 {
		last := len(text) - 1
		for last > written && unicode.In(text[last], unicode.Mn, unicode.Variation_Selector) {
			last--
		}
		iw.m.text(string(text[written:last]))
		iw.openSigned()
		written = last
	}
	iw.m.text(string(text[written:]))
	iw.from += len(text)
}

// markers writes the markers before a rune of the block.
func (iw *inlineWriter) markers(before int) {
	for len(iw.breaks) > 0 && iw.breaks[0].Offset < before {
		iw.w.mark(iw.m, "span", iw.breaks[0])
		iw.breaks = iw.breaks[1:]
	}
}

// close closes the open elements but the first n. A link whose words do not show
// where it leads says it at its end; one that goes on has not come to it.
func (iw *inlineWriter) close(n int, goesOn string) {
	for _, l := range slices.Backward(iw.open[n:]) {
		if host := hostOf(l.href); host != "" && l.href != goesOn && !strings.Contains(strings.ToLower(iw.linked), strings.ToLower(host)) {
			iw.m.raw(`<span class="link-host">`)
			iw.m.text("（" + host + "）")
			iw.m.raw("</span>")
		}
		iw.m.raw("</", l.element, ">")
	}
	iw.open = iw.open[:n]
}

// hostOf gives what of an address tells the reader where it leads: the host, or the
// mail address.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		address, _, _ = strings.Cut(strings.TrimPrefix(address, "mailto:"), "?")
		return address
	}
	return u.Host
}

// nextOf tells what comes after an inline.
func nextOf(inlines []issue.Inline, i int) (out nexts) {
	if i+1 < len(inlines) && inlines[i+1].Sign != 0 {
		out.sign = &inlines[i+1]
	}
	for i++; i < len(inlines); i++ {
		if inlines[i].Sign == 0 {
			out.address = inlines[i].Address
			break
		}
	}
	return out
}

// inlines writes the inlines of a block; breaks are the markers that fall into them.
func (w *articleWriter) inlines(m *markup, inlines []issue.Inline, breaks []issue.Break) {
	isEmpty := func(in issue.Inline) bool { return in.Text == "" }
	if slices.ContainsFunc(inlines, isEmpty) {
		inlines = slices.DeleteFunc(slices.Clone(inlines), isEmpty)
	}
	iw := inlineWriter{w: w, m: m, breaks: breaks, next: nextOf(inlines, 0)}
	for i := range inlines {
		iw.write(&inlines[i])
		iw.next = nextOf(inlines, i+1)
	}
	iw.close(0, "")
	for _, b := range iw.breaks { // at its very end
		w.mark(m, "span", b)
	}
}

// sign writes the sign of a note as a link to it. The first leads back from the note.
func (w *articleWriter) sign(m *markup, in *issue.Inline) {
	if w.signs == nil {
		w.signs = map[int]int{}
	}
	w.signs[in.Sign]++
	id := w.signID(in.Sign)
	if n := w.signs[in.Sign]; n > 1 {
		id += "-" + strconv.Itoa(n)
	}
	m.raw(`<a class="noteref" epub:type="noteref" role="doc-noteref"`)
	m.attr("id", id)
	m.attr("href", "#"+w.noteID(in.Sign))
	m.raw(">")
	m.text(in.Text)
	m.raw("</a>")
}

func (w *articleWriter) signID(number int) string { return w.id + "-r" + strconv.Itoa(number) }
func (w *articleWriter) noteID(number int) string { return w.id + "-n" + strconv.Itoa(number) }

// note writes a note, which readers that know it show beside its sign.
func (w *articleWriter) note(m *markup, b *issue.Block, breaks []issue.Break) {
	w.facts.notes++
	m.raw(`<aside class="note" epub:type="footnote" role="doc-footnote"`)
	m.attr("id", w.noteID(b.Number))
	m.raw(">\n<p>")
	w.inlines(m, b.Inlines, breaks)
	if w.signs[b.Number] > 0 {
		m.raw(`<a class="backlink" role="doc-backlink"`)
		m.attr("href", "#"+w.signID(b.Number))
		m.raw(">返回正文</a>")
	}
	m.raw("</p>\n</aside>\n")
}
