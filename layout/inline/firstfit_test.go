package inline

import (
	"slices"
	"testing"

	"banxin/layout/unit"
)

// prepare makes a paragraph of 10 pt type in mock metrics.
func prepare(text string, s Setting) *Paragraph {
	return Prepare([]Span{{Text: text, Size: 10 * unit.Point, Shaper: mock{}}}, s, Options{})
}

func lineTexts(p *Paragraph, text string, lines []Line) []string {
	runes := []rune(text)
	var out []string
	for _, l := range lines {
		out = append(out, string(runes[p.Offset(l.Start):p.Offset(l.End)]))
	}
	return out
}

func TestPulledInLastLineDoesNotHang(t *testing.T) {
	t.Parallel()
	s := Quanjiao()
	s.Hang = true
	p := prepare("中（国）人民，政协会议，发", s)
	lines := p.FirstFit(0, 0, 110*unit.Point)
	for i, l := range lines {
		set := p.Set(l, true)
		if l.Ending == Hanging && !p.cells[l.End-1].hangable || set.Width > l.Measure {
			t.Errorf("line %d of %d hangs %q: %s in %s", i+1, len(lines), p.cells[l.End-1].text, set.Width, l.Measure)
		}
	}
}

func TestMarkIsPushedInBeforeItHangs(t *testing.T) {
	t.Parallel()
	s := Quanjiao()
	s.Hang = true
	for text, want := range map[string]Ending{
		"要开放，促进合作，共享发展": Trimmed, // the inner comma gives the room
		"要开放要促进合作，共享发展": Hanging,
	} {
		p := prepare(text, s)
		l := p.FirstFit(0, 0, 80*unit.Point)[0]
		if p.Offset(l.End) != 9 || l.Ending != want {
			t.Errorf("%s: the first line ends before rune %d in ending %d, want 9 and %d", text, p.Offset(l.End), l.Ending, want)
		}
	}
}

func TestEveryMarkThatMayNotStartALineIsPushedIn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		level   Level
		measure unit.Pt
		text    string
		want    []string
	}{
		{"solidus", Basic, 80, "一，二三四五六七/八九十", []string{"一，二三四五六七/", "八九十"}},
		{"dash", Strict, 100, "一，二，三，四，五六——七八九十", []string{"一，二，三，四，五六——", "七八九十"}},
		{"ellipsis", Strict, 100, "一，二，三，四，五六……七八九十", []string{"一，二，三，四，五六……", "七八九十"}},
		{"dash at level gb", GB, 100, "一，二，三，四，五六——七八九十", []string{"一，二，三，四，五六", "——七八九十"}},
	} {
		s := Quanjiao()
		s.Level = c.level
		p := prepare(c.text, s)
		if got := lineTexts(p, c.text, p.FirstFit(0, 0, c.measure*unit.Point)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestFullEndIsWhatCompressionLeft(t *testing.T) {
	t.Parallel()
	s := Quanjiao()
	s.FullEnd = true
	for _, c := range []struct {
		text  string
		end   int
		may   bool
		width unit.Pt
	}{
		{"中国！！人民", 4, false, 30 * unit.Point}, // two of ？！ take one em (§4)
		{"中国！！！人民", 5, true, 40 * unit.Point},
		{"中国。人民", 3, true, 30 * unit.Point},
		{"中国”，人民", 4, true, 35 * unit.Point},
		{"中国。“人民", 3, true, 30 * unit.Point}, // the opening mark begins the next line
	} {
		p := prepare(c.text, s)
		l := Line{End: c.end, Measure: 50 * unit.Point, Ending: Full}
		if got := p.endWidth(0, c.end, Full); p.mayEndFull(c.end) != c.may || got != c.width || p.Set(l, false).Width != got {
			t.Errorf("%s: %v at %s (set: %s), want %v at %s", c.text, p.mayEndFull(c.end), got, p.Set(l, false).Width, c.may, c.width)
		}
	}
	s.Pause = 750
	p := prepare("中国，“人民", s)
	if got := p.endWidth(0, 3, Full); got != unit.FromFloat(27.5) {
		t.Errorf("a comma of 3/4 em before an opening quote takes %s at a line's end, want 27.5", got)
	}
}

func TestNothingStretchesInsideASequence(t *testing.T) {
	t.Parallel()
	for text, kept := range map[string]int{"真的吗？！大家": 3, "真的吗！！！大家": 4, "调查①表明": 1, "调查[1]表明": 1, "调查²表明": 1} {
		p := prepare(text, Quanjiao())
		j := p.Justify(0, p.Len(), 20*unit.Point)
		if j.After[kept] != 0 {
			t.Errorf("%s: %s after character %d", text, j.After[kept], kept)
		}
		if j.After[0] == 0 || j.Ragged != 0 {
			t.Errorf("%s: the line is not stretched: %v", text, j.After)
		}
	}
}

func TestLastResortIsLoose(t *testing.T) {
	t.Parallel()
	p := prepare("smart city", Quanjiao())
	if j := p.Justify(0, p.Len(), 30*unit.Point); j.Ragged != 0 || j.Loose < 2500 {
		t.Errorf("a word space of over three em is called loose by %d", j.Loose)
	}
}

func TestCloseUp(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		closeUp              bool
		pause, bracket, stop unit.Em
		text                 string
		want                 unit.Em
	}{
		{false, 500, 1000, 1000, "“甲”，乙", 4500}, // nothing more is cut (§5)
		{true, 500, 1000, 1000, "“甲”，乙", 4000},
		{false, 1000, 1000, 1000, "“甲”，乙", 4500},
		{true, 1000, 1000, 1000, "“甲”，乙", 4500},
		{false, 500, 1000, 500, "（甲）。乙", 4500},
		{true, 500, 1000, 500, "（甲）。乙", 4000},
		{true, 500, 1000, 1000, "“甲。”乙", 4500}, // a stop's blank does go on to the quote
	} {
		s := Quanjiao()
		s.CloseUp, s.Pause, s.Bracket, s.Stop = c.closeUp, c.pause, c.bracket, c.stop
		if got := prepare(c.text, s).widthAt(false, false).InEm(10 * unit.Point); got != c.want {
			t.Errorf("%s, close up %v: %d, want %d thousandths", c.text, c.closeUp, got, c.want)
		}
	}
}
