package epub

import (
	"bytes"
	"image"
	"image/jpeg"
	"strings"
	"testing"
)

// TestCover: a picture of the first page is the cover for readers of EPUB 3 and of
// EPUB 2, described, and said in the claims; without one the cover is text.
func TestCover(t *testing.T) {
	t.Parallel()
	var data bytes.Buffer
	if err := jpeg.Encode(&data, image.NewGray(image.Rect(0, 0, 6, 8)), nil); err != nil {
		t.Fatal(err)
	}
	out, err := Write(example(), Options{Cover: data.Bytes()})
	if err != nil {
		t.Fatal(err)
	}
	files, err := readZip(out)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(files[imageFolder+coverImage], data.Bytes()) {
		t.Error("the cover is not the picture given")
	}
	opf, cover := string(files[packagePath]), string(files[xhtmlFolder+coverName])
	row := opf[strings.Index(opf, `href="images/`+coverImage)-60:]
	id := row[strings.Index(row, `id="`)+4:]
	id = id[:strings.Index(id, `"`)]
	for _, want := range []string{
		`properties="cover-image"`, `<meta name="cover" content="` + id + `"/>`, "<meta property=\"schema:accessMode\">visual</meta>",
		"<meta property=\"schema:accessModeSufficient\">textual</meta>", "封面是印刷版第1版的图片，它的文字说明由程序写成，其余", "<meta property=\"schema:accessModeSufficient\">textual,visual</meta>",
	} {
		if !strings.Contains(opf, want) {
			t.Errorf("no %s in the package", want)
		}
	}
	if !strings.Contains(cover, `<img role="doc-cover" src="../images/cover.jpg" alt="《`) || strings.Contains(cover, "headlines") {
		t.Errorf("the cover is\n%s", cover)
	}
	bare, err := Write(example(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if files, err = readZip(bare); err != nil || !strings.Contains(string(files[xhtmlFolder+coverName]), "headlines") || strings.Contains(string(files[packagePath]), "cover-image") {
		t.Errorf("without a picture: %v\n%s", err, files[xhtmlFolder+coverName])
	}
}
