package press

import (
	"context"
	"fmt"
	"image"
	"net/url"
	"path/filepath"
	"strings"

	"banxin/internal/diag"
	"banxin/internal/picture"
	"banxin/internal/volume"
	"banxin/layout/display"
)

// picturesSuffix is added to the folder for the pictures of its pages.
const picturesSuffix = "-pictures"

// shares are the pictures for those who share the issue, by what their names add to its
// ID.
var shares = []struct {
	suffix string
	size   image.Point
}{
	{"-share.png", picture.ShareWide},
	{"-share-square.png", picture.ShareSquare},
}

// Pictures paints the trimmed pages of an issue in the format req.Pictures, as PNG with
// req.DPI pixels to the inch, and the upper part of the first page for those who share
// the issue. It releases them as one set in the folder <id>-pictures: <id>-p1.png and so
// on, <id>-share.png, <id>-share-square.png. It reports as Build does.
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
		data, err := j.pagePicture(i)
		if err != nil {
			return append(diags, notWritten(strings.ToUpper(string(j.req.Pictures)), err)...)
		}
		j.files = append(j.files, Output{j.pageFile(i + 1), data})
	}
	for _, s := range shares {
		m, err := picture.Share(&j.doc.Pages[0], j.paints(), s.size)
		var data []byte
		if err == nil {
			data, err = picture.PNG(m)
		}
		if err != nil {
			return append(diags, notWritten("PNG", err)...)
		}
		j.files = append(j.files, Output{j.iss.ID + s.suffix, data})
	}
	return diags
}

// pageFile names the picture of a page, by its number from 1.
func (j *job) pageFile(number int) string {
	return fmt.Sprintf("%s-p%d.%s", j.iss.ID, number, j.req.Pictures)
}

// pagePicture paints the page with the index given.
func (j *job) pagePicture(i int) ([]byte, error) {
	p := &j.doc.Pages[i]
	switch j.req.Pictures {
	case PNG:
		m, err := picture.Page(p, j.paints(), picture.Options{DPI: j.req.DPI})
		if err != nil {
			return nil, err
		}
		return picture.PNG(m)
	case SVG:
		return picture.SVG(p, j.paints(), picture.SVGOptions{
			Title:    documentTitle(j.cfg, j.iss) + " 第" + p.Label + "版",
			Language: j.cfg.Publication.Language, Link: j.leads(i + 1),
		})
	}
	return nil, fmt.Errorf("there is no format %q", j.req.Pictures)
}

// paints are what the pages name.
func (j *job) paints() picture.Resources {
	return picture.Resources{Faces: j.byName, Pictures: j.pictures}
}

// leads gives the address to which what follows a mark leads on a page: the picture of
// another page, or out of the issue, as a link and a QR code do.
func (j *job) leads(number int) func(*display.Mark) string {
	type figure struct {
		story string
		para  int
	}
	codes := map[figure]string{}
	for i := range j.pieces {
		for _, d := range j.pieces[i].described() {
			codes[figure{d.Story, d.Para}] = d.Address
		}
	}
	return func(m *display.Mark) string {
		switch {
		case m.To.Page != 0 && m.To.Page != number:
			return (&url.URL{Path: j.pageFile(m.To.Page)}).String()
		case m.To.Address != "":
			return m.To.Address
		case m.Part.Kind == display.Figure:
			return codes[figure{m.Story, m.Part.Para}]
		}
		return ""
	}
}

// releasePictures puts the pictures into a folder of their own.
func (j *job) releasePictures(ctx context.Context) diag.List {
	out, name := j.req.OutDir, j.iss.ID+picturesSuffix
	if out == "" {
		out = j.cfg.Path(j.cfg.Build.Out)
	}
	return j.released(filepath.Join(out, name), publish(ctx, volume.Disk{}, out, name, j.files, j.ownsPicture))
}

// ownsPicture tells whether a file may be one of the set, in whatever format.
func (j *job) ownsPicture(file string) bool {
	rest, ok := strings.CutPrefix(file, j.iss.ID)
	if !ok {
		return false
	}
	for _, s := range shares {
		if rest == s.suffix {
			return true
		}
	}
	number, ok := strings.CutPrefix(rest, "-p")
	number, format, dot := strings.Cut(number, ".")
	return ok && dot && (format == string(PNG) || format == string(SVG)) && number != "" && strings.Trim(number, "0123456789") == ""
}
