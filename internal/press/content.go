package press

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"slices"
	"time"

	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/internal/volume"
)

// material is a file that an issue is made of, beside its settings.
type material struct {
	name string // as the settings write it
	file string // relative to config.toml, as positions name it
}

// materials are the files that the phases after config read: manuscripts in their order,
// then pictures, faces and the profile by name, each once.
func (j *job) materials() []material {
	var out []material
	inIssue := func(name string) material { return material{name, path.Join(j.iss.Dir, name)} }
	for _, name := range j.iss.Manuscripts {
		out = append(out, inIssue(name))
	}
	var pictures, faces []string
	for i := range j.iss.Picture {
		pictures = append(pictures, j.iss.Picture[i].File)
	}
	for _, chain := range j.cfg.Face {
		faces = append(faces, slices.DeleteFunc(slices.Clone(chain), func(name string) bool { return !isFaceFile(name) })...)
	}
	slices.Sort(pictures)
	slices.Sort(faces)
	for _, name := range slices.Compact(pictures) {
		out = append(out, inIssue(name))
	}
	for _, name := range slices.Compact(faces) {
		out = append(out, material{name, name})
	}
	if name := j.cfg.Print.Profile; name != "" && j.cfg.Output.PDF {
		out = append(out, material{name, name})
	}
	return out
}

// touch reads the materials without looking into them.
func (j *job) touch(context.Context) diag.List {
	var diags diag.List
	for _, m := range j.materials() {
		_, err := j.source().ReadFile(j.cfg.Path(m.file))
		if err == nil {
			continue
		}
		why := volume.Cause(err)
		d := diag.Diagnostic{Pos: diag.Pos{File: m.file}, Severity: diag.Error, Code: "cannot-read",
			Message: diag.Text{Zh: "读不了：" + why.Zh, En: "cannot be read: " + why.En}}
		if large := (tooLarge{}); errors.As(err, &large) {
			d.Code = "inputs-too-large"
			d.Message = diag.Say("读到这个文件，本期的来稿、图片、字体合计超过 %d MB", "with this file, manuscripts, pictures and faces of the issue have more than %d MB", large.limit>>20)
			d.Hints = []diag.Text{diag.Say("把图片缩小到排印所需的大小", "scale the pictures down to what print needs")}
		}
		diags = append(diags, d)
	}
	return diags
}

// content digests what touch has read; see Pinned.Content. Every part stands with its
// length, so that no two lists of parts run into the same bytes.
func (j *job) content() string {
	h := sha256.New()
	put := func(what, name string, data []byte) {
		fmt.Fprintf(h, "%s %q %d\n", what, name, len(data))
		h.Write(data)
	}
	settings := func(what, file string) {
		data, err := j.source().ReadFile(file)
		if err == nil {
			put(what, "", config.Canonical(data))
		}
	}
	put("issue", j.id, nil)
	settings("config.toml", j.req.ConfigPath)
	if j.cfg == nil { // it cannot be built
		return hex.EncodeToString(h.Sum(nil))
	}
	settings("issue.toml", j.cfg.Path(path.Join(j.iss.Dir, "issue.toml")))
	put("date", j.iss.Date.Format(time.DateOnly), nil)
	put("number", j.iss.Number, nil)
	put("whole number", j.iss.WholeNumber, nil)
	for _, m := range j.materials() {
		data, _ := j.source().ReadFile(j.cfg.Path(m.file)) // touch has reported errors
		put("file", m.name, data)
	}
	return hex.EncodeToString(h.Sum(nil))
}
