package deliver

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"banxin/internal/diag"
	"banxin/internal/volume"
)

// folder is a folder on a disk or a share. A set comes in as one step: it is written
// into a hidden folder beside its own, synced, and renamed. Where its folder stands
// already, and something in it is missing or damaged, that alone is renamed into it,
// so that what others have put there stays.
type folder struct {
	vol volume.Volume
	out string
}

func (f *folder) place(ctx context.Context, into string, files []File) error {
	s := &set{vol: f.vol, target: filepath.Join(f.out, filepath.FromSlash(into)), files: files}
	s.parent = filepath.Dir(s.target)
	s.prefix = "." + filepath.Base(s.target) + ".tmp-"
	s.stage = filepath.Join(s.parent, s.prefix+digest(files))
	return because(diag.Say("交不到 %[1]s", "%[1]s cannot be delivered to", s.target), s.place(ctx))
}

// set is one set of files on its way into its folder.
type set struct {
	vol                   volume.Volume
	parent, target, stage string
	prefix                string // of hidden folders of the same target
	files                 []File
}

func (s *set) place(ctx context.Context) error {
	if err := s.vol.MakeDirs(s.parent); err != nil {
		return err
	}
	unlock, err := s.vol.Lock(ctx, filepath.Join(s.parent, "."+filepath.Base(s.target)+".lock"))
	if err != nil {
		return err
	}
	defer unlock()
	if err := s.sweep(); err != nil {
		return err
	}
	wrong, err := s.wrong()
	if err != nil {
		return err
	}
	if len(wrong) > 0 {
		if err := s.write(ctx, wrong); err != nil {
			s.vol.Remove(s.stage) // best effort: the next delivery removes what stays
			return err
		}
		if err := s.change(wrong); err != nil {
			return err
		}
	}
	return errors.Join(s.vol.SyncDir(s.target), s.vol.SyncDir(s.parent))
}

// sweep removes what killed deliveries left.
func (s *set) sweep() error {
	entries, err := s.vol.List(s.parent)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !volume.Leftover(e.Name(), s.prefix) {
			continue
		}
		if err := s.vol.Remove(filepath.Join(s.parent, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// wrong gives the files that do not stand in the folder as they should.
func (s *set) wrong() ([]File, error) {
	var wrong []File
	for _, f := range s.files {
		right, err := stands(filepath.Join(s.target, f.Name), f)
		if err != nil {
			return nil, err
		}
		if !right {
			wrong = append(wrong, f)
		}
	}
	return wrong, nil
}

func stands(path string, f File) (bool, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || info.Size() != f.Bytes {
		return false, err
	}
	return same(file, f)
}

// write fills the hidden folder and syncs it.
func (s *set) write(ctx context.Context, files []File) error {
	if err := s.vol.MakeDir(s.stage); err != nil {
		return err
	}
	for _, f := range files {
		data, err := load(ctx, f)
		if err != nil {
			return err
		}
		if err := s.vol.WriteFile(filepath.Join(s.stage, f.Name), data); err != nil {
			return err
		}
	}
	if err := s.vol.SyncDir(s.stage); err != nil {
		return err
	}
	return ctx.Err()
}

// change makes the hidden folder the set's, or moves its files there.
func (s *set) change(files []File) error {
	if _, err := os.Stat(s.target); errors.Is(err, fs.ErrNotExist) {
		return s.vol.Rename(s.stage, s.target)
	}
	for _, f := range files {
		if err := s.vol.Rename(filepath.Join(s.stage, f.Name), filepath.Join(s.target, f.Name)); err != nil {
			s.vol.Remove(s.stage)
			return err
		}
	}
	return s.vol.Remove(s.stage)
}

// digest names the hidden folder after what goes into it: no clock, no chance.
func digest(files []File) string {
	h := sha256.New()
	for _, f := range files {
		fmt.Fprintf(h, "%d %s %s ", len(f.Name), f.Name, f.SHA256)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
