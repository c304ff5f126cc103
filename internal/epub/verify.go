package epub

import (
	"encoding/binary"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
)

// maxBytes is the largest edition that is let out; mail routes to readers end here.
const maxBytes = 50 << 20

// mediaTypes gives the media types that may stand in the manifest and the file
// extension of each.
var mediaTypes = map[string]string{typeXHTML: ".xhtml", typeNCX: ".ncx", typeCSS: ".css", typeJPEG: ".jpg", typePNG: ".png", typeTTF: ".ttf"}

// verify reads a finished edition as a checker would and gives all that is wrong
// with it, joined. It trusts nothing of what the other steps know.
func verify(data []byte) error {
	if len(data) > maxBytes {
		return fmt.Errorf("the edition has %d bytes, more than %d", len(data), maxBytes)
	}
	if err := verifyMimetype(data); err != nil {
		return err
	}
	files, err := readZip(data)
	if err != nil {
		return err
	}
	v := verifier{files: files, docs: map[string]*reading{}}
	v.readAll()
	if len(v.wrong) == 0 {
		v.checkPackage()
		v.checkReferences()
	}
	return errors.Join(v.wrong...)
}

// verifyMimetype checks the first entry byte by byte (OCF §4.3): the value must
// stand uncompressed at offset 38, and no data descriptor may follow.
func verifyMimetype(data []byte) error {
	const head = 30
	if len(data) < head+len(mimetypePath)+len(mimetypeValue) || string(data[:4]) != "PK\x03\x04" {
		return errors.New("the edition is no zip")
	}
	flags, method := binary.LittleEndian.Uint16(data[6:]), binary.LittleEndian.Uint16(data[8:])
	extra := binary.LittleEndian.Uint16(data[28:])
	if string(data[head:head+len(mimetypePath)+len(mimetypeValue)]) != mimetypePath+mimetypeValue {
		return errors.New("the zip does not begin with mimetype")
	}
	if flags&8 != 0 || method != 0 || extra != 0 {
		return fmt.Errorf("mimetype has flags %#x, method %d, %d bytes of extra field", flags, method, extra)
	}
	return nil
}

// verifier gathers what is wrong with one edition.
type verifier struct {
	files map[string][]byte
	docs  map[string]*reading // parsed files by path
	opf   string              // path of the package document
	wrong []error
}

func (v *verifier) complain(format string, args ...any) {
	v.wrong = append(v.wrong, fmt.Errorf(format, args...))
}

// readAll parses every file that is XML.
func (v *verifier) readAll() {
	for _, name := range v.paths() {
		switch path.Ext(name) {
		case ".xhtml", ".ncx", ".opf", ".xml":
			doc, err := read(v.files[name])
			if err != nil {
				v.complain("%s: %w", name, err)
				continue
			}
			v.docs[name] = doc
			if path.Ext(name) == ".xhtml" {
				v.checkDocument(name, doc)
			}
		}
	}
	container := v.docs[containerPath]
	if container == nil {
		v.complain("there is no %s", containerPath)
		return
	}
	for _, e := range container.named("rootfile") {
		v.opf = e.attr["full-path"]
	}
	if v.docs[v.opf] == nil {
		v.complain("%s points to the package document %q, which is not there", containerPath, v.opf)
	}
}

