package press

import "context"

// Made is a set of files in memory.
type Made struct {
	*Result            // never nil; Dir is empty, Files are those of Outputs
	Outputs   []Output // empty: the verdict says why
	Cover     []byte   // the picture of the first page that the EPUB carries, JPEG; nil: it has none
	Thumbnail []byte   // the same 300 pixels wide, JPEG
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
		res.Files = listed(made.Outputs)
	}
	return made, err
}
