package epub

import (
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"banxin/internal/diag"
	"banxin/internal/issue"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	t.Parallel()
	files := contentsOf(t, mustWrite(t, example(), Options{}))
	for golden, path := range map[string]string{
		"package.opf":       packagePath,
		"nav.xhtml":         navPath,
		"toc.ncx":           ncxPath,
		"cover.xhtml":       "EPUB/xhtml/cover.xhtml",
		"p01.xhtml":         "EPUB/xhtml/p01.xhtml",
		"p01-a01.xhtml":     "EPUB/xhtml/p01-a01.xhtml",
		"p02-a02.xhtml":     "EPUB/xhtml/p02-a02.xhtml",
		"corrections.xhtml": "EPUB/xhtml/corrections.xhtml",
		"colophon.xhtml":    "EPUB/xhtml/colophon.xhtml",
	} {
		t.Run(golden, func(t *testing.T) {
			t.Parallel()
			compareGolden(t, filepath.Join("testdata", golden), files[path])
		})
	}
}

// TestStagedShape shows go-epub's raw output, so that an upgrade that changes it is
// seen here and not in the finisher.
func TestStagedShape(t *testing.T) {
	t.Parallel()
	b := plan(example(), Options{}, nil)
	data, err := stage(b)
	if err != nil {
		t.Fatal(err)
	}
	files := contentsOf(t, data)
	opf := files[packagePath]
	_, rest, _ := strings.Cut(opf, "</metadata>")
	compareGolden(t, filepath.Join("testdata", "staged-rows.xml"), strings.TrimLeft(rest, "\n"))
	compareGolden(t, filepath.Join("testdata", "staged-p02-a02.xhtml"), files["EPUB/xhtml/p02-a02.xhtml"])
	compareGolden(t, filepath.Join("testdata", "staged-container.xml"), files[containerPath])
}

func compareGolden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// TestSameBytes: go-epub keeps stylesheets, pictures and fonts in maps.
func TestSameBytes(t *testing.T) {
	t.Parallel()
	for name, build := range map[string]func() (*issue.Issue, Options){
		"text": func() (*issue.Issue, Options) { return bulletin(), Options{} }, "pictures": illustrated,
	} {
		hashes := map[[32]byte]int{}
		for range 20 {
			iss, opt := build()
			hashes[sha256.Sum256(mustWrite(t, iss, opt))]++
		}
		if len(hashes) != 1 {
			t.Errorf("20 builds of %s gave %d hashes", name, len(hashes))
		}
	}
}

func TestParallelBuilds(t *testing.T) {
	t.Parallel()
	want := mustWrite(t, example(), Options{})
	other := mustWrite(t, bulletin(), Options{})
	var wait sync.WaitGroup
	for i := range 16 {
		wait.Go(func() {
			iss, opt, want := example(), Options{}, want
			if i%2 == 1 {
				iss, opt, want = bulletin(), Options{}, other
			}
			got, err := Write(iss, opt)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("build %d: error %v, same bytes %v", i, err, bytes.Equal(got, want))
			}
		})
	}
	wait.Wait()
}

// textOf gives the character data of an article's document, without the line ends
// of the markup and without what the edition adds.
func textOf(t testing.TB, document string) string {
	t.Helper()
	_, body, found := strings.Cut(document, "<body>\n")
	if !found {
		t.Fatal("no body")
	}
	var out strings.Builder
	d := xml.NewDecoder(strings.NewReader("<body>" + strings.ReplaceAll(strings.TrimSuffix(body, "</html>\n"), "\n", "")))
	added := 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			return out.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if added > 0 || e.Name.Local == "rt" || len(e.Attr) > 0 && slices.Contains([]string{"qr-link", "qr-pending", "link-host", "backlink"}, e.Attr[0].Value) {
				added++
			}
		case xml.EndElement:
			if added > 0 {
				added--
			}
		case xml.CharData:
			if added == 0 {
				out.Write(e)
			}
		}
	}
}

// modelText gives all that the model's article says, in order; a headline of white
// space says nothing.
func modelText(a *issue.Article) string {
	s := issue.Plain(a.Kicker) + issue.Plain(a.Overline)
	if headline := a.HeadlineText(); strings.TrimSpace(headline) != "" {
		s += headline
	}
	s += issue.Plain(a.Deck)
	for _, b := range a.Blocks {
		s += issue.Plain(b.Inlines)
	}
	return s
}

func checkComplete(t testing.TB, iss *issue.Issue, opt Options) {
	t.Helper()
	files := contentsOf(t, mustWrite(t, iss, opt))
	for i, s := range iss.Sections {
		for j := range s.Articles {
			if diff := cmp.Diff(modelText(&s.Articles[j]), textOf(t, files[xhtmlFolder+articleName(i, j)])); diff != "" {
				t.Errorf("article %d of section %d (-model +edition):\n%s", j, i, diff)
			}
		}
	}
}

func TestComplete(t *testing.T) {
	t.Parallel()
	checkComplete(t, example(), Options{})
	checkComplete(t, bulletin(), Options{})
}

