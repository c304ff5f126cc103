// Command markdown writes a manuscript as Markdown, for programs that make an EPUB of
// that: articles with their headline groups, paragraphs with run-in subheads, and all other
// blocks as paragraphs.
//
//	markdown MANUSCRIPT TITLE >TEXT.md
package main

import (
	"fmt"
	"os"
	"strings"

	"banxin/internal/issue"
	"banxin/internal/manuscript"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: markdown MANUSCRIPT TITLE >TEXT.md")
		os.Exit(2)
	}
	data, err := os.ReadFile(os.Args[1])
	if err == nil {
		var text string
		if text, err = convert(os.Args[1], os.Args[2], data); err == nil {
			_, err = os.Stdout.WriteString(text)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "markdown:", err)
		os.Exit(1)
	}
}

// convert gives a manuscript as a document of Markdown with the title.
func convert(file, title string, data []byte) (string, error) {
	res, diags := manuscript.Read(file, data, manuscript.Options{})
	if diags.HasErrors() {
		return "", fmt.Errorf("read %s: %v", file, diags)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %q\nlang: zh-Hans\n---\n", title)
	for _, a := range issue.Articles(res.Sections) {
		paragraph(&b, "# ", escape(a.HeadlineText()))
		for _, group := range [][]issue.Inline{a.Kicker, a.Overline, a.Deck} {
			paragraph(&b, "", escape(issue.Plain(group)))
		}
		for i := range a.Blocks {
			text := ""
			for _, in := range a.Blocks[i].Inlines {
				if in.Kind == issue.RunIn {
					text += "**" + escape(in.Text) + "**"
				} else {
					text += escape(in.Text)
				}
			}
			paragraph(&b, "", text)
		}
	}
	return b.String(), nil
}

func paragraph(b *strings.Builder, mark, text string) {
	if text != "" {
		b.WriteString("\n" + mark + text + "\n")
	}
}

// escape puts a backslash before every mark that may mean something in Markdown.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < 0x80 && strings.ContainsRune("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
