package pdf

import (
	"maps"
	"strings"
	"testing"
	"time"

	"banxin/fonts"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// onePage gives a document of one page with the items given.
func onePage(items ...display.Item) *display.Document {
	return &display.Document{Pages: []display.Page{{Label: "1", Width: pt(300), Height: pt(200), Items: items}}}
}

func TestErrors(t *testing.T) {
	t.Parallel()
	faces := openFaces(t)
	glyph := func(change func(*display.Glyph)) *display.Document {
		r := run(t, faces, song, 9.5, 20, 20, "崇川")
		change(&r.Glyphs[1])
		return onePage(r)
	}
	for _, c := range []struct {
		name string
		doc  *display.Document
		want []string // parts of the message
	}{
		{"no document", nil, []string{"no pages"}},
		{"no pages", &display.Document{}, []string{"no pages"}},
		{"glyph 0", glyph(func(g *display.Glyph) { g.Text, g.GID = "\U0002A6A5", 0 }), []string{"page 1", song, "𪚥", "U+2A6A5"}},
		{"no text", glyph(func(g *display.Glyph) { g.Text = "" }), []string{"page 1", song, "stands for no character"}},
		{"bad text", glyph(func(g *display.Glyph) { g.Text = "\xff" }), []string{"page 1", song, "not UTF-8"}},
		{"negative width", glyph(func(g *display.Glyph) { g.Advance = -1 }), []string{"page 1", song, "negative width"}},
		{"negative stretch", glyph(func(g *display.Glyph) { g.Stretch = -1000 }), []string{"page 1", "stretch"}},
		{"glyph beyond the face", glyph(func(g *display.Glyph) { g.GID = 0xFFFF }), []string{"subset of face " + song, "65535"}},
		{"unknown face", onePage(&display.GlyphRun{Face: "Unknown", Size: pt(9), Glyphs: []display.Glyph{{Text: "一", GID: 1, Advance: 1000}}}), []string{"page 1", `"Unknown"`}},
		{"no size", onePage(&display.GlyphRun{Face: song}), []string{"page 1, item 1", "type size 0"}},
		{"text colour", onePage(&display.GlyphRun{Face: song, Size: pt(9), Colour: display.CMYK{K: 101}}), []string{"item 1", "100 %"}},
		{"off the page", onePage(&display.GlyphRun{Face: song, Size: pt(9), X: pt(1e6)}), []string{"item 1", "1000000"}},
		{"fill of negative size", onePage(&display.Fill{W: pt(-1), H: pt(1)}), []string{"item 1", "negative size"}},
		{"fill colour", onePage(&display.Fill{W: pt(1), H: pt(1), Colour: display.CMYK{C: 200}}), []string{"item 1", "100 %"}},
		{"stroke of negative size", onePage(&display.Stroke{W: pt(1), H: pt(-1), Line: pt(1)}), []string{"item 1", "negative size"}},
		{"stroke without width", onePage(&display.Stroke{W: pt(1), H: pt(1)}), []string{"item 1", "line width 0"}},
		{"dash of nothing", onePage(&display.Stroke{W: pt(1), H: pt(1), Line: pt(1), Dash: []unit.Pt{0, 0}}), []string{"item 1", "length zero"}},
		{"negative dash", onePage(&display.Stroke{W: pt(1), H: pt(1), Line: pt(1), Dash: []unit.Pt{pt(-2)}}), []string{"item 1", "dash of -2"}},
		{"nil item", onePage(nil), []string{"item 1", "no item"}},
		{"page too large", &display.Document{Pages: []display.Page{{Width: pt(15000), Height: pt(100)}}}, []string{"page 1", "15000"}},
		{"page too small", &display.Document{Pages: []display.Page{{Width: pt(100)}}}, []string{"page 1", "outside"}},
		{"negative bleed", &display.Document{Pages: []display.Page{{Width: pt(100), Height: pt(100), Bleed: pt(-1)}}}, []string{"page 1", "bleed -1"}},
		{"outline to nowhere", &display.Document{Pages: onePage().Pages, Outline: []display.Entry{{Title: "某篇", Page: 1}}}, []string{"outline entry 1", "某篇"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			out, err := Write(c.doc, Resources{Faces: faces}, testMeta(), Print{})
			if err == nil || out != nil {
				t.Fatalf("gave %d bytes and error %v", len(out), err)
			}
			for _, part := range c.want {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("error %q lacks %q", err, part)
				}
			}
			if !strings.HasPrefix(err.Error(), "pdf: ") {
				t.Errorf("error %q does not name the package", err)
			}
		})
	}
}

// TestErrorsAreCollected: one call reports all missing glyphs and faces, each
// once.
func TestErrorsAreCollected(t *testing.T) {
	t.Parallel()
	faces := openFaces(t)
	missing := func(text string) *display.GlyphRun {
		return &display.GlyphRun{Face: kai, Size: pt(9), Glyphs: []display.Glyph{{Text: text, Advance: 1000}}}
	}
	_, err := Write(onePage(missing("甲"), missing("乙"), missing("甲"), &display.GlyphRun{Face: "None", Size: pt(9)}), Resources{Faces: faces}, testMeta(), Print{})
	if err == nil {
		t.Fatal("no error")
	}
	if lines := strings.Split(err.Error(), "\n"); len(lines) != 3 {
		t.Errorf("%d errors, not 3:\n%v", len(lines), err)
	}
}

func TestCreationDateIsRequired(t *testing.T) {
	t.Parallel()
	meta := testMeta()
	for _, created := range []time.Time{{}, time.Date(12021, 1, 1, 0, 0, 0, 0, time.UTC)} {
		meta.Created = created
		if _, err := Write(onePage(), Resources{}, meta, Print{}); err == nil || !strings.Contains(err.Error(), "creation date") {
			t.Errorf("%v: error %v", created, err)
		}
	}
}

// TestNilFace: a name that stands for no face is as good as unknown.
func TestNilFace(t *testing.T) {
	t.Parallel()
	faces := maps.Clone(openFaces(t))
	r := run(t, faces, song, 9.5, 20, 20, "崇")
	faces[song] = nil
	if _, err := Write(onePage(r), Resources{Faces: faces}, testMeta(), Print{}); err == nil || !strings.Contains(err.Error(), song) {
		t.Errorf("error %v", err)
	}
	if _, err := Write(onePage(r), Resources{Faces: map[string]*fonts.Face{}}, testMeta(), Print{}); err == nil {
		t.Error("no error without faces")
	}
}

func TestEmbeddingRights(t *testing.T) {
	t.Parallel()
	for fsType, ok := range map[uint16]bool{0: true, 4: true, 8: true, 2: false, 0x100: false, 0x104: false, 0x200: false} {
		if err := checkEmbedding(fsType); (err == nil) != ok {
			t.Errorf("fsType %#x: error %v", fsType, err)
		}
	}
}