// TestCompleteForAnyText draws issues of any shape and any legal text.
func TestCompleteForAnyText(t *testing.T) {
	t.Parallel()
	char := rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune("<>&\"']]>\u3000\u00a0\t\r\n\u202e\u2067\u200d\ufeff，。“”中文Aa1"))).
		Filter(func(r rune) bool { return legal(r, 2) })
	phrase := rapid.StringOfN(char, 0, 30, -1)
	inlines := rapid.Custom(func(t *rapid.T) []issue.Inline {
		var out []issue.Inline
		for range rapid.IntRange(0, 3).Draw(t, "inlines") {
			out = append(out, issue.Inline{Kind: issue.InlineKind(rapid.IntRange(0, 1).Draw(t, "kind")), Text: phrase.Draw(t, "text")})
		}
		return out
	})
	rapid.Check(t, func(rt *rapid.T) {
		iss := example()
		iss.Sections = nil
		for range rapid.IntRange(1, 3).Draw(rt, "sections") {
			s := issue.Section{Title: phrase.Draw(rt, "title")}
			for range rapid.IntRange(1, 3).Draw(rt, "articles") {
				a := issue.Article{Kicker: inlines.Draw(rt, "kicker"), Overline: inlines.Draw(rt, "overline"), Deck: inlines.Draw(rt, "deck")}
				for range rapid.IntRange(0, 3).Draw(rt, "clauses") {
					a.Headline = append(a.Headline, inlines.Draw(rt, "clause"))
				}
				a.Blocks = append(a.Blocks, block(issue.Paragraph, "始"))
				for range rapid.IntRange(0, 4).Draw(rt, "blocks") {
					a.Blocks = append(a.Blocks, issue.Block{Kind: issue.BlockKind(rapid.IntRange(0, 5).Draw(rt, "kind")), Inlines: inlines.Draw(rt, "block")})
				}
				s.Articles = append(s.Articles, a)
			}
			iss.Sections = append(iss.Sections, s)
		}
		files := contentsOf(t, mustWrite(t, iss, Options{}))
		for i, s := range iss.Sections {
			for j := range s.Articles {
				want, got := modelText(&s.Articles[j]), textOf(t, files[xhtmlFolder+articleName(i, j)])
				if want != got {
					rt.Fatalf("model %q, edition %q", want, got)
				}
			}
		}
	})
}

func TestHostileTitles(t *testing.T) {
	t.Parallel()
	for name, title := range map[string]string{
		"markup":       `<script>alert("&amp;")</script>`,
		"cdata end":    "甲]]>乙",
		"path":         "../../etc/passwd",
		"long":         strings.Repeat("长", 10_000),
		"bidi":         "甲\u202e乙\u2067丙",
		"staged shape": "\n</body>\n</html>\n<body dir=\"auto\">\n",
		"url":          "https://example.org/",
		"entity":       "&nbsp;&#11;",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			iss := titled(title)
			checkComplete(t, iss, Options{})
			files := contentsOf(t, mustWrite(t, iss, Options{}))
			if len(files) != 10 {
				t.Errorf("%d files", len(files))
			}
			for path, content := range files {
				if strings.Contains(content, "<script") || strings.ContainsAny(content, "\u202e\u2067") {
					t.Errorf("%s holds the title as it came", path)
				}
			}
			nav, err := read([]byte(files[navPath]))
			if err != nil {
				t.Fatal(err)
			}
			var titles []string
			for _, a := range nav.named("a") {
				titles = append(titles, a.text)
			}
			if got := titles[3]; got != strings.TrimSpace(title) {
				t.Errorf("the navigation says %.60q", got)
			}
		})
	}
}

