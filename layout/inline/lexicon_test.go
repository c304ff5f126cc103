package inline

import (
	"slices"
	"strings"
	"testing"

	"banxin/internal/han"
	"banxin/layout/unit"
)

// TestListsAreSorted: they are searched as they stand.
func TestListsAreSorted(t *testing.T) {
	t.Parallel()
	for name, list := range map[string]string{"words.txt": listed} {
		lines := strings.Split(strings.TrimSuffix(list, "\n"), "\n")
		for i, word := range lines {
			if i > 0 && word <= lines[i-1] {
				t.Errorf("%s: %q stands after %q", name, word, lines[i-1])
			}
			if n := len([]rune(word)); n == 0 || n > longestListed || strings.ContainsFunc(word, func(r rune) bool { return !han.Is(r) }) {
				t.Errorf("%s: %q is no word of 1 to %d Han", name, word, longestListed)
			}
			if !listHas(list, word) {
				t.Errorf("%s: %q is not found", name, word)
			}
		}
		for _, none := range []string{"", "丂丂", "龘龘", "发", lines[0] + "龘", lines[len(lines)-1] + "一"} {
			if listHas(list, none) != slices.Contains(lines, none) {
				t.Errorf("%s: %q", name, none)
			}
		}
	}
}

// TestLearntWords: what recurs in varying company and coheres is a word.
func TestLearntWords(t *testing.T) {
	t.Parallel()
	lex := NewLexicon().Learning([]string{
		"学田街道推进学田苑改造，“实力学田”再发力。", "发展新动能，发展新产业；展新颜。", "汇聚发展新合力。",
		"开展创新，展示新闻，进展更新，展望展览，新年新风。",
	})
	for word, want := range map[string]bool{
		"学田": true,  // recurs, 田 stands nowhere else
		"苑改": false, // stands once
		"展新": false, // its Han stand elsewhere as well, always 发 before
		"的发": false, // begins with a particle
		"力再": false,
	} {
		if got := lex.learnt(word); got != want {
			t.Errorf("%s: %t", word, got)
		}
	}
	texts := []string{"甲乙丙", "学田街道", "学田苑"}
	other := slices.Clone(texts)
	slices.Reverse(other)
	for _, word := range []string{"学田", "甲乙"} {
		if NewLexicon().Learning(texts).learnt(word) != NewLexicon().Learning(other).learnt(word) {
			t.Errorf("%s: depends on the order of the texts", word)
		}
	}
	if (*Lexicon)(nil).learnt("学田") {
		t.Error("learnt from nothing")
	}
}

// TestLearntWordIsKept: a word that only the article's text makes one. Without
// it unknown Han pair off otherwise.
func TestLearntWordIsKept(t *testing.T) {
	t.Parallel()
	p := Prepare([]Span{{Text: "鹭纸坊舍", Size: 10 * unit.Point, Shaper: mock{}}}, Kaiming(), Options{})
	lex := NewLexicon().Learning([]string{"纸坊里机器轰鸣。老纸坊办了百年，", "“纸坊”二字"})
	if p.joints(nil)[2].harms || !p.joints(lex)[2].harms {
		t.Error("纸坊 must be kept where the text knows it, and only there")
	}
}

// FuzzHeading: any text in any width is broken without loss.
func FuzzHeading(f *testing.F) {
	for _, c := range headingCases(f) {
		f.Add(c.text, 6)
	}
	f.Add("《《““））、、——……12.5%a b\u3000\u3000①\u0301的的", 2)
	f.Add(" 0000000000000000000", 1) // first-fit leaves the space before the line out
	f.Fuzz(func(t *testing.T, text string, ems int) {
		if ems < 1 || ems > 100 || len(text) > 400 {
			return
		}
		p := Prepare([]Span{{Text: text, Size: 10 * unit.Point, Shaper: mock{}}}, Quanjiao(), Options{})
		at := 0
		for _, l := range p.Heading(NewLexicon(text).Learning([]string{text})).Lines(unit.Pt(ems) * 10 * unit.Point) {
			for at < l.Start && p.cells[at].space() {
				at++
			}
			if l.Start != at || l.End <= l.Start {
				t.Fatalf("line %+v after cell %d", l, at)
			}
			at = l.End
		}
		for at < p.Len() && p.cells[at].space() {
			at++
		}
		if at != p.Len() {
			t.Fatalf("ends at cell %d of %d", at, p.Len())
		}
	})
}
