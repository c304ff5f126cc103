package fonts

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"banxin/layout/unit"
)

func TestNames(t *testing.T) {
	t.Parallel()
	want := []string{"LXGWWenKai-Regular", "NotoSansSC-Bold", "NotoSerifSC-Bold", "NotoSerifSC-Regular"}
	if got := Names(); !slices.Equal(got, want) {
		t.Errorf("Names() = %q, want %q", got, want)
	}
	for _, name := range want {
		if f := face(t, name); f.Name() != name {
			t.Errorf("Open(%q) names itself %q", name, f.Name())
		}
	}
}

func TestOpenUnknownNamesTheNearest(t *testing.T) {
	t.Parallel()
	for asked, nearest := range map[string]string{
		"NotoSerifSC-Reguler": "NotoSerifSC-Regular",
		"notosanssc":          "NotoSansSC-Bold",
		"LXGW WenKai":         "LXGWWenKai-Regular",
		"":                    "NotoSansSC-Bold",
	} {
		_, err := Open(asked)
		var e *Error
		if !errors.As(err, &e) || e.Code != UnknownFace {
			t.Fatalf("Open(%q) gave error %v", asked, err)
		}
		if !strings.Contains(e.Hint.En, `write "`+nearest+`"`) || !strings.Contains(e.Hint.Zh, `改为 "`+nearest+`"`) {
			t.Errorf("Open(%q) advises %q", asked, e.Hint)
		}
		for _, name := range Names() {
			if !strings.Contains(err.Error(), name) {
				t.Errorf("Open(%q) does not list %s: %v", asked, name, err)
			}
		}
	}
}

func TestOpenGivesOneFaceToAll(t *testing.T) {
	t.Parallel()
	faces := make([]*Face, 8)
	var wait sync.WaitGroup
	for i := range faces {
		wait.Go(func() { faces[i], _ = Open("NotoSansSC-Bold") })
	}
	wait.Wait()
	for _, f := range faces {
		if f == nil || f != faces[0] {
			t.Fatal("Open parsed the face more than once")
		}
	}
}

// The documents beside the files state what the files are.
func TestFilesAreTheOnesInTheReadme(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range Names() {
		sum := sha256.Sum256(embeddedBytes(name))
		if line := hex.EncodeToString(sum[:]) + "  " + name + ".ttf"; !strings.Contains(string(readme), line) {
			t.Errorf("README.md lacks the line %q", line)
		}
		if version := face(t, name).Version(); !strings.Contains(string(readme), "| "+version+" |") {
			t.Errorf("README.md lacks the version %q of %s", version, name)
		}
	}
}

func TestEmbeddedFacesSetSimplifiedChinese(t *testing.T) {
	t.Parallel()
	characters := gb2312(t)
	for _, name := range Names() {
		f := face(t, name)
		if misplaced := CheckPunctuation(f); len(misplaced) > 0 {
			t.Errorf("%s: %v", name, misplaced)
		}
		for _, r := range characters {
			if !f.Covers(r) {
				t.Errorf("%s does not cover %c (U+%04X)", name, r, r)
			}
		}
		if l := f.Licence(); l.Copyright == "" || !strings.Contains(l.Description, "SIL Open Font License") || l.URL == "" {
			t.Errorf("%s: licence records %+v", name, l)
		}
	}
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]Metrics{
		"NotoSerifSC-Regular": {Ascent: 880, Descent: -120, CapHeight: 729, XHeight: 514, StemV: 95, Weight: 400, Serif: true, BBox: Box{-997, -1049, 2929, 1809}},
		"NotoSerifSC-Bold":    {Ascent: 880, Descent: -120, CapHeight: 729, XHeight: 514, StemV: 168, Weight: 700, Serif: true, BBox: Box{-1011, -1046, 2926, 1806}},
		"NotoSansSC-Bold":     {Ascent: 880, Descent: -120, CapHeight: 733, XHeight: 543, StemV: 168, Weight: 700, BBox: Box{-1013, -1046, 2926, 1806}},
		"LXGWWenKai-Regular":  {Ascent: 880, Descent: -120, CapHeight: 695, XHeight: 468, StemV: 95, Weight: 400, Serif: true, BBox: Box{-1014, -273, 1988, 1048}},
	} {
		if got := face(t, name).Metrics(); got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
}

// The widths that layout has to correct by Shift, Advance and Stretch.
func TestMarksOfUnusualWidth(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		face string
		mark rune
		want unit.Em
		ink  Box
	}{
		{"NotoSerifSC-Regular", '“', 1000, Box{571, 573, 924, 854}},
		{"NotoSerifSC-Regular", '”', 1000, Box{76, 573, 429, 854}},
		{"NotoSerifSC-Regular", '—', 890, Box{43, 242, 846, 293}},
		{"NotoSerifSC-Regular", '·', 327, Box{102, 300, 225, 423}},
		{"NotoSansSC-Bold", '·', 1000, Box{372, 252, 628, 508}},
		{"LXGWWenKai-Regular", '“', 350, Box{57, 617, 308, 814}},
		{"LXGWWenKai-Regular", '·', 350, Box{90, 274, 266, 465}},
		{"LXGWWenKai-Regular", '—', 1000, Box{2, 349, 998, 410}},
	} {
		f := face(t, c.face)
		gid, _ := f.GID(c.mark)
		ink, _ := f.Ink(gid)
		if got := f.Advance(gid); got != c.want || ink != c.ink {
			t.Errorf("%s %c: advance %d ink %v, want %d %v", c.face, c.mark, got, ink, c.want, c.ink)
		}
	}
}

func TestNoGlyphNoInk(t *testing.T) {
	t.Parallel()
	f := face(t, "NotoSerifSC-Regular")
	for _, r := range []rune{-1, 0xFFFF, 0xE000, 0x10FFFF, 0x110000} {
		if gid, ok := f.GID(r); ok || gid != 0 {
			t.Errorf("U+%04X has glyph %d", r, gid)
		}
	}
	space, ok := f.GID(' ')
	if _, ink := f.Ink(space); !ok || ink {
		t.Error("the space has ink or no glyph")
	}
	if _, ink := f.Ink(0xFFFF); ink || f.Advance(0xFFFF) != 0 {
		t.Error("a glyph the face lacks has ink or width")
	}
}

func TestChainTakesTheFirstFaceThatHasTheCharacter(t *testing.T) {
	t.Parallel()
	full := face(t, "NotoSerifSC-Regular")
	_, few := subsetOf(t, full, plain(t, full, []rune("永")))
	chain := Chain{few, full}
	for r, want := range map[rune]*Face{'永': few, '中': full, 0xE000: nil} {
		got, gid, ok := chain.Lookup(r)
		if got != want || ok != (want != nil) {
			t.Errorf("%c comes from %v", r, got)
		}
		if want != nil {
			if own, _ := want.GID(r); own != gid {
				t.Errorf("%c is glyph %d, want %d", r, gid, own)
			}
		}
	}
	if _, _, ok := Chain(nil).Lookup('永'); ok {
		t.Error("an empty chain has a glyph")
	}
}
