package press

import (
	"context"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"banxin/fonts"
	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/internal/epub"
	"banxin/internal/issue"
	"banxin/internal/manuscript"
	"banxin/internal/pdf"
	"banxin/internal/picture"
	"banxin/internal/pinyin"
	"banxin/internal/preflight"
	"banxin/internal/raster"
	"banxin/internal/volume"
	"banxin/layout"
	"banxin/layout/display"
)

// job is one issue on its way through the phases; each phase reads what those
// before it have left here.
type job struct {
	req   Request
	id    string    // of the issue, as far as it is known
	found diag.List // so far

	cfg *config.Config // after config
	iss *config.Issue

	pieces  []piece           // after read
	sources map[string][]byte // manuscripts by the file name in positions

	pictures map[string]*raster.Image // by file, as issue.toml writes it

	faces  map[string]fonts.Chain // after place, by role
	byName map[string]*fonts.Face // the same by PostScript name
	input  *layout.Input

	corrections []issue.Correction // after place, of earlier issues

	print     pdf.Print         // after place
	doc       *display.Document // after compose
	sheets    *display.Document // the same with marks around the pages
	cuts      []Cut
	frames    []Frame
	model     *issue.Issue
	furniture []string

	pdf, reading, epub []byte            // after pdf, reading and epub
	cover, thumbnail   []byte            // after epub, JPEG; nil: none
	showcase           bool              // a thumbnail is wanted
	report             *preflight.Report // on the print file

	files []Output // after check
	dir   string   // after release
}

func (j *job) config(context.Context) diag.List {
	cfg, iss, diags, err := config.LoadFrom(j.source(), j.req.ConfigPath, j.req.IssueID)
	if err != nil {
		diags = append(diags, Unreadable(j.req.ConfigPath, err))
	}
	if iss != nil && iss.ID != "" {
		j.id = iss.ID
	}
	if !diags.HasErrors() {
		j.cfg, j.iss = cfg, iss
		diags = append(append(diags, j.checkID()...), checkEvaluation(cfg, iss)...)
	}
	return diags
}

// source is where the job reads from.
func (j *job) source() config.Files {
	if j.req.Files == nil {
		return config.Disk{}
	}
	return j.req.Files
}

// blamesConfig tells whether every error of a phase is one of the configuration:
// found while it was read, or standing in config.toml or issue.toml.
func (j *job) blamesConfig(phase string, diags diag.List) bool {
	for _, d := range diags {
		switch {
		case d.Code == preflightCode:
			return false // it may be a picture's, and the file was made
		case d.Severity != diag.Error || phase == PhaseConfig && d.Code != faultCode:
		case j.cfg == nil || d.Pos.File != j.cfg.File && d.Pos.File != path.Join(j.iss.Dir, "issue.toml"):
			return false
		}
	}
	return true
}

// draftSuffix is added to the issue's folder for a draft, which must never stand
// where a released issue does.
const draftSuffix = "-draft"

// checkID refuses names that the output folder keeps for itself.
func (j *job) checkID() diag.List {
	var diags diag.List
	if id := j.iss.ID; strings.HasSuffix(id, draftSuffix) || strings.HasSuffix(id, picturesSuffix) || strings.HasPrefix(id, ".") {
		diags.Add(diag.Pos{File: j.iss.Dir}, diag.Error, "issue-name",
			diag.Say("期次名“%s”不能用：以“.”开头或以“%s”“%s”结尾的文件夹名留给程序自己", "the issue cannot be called “%s”: names that begin with “.” or end in “%s” or “%s” are kept for the program", id, draftSuffix, picturesSuffix),
			diag.Say("给这一期的文件夹换个名字", "rename the folder of the issue"))
	}
	if !j.cfg.Output.PDF && !j.makesReading() && !j.cfg.Output.EPUB && j.req.Pictures == "" {
		diags.Add(j.cfg.At("output"), diag.Error, "no-output",
			diag.Say("output 里没有一项为 true（校样不做 reading）：没有要做的文件", "nothing of output is true (a draft has no reading): there is nothing to make"),
			diag.Say("至少把一个设为 true", "set one of them to true"))
	}
	return diags
}

// read takes in the manuscripts in their order.
func (j *job) read(context.Context) diag.List {
	var diags diag.List
	j.sources = map[string][]byte{}
	for _, name := range j.iss.Manuscripts {
		file := path.Join(j.iss.Dir, name)
		data, err := j.source().ReadFile(j.cfg.Path(file))
		if err != nil {
			why := volume.Cause(err)
			diags.Add(diag.Pos{File: file}, diag.Error, "cannot-read",
				diag.Text{Zh: "读不了来稿：" + why.Zh, En: "the manuscript cannot be read: " + why.En})
			continue
		}
		res, found := manuscript.Read(file, data, manuscript.Options{Readings: j.readings(name)})
		diags = append(diags, found...)
		j.sources[file] = data
		j.pieces = append(j.pieces, newPieces(name, res.Sections)...)
	}
	if len(j.pieces) == 0 && !diags.HasErrors() {
		diags.Add(diag.Pos{File: j.iss.Dir}, diag.Error, "no-articles",
			diag.Say("来稿里没有稿件", "the manuscripts hold no article"),
			diag.Say("在 issue.toml 的 manuscripts 里写上来稿文件", "name the manuscript files in manuscripts of issue.toml"))
	}
	return append(diags, j.readPictures()...)
}