// linked makes the example with another address behind its first QR note.
func linked(address string) func() *issue.Issue {
	return func() *issue.Issue {
		iss := example()
		blocks := iss.Sections[0].Articles[0].Blocks
		at := slices.IndexFunc(blocks, func(b issue.Block) bool { return b.Kind == issue.QRNote })
		blocks[at] = qrNote("扫", address)
		blocks[at].Pos = diag.Pos{File: "a.txt", Line: 9, Col: 1}
		return iss
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		issue func() *issue.Issue
		want  []string // parts of the message in English
	}{
		"control character": {issue: func() *issue.Issue { return titled("甲乙\u000b丙") },
			want: []string{"a.txt:1:3: the character U+000B", "甲乙\ufffd丙", "cannot stand in an EPUB"}},
		"not a character": {issue: func() *issue.Issue { return titled("甲\uffff") }, want: []string{"a.txt:1:2: the character U+FFFF"}},
		"not UTF-8":       {issue: func() *issue.Issue { return titled("甲\xff") }, want: []string{"a.txt:1:2: the byte 0xFF"}},
		"all at once": {issue: func() *issue.Issue {
			iss := titled("\x00")
			iss.Publication.Name = "报\x01"
			iss.Sections[0].Articles[0].Blocks[0].Inlines[0].Text = "\x02"
			return iss
		}, want: []string{"U+0000", "U+0001 in “publication.name”", "U+0002"}},
		"empty issue": {issue: func() *issue.Issue { iss := example(); iss.Sections = nil; return iss }, want: []string{"no articles"}},
		"nothing said": {issue: func() *issue.Issue {
			iss := titled("\u3000")
			iss.Sections[0].Articles[0].Blocks = nil
			return iss
		}, want: []string{"a.txt:1:1: the article has neither headline nor text"}},
		"no name":      {issue: func() *issue.Issue { iss := example(); iss.Publication.Name = " "; return iss }, want: []string{"publication.name"}},
		"no date":      {issue: func() *issue.Issue { iss := example(); iss.Date = time.Time{}; return iss }, want: []string{"no date"}},
		"no revision":  {issue: func() *issue.Issue { iss := example(); iss.Revision = time.Time{}; return iss }, want: []string{"time of revision"}},
		"language":     {issue: func() *issue.Issue { iss := example(); iss.Publication.Language = "en"; return iss }, want: []string{"publication.language"}},
		"script":       {issue: linked("javascript:alert(1)"), want: []string{"a.txt:9:1: ", "javascript:alert(1)"}},
		"file":         {issue: linked("file:///etc/passwd"), want: []string{"file:///etc/passwd"}},
		"no scheme":    {issue: linked("example.org/a"), want: []string{"example.org/a"}},
		"no host":      {issue: linked("https:///a"), want: []string{"https:///a"}},
		"other script": {issue: linked("https://例子.中国/"), want: []string{"例子.中国"}},
		"bad port":     {issue: linked("https://example.org:x/"), want: []string{"example.org:x"}},
		"user name":    {issue: linked("https://bank.example@evil.example/"), want: []string{"evil.example"}},
		"bidi mark":    {issue: linked("https://example.org/\u202egpj"), want: []string{"example.org"}},
		"space":        {issue: linked("https://example.org/a b"), want: []string{"example.org"}},
		"markup":       {issue: linked("https://example.org/?q=<b>"), want: []string{"a.txt:9:1: ", "q=<b>"}},
		"quote":        {issue: linked(`https://example.org/?q="`), want: []string{"a.txt:9:1: "}},
		"brackets":     {issue: linked("https://example.org/?q=]]"), want: []string{"a.txt:9:1: "}},
		"backslash":    {issue: linked(`https://example.org/..\..\etc`), want: []string{"a.txt:9:1: "}},
		"lone percent": {issue: linked("https://example.org/?q=5%"), want: []string{"a.txt:9:1: "}},
		"line end":     {issue: linked("https://example.org/\n"), want: []string{"a.txt:9:1: "}},
		"vertical tab": {issue: linked("https://example.org/\v"), want: []string{"a.txt:9:1: "}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, err := Write(tc.issue(), Options{})
			var refused *InputError
			if !errors.As(err, &refused) || data != nil {
				t.Fatalf("error %v, %d bytes", err, len(data))
			}
			for _, want := range tc.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q is not in %q", want, err)
				}
			}
			for _, d := range refused.Found {
				if d.Message.Zh == "" || d.Message.En == "" || d.Code == "" {
					t.Errorf("diagnostic %+v is not whole", d)
				}
			}
		})
	}
}

// TestAddresses: what a link may carry, escaped and shown.
func TestAddresses(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://example.org/2020/表彰决定?id=1&b='2'":           `<a href="https://example.org/2020/表彰决定?id=1&amp;b='2'">点此打开：example.org/2020/表彰决定?id=1&amp;b='2'</a>`,
		"https://example.org/../%3Cb%3E":                     `<a href="https://example.org/../%3Cb%3E">点此打开：example.org/../%3Cb%3E</a>`,
		"http://example.org:8080/#a":                         `<a href="http://example.org:8080/#a">点此打开：example.org:8080/#a</a>`,
		"mailto:desk@example.org":                            `<a href="mailto:desk@example.org">点此打开：desk@example.org</a>`,
		"https://example.org/" + strings.Repeat("长", 10_000): `">点此打开：example.org/…</a>`,
	} {
		if got := contentsOf(t, mustWrite(t, linked(address)(), Options{}))[xhtmlFolder+"p01-a01.xhtml"]; !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

func FuzzEscape(f *testing.F) {
	for _, s := range []string{"", "中文", `<&>"'`, "]]>", "\x00\x0b\xff", "\r\n\t", "\u202e\ufffe", "&nbsp;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var m markup
		m.raw(`<r`)
		m.attr("a", s)
		m.raw(">")
		m.text(s)
		m.raw("</r>")
		doc, err := read([]byte(strings.Replace(strings.Replace(m.String(), "<r", `<a xmlns="urn:x"`, 1), "</r>", "</a>", 1)))
		if err != nil {
			t.Fatalf("%q: %v", m.String(), err)
		}
		want := strings.Map(func(r rune) rune {
			if !legal(r, 3) {
				return '\uFFFD'
			}
			return r
		}, s) // Map turns each stray byte into U+FFFD too
		if e := doc.elements[0]; e.text != want || e.attr["a"] != want {
			t.Errorf("text %q, attribute %q, want %q", e.text, e.attr["a"], want)
		}
	})
}

func BenchmarkWrite(b *testing.B) {
	iss := bulletin()
	for b.Loop() {
		mustWrite(b, iss, Options{})
	}
}
