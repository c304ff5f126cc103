package press

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/xml"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"

	gocmp "github.com/google/go-cmp/cmp"

	"banxin/layout/display"
)

// heading is the order of the parts of a headline group.
var heading = []display.PartKind{display.Kicker, display.Overline, display.Headline, display.Deck}

// printedText gives the text of each article as it stands on the pages: its parts in the
// order of the article, whatever column, page or box they were set in.
//
// readings are those of ruby, in the order of the pages.
func printedText(j *job) (said, readings map[string]string) {
	texts, read := map[string]map[display.Part]string{}, map[string]string{}
	for i := range j.doc.Pages {
		story, is := "", display.Part{}
		for _, item := range j.doc.Pages[i].Items {
			switch it := item.(type) {
			case *display.Mark:
				story, is = it.Story, it.Part
			case *display.GlyphRun:
				if is.Kind == display.Beside {
					read[story] += it.Text()
				}
				if it.Furniture || story == "" {
					continue
				}
				if texts[story] == nil {
					texts[story] = map[display.Part]string{}
				}
				texts[story][is] += it.Text()
			}
		}
	}
	rank := func(p display.Part) int { // the headline group first, credits behind captions
		switch i := slices.Index(heading, p.Kind); {
		case i >= 0:
			return i - len(heading)
		case p.Kind == display.Credit:
			return 1
		}
		return 0
	}
	said, readings = map[string]string{}, map[string]string{}
	for i := range j.pieces {
		p := &j.pieces[i]
		readings[p.article.Title()] = squeezed(read[p.id])
		parts := slices.SortedFunc(maps.Keys(texts[p.id]), func(a, b display.Part) int {
			return cmp.Or(cmp.Compare(min(rank(a), 0), min(rank(b), 0)), cmp.Compare(a.Para, b.Para), cmp.Compare(rank(a), rank(b)),
				cmp.Compare(a.Row, b.Row), cmp.Compare(a.Column, b.Column))
		})
		text := ""
		for _, is := range parts {
			text += texts[p.id][is]
		}
		said[p.article.Title()] = squeezed(text)
	}
	return said, readings
}

// squeezed takes the blanks out: editions set their own.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// carriedText gives the text of each article of an EPUB, without what it adds to that of
// print; readings are those of ruby.
func carriedText(t *testing.T, data []byte) (said, readings map[string]string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	said, readings = map[string]string{}, map[string]string{}
	for _, f := range z.File {
		if !strings.Contains(f.Name, "-a") || !strings.HasSuffix(f.Name, ".xhtml") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(r)
		title, text, inBody, skipped := "", "", false, 0
		inTitle, inReading, read := false, false, ""
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			switch e := token.(type) {
			case xml.StartElement:
				inBody = inBody || e.Name.Local == "body"
				inTitle = e.Name.Local == "title"
				inReading = e.Name.Local == "rt"
				drop := skipped > 0 || inReading
				for _, a := range e.Attr {
					drop = drop || a.Name.Local == "class" && slices.Contains([]string{"qr-link", "qr-pending", "link-host", "backlink"}, a.Value)
				}
				if drop {
					skipped++
				}
			case xml.EndElement:
				inTitle, inReading = false, false
				if skipped > 0 {
					skipped--
				}
			case xml.CharData:
				switch {
				case inTitle:
					title = string(e)
				case inReading:
					read += string(e)
				case inBody && skipped == 0:
					text += string(e)
				}
			}
		}
		said[title], readings[title] = squeezed(text), squeezed(read)
	}
	return said, readings
}

// TestBothEditionsSayTheSame: the articles of the EPUB are those of the pages, character
// by character; jump lines, folios and the contents rail are print's own, the page of
// corrections the EPUB's.
func TestBothEditionsSayTheSame(t *testing.T) {
	t.Parallel()
	const rich = "来稿要闻\n\n第一段说了一些话，接着又说了一些话。\n\n| 单位 | 人数 |\n| 甲镇 | 12 |\n| 乙镇 | 345 |\n\n张三　李四　王五\n\n（一）第一件事。\n\n扫描二维码看全文。\n\n·陆蕾·\n\n" +
		"　　在{崇川|chóng chuān}区，{*五山*}之一的{狼山|láng shān}游人如织[^1]。{**要点**}见[网站](https://example.org/a)，或写信给a@b.cn[^2]；再说一遍[^1]。\n\n" +
		"[^1]: 据{*{濠河|háo}*}统计。\n[^2]: 第二条，见www.example.org。\n"
	for name, req := range map[string]Request{
		"bulletin": shippedRequest(t),
		"A4":       {ConfigPath: "../../examples/a4-two-column/config.toml", OutDir: t.TempDir(), Version: "test"},
		"corrected": paper(t, map[string]string{"a.txt": spring, "issue.toml": "date = 2026-03-01\n[[correction]]\ndate = 2026-03-01\ntext = '上期有误。'\n" +
			"[[correction]]\ndate = 2026-03-01\nheadline = '春天来了'\ntext = '“公园”误作“花园”。'\n"}),
		"rich": paper(t, map[string]string{"issue.toml": "date = 2026-03-01\n", "a.txt": rich}),
	} {
		j := &job{req: req}
		for _, do := range []step{{"config", j.config}, {"read", j.read}, {"place", j.place}, {"compose", j.compose}, {"epub", j.writeEPUB}} {
			if diags := do.do(t.Context()); diags.HasErrors() {
				t.Fatalf("%s, %s: %s", name, do.name, summary(diags))
			}
		}
		pages, pageReadings := printedText(j)
		book, bookReadings := carriedText(t, j.epub)
		if name == "rich" && len(pageReadings["来稿要闻"]) < 20 {
			t.Errorf("readings in print: %v", pageReadings)
		}
		if diff := gocmp.Diff(pageReadings, bookReadings); diff != "" {
			t.Errorf("%s: readings (-print +EPUB)\n%s", name, diff)
		}
		if len(pages) != len(book) || len(pages) != len(j.pieces) {
			t.Errorf("%s: %d articles in print, %d in the EPUB, %d in the manuscripts", name, len(pages), len(book), len(j.pieces))
		}
		for title, want := range pages {
			if got := book[title]; got != want || want == "" {
				t.Errorf("%s: %s\nprint %s\nEPUB  %s", name, title, want, got)
			}
		}
	}
}
