package picture_test

import (
	"testing"

	"banxin/fonts"
	"banxin/internal/picture"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// BenchmarkCover makes the cover of a page of the bulletin's size and load: some 3 000
// glyphs, none like its neighbours.
func BenchmarkCover(b *testing.B) {
	const name = "NotoSerifSC-Regular"
	face, err := fonts.Open(name)
	if err != nil {
		b.Fatal(err)
	}
	page := &display.Page{Label: "1", Width: unit.FromMM(270), Height: unit.FromMM(390)}
	for line := range 75 {
		run := &display.GlyphRun{Face: name, Size: unit.FromFloat(9.5), X: unit.FromMM(20), Y: unit.FromFloat(60 + 13.5*float64(line)), Colour: display.Black}
		for i := range 40 {
			c := rune(0x4E00 + (line*40+i)*2)
			if gid, ok := face.GID(c); ok {
				run.Glyphs = append(run.Glyphs, display.Glyph{Text: string(c), GID: gid, Advance: 1000})
			}
		}
		page.Items = append(page.Items, run)
	}
	res := picture.Resources{Faces: map[string]*fonts.Face{name: face}}
	for b.Loop() {
		if _, err := picture.Cover(page, res); err != nil {
			b.Fatal(err)
		}
	}
}