// readings gives the overrides for one manuscript; one that names no file is
// meant for the only one there is.
func (j *job) readings(name string) []manuscript.Reading {
	var out []manuscript.Reading
	for i, r := range j.iss.Read {
		if r.File == name || r.File == "" && len(j.iss.Manuscripts) == 1 {
			out = append(out, manuscript.Reading{Line: r.Line, Text: r.Text, As: r.As, Pos: j.cfg.At(fmt.Sprintf("read[%d].line", i))})
		}
	}
	return out
}

// place opens the faces, puts the articles on their pages and makes layout's
// input.
func (j *job) place(context.Context) diag.List {
	diags := append(j.openFaces(), j.openProfile()...)
	pl, found := place(j.cfg, j.iss, j.pieces)
	diags = append(diags, found...)
	diags = append(diags, placeBoxes(j.cfg, j.iss, &pl, j.pictures)...)
	j.corrections, found = placeCorrections(j.cfg, j.iss, &pl)
	diags = append(diags, found...)
	qr := newCodes(j.cfg)
	contributors(j.pieces, j.cfg.Pinyin)
	stories := make([]layout.Story, len(j.pieces))
	for i := range j.pieces {
		stories[i] = j.pieces[i].story(caption(&j.cfg.QR), qr.code)
		stories[i].Breaks = pl.breaks[i]
	}
	qr.unused()
	diags = append(diags, qr.diags...)
	in, found := input(j.cfg, j.iss, j.faces, &pl, stories, j.req.Draft)
	if in != nil {
		in.Names = persons(j.pieces)
	}
	j.input = in
	return append(diags, found...)
}

// compose sets the pages and gives the articles their printed pages.
func (j *job) compose(context.Context) diag.List {
	doc, report := layout.Compose(j.input)
	l := locator{cfg: j.cfg, iss: j.iss, pieces: map[string]*piece{}, sources: j.sources}
	for i := range j.pieces {
		l.pieces[j.pieces[i].id] = &j.pieces[i]
	}
	diags := l.diagnostics(report.Findings)
	if diags.HasErrors() {
		return diags
	}
	j.doc = doc
	j.dress()
	j.furniture = furniture(j.sheets.Pages)
	j.frames = frames(report.Fits)
	j.cuts = cuts(j.pieces, report.Columns)
	diags = append(diags, fitNotes(j.cfg, j.frames)...)
	diags = append(diags, cutNotes(j.cuts)...)
	j.model = j.newModel()
	if j.cfg.Output.PDF {
		diags = append(diags, checkResolution(j.cfg, j.iss, doc, j.pictures)...)
	}
	recordBreaks(j.pieces, report.Columns)
	sections, faults := sections(doc, j.pieces)
	nameSections(sections, j.iss.Page)
	j.model.Sections = sections
	return append(diags, faults...)
}

// newModel makes the issue of the settings, without its articles.
func (j *job) newModel() *issue.Issue {
	p := &j.cfg.Publication
	return &issue.Issue{
		ID: j.iss.ID, Number: j.iss.Number, WholeNumber: j.iss.WholeNumber, FileAs: sortKey(j.cfg, j.iss),
		Date: j.iss.Date, Revision: j.revision(), RevisionNumber: j.req.Revision, Corrections: j.corrections,
		Publication: issue.Publication{
			Name: p.Name, Publisher: p.Publisher, Language: p.Language, ISSN: p.ISSN, Identifier: p.Identifier,
			Creator:  issue.Contributor{Name: p.Editor, Role: issue.Editor, FileAs: pinyin.Key(p.Editor, j.cfg.Pinyin)},
			Subjects: p.Subjects, Rights: p.Rights,
		},
	}
}

// program names the program in the files.
func (j *job) program() string { return programName(j.req.Version) }

func programName(version string) string { return strings.TrimSpace("Banxin " + version) }

func (j *job) writePDF(context.Context) diag.List {
	data, err := pdf.Write(j.sheets, j.resources(), j.meta(), j.print)
	j.pdf = data
	return notWritten("PDF", err)
}

// resources are what the pages name.
func (j *job) resources() pdf.Resources {
	return pdf.Resources{Faces: j.byName, Pictures: j.pictures}
}

// meta is what a PDF says about itself.
func (j *job) meta() pdf.Meta {
	return pdf.Meta{
		Title: documentTitle(j.cfg, j.iss), Author: j.cfg.Publication.Publisher, Rights: j.cfg.Publication.Rights,
		Language: j.cfg.Publication.Language, Producer: j.program(), Created: j.revision(), Revision: j.req.Revision,
	}
}

