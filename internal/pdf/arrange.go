package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/layout/unit"
)

// arrange orders the entries of each subset by the text they stand for. In the order
// of Unicode Han with one radical, whose outlines have parts in common, lie together,
// where deflate, which looks back 32 KB, finds them; and the text of consecutive codes
// can be listed without the codes.
func (r *registry) arrange() {
	moved := make([][]int, len(r.fonts)) // by subset and old entry: the new one
	for i, f := range r.fonts {
		order := make([]int, len(f.entries))
		for k := range order {
			order[k] = k
		}
		slices.SortFunc(order, func(a, b int) int { return f.entries[a].compare(f.entries[b]) })
		entries, sizes := make([]glyphKey, len(order)), make([]unit.Pt, len(order))
		moved[i] = make([]int, len(order))
		for now, before := range order {
			entries[now], sizes[now], moved[i][before] = f.entries[before], f.sizes[before], now
		}
		f.entries, f.sizes = entries, sizes
	}
	for _, places := range r.runs {
		for k, p := range places {
			if p.font < len(moved) && p.entry < len(moved[p.font]) { // a glyph with a problem has no place
				places[k].entry = moved[p.font][p.entry]
			}
		}
	}
}

// compare orders glyphs of one face by their text. No two are equal.
func (k glyphKey) compare(l glyphKey) int {
	return cmp.Or(strings.Compare(k.text, l.text), cmp.Compare(k.gid, l.gid), cmp.Compare(k.shift, l.shift),
		cmp.Compare(k.advance, l.advance), cmp.Compare(k.stretch, l.stretch))
}

// coarsest is the largest grid, in 1/1000 em.
const coarsest = 8

// grid is what the points of a glyph are rounded to that is set in a size and printed
// in dots: the power of two thousandths of an em that is nearest to a dot, by ratio. So
// no coordinate moves by more than 0.71 of a dot. A power of two it is because
// distances take up to two bytes: with any other step the lower byte would take every
// value, and compress badly. Only Han as the face draws them are rounded: they are
// nearly all of a file, while marks and dashes meet each other and the edge of the line.
// 0: as in the face.
func (k glyphKey) grid(size, dot unit.Pt) unit.Em {
	r, n := utf8.DecodeRuneInString(k.text)
	if dot <= 0 || size <= 0 || n != len(k.text) || !unicode.Is(unicode.Han, r) || k.shift != 0 || k.stretch != 1000 {
		return 0
	}
	const root2 = 1414 // thousandths
	g := int64(1)
	for g < coarsest && 1_000_000*int64(dot) > int64(size)*g*root2 {
		g *= 2
	}
	return unit.Em(g)
}
