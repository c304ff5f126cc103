package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"banxin/internal/diag"
	"banxin/internal/volume"
)

// alone does something with the folder of a key while no other process does, after
// taking away what a killed one left unfinished of the files that leftover accepts. In
// a bucket nothing unfinished has a name, and two may write the same at once.
func (b *Bucket) alone(ctx context.Context, folder, lock string, leftover func(name string) bool, do func() error) error {
	if b.root == "" {
		return do()
	}
	var disk volume.Disk
	dir := filepath.Join(b.root, filepath.FromSlash(folder))
	what := diag.Say("写不进 %s", "%s cannot be written", dir)
	if err := disk.MakeDirs(dir); err != nil {
		return Because(what, err)
	}
	unlock, err := disk.Lock(ctx, filepath.Join(dir, lock))
	if err != nil {
		return Because(what, err)
	}
	defer unlock()
	if err := sweep(dir, leftover); err != nil {
		return Because(what, err)
	}
	return do()
}

// sweep removes what a killed process left unfinished in a folder.
func sweep(dir string, leftover func(name string) bool) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || !unfinished.MatchString(e.Name()) || !leftover(unfinished.ReplaceAllString(e.Name(), "")) {
			continue
		}
		if err := os.Remove(filepath.Join(dir, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// syncAll makes the names in a folder, and those of the folders above it, last.
func (b *Bucket) syncAll(folder string) error {
	for ; folder != "."; folder = path.Dir(folder) {
		if err := b.sync(folder); err != nil {
			return err
		}
	}
	return b.sync(folder)
}

// sync makes the names in a folder last.
func (b *Bucket) sync(folder string) error {
	if b.root == "" {
		return nil
	}
	dir := filepath.Join(b.root, filepath.FromSlash(folder))
	if err := (volume.Disk{}).SyncDir(dir); err != nil {
		return Because(diag.Say("系统没有确认 %s 已写入磁盘", "the system did not confirm that %s is on the disk", dir), err)
	}
	return nil
}
