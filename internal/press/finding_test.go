package press

import (
	"strings"
	"testing"

	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/internal/issue"
	"banxin/layout"
)

// oddManuscript has a rare character at several places; text before some of them
// grew or shrank when it was normalised.
const oddManuscript = "\uFEFF书记𠂇晶:\r\n高点 定𠂇位\r\n\r\n小标题。ABC ,丁𠂇\r\n后半句...戊𠂇己"

// oddLocator is a locator over the article that the manuscript above makes.
func oddLocator() *locator {
	const file = "sources/i/a.txt"
	pos := func(line, col int) diag.Pos { return diag.Pos{File: file, Line: line, Col: col} }
	a := issue.Article{
		Pos:      pos(1, 1),
		Kicker:   []issue.Inline{{Pos: pos(1, 1), Text: "书记𠂇晶："}},
		Headline: [][]issue.Inline{{{Pos: pos(2, 1), Text: "高点"}}, {{Pos: pos(2, 4), Text: "定𠂇位"}}},
		Blocks: []issue.Block{
			{Kind: issue.Paragraph, Pos: pos(4, 1), Inlines: []issue.Inline{
				{Kind: issue.RunIn, Pos: pos(4, 1), Text: "小标题。"},
				{Pos: pos(4, 5), Text: "ABC，丁𠂇"},
				{Pos: pos(5, 1), Text: "后半句……戊𠂇己"},
			}},
		},
	}
	pieces := newPieces("a.txt", []issue.Section{{Articles: []issue.Article{a}}})
	pieces[0].story("c", func(*issue.Block) [][]bool { return nil })
	keys := map[string]diag.Pos{
		"qr.side":                  {File: "config.toml", Line: 60},
		"publication.name":         {File: "config.toml", Line: 5},
		"template[0].text[0].text": {File: "config.toml", Line: 40},
		"template[0].contents[0]":  {File: "config.toml", Line: 50},
		"template[0].text[0]":      {File: "config.toml", Line: 39},
		"number":                   {File: "sources/i/issue.toml", Line: 3},
		"template":                 {File: "config.toml", Line: 30},
	}
	cfg := &config.Config{Keys: keys, File: "config.toml"}
	cfg.Publication.Name = "报𠮷"
	cfg.Template = []config.Template{{
		Text:     []config.Text{{Text: "版𠀋", Style: "folio"}},
		Contents: []config.Contents{{Title: "导读㐂", Style: "rail"}},
	}}
	return &locator{cfg: cfg, iss: &config.Issue{Keys: keys, Number: "𠃌"},
		pieces: map[string]*piece{pieces[0].id: &pieces[0]}, sources: map[string][]byte{file: []byte(oddManuscript)}}
}

func TestFindingPositions(t *testing.T) {
	t.Parallel()
	l := oddLocator()
	missing := func(story string, para, offset int, r rune) layout.Finding {
		return layout.Finding{Code: layout.MissingGlyph, Story: story, Para: para, Offset: offset, Rune: r, Name: "song"}
	}
	for _, c := range []struct {
		name string
		f    layout.Finding
		want string
	}{
		{"kicker, the first part of a heading with it", missing("a.txt:2", -1, 2, '𠂇'), "sources/i/a.txt:1:3"},
		{"shortened text before it", missing("a.txt:2", 0, 9, '𠂇'), "sources/i/a.txt:4:11"},
		{"joined line, lengthened text before it", missing("a.txt:2", 0, 16, '𠂇'), "sources/i/a.txt:5:8"},
		{"a line, not a character", layout.Finding{Code: layout.LooseLine, Story: "a.txt:2", Para: 0, Offset: 12}, "sources/i/a.txt:5:3"},
		{"past the end", layout.Finding{Code: layout.Runt, Story: "a.txt:2", Para: 0, Offset: 99}, "sources/i/a.txt:4:1"},
		{"paragraph that is not there", layout.Finding{Code: layout.Runt, Story: "a.txt:2", Para: 9}, "sources/i/a.txt:2:1"},
		{"headline group", layout.Finding{Code: layout.TooWide, Story: "a.txt:2", Para: -1, Name: "headline"}, "sources/i/a.txt:2:1"},
		{"heading without the character", missing("a.txt:2", -1, 0, '𠀀'), "sources/i/a.txt:2:1"},
		{"publication name", missing("", -1, 0, '𠮷'), "config.toml:5"},
		{"number", missing("", -1, 0, '𠃌'), "sources/i/issue.toml:3"},
		{"furniture", missing("", -1, 0, '𠀋'), "config.toml:40"},
		{"rail", missing("", -1, 0, '㐂'), "config.toml:50"},
		{"style of furniture", layout.Finding{Code: layout.TooWide, Para: -1, Name: "folio"}, "config.toml:40"},
		{"QR code", layout.Finding{Code: layout.QRSmall, Para: 7, Count: 2}, "config.toml:60"},
		{"contents rail", layout.Finding{Code: layout.ContentsFull, Para: -1, Count: 2}, "config.toml:50"},
		{"unknown furniture", missing("", -1, 0, '𠀀'), "config.toml:30"},
	} {
		d := l.diagnostics([]layout.Finding{c.f})[0]
		if d.Pos.String() != c.want {
			t.Errorf("%s: %s, want %s", c.name, d.Pos, c.want)
		}
	}
}

