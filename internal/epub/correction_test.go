package epub

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"banxin/internal/diag"
	"banxin/internal/issue"
)

func correction(day int, s string) issue.Correction {
	return issue.Correction{Pos: diag.Pos{File: "issue.toml", Line: day}, Date: time.Date(2026, 3, day, 0, 0, 0, 0, shanghai),
		Text: []issue.Inline{{Pos: diag.Pos{File: "issue.toml", Line: day}, Text: s}}}
}

// TestCorrections: they stand by date behind the last article and before the colophon,
// each with the way to its article, and are in the contents, once.
func TestCorrections(t *testing.T) {
	t.Parallel()
	iss := example()
	iss.Sections[0].Articles[0].Corrections = []issue.Correction{correction(9, "丁"), correction(7, "乙")}
	iss.Sections[1].Articles[1].Corrections = []issue.Correction{correction(7, "丙")}
	iss.Corrections = []issue.Correction{correction(6, "甲"), correction(9, "戊")}
	files := contentsOf(t, mustWrite(t, iss, Options{}))
	body := files[xhtmlFolder+correctionsName]
	var order []string
	for _, item := range strings.Split(body, "<li>")[1:] {
		text := strings.Join(strings.Fields(tag.ReplaceAllString(item, " ")), " ")
		order = append(order, text)
	}
	want := []string{
		"甲 2026年3月6日", "良田连片 机声入画 农事正忙 乙 2026年3月7日", "本报讯：这一则短讯没有标题，只有正文，目…… 丙 2026年3月7日",
		"良田连片 机声入画 农事正忙 丁 2026年3月9日", "戊 2026年3月9日",
	}
	if !slices.Equal(order, want) {
		t.Errorf("corrections %q", order)
	}
	for _, link := range []string{`<a href="p01-a01.xhtml">`, `<a href="p02-a02.xhtml">`, `<time datetime="2026-03-06">`} {
		if !strings.Contains(body, link) {
			t.Errorf("no %s in\n%s", link, body)
		}
	}
	opf := files[packagePath]
	if spine := opf[strings.Index(opf, "<spine"):]; !strings.Contains(spine, "<itemref idref=\"p02-a02.xhtml\"/>\n<itemref idref=\"corrections.xhtml\"/>\n<itemref idref=\"colophon.xhtml\"/>") {
		t.Errorf("the spine is\n%s", spine)
	}
	for path, n := range map[string]int{navPath: 2, ncxPath: 1} { // in the contents and the landmarks
		if strings.Count(files[path], correctionsName) != n {
			t.Errorf("%s names the corrections %d times", path, strings.Count(files[path], correctionsName))
		}
	}
	for name, content := range files {
		if name != xhtmlFolder+correctionsName && strings.Contains(content, "戊") {
			t.Errorf("%s holds a correction", name)
		}
	}
}

func TestNoCorrections(t *testing.T) {
	t.Parallel()
	for path, content := range contentsOf(t, mustWrite(t, bulletin(), Options{})) {
		if strings.Contains(path+content, "corrections.xhtml") || strings.Contains(content, "errata") {
			t.Errorf("%s speaks of corrections", path)
		}
	}
}

// TestEmptyCorrections: none goes out without a word or a date.
func TestEmptyCorrections(t *testing.T) {
	t.Parallel()
	undated := correction(7, "甲")
	undated.Date = time.Time{}
	for name, c := range map[string]issue.Correction{"no text": correction(7, "\u3000"), "no date": undated} {
		for _, of := range []string{"issue", "article"} {
			iss := example()
			if of == "issue" {
				iss.Corrections = []issue.Correction{c}
			} else {
				iss.Sections[1].Articles[0].Corrections = []issue.Correction{c}
			}
			var refused *InputError
			if _, err := Write(iss, Options{}); !errors.As(err, &refused) || len(refused.Found) != 1 || refused.Found[0].Pos.String() != "issue.toml:7" {
				t.Errorf("%s of an %s: %v", name, of, err)
			}
		}
	}
}
