package config

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"banxin/internal/diag"
)

// ListIssues gives the names of the folders under build.sources that hold an
// issue.toml or are issues of the schedule, sorted. A folder of sources that is not there has no issues.
func ListIssues(cfg *Config) ([]string, error) { return listIssues(Disk{}, cfg) }

func listIssues(files Files, cfg *Config) ([]string, error) {
	entries, err := files.ReadDir(cfg.Path(cfg.Build.Sources))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("sources %s: %w", cfg.Build.Sources, err)
	}
	var issues []string
	for _, e := range entries { // sorted by name
		if !isFolderName(e.Name()) {
			continue
		}
		if _, ok := cfg.occasion(e.Name()); ok && e.IsDir() {
			issues = append(issues, e.Name())
		} else if _, err := files.Stat(filepath.Join(cfg.Path(cfg.Build.Sources), e.Name(), "issue.toml")); err == nil {
			issues = append(issues, e.Name())
		}
	}
	return issues, nil
}

// isFolderName tells whether an issue's name is one plain path element: it
// becomes part of paths that are read and written.
func isFolderName(id string) bool {
	return id != "" && id[0] != '.' && !strings.ContainsAny(id, `/\:`) && filepath.IsLocal(id) &&
		!strings.ContainsFunc(id, unicode.IsControl)
}

// checkBuild checks where things are: an output folder that is the sources or
// the project itself would be overwritten.
func (l *loader) checkBuild() {
	b := &l.cfg.Build
	for _, f := range [][2]string{{"build.sources", b.Sources}, {"build.out", b.Out}} {
		if key := f[0]; strings.TrimSpace(f[1]) == "" {
			l.list.Add(l.cfg.At(key), diag.Error, "bad-path", diag.Say("%s 是空的", "%s is empty", key),
				diag.Say("写文件夹的名字，或删去这一行", "write the name of a folder, or remove the line"))
		}
	}
	out, sources := path.Clean(filepath.ToSlash(b.Out)), path.Clean(filepath.ToSlash(b.Sources))
	if out == "." || out == sources || strings.HasPrefix(out, sources+"/") || strings.HasPrefix(sources, out+"/") {
		l.list.Add(l.cfg.At("build.out"), diag.Error, "bad-path",
			diag.Say("build.out = %q 与来稿或本项目同在一处", "build.out = %q is where the manuscripts or the project are", b.Out),
			diag.Say("成品另用一个文件夹，如 out = \"out\"", "give the outputs a folder of their own, such as out = \"out\""))
	}
}

// checkFaces checks the fallback chains: embedded names, or .ttf files that are
// there.
func (l *loader) checkFaces() {
	for _, role := range sortedKeys(l.cfg.Face) {
		key := "face." + role
		if len(l.cfg.Face[role]) == 0 && !l.bad[key] {
			l.list.Add(l.cfg.At(key), diag.Error, "missing-key", diag.Say("%s 没有字体", "%s has no face", key),
				diag.Say("至少写一个，如 [%q]", "write one at least, such as [%q]", embeddedFaces[len(embeddedFaces)-1]))
		}
		for i, name := range l.cfg.Face[role] {
			if key := at(key, i); !l.bad[key] {
				l.checkFace(key, name)
			}
		}
	}
}

func (l *loader) checkFace(key, name string) {
	switch ext := strings.ToLower(path.Ext(name)); {
	case slices.Contains(embeddedFaces, name):
	case ext == ".otf" || ext == ".ttc" || ext == ".otc" || ext == ".woff" || ext == ".woff2":
		l.list.Add(l.cfg.At(key), diag.Error, "bad-path", diag.Say("%s：不收 %s 字体 %q", "%s: a %s font cannot be used: %q", key, ext, name),
			diag.Say("换成 TrueType 轮廓的 .ttf 文件", "take a .ttf file with TrueType outlines"))
	case ext != ".ttf":
		l.list.Add(l.cfg.At(key), diag.Error, "unknown-name",
			diag.Say("%s：没有内嵌字体 %q", "%s: no embedded face is called %q", key, name),
			append(choice(name, embeddedFaces), diag.Say("其他字体写 .ttf 文件的路径", "for another face write the path of its .ttf file"))...)
	default:
		l.checkFile(key, name, "")
	}
}

