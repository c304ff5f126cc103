package epub

import (
	"bytes"
	"errors"
	"image/jpeg"
	"os"
	"regexp"
	"strings"
	"testing"

	"banxin/internal/issue"
	"banxin/internal/raster"
)

// noise is a picture that packs badly.
func noise(space raster.Space, w, h int) *raster.Image {
	m := &raster.Image{Width: w, Height: h, Space: space, Pix: make([]byte, w*h*int(space))}
	state := uint32(1)
	for i := range m.Pix {
		state = state*1664525 + 1013904223
		m.Pix[i] = byte(state >> 24)
	}
	return m
}

// illustrated is the example with a described picture shown twice, one without words,
// and both kinds of pull box.
func illustrated() (*issue.Issue, Options) {
	iss := example()
	blocks := &iss.Sections[0].Articles[0].Blocks
	spring := &issue.Image{Name: "春耕.jpg", Alt: `一片"麦田"`, Credit: text("周宁 摄")}
	*blocks = append([]issue.Block{
		{Kind: issue.Picture, Inlines: text("麦苗返青。"), Image: spring},
		{Kind: issue.Pull, Inlines: text("智慧农机")},
		{Kind: issue.Pull, Inlines: text("一分耕耘，一分收获")},
	}, *blocks...)
	second := &iss.Sections[1].Articles[1]
	second.Blocks = append([]issue.Block{
		{Kind: issue.Picture, Image: &issue.Image{Name: "b/c.png"}},
		{Kind: issue.Picture, Inlines: text("同一张"), Image: &issue.Image{Name: "春耕.jpg", Alt: "同一张"}},
	}, second.Blocks...)
	opt := Options{}
	opt.Pictures = map[string]*raster.Image{"春耕.jpg": noise(raster.CMYK, 30, 20), "b/c.png": noise(raster.Gray, 8, 8)}
	return iss, opt
}

func TestFigures(t *testing.T) {
	t.Parallel()
	iss, opt := illustrated()
	data := mustWrite(t, iss, opt)
	files := contentsOf(t, data)
	first := files[xhtmlFolder+"p01-a01.xhtml"]
	for _, want := range []string{
		"</header>\n<figure class=\"picture\">\n<img src=\"../images/picture-01.png\" alt=\"一片&quot;麦田&quot;\"/>\n" +
			"<figcaption>麦苗返青。\u3000<span class=\"credit\">周宁 摄</span></figcaption>\n</figure>\n",
		"<aside class=\"pull\" epub:type=\"pullquote\" role=\"doc-pullquote\">\n<p>智慧农机</p>\n</aside>\n",
		"<aside class=\"pull\" aria-label=\"提要\">\n<p>一分耕耘，一分收获</p>\n</aside>\n",
	} {
		if !strings.Contains(first, want) {
			t.Errorf("no %s in\n%s", want, first)
		}
	}
	second := files[xhtmlFolder+"p02-a02.xhtml"]
	if !strings.Contains(second, `<img src="../images/picture-02.png" alt=""/>`+"\n</figure>") || !strings.Contains(second, "picture-01.png") {
		t.Errorf("%s", second)
	}
	if strings.Contains(files[navPath], "同一张") || !strings.Contains(files[navPath], "本报讯") {
		t.Error("an article without headline is listed by its caption")
	}
	opf := files[packagePath]
	for _, want := range []string{
		`<meta property="schema:accessMode">textual</meta>`, `<meta property="schema:accessMode">visual</meta>`,
		`<meta property="schema:accessModeSufficient">textual,visual</meta>`, "有3幅图片，其中1幅没有文字说明",
	} {
		if !strings.Contains(opf, want) {
			t.Errorf("package document lacks %s", want)
		}
	}
	if strings.Contains(opf, "alternativeText") || strings.Count(opf, `media-type="image/png"`) != 2 {
		t.Error("package document claims what is not so, or lists other pictures")
	}
	for _, h := range zipHeaders(t, data) {
		if strings.HasPrefix(h.Name, imageFolder) && h.Method != 0 {
			t.Errorf("%s is packed twice", h.Name)
		}
	}
	again, opt := illustrated()
	if !bytes.Equal(data, mustWrite(t, again, opt)) {
		t.Error("the same pictures give other bytes")
	}
}

