package fontprogram

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// facts are what fontTools says of a program in testdata; make.py there records them.
type facts struct {
	Names     []string
	CIDs      []int
	Encoding  []string
	Glyphs    [][2]any // advance in 1/1000 em, ink
	Forbidden bool
	Cmap      []struct {
		Platform, Encoding, Format int
		Codes                      [][2]int
	}
}

var kinds = map[string]Kind{
	"truetype.ttf": TrueType, "type1c.cff": CFF, "cid.cff": CFF, "opentype.otf": OpenType,
	"type1.pfa": Type1, "type1.pfb": Type1,
}

func program(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func recorded(t testing.TB) map[string]facts {
	t.Helper()
	var all map[string]facts
	if err := json.Unmarshal(program(t, "facts.json"), &all); err != nil {
		t.Fatal(err)
	}
	if len(all) != len(kinds) {
		t.Fatalf("facts of %d programs, want %d", len(all), len(kinds))
	}
	return all
}

func TestFactsOfFontTools(t *testing.T) {
	t.Parallel()
	for name, want := range recorded(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := Parse(program(t, name), kinds[name])
			if err != nil {
				t.Fatal(err)
			}
			want.compare(t, p)
		})
	}
}

func (want facts) compare(t *testing.T, p *Program) {
	t.Helper()
	if p.Glyphs() != len(want.Glyphs) || p.CIDKeyed() != (want.CIDs != nil) || p.EmbeddingForbidden() != want.Forbidden {
		t.Errorf("glyphs %d, CID-keyed %v, embedding forbidden %v; want %d %v %v",
			p.Glyphs(), p.CIDKeyed(), p.EmbeddingForbidden(), len(want.Glyphs), want.CIDs != nil, want.Forbidden)
	}
	for gid, g := range want.Glyphs {
		advance, ink, err := p.Glyph(gid)
		if err != nil || math.Abs(advance-g[0].(float64)) > 1e-6 || ink != g[1].(bool) {
			t.Errorf("glyph %d: %v %v %v, want %v", gid, advance, ink, err, g)
		}
	}
	for gid, name := range want.Names {
		if got, ok := p.ByName(name); got != gid || !ok {
			t.Errorf("glyph of name %s: %d %v, want %d", name, got, ok, gid)
		}
	}
	for gid, cid := range want.CIDs {
		if got, ok := p.ByCID(cid); got != gid || !ok {
			t.Errorf("glyph of CID %d: %d %v, want %d", cid, got, ok, gid)
		}
	}
	for code := range 256 {
		name := ""
		if want.Encoding != nil {
			name = want.Encoding[code]
		}
		if got := p.Builtin(byte(code)); got != name {
			t.Errorf("built-in encoding of %d: %q, want %q", code, got, name)
		}
	}
	for _, m := range want.Cmap {
		codes := map[int]int{}
		for _, c := range m.Codes {
			codes[c[0]] = c[1]
		}
		for code := range 0x30000 {
			if got, ok := p.Cmap(m.Platform, m.Encoding, code); got != codes[code] || ok != (codes[code] != 0) {
				t.Fatalf("cmap %d %d of format %d: code %#x gives %d %v, want %d", m.Platform, m.Encoding, m.Format, code, got, ok, codes[code])
			}
		}
	}
}

// TestFormsOfType1 reads the same program in the other forms that PDFs hold.
func TestFormsOfType1(t *testing.T) {
	t.Parallel()
	want := recorded(t)["type1.pfa"]
	data := program(t, "type1.pfa")
	begin := bytes.Index(data, []byte("eexec\n")) + len("eexec\n")
	end := bytes.Index(data, bytes.Repeat([]byte("0"), 64))
	lines := func(b []byte) []byte {
		var out []byte
		for text := hex.EncodeToString(b); text != ""; text = text[min(62, len(text)):] {
			out = append(append(out, text[:min(62, len(text))]...), '\r', '\n')
		}
		return out
	}
	join := func(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
	forms := map[string][]byte{
		"no trailer (Length3 is 0)":      data[:end],
		"hexadecimal":                    join(data[:begin], lines(data[begin:end]), data[end:]),
		"hexadecimal in capitals":        join(data[:begin], bytes.ToUpper(lines(data[begin:end])), data[end:]),
		"eexec ends in CR and LF":        join(data[:begin-1], []byte("\r\n"), data[begin:]),
		"eexec ends in CR":               join(data[:begin-1], []byte("\r"), data[begin:]),
		"eexec ends in a space":          join(data[:begin-1], []byte(" "), data[begin:]),
		"headers of segments, cut short": program(t, "type1.pfb")[:6+end+6],
	}
	for name, form := range forms {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := Parse(form, Type1)
			if err != nil {
				t.Fatal(err)
			}
			want.compare(t, p)
		})
	}
}

// TestWrapperBeatsKind: an sfnt is read as one under any key of the descriptor.
func TestWrapperBeatsKind(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"truetype.ttf", "opentype.otf"} {
		want := recorded(t)[name]
		for kind := TrueType; kind <= Type1; kind++ {
			p, err := Parse(program(t, name), kind)
			if err != nil {
				t.Fatal(name, kind, err)
			}
			want.compare(t, p)
		}
	}
	apple := append([]byte("true"), program(t, "truetype.ttf")[4:]...)
	if _, err := Parse(apple, TrueType); err != nil {
		t.Error(err)
	}
}

func TestAbsent(t *testing.T) {
	t.Parallel()
	for name, kind := range kinds {
		p, err := Parse(program(t, name), kind)
		if err != nil {
			t.Fatal(err)
		}
		for _, glyph := range []string{"", "nothing", "/A"} {
			if gid, ok := p.ByName(glyph); ok {
				t.Errorf("%s: name %q gives glyph %d", name, glyph, gid)
			}
		}
		for _, cid := range []int{-1, 5, 1 << 16, 1<<62 + 1} {
			if gid, ok := p.ByCID(cid); ok {
				t.Errorf("%s: CID %d gives glyph %d", name, cid, gid)
			}
		}
		for _, code := range []int{-1, 0, 1 << 32, 1 << 62} {
			if gid, ok := p.Cmap(3, 10, code); ok {
				t.Errorf("%s: code %d gives glyph %d", name, code, gid)
			}
		}
		if gid, ok := p.Cmap(0, 7, 'A'); ok {
			t.Errorf("%s: a subtable that is none gives glyph %d", name, gid)
		}
		for _, gid := range []int{-1, p.Glyphs(), 1 << 40} {
			if _, _, err := p.Glyph(gid); err == nil {
				t.Errorf("%s: glyph %d of %d is measured", name, gid, p.Glyphs())
			}
		}
	}
}