// checkFile reports a file that is not there, with the nearest name in its
// folder. The name is relative to dir, itself relative to config.toml.
func (l *loader) checkFile(key, name, dir string) {
	file := l.file(name)
	if dir != "" {
		file = filepath.Join(l.file(dir), filepath.FromSlash(name))
	}
	info, err := l.files.Stat(file)
	if err == nil && info.Mode().IsRegular() {
		return
	}
	what := diag.Say("%s：没有文件 %q", "%s: there is no file %q", key, name)
	if err == nil {
		what = diag.Say("%s：%q 不是文件", "%s: %q is not a file", key, name)
	}
	var hints []diag.Text
	if near := nearest(filepath.Base(file), l.fileNames(filepath.Dir(file), "")); near != "" {
		hints = append(hints, diag.Say("改为 %q", "write %q", path.Join(path.Dir(filepath.ToSlash(name)), near)))
	} else {
		where := path.Join(dir, path.Dir(filepath.ToSlash(name)))
		hints = append(hints, diag.Say("把文件放进 %s，或改正名字", "put the file into %s, or correct the name", where))
	}
	l.list.Add(l.cfg.At(key), diag.Error, "missing-file", what, hints...)
}

// fileNames gives the files of a folder that end in ext, sorted.
func (l *loader) fileNames(dir, ext string) []string { return fileNames(l.files, dir, ext) }

func fileNames(files Files, dir, ext string) []string {
	entries, _ := files.ReadDir(dir) // an unreadable folder has no names to offer
	var names []string
	for _, e := range entries {
		if !e.IsDir() && e.Name()[0] != '.' && strings.EqualFold(path.Ext(e.Name()), ext) || !e.IsDir() && ext == "" {
			names = append(names, e.Name())
		}
	}
	return names
}

// checkManuscripts checks the files of the issue, or lists them when issue.toml
// does not.
func (l *loader) checkManuscripts() {
	if l.bad["manuscripts"] {
		return
	}
	seen := map[string]bool{}
	for i, name := range l.issue.Manuscripts {
		key := at("manuscripts", i)
		switch {
		case l.bad[key]:
		case !filepath.IsLocal(filepath.FromSlash(name)) || strings.Contains(name, `\`):
			l.list.Add(l.cfg.At(key), diag.Error, "bad-path",
				diag.Say("%s：%q 不在本期的文件夹里", "%s: %q is outside the issue's folder", key, name),
				diag.Say("来稿放进 %s，只写文件名", "put the manuscript into %s and write its name only", l.issue.Dir))
		case seen[path.Clean(name)]: // "a.txt" and "./a.txt" are one file
			l.list.Add(l.cfg.At(key), diag.Error, "duplicate-name", diag.Say("%s：%q 写了两次", "%s: %q stands twice", key, name),
				diag.Say("删去一处", "remove one of them"))
		default:
			l.checkFile(key, name, l.issue.Dir)
		}
		seen[path.Clean(name)] = true
	}
	if len(l.issue.Manuscripts) > 0 {
		return
	}
	l.issue.Manuscripts = l.fileNames(l.file(l.issue.Dir), ".txt")
	if len(l.issue.Manuscripts) == 0 {
		l.list.Add(l.issueTop(), diag.Error, "missing-file",
			diag.Say("期次 %s 没有来稿", "issue %s has no manuscript", l.issue.ID),
			diag.Say("把 .txt 来稿放进 %s", "put the manuscript as .txt into %s", l.issue.Dir))
	}
}
