package epub

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"

	goepub "github.com/go-shiori/go-epub"
)

// This file holds all that is known of go-epub v1.2.1: how to keep it from files
// and the network, and what the zip it writes looks like. It owns the sections, the
// stylesheet, the manifest rows and the reading order; its package metadata, its
// two tables of contents and its document heads are thrown away by finish.

// goepubLock guards go-epub's global file system, a map without a lock of its own.
var goepubLock sync.Mutex

// useMemory turns go-epub's global file system from temporary folders to memory.
var useMemory = sync.OnceValue(func() error { return goepub.Use(goepub.MemoryFS) })

// safeName matches the file names that go-epub turns into valid XML ids and that
// stay in their folder.
var safeName = regexp.MustCompile(`^[a-z][a-z0-9-]*\.[a-z0-9]+$`)

// denied is the transport of go-epub's HTTP client: go-epub tries every source as a
// URL, and none may leave the process.
type denied struct{}

func (denied) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("an EPUB is made without the network")
}

// stage gives go-epub the documents and the stylesheet and returns the zip it
// writes. The zip is neither reproducible nor valid; finish makes it both.
func stage(b *book) (out []byte, err error) {
	if len(b.docs) == 0 {
		return nil, errors.New("the book has no documents")
	}
	for _, name := range b.names() {
		if !safeName.MatchString(name) {
			return nil, fmt.Errorf("file name %q is not safe", name)
		}
	}
	goepubLock.Lock()
	defer goepubLock.Unlock()
	defer func() {
		if r := recover(); r != nil {
			out, err = nil, fmt.Errorf("go-epub stopped: %v", r)
		}
	}()
	if err := useMemory(); err != nil {
		return nil, fmt.Errorf("put go-epub on memory: %w", err)
	}
	// One Epub object serves one WriteTo: a second would double spine and manifest.
	e, err := goepub.NewEpub("")
	if err != nil {
		return nil, err
	}
	e.Client = &http.Client{Transport: denied{}}
	e.SetIdentifier(b.identifier)
	e.SetLang(b.publication.Language)
	// A data URL is the one kind of source that is neither fetched nor opened.
	css, err := e.AddCSS("data:text/css;base64,"+base64.StdEncoding.EncodeToString([]byte(b.css)), cssName)
	if err != nil {
		return nil, fmt.Errorf("add stylesheet: %w", err)
	}
	for _, p := range b.pictures {
		if _, err := e.AddImage("data:"+p.mediaType+";base64,"+base64.StdEncoding.EncodeToString(p.data), p.name); err != nil {
			return nil, fmt.Errorf("add %s: %w", p.name, err)
		}
	}
	for _, f := range b.fonts {
		// go-epub's reader of data URLs does not know the media types of fonts; the
		// manifest's comes from the data.
		if _, err := e.AddFont("data:application/octet-stream;base64,"+base64.StdEncoding.EncodeToString(f.data), f.name); err != nil {
			return nil, fmt.Errorf("go-epub does not take %s", f.name) // its error holds the whole font
		}
	}
	for _, d := range b.docs {
		// The title is the file's own name: an empty one would still enter the
		// navigation, and the real one comes with the finisher.
		if _, err := e.AddSection(strings.TrimSuffix(d.body, "\n"), d.name, d.name, css); err != nil {
			return nil, fmt.Errorf("add %s: %w", d.name, err)
		}
	}
	var w bytes.Buffer
	if _, err := e.WriteTo(&w); err != nil {
		return nil, err
	}
	return w.Bytes(), nil
}

// names gives the names of all files that go-epub is handed.
func (b *book) names() []string {
	var names []string
	for _, d := range b.docs {
		names = append(names, d.name)
	}
	for _, p := range b.pictures {
		names = append(names, p.name)
	}
	for _, f := range b.fonts {
		names = append(names, f.name)
	}
	return names
}

// media gives the data of pictures and fonts by their path in the package.
func (b *book) media() map[string][]byte {
	out := map[string][]byte{}
	for _, p := range b.pictures {
		out["images/"+p.name] = p.data
	}
	for _, f := range b.fonts {
		out["fonts/"+f.name] = f.data
	}
	return out
}

// Paths in the zip that go-epub writes.
const (
	mimetypePath  = "mimetype"
	mimetypeValue = "application/epub+zip"
	containerPath = "META-INF/container.xml"
	contentFolder = "EPUB/"
	packagePath   = contentFolder + "package.opf"
	navPath       = contentFolder + "nav.xhtml"
	ncxPath       = contentFolder + "toc.ncx"
	cssPath       = contentFolder + "css/" + cssName
	xhtmlFolder   = contentFolder + "xhtml/"
	imageFolder   = contentFolder + "images/"
	fontFolder    = contentFolder + "fonts/"
	navID         = "nav"
)

