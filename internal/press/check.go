package press

import (
	"strings"

	"banxin/internal/diag"
	"banxin/layout"
	"banxin/layout/display"
)

// checkText holds composed pages against the stories they were made of: every
// character of a story stands on a page exactly once, nothing was invented, and
// headings and paragraphs stand whole and in their order. Boxes, their captions
// and bylines have places of their own. A difference is a fault of the program,
// and is never released.
func checkText(doc *display.Document, stories []layout.Story, pieces []piece) diag.List {
	found := printed(doc)
	hint := diag.Say("这是程序的错误：请连同来稿报告", "this is a fault of the program: please report it with the manuscript")
	var diags diag.List
	for i := range stories {
		s, pos := &stories[i], headPos(pieces[i].article)
		heading, paras, others := storyText(s)
		have := found[s.ID]
		if have == nil {
			have = &printedStory{}
		}
		lost, extra := difference(heading+strings.Join(paras, "")+others, have.heading.String()+have.body.String()+have.figures.String())
		if lost != "" || extra != "" {
			diags.Add(pos, diag.Error, "text-not-whole",
				diag.Say("《%s》没有完整地排到版上：少了“%s”，多了“%s”", "“%s” does not stand on the pages whole: “%s” is missing, “%s” is too much", s.Title, lost, extra), hint)
			continue
		}
		if begin := displaced(heading, paras, have); begin != "" {
			diags.Add(pos, diag.Error, "text-out-of-order",
				diag.Say("《%s》在版上的次序乱了：“%s”不在它该在的地方", "“%s” does not stand on the pages in its order: “%s” is not where it belongs", s.Title, begin), hint)
		}
	}
	return diags
}

// printedStory is the text of a story as the display list has it, in its order
// there, without spaces.
type printedStory struct{ heading, body, figures strings.Builder }

func printed(doc *display.Document) map[string]*printedStory {
	found := map[string]*printedStory{}
	for i := range doc.Pages {
		var text *strings.Builder
		for _, item := range doc.Pages[i].Items {
			switch item := item.(type) {
			case *display.Mark:
				text = nil
				if item.Story == "" {
					continue
				}
				if found[item.Story] == nil {
					found[item.Story] = &printedStory{}
				}
				text = found[item.Story].part(item.Role)
			case *display.GlyphRun:
				if !item.Furniture && text != nil {
					text.WriteString(solid(item.Text()))
				}
			}
		}
	}
	return found
}

func (p *printedStory) part(role string) *strings.Builder {
	switch role {
	case "headline":
		return &p.heading
	case "figure":
		return &p.figures
	}
	return &p.body
}

// storyText gives a story's text without spaces: the headline group, the running
// text by paragraph, and the words that layout may put elsewhere.
func storyText(s *layout.Story) (heading string, paras []string, others string) {
	heading = solid(s.Kicker + s.Overline + strings.Join(s.Headline, "") + s.Deck)
	for i := range s.Paras {
		text := ""
		for _, span := range s.Paras[i].Spans {
			text += solid(span.Text)
		}
		if s.Paras[i].Kind == layout.Body {
			paras = append(paras, text)
		} else {
			others += text
		}
	}
	return heading, paras, others
}

// displaced gives the beginning of the first part of a story that does not stand
// where it belongs: the headline group as it is, the paragraphs each as a whole
// and one after the other. Empty: there is none.
func displaced(heading string, paras []string, have *printedStory) string {
	if heading != have.heading.String() {
		return beginning(heading)
	}
	rest := have.body.String()
	for _, para := range paras {
		at := strings.Index(rest, para)
		if at < 0 {
			return beginning(para)
		}
		rest = rest[at+len(para):]
	}
	return ""
}

// beginning shortens a text for a message.
func beginning(text string) string {
	if runes := []rune(text); len(runes) > shownRunes {
		return string(runes[:shownRunes]) + "…"
	}
	return text
}

// solid leaves out the spaces of a text: they are drawn as distances.
func solid(text string) string { return strings.Join(strings.Fields(text), "") }

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
					diag.Say("《%s》有文字排出了第 %s 版的成品边，会被裁掉", "text of “%s” stands outside page %s and would be cut off", story.article.Title(), page.Label),
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

// difference compares two texts as bags of characters and gives what is lost and what is extra, in order of place and shortened for a message.
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
		if count[r]*sign <= 0 {
			continue
		}
		count[r] -= sign
		out = append(out, r)
	}
	return beginning(string(out))
}
