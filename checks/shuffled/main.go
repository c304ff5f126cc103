// Command shuffled copies a project so that what has no order comes in another one:
//
//	shuffled SEED FROM TO
//
// Its files are created in an order of chance. In the .toml files so are the tables, the
// keys of each table and the keys before the first; tables of an array, and those below
// an array, keep their order among themselves, for it means something. The same SEED gives
// the same copy. What is no file or folder, and the folder out, are left out.
package main

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: shuffled SEED FROM TO")
		os.Exit(2)
	}
	seed, err := strconv.ParseUint(os.Args[1], 10, 64)
	if err == nil {
		err = copyShuffled(rand.New(rand.NewPCG(seed, 0)), os.Args[2], os.Args[3])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "shuffled:", err)
		os.Exit(1)
	}
}

// copyShuffled copies the files of one folder into another.
func copyShuffled(chance *rand.Rand, from, to string) error {
	var names []string
	source := os.DirFS(from)
	err := fs.WalkDir(source, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == "out":
			return fs.SkipDir
		case d.Type().IsRegular():
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		return err
	}
	chance.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	for _, name := range names {
		data, err := fs.ReadFile(source, name)
		if err != nil {
			return err
		}
		if filepath.Ext(name) == ".toml" {
			data = []byte(shuffle(chance, string(data)))
		}
		target := filepath.Join(to, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(target), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(target, data, 0o666); err != nil {
			return err
		}
	}
	return nil
}
