package manuscript

import (
	"cmp"
	"slices"
	"testing"
	"unicode"

	"banxin/internal/diag"
	"banxin/internal/issue"
)

// checkAccount accounts for every character of a manuscript. From the file, with
// each reported change made at its place, and from the model, in order of place,
// the same text must come out. Blanks and the ends of lines are left out of the
// comparison: how they part lines, clauses and names is what the golden files
// hold.
func checkAccount(t testing.TB, data []byte) {
	t.Helper()
	m := &reading{file: "m"}
	sections := m.read(data, Options{})
	if m.report.HasErrors() && sections == nil {
		return
	}
	text, ok := decode("m", data, new(diag.List))
	if !ok {
		t.Fatal("read, but not decoded")
	}
	if want, got := edited(t, text, m.edits), modelText(sections); want != got {
		t.Errorf("the model does not hold the text of the file with the reported changes\nfile  %s\nmodel %s", want, got)
	}
	noted := len(m.report)
	m.reportEdits()
	if len(m.report) != noted+len(m.edits) {
		t.Errorf("%d changes, %d diagnostics for them", len(m.edits), len(m.report)-noted)
	}
	checkCuts(t, sections)
}

// edited makes the changes in the text.
func edited(t testing.TB, text string, edits []edit) string {
	t.Helper()
	var at []diag.Pos
	runes := []rune(text)
	pos := diag.Pos{File: "m", Line: 1, Col: 1}
	for i, r := range runes {
		at = append(at, pos)
		if r == '\n' || r == '\r' && (i+1 == len(runes) || runes[i+1] != '\n') {
			pos.Line, pos.Col = pos.Line+1, 0
		}
		if r != '\r' || i+1 == len(runes) || runes[i+1] != '\n' {
			pos.Col++
		}
	}
	changed := make([]string, len(runes))
	gone := make([]bool, len(runes))
	for _, e := range edits {
		i, found := slices.BinarySearchFunc(at, e.pos, comparePos)
		for _, r := range e.before {
			for found && i < len(runes) && runes[i] != r && isEnd(runes[i]) || found && i < len(runes) && gone[i] {
				i++
			}
			if !found || i >= len(runes) || runes[i] != r {
				t.Errorf("change at %s: %q does not stand there", e.pos, e.before)
				return ""
			}
			gone[i] = true
			i++
		}
		if i > 0 && found {
			changed[i-1] += e.after
		}
	}
	var out []rune
	for i, r := range runes {
		if !gone[i] {
			out = append(out, r)
		}
		out = append(out, []rune(changed[i])...)
	}
	return solid(string(out))
}

func isEnd(r rune) bool { return isSpace(r) || unicode.IsSpace(r) }

func comparePos(a, b diag.Pos) int {
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
}

// solid leaves out blanks and ends of lines.
func solid(s string) string {
	var out []rune
	for _, r := range s {
		if !isEnd(r) {
			out = append(out, r)
		}
	}
	return string(out)
}

// modelText gives all text of the model in order of place.
func modelText(sections []issue.Section) string {
	var all []issue.Inline
	for _, a := range issue.Articles(sections) {
		all = append(append(append(all, a.Kicker...), a.Overline...), a.Deck...)
		for _, clause := range a.Headline {
			all = append(all, clause...)
		}
		for _, b := range a.Blocks {
			all = append(all, b.Inlines...)
		}
	}
	slices.SortStableFunc(all, func(a, b issue.Inline) int { return comparePos(a.Pos, b.Pos) })
	return solid(issue.Plain(all))
}

// checkCuts holds what is promised of cuts and inlines.
func checkCuts(t testing.TB, sections []issue.Section) {
	t.Helper()
	for _, a := range issue.Articles(sections) {
		for _, b := range a.Blocks {
			n := len([]rune(issue.Plain(b.Inlines)))
			if n == 0 {
				t.Errorf("empty block at %s", b.Pos)
			}
			last := 0
			for _, c := range b.Cuts {
				if c.Offset < last || c.Offset > n || comparePos(c.Before, c.After) >= 0 {
					t.Errorf("cut %+v in a block of %d characters", c, n)
				}
				last = c.Offset
			}
		}
	}
}
