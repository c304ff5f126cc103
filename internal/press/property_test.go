package press

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"banxin/internal/diag"
)

// TestAnyManuscriptIsSetWhole puts made-up manuscripts of 1 to 20 articles
// through all phases up to the finished pages: none fails, and Build's own check
// finds every character of every article on a page. What may stop a build is
// only what the manuscript itself gives cause for.
func TestAnyManuscriptIsSetWhole(t *testing.T) {
	t.Parallel()
	req := paper(t, map[string]string{"issue.toml": "date = 2026-03-01\nnumber = '7'\n", "a.txt": spring})
	req.OutDir = filepath.Join(filepath.Dir(req.ConfigPath), "out")
	manuscript := filepath.Join(filepath.Dir(req.ConfigPath), "sources/x/a.txt")
	rapid.Check(t, func(t *rapid.T) {
		text := drawManuscript(t)
		if err := os.WriteFile(manuscript, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		b := newBuild(req, nil)
		res, err := b.run(context.Background(), []step{
			{PhaseConfig, b.job.config}, {PhaseRead, b.job.read}, {PhasePlace, b.job.place}, {PhaseCompose, b.job.compose},
			{PhaseCheck, b.job.check},
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range res.Diagnostics {
			if d.Severity == diag.Error {
				t.Fatalf("%s\nfrom:\n%s", d.Message.En, text)
			}
			if d.Pos.File == "" || d.Pos.Line > strings.Count(text, "\n")+1 && strings.HasSuffix(d.Pos.File, ".txt") {
				t.Fatalf("%s stands nowhere: %s", d.Message.En, d.Pos)
			}
		}
		if n := len(b.job.model.Sections); n == 0 || n > len(b.job.doc.Pages) {
			t.Fatalf("%d sections on %d pages", n, len(b.job.doc.Pages))
		}
	})
}

// drawManuscript makes a manuscript of the usual shapes.
func drawManuscript(t *rapid.T) string {
	var b strings.Builder
	for i := range rapid.IntRange(1, 20).Draw(t, "articles") {
		if rapid.Bool().Draw(t, "kicker") {
			fmt.Fprintf(&b, "%s街道党工委书记王%s%s\n\n", han(t, 1, 3), han(t, 1, 2), rapid.SampledFrom([]string{":", "："}).Draw(t, "colon"))
		}
		gap := rapid.SampledFrom([]string{"", " ", "　"}).Draw(t, "gap")
		fmt.Fprintf(&b, "%s第%d回%s%s\n\n", han(t, 2, 30), i, gap, han(t, 2, 8))
		for range rapid.IntRange(1, 6).Draw(t, "paragraphs") {
			for range rapid.IntRange(1, 8).Draw(t, "sentences") {
				mark := rapid.SampledFrom([]string{",", "，", "、", "；", "：“", "”，", "《", "》", "——", "……", "2021年", "ABC ", "50%"}).Draw(t, "mark")
				fmt.Fprintf(&b, "%s%s%s。", han(t, 1, 12), mark, han(t, 1, 20))
			}
			b.WriteString("\n\n")
		}
		if rapid.Bool().Draw(t, "byline") {
			fmt.Fprintf(&b, "·%s·\n\n", han(t, 2, 3))
		}
		if rapid.IntRange(0, 9).Draw(t, "qr") == 0 {
			b.WriteString("扫描二维码查看全文。\n\n")
		}
		b.WriteString(rapid.SampledFrom([]string{"", "\n\n"}).Draw(t, "block"))
	}
	return b.String()
}

// han draws common characters.
func han(t *rapid.T, least, most int) string {
	const common = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处理世车"
	return rapid.StringOfN(rapid.SampledFrom([]rune(common)), least, most, -1).Draw(t, "han")
}
