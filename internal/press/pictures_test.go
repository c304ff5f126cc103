package press

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	_ "image/png"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/layout/display"
)

// buildPhases are the phases of Build: all but that of Pictures.
func buildPhases() []string {
	return slices.DeleteFunc(slices.Clone(phaseOrder), func(phase string) bool { return phase == PhasePictures })
}

// TestPicturesTooLarge: a picture of more pixels than there may be is an error.
func TestPicturesTooLarge(t *testing.T) {
	t.Parallel()
	res, err := Pictures(t.Context(), Request{ConfigPath: "../../config.toml", IssueID: "2021-01-15", OutDir: t.TempDir(), Pictures: PNG, DPI: 1e6}, nil)
	if err != nil || res.Verdict != Failed || res.Dir != "" {
		t.Fatalf("a picture of too many pixels: %v, %v in %q", err, res.Verdict, res.Dir)
	}
	if !slices.ContainsFunc(res.Diagnostics, func(d diag.Diagnostic) bool { return d.Code == "png-not-written" }) {
		t.Error("the error does not say that the PNG was not written")
	}
}

// released gives a file of a set.
func released(t *testing.T, res *Result, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(res.Dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// links reads an SVG as XML and gives the addresses of its links.
func links(t *testing.T, data []byte) (out []string) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		} else if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "a" {
			out = append(out, e.Attr[0].Value)
		}
	}
}

// TestPicturesInSVG: entries of the contents lead to the picture of their page, a code
// to where it leads.
func TestPicturesInSVG(t *testing.T) {
	t.Parallel()
	req := shippedRequest(t)
	req.Pictures = SVG
	res, err := Pictures(t.Context(), req, nil)
	if err != nil || res.Verdict != Findings {
		t.Fatalf("%v, %s", err, summary(res.Diagnostics))
	}
	first := released(t, res, "2021-01-15-p1.svg")
	if diff := cmp.Diff(slices.Repeat([]string{"2021-01-15-p2.svg"}, 8), links(t, first)); diff != "" {
		t.Error(diff)
	}
	if links(t, released(t, res, "2021-01-15-p2.svg")) != nil {
		t.Error("page 2 leads somewhere")
	}
	if want := `xml:lang="zh-Hans"`; !bytes.Contains(first, []byte(want)) {
		t.Errorf("no %s", want)
	}
	if want := "<title>崇川两会专刊 第1期 2021年1月15日 第1版</title>"; !bytes.Contains(first, []byte(want)) {
		t.Errorf("no %s", want)
	}

	req = paper(t, map[string]string{
		"issue.toml": "date = 2026-03-01\n[[qr.code]]\nnote = '扫'\naddress = 'https://example.org/春?a=b&c'\n",
		"a.txt":      spring + "\n扫描二维码看图。\n",
	})
	req.Pictures = SVG
	res, err = Pictures(t.Context(), req, nil)
	if err != nil || res.Verdict != Findings {
		t.Fatalf("%v, %s", err, summary(res.Diagnostics))
	}
	if diff := cmp.Diff([]string{"https://example.org/%E6%98%A5?a=b&c"}, links(t, released(t, res, "x-p1.svg"))); diff != "" {
		t.Error(diff)
	}
}

// TestLeads: a link within its page leads nowhere, and a name is written as an address.
func TestLeads(t *testing.T) {
	t.Parallel()
	j := &job{iss: &config.Issue{ID: "一:2 #3"}, req: Request{Pictures: SVG}}
	leads := j.leads(1)
	for page, want := range map[int]string{0: "", 1: "", 2: "./%E4%B8%80:2%20%233-p2.svg"} {
		if got := leads(&display.Mark{Part: display.Part{Kind: display.RailEntry}, To: display.Target{Story: "a", Page: page}}); got != want {
			t.Errorf("page %d: %q, not %q", page, got, want)
		}
	}
}

// TestSharePictures: both formats come with the pictures for sharing, the same ones.
func TestSharePictures(t *testing.T) {
	t.Parallel()
	made := map[string][]byte{}
	for _, format := range []Format{PNG, SVG} {
		req := shippedRequest(t)
		req.Pictures, req.DPI = format, 10
		res, err := Pictures(t.Context(), req, nil)
		if err != nil || len(res.Files) != 4 {
			t.Fatalf("%v, %v, %s", err, res.Files, summary(res.Diagnostics))
		}
		for name, want := range map[string]image.Point{"2021-01-15-share.png": image.Pt(1200, 630), "2021-01-15-share-square.png": image.Pt(600, 600)} {
			data := released(t, res, name)
			c, _, err := image.DecodeConfig(bytes.NewReader(data))
			if err != nil || c.Width != want.X || c.Height != want.Y {
				t.Errorf("%s: %d × %d pixels, %v", name, c.Width, c.Height, err)
			}
			if made[name] != nil && !bytes.Equal(made[name], data) {
				t.Errorf("%s beside %s is another one", name, format)
			}
			made[name] = data
		}
	}
}

// TestOwnPictures: only names that the program gives may be replaced.
func TestOwnPictures(t *testing.T) {
	t.Parallel()
	j := &job{iss: &config.Issue{ID: "x"}}
	for name, want := range map[string]bool{
		"x-p1.png": true, "x-p12.svg": true, "x-share.png": true, "x-share-square.png": true,
		"x-p.png": false, "x-p1.jpg": false, "x-p1": false, "x-p1a.svg": false, "x-p1.svg.png": false, "y-p1.png": false, "x-share.svg": false, "x": false,
	} {
		if got := j.ownsPicture(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