func (j *job) writeEPUB(context.Context) diag.List {
	if j.cfg.Output.EPUBCover {
		if err := j.paintCover(); err != nil {
			return notWritten("EPUB", fmt.Errorf("cover: %w", err))
		}
	}
	data, err := epub.Write(j.model, epub.Options{
		Draft: j.req.Draft, Pictures: j.pictures, Cover: j.cover, CoverText: furniture(j.doc.Pages[:1]),
		Headings: j.carried("headline"), Asides: j.carried("byline"), Text: j.carried("body"),
		WholeText: j.cfg.Output.EPUBFonts == "full", Evaluation: evaluation(j.cfg),
	})
	j.epub = data
	return notWritten("EPUB", err)
}

// thumbnailWidth is in pixels: what catalogues of e-readers show of a cover.
const thumbnailWidth = 300

// paintCover makes the cover and, where it is wanted, the thumbnail from the same pixels.
func (j *job) paintCover() error {
	m, err := picture.CoverPage(&j.doc.Pages[0], j.paints())
	if err != nil {
		return err
	}
	if j.cover, err = picture.JPEG(m); err != nil || !j.showcase {
		return err
	}
	j.thumbnail, err = picture.JPEG(picture.Thumbnail(m, thumbnailWidth))
	return err
}

// carried gives the faces of a style if the EPUB is to carry fonts.
func (j *job) carried(style string) fonts.Chain {
	if j.cfg.Output.EPUBFonts == "none" {
		return nil
	}
	return j.faces[j.cfg.Style[style].Face]
}

// notWritten reports a file that could not be made: what the user can mend, each
// at its place, or else the error of the writer.
func notWritten(what string, err error) diag.List {
	if err == nil {
		return nil
	}
	var refused *epub.InputError
	if errors.As(err, &refused) {
		return refused.Found
	}
	return diag.List{{Severity: diag.Error, Code: strings.ToLower(what) + "-not-written",
		Message: diag.Say("%s 没有写成：%v", "the %s was not written: %v", what, err)}}
}

// check holds the pages against what they were made of, and names the finished
// files, which their writers have read back themselves.
func (j *job) check(context.Context) diag.List {
	diags := append(checkInside(j.doc, j.pieces), checkText(j.doc, j.input.Stories, j.pieces)...)
	id := j.iss.ID
	if j.pdf != nil {
		name := id + "-print.pdf"
		if j.req.Draft {
			name = id + "-proof.pdf"
		}
		j.files = append(j.files, Output{name, j.pdf})
		if !j.req.Draft {
			data, err := encodeTicket(j.newTicket(j.files[0]))
			if err != nil {
				return append(diags, fault("job ticket: "+err.Error()))
			}
			reports, err := j.reports(j.files[0])
			if err != nil {
				return append(diags, fault("preflight report: "+err.Error()))
			}
			j.files = append(append(j.files, Output{id + "-ticket.json", data}), reports...)
		}
	}
	if j.reading != nil {
		j.files = append(j.files, Output{id + "-reading.pdf", j.reading})
	}
	if j.epub != nil {
		j.files = append(j.files, Output{id + ".epub", j.epub})
	}
	if !j.req.Draft {
		j.files = append(j.files, Output{id + "-sha256.txt", checksums(j.files)})
	}
	if j.req.Draft && j.req.FindingsList != nil {
		list := append(append(diag.List(nil), j.found...), diags...)
		list.Sort()
		j.files = append(j.files, Output{id + "-findings.txt", j.req.FindingsList(list)})
	}
	return diags
}

// release puts the files into the issue's folder.
func (j *job) release(ctx context.Context) diag.List {
	out, name, id := j.req.OutDir, j.iss.ID, j.iss.ID
	if out == "" {
		out = j.cfg.Path(j.cfg.Build.Out)
	}
	if j.req.Draft {
		name += draftSuffix
	}
	owned := func(file string) bool {
		switch strings.TrimPrefix(file, id) {
		case "-print.pdf", "-proof.pdf", "-reading.pdf", ".epub", "-findings.txt", "-ticket.json", "-preflight.json", "-preflight.html", "-sha256.txt":
			return true
		}
		return false
	}
	return j.released(filepath.Join(out, name), publish(ctx, volume.Disk{}, out, name, j.files, owned))
}

// released keeps the folder of a set that stands, and says what publish reported.
func (j *job) released(dir string, err error) diag.List {
	var p *problem
	switch {
	case err == nil:
		j.dir = dir
		return nil
	case errors.As(err, &p):
		if p.diagnostic.Severity != diag.Error {
			j.dir = dir
		}
		return diag.List{p.diagnostic}
	}
	return diag.List{{Severity: diag.Error, Code: "cannot-write", Message: diag.Text{Zh: err.Error(), En: err.Error()}}}
}
