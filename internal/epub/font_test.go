package epub

import (
	"regexp"
	"strings"
	"testing"

	"banxin/fonts"
)

func faceOf(t *testing.T, name string) *fonts.Face {
	t.Helper()
	f, err := fonts.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestFonts: the faces that are carried have every character of their headings and
// asides, come first in the stylesheet, and bring their licences.
func TestFonts(t *testing.T) {
	t.Parallel()
	opt := Options{Headings: fonts.Chain{faceOf(t, "NotoSansSC-Bold")}, Asides: fonts.Chain{faceOf(t, "LXGWWenKai-Regular")}}
	b := plan(example(), opt, nil)
	if err := b.carry(opt); err != nil {
		t.Fatal(err)
	}
	if len(b.fonts) != 2 || b.fonts[0].name != "hei.ttf" || b.fonts[1].name != "kai.ttf" {
		t.Fatalf("fonts %v", b.fonts)
	}
	used := [2]map[rune]bool{{}, {}}
	for _, d := range b.docs {
		if err := collect(d.body, used); err != nil {
			t.Fatal(err)
		}
	}
	if err := collect(navMarkup(b), used); err != nil {
		t.Fatal(err)
	}
	for i, f := range b.fonts {
		cut, err := fonts.Parse(f.name, f.data)
		if err != nil {
			t.Fatal(err)
		}
		if len(used[i]) == 0 {
			t.Errorf("%s sets nothing", f.family)
		}
		for r := range used[i] {
			if _, ok := cut.GID(r); !ok {
				t.Errorf("%s lacks %q", f.name, r)
			}
		}
		if len(f.data) > 300*(len(used[i])+100) {
			t.Errorf("%s has %d bytes for %d characters", f.name, len(f.data), len(used[i]))
		}
	}
	for _, want := range []string{
		`@font-face { font-family: "Issue Hei"; font-weight: bold; src: url("../fonts/hei.ttf"); }`,
		`h1, h2 { margin: 0; font-family: "Issue Hei", sans-serif;`, `font-family: "Issue Kai", "Kaiti SC", STKaiti, KaiTi, serif`,
	} {
		if !strings.Contains(b.css, want) {
			t.Errorf("no %s in\n%s", want, b.css)
		}
	}
	if regexp.MustCompile(`(^|[},])\s*(body|p) \{[^}]*font-family`).MatchString(b.css) {
		t.Error("a font is set on body or p")
	}
	last := b.docs[len(b.docs)-1]
	if last.name != licencesName || strings.Count(last.body, "SIL OPEN FONT LICENSE Version 1.1") != 2 {
		t.Errorf("the licences are\n%.300s", last.body)
	}
	if _, err := Write(example(), opt); err != nil {
		t.Error(err)
	}
}

// TestFontsFallBack: what the first face lacks the next one gives, in a family of its
// own; without faces the stylesheet is as it was.
func TestFontsFallBack(t *testing.T) {
	t.Parallel()
	hei, kai := faceOf(t, "NotoSansSC-Bold"), faceOf(t, "LXGWWenKai-Regular")
	iss := example()
	missing := rune(0)
	for r := rune(0x3400); r < 0x9FFF && missing == 0; r++ {
		_, a := hei.GID(r)
		if _, b := kai.GID(r); !a && b {
			missing = r
		}
	}
	if missing == 0 {
		t.Fatal("the one face has all that the other has")
	}
	iss.Sections[0].Articles[0].Headline[0][0].Text += string(missing)
	b := plan(iss, Options{}, nil)
	if err := b.carry(Options{Headings: fonts.Chain{hei, kai}}); err != nil {
		t.Fatal(err)
	}
	if len(b.fonts) != 2 || b.fonts[1].name != "hei-2.ttf" || !strings.Contains(b.css, `font-family: "Issue Hei", "Issue Hei 2", sans-serif`) {
		t.Errorf("fonts %v\n%s", b.fonts, b.css)
	}
	bare := plan(example(), Options{}, nil)
	if err := bare.carry(Options{}); err != nil || bare.css != stylesheet || len(bare.docs) != len(plan(example(), Options{}, nil).docs) {
		t.Errorf("without faces: %v, %d documents", err, len(bare.docs))
	}
}
