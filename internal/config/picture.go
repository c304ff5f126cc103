package config

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"banxin/internal/diag"
)

// pictureTypes are the endings a picture file may have. What it is, its content says.
var pictureTypes = []string{".jpg", ".jpeg", ".png"}

// checkPictures checks what issue.toml puts beside the text of articles: pictures
// and pull boxes. Whether the article is there, press knows.
func (l *loader) checkPictures() {
	for i, p := range l.issue.Picture {
		key := at("picture", i)
		if p.File != "" && !l.wrong(key+".file") {
			l.checkPictureFile(key+".file", p.File)
		}
		l.checkProse(key+".caption", p.Caption)
		l.checkProse(key+".credit", p.Credit)
		l.checkProse(key+".alt", p.Alt)
		l.checkNamed(key, p.Headline, p.Kicker)
		l.checkAddressed(key+".manuscript", p.Manuscript)
		l.checkColumn(key, p.Columns, p.Column)
		if l.known(key+".alt_by") && strings.TrimSpace(p.Alt) == "" && !l.excused(key+".alt") {
			l.list.Add(l.at(key+".alt_by"), diag.Error, "conflicting-keys",
				diag.Say("%s：alt_by 说明 alt 是谁写的，而没有 alt", "%s: alt_by says who wrote alt, and there is no alt", key),
				diag.Say(`写上 alt = "…"，或删去 alt_by`, `add alt = "…", or remove alt_by`))
		}
		if strings.TrimSpace(p.Caption+p.Alt) == "" && !l.excused(key+".caption") && !l.excused(key+".alt") {
			l.list.Add(l.at(key), diag.Finding, "picture-without-words",
				diag.Say("%s 既没有说明也没有 alt：看不见图的读者无从知道图上是什么", "%s has neither caption nor alt: who cannot see it learns nothing of it", key),
				diag.Say(`写上 caption = "…"，或只供电子版的 alt = "…"`, `add caption = "…", or alt = "…" for the EPUB alone`))
		}
	}
	for i, p := range l.issue.Pull {
		key := at("pull", i)
		l.checkProse(key+".text", p.Text)
		l.checkNamed(key, p.Headline, p.Kicker)
		l.checkAddressed(key+".manuscript", p.Manuscript)
		l.checkColumn(key, p.Columns, p.Column)
	}
}

// checkPictureFile checks that a picture file lies in the issue's folder and is of a
// kind that can be read.
func (l *loader) checkPictureFile(key, name string) {
	switch ext := strings.ToLower(path.Ext(name)); {
	case !filepath.IsLocal(filepath.FromSlash(name)) || strings.Contains(name, `\`):
		l.list.Add(l.cfg.At(key), diag.Error, "bad-path",
			diag.Say("%s：%q 不在本期的文件夹里", "%s: %q is outside the issue's folder", key, name),
			diag.Say("图片放进 %s，从那里写起", "put the picture into %s and write its path from there", l.issue.Dir))
	case !slices.Contains(pictureTypes, ext):
		l.list.Add(l.cfg.At(key), diag.Error, "bad-path",
			diag.Say("%s：%q 不是 JPEG 或 PNG 图片", "%s: %q is not a JPEG or PNG picture", key, name),
			diag.Say("在图片软件里另存为 .jpg 或 .png", "save it as .jpg or .png in an image program"))
	default:
		l.checkFile(key, name, l.issue.Dir)
	}
}

// checkColumn reports a box over all columns that names one.
func (l *loader) checkColumn(key, columns string, column int) {
	if columns == "all" && column > 0 && !l.wrong(key+".columns") && !l.wrong(key+".column") {
		l.list.Add(l.at(key+".column"), diag.Error, "conflicting-keys",
			diag.Say("%[1]s：columns = \"all\" 占满各栏，不能又指定第 %[2]d 栏", "%[1]s: with columns = \"all\" the box stands over all columns, not in column %[2]d", key, column),
			diag.Say("删去 column，或写 columns = \"one\"", "remove column, or write columns = \"one\""))
	}
}
