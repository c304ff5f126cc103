// Command rich makes a project with all that an issue can hold: thirty articles with
// pictures, tables, lists of names, pull boxes, QR codes with and without an address,
// readings, emphasis, links and notes (5-marked.txt), and characters beyond the basic
// plane. The texts are those of the folder project beside it, the pictures are drawn. Run it from the root of the repository:
//
//	go run ./examples/rich FOLDER
//	go run ./cmd/banxin build -c FOLDER/config.toml
package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

//go:embed project
var project embed.FS

// pictures is where the issue looks for its pictures.
const pictures = "sources/2026-03-12"

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: rich FOLDER")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "rich:", err)
		os.Exit(1)
	}
}

// run writes the project. The folder may exist; files of the same names in it are
// written over.
func run(folder string) error {
	texts, err := fs.Sub(project, "project")
	if err != nil {
		return err
	}
	err = fs.WalkDir(texts, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(texts, name)
		if err != nil {
			return err
		}
		return write(filepath.Join(folder, filepath.FromSlash(name)), data)
	})
	if err != nil {
		return err
	}
	for _, p := range drawings {
		data, err := p.encode()
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		if err := write(filepath.Join(folder, filepath.FromSlash(pictures), filepath.FromSlash(p.name)), data); err != nil {
			return err
		}
	}
	return nil
}

func write(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o666)
}
