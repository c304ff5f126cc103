package preflight

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banxin/internal/cos"
)

// FuzzCheck: whatever the file holds, the check ends with a report or with an error
// that says what is wrong with the file, never with a fault of its own.
func FuzzCheck(f *testing.F) {
	for _, s := range []Standard{X1a, X4} {
		f.Add(newSample(s).bytes())
	}
	for _, pattern := range []string{"testdata/broken/*.pdf", "testdata/foreign/*.pdf"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Check(data, Options{})
		var damage *cos.DamageError
		if err != nil && !errors.As(err, &damage) {
			t.Fatal(err)
		}
		if err == nil {
			if _, err := r.JSON(Subject{}); err != nil {
				t.Fatal(err)
			}
			if _, err := r.HTML(Subject{}, "zh"); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestCutOff: a sound file that ends too early, at any byte, is refused or reported,
// never passed.
func TestCutOff(t *testing.T) {
	t.Parallel()
	whole := newSample(X1a).bytes()
	for n := range len(whole) - 1 { // without the last line end it is whole
		r, err := Check(whole[:n], Options{Standard: X1a})
		var damage *cos.DamageError
		switch {
		case err != nil && !errors.As(err, &damage):
			t.Fatalf("cut at %d: %v", n, err)
		case err == nil && r.OK():
			t.Fatalf("cut at %d of %d: passes", n, len(whole))
		}
	}
}

// TestHostile gives files that ask for endless work.
func TestHostile(t *testing.T) {
	t.Parallel()
	loop := newSample(X1a)
	form(loop, "/Resources << /XObject << /Fm1 @form >> >>")
	loop.streams["form"] = "/Fm1 Do /Fm1 Do /Fm1 Do /Fm1 Do /Fm1 Do /Fm1 Do /Fm1 Do /Fm1 Do"
	wide := newSample(X1a)
	wide.replace("cid", "/W [2 [500]]", "/W [0 2000000000 500]")
	tree := newSample(X1a)
	tree.replace("pages", "/Kids [@page]", "/Kids [@pages @page]")
	ranges := newSample(X1a)
	ranges.replace("text", "endcmap", "1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange endcmap")
	space := newSample(X1a)
	space.objects["space"] = ""
	space.add("res", "/ColorSpace << /A [/Indexed /A 1 <00>] >>")
	space.replace("res", "/A [", "/B @space /A [")
	space.paint("/A cs")
	negative := newSample(X1a)
	negative.replace("font", "/Identity-H", "@codes")
	negative.stream("codes", "", "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 begincidrange <0001> <0003> -5 endcidrange endcmap")
	negative.replace("cid", "/CIDToGIDMap /Identity", "/CIDToGIDMap @glyphs")
	negative.stream("glyphs", "", "\x00\x00\x00\x01")
	lengths := newSample(X1a)
	for i := range 3000 {
		lengths.stream(fmt.Sprintf("l%04d", i), fmt.Sprintf("/Length @l%04d", min(i+1, 2999)), "")
	}
	function := newSample(X1a)
	for i := range 8 {
		function.objects[fmt.Sprintf("f%d", i)] = "/A [" + strings.Repeat(fmt.Sprintf("@f%d ", min(i+1, 7)), 300) + "]"
	}
	function.add("res", "/ColorSpace << /A [/Separation /Red /DeviceCMYK @f0] >>")
	function.paint("/A cs")
	again := newSample(X1a)
	again.replace("page", "@content", "["+strings.Repeat("@content ", 5000)+"]")
	for name, p := range map[string]*sample{"negative CIDs": negative, "lengths of lengths": lengths, "functions of functions": function, "one content again and again": again,
		"forms in a circle": loop, "widths": wide, "page tree": tree, "text ranges": ranges, "colour spaces": space} {
		_, err := Check(p.bytes(), Options{})
		var damage *cos.DamageError
		if err != nil && !errors.As(err, &damage) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
