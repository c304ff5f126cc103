// Command long makes a project with a long text: the shipped bulletin N times,
// with a running number in every headline and paragraph, so that no two of them
// are alike, on the page of examples/a4-two-column. Run it from the root of the
// repository:
//
//	go run ./examples/long -n 100 FOLDER
//	go run ./cmd/banxin build -c FOLDER/config.toml
//
// A hundred repetitions are about half a million characters.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"banxin/internal/issue"
	"banxin/internal/manuscript"
)

const (
	source   = "sources/2021-01-15/bulletin.txt"
	settings = "examples/a4-two-column/config.toml"
	id       = "long"
)

func main() {
	n := flag.Int("n", 100, "how often the text is repeated")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: long [-n N] FOLDER")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 1 || *n < 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *n); err != nil {
		fmt.Fprintln(os.Stderr, "long:", err)
		os.Exit(1)
	}
}

func run(folder string, n int) error {
	data, err := os.ReadFile(source)
	if err != nil {
		return err
	}
	config, err := os.ReadFile(settings)
	if err != nil {
		return err
	}
	res, diags := manuscript.Read(source, data, manuscript.Options{})
	if diags.HasErrors() {
		return fmt.Errorf("read %s: %v", source, diags)
	}
	dir := filepath.Join(folder, "sources", id)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for name, text := range map[string]string{
		filepath.Join(folder, "config.toml"): strings.Replace(string(config), `issue = "2021-01-15"`, `issue = "`+id+`"`, 1),
		filepath.Join(dir, "issue.toml"):     "date = 2021-01-15\nmanuscripts = [\"bulletin.txt\"]\n",
		filepath.Join(dir, "bulletin.txt"):   repeat(issue.Articles(res.Sections), n),
	} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// repeat writes the articles n times as a manuscript.
func repeat(articles []*issue.Article, n int) string {
	var b strings.Builder
	number := 0
	for round := range n {
		for _, a := range articles {
			if kicker := issue.Plain(a.Kicker); kicker != "" {
				b.WriteString(kicker + "\n\n")
			}
			fmt.Fprintf(&b, "%s之%d\n\n", a.HeadlineText(), round+1)
			for i := range a.Blocks {
				text := issue.Plain(a.Blocks[i].Inlines)
				if k := a.Blocks[i].Kind; k == issue.Lead || k == issue.Paragraph {
					number++
					text = numbered(text, number)
				}
				b.WriteString(text + "\n\n")
			}
			b.WriteString("\n\n")
		}
	}
	return b.String()
}

// numbered puts the number of a paragraph before its last stop.
func numbered(text string, number int) string {
	mark := fmt.Sprintf("（第%d段）", number)
	if body, ok := strings.CutSuffix(text, "。"); ok {
		return body + mark + "。"
	}
	return text + mark
}
