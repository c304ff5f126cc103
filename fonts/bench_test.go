package fonts

import "testing"

// BenchmarkParse reads all four embedded faces.
func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		for _, name := range Names() {
			if _, err := Parse(name, embeddedBytes(name)); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkLookup finds glyph and width of one character.
func BenchmarkLookup(b *testing.B) {
	f := face(b, "NotoSerifSC-Regular")
	text := []rune("版心把一份公报的稿件排成可以付印的版面，“一字不漏”。")
	i := 0
	for b.Loop() {
		gid, _ := f.GID(text[i%len(text)])
		f.Advance(gid)
		i++
	}
}

// BenchmarkSubset cuts 800 characters out of each face.
func BenchmarkSubset(b *testing.B) {
	characters := gb2312(b)[682 : 682+800]
	for _, name := range Names() {
		b.Run(name, func(b *testing.B) {
			f := face(b, name)
			glyphs := plain(b, f, characters)
			for b.Loop() {
				if _, err := f.Subset(glyphs, SubsetOptions{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
