package epub

import (
	"fmt"
	"strings"
	"time"
)

// Evaluation is somebody's finding that the edition, as a version of the templates
// makes it, conforms to EPUB Accessibility 1.1 and WCAG 2.2 Level AA.
type Evaluation struct {
	Evaluator string    // name of the party
	Date      time.Time // civil date
	Template  string    // see TemplateVersion
	Report    string    // address of the report, http or https; empty: none is public
}

// conformance is the one claim that an Evaluation carries, in the form that EPUB
// Accessibility 1.1, 3.5.2, prescribes letter by letter.
const conformance = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"

// claimed gives the evaluation that holds for the book; nil: none. It holds for the
// markup alone that was evaluated, for no proof, and for no book with a picture that
// nobody has put into words: that one fails WCAG 1.1.1, whatever the templates do.
func (b *book) claimed(e *Evaluation) *Evaluation {
	if e == nil || e.Template != TemplateVersion() || b.draft || b.facts.described < b.facts.images {
		return nil
	}
	return e
}

// writeConformance writes the claim and who answers for it (EPUB Accessibility 1.1,
// 3.5); nothing without an evaluation.
func writeConformance(m *markup, e *Evaluation) {
	if e == nil {
		return
	}
	writeMeta(m, "", "dcterms:conformsTo", "conformance", conformance)
	writeMeta(m, "#conformance", "a11y:certifiedBy", "certifier", e.Evaluator)
	writeMeta(m, "#certifier", "dcterms:date", "", e.Date.Format(time.DateOnly))
	if e.Report != "" {
		m.raw(`<link refines="#certifier" rel="a11y:certifierReport"`)
		m.attr("href", e.Report)
		m.raw("/>\n")
	}
}

// accessibility gives the claims of schema.org as name and value, computed from what
// plan has counted. Text alone is enough only if every picture is described; whether
// a picture holds text that stands nowhere else, its description must say. There is
// no hazard, since no file of the edition can move or sound: see mediaTypes.
func accessibility(b *book) [][2]string {
	var claims [][2]string
	claim := func(name string, values ...string) {
		for _, v := range values {
			claims = append(claims, [2]string{name, v})
		}
	}
	seen, described := b.facts.images > 0 || b.facts.cover, b.facts.described == b.facts.images
	claim("accessMode", "textual")
	if seen {
		claim("accessMode", "visual")
	}
	if described {
		claim("accessModeSufficient", "textual")
	}
	if seen {
		claim("accessModeSufficient", "textual,visual")
	}
	claim("accessibilityFeature", "tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability", "unlocked", "horizontalWriting")
	if seen && described {
		claim("accessibilityFeature", "alternativeText")
	}
	if b.facts.marks > 0 {
		claim("accessibilityFeature", "pageBreakMarkers", "pageNavigation")
	}
	if b.facts.rubies > 0 {
		claim("accessibilityFeature", "rubyAnnotations")
	}
	claim("accessibilityHazard", "none")
	claim("accessibilitySummary", summarise(b.facts, b.evaluation))
	return claims
}

// summarise words the accessibility summary from the counts.
func summarise(f facts, e *Evaluation) string {
	s := "本电子版" + f.extent() + "，" + f.sights() + "；有目录，可按版次和标题导航" + f.paged() + "；字体、字号和配色可由读者调整。"
	if f.linked > 0 {
		s += fmt.Sprintf("印刷版的%d个二维码改为可点的链接。", f.linked)
	}
	if f.pending > 0 {
		s += fmt.Sprintf("另有%d个二维码的地址未定，只有说明文字。", f.pending)
	}
	if e != nil {
		s += e.Evaluator + "于" + dateText(e.Date) + "评估过用这套模板做的电子版，认为符合 EPUB Accessibility 1.1 和 WCAG 2.2 的 AA 级。"
	}
	return s
}

// paged says whether the pages of print can be found.
func (f facts) paged() string {
	if f.marks == 0 {
		return ""
	}
	return "，可按印刷版的版、栏查找"
}

// sights says what there is to see beside text, and who put it into words.
func (f facts) sights() string {
	if f.cover {
		f.cover = false
		return "封面是印刷版第1版的图片，它的文字说明由程序写成，其余" + f.sights()
	}
	switch {
	case f.images == 0:
		return "全部是文字，没有图片、声音和动画"
	case f.described == 0:
		return fmt.Sprintf("有%d幅图片，都没有文字说明，没有声音和动画", f.images)
	case f.described == f.images:
		return fmt.Sprintf("有%d幅图片，都有文字说明（%s），没有声音和动画", f.images, f.words())
	}
	return fmt.Sprintf("有%d幅图片，其中%d幅没有文字说明，别的都有（%s），没有声音和动画", f.images, f.images-f.described, f.words())
}

// words says who wrote the descriptions of pictures.
func (f facts) words() string {
	var parts []string
	for _, by := range []struct {
		n    int
		form string
	}{
		{f.described - f.captioned - f.machine, "%d幅由编者撰写"},
		{f.machine, "%d幅由机器写成"},
		{f.captioned, "%d幅照用图片下的说明"},
	} {
		if by.n > 0 {
			parts = append(parts, fmt.Sprintf(by.form, by.n))
		}
	}
	return strings.Join(parts, "，")
}
