package press

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"banxin/internal/volume"
)

// errKilled is what every operation gives once the process counts as dead.
var errKilled = errors.New("killed")

// cutOff is the disk until a number of changing operations have run; from then
// on nothing happens any more, as after a kill. refuse, if set, fails operations
// by name with an error of the system ("SyncDir out": that of one folder), and
// noExchange plays a system without the
// exchange of two names.
type cutOff struct {
	volume.Disk
	left       int
	refuse     map[string]error
	noExchange bool
	cut        bool
}

func (c *cutOff) step(op string) error {
	if err := c.refuse[op]; err != nil {
		return err
	}
	if c.cut || c.left == 0 {
		c.cut = true
		return errKilled
	}
	c.left--
	return nil
}

func (c *cutOff) MakeDirs(path string) error {
	if err := c.step("MakeDirs"); err != nil {
		return err
	}
	return c.Disk.MakeDirs(path)
}

func (c *cutOff) MakeDir(path string) error {
	if err := c.step("MakeDir"); err != nil {
		return err
	}
	return c.Disk.MakeDir(path)
}

// WriteFile leaves half a file when it is cut off.
func (c *cutOff) WriteFile(path string, data []byte) error {
	alive := !c.cut
	err := c.step("WriteFile")
	if alive && c.cut {
		return errors.Join(err, c.Disk.WriteFile(path, data[:len(data)/2]))
	}
	if err != nil {
		return err
	}
	return c.Disk.WriteFile(path, data)
}

func (c *cutOff) SyncDir(path string) error {
	if err := c.refuse["SyncDir "+filepath.Base(path)]; err != nil {
		return err
	}
	if err := c.step("SyncDir"); err != nil {
		return err
	}
	return c.Disk.SyncDir(path)
}

func (c *cutOff) Exchange(a, b string) error {
	if c.noExchange {
		return errors.ErrUnsupported
	}
	if err := c.step("Exchange"); err != nil {
		return err
	}
	return c.Disk.Exchange(a, b)
}

func (c *cutOff) Rename(from, to string) error {
	if err := c.step("Rename"); err != nil {
		return err
	}
	return c.Disk.Rename(from, to)
}

func (c *cutOff) Remove(path string) error {
	if err := c.step("Remove"); err != nil {
		return err
	}
	return c.Disk.Remove(path)
}

func (c *cutOff) Lock(ctx context.Context, path string) (func(), error) {
	if err := c.step("Lock"); err != nil {
		return nil, err
	}
	unlock, err := c.Disk.Lock(ctx, path)
	if err != nil {
		return nil, err
	}
	return func() {
		unlock()
		if c.cut { // the system frees the lock of a killed process, and its file stays
			os.WriteFile(path, nil, 0o666)
		}
	}, nil
}
