package press

import (
	"fmt"

	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/internal/issue"
	"banxin/internal/manuscript"
)

// placeCorrections gives the articles their corrections and returns those of earlier
// issues. Corrections go into the EPUB alone: print has been printed. An address that
// means no article or several is an error at its key.
func placeCorrections(cfg *config.Config, iss *config.Issue, pl *plan) ([]issue.Correction, diag.List) {
	finder := placer{cfg: cfg, iss: iss, plan: *pl}
	var earlier []issue.Correction
	for i := range iss.Correction {
		x, key := &iss.Correction[i], fmt.Sprintf("correction[%d]", i)
		pos := cfg.At(key + ".text")
		c := issue.Correction{Pos: pos, Date: x.Date, Text: words(x.Text, manuscript.Body, pos)}
		if len(c.Text) == 0 {
			finder.diags.Add(pos, diag.Error, "empty-correction",
				diag.Say("%s.text 里没有看得见的字", "%s.text has no visible character", key), diag.Say("写上错在哪里、应是什么", "say what was wrong and what is right"))
			continue
		}
		if x.Headline == "" && x.Kicker == "" {
			earlier = append(earlier, c)
			continue
		}
		a := address{headline: x.Headline, kicker: x.Kicker, file: x.Manuscript, fileKey: "manuscript"}
		if n, ok := finder.find(a, key); ok {
			article := pl.pieces[n].article
			article.Corrections = append(article.Corrections, c)
		}
	}
	return earlier, finder.diags
}
