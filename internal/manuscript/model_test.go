package manuscript

import (
	"fmt"
	"strings"

	"banxin/internal/diag"
	"banxin/internal/issue"
)

var blockNames = [...]string{"lead", "paragraph", "item", "names", "byline", "qr-note", "table", "picture", "note"}

// describe writes a model and its diagnostics as the golden files hold them: one
// part a line, with the place of each run of text.
func describe(result Result, list diag.List) string {
	var b strings.Builder
	for i, s := range result.Sections {
		fmt.Fprintf(&b, "section %d at line %d\n", i+1, s.Pos.Line)
		for j := range s.Articles {
			a := &s.Articles[j]
			fmt.Fprintf(&b, "article at line %d\n", a.Pos.Line)
			describeInlines(&b, "kicker", a.Kicker)
			describeInlines(&b, "overline", a.Overline)
			for _, clause := range a.Headline {
				describeInlines(&b, "headline", clause)
			}
			describeInlines(&b, "deck", a.Deck)
			for _, block := range a.Blocks {
				if block.Kind == issue.Table {
					describeTable(&b, &block)
					continue
				}
				describeInlines(&b, blockNames[block.Kind], block.Inlines)
				for _, c := range block.Cuts {
					fmt.Fprintf(&b, "    cut at %d, line %d to %d", c.Offset, c.Before.Line, c.After.Line)
					if c.Dropped != "" {
						fmt.Fprintf(&b, ", dropped %s", c.Dropped)
					}
					b.WriteByte('\n')
				}
			}
		}
	}
	counts := map[string]int{}
	for _, d := range list {
		if d.Severity == diag.Note {
			counts[d.Code]++
			continue
		}
		fmt.Fprintf(&b, "%s %s %s: %s\n", d.Severity, d.Code, d.Pos, d.Message.Zh)
	}
	for _, code := range sortedKeys(counts) {
		fmt.Fprintf(&b, "note %s: %d\n", code, counts[code])
	}
	return b.String()
}

func describeTable(b *strings.Builder, block *issue.Block) {
	fmt.Fprintf(b, "  table header %d align", block.Table.Header)
	for _, a := range block.Table.Align {
		b.WriteString([...]string{" left", " centre", " right"}[a])
	}
	b.WriteByte('\n')
	for _, row := range block.Rows() {
		fmt.Fprintf(b, "    row %d:%d", row[0].Pos.Line, row[0].Pos.Col)
		for _, cell := range row {
			fmt.Fprintf(b, " [%s]", cell.Text)
		}
		b.WriteByte('\n')
	}
}

func describeInlines(b *strings.Builder, name string, inlines []issue.Inline) {
	for i, in := range inlines {
		if i > 0 {
			name = "  +"
		}
		style := ""
		if in.Kind == issue.RunIn {
			style = " run-in"
		}
		for _, said := range []struct {
			is   bool
			word string
		}{
			{in.Emphasis, "emphasis"}, {in.Strong, "strong"}, {in.Ruby != "", "ruby(" + in.Ruby + ")"},
			{in.Address != "", "to(" + in.Address + ")"}, {in.Sign != 0, fmt.Sprintf("sign(%d)", in.Sign)},
		} {
			if said.is {
				style += " " + said.word
			}
		}
		fmt.Fprintf(b, "  %s%s %d:%d %s\n", name, style, in.Pos.Line, in.Pos.Col, in.Text)
	}
}
