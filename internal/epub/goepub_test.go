package epub

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	goepub "github.com/go-shiori/go-epub"

	"banxin/fonts"
)

// rawEPUB is go-epub as it comes, but for files and the network; whoever has it holds
// goepubLock.
func rawEPUB(t *testing.T) *goepub.Epub {
	t.Helper()
	if err := useMemory(); err != nil {
		t.Fatal(err)
	}
	e, err := goepub.NewEpub("报")
	if err != nil {
		t.Fatal(err)
	}
	e.Client = &http.Client{Transport: denied{}}
	return e
}

func rawWrite(t *testing.T, e *goepub.Epub) []byte {
	t.Helper()
	var w bytes.Buffer
	if _, err := e.WriteTo(&w); err != nil {
		t.Fatal(err)
	}
	return w.Bytes()
}

// TestRawGoEPUBTraps shows that the traps are real in the pinned version, so that
// the work round them is not kept for nothing.
func TestRawGoEPUBTraps(t *testing.T) {
	t.Parallel()
	goepubLock.Lock()
	defer goepubLock.Unlock()
	e := rawEPUB(t)
	if _, err := e.AddSection("a & b<br>&nbsp;\x0b", "t", "a.xhtml", ""); err != nil {
		t.Errorf("go-epub now checks bodies: %v", err)
	}
	if _, err := e.AddSection("", "", "b.xhtml", ""); err != nil {
		t.Errorf("go-epub now refuses a section without title: %v", err)
	}
	if _, err := e.AddCSS("https://example.invalid/a.css", "b.css"); err == nil {
		t.Error("the denied client let a fetch pass")
	}
	file := filepath.Join(t.TempDir(), "private.css")
	if err := os.WriteFile(file, []byte("p{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := e.AddCSS(file, "c.css"); err != nil {
		t.Errorf("go-epub no longer opens local paths: %v", err)
	}
	if _, err := e.AddCSS("data:text/css;base64,PHA+cHt9", "d.css"); err != nil {
		t.Errorf("go-epub now looks into stylesheets: %v", err)
	}
	if err := e.SetCover("../images/none.jpg", ""); err != nil {
		t.Errorf("go-epub now knows that a cover is missing: %v", err)
	}
	first := rawWrite(t, e)
	files := contentsOf(t, first)
	opf := files[packagePath]
	for _, trap := range []struct{ what, in, shows string }{
		{"sniffs media types", opf, `href="css/d.css" media-type="text/html`},
		{"lists sections without title", files[navPath], `href="xhtml/b.xhtml"></a>`},
		{"loses the identifier in the NCX", files[ncxPath], `<meta name="dtb:depth" content="urn:uuid:`},
		{"guesses the direction", files["EPUB/xhtml/a.xhtml"], `<body dir="auto">`},
		{"speaks English", files[navPath], "Table of Contents"},
	} {
		if !strings.Contains(trap.in, trap.shows) {
			t.Errorf("go-epub no longer %s: no %s in\n%s", trap.what, trap.shows, trap.in)
		}
	}
	if strings.Contains(files["EPUB/xhtml/a.xhtml"], "lang=") {
		t.Error("go-epub now gives sections their language")
	}
	if err := verify(first); err == nil {
		t.Error("the verifier let it pass")
	}
	if again := contentsOf(t, rawWrite(t, e))[packagePath]; strings.Count(again, "<itemref") != 2*strings.Count(opf, "<itemref") {
		t.Errorf("a second WriteTo no longer doubles the reading order:\n%s", again)
	}
}

// TestGoEPUBIsHandedDataAlone: any source but a data URL is fetched or opened, and
// EmbedImages fetches past our client. So all that is called of go-epub stands here, and
// each source begins as a data URL of ours.
func TestGoEPUBIsHandedDataAlone(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "stage.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var called []string
	client := false
	ast.Inspect(file, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok {
			client = client || fmt.Sprint(selected(a.Lhs[0])) == "e.Client"
		}
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		name := selected(call.Fun)
		if from, _, _ := strings.Cut(name, "."); from != "e" && from != "goepub" {
			return true
		}
		called = append(called, name)
		if slices.Contains([]string{"e.AddCSS", "e.AddImage", "e.AddFont"}, name) && !strings.HasPrefix(leading(call.Args[0]), `"data:`) {
			t.Errorf("%s is handed a source that begins with %s", name, leading(call.Args[0]))
		}
		return true
	})
	want := []string{"goepub.Use", "goepub.NewEpub", "e.SetIdentifier", "e.SetLang", "e.AddCSS", "e.AddImage", "e.AddFont", "e.AddSection", "e.WriteTo"}
	if !slices.Equal(called, want) || !client {
		t.Errorf("of go-epub is called %q, and its client is ours: %v", called, client)
	}
}

// selected writes x.y; empty for anything else.
func selected(e ast.Expr) string {
	if s, ok := e.(*ast.SelectorExpr); ok {
		if x, ok := s.X.(*ast.Ident); ok {
			return x.Name + "." + s.Sel.Name
		}
	}
	return ""
}

// leading gives the first operand of a sum of strings, as it is written.
func leading(e ast.Expr) string {
	for {
		sum, ok := e.(*ast.BinaryExpr)
		if !ok {
			break
		}
		e = sum.X
	}
	if lit, ok := e.(*ast.BasicLit); ok {
		return lit.Value
	}
	return fmt.Sprintf("%T", e)
}

// TestNothingIsLeftOnDisk: go-epub's own file system is a folder of temporary files,
// which a crash leaves behind. In a process of its own, where nobody has switched it
// before, an edition is made although there is no such folder.
func TestNothingIsLeftOnDisk(t *testing.T) {
	t.Parallel()
	const inside = "BANXIN_TEST_NO_TEMPORARY_FOLDER"
	if os.Getenv(inside) != "" {
		mustWrite(t, example(), Options{})
		return
	}
	nowhere := filepath.Join(t.TempDir(), "none")
	c := exec.Command(os.Args[0], "-test.run=^TestNothingIsLeftOnDisk$")
	c.Env = append(os.Environ(), inside+"=1", "TMPDIR="+nowhere, "TMP="+nowhere, "TEMP="+nowhere)
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestNothingOfGoEPUBsOwn: its words, guesses and omissions are gone from every file,
// and no font is obfuscated.
func TestNothingOfGoEPUBsOwn(t *testing.T) {
	t.Parallel()
	iss, opt := illustrated()
	opt.Headings, opt.Cover = fonts.Chain{faceOf(t, "NotoSansSC-Bold")}, []byte{0xFF, 0xD8, 0xFF}
	files := contentsOf(t, mustWrite(t, iss, opt))
	for name, content := range files {
		for _, own := range []string{"Table of Contents", "Cover Image", `dir="auto"`, "dtb:depth\" content=\"urn", "<docAuthor>"} {
			if strings.Contains(content, own) {
				t.Errorf("%s holds %s", name, own)
			}
		}
		if strings.HasSuffix(name, ".xhtml") && (strings.Count(content, `rel="stylesheet"`) != 1 || !strings.Contains(content, `lang="zh-Hans" xml:lang="zh-Hans"`)) {
			t.Errorf("%s has not one stylesheet, or no language", name)
		}
	}
	if _, encrypted := files["META-INF/encryption.xml"]; encrypted {
		t.Error("fonts are obfuscated")
	}
}
