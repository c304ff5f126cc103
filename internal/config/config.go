// Package config reads config.toml, what lasts from issue to issue, and an
// issue's issue.toml laid over it, and checks both: every problem of a run is
// reported at once with its place, what was found and what to write instead.
// Start with Load.
//
// The package knows the names of roles, frames and fields, and resolves lengths;
// it must not know manuscripts' contents, open fonts, lay anything out or read
// the clock or the environment.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"reflect"
	"time"

	"banxin/internal/diag"
)

// loader is one run of Load.
type loader struct {
	*binder
	files     Files
	cfg       *Config
	issue     *Issue
	there     bool   // there is a config.toml
	read      bool   // and it is TOML
	serving   bool   // for the service: without an issue
	issueFile string // issue.toml as positions name it; the issue's folder when it has none
	untold    bool   // it has none
	zone      *time.Location
}

// Load reads the configuration in a file and the settings of an issue; an empty
// issueID takes build.issue. Both values are complete, with defaults for what
// the files leave out and Issue.Manuscripts listed, when the list has no errors;
// with errors they are only fit for looking at. The list is sorted by place. The
// error is an input failure other than a missing file.
func Load(file, issueID string) (*Config, *Issue, diag.List, error) {
	return LoadFrom(Disk{}, file, issueID)
}

// LoadFrom is Load reading from files.
func LoadFrom(files Files, file, issueID string) (*Config, *Issue, diag.List, error) {
	l, err := open(files, file)
	if err != nil {
		return nil, nil, nil, err
	}
	if l.there {
		issueRead, err := l.readIssue(issueID, l.read)
		if err != nil {
			return nil, nil, nil, err
		}
		if l.read {
			l.check(issueRead)
		}
	}
	l.list.Sort()
	return l.cfg, l.issue, l.list, nil
}

// LoadPublication reads a configuration as the service needs it, without an issue:
// what build.issue says is not looked at. Files of secrets that are not on this machine
// are findings. Otherwise it is like Load.
func LoadPublication(file string) (*Config, diag.List, error) {
	l, err := open(Disk{}, file)
	if err != nil {
		return nil, nil, err
	}
	if l.serving = true; l.read {
		l.check(false)
		l.findSecrets()
	}
	l.list.Sort()
	return l.cfg, l.list, nil
}

// open reads config.toml and makes its calendar.
func open(files Files, file string) (*loader, error) {
	l := &loader{binder: newBinder(), files: files, cfg: defaults(), issue: &Issue{}}
	l.cfg.Dir = filepath.Dir(file)
	l.cfg.File = filepath.Base(file)
	l.cfg.Keys, l.issue.Keys = l.keys, l.keys
	data, err := files.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		l.list.Add(diag.Pos{File: l.cfg.File}, diag.Error, "missing-file",
			diag.Say("没有配置文件 %s", "there is no configuration %s", filepath.ToSlash(file)),
			diag.Say("在 config.toml 所在的文件夹里运行，或用 -c 指明", "run in the folder of config.toml, or name it with -c"))
		return l, nil
	} else if err != nil {
		return nil, fmt.Errorf("configuration %s: %w", file, err)
	}
	root, problems := parse(l.cfg.File, data)
	l.list = append(l.list, problems...)
	if l.there, l.read = true, root != nil; l.read {
		l.issuePath = path.Join(filepath.ToSlash(l.cfg.Build.Sources), "<id>", "issue.toml")
		l.table(root, "", reflect.ValueOf(l.cfg).Elem())
		l.checkSchedule()
	}
	return l, nil
}

// readIssue lays issue.toml over the configuration and tells whether it could be
// read. configRead is false when build.issue is not known for want of config.toml.
func (l *loader) readIssue(id string, configRead bool) (bool, error) {
	asked := diag.Pos{File: l.cfg.File, Line: 1}
	if id == "" {
		id, asked = l.cfg.Build.Issue, l.cfg.At("build.issue")
	}
	if id == "" {
		if configRead && !l.excused("build.issue") {
			l.missingIssue(asked, id)
		}
		return false, nil
	}
	if !isFolderName(id) {
		l.list.Add(asked, diag.Error, "bad-path", diag.Say("期次 %q 不是文件夹名", "the issue %q is not the name of a folder", id),
			diag.Say("写 sources 下一个文件夹的名字，不带 / 和 ..", "write the name of a folder in sources, without / and .."))
		return false, nil
	}
	l.issue.ID = id
	l.issue.Dir = path.Join(filepath.ToSlash(l.cfg.Build.Sources), id)
	l.issueFile = path.Join(l.issue.Dir, "issue.toml")
	data, err := l.files.ReadFile(l.file(l.issueFile))
	if errors.Is(err, fs.ErrNotExist) {
		if l.isOccasion() {
			l.issueFile, l.untold = l.issue.Dir, true
			return true, nil
		}
		l.missingIssue(asked, id)
		return false, nil
	} else if err != nil {
		return false, fmt.Errorf("issue settings %s: %w", l.issueFile, err)
	}
	root, problems := parse(l.issueFile, data)
	l.list = append(l.list, problems...)
	if root == nil {
		return false, nil
	}
	l.refuseLasting(root)
	l.table(root, "", reflect.ValueOf(l.cfg).Elem(), reflect.ValueOf(l.issue).Elem())
	return true, nil
}

// missingIssue reports that the issue asked for is not there.
func (l *loader) missingIssue(asked diag.Pos, id string) {
	known, _ := listIssues(l.files, l.cfg) // none to suggest is good enough
	if id == "" {
		l.list.Add(asked, diag.Error, "missing-key", diag.Say("没有说构建哪一期", "no issue is named"),
			append([]diag.Text{diag.Say("在命令后写期次，或写 build.issue", "name an issue on the command line or in build.issue")}, choice(id, known)...)...)
		return
	}
	if info, err := l.files.Stat(l.file(l.issue.Dir)); err == nil && info.IsDir() {
		l.list.Add(diag.Pos{File: l.issueFile}, diag.Error, "missing-file",
			diag.Say("期次 %s 的文件夹里没有 issue.toml", "the folder of issue %s has no issue.toml", id),
			diag.Say("新建 %s，写上 date = 2021-01-15 这样的出版日期", "create %s with the date, such as date = 2021-01-15", l.issueFile))
		return
	}
	l.list.Add(asked, diag.Error, "missing-file",
		diag.Say("没有期次 %[1]q：找不到 %[2]s", "there is no issue %[1]q: %[2]s does not exist", id, l.issueFile), choice(id, known)...)
}

// file gives the path in the file system of a path relative to config.toml.
func (l *loader) file(name string) string { return l.cfg.Path(name) }
