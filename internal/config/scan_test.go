package config

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestScanPositions checks the places of keys and values in each form that TOML
// has. want gives key (or "=" and value) by dotted path, as line:column.
func TestScanPositions(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		src  string
		want map[string]string
	}{
		"plain":                {"a = 1\n  bc\t=  'x' # d = 2\n", map[string]string{"a": "1:1 1:5", "bc": "2:3 2:9"}},
		"byte order mark":      {"\ufeffa = 1", map[string]string{"a": "1:1 1:5"}},
		"crlf":                 {"a = 1\r\n\r\nb = 2\r\n", map[string]string{"b": "3:1 3:5"}},
		"characters not bytes": {"\"报名\" = \"版心\" # 注\n[x]\n\"名\".b = 1", map[string]string{"报名": "1:1 1:8", "x.名.b": "3:5 3:9"}},
		"tables":               {"[a]\nb = 1\n[a.c]\nd = 2\n[ e . f ]\ng = 3", map[string]string{"a": "1:1 1:1", "a.b": "2:1 2:5", "a.c": "3:1 3:1", "a.c.d": "4:1 4:5", "e.f": "5:1 5:1", "e.f.g": "6:1 6:5"}},
		"super table last":     {"[a.b]\nc = 1\n[a]\nd = 2", map[string]string{"a": "3:1 3:1", "a.b.c": "2:1 2:5", "a.d": "4:1 4:5"}},
		"arrays of tables":     {"[[a]]\nb = 1\n[[a.c]]\nd = 2\n[[a.c]]\nd = 3\n[[a]]\n[[a.c]]\nd = 4\n[a.e]\nf = 5", map[string]string{"a[0]": "1:1 1:1", "a[0].b": "2:1 2:5", "a[0].c[0].d": "4:1 4:5", "a[0].c[1].d": "6:1 6:5", "a[1].c[0].d": "9:1 9:5", "a[1].e.f": "11:1 11:5"}},
		"dotted":               {"a.b . c = 1\na.d = 2", map[string]string{"a.b.c": "1:7 1:11", "a.d": "2:3 2:7"}},
		"quoted":               {"\"a.b\".'c]\"' = 1\n\"x\\u0041\\x42\\t\" = 2\n\"\" = 3\n[\"h\\\"]\"]\ni = 4", map[string]string{"a.b.c]\"": "1:7 1:15", "xAB\t": "2:1 2:19", "": "3:1 3:6", "h\"].i": "5:1 5:5"}},
		"inline":               {"a = { b = 1, 'c'.d = [ { e = 2 }, {f=3} ] }\ng = 4", map[string]string{"a.b": "1:7 1:11", "a.c.d": "1:18 1:22", "a.c.d[0].e": "1:26 1:30", "a.c.d[1].f": "1:36 1:38", "g": "2:1 2:5"}},
		"inline over lines":    {"a = {\n  b = 1, # }\n  c = 2,\n}\nd = 3", map[string]string{"a.b": "2:3 2:7", "a.c": "3:3 3:7", "d": "5:1 5:5"}},
		"array over lines":     {"a = [ # ]\n  \"]\",\n  '#',\n  [1, 2], 3\n]\nb = 1", map[string]string{"a[0]": "2:3 2:3", "a[1]": "3:3 3:3", "a[2][1]": "4:7 4:7", "a[3]": "4:11 4:11", "b": "6:1 6:5"}},
		"long strings":         {"a = \"\"\"\nb = 1\n\\\"\"\" \\\n\"\"\"\"\"\nc = '''\n''x''\n'''\nd = 1", map[string]string{"a": "1:1 1:5", "c": "5:1 5:5", "d": "8:1 8:5"}},
		"escaped quotes":       {`a = "\"b = 1\\"` + "\nc = 1", map[string]string{"a": "1:1 1:5", "c": "2:1 2:5"}},
		"dates and numbers":    {"a = [1979-05-27 07:32:00, 1_000, -1.5e3, +inf]\nb = 1979-05-27T00:00:00Z", map[string]string{"a[0]": "1:6 1:6", "a[1]": "1:27 1:27", "a[3]": "1:42 1:42", "b": "2:1 2:5"}},
		"empty":                {"a = {}\nb = []\nc = ''\nd = \"\"\ne = 1", map[string]string{"a": "1:1 1:5", "b": "2:1 2:5", "c": "3:1 3:5", "d": "4:1 4:5", "e": "5:1 5:5"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := scanned(t, c.src)
			for path, want := range c.want {
				if got[path] != want {
					t.Errorf("%q at %q, want %q", path, got[path], want)
				}
			}
		})
	}
}

// scanned gives the places of all keys that the decoder finds; one without a
// place of its own fails the test.
func scanned(t interface {
	Helper()
	Fatalf(string, ...any)
}, src string) map[string]string {
	t.Helper()
	values, err := decode(src)
	if err != nil {
		t.Fatalf("not TOML: %v\n%s", err, src)
	}
	root, tooDeep := scan("f", src)
	if tooDeep.Line > 0 {
		t.Fatalf("too deep at %s", tooDeep)
	}
	places := map[string]string{}
	var visit func(n *node, value any, path string)
	visit = func(n *node, value any, path string) {
		if n == nil {
			t.Fatalf("%q has no place in\n%s", path, src)
		}
		if n != root {
			places[path] = fmt.Sprintf("%d:%d %d:%d", n.key.Line, n.key.Col, n.at.Line, n.at.Col)
		}
		items := func(count int, item func(int) any) {
			if len(n.items) != count {
				t.Fatalf("%q has %d elements, found %d, in\n%s", path, count, len(n.items), src)
			}
			for i := range count {
				visit(n.items[i], item(i), at(path, i))
			}
		}
		switch v := value.(type) {
		case map[string]any:
			if len(n.table) != len(v) {
				t.Fatalf("%q has %d keys, found %d, in\n%s", path, len(v), len(n.table), src)
			}
			for k := range v {
				visit(n.table[k], v[k], join(path, k))
			}
		case []map[string]any:
			items(len(v), func(i int) any { return v[i] })
		case []any:
			items(len(v), func(i int) any { return v[i] })
		}
	}
	visit(root, values, "")
	return places
}

