package archtest

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
)

const (
	maxFileLines     = 400 // of a file that is no test
	maxFunctionLines = 60  // of a function, tables left out
)

// longFiles are files that may be longer than maxFileLines, with the reason.
var longFiles = map[string]string{}

// flatFunctions are functions that may be longer than maxFunctionLines: flat
// switches, with the reason.
var flatFunctions = map[string]string{}

// size checks the length of files and functions.
func size(t *tree) []violation {
	var out []violation
	for _, p := range t.packages {
		for _, f := range p.files {
			if _, ok := longFiles[f.name]; !ok && !f.test && f.lines > maxFileLines {
				out = append(out, violation{f.name, 0, fmt.Sprintf("file has %d lines, at most %d", f.lines, maxFileLines)})
			}
			for _, d := range f.syntax.Decls {
				fn, ok := d.(*ast.FuncDecl)
				if !ok || fn.Body == nil {
					continue
				}
				name := p.dir + "." + fn.Name.Name
				if _, ok := flatFunctions[name]; ok {
					continue
				}
				if n := t.functionLines(fn); n > maxFunctionLines {
					out = append(out, violation{f.name, t.line(fn.Pos()), fmt.Sprintf("function %s has %d lines, at most %d", fn.Name.Name, n, maxFunctionLines)})
				}
			}
		}
	}
	return out
}

// functionLines counts the lines of a function from its opening to its closing
// brace, both included. A composite literal or a raw string over several lines
// is a table: it counts as one line.
func (t *tree) functionLines(fn *ast.FuncDecl) int {
	n := t.line(fn.Body.End()) - t.line(fn.Body.Pos()) + 1
	ast.Inspect(fn.Body, func(node ast.Node) bool {
		switch node.(type) {
		case *ast.CompositeLit, *ast.BasicLit:
			n -= t.line(node.End()) - t.line(node.Pos())
			return false
		}
		return true
	})
	return n
}

// comments checks that every package says what it is for, in one file, and that
// the comment begins as godoc wants it.
func comments(t *tree) []violation {
	var out []violation
	for _, p := range t.packages {
		var with []string
		name := ""
		for _, f := range p.files {
			if f.test {
				continue
			}
			name = f.syntax.Name.Name
			if f.syntax.Doc != nil {
				with = append(with, f.name)
				if text := f.syntax.Doc.Text(); name != "main" && !strings.HasPrefix(text, "Package "+name+" ") {
					out = append(out, violation{f.name, t.line(f.syntax.Doc.Pos()), fmt.Sprintf("package comment must begin “Package %s …”", name)})
				}
			}
		}
		if name != "" && len(with) != 1 {
			out = append(out, violation{p.dir, 0, fmt.Sprintf("%d files have a package comment, exactly one must: %s", len(with), strings.Join(with, ", "))})
		}
	}
	return out
}

// clockOwners are the folders whose code may ask for the time; everything else
// is given it.
var clockOwners = []string{"cmd", "bench", "checks"}

// clock finds calls for the present time outside the folders that own it, and for the
// machine's own time zones, so that no output byte can depend on them.
func clock(t *tree) []violation {
	asking := []string{"Now", "Since", "Until", "Local", "LoadLocation"} // timers only wait; they bring no time into a value
	var out []violation
	for _, p := range t.packages {
		if slices.ContainsFunc(clockOwners, func(folder string) bool { return within(p.dir, folder) }) {
			continue
		}
		for _, f := range p.files {
			if f.test {
				continue
			}
			ast.Inspect(f.syntax, func(n ast.Node) bool {
				sel, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains(asking, sel.Sel.Name) {
					out = append(out, violation{f.name, t.line(sel.Pos()), "uses time." + sel.Sel.Name + "; the clock is handed in from cmd, zones come from internal/config"})
				}
				return true
			})
		}
	}
	return out
}

// modFile checks go.mod: no replacement, a full version of Go.
func modFile(mod string) []violation {
	var out []violation
	pinned := false
	for i, line := range strings.Split(mod, "\n") {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		switch fields[0] {
		case "replace":
			out = append(out, violation{"go.mod", i + 1, "replace; a clone must build as it is"})
		case "go":
			pinned = len(fields) == 2 && strings.Count(fields[1], ".") == 2
		}
	}
	if !pinned {
		out = append(out, violation{"go.mod", 0, "the go line must pin a full version, such as 1.26.8"})
	}
	return out
}
