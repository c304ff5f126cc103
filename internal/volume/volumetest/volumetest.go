// Package volumetest is a volume for tests of what a kill, a full disk or a system
// that lacks something leaves behind.
package volumetest

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"banxin/internal/volume"
)

// ErrKilled is what every operation gives once the process counts as dead.
var ErrKilled = errors.New("killed")

// CutOff is the disk until a number of changing operations have run; from then
// on nothing happens any more, as after a kill.
type CutOff struct {
	volume.Disk
	Left       int              // changing operations that still run
	Refuse     map[string]error // by the operation's name ("SyncDir out": that of one folder), what the system fails it with
	NoExchange bool             // the system cannot exchange two names
	Cut        bool             // the kill has come
}

func (c *CutOff) step(op string) error {
	if err := c.Refuse[op]; err != nil {
		return err
	}
	if c.Cut || c.Left == 0 {
		c.Cut = true
		return ErrKilled
	}
	c.Left--
	return nil
}

func (c *CutOff) MakeDirs(path string) error {
	if err := c.step("MakeDirs"); err != nil {
		return err
	}
	return c.Disk.MakeDirs(path)
}

func (c *CutOff) MakeDir(path string) error {
	if err := c.step("MakeDir"); err != nil {
		return err
	}
	return c.Disk.MakeDir(path)
}

// WriteFile leaves half a file when it is cut off.
func (c *CutOff) WriteFile(path string, data []byte) error {
	alive := !c.Cut
	err := c.step("WriteFile")
	if alive && c.Cut {
		return errors.Join(err, c.Disk.WriteFile(path, data[:len(data)/2]))
	}
	if err != nil {
		return err
	}
	return c.Disk.WriteFile(path, data)
}

func (c *CutOff) SyncDir(path string) error {
	if err := c.Refuse["SyncDir "+filepath.Base(path)]; err != nil {
		return err
	}
	if err := c.step("SyncDir"); err != nil {
		return err
	}
	return c.Disk.SyncDir(path)
}

func (c *CutOff) Exchange(a, b string) error {
	if c.NoExchange {
		return errors.ErrUnsupported
	}
	if err := c.step("Exchange"); err != nil {
		return err
	}
	return c.Disk.Exchange(a, b)
}

func (c *CutOff) Rename(from, to string) error {
	if err := c.step("Rename"); err != nil {
		return err
	}
	return c.Disk.Rename(from, to)
}

func (c *CutOff) Remove(path string) error {
	if err := c.step("Remove"); err != nil {
		return err
	}
	return c.Disk.Remove(path)
}

func (c *CutOff) Lock(ctx context.Context, path string) (func(), error) {
	if err := c.step("Lock"); err != nil {
		return nil, err
	}
	unlock, err := c.Disk.Lock(ctx, path)
	if err != nil {
		return nil, err
	}
	return func() {
		unlock()
		if c.Cut { // the system frees the lock of a killed process, and its file stays
			os.WriteFile(path, nil, 0o666)
		}
	}, nil
}
