package inline

import "strings"

// Names gives the personal names in a kicker or byline: what ends a run of Han
// and is no known word but a surname with one or two Han, as in
// 街道党委书记龚培湘： and （本报记者　王伟）.
func Names(kicker string, lex *Lexicon) []string {
	var names []string
	for _, part := range strings.FieldsFunc(kicker, func(r rune) bool { return !isHan(r) }) {
		if name := nameAtEnd(part, lex); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// nameAtEnd gives the name at the end of a run of Han; empty: none.
func nameAtEnd(part string, lex *Lexicon) string {
	p := Prepare([]Span{{Text: part, Shaper: noShape{}}}, Setting{}, Options{})
	n := len(p.cells)
	if n == 0 {
		return ""
	}
	last := p.segment(lex).cover[n-1]
	if !last.name {
		return ""
	}
	var b strings.Builder
	for _, c := range p.cells[last.start:] {
		b.WriteString(c.text)
	}
	return b.String()
}

// noShape is for text that is looked at but not set.
type noShape struct{}

func (noShape) Shape(rune) (Shape, bool) { return Shape{}, true }
