package epub

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"path"
	"slices"
	"strings"
	"time"
)

// Media types of the edition's files.
const (
	typeXHTML = "application/xhtml+xml"
	typeNCX   = "application/x-dtbncx+xml"
	typeCSS   = "text/css"
	typeJPEG  = "image/jpeg"
	typePNG   = "image/png"
	typeTTF   = "font/ttf"
)

// finish turns the zip that stage made into the edition. It is pure and total: the
// package document, both tables of contents and every document head are written
// anew from the book, and a zip of an unexpected shape is an error.
func finish(data []byte, b *book) ([]byte, error) {
	s, err := unpack(data, b)
	if err != nil {
		return nil, err
	}
	language := b.publication.Language
	entries := []zipEntry{
		{containerPath, s.container},
		{packagePath, packageDocument(b, s.items, readingOrder(s.spine))},
		{navPath, navDocument(b)},
		{ncxPath, ncxDocument(b)},
		{cssPath, s.css},
	}
	for i, d := range b.docs {
		entries = append(entries, zipEntry{xhtmlFolder + d.name, page(d.title, language, "../css/"+cssName, s.bodies[i])})
	}
	for _, p := range b.pictures {
		entries = append(entries, zipEntry{imageFolder + p.name, p.data})
	}
	for _, f := range b.fonts {
		entries = append(entries, zipEntry{fontFolder + f.name, f.data})
	}
	return writeZip(entries, b.revision)
}

// readingOrder puts the table of contents behind the cover: a landmark may only
// point into the spine (RSC-011).
func readingOrder(spine []string) []string {
	return slices.Insert(slices.Clone(spine), 1, navID)
}

// zipEntry is one file of the zip to be written.
type zipEntry struct {
	name    string
	content []byte
}

// writeZip packs the entries behind the mimetype in a fixed order: container,
// package document, nav, the rest by bytes. All headers are complete and in front of
// their data, without extra fields: Java's streaming reader refuses a stored entry
// with a data descriptor, and EPUB (OCF §4.3) an extra field on the mimetype.
func writeZip(entries []zipEntry, at time.Time) ([]byte, error) {
	rank := map[string]int{containerPath: -3, packagePath: -2, navPath: -1}
	entries = slices.SortedFunc(slices.Values(entries), func(a, b zipEntry) int {
		return cmp.Or(cmp.Compare(rank[a.name], rank[b.name]), strings.Compare(a.name, b.name))
	})
	var out, packed bytes.Buffer
	z := zip.NewWriter(&out)
	deflate, err := flate.NewWriter(&packed, 6)
	if err != nil {
		return nil, err
	}
	if err := addRaw(z, mimetypePath, zip.Store, []byte(mimetypeValue), []byte(mimetypeValue), at); err != nil {
		return nil, err
	}
	for _, e := range entries {
		if ext := path.Ext(e.name); ext == mediaTypes[typeJPEG] || ext == mediaTypes[typePNG] { // packed already
			if err := addRaw(z, e.name, zip.Store, e.content, e.content, at); err != nil {
				return nil, err
			}
			continue
		}
		packed.Reset()
		deflate.Reset(&packed)
		if _, err := deflate.Write(e.content); err != nil {
			return nil, fmt.Errorf("pack %s: %w", e.name, err)
		}
		if err := deflate.Close(); err != nil {
			return nil, fmt.Errorf("pack %s: %w", e.name, err)
		}
		if err := addRaw(z, e.name, zip.Deflate, e.content, packed.Bytes(), at); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("close zip: %w", err)
	}
	return out.Bytes(), nil
}

// addRaw writes one entry whose packed form is known.
func addRaw(z *zip.Writer, name string, method uint16, content, packed []byte, at time.Time) error {
	h := &zip.FileHeader{
		Name:               name,
		Method:             method,
		CRC32:              crc32.ChecksumIEEE(content),
		UncompressedSize64: uint64(len(content)),
		CompressedSize64:   uint64(len(packed)),
	}
	// The old fields are set by hand: Modified would add an extra field.
	//lint:ignore SA1019 see above; the two linters read different marks
	h.ModifiedDate, h.ModifiedTime = dosTime(at) //nolint:staticcheck // SA1019: see above
	w, err := z.CreateRaw(h)
	if err != nil {
		return fmt.Errorf("add %s: %w", name, err)
	}
	if _, err := w.Write(packed); err != nil {
		return fmt.Errorf("add %s: %w", name, err)
	}
	return nil
}

// dosTime gives a zip's form of an instant in UTC, in steps of two seconds; what a
// zip cannot say becomes the nearest it can.
func dosTime(t time.Time) (day, clock uint16) {
	t = t.UTC()
	switch {
	case t.Year() < 1980:
		t = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	case t.Year() > 2107:
		t = time.Date(2107, 12, 31, 23, 59, 58, 0, time.UTC)
	}
	day = uint16(t.Day() | int(t.Month())<<5 | (t.Year()-1980)<<9)
	clock = uint16(t.Second()/2 | t.Minute()<<5 | t.Hour()<<11)
	return day, clock
}
