package main

import (
	"archive/zip"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"banxin/internal/diag"
	"banxin/internal/press"
)

// TestProject: the project builds without an error, into thirty articles, and has what it
// is for.
func TestProject(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := run(dir); err != nil {
		t.Fatal(err)
	}
	res, err := press.Build(t.Context(), press.Request{ConfigPath: filepath.Join(dir, "config.toml"), Version: "test"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range res.Diagnostics {
		if d.Severity == diag.Error {
			t.Errorf("%s: %s", d.Pos, d.Message.En)
		}
	}
	if res.Dir == "" {
		t.Fatal("nothing was released")
	}
	articles, contents, text := 0, "", ""
	z, err := zip.OpenReader(filepath.Join(dir, "out", res.IssueID, res.IssueID+".epub"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, f := range z.File {
		isArticle := strings.Contains(f.Name, "-a")
		if !isArticle && f.Name != "EPUB/nav.xhtml" {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if _, err := io.Copy(&b, r); err != nil {
			t.Fatal(err)
		}
		if isArticle {
			articles++
			text += b.String()
		} else {
			contents, _, _ = strings.Cut(b.String(), "</nav>")
		}
	}
	if listed := strings.Count(contents, "-a"); articles != 30 || listed != 30 {
		t.Errorf("%d articles, %d in the contents, want 30", articles, listed)
	}
	for _, want := range []string{"<table", "<thead", "<img", `class="names"`, `class="pull"`, `class="qr-link"`, `class="qr-pending"`, `class="run-in"`, `class="rare"`, "<ruby>", "<rt>", "<em>", "<strong>", `epub:type="noteref"`, `epub:type="footnote"`, `href="mailto:`, `class="link-host"`, "𠂇", "𣲘𣲗"} {
		if !strings.Contains(text, want) {
			t.Errorf("nothing with %s", want)
		}
	}
}
