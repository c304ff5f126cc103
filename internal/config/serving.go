package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"strings"

	"banxin/internal/diag"
)

// Serving is what one process serves.
type Serving struct {
	Service      Service
	Dir          string // the paths of Service are relative to it
	Publications []Served
}

// Served is one publication of a process.
type Served struct {
	File     string // its config.toml
	Config   *Config
	Problems diag.List // of LoadPublication
}

const serviceFile = "service.toml"

// LoadService reads what a process serves: one publication, whose config.toml has the
// settings of the process in [service], or a folder, where service.toml has them without
// that line and each folder in it with a config.toml is a publication. The list is what
// keeps the process from starting: of one publication all that is wrong with it, of a
// folder what is wrong with service.toml or between the publications. What is wrong with
// one of several stands in its Problems alone, so that the others can be served.
func LoadService(name string) (*Serving, diag.List, error) {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return loadFolder(name)
	}
	cfg, list, err := LoadPublication(name)
	if err != nil {
		return nil, nil, err
	}
	return &Serving{cfg.Service, cfg.Dir, []Served{{name, cfg, list}}}, list, nil
}

func loadFolder(dir string) (*Serving, diag.List, error) {
	l := &loader{binder: newBinder(), files: Disk{}, cfg: defaults(), issue: &Issue{}}
	l.cfg.Dir, l.cfg.File, l.cfg.Keys = dir, serviceFile, l.keys
	if err := l.readService(); err != nil {
		return nil, nil, err
	}
	s := &Serving{Service: l.cfg.Service, Dir: dir}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("publications %s: %w", dir, err)
	}
	for _, e := range entries { // sorted by name
		file := filepath.Join(dir, e.Name(), "config.toml")
		if _, err := os.Stat(file); err != nil || e.Name()[0] == '.' {
			continue
		}
		cfg, problems, err := LoadPublication(file)
		if err != nil {
			return nil, nil, err
		}
		if pos, written := cfg.Keys["service"]; written {
			problems.Add(pos, diag.Finding, "misplaced-key", diag.Say("[service] 在这里没有作用", "[service] has no effect here"),
				diag.Say("写进上一层的 %s，不带 [service] 一行", "write its keys into the %s above, without the line [service]", serviceFile))
		}
		s.Publications = append(s.Publications, Served{file, cfg, problems})
	}
	l.checkPublications(s.Publications)
	l.list.Sort()
	return s, l.list, nil
}

// readService reads service.toml, which may be absent.
func (l *loader) readService() error {
	data, err := os.ReadFile(l.file(serviceFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return fmt.Errorf("settings of the service: %w", err)
	}
	root, problems := parse(serviceFile, data)
	l.list = append(l.list, problems...)
	if root != nil {
		l.table(root, "", reflect.ValueOf(&l.cfg.Service).Elem())
		l.checkService("")
	}
	return nil
}

// checkPublications checks that there are publications, each with an identity of its
// own: on some file systems names differ by more than case.
func (l *loader) checkPublications(served []Served) {
	if len(served) == 0 {
		l.list.Add(diag.Pos{File: serviceFile}, diag.Error, "missing-file",
			diag.Say("%s 里没有一份报：没有一个子文件夹里有 config.toml", "%s has no publication: no folder in it has a config.toml", filepath.ToSlash(l.cfg.Dir)),
			diag.Say("每份报一个子文件夹，各有 config.toml；只有一份报就指明它的 config.toml", "give each publication a folder with a config.toml; for a single one, name its config.toml"))
	}
	first := map[string]diag.Pos{}
	for _, s := range served {
		id := strings.ToLower(s.Config.Publication.ID)
		pos := s.Config.At("publication.id")
		pos.File = path.Join(filepath.Base(filepath.Dir(s.File)), pos.File)
		if before, twice := first[id]; twice && id != "" {
			l.list.Add(pos, diag.Error, "duplicate-name",
				diag.Say("两份报都叫 %q，前一份在 %s", "two publications are called %q, the first at %s", s.Config.Publication.ID, before),
				diag.Say("给它一个自己的 publication.id", "give it a publication.id of its own"))
			continue
		}
		first[id] = pos
	}
}