// sectionHead and sectionFoot are what go-epub puts round a section's body; the
// first takes the title.
const (
	sectionHead = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
  <head>
    <title dir="auto">%s</title>
    <link rel="stylesheet" type="text/css" href="../css/` + cssName + `"></link>
  </head>
  <body dir="auto">
`
	sectionFoot = "\n</body>\n</html>\n"
)

// staged is what finish takes over from go-epub's zip.
type staged struct {
	container []byte
	css       []byte
	bodies    []string // of book.docs, in order
	items     []item
	spine     []string // manifest ids of book.docs, in order
}

// unpack reads the zip that stage made and holds it against the book: go-epub only
// logs some of its failures. Anything missing, added or changed is an error.
func unpack(data []byte, b *book) (*staged, error) {
	files, err := readZip(data)
	if err != nil {
		return nil, err
	}
	take := func(path string) ([]byte, error) {
		content, ok := files[path]
		if !ok {
			return nil, fmt.Errorf("go-epub wrote no %s", path)
		}
		delete(files, path)
		return content, nil
	}
	s := &staged{}
	for _, path := range []string{mimetypePath, navPath, ncxPath} {
		if _, err := take(path); err != nil {
			return nil, err
		}
	}
	if s.container, err = take(containerPath); err != nil {
		return nil, err
	}
	if s.css, err = take(cssPath); err != nil {
		return nil, err
	}
	if string(s.css) != b.css {
		return nil, fmt.Errorf("go-epub changed %s", cssPath)
	}
	for _, d := range b.docs {
		content, err := take(xhtmlFolder + d.name)
		if err != nil {
			return nil, err
		}
		body, err := cutBody(string(content), d.name)
		if err != nil {
			return nil, err
		}
		if body != d.body {
			return nil, fmt.Errorf("go-epub changed the body of %s", d.name)
		}
		s.bodies = append(s.bodies, body)
	}
	for path, data := range b.media() {
		if content, err := take(contentFolder + path); err != nil || !bytes.Equal(content, data) {
			return nil, cmp.Or(err, fmt.Errorf("go-epub changed %s", path))
		}
	}
	opf, err := take(packagePath)
	if err != nil {
		return nil, err
	}
	if len(files) > 0 {
		return nil, fmt.Errorf("go-epub wrote unknown files: %q", slices.Sorted(maps.Keys(files)))
	}
	if s.items, s.spine, err = readRows(opf); err != nil {
		return nil, err
	}
	return s, checkRows(s, b)
}

// cutBody takes the body out of a section file.
func cutBody(content, name string) (string, error) {
	rest, ok := strings.CutPrefix(content, fmt.Sprintf(sectionHead, name))
	if !ok {
		return "", fmt.Errorf("head of %s is not go-epub's", name)
	}
	body, ok := strings.CutSuffix(rest, sectionFoot)
	if !ok {
		return "", fmt.Errorf("foot of %s is not go-epub's", name)
	}
	return body + "\n", nil
}

// readRows reads the manifest rows and the reading order of go-epub's package
// document; nothing else of it is used.
func readRows(opf []byte) (items []item, spine []string, err error) {
	d := xml.NewDecoder(bytes.NewReader(opf))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return items, spine, nil
		}
		if err != nil {
			return nil, nil, fmt.Errorf("read go-epub's package document: %w", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		at := map[string]string{}
		for _, a := range start.Attr {
			at[a.Name.Local] = a.Value
		}
		switch start.Name.Local {
		case "item":
			items = append(items, item{at["id"], at["href"], at["media-type"], at["properties"]})
		case "itemref":
			spine = append(spine, at["idref"])
		}
	}
}

// checkRows holds the manifest and the reading order against the book.
func checkRows(s *staged, b *book) error {
	want := map[string]string{"nav.xhtml": typeXHTML, "toc.ncx": typeNCX, "css/" + cssName: typeCSS}
	for _, d := range b.docs {
		want["xhtml/"+d.name] = typeXHTML
	}
	for _, p := range b.pictures {
		want["images/"+p.name] = p.mediaType
	}
	for _, f := range b.fonts {
		want["fonts/"+f.name] = typeTTF
	}
	idOf := map[string]string{}
	for _, it := range s.items {
		if want[it.href] != it.mediaType {
			return fmt.Errorf("go-epub's manifest has %q as %q, not as %q", it.href, it.mediaType, want[it.href])
		}
		if it.properties != "" && it.href != "nav.xhtml" {
			return fmt.Errorf("go-epub's manifest gives %q the properties %q", it.href, it.properties)
		}
		idOf[it.href] = it.id
	}
	if len(idOf) != len(want) || len(s.items) != len(want) {
		return fmt.Errorf("go-epub's manifest has %d rows for %d files", len(s.items), len(want))
	}
	if idOf["nav.xhtml"] != navID {
		return fmt.Errorf("go-epub's manifest calls nav.xhtml %q", idOf["nav.xhtml"])
	}
	if len(s.spine) != len(b.docs) {
		return fmt.Errorf("go-epub's spine has %d rows for %d documents", len(s.spine), len(b.docs))
	}
	for i, d := range b.docs {
		if s.spine[i] != idOf["xhtml/"+d.name] {
			return fmt.Errorf("go-epub's spine has %q in the place of %s", s.spine[i], d.name)
		}
	}
	return nil
}

// readZip gives the files of a zip by path.
func readZip(data []byte) (map[string][]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("open zip: %w", err)
	}
	files := make(map[string][]byte, len(z.File))
	for _, f := range z.File {
		if _, twice := files[f.Name]; twice {
			return nil, fmt.Errorf("zip has %q twice", f.Name)
		}
		r, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("open %q in zip: %w", f.Name, err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			return nil, fmt.Errorf("read %q in zip: %w", f.Name, err)
		}
		files[f.Name] = content
	}
	return files, nil
}
