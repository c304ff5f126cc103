package queue

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAPublicationIsFoundAsItStandsNow(t *testing.T) {
	t.Parallel()
	p := newPaper(t)
	text, err := os.ReadFile(filepath.Join(p.dir, "config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	write := func(folder, id, publisher string) {
		t.Helper()
		lines := strings.Replace(string(text), "[publication]", "[publication]\nid = \""+id+"\"", 1)
		lines = strings.Replace(lines, "试验社", publisher, 1)
		if err := errors.Join(os.MkdirAll(filepath.Join(root, folder), 0o755),
			os.WriteFile(filepath.Join(root, folder, "config.toml"), []byte(lines), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	opt := p.options(nil)
	opt.Path = root
	s := p.open(opt)
	check := func(what, id, folder, publisher string) {
		t.Helper()
		found, err := s.publication(id)
		if folder == "" {
			if !errors.Is(err, ErrNoPublication) {
				t.Errorf("%s: %s: %+v, %v", what, id, found, err)
			}
			return
		}
		if err != nil || found.id != id || found.file != filepath.Join(root, folder, "config.toml") || found.cfg.Publication.Publisher != publisher {
			t.Errorf("%s: %s: %+v, %v", what, id, found, err)
		}
	}
	write("a", "chen", "甲社")
	write("b", "wan", "乙社")
	check("at first", "chen", "a", "甲社")
	check("at first", "wan", "b", "乙社")
	write("b", "wan", "丙社")
	check("edited", "wan", "b", "丙社")
	if err := os.Rename(filepath.Join(root, "b"), filepath.Join(root, "c")); err != nil {
		t.Fatal(err)
	}
	check("moved", "wan", "c", "丙社")
	write("a", "ri", "甲社")
	check("renamed", "ri", "a", "甲社")
	check("renamed", "chen", "", "")
}
