package press

import (
	"bytes"
	"strings"
	"unicode"

	"banxin/internal/diag"
	"banxin/layout"
	"banxin/layout/display"
)

// checkText holds composed pages against the stories they were made of: every
// character of a story stands on a page exactly once, nothing was invented. A
// difference is a fault of the program, and is never released.
func checkText(doc *display.Document, stories []layout.Story, pieces []piece) diag.List {
	found := map[string]*strings.Builder{}
	for i := range stories {
		found[stories[i].ID] = &strings.Builder{}
	}
	for i := range doc.Pages {
		var text *strings.Builder
		for _, item := range doc.Pages[i].Items {
			switch item := item.(type) {
			case *display.Mark:
				text = found[item.Story]
			case *display.GlyphRun:
				if !item.Furniture && text != nil {
					text.WriteString(item.Text())
				}
			}
		}
	}
	var diags diag.List
	for i := range stories {
		lost, extra := difference(storyText(&stories[i]), found[stories[i].ID].String())
		if lost == "" && extra == "" {
			continue
		}
		diags.Add(headPos(pieces[i].article), diag.Error, "text-not-whole",
			diag.Say("“%s”没有完整地排到版上：少了“%s”，多了“%s”", "“%s” does not stand on the pages whole: “%s” is missing, “%s” is too much", stories[i].Title, lost, extra),
			diag.Say("这是程序的错误：请连同来稿报告", "this is a fault of the program: please report it with the manuscript"))
	}
	return diags
}

func storyText(s *layout.Story) string {
	var b strings.Builder
	b.WriteString(s.Kicker + s.Overline + strings.Join(s.Headline, "") + s.Deck)
	for i := range s.Paras {
		for _, span := range s.Paras[i].Spans {
			b.WriteString(span.Text)
		}
	}
	return b.String()
}

// checkInside reports stories whose text stands, even in part, outside the
// trimmed page, where it would be cut off: each once, at its headline.
func checkInside(doc *display.Document, pieces []piece) diag.List {
	byID := make(map[string]*piece, len(pieces))
	for i := range pieces {
		byID[pieces[i].id] = &pieces[i]
	}
	var diags diag.List
	for i := range doc.Pages {
		page := &doc.Pages[i]
		var story *piece
		for _, item := range page.Items {
			switch item := item.(type) {
			case *display.Mark:
				story = byID[item.Story]
			case *display.GlyphRun:
				if story == nil || item.Furniture || inside(page, item) {
					continue
				}
				diags.Add(headPos(story.article), diag.Finding, "text-outside-page",
					diag.Say("“%s”有文字排出了第 %s 版的成品边，会被裁掉", "text of “%s” stands outside page %s and would be cut off", story.article.Title(), page.Label),
					diag.Say("把框放大，或把字号改小", "make its frame larger, or its type smaller"))
				delete(byID, story.id)
				story = nil
			}
		}
	}
	return diags
}

// inside tells whether the whole of a run stands on the trimmed page, in height
// by its em box, whose top is taken at 0.88 em and foot at 0.12 em from the
// baseline.
func inside(page *display.Page, run *display.GlyphRun) bool {
	return run.X >= 0 && run.X+run.Width() <= page.Width &&
		run.Y >= run.Size.Times(88, 100) && run.Y+run.Size.Times(12, 100) <= page.Height
}

// shownRunes is how much of a difference a message quotes.
const shownRunes = 20

// difference compares two texts as bags of characters, spaces left out, and gives
// what is lost and what is extra, in order of place and shortened for a message.
func difference(want, have string) (lost, extra string) {
	count := map[rune]int{}
	for _, r := range want {
		count[r]++
	}
	for _, r := range have {
		count[r]--
	}
	return surplus(want, count, 1), surplus(have, count, -1)
}

// surplus gives the characters of text whose count has the sign given.
func surplus(text string, count map[rune]int, sign int) string {
	var out []rune
	for _, r := range text {
		if count[r]*sign <= 0 || unicode.IsSpace(r) {
			continue
		}
		count[r] -= sign
		out = append(out, r)
	}
	if len(out) > shownRunes {
		out = append(out[:shownRunes], '…')
	}
	return string(out)
}

// checkFiles looks at the finished bytes for what a reader asks first: that each
// file is of its kind and whole.
func checkFiles(files []Output) diag.List {
	var diags diag.List
	for _, f := range files {
		whole := true
		switch {
		case strings.HasSuffix(f.Name, ".pdf"):
			whole = bytes.HasPrefix(f.Data, []byte("%PDF-")) && bytes.HasSuffix(bytes.TrimSpace(f.Data), []byte("%%EOF"))
		case strings.HasSuffix(f.Name, ".epub"):
			const mimetype = "mimetypeapplication/epub+zip"
			whole = len(f.Data) > 58 && string(f.Data[30:58]) == mimetype
		}
		if !whole {
			diags.Add(diag.Pos{File: f.Name}, diag.Error, "file-not-whole",
				diag.Say("写出的文件不完整", "the file that was written is not whole"),
				diag.Say("这是程序的错误：请报告", "this is a fault of the program: please report it"))
		}
	}
	return diags
}