// paths gives the paths of all files in order.
func (v *verifier) paths() []string {
	var names []string
	for name := range v.files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// checkDocument holds one XHTML document against the rules that need no other file.
func (v *verifier) checkDocument(name string, doc *reading) {
	last := 0
	for i := range doc.elements {
		e := &doc.elements[i]
		switch e.name {
		case "html":
			if e.attr["lang"] == "" || e.attr["lang"] != e.attr["xml:lang"] {
				v.complain("%s: html has lang %q and xml:lang %q", name, e.attr["lang"], e.attr["xml:lang"])
			}
		case "img":
			if _, ok := e.attr["alt"]; !ok {
				v.complain("%s: an img has no alt", name)
			}
		case "h1", "h2", "h3", "h4", "h5", "h6":
			level := int(e.name[1] - '0')
			if last > 0 && level > last+1 {
				v.complain("%s: the heading level goes from %d to %d", name, last, level)
			}
			last = level
		case "script", "svg", "math": // whose manifest row would need properties
			v.complain("%s: there is a <%s>", name, e.name)
		case "a", "title":
			if strings.TrimSpace(e.text) == "" {
				v.complain("%s: <%s> has no text", name, e.name)
			}
		}
	}
}

// checkPackage checks the package document, and that manifest and zip are the same
// set of files.
func (v *verifier) checkPackage() {
	opf, folder := v.docs[v.opf], path.Dir(v.opf)
	inManifest := map[string]string{} // path to id
	byID := map[string]string{}       // id to path
	nav := ""
	for _, it := range opf.named("item") {
		where := path.Join(folder, it.attr["href"])
		byID[it.attr["id"]] = where
		if _, twice := inManifest[where]; twice {
			v.complain("the manifest has %s twice", where)
		}
		inManifest[where] = it.attr["id"]
		if ext, ok := mediaTypes[it.attr["media-type"]]; !ok || ext != path.Ext(where) {
			v.complain("the manifest has %s as %q", where, it.attr["media-type"])
		}
		if v.files[where] == nil {
			v.complain("the manifest has %s, which is not in the zip", where)
		}
		if it.attr["properties"] == "nav" {
			nav = where
		}
	}
	for _, name := range v.paths() {
		if _, ok := inManifest[name]; !ok && name != mimetypePath && name != containerPath && name != v.opf {
			v.complain("%s is in the zip but not in the manifest", name)
		}
	}
	var spine []string
	for _, ref := range opf.named("itemref") {
		where, ok := byID[ref.attr["idref"]]
		if !ok || slices.Contains(spine, where) {
			v.complain("the spine has %q, which is in no manifest row or stands twice", ref.attr["idref"])
		}
		spine = append(spine, where)
	}
	v.checkMetadata(opf)
	v.checkNavigation(nav, spine)
}

// checkMetadata checks the parts of the metadata without which no reader takes the
// book.
func (v *verifier) checkMetadata(opf *reading) {
	uid := ""
	for _, p := range opf.named("package") {
		uid = p.attr["unique-identifier"]
	}
	identifier, modified := "", 0
	for _, e := range opf.elements {
		switch {
		case e.name == "identifier" && e.attr["id"] == uid:
			identifier = e.text
		case e.name == "meta" && e.attr["property"] == "dcterms:modified":
			modified++
		}
	}
	if identifier == "" {
		v.complain("the package has no identifier %q", uid)
	}
	if modified != 1 {
		v.complain("the package has %d dates of modification", modified)
	}
	for _, name := range []string{"title", "language"} {
		if e := opf.named(name); len(e) != 1 || strings.TrimSpace(e[0].text) == "" {
			v.complain("the package has %d elements dc:%s, or an empty one", len(e), name)
		}
	}
	for _, name := range v.paths() {
		if path.Ext(name) != ".ncx" {
			continue
		}
		for _, e := range v.docs[name].named("meta") {
			if e.attr["name"] == "dtb:uid" && e.attr["content"] != identifier {
				v.complain("%s: dtb:uid is %q, the identifier %q", name, e.attr["content"], identifier)
			}
		}
	}
}

// checkNavigation checks that the table of contents is there, is read, and follows
// the reading order.
func (v *verifier) checkNavigation(nav string, spine []string) {
	doc := v.docs[nav]
	if doc == nil || !slices.Contains(spine, nav) {
		v.complain("the navigation document %q is missing or not in the spine", nav)
		return
	}
	at := -1
	for _, e := range doc.elements {
		if e.name != "a" || e.nav != "toc" {
			continue
		}
		where, _, _ := strings.Cut(e.attr["href"], "#")
		next := slices.Index(spine, path.Join(path.Dir(nav), where))
		if next < at {
			v.complain("%s: %q stands out of reading order", nav, e.attr["href"])
		}
		at = next
	}
	if at < 0 {
		v.complain("%s: the table of contents is empty", nav)
	}
}
