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
		if err != nil { // the others can be served
			cfg, problems = unreadable(file, err)
		}
		if pos, written := cfg.Keys["service"]; written {
			problems.Add(pos, diag.Finding, "misplaced-key", diag.Say("[service] 在这里没有作用", "[service] has no effect here"),
				diag.Say("写进上一层的 %s，不带 [service] 一行", "write its keys into the %s above, without the line [service]", serviceFile))
		}
		s.Publications = append(s.Publications, Served{file, cfg, problems})
	}
	l.checkPublications(s.Publications)
	checkPlaces(s.Publications)
	l.list.Sort()
	return s, l.list, nil
}

// checkPlaces reports deliveries of two publications into one place, where issues of one
// day have the same names: whichever came last would stand there for both.
func checkPlaces(served []Served) {
	type owner struct{ publication, delivery string }
	first := map[string]owner{}
	for i := range served {
		c := served[i].Config
		for k := range c.Delivery {
			d := &c.Delivery[k]
			place := d.place(c)
			if place == "" || strings.Contains(d.Into, "{publication}") {
				continue
			}
			before, taken := first[place]
			switch {
			case !taken:
				first[place] = owner{c.Publication.ID, d.Name}
			case before.publication != c.Publication.ID:
				key := at("delivery", k) + ".into"
				served[i].Problems.Add(c.At(key), diag.Error, "duplicate-name",
					diag.Say("%s：投递 %q 与 %s 的投递 %q 送到同一处，同一天的两期会互相覆盖", "%s: delivery %q goes to the same place as delivery %[4]q of %[3]s; issues of one day would overwrite each other",
						key, d.Name, before.publication, before.delivery),
					diag.Say(`写 into = "{publication}/{issue}-r{revision}"，或送到另一处`, `write into = "{publication}/{issue}-r{revision}", or deliver to another place`))
			}
		}
	}
}

// place names where a delivery puts its folders; empty: it puts none.
func (d *Delivery) place(c *Config) string {
	switch d.Kind {
	case "folder":
		return "folder " + filepath.ToSlash(c.Path(d.Folder))
	case "sftp":
		where := path.Clean(d.Path)
		if !path.IsAbs(where) { // below where the user lands
			where = d.User + " " + where
		}
		return "sftp " + strings.ToLower(d.Address) + " " + where
	case "s3":
		address, _, _ := strings.Cut(d.URL, "?")
		return strings.TrimSuffix(address, "/")
	}
	return ""
}

// unreadable is a publication whose config.toml is there and cannot be read.
func unreadable(file string, err error) (*Config, diag.List) {
	cfg := defaults()
	cfg.Dir, cfg.File = filepath.Dir(file), filepath.Base(file)
	var problems diag.List
	problems.Add(diag.Pos{File: cfg.File}, diag.Error, "cannot-read", diag.Say("读不了：%[1]v", "cannot be read: %[1]v", err),
		diag.Say("查看这个文件的权限和它所在的磁盘", "look after the permissions of the file and its disk"))
	return cfg, problems
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
