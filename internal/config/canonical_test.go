package config

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestCanonicalSame: how a configuration is written does not matter, nor what it says
// about other things than pages and editions.
func TestCanonicalSame(t *testing.T) {
	t.Parallel()
	const said = "a = 1\nb = \"x\"\n[publication]\nname = \"报\"\n[t]\n\"c d\" = [1, 2]\n[[u]]\nv = 2021-01-15\n[[u]]\n"
	want := string(Canonical([]byte(said)))
	for name, other := range map[string]string{
		"order":         "b = \"x\"\na = 1\n[[u]]\nv = 2021-01-15\n[[u]]\n[t]\n\"c d\" = [1, 2]\n[publication]\nname = \"报\"\n",
		"comments":      "# 1\n" + strings.ReplaceAll(said, "\n", " # 说明\n\n"),
		"strings":       strings.Replace(strings.Replace(said, `"x"`, "'''x'''", 1), `"报"`, `"\u62A5"`, 1),
		"dotted keys":   "a = 1\nb = \"x\"\npublication.name = \"报\"\nt.'c d' = [\n1,\n2,\n]\nu = [{v = 2021-01-15}, {}]\n",
		"line ends":     strings.ReplaceAll(said, "\n", "\r\n"),
		"byte mark":     "\ufeff" + said,
		"empty table":   said + "[empty]\n",
		"other matters": said + "[build]\nout = 'x'\n[schedule]\ncron = 'x'\n[service]\nstore = 'y'\n[[delivery]]\nname = 'z'\n",
		"identity":      strings.Replace(said, "[publication]\n", "[publication]\nid = 'x'\n", 1),
	} {
		if got := string(Canonical([]byte(other))); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
	if got := string(Canonical([]byte("a = "))); got != "a = " {
		t.Errorf("no TOML: %q", got)
	}
}

// TestCanonicalDiffers: no two of these say the same.
func TestCanonicalDiffers(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, said := range []string{
		"", "a = 1", "a = 2", "a = '1'", "a = true", "a = 'true'", "b = 1", "a = ''", "a = []", "a = [1]", "a = [[1]]", "a = [1, 1]",
		"[[a]]", "[[a]]\n[[a]]", "a = 'x\\nb = 1'", "a = 'x\nb = 1'", "a = \"x\\nb = 1\"", "a = 'x'\nb = 1", "a.b = 1", "'a.b' = 1",
		"'a[0]' = 1", "a = 2021-01-15", "a = '2021-01-15'", "a = 2021-01-15T00:00:00", "a = 2021-01-15T00:00:00Z", "a = 00:00:00",
		"a = 2021-01-15T00:00:00.5Z", "publication.id = 1\npublication.ids = 1", "'publication.id' = 1", "builds = 1", "x.build = 1", "a = 1.5", "a = 1e300",
	} {
		got := string(Canonical([]byte(said)))
		if before, twice := seen[got]; twice {
			t.Errorf("%q and %q are both %q", before, said, got)
		}
		seen[got] = said
	}
}

// TestCanonicalInstant: an instant is one wherever the machine stands.
func TestCanonicalInstant(t *testing.T) {
	t.Parallel()
	a, b := Canonical([]byte("revision = 2021-01-16T08:00:00+08:00")), Canonical([]byte("revision = 2021-01-16T00:00:00Z"))
	if string(a) != string(b) {
		t.Errorf("%s and %s", a, b)
	}
}

// TestCanonicalShuffled: the tables of the shipped configuration in any order, with
// comments between any two lines, say the same.
func TestCanonicalShuffled(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../config.toml")
	if err != nil {
		t.Fatal(err)
	}
	want := string(Canonical(data))
	if strings.Count(want, "\n") < 300 {
		t.Fatalf("only\n%s", want)
	}
	// Blocks that begin with [name] may stand in any order; templates stay together.
	var blocks []string
	for _, line := range strings.SplitAfter(string(data), "\n") {
		if strings.HasPrefix(line, "[") && !strings.HasPrefix(line, "[[") || strings.HasPrefix(line, "[[template]]") && !strings.Contains(strings.Join(blocks, ""), "[[template]]") || len(blocks) == 0 {
			blocks = append(blocks, "")
		}
		blocks[len(blocks)-1] += line
	}
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for i, block := range rapid.Permutation(blocks).Draw(t, "blocks") {
			fmt.Fprintf(&b, "# %d\n%s", i, block)
		}
		if got := string(Canonical([]byte(b.String()))); got != want {
			t.Fatalf("another content from\n%s", b.String())
		}
	})
}