// TestScanAgreesWithDecoder writes random documents in random forms: each key
// that toml finds must have a place, and at that place stands the key.
func TestScanAgreesWithDecoder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		src := document(t)
		for path, place := range scanned(t, src) {
			if strings.HasSuffix(path, "]") {
				continue
			}
			var line, col, valueLine, valueCol int
			if _, err := fmt.Sscanf(place, "%d:%d %d:%d", &line, &col, &valueLine, &valueCol); err != nil {
				t.Fatal(err)
			}
			text := string([]rune(strings.Split(src, "\n")[line-1])[col-1:])
			name := path[strings.LastIndexByte(path, '.')+1:]
			if !strings.HasPrefix(strings.TrimLeft(text, `"'`), name) && !strings.HasPrefix(text, "[") {
				t.Fatalf("%q is said to stand at %q in\n%s", path, text, src)
			}
		}
	})
}

var (
	blanks  = rapid.SampledFrom([]string{"", " ", "\t", "  "})
	breaks  = rapid.SampledFrom([]string{"\n", "\r\n", " # 注 = [\"\n", "\n\n# [x]\n"})
	scalars = rapid.SampledFrom([]string{"1", "-2.5", "true", "1979-05-27 07:32:00", `"a # ] } \" = 版"`, `'[x]'`, `""`, "\"\"\"\n[y]\nk = 1\\\n\"\"\"\"\"", "'''a\n''b'''"})
)

// document draws a TOML document whose keys never repeat.
func document(t *rapid.T) string {
	var b strings.Builder
	next := 0
	key := func() string {
		next++
		name := "k" + strconv.Itoa(next)
		return rapid.SampledFrom([]string{name, `"` + name + `"`, "'" + name + "'"}).Draw(t, "form")
	}
	pairs := func(prefix string) {
		for range rapid.IntRange(0, 3).Draw(t, "pairs") {
			b.WriteString(blanks.Draw(t, "blank") + key() + prefix + blanks.Draw(t, "blank") + "=" + blanks.Draw(t, "blank") + value(t, key, 0))
			b.WriteString(breaks.Draw(t, "break"))
		}
	}
	pairs("")
	for range rapid.IntRange(0, 4).Draw(t, "tables") {
		name := key()
		switch rapid.IntRange(0, 2).Draw(t, "kind") {
		case 0:
			b.WriteString("[" + name + "." + key() + "]\n")
			pairs("." + key())
		case 1:
			b.WriteString("[ " + name + " ] # x\n")
			pairs("")
		default:
			for range rapid.IntRange(1, 3).Draw(t, "elements") {
				b.WriteString("[[" + name + "]]\n")
				pairs("")
				b.WriteString("[[" + name + ".in]]\n")
				pairs("")
			}
		}
	}
	return b.String()
}

func value(t *rapid.T, key func() string, depth int) string {
	kind := rapid.IntRange(0, 3).Draw(t, "value")
	if depth > 2 || kind < 2 {
		return scalars.Draw(t, "scalar")
	}
	var parts []string
	for range rapid.IntRange(0, 3).Draw(t, "parts") {
		part := value(t, key, depth+1)
		if kind == 3 {
			part = key() + blanks.Draw(t, "blank") + "=" + part
		}
		parts = append(parts, part)
	}
	if kind == 3 {
		return "{" + strings.Join(parts, " , ") + "}"
	}
	return "[" + breaks.Draw(t, "break") + strings.Join(parts, ","+breaks.Draw(t, "break")) + "]"
}

func TestScanRefusesDepth(t *testing.T) {
	t.Parallel()
	for _, src := range []string{
		"a = " + strings.Repeat("[", 100000),
		"a = " + strings.Repeat("{a=", 100000),
		strings.Repeat("a.", 100000) + "a = 1",
		"[" + strings.Repeat("a.", 100000) + "a]",
	} {
		root, list := parse("f", []byte(src))
		if root != nil || len(list) != 1 || list[0].Pos.Line != 1 {
			t.Errorf("%.20s…: %v", src, list)
		}
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, want string }{
		{"nmae", "name"}, {"Name", "name"}, {"margin-top", "margin_top"}, {"color", "colour"},
		{"templates", "template"}, {"widht", "width"}, {"x", ""}, {"", ""}, {"weight", "height"}, {"报名", ""},
	} {
		if got := nearest(c.name, []string{"name", "width", "height", "margin_top", "colour", "template"}); got != c.want {
			t.Errorf("nearest(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}

// TestLengthRoundTrip reads back what String writes.
func TestLengthRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want := Length{Value: float64(rapid.IntRange(-1000000, 1000000).Draw(t, "thousandths")) / 1000, Unit: Unit(rapid.IntRange(0, 3).Draw(t, "unit")), Set: true}
		got, problem := parseLength(want.String())
		if problem != nil || got != want {
			t.Fatalf("%s reads as %+v, %+v", want, got, problem)
		}
	})
}
