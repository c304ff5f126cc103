package press

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"banxin/internal/diag"
	"banxin/internal/picture"
)

// picturesSuffix is added to the folder for the pictures of its pages.
const picturesSuffix = "-pictures"

// Pictures paints the trimmed pages of an issue as PNG, req.DPI pixels to the inch, and
// releases them as one set: <id>-p1.png and so on in the folder <id>-pictures. It
// reports as Build does.
func Pictures(ctx context.Context, req Request, progress func(Event)) (*Result, error) {
	b := newBuild(req, progress)
	return b.run(ctx, []step{
		{PhaseConfig, b.job.config}, {PhaseRead, b.job.read}, {PhasePlace, b.job.place},
		{PhaseCompose, b.job.compose}, {PhasePictures, b.job.paint}, {PhaseRelease, b.job.releasePictures},
	})
}

// paint makes the pictures, and holds the pages against what they were made of.
func (j *job) paint(ctx context.Context) diag.List {
	diags := append(checkInside(j.doc, j.pieces), checkText(j.doc, j.input.Stories, j.pieces)...)
	for i := range j.doc.Pages {
		if ctx.Err() != nil {
			return diags
		}
		data, err := j.pagePNG(i)
		if err != nil {
			return append(diags, notWritten("PNG", err)...)
		}
		j.files = append(j.files, Output{fmt.Sprintf("%s-p%d.png", j.iss.ID, i+1), data})
	}
	return diags
}

// pagePNG paints the page with the index given.
func (j *job) pagePNG(i int) ([]byte, error) {
	m, err := picture.Page(&j.doc.Pages[i], j.paints(), picture.Options{DPI: j.req.DPI})
	if err != nil {
		return nil, err
	}
	return picture.PNG(m)
}

// paints are what the pages name.
func (j *job) paints() picture.Resources {
	return picture.Resources{Faces: j.byName, Pictures: j.pictures}
}

// releasePictures puts the pictures into a folder of their own.
func (j *job) releasePictures(ctx context.Context) diag.List {
	out, name := j.req.OutDir, j.iss.ID+picturesSuffix
	if out == "" {
		out = j.cfg.Path(j.cfg.Build.Out)
	}
	owned := func(file string) bool {
		number, ok := strings.CutPrefix(file, j.iss.ID+"-p")
		number, png := strings.CutSuffix(number, ".png")
		return ok && png && number != "" && strings.Trim(number, "0123456789") == ""
	}
	return j.released(filepath.Join(out, name), publish(ctx, disk{}, out, name, j.files, owned))
}
