package layout_test

import (
	"slices"
	"strings"
	"testing"

	"banxin/layout"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// furnitureOf gives the furniture texts of a page, run by run.
func furnitureOf(p *display.Page) []string {
	var out []string
	for _, item := range p.Items {
		if r, ok := item.(*display.GlyphRun); ok && r.Furniture {
			out = append(out, r.Text())
		}
	}
	return out
}

// TestFactsAreNotReadAgain: braces in a fact stand on the page as they are.
func TestFactsAreNotReadAgain(t *testing.T) {
	t.Parallel()
	in := sampleInput(t)
	in.Vars["name"] = "{name}报{date"
	in.Sheets[0].Template.Texts = append(in.Sheets[0].Template.Texts,
		layout.Text{Text: "{date}}第{page}版{", Style: "small", Y: 50 * unit.Point, Width: 200 * unit.Point})
	doc, _ := layout.Compose(in)
	got := strings.Join(furnitureOf(&doc.Pages[0]), "\n")
	for _, want := range []string{"{name}报{date", "2026年1月5日}第1版{"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q does not stand on the page:\n%s", want, got)
		}
	}
}

// TestMissingGlyphOfFurniture: a character without a glyph is reported wherever it
// is printed.
func TestMissingGlyphOfFurniture(t *testing.T) {
	t.Parallel()
	const strange = '\U0010FFFF'
	for name, change := range map[string]func(*layout.Input) string{
		"placeholder": func(in *layout.Input) string { in.QR.Placeholder = "扫码" + string(strange); return "" },
		"rail": func(in *layout.Input) string {
			in.Stories[1].Headline = []string{"争当" + string(strange)}
			return in.Stories[1].ID
		},
		"watermark": func(in *layout.Input) string { in.Draft = "校" + string(strange); return "" },
	} {
		in := sampleInput(t)
		story := change(in)
		_, report := layout.Compose(in)
		if !slices.ContainsFunc(report.Findings, func(f layout.Finding) bool {
			return f.Code == layout.MissingGlyph && f.Rune == strange && f.Story == story && (story == "" || f.Name == "song")
		}) {
			t.Errorf("%s: %+v", name, report.Findings)
		}
	}
}

// TestRailCellsDoNotOverlap: a headline of many lines makes its cell higher.
func TestRailCellsDoNotOverlap(t *testing.T) {
	t.Parallel()
	in := sampleInput(t)
	in.Stories[1].Headline = []string{"坚持以高质量发展统揽全局奋力谱写现代化建设新篇章不断增强人民群众获得感"}
	doc, report := layout.Compose(in)
	if len(report.Findings) > 0 {
		t.Errorf("findings %+v", report.Findings)
	}
	last := unit.Pt(0)
	for _, item := range doc.Pages[0].Items {
		if r, ok := item.(*display.GlyphRun); ok && r.Furniture && r.X >= 212*unit.Point && r.Y > (24+5*14+20)*unit.Point {
			if r.Y <= last {
				t.Errorf("%q at %s stands no lower than what is above it at %s", r.Text(), r.Y, last)
			}
			last = r.Y
		}
	}
	if last == 0 {
		t.Error("no rail")
	}
}
