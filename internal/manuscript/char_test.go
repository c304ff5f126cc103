package manuscript

import (
	"testing"
	"unicode"

	"banxin/internal/han"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// narrow gives every character a width of 3/10 em: full-width marks, which the
// punctuation style makes wider, stand out.
type narrow struct{}

func (narrow) Shape(rune) *inline.Shape { return &inline.Shape{GID: 1, Advance: 300} }

// TestClassesAgreeWithTheLine: what is Han, a mark or a digit to the reader of
// manuscripts is the same to the line, for every character there is.
func TestClassesAgreeWithTheLine(t *testing.T) {
	t.Parallel()
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if r >= 0xD800 && r <= 0xDFFF {
			continue
		}
		class := inline.Classify([]rune{r})[0]
		for _, c := range []struct {
			name         string
			reader, line bool
		}{
			{"an opening mark", isOpening(r), class == inline.Opening},
			{"a closing mark", isClosing(r), class == inline.Closing},
			{"a pause", isPause(r), class == inline.Pause},
			{"a stop", isStop(r), class == inline.Stop},
			{"a digit", isDigit(r), class == inline.Number},
		} {
			if c.reader != c.line {
				t.Errorf("%U %c is %s to the reader: %v, to the line: %v", r, r, c.name, c.reader, c.line)
			}
		}
		if han.Is(r) && class != inline.Han || class == inline.Han && r < 0x32400 && han.Is(r) != makesChinese(r) {
			t.Errorf("%U %c is Han to the reader: %v, to the line: %v", r, r, han.Is(r), makesChinese(r))
		}
	}
}

// makesChinese tells whether the line takes a character for Han: its paragraph is
// Chinese then, and a quotation mark in it a full em wide.
func makesChinese(r rune) bool {
	setting := inline.Quanjiao()
	setting.TrimStart = false
	p := inline.Prepare([]inline.Span{{Text: string(r) + " “", Size: 10 * unit.Point, Shaper: narrow{}}}, setting, inline.Options{})
	return p.Width(p.Len()-1, p.Len()) > 5*unit.Point
}
