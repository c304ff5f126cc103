package config

import (
	"time"

	"banxin/internal/diag"
)

// checkCorrections checks the corrections of the issue. Whether the article is there,
// press knows.
func (l *loader) checkCorrections() {
	for i := range l.issue.Correction {
		c, key := &l.issue.Correction[i], at("correction", i)
		l.checkProse(key+".text", c.Text)
		l.checkAddressed(key+".manuscript", c.Manuscript)
		if c.Manuscript != "" {
			l.checkNamed(key, c.Headline, c.Kicker)
		}
		if l.known(key + ".date") {
			c.Date = day(c.Date, l.zone)
			l.checkCorrected(key+".date", c.Date)
		}
	}
	if len(l.issue.Correction) > 0 && !l.cfg.Output.EPUB {
		l.list.Add(l.at("correction[0]"), diag.Finding, "corrections-unused",
			diag.Say("更正只进 EPUB，而 output.epub 是 false", "corrections go into the EPUB alone, and output.epub is false"),
			diag.Say("写 output.epub = true", "set output.epub = true"))
	}
}

// checkCorrected reports a correction that is newer than the files it would stand in:
// the revision is all by which a reader's program tells a corrected EPUB from the one
// it has.
func (l *loader) checkCorrected(key string, date time.Time) {
	if !l.known("date") || l.wrong("revision") {
		return
	}
	revised := day(l.issue.Revision, l.zone)
	if !date.After(revised) {
		return
	}
	const form = "2006-01-02"
	l.list.Add(l.at(key), diag.Error, "correction-after-revision",
		diag.Say("%s：更正的日期 %s 晚于本期的修订时刻 %s", "%s: the correction of %s is later than the revision of the issue, %s", key, date.Format(form), revised.Format(form)),
		diag.Say("写上这次修订的时刻，如 revision = %sT08:00:00", "give the time of this revision, such as revision = %sT08:00:00", date.Format(form)))
}
