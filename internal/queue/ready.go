package queue

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"banxin/internal/config"
	"banxin/internal/press"
)

// gate is something that must be so before an issue is built.
type gate interface {
	// lack says in words what is not so; empty: nothing.
	lack(p *publication, issue string) string
}

// The gates of an issue, in their order. Whoever orders an issue by hand passes all but
// the first, and so may one whose deadline has passed. The signing-off of articles is to
// be one more.
var gates = []gate{manuscripts{}, mark{}}

// manuscripts is open when all of them are there.
type manuscripts struct{}

func (manuscripts) lack(p *publication, issue string) string {
	if a := p.cfg.Arrival(issue); a < config.NoMark {
		return a.Text().Zh
	}
	return ""
}

// mark is open when the file schedule.ready is there.
type mark struct{}

func (mark) lack(p *publication, issue string) string {
	if a := p.cfg.Arrival(issue); a == config.NoMark {
		return a.Text().Zh
	}
	return ""
}

// lacking says what an issue lacks, and whether it can be built all the same.
func (p *publication) lacking(issue string) (missing string, buildable bool) {
	for i, g := range gates {
		if missing := g.lack(p, issue); missing != "" {
			return missing, i > 0
		}
	}
	return "", true
}

// look gives a sum over names, sizes and times of the files that an issue is made of:
// enough to see that somebody has touched them, and quick.
func look(configFile, dir string) (string, error) {
	h := sha256.New()
	add := func(path string, info fs.FileInfo) {
		fmt.Fprintf(h, "%q %d %d\n", path, info.Size(), info.ModTime().UnixNano())
	}
	if info, err := os.Stat(configFile); err == nil {
		add("config", info)
	}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		} else if err != nil {
			return err
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) || err == nil && info.IsDir() {
			return nil
		} else if err != nil {
			return err
		}
		if !press.Leftover(info.Name()) { // an editor's own files come and go
			add(path, info)
		}
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("manuscripts: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}
