package queue

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// readiness tells whether an issue may be built. Today it is what lies in its folder;
// the signing-off of articles is to come beside it.
type readiness interface {
	// ready gives what is missing in words, nothing when all is there.
	ready(ctx context.Context, dir string) (missing string, err error)
}

// The words for what is missing.
const (
	missingFolder      = "来稿的文件夹还没有"
	missingManuscripts = "文件夹里还没有来稿"
	missingMark        = "来稿已到，付印的记号还没有"
)

// manuscripts is ready when there is one.
type manuscripts struct{}

func (manuscripts) ready(_ context.Context, dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return missingFolder, nil
	case err != nil:
		return "", fmt.Errorf("manuscripts: %w", err)
	}
	for _, e := range entries {
		if !e.IsDir() && strings.EqualFold(filepath.Ext(e.Name()), ".txt") && e.Name()[0] != '.' {
			return "", nil
		}
	}
	return missingManuscripts, nil
}

// mark is ready when a file of this name is there besides.
type mark struct{ name string }

func (m mark) ready(ctx context.Context, dir string) (string, error) {
	missing, err := manuscripts{}.ready(ctx, dir)
	if missing != "" || err != nil {
		return missing, err
	}
	switch _, err := os.Stat(filepath.Join(dir, m.name)); {
	case errors.Is(err, fs.ErrNotExist):
		return missingMark, nil
	case err != nil:
		return "", fmt.Errorf("ready mark: %w", err)
	}
	return "", nil
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
		add(path, info)
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("manuscripts: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}
