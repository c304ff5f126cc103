// Package volume is the few operations on a file system that a set of files is put
// in place with, so that a kill at any moment leaves the old set or the new one:
// sync, rename, the exchange of two names, locks that die with the process. Disk is
// the system's.
package volume

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"syscall"
	"time"

	"banxin/internal/diag"
)

// Volume is what a release is made with: the Disk, and in tests one that is cut off
// in the middle.
type Volume interface {
	MakeDirs(path string) error               // with parents; no error if it exists
	MakeDir(path string) error                // one folder that does not exist yet
	WriteFile(path string, data []byte) error // whole and synced
	SyncDir(path string) error                // makes the names in the folder last
	Exchange(a, b string) error               // swaps two names at once; errors.ErrUnsupported where that is not possible
	Rename(from, to string) error
	Remove(path string) error // a file or a whole tree; no error if it is not there
	List(path string) ([]fs.DirEntry, error)
	Lock(ctx context.Context, path string) (unlock func(), err error) // waits as long as ctx lasts
}

// Disk is the volume of the system the program runs on.
type Disk struct{}

func (Disk) MakeDirs(path string) error              { return os.MkdirAll(path, 0o777) }
func (Disk) MakeDir(path string) error               { return os.Mkdir(path, 0o777) }
func (Disk) Rename(from, to string) error            { return os.Rename(from, to) }
func (Disk) Remove(path string) error                { return os.RemoveAll(path) }
func (Disk) List(path string) ([]fs.DirEntry, error) { return os.ReadDir(path) }
func (Disk) Exchange(a, b string) error              { return exchange(a, b) }

func (Disk) WriteFile(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func (Disk) SyncDir(path string) error {
	if runtime.GOOS == "windows" {
		return nil // folders cannot be synced there; NTFS keeps its journal itself
	}
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		err = nil // some network file systems know no sync of folders
	}
	return errors.Join(err, d.Close())
}

// Leftover tells whether entry is prefix and the 16 hexadecimal digits of a digest,
// as the hidden folders of sets are named. Names are matched whole, so that no set's
// leftovers are taken for another's.
func Leftover(entry, prefix string) bool {
	rest, ok := strings.CutPrefix(entry, prefix)
	return ok && len(rest) == 16 && strings.Trim(rest, "0123456789abcdef") == ""
}

// lockPoll is how often who waits for a lock looks again.
const lockPoll = 20 * time.Millisecond

// Lock holds the file at path. The file is removed when the lock is given back;
// who waited for it then finds that the name is gone or another file, and starts
// again. The system gives the lock back when a process dies.
func (Disk) Lock(ctx context.Context, path string) (func(), error) {
	tick := time.NewTicker(lockPoll)
	defer tick.Stop()
	for {
		f, held, err := tryLock(path)
		if err != nil {
			return nil, err
		}
		if held {
			return func() { unlock(f, path) }, nil
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-tick.C:
		}
	}
}

func tryLock(path string) (f *os.File, held bool, err error) {
	f, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, false, err
	}
	held, err = lockFile(f)
	if held {
		held = sameFile(f, path)
	}
	if !held {
		f.Close()
	}
	return f, held, err
}

func sameFile(f *os.File, path string) bool {
	have, err := f.Stat()
	if err != nil {
		return false
	}
	want, err := os.Stat(path)
	return err == nil && os.SameFile(have, want)
}

// ErrIrregular is for pipes and devices, which may have no end.
var ErrIrregular = errors.New("it is no regular file")

// Cause puts the usual failures of a file system into words.
func Cause(err error) diag.Text {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return diag.Say("没有权限", "permission denied")
	case errors.Is(err, syscall.EROFS):
		return diag.Say("文件系统是只读的", "the file system is read-only")
	case errors.Is(err, syscall.ENOSPC):
		return diag.Say("磁盘已满", "the disk is full")
	case errors.Is(err, syscall.ENOTDIR):
		return diag.Say("这个路径上有一个文件，不是文件夹", "a file stands on this path where a folder is needed")
	case errors.Is(err, syscall.EISDIR):
		return diag.Say("这是文件夹，不是文件", "it is a folder, not a file")
	case errors.Is(err, fs.ErrNotExist):
		return diag.Say("没有这个文件或文件夹", "there is no such file or folder")
	case errors.Is(err, ErrIrregular):
		return diag.Say("不是普通文件", "it is no regular file")
	}
	return diag.Text{Zh: err.Error(), En: err.Error()}
}