// TestDescribedPictures: with words for every picture, text alone is enough.
func TestDescribedPictures(t *testing.T) {
	t.Parallel()
	iss, opt := illustrated()
	iss.Sections[1].Articles[1].Blocks[0].Image.Alt = "灰色的杂点"
	opf := contentsOf(t, mustWrite(t, iss, opt))[packagePath]
	for _, want := range []string{
		`<meta property="schema:accessModeSufficient">textual</meta>`,
		`<meta property="schema:accessibilityFeature">alternativeText</meta>`, "有3幅图片，都有文字说明",
	} {
		if !strings.Contains(opf, want) {
			t.Errorf("package document lacks %s", want)
		}
	}
}

func TestPictureIsMissing(t *testing.T) {
	t.Parallel()
	iss, opt := illustrated()
	delete(opt.Pictures, "b/c.png")
	var problem *InputError
	if _, err := Write(iss, opt); !errors.As(err, &problem) || problem.Found[0].Code != "picture-missing" {
		t.Errorf("%v", err)
	}
	bare := example()
	bare.Sections[0].Articles[0].Blocks[0].Kind = issue.Picture
	if _, err := Write(bare, Options{}); !errors.As(err, &problem) {
		t.Errorf("%v", err)
	}
}

// TestPictureBudget: whatever comes, what goes in keeps to the budget and the
// picture's proportions, and is a file of the kind it is called.
func TestPictureBudget(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		image     *raster.Image
		mediaType string
	}{
		"small":         {noise(raster.RGB, 40, 30), typePNG},
		"many bytes":    {noise(raster.RGB, 1600, 1000), typeJPEG},
		"many pixels":   {noise(raster.CMYK, 3000, 2000), typeJPEG},
		"even and wide": {&raster.Image{Width: 9000, Height: 1000, Space: raster.Gray, Pix: make([]byte, 9_000_000)}, typePNG},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mediaType, data, err := encodePicture(c.image)
			if err != nil {
				t.Fatal(err)
			}
			back, err := raster.Decode(data)
			if err != nil {
				t.Fatal(err)
			}
			if mediaType != c.mediaType || back.IsJPEG() != (mediaType == typeJPEG) || len(data) > maxImageBytes || back.Width*back.Height > maxImagePixels {
				t.Errorf("%s of %d bytes, %d×%d pixels", mediaType, len(data), back.Width, back.Height)
			}
			if a, b := back.Width*c.image.Height, back.Height*c.image.Width; a > b+2*c.image.Width || b > a+2*c.image.Width {
				t.Errorf("%d×%d became %d×%d", c.image.Width, c.image.Height, back.Width, back.Height)
			}
		})
	}
	for _, c := range [][4]int{{1, 100_000_000, 1, 4_000_000}, {100_000_000, 1, 4_000_000, 1}, {10_000, 10_000, 2000, 2000}} {
		if w, h := within(c[0], c[1]); w != c[2] || h != c[3] {
			t.Errorf("%d×%d within the budget is %d×%d", c[0], c[1], w, h)
		}
	}
}

// TestJPEGGoesInAsItCame, when a reader can show it.
func TestJPEGGoesInAsItCame(t *testing.T) {
	t.Parallel()
	s, err := noise(raster.RGB, 16, 16).EncodeJPEG(60, nil)
	if err != nil {
		t.Fatal(err)
	}
	m, err := raster.Decode(s)
	if err != nil {
		t.Fatal(err)
	}
	if mediaType, data, err := encodePicture(m); err != nil || mediaType != typeJPEG || !bytes.Equal(data, s) {
		t.Errorf("%s, %v: %d bytes of %d", mediaType, err, len(data), len(s))
	}
	cmyk, err := os.ReadFile("../pdf/testdata/cmyk.jpg")
	if err != nil {
		t.Fatal(err)
	}
	if m, err = raster.Decode(cmyk); err != nil {
		t.Fatal(err)
	}
	_, data, err := encodePicture(m)
	if err != nil {
		t.Fatal(err)
	}
	config, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil || config.ColorModel == nil || bytes.Contains(data, []byte("Adobe")) {
		t.Errorf("CMYK became %+v, %v", config, err)
	}
}

// TestPictureNames: file names come from a counter, whatever the files were called.
func TestPictureNames(t *testing.T) {
	t.Parallel()
	iss, opt := illustrated()
	files, err := encodePictures(iss, opt.Pictures)
	if err != nil || len(files) != 2 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		if !regexp.MustCompile(`^picture-0[12]\.png$`).MatchString(f.name) || !safeName.MatchString(f.name) {
			t.Errorf("%s is called %s", f.source, f.name)
		}
	}
}
