package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"banxin/internal/diag"
)

// largestFile bounds a configuration file, in bytes.
const largestFile = 1 << 20

// parse reads one TOML file into a tree of values with positions. The tree is
// nil when the file is not TOML.
func parse(file string, data []byte) (*node, diag.List) {
	var list diag.List
	if len(data) > largestFile {
		list.Add(diag.Pos{File: file}, diag.Error, "toml-syntax",
			diag.Say("文件有 %d 字节，不像配置", "the file has %d bytes, too many for a configuration", len(data)),
			diag.Say("不超过 %d 字节", "keep it within %d bytes", largestFile))
		return nil, list
	}
	src := string(data)
	root, tooDeep := scan(file, src)
	if tooDeep.Line > 0 {
		list.Add(tooDeep, diag.Error, "toml-syntax", diag.Say("嵌套太深", "nested too deep"),
			diag.Say("配置的键最多三四层", "no key of a configuration lies deeper than four levels"))
		return nil, list
	}
	values, err := decode(src)
	if err != nil {
		list = append(list, syntaxError(file, src, err))
		return nil, list
	}
	attach(root, values)
	return root, list
}

// decode calls toml behind a guard: a panic of the library is an error here.
func decode(src string) (values map[string]any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("toml: %v", r)
		}
	}()
	_, err = toml.Decode(src, &values)
	return values, err
}

// attach puts the decoded values into the tree of positions. Decoded values rule:
// where the trees differ, a value takes the position of what holds it.
func attach(n *node, value any) {
	switch v := value.(type) {
	case map[string]any:
		if n.table == nil {
			n.table = map[string]*node{}
		}
		n.order = slices.DeleteFunc(n.order, func(k string) bool { _, ok := v[k]; return !ok })
		n.items, n.value = nil, v
		for _, k := range sortedKeys(v) {
			attach(n.child(k, n.key), v[k])
		}
	case []map[string]any:
		attachItems(n, len(v), func(i int) any { return v[i] })
	case []any:
		attachItems(n, len(v), func(i int) any { return v[i] })
	default:
		n.table, n.order, n.items, n.value = nil, nil, nil, value
	}
}

func attachItems(n *node, count int, item func(int) any) {
	for len(n.items) < count {
		n.items = append(n.items, &node{key: n.key, at: n.at})
	}
	n.items = n.items[:count]
	n.table, n.order, n.value = nil, nil, []any{}
	for i := range n.items {
		attach(n.items[i], item(i))
	}
}

// syntaxError makes a diagnostic of the decoder's error.
func syntaxError(file, src string, err error) diag.Diagnostic {
	d := diag.Diagnostic{Pos: diag.Pos{File: file, Line: 1, Col: 1}, Severity: diag.Error, Code: "toml-syntax"}
	var parseError toml.ParseError
	if !errors.As(err, &parseError) {
		text := strings.TrimPrefix(err.Error(), "toml: ")
		d.Message = diag.Say("不是 TOML：%s", "not TOML: %s", text)
		return d
	}
	d.Pos.Line = max(1, parseError.Position.Line)
	line := lineOf(src, d.Pos.Line)
	d.Pos.Col = column(line, parseError.Position.Col)
	if d.Pos.Line > 1 && strings.Contains(parseError.Message, `table`) && strings.Contains(parseError.Message, `'\n'`) {
		// A header that is cut short: toml stands on the next line already.
		d.Pos.Line--
		line = lineOf(src, d.Pos.Line)
		d.Pos.Col = utf8.RuneCountInString(line) + 1
	}
	d.Message = explain(parseError.Message)
	d.Hints = syntaxHints(line, parseError.Message)
	return d
}

func lineOf(src string, number int) string {
	lines := strings.Split(strings.TrimPrefix(src, "\ufeff"), "\n")
	if number < 1 || number > len(lines) {
		return ""
	}
	return strings.TrimSuffix(lines[number-1], "\r")
}

// column turns a 1-based column in bytes into one in characters.
func column(line string, bytes int) int {
	bytes = min(max(bytes-1, 0), len(line))
	return utf8.RuneCountInString(line[:bytes]) + 1
}