// TestFindingWords: every code has sentences of its own in both languages with
// all that the finding says, and an action; a code that is not known yet is
// reported all the same.
func TestFindingWords(t *testing.T) {
	t.Parallel()
	for _, code := range []string{layout.MissingGlyph, layout.Overflow, layout.MovedStory, layout.MovedBox, layout.LooseLine,
		layout.NotFlush, layout.Runt, layout.QRSmall, layout.ContentsFull, layout.TooWide,
		layout.FrameTooSmall, layout.WidowLine, layout.OrphanLine, layout.SubheadAlone, layout.NothingContinues, "of-tomorrow"} {
		for _, story := range []string{"标题", ""} {
			d := describe(&layout.Finding{Code: code, Rune: '𠂇', Name: "lead", Count: 7}, story)
			for _, text := range append([]diag.Text{d.Message}, d.Hints...) {
				if text.Zh == "" || text.En == "" || strings.Contains(text.Zh+text.En, "%!") {
					t.Errorf("%s: %q", code, text)
				}
			}
			if code == "of-tomorrow" {
				if !strings.Contains(d.Message.Zh, code) {
					t.Errorf("%s: %q", code, d.Message.Zh)
				}
			} else if len(d.Hints) == 0 || strings.Contains(d.Message.En, "layout reports") {
				t.Errorf("%s has no words of its own", code)
			}
			if want := code == layout.MissingGlyph; (d.Severity == diag.Error) != want {
				t.Errorf("%s is %s", code, d.Severity)
			}
		}
	}
	d := describe(&layout.Finding{Code: layout.MissingGlyph, Rune: '𠂇', Name: "song"}, "标题")
	if d.Message.Zh != "字体 song 的后备链里没有“𠂇”（U+20087）这个字" {
		t.Errorf("%q", d.Message.Zh)
	}
}

func TestLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		data string
		n    int
		want string
	}{
		{"a\nb", 1, "a"}, {"a\nb", 2, "b"}, {"a\r\nb\r\n", 2, "b"}, {"a\rb", 2, "b"}, {"\uFEFFa", 1, "a"}, {"a", 5, ""}, {"\xc4\xe3\n", 1, ""},
	} {
		if got := (&locator{sources: map[string][]byte{"a.txt": []byte(c.data)}}).line("a.txt", c.n); got != c.want {
			t.Errorf("line %d of %q is %q", c.n, c.data, got)
		}
	}
}

// TestFindingsOfOneHeadlineAreSaidOnce: a character that no face has stands twice
// in a headline, and both findings point at the first.
func TestFindingsOfOneHeadlineAreSaidOnce(t *testing.T) {
	t.Parallel()
	l := oddLocator()
	f := layout.Finding{Code: layout.MissingGlyph, Story: "c", Para: -1, Rune: '𠂇', Name: "song"}
	other := f
	other.Name = "hei"
	for id := range l.pieces {
		f.Story, other.Story = id, id
	}
	if got := l.diagnostics([]layout.Finding{f, f, other}); len(got) != 2 {
		t.Errorf("%d diagnostics, want one for each face: %v", len(got), got)
	}
}
