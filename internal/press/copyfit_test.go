package press

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"banxin/internal/diag"
	"banxin/internal/issue"
	"banxin/layout"
)

// TestOriginalOfTheShippedIssue: every column cut that the manuscript records is
// the end of a left column of ours, the strips are as high as they were, and one
// subhead stands alone where the original left it.
func TestOriginalOfTheShippedIssue(t *testing.T) {
	t.Parallel()
	res, err := Build(t.Context(), shippedRequest(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []Cut
	for _, c := range res.Cuts {
		got = append(got, Cut{Pos: diag.Pos{Line: c.Pos.Line}, Page: c.Page, Frame: c.Frame, Column: c.Column, Off: c.Off})
	}
	at := func(line int, page, frame string) Cut {
		return Cut{Pos: diag.Pos{Line: line}, Page: page, Frame: frame, Column: 1}
	}
	want := []Cut{
		at(17, "1", "lead"), at(51, "2", "strip-a"), at(65, "2", "strip-a"), at(79, "2", "strip-a"),
		at(97, "2", "strip-b"), at(135, "2", "strip-b"),
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("cuts (-want +got):\n%s", d)
	}
	frames := []Frame{
		{"1", "front", "lead", 2, 1, 51, 0, 0}, {"2", "inner", "strip-a", 2, 4, 46, 0, 0}, {"2", "inner", "strip-b", 2, 4, 46, 0, 0},
	}
	if d := cmp.Diff(frames, res.Frames); d != "" {
		t.Errorf("frames (-want +got):\n%s", d)
	}
	var alone []int
	for _, d := range res.Diagnostics {
		switch d.Code {
		case layout.SubheadAlone:
			alone = append(alone, d.Pos.Line)
			if d.Severity != diag.Note {
				t.Errorf("a subhead left alone where the frame allows it is a %s", d.Severity)
			}
		case layout.WidowLine, layout.OrphanLine, layout.Runt, layout.LooseLine:
			t.Errorf("%s: %s", d.Pos, d.Message.En)
		}
	}
	if d := cmp.Diff([]int{51}, alone); d != "" {
		t.Errorf("subheads alone in lines %v, want 51", alone)
	}
}

// TestPagesDoNotDependOnTheCuts: with the cuts taken out of the model the display
// list is the same to the byte.
func TestPagesDoNotDependOnTheCuts(t *testing.T) {
	t.Parallel()
	pages := func(strip bool) string {
		j := &job{req: shippedRequest(t)}
		for _, step := range []func() diag.List{
			func() diag.List { return j.config(t.Context()) }, func() diag.List { return j.read(t.Context()) },
		} {
			if diags := step(); diags.HasErrors() {
				t.Fatal(summary(diags))
			}
		}
		n := 0
		for i := range j.pieces {
			for k := range j.pieces[i].article.Blocks {
				b := &j.pieces[i].article.Blocks[k]
				n += len(b.Cuts)
				if strip {
					b.Cuts = nil
				}
			}
		}
		if n != 6 {
			t.Fatalf("the model records %d cuts", n)
		}
		if diags := j.place(t.Context()); diags.HasErrors() {
			t.Fatal(summary(diags))
		}
		doc, _ := layout.Compose(j.input)
		return doc.Dump()
	}
	if with, without := pages(false), pages(true); with != without {
		t.Error(cmp.Diff(strings.Split(with, "\n"), strings.Split(without, "\n")))
	}
}

func TestCutsAreMeasuredInCharacters(t *testing.T) {
	t.Parallel()
	block := func(texts ...string) *issue.Block {
		b := &issue.Block{}
		for _, s := range texts {
			b.Inlines = append(b.Inlines, issue.Inline{Text: s})
		}
		return b
	}
	first, second := block("一二三四五", "六七"), block("甲乙丙丁，", "戊己")
	second.Cuts = []issue.Cut{{Offset: 5, Dropped: "丁，", Before: diag.Pos{Line: 4}}}
	ends := []layout.ColumnEnd{
		{Page: "1", Frame: "a", Column: 1, Of: 3, Story: "x", Para: 0, Offset: 6},
		{Page: "1", Frame: "a", Column: 2, Of: 3, Story: "x", Para: 1, Offset: 4},
		{Page: "1", Frame: "a", Column: 3, Of: 3, Story: "x", Para: 1, Offset: 3}, // the last column is no cut
		{Page: "1", Frame: "a", Column: 1, Of: 2, Story: "y", Para: 1, Offset: 3},
	}
	pieces := []piece{{id: "x", blocks: []*issue.Block{first, second}}}
	want := []Cut{{Pos: diag.Pos{Line: 4}, Page: "1", Frame: "a", Column: 2, Off: 1}}
	if d := cmp.Diff(want, cuts(pieces, ends)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]Cut{{Pos: diag.Pos{Line: 4}}}, cuts(pieces, ends[3:])); d != "" {
		t.Error(d)
	}
	for _, c := range []struct {
		cut  Cut
		want string
	}{
		{Cut{Page: "1", Frame: "a", Column: 2, Off: 1}, "原报在此断栏：第1版 a 第 2 栏之末在其后 1 字"},
		{Cut{Page: "1", Frame: "a", Column: 2, Off: -3}, "原报在此断栏：第1版 a 第 2 栏之末在其前 3 字"},
		{Cut{}, "原报在此断栏；这一篇没有分栏"},
	} {
		if got := cutNotes([]Cut{c.cut})[0].Message.Zh; got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
