//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package volume

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

func lockFile(f *os.File) (held bool, err error) {
	for {
		err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		switch {
		case err == nil:
			return true, nil
		case errors.Is(err, unix.EWOULDBLOCK):
			return false, nil
		case !errors.Is(err, unix.EINTR):
			return false, &os.PathError{Op: "lock", Path: f.Name(), Err: err}
		}
	}
}

// unlock removes the name while the lock is still held: nobody can then hold a
// lock on a file that has lost its name and take it for the issue's.
func unlock(f *os.File, path string) {
	os.Remove(path)
	f.Close()
}
