package pdf

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/signintech/gopdf"

	"banxin/fonts"
	"banxin/layout/display"
)

// The two benchmarks below are to be read beside each other: what gopdf needs to write
// a document by itself, with its fonts embedded and its streams packed, and what it
// costs to take its output apart, check it and write the file anew. Finishing should
// cost no more than a third of the other; bench/README.md has figures.

// thick gives the newspaper so many times over.
func thick(t testing.TB, faces map[string]*fonts.Face, pages int) *display.Document {
	doc := newspaper(t, faces)
	sheets := doc.Pages
	for doc.Pages = nil; len(doc.Pages) < pages; {
		doc.Pages = append(doc.Pages, sheets...)
	}
	return doc
}

// benchSizes are the issue of an ordinary day and a book.
var benchSizes = []int{2, 470}

// prepared registers a document and cuts its fonts.
func prepared(b *testing.B, doc *display.Document, faces map[string]*fonts.Face) *registry {
	reg, err := register(doc, faces, 0)
	if err != nil {
		b.Fatal(err)
	}
	if err := reg.subset(); err != nil {
		b.Fatal(err)
	}
	return reg
}

// BenchmarkGopdfAlone draws with whole fonts and compression, as gopdf is used without
// a finisher.
func BenchmarkGopdfAlone(b *testing.B) {
	faces := openFaces(b)
	for _, n := range benchSizes {
		b.Run(fmt.Sprintf("%d pages", n), func(b *testing.B) {
			doc := thick(b, faces, n)
			reg := prepared(b, doc, faces)
			whole := make([][]byte, len(reg.fonts))
			for i, f := range reg.fonts {
				glyphs := make([]fonts.SubsetGlyph, len(f.entries))
				for k, e := range f.entries {
					glyphs[k] = fonts.SubsetGlyph{Code: rune(firstCode + k), GID: e.gid, Shift: e.shift, Advance: e.advance, Stretch: e.stretch}
				}
				var err error
				if whole[i], err = f.face.Subset(glyphs, fonts.SubsetOptions{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportAllocs()
			for b.Loop() {
				c := &canvas{gp: &gopdf.GoPdf{}, fonts: reg.fonts}
				c.gp.Start(gopdf.Config{Unit: gopdf.UnitPT, PageSize: gopdf.Rect{W: 1, H: 1}})
				for i := range whole {
					if err := c.gp.AddTTFFontData(fontFamily(i), whole[i]); err != nil {
						b.Fatal(err)
					}
				}
				for i := range doc.Pages {
					if err := c.page(&doc.Pages[i], reg.runs); err != nil {
						b.Fatal(err)
					}
				}
				var out bytes.Buffer
				if _, err := c.gp.WriteTo(&out); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkFinish takes gopdf's output and writes the file that is released.
func BenchmarkFinish(b *testing.B) {
	faces := openFaces(b)
	for _, n := range benchSizes {
		b.Run(fmt.Sprintf("%d pages", n), func(b *testing.B) {
			doc := thick(b, faces, n)
			reg := prepared(b, doc, faces)
			drawn, err := draw(doc, reg)
			if err != nil {
				b.Fatal(err)
			}
			print := Print{Standard: X1a, Intent: Intent{Condition: "FOGRA39", Registry: "http://www.color.org"}}
			b.ReportAllocs()
			for b.Loop() {
				s, err := extracted(drawn, reg, nil)
				if err == nil {
					_, err = finishPrint(doc, s, testMeta(), print)
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
