package epub

import (
	"regexp"
	"strings"
	"testing"

	"banxin/fonts"
	"banxin/internal/issue"
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
	used := newUsedRunes()
	for _, d := range b.docs {
		if err := collect(d.body, used, false); err != nil {
			t.Fatal(err)
		}
	}
	if err := collect(navMarkup(b), used, false); err != nil {
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

// TestRareCharacters: what readers' fonts may lack is carried, in an element of its own,
// and nothing else of the text; in a heading only what its own face lacks.
func TestRareCharacters(t *testing.T) {
	t.Parallel()
	song := faceOf(t, "NotoSerifSC-Regular")
	opt := Options{Headings: fonts.Chain{faceOf(t, "NotoSansSC-Bold")}, Text: fonts.Chain{song}}
	iss := example()
	a := &iss.Sections[0].Articles[0]
	a.Blocks = append(a.Blocks, block(issue.Paragraph, "常用的字与𠂇𠅤，镕、堃也是；<&>"), issue.Block{Kind: issue.NameList, Inlines: []issue.Inline{{Text: "王芃"}, {Text: "李镕基"}}})
	b := plan(iss, opt, nil)
	if err := b.carry(opt); err != nil {
		t.Fatal(err)
	}
	body := ""
	for _, d := range b.docs {
		body += d.body
	}
	for _, want := range []string{`字与<span class="rare">𠂇𠅤</span>，<span class="rare">镕</span>、<span class="rare">堃</span>也是；&lt;&amp;&gt;</p>`, `<li>李<span class="rare">镕</span>基</li>`} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s", want)
		}
	}
	f := b.fonts[len(b.fonts)-1]
	cut, err := fonts.Parse(f.name, f.data)
	if err != nil || f.name != "song.ttf" {
		t.Fatal(f.name, err)
	}
	for r, want := range map[rune]bool{'𠂇': true, '镕': true, '堃': true, '常': false, '王': false} {
		if _, ok := cut.GID(r); ok != want {
			t.Errorf("%c is carried: %v", r, ok)
		}
	}
	if strings.Contains(b.css, "body { font-family") || !strings.Contains(b.css, `.rare { font-family: "Issue Song", "Songti SC"`) {
		t.Error(b.css)
	}
	checkComplete(t, iss, opt)
}

// TestWholeText: the face of the text is set on all of it, carries all of it, and Apple's
// reader is told so.
func TestWholeText(t *testing.T) {
	t.Parallel()
	opt := Options{Headings: fonts.Chain{faceOf(t, "NotoSansSC-Bold")}, Text: fonts.Chain{faceOf(t, "NotoSerifSC-Regular")}, WholeText: true}
	b := plan(example(), opt, nil)
	if err := b.carry(opt); err != nil {
		t.Fatal(err)
	}
	used := newUsedRunes()
	for _, d := range b.docs {
		if err := collect(d.body, used, true); err != nil {
			t.Fatal(err)
		}
	}
	cut, err := fonts.Parse("song", b.fonts[len(b.fonts)-1].data)
	if err != nil {
		t.Fatal(err)
	}
	for r := range used[textPart] {
		if _, ok := cut.GID(r); !ok {
			t.Errorf("%q is not carried", r)
		}
	}
	files := contentsOf(t, mustWrite(t, example(), opt))
	if !strings.Contains(files["EPUB/css/issue.css"], `body { font-family: "Issue Song", serif; }`) || !strings.Contains(files["EPUB/package.opf"], `<meta property="ibooks:specified-fonts">true</meta>`) {
		t.Error(files["EPUB/package.opf"])
	}
}
