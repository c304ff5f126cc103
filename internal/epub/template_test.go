package epub

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"testing"

	"banxin/fonts"
	"banxin/internal/issue"
)

// specimens are editions that show all that the templates can make.
func specimens() []*book {
	written := plan(example(), Options{}, nil)
	proof := plan(example(), Options{Draft: true, Cover: []byte{0}, CoverText: []string{"星期四"}}, nil)
	iss, _ := illustrated()
	pictures := []picture{{source: "春耕.jpg", name: "picture-01.png"}, {source: "b/c.png", name: "picture-02.png"}}
	seen := plan(iss, Options{}, pictures)
	marked := plan(broken(), Options{}, nil)
	untitled := example()
	untitled.Sections[0].Title = ""
	return []*book{written, proof, seen, marked, plan(untitled, Options{}, nil)}
}

// TestTemplateVersion holds template.txt to naming the markup and the style as they
// are, so that no evaluation of others is taken for one of these.
func TestTemplateVersion(t *testing.T) {
	t.Parallel()
	h := sha256.New()
	for _, b := range specimens() {
		for _, d := range b.docs {
			h.Write(page(d.title, b.publication.Language, "../css/"+cssName, d.body))
		}
		h.Write(navDocument(b))
	}
	rare, err := (&rareSetter{[fontParts]fonts.Chain{textPart: {faceOf(t, "NotoSerifSC-Regular")}}, map[rune]bool{}}).set("<p>字𠂇</p>")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(h, rare)
	var carried []font
	for _, use := range fontUses {
		carried = append(carried, font{name: use.file + ".ttf", family: use.family, bold: use.bold})
	}
	fmt.Fprint(h, styled(nil, false), styled(carried, false), styled(carried, true))
	version := hex.EncodeToString(h.Sum(nil)[:6])
	if *update {
		if err := os.WriteFile("template.txt", []byte(version+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got := TemplateVersion(); got != version {
		t.Errorf("the markup or the style is no longer that of version %s, of which somebody may have evaluated the accessibility: "+
			"if the change is meant, -update makes it version %s", got, version)
	}
}

// TestSpecimensAreWhole: a kind of block or inline that no specimen has could change
// its markup unseen.
func TestSpecimensAreWhole(t *testing.T) {
	t.Parallel()
	blocks, inlines := map[issue.BlockKind]bool{}, map[issue.InlineKind]bool{}
	seen, _ := illustrated()
	for _, iss := range []*issue.Issue{example(), seen, broken()} {
		for _, a := range issue.Articles(iss.Sections) {
			for _, b := range a.Blocks {
				blocks[b.Kind] = true
				for _, in := range b.Inlines {
					inlines[in.Kind] = true
				}
			}
		}
	}
	kinds := constants(t, "../issue")
	if len(blocks) != kinds["BlockKind"] || len(inlines) != kinds["InlineKind"] {
		t.Errorf("the specimens have %d of %d kinds of block and %d of %d kinds of inline: add the missing ones to example or illustrated",
			len(blocks), kinds["BlockKind"], len(inlines), kinds["InlineKind"])
	}
}

// constants counts the constants of each type that a package enumerates.
func constants(t *testing.T, folder string) map[string]int {
	t.Helper()
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, f := range files {
		file, err := parser.ParseFile(token.NewFileSet(), folder+"/"+f.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			group, ok := d.(*ast.GenDecl)
			if !ok || group.Tok != token.CONST {
				continue
			}
			if name, ok := group.Specs[0].(*ast.ValueSpec).Type.(*ast.Ident); ok {
				count[name.Name] += len(group.Specs)
			}
		}
	}
	return count
}
