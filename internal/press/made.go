package press

import (
	"context"
	"time"

	"banxin/internal/epub"
)

// Facts is what catalogues and notices say of an issue.
type Facts struct {
	Title       string // publication, number and date
	Identifier  string // dc:identifier of the EPUB, the same for every revision
	Date        string // 2021-01-15
	Number      string // empty: none given
	WholeNumber string // empty: none given
	Language    string // BCP 47
	Publisher   string // empty: none given
	Subjects    []string
	Contents    []string  // titles of the articles, in reading order
	Published   time.Time // 00:00 of the date, in the publication's zone
	Modified    time.Time // as in the files: dcterms:modified
}

// Made is a set of files in memory.
type Made struct {
	*Result            // never nil; Dir is empty, Files are those of Outputs
	Outputs   []Output // empty: the verdict says why
	Cover     []byte   // the picture of the first page that the EPUB carries, JPEG; nil: it has none
	Thumbnail []byte   // the same 300 pixels wide, JPEG
	Facts     Facts
}

// Make makes the same files as Build, and keeps them in memory. It reports as Build
// does; what it made is never nil.
func Make(ctx context.Context, req Request, progress func(Event)) (*Made, error) {
	b := newBuild(req, progress)
	b.job.showcase = true
	res, err := b.run(ctx, []step{
		{PhaseConfig, b.job.config}, {PhaseRead, b.job.read}, {PhasePlace, b.job.place},
		{PhaseCompose, b.job.compose}, {"", b.write}, {PhaseCheck, b.job.check},
	})
	made := &Made{Result: res}
	if err == nil && !res.Diagnostics.HasErrors() {
		made.Outputs, made.Cover, made.Thumbnail = b.job.files, b.job.cover, b.job.thumbnail
		made.Facts = b.job.facts()
		res.Files = listed(made.Outputs)
	}
	return made, err
}

// facts gathers the facts when the issue has been composed.
func (j *job) facts() Facts {
	f := Facts{
		Title: documentTitle(j.cfg, j.iss), Identifier: epub.Identifier(j.model), Date: j.iss.Date.Format(time.DateOnly),
		Number: j.iss.Number, WholeNumber: j.iss.WholeNumber, Language: j.cfg.Publication.Language, Publisher: j.cfg.Publication.Publisher,
		Subjects: epub.Subjects(j.model), Published: j.iss.Date, Modified: j.revision(),
	}
	for i := range j.model.Sections {
		for k := range j.model.Sections[i].Articles {
			if title := j.model.Sections[i].Articles[k].Title(); title != "" {
				f.Contents = append(f.Contents, title)
			}
		}
	}
	return f
}
