package config

import (
	"io/fs"
	"os"
)

// Files is where configurations, manuscripts and all that belongs to an issue are read
// from. Names are paths of the operating system. Nobody changes the bytes that ReadFile
// gives: they may be somebody else's too. Errors are those of package os.
type Files interface {
	ReadFile(name string) ([]byte, error)
	Stat(name string) (fs.FileInfo, error)      // of what a link leads to
	ReadDir(name string) ([]fs.DirEntry, error) // sorted by name
}

// Disk is the file system that the program runs on.
type Disk struct{}

func (Disk) ReadFile(name string) ([]byte, error)       { return os.ReadFile(name) }
func (Disk) Stat(name string) (fs.FileInfo, error)      { return os.Stat(name) }
func (Disk) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }
