// Command extractedtext compares what an outside reader extracts from the print
// PDF with the manuscript. It takes the manuscript, the JSON document of the
// build and one or more extracted texts:
//
//	extractedtext MANUSCRIPT BUILD.json EXTRACTED.txt [-unordered EXTRACTED.txt]…
//
// For each extracted text it requires that no character of the articles is
// missing, that what is left over is exactly the furniture the build lists, and
// that each article can be read from beginning to end, with nothing but
// furniture between its characters. White space is left out on both sides.
// -unordered spares the next file the last requirement: some readers guess an
// order from the places of the lines and so run two columns together.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"banxin/internal/issue"
	"banxin/internal/manuscript"
)

func main() {
	if len(os.Args) < 4 {
		fmt.Fprintln(os.Stderr, "usage: extractedtext MANUSCRIPT BUILD.json EXTRACTED.txt [-unordered EXTRACTED.txt]…")
		os.Exit(2)
	}
	ok, err := run(os.Args[1], os.Args[2], os.Args[3:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "extractedtext:", err)
		os.Exit(2)
	}
	if !ok {
		os.Exit(1)
	}
}

// run compares each extracted text and prints what it found.
func run(manuscriptFile, buildFile string, extracted []string) (bool, error) {
	articles, err := readArticles(manuscriptFile)
	if err != nil {
		return false, err
	}
	furniture, err := readFurniture(buildFile)
	if err != nil {
		return false, err
	}
	ok, ordered := true, true
	for _, name := range extracted {
		if name == "-unordered" {
			ordered = false
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return false, err
		}
		problems, facts := compare(articles, furniture, string(text), ordered)
		ordered = true
		fmt.Printf("%s: %s\n", filepath.Base(name), facts)
		for _, p := range problems {
			ok = false
			fmt.Printf("%s: %s\n", filepath.Base(name), p)
		}
	}
	return ok, nil
}

// readArticles gives the text of each article of the manuscript in the order of
// the page.
func readArticles(name string) ([]string, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	result, diags := manuscript.Read(filepath.Base(name), data, manuscript.Options{})
	if diags.HasErrors() {
		return nil, fmt.Errorf("manuscript %s has errors", name)
	}
	var texts []string
	for _, a := range issue.Articles(result.Sections) {
		texts = append(texts, articleText(a))
	}
	if len(texts) == 0 {
		return nil, fmt.Errorf("manuscript %s has no article", name)
	}
	return texts, nil
}

func articleText(a *issue.Article) string {
	s := issue.Plain(a.Kicker) + issue.Plain(a.Overline) + a.HeadlineText() + issue.Plain(a.Deck)
	for i := range a.Blocks {
		s += issue.Plain(a.Blocks[i].Inlines)
	}
	return s
}

// readFurniture gives the texts that the build says it set beside the articles.
func readFurniture(name string) ([]string, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var doc struct{ Furniture []string }
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("document %s: %w", name, err)
	}
	return doc.Furniture, nil
}
