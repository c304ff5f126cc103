package queue

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"banxin/internal/config"
	"banxin/internal/diag"
)

// publication is one publication as its configuration stands now: it is read anew
// whenever it is needed, so that nobody has to restart the service after a change.
type publication struct {
	id, file string
	cfg      *config.Config
	problems diag.List
}

// publications reads all configurations. One that has errors is among them with its
// problems; a folder that was added is served from then on.
func (s *Service) publications() ([]publication, error) {
	serving, _, err := config.LoadService(s.opt.Path)
	if err != nil {
		return nil, err
	}
	var out []publication
	for _, p := range serving.Publications {
		id := p.Config.Publication.ID
		if id == "" {
			id = filepath.Base(filepath.Dir(p.File))
		}
		if slices.ContainsFunc(out, func(o publication) bool { return o.id == id }) {
			s.log.Error("two publications have one id", "publication", id, "second", p.File)
			continue
		}
		out = append(out, publication{id, p.File, p.Config, p.Problems})
		s.files.Store(id, p.File)
	}
	return out, nil
}

// publication gives the one of an id. Where there are hundreds, a job does not read the
// configurations of all of them for its own.
func (s *Service) publication(id string) (*publication, error) {
	if file, known := s.files.Load(id); known {
		if cfg, problems, err := config.LoadPublication(file.(string)); err == nil && cfg.Publication.ID == id {
			return &publication{id, file.(string), cfg, problems}, nil
		}
	}
	all, err := s.publications()
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].id == id {
			s.files.Store(id, all[i].file)
			return &all[i], nil
		}
	}
	return nil, unknown(id, all)
}

// unknown says that no publication has this id, and which there are.
func unknown(id string, all []publication) error {
	return &diag.Fault{Cause: ErrNoPublication, Message: diag.Text{
		Zh: fmt.Sprintf("没有刊物 %q，这里有：%s", id, ids(all, "、")),
		En: fmt.Sprintf("there is no publication %q; there are: %s", id, ids(all, ", ")),
	}}
}

func ids(all []publication, between string) string {
	var names []string
	for i := range all {
		names = append(names, all[i].id)
	}
	return strings.Join(names, between)
}

// usable tells whether the configuration can be worked with.
func (p *publication) usable() bool { return !p.problems.HasErrors() }

// dir gives the folder of an issue's manuscripts.
func (p *publication) dir(issue string) string {
	return p.cfg.Path(filepath.Join(p.cfg.Build.Sources, issue))
}
