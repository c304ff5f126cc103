package press

import (
	"errors"
	"fmt"
	"strings"

	"banxin/fonts"
	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/internal/volume"
)

// openFaces opens every face of the fallback chains.
func (j *job) openFaces() diag.List {
	var diags diag.List
	j.faces, j.byName = map[string]fonts.Chain{}, map[string]*fonts.Face{}
	opened := map[string]*fonts.Face{}
	for _, role := range sortedKeys(j.cfg.Face) {
		for i, name := range j.cfg.Face[role] {
			face, err := opened[name], error(nil)
			if face == nil {
				face, err = openFace(j.source(), j.cfg, name)
			}
			pos := j.cfg.At(fmt.Sprintf("face.%s[%d]", role, i))
			if err != nil {
				diags = append(diags, faceProblem(pos, name, err))
				continue
			}
			opened[name] = face
			if other := j.byName[face.Name()]; other != nil && other != face {
				diags.Add(pos, diag.Error, "face-twice",
					diag.Say("两个字体文件里的名字都是 %s", "two font files carry the name %s", face.Name()),
					diag.Say("只用其中一个", "use only one of them"))
			}
			diags = append(diags, misplacedMarks(pos, name, face, j.faces[role])...)
			j.byName[face.Name()] = face
			j.faces[role] = append(j.faces[role], face)
		}
	}
	return diags
}

// openFace opens an embedded face, or a .ttf file relative to the configuration.
func openFace(files config.Files, cfg *config.Config, name string) (*fonts.Face, error) {
	if !isFaceFile(name) {
		return fonts.Open(name)
	}
	data, err := files.ReadFile(cfg.Path(name))
	if err != nil {
		return nil, fmt.Errorf("read face %s: %w", name, err)
	}
	return fonts.Parse(name, data)
}

// isFaceFile tells a file from the name of an embedded face.
func isFaceFile(name string) bool { return strings.HasSuffix(strings.ToLower(name), ".ttf") }

func faceProblem(pos diag.Pos, name string, err error) diag.Diagnostic {
	var problem *fonts.Error
	if errors.As(err, &problem) {
		return diag.Diagnostic{Pos: pos, Severity: diag.Error, Code: problem.Code, Hints: []diag.Text{problem.Hint},
			Message: diag.Text{Zh: name + "：" + problem.Found.Zh, En: name + ": " + problem.Found.En}}
	}
	why := volume.Cause(err)
	return diag.Diagnostic{Pos: pos, Severity: diag.Error, Code: "cannot-read",
		Message: diag.Text{Zh: "读不了字体 " + name + "：" + why.Zh, En: "the face " + name + " cannot be read: " + why.En}}
}

// misplacedMarks refuses a face whose marks would be set and do not stand where
// the line rules take them to be (typography, §4): one for Traditional Chinese or
// Japanese. Marks that a face before it in the chain has are not its own.
func misplacedMarks(pos diag.Pos, name string, face *fonts.Face, before fonts.Chain) diag.List {
	marks := ""
	for _, m := range fonts.CheckPunctuation(face) {
		if _, _, given := before.Lookup(m.Rune); !given {
			marks += string(m.Rune)
		}
	}
	if marks == "" {
		return nil
	}
	return diag.List{{Pos: pos, Severity: diag.Error, Code: "font-marks",
		Message: diag.Say("%s：标点 %s 的字面不在简体中文的位置，是繁体中文或日文的字形", "%s: the marks %s do not stand where Simplified Chinese has them; they are those of Traditional Chinese or Japanese", name, marks),
		Hints:   []diag.Text{diag.Say("换成同一字体的简体（SC）版，或在它前面写一个简体字体", "take the Simplified (SC) version of the face, or put a Simplified face before it")},
	}}
}
