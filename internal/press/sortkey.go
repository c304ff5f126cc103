package press

import (
	"strings"
	"time"

	"banxin/internal/config"
	"banxin/internal/manuscript"
	"banxin/internal/pinyin"
)

// sortKey gives the key by which the issue is sorted among others: the name of the
// publication, year and number, or the date where it has no number.
func sortKey(cfg *config.Config, iss *config.Issue) string {
	if strings.TrimSpace(iss.Number) == "" {
		return strings.TrimSpace(pinyin.Key(cfg.Publication.Name, cfg.Pinyin) + " " + iss.Date.Format(time.DateOnly))
	}
	return pinyin.IssueKey(cfg.Publication.Name, iss.Date.Year(), iss.Number, cfg.Pinyin)
}

// contributors fills in whom the articles name, with their sort keys.
func contributors(pieces []piece, names pinyin.Names) {
	for i := range pieces {
		list := manuscript.Contributors(pieces[i].article)
		for k := range list {
			list[k].FileAs = pinyin.Person(list[k].Name, names)
		}
		pieces[i].article.Contributors = list
	}
}
