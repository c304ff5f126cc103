package pdf

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"banxin/layout/display"
)

// infoEntries gives the document information dictionary (PDF 1.4, 9.2.1). In
// PDF/X-1a it names the standard; X-4 does so in the XMP.
func infoEntries(meta Meta, p Print) string {
	var b strings.Builder
	for _, e := range []struct{ key, text string }{
		{"Title", meta.Title}, {"Author", meta.Author}, {"Creator", meta.Producer}, {"Producer", meta.Producer},
	} {
		if e.text != "" {
			b.WriteString("/" + e.key + textString(e.text))
		}
	}
	date := dateString(meta.Created)
	b.WriteString("/CreationDate" + date + "/ModDate" + date)
	if p.Standard == X1a {
		b.WriteString("/GTS_PDFXVersion" + textString(p.Standard.Name()))
	}
	b.WriteString("/Trapped/False") // nobody has trapped it; the print shop may
	return b.String()
}

// dateString writes a date with its zone as (D:20210115000000+08'00').
func dateString(t time.Time) string {
	_, offset := t.Zone()
	sign, minutes := '+', offset/60
	if minutes < 0 {
		sign, minutes = '-', -minutes
	}
	return fmt.Sprintf("(D:%s%c%02d'%02d')", t.Format("20060102150405"), sign, minutes/60, minutes%60)
}

// textString writes a text string: plain where ASCII is enough, else UTF-16BE
// with its mark, in hexadecimal (PDF 1.4, 3.8.1).
func textString(s string) string {
	plain := true
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' || strings.IndexByte(`()\`, s[i]) >= 0 {
			plain = false
			break
		}
	}
	if plain {
		return "(" + s + ")"
	}
	return "<FEFF" + utf16Hex(s) + ">"
}

// utf16Hex writes text as UTF-16BE in hexadecimal.
func utf16Hex(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

// pageLabels gives the page labels of the catalogue: decimal where labels count
// up, else the label itself (PDF 1.4, 8.3.1).
func pageLabels(pages []display.Page) string {
	var b strings.Builder
	b.WriteString("/PageLabels<</Nums[")
	next := ""
	for i, p := range pages {
		n, err := strconv.Atoi(p.Label)
		if err != nil || n < 1 || strconv.Itoa(n) != p.Label {
			b.WriteString(labelEntry(i, "/P"+textString(p.Label)))
			next = ""
			continue
		}
		if p.Label != next {
			b.WriteString(labelEntry(i, "/S/D/St "+p.Label))
		}
		next = strconv.Itoa(n + 1)
	}
	b.WriteString("]>>")
	return b.String()
}

func labelEntry(page int, entries string) string {
	return fmt.Sprintf("%d<<%s>>", page, entries)
}
