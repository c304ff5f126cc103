package fontprogram

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"banxin/internal/cos"
)

// facts are what fontTools reads in a program; testdata/facts.py records them.
type facts struct {
	Kind     string
	Glyphs   [][2]any // advance, ink
	Count    int      // of TrueType, instead: glyphs, and the advances of those with ink
	Inked    map[int]float64
	Names    []string
	CIDs     []int
	Encoding map[string]string
}

var kinds = map[string]Kind{"FontFile": Type1, "FontFile2": TrueType, "FontFile3": CFF}

// programs gives the font programs of PDFs that Ghostscript, TeX and Chromium made, by
// file and object.
func programs(t testing.TB) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob("../preflight/testdata/foreign/*.pdf")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	out := map[string][]byte{}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := cos.Open(data, cos.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range f.Refs() {
			d := f.Dict(r)
			for key := range kinds {
				if s := f.Stream(d[cos.Name(key)]); s != nil {
					program, err := f.Decode(s)
					if err != nil {
						t.Fatal(err)
					}
					out[fmt.Sprintf("%s %d", filepath.Base(name), s.Ref.Num)] = program
				}
			}
		}
	}
	return out
}

func recorded(t testing.TB) map[string]facts {
	t.Helper()
	data, err := os.ReadFile("testdata/facts.json")
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]facts
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestAgainstFontTools: advances, ink, names, CIDs and encodings are those that
// fontTools reads.
func TestAgainstFontTools(t *testing.T) {
	t.Parallel()
	all, want := programs(t), recorded(t)
	if len(all) != len(want) {
		t.Errorf("%d programs, facts of %d", len(all), len(want))
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		w := want[name]
		p, err := Parse(all[name], kinds[w.Kind])
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if n := max(len(w.Glyphs), w.Count); p.Glyphs() != n {
			t.Errorf("%s: %d glyphs, want %d", name, p.Glyphs(), n)
			continue
		}
		for gid := range w.Count {
			advance, ink, err := p.Glyph(gid)
			if v, inked := w.Inked[gid]; err != nil || ink != inked || inked && math.Abs(advance-v) > 0.01 {
				t.Errorf("%s: glyph %d: %v %v %v, want %v %v", name, gid, advance, ink, err, v, inked)
			}
		}
		for i, g := range w.Glyphs {
			gid := i
			if w.Kind == "FontFile" { // fontTools gives them in its own order
				gid, _ = p.ByName(w.Names[i])
			}
			advance, ink, err := p.Glyph(gid)
			if err != nil || math.Abs(advance-g[0].(float64)) > 0.01 || ink != g[1].(bool) {
				t.Errorf("%s: glyph %d: %v %v %v, want %v", name, gid, advance, ink, err, g)
			}
		}
		for i, n := range w.Names {
			if gid, ok := p.ByName(n); !ok || w.Kind == "FontFile3" && gid != i {
				t.Errorf("%s: %s is glyph %d, %v, want %d", name, n, gid, ok, i)
			}
		}
		for gid, cid := range w.CIDs {
			if got, ok := p.ByCID(cid); !ok || got != gid {
				t.Errorf("%s: CID %d is glyph %d, %v, want %d", name, cid, got, ok, gid)
			}
		}
		for code, n := range w.Encoding {
			c, _ := strconv.Atoi(code)
			if got := p.Builtin(byte(c)); got != n {
				t.Errorf("%s: code %d is %q, want %q", name, c, got, n)
			}
		}
	}
}

// TestCutOff: a program that ends too early gives errors, and no panic that reaches
// its net.
func TestCutOff(t *testing.T) {
	t.Parallel()
	want := recorded(t)
	for name, data := range programs(t) {
		for n := 0; n < len(data); n += 1 + len(data)/400 {
			ask(t, data[:n], kinds[want[name].Kind])
		}
	}
}

// ask calls everything there is.
func ask(t *testing.T, data []byte, kind Kind) {
	t.Helper()
	p, err := Parse(data, kind)
	if err != nil {
		if strings.Contains(err.Error(), "runtime error") {
			t.Fatal(err)
		}
		return
	}
	p.EmbeddingForbidden()
	p.ByCID(1)
	p.ByName("A")
	for c := range 256 {
		p.Builtin(byte(c))
		p.Cmap(3, 0, c)
		p.Cmap(1, 0, c)
		p.Cmap(3, 1, c)
	}
	for gid := range min(p.Glyphs(), 300) {
		if _, _, err := p.Glyph(gid); err != nil && strings.Contains(err.Error(), "runtime error") {
			t.Fatal(err)
		}
	}
}

// FuzzParse: whatever the data is, every call ends without a panic.
func FuzzParse(f *testing.F) {
	want := recorded(f)
	for name, data := range programs(f) {
		f.Add(data, int(kinds[want[name].Kind]))
	}
	f.Fuzz(func(t *testing.T, data []byte, kind int) {
		ask(t, data, Kind(((kind%4)+4)%4))
	})
}

// BenchmarkParse reads the frame of a program: glyphs are read when they are asked
// for.
func BenchmarkParse(b *testing.B) {
	data, err := os.ReadFile("../../fonts/NotoSerifSC-Regular.ttf")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Parse(data, TrueType); err != nil {
			b.Fatal(err)
		}
	}
}
