package archtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// tree is the parsed source of a module.
type tree struct {
	module   string // module path of go.mod
	fset     *token.FileSet
	packages []*pkg // sorted by dir
}

// pkg is one folder of Go files, external test files included.
type pkg struct {
	dir   string // slashes, relative to the module's root; "." is the root
	files []*file
}

// file is one Go file, whatever its build constraints are.
type file struct {
	name    string // slashes, relative to the module's root
	test    bool
	lines   int
	syntax  *ast.File
	imports []imported
}

// imported is one import of a file.
type imported struct {
	path string
	line int
}

// violation is a rule broken at a place.
type violation struct {
	file string
	line int // 0: the file as a whole
	what string
}

func (v violation) String() string {
	if v.line == 0 {
		return v.file + ": " + v.what
	}
	return fmt.Sprintf("%s:%d: %s", v.file, v.line, v.what)
}

// load parses every Go file below the root, leaving out folders that the go
// command leaves out (testdata, and names that begin with a dot or underscore)
// and nested modules.
func load(root fs.FS) (*tree, error) {
	mod, err := fs.ReadFile(root, "go.mod")
	if err != nil {
		return nil, fmt.Errorf("module file: %w", err)
	}
	t := &tree{module: modulePath(string(mod)), fset: token.NewFileSet()}
	byDir := map[string]*pkg{}
	err = fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return enter(root, name)
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		f, err := t.parse(root, name)
		if err != nil {
			return err
		}
		dir := path.Dir(name)
		if byDir[dir] == nil {
			byDir[dir] = &pkg{dir: dir}
			t.packages = append(t.packages, byDir[dir])
		}
		byDir[dir].files = append(byDir[dir].files, f)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("source tree: %w", err)
	}
	slices.SortFunc(t.packages, func(a, b *pkg) int { return strings.Compare(a.dir, b.dir) })
	return t, nil
}

// enter decides whether the walk goes into a folder.
func enter(root fs.FS, name string) error {
	if name == "." {
		return nil
	}
	base := path.Base(name)
	if base == "testdata" || base == "vendor" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") {
		return fs.SkipDir
	}
	if _, err := fs.Stat(root, name+"/go.mod"); err == nil {
		return fs.SkipDir
	}
	return nil
}

func (t *tree) parse(root fs.FS, name string) (*file, error) {
	src, err := fs.ReadFile(root, name)
	if err != nil {
		return nil, err
	}
	syntax, err := parser.ParseFile(t.fset, name, src, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	f := &file{
		name: name, test: strings.HasSuffix(name, "_test.go"), syntax: syntax,
		lines: strings.Count(string(src), "\n"),
	}
	for _, s := range syntax.Imports {
		p, err := strconv.Unquote(s.Path.Value)
		if err != nil {
			return nil, fmt.Errorf("%s: import %s: %w", name, s.Path.Value, err)
		}
		f.imports = append(f.imports, imported{p, t.line(s.Pos())})
	}
	return f, nil
}

func (t *tree) line(p token.Pos) int { return t.fset.Position(p).Line }

// local gives the folder of a package of this module, false for all others.
func (t *tree) local(importPath string) (string, bool) {
	if importPath == t.module {
		return ".", true
	}
	return strings.CutPrefix(importPath, t.module+"/")
}

// within tells whether dir is the folder or lies below it; both may be import
// paths too.
func within(dir, folder string) bool {
	return dir == folder || strings.HasPrefix(dir, folder+"/")
}

func modulePath(mod string) string {
	for line := range strings.Lines(mod) {
		if f := strings.Fields(line); len(f) == 2 && f[0] == "module" {
			return f[1]
		}
	}
	return ""
}
