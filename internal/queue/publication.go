package queue

import (
	"context"
	"fmt"
	"path/filepath"

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

// publications reads all configurations. One that has errors, or cannot be read, is
// among them with its problems.
func (s *Service) publications() []publication {
	var out []publication
	for _, file := range s.opt.Configs {
		cfg, problems, err := config.LoadPublication(file)
		p := publication{id: filepath.Base(filepath.Dir(file)), file: file, cfg: cfg, problems: problems}
		if err != nil {
			p.problems.Add(diag.Pos{File: filepath.ToSlash(file)}, diag.Error, "cannot-read",
				diag.Say("读不了配置：%v", "the configuration cannot be read: %v", err))
		} else if cfg.Publication.ID != "" {
			p.id = cfg.Publication.ID
		}
		out = append(out, p)
	}
	return out
}

// publication gives the one of an id.
func (s *Service) publication(id string) (*publication, error) {
	for _, p := range s.publications() {
		if p.id == id {
			return &p, nil
		}
	}
	return nil, fmt.Errorf("%w: %s", ErrNoPublication, id)
}

// usable tells whether the configuration can be worked with.
func (p *publication) usable() bool { return p.cfg != nil && !p.problems.HasErrors() }

// dir gives the folder of an issue's manuscripts.
func (p *publication) dir(issue string) string {
	return p.cfg.Path(filepath.Join(p.cfg.Build.Sources, issue))
}

// missing gives in words what an issue still lacks, and what its inputs look like.
func (p *publication) missing(ctx context.Context, issue string) (missing, seen string, err error) {
	var r readiness = manuscripts{}
	if name := p.cfg.Schedule.Ready; name != "" {
		r = mark{name}
	}
	dir := p.dir(issue)
	if missing, err = r.ready(ctx, dir); err != nil {
		return "", "", err
	}
	seen, err = look(p.file, dir)
	return missing, seen, err
}
