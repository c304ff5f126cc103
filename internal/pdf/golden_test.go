package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden compares the structure of a small document, uncompressed, with
// testdata/bulletin.txt. What depends on the outlines of the faces or on the
// compressor (font programs, subset tags, lengths, offsets, identifier) is left
// out.
func TestGolden(t *testing.T) {
	t.Parallel()
	faces := openFaces(t)
	got := structure(t, write(t, bulletin(t, faces), faces))
	name := filepath.Join("testdata", "bulletin.txt")
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("structure differs from %s (-want +got), go test -update rewrites it:\n%s", name, diff)
	}
}

var (
	objectStart = regexp.MustCompile(`^(\d+) 0 obj\n<<(.*)>>\n`)
	flateStream = regexp.MustCompile(`/Filter/FlateDecode/Length (\d+)$`)
	subsetTags  = regexp.MustCompile(`/[A-Z]{6}\+`)
)

// structure writes the objects of a file as text.
func structure(t *testing.T, data []byte) string {
	t.Helper()
	var b strings.Builder
	rest := data[len("%PDF-1.4\n%\xE2\xE3\xCF\xD3\n"):]
	for {
		m := objectStart.FindSubmatch(rest)
		if m == nil {
			break
		}
		rest = rest[len(m[0]):]
		entries := string(m[2])
		s := flateStream.FindStringSubmatch(entries)
		entries = subsetTags.ReplaceAllString(strings.TrimSuffix(entries, "/Filter/FlateDecode/Length "+lengthOf(s)), "/ABCDEF+")
		fmt.Fprintf(&b, "%s 0 obj <<%s>>\n", m[1], regexp.MustCompile(`/Length1 \d+`).ReplaceAllString(entries, "/Length1 …"))
		if s != nil {
			n, _ := strconv.Atoi(s[1])
			rest = cut(t, rest, "stream\n")
			b.WriteString(indented(inflate(t, rest[:n])))
			rest = cut(t, rest[n:], "\nendstream\n")
		}
		rest = cut(t, rest, "endobj\n")
	}
	trailer := rest[bytes.Index(rest, []byte("trailer\n")):]
	b.Write(regexp.MustCompile(`(?s)/ID.*`).ReplaceAll(trailer, []byte("…\n")))
	return b.String()
}

func lengthOf(match []string) string {
	if match == nil {
		return ""
	}
	return match[1]
}

func cut(t *testing.T, data []byte, prefix string) []byte {
	t.Helper()
	rest, ok := bytes.CutPrefix(data, []byte(prefix))
	if !ok {
		t.Fatalf("%.40q does not begin with %q", data, prefix)
	}
	return rest
}

func inflate(t *testing.T, data []byte) []byte {
	t.Helper()
	z, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// indented writes a text stream line by line, a font program as its tables.
func indented(data []byte) string {
	if bytes.HasPrefix(data, []byte{0, 1, 0, 0}) {
		var tags []string
		for i := range int(binary.BigEndian.Uint16(data[4:])) {
			tags = append(tags, string(data[12+16*i:16+16*i]))
		}
		return "    TrueType: " + strings.Join(tags, " ") + "\n"
	}
	return "    " + strings.ReplaceAll(strings.TrimSuffix(string(data), "\n"), "\n", "\n    ") + "\n"
}
