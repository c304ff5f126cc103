package config

import (
	"strings"
	"testing"
)

// TestSyntaxErrors checks that a slip in TOML is reported where it is, in both
// languages, with what to write instead.
func TestSyntaxErrors(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ src, pos, zh, hint string }{
		"full-width equals":  {"a = 1\nb ＝ 2", "f:2:3", "键后面应是等号", "b = 2"},
		"full-width quotes":  {"报 = 1", "f:1:1", "", ""},
		"curly quotes":       {"name = “报”", "f:1:8", "等号后面应是值", `name = "报"`},
		"no quotes":          {"size = 9pt", "f:1:9", "值后面多出了", `size = "9pt"`},
		"open string":        {"a = 1\nname = \"报\nb = 2", "f:2:", "字符串没有在本行结束", `name = "报"`},
		"capital true":       {"hang = True", "f:1:", "", "hang = true"},
		"no value":           {"a =\nb = 1", "f:1:", "等号后面应是值", `""`},
		"twice":              {"a = 1\na = 2", "f:2:", "写了两次", "删去一处"},
		"table twice":        {"[a]\n[a]", "f:2:2", "写了两次", "删去一处"},
		"table and array":    {"[a]\n[[a]]", "f:2:3", "另一种表", "[[x]]"},
		"backslash":          {`a = "C:\报"`, "f:1:", "不是转义", `\\`},
		"short date":         {"date = 2021-1-5", "f:1:8", "不是日期", "2021-01-15"},
		"leading zero":       {"n = 007", "f:1:5", "不能补零", "零"},
		"open array":         {"a = [1, 2", "f:1:", "", "括号"},
		"missing comma":      {"a = [1 2]", "f:1:", "应是逗号", "逗号"},
		"not UTF-8":          {"a = \"\xb1\xa8\"", "f:1:", "UTF-8", "另存为 UTF-8"},
		"UTF-16":             {"\xff\xfea\x00=\x001\x00", "f:1:1", "UTF-8", "另存为 UTF-8"},
		"unfinished header":  {"[page\nwidth = 1", "f:1:6", "表名应以 ]", "[page]"},
		"words":              {"版心配置", "f:1:1", "", "键 = 值"},
		"columns count runs": {"\"报名\" = \"版\" x", "f:1:11", "值后面多出了", "注释"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root, list := parse("f", []byte(c.src))
			if root != nil || len(list) != 1 {
				t.Fatalf("parsed, or not one diagnostic: %v", list)
			}
			d := list[0]
			hints := ""
			for _, h := range d.Hints {
				hints += h.Zh + "\n"
				if h.En == "" {
					t.Errorf("no English for %q", h.Zh)
				}
			}
			if !strings.HasPrefix(d.Pos.String(), c.pos) || !strings.Contains(d.Message.Zh, c.zh) || !strings.Contains(hints, c.hint) {
				t.Errorf("%s: %s (%s)\n\t%swant %s %q %q", d.Pos, d.Message.Zh, d.Message.En, hints, c.pos, c.zh, c.hint)
			}
		})
	}
}
