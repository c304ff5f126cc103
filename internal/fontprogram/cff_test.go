package fontprogram

import (
	"slices"
	"strings"
	"testing"
)

// indexOf writes an INDEX with offsets of two bytes and reads it.
func indexOf(t testing.TB, objects ...string) index {
	t.Helper()
	b := []byte{byte(len(objects) >> 8), byte(len(objects)), 2}
	at := 1
	for _, o := range append([]string{""}, objects...) {
		at += len(o)
		b = append(b, byte(at>>8), byte(at))
	}
	for _, o := range objects {
		b = append(b, o...)
	}
	x, end, ok := readIndex(b, 0)
	if !ok || end != len(b) && len(objects) > 0 {
		t.Fatalf("INDEX of %d objects ends at %d of %d: %v", len(objects), end, len(b), ok)
	}
	return x
}

// n writes integers of a charstring, -32768 to 32767 each.
func n(values ...int) string {
	var b []byte
	for _, v := range values {
		b = append(b, 28, byte(v>>8), byte(v))
	}
	return string(b)
}

// operators of Type 2 in the tests
const (
	rmoveto, hmoveto, rlineto, endchar, ret = "\x15", "\x16", "\x05", "\x0e", "\x0b"
	callsubr, callgsubr, hstem, hintmask    = "\x0a", "\x1d", "\x01", "\x13"
)

func fontOfCharstrings(t testing.TB, charstrings ...string) *cffFont {
	return &cffFont{
		charstrings: indexOf(t, charstrings...),
		fonts:       []privateFont{{defaultWidth: 500, nominalWidth: 600, scale: 1}},
	}
}

func TestType2Charstrings(t *testing.T) {
	t.Parallel()
	subrs := []string{n(1, 2) + hstem + ret, n(-106) + callsubr, n(7, 0) + hmoveto}
	tests := []struct {
		name, charstring string
		width            float64
		ink              bool
		fault            string
	}{
		{"movement alone is no outline", n(1, 2) + rmoveto + endchar, 500, false, ""},
		{"nothing at all", "", 500, false, ""},
		{"line without a movement", n(1, 2) + rlineto + endchar, 500, true, ""},
		{"stops at the first line", n(9, 0, 0) + rmoveto + n(1, 2) + rlineto + "\x02garbage", 609, true, ""},
		{"fixed point", "\xff\x00\x01\x80\x00" + n(0) + hmoveto + endchar, 601.5, false, ""},
		{"numbers of one and two bytes", "\x8b\xf7\x00\x15" + endchar, 500, false, ""},
		{"arithmetic", n(3, 4) + "\x0c\x0a" + n(2) + "\x0c\x18" + n(0) + hmoveto, 614, false, ""}, // add mul
		{"sub neg abs", n(3, 4) + "\x0c\x0b\x0c\x0e\x0c\x0e\x0c\x09" + n(0) + hmoveto, 601, false, ""},
		{"sqrt dup drop", n(16) + "\x0c\x1a\x0c\x1b\x0c\x12" + n(0) + hmoveto, 604, false, ""},
		{"exch index roll", n(5, 6) + "\x0c\x1c" + n(1) + "\x0c\x1d" + n(3, 1) + "\x0c\x1e" + "\x0c\x12\x0c\x12" + n(0) + hmoveto, 606, false, ""},
		{"roll backwards", n(5, 6, 7, 3, -1) + "\x0c\x1e\x0c\x12\x0c\x12" + n(0) + hmoveto, 606, false, ""},
		{"put get", n(42, 31) + "\x0c\x14" + n(31) + "\x0c\x15" + n(0) + hmoveto, 642, false, ""},
		{"ifelse eq and or not", n(8, 9, 0) + "\x0c\x05" + n(1) + "\x0c\x03" + n(0) + "\x0c\x04" + n(1) + "\x0c\x0f" + n(1) + "\x0c\x16" + n(0) + hmoveto, 608, false, ""},
		{"dotsection clears", n(1) + "\x0c\x00" + n(5, 0) + hmoveto, 605, false, ""},
		{"local subroutine", n(4) + n(-107) + callsubr + n(0) + hmoveto, 604, false, ""},
		{"global subroutine", n(-105) + callgsubr, 607, false, ""},
		{"endless recursion", n(-106) + callsubr, 0, false, "nests more than"},
		{"no such subroutine", n(99) + callsubr, 0, false, "does not exist"},
		{"subroutine number beyond all bounds", n(32767, 32767) + "\x0c\x18" + callsubr, 0, false, "does not exist"},
		{"subroutine without a number", callsubr, 0, false, "lacks an operand"},
		{"operand missing", n(1) + rmoveto, 0, false, "lacks an operand"},
		{"division by nothing", n(1, 0) + "\x0c\x0c", 0, false, "divides by 0"},
		{"storage", n(1, 32) + "\x0c\x14", 0, false, "storage"},
		{"roll beyond the stack", n(1, 2, 9, 1) + "\x0c\x1e", 0, false, "lacks an operand"},
		{"roll of fewer than none", n(1, 2, -1, 1) + "\x0c\x1e", 0, false, "rolls beyond"},
		{"reserved operator", n(1) + "\x02", 0, false, "operator 0x2"},
		{"reserved operator of two bytes", n(1) + "\x0c\x63", 0, false, "operator 0xc63"},
		{"cut within an operator", "\x0c", 0, false, "within an operator"},
		{"cut within a number", "\x1c\x01", 0, false, "within a number"},
		{"cut within a long number", "\xff\x01", 0, false, "within a number"},
		{"cut within a mask", n(1, 2, 3, 4) + hintmask, 0, false, "hint mask"},
		{"too many operands", strings.Repeat(n(1), stackLimit+1), 0, false, "too many"},
		{"too many steps", strings.Repeat(n(1, 1)+hstem, stepLimit), 0, false, "steps"},
		{"accent without names", n(1, 2, 1, 1) + endchar, 0, false, "composed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := fontOfCharstrings(t, tt.charstring[:min(len(tt.charstring), 65000)])
			f.fonts[0].subrs = indexOf(t, subrs...)
			f.globalSubrs = indexOf(t, subrs...)
			width, ink, err := f.measure(0)
			if tt.fault != "" {
				if err == nil || !strings.Contains(err.Error(), tt.fault) || err.What.Zh == "" || err.What.Zh == err.What.En {
					t.Fatalf("fault %v, want one of %q in two languages", err, tt.fault)
				}
				return
			}
			if err != nil || width != tt.width || ink != tt.ink {
				t.Errorf("%v %v %v, want %v %v", width, ink, err, tt.width, tt.ink)
			}
		})
	}
}

// TestAccentOfAccent: a half of a composed glyph may not be composed itself.
func TestAccentOfAccent(t *testing.T) {
	t.Parallel()
	f := fontOfCharstrings(t, endchar, n(0, 0, 65, 65)+endchar)
	f.charset = []uint16{0, 34} // A is made of A
	if _, _, err := f.measure(1); err == nil {
		t.Error("a glyph made of itself is measured")
	}
}

func TestSubroutineBias(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ count, bias int }{{1239, 107}, {1240, 1131}, {33899, 1131}, {33900, 32768}} {
		bodies := make([]string, tt.count)
		bodies[1] = ret
		bodies[0] = n(11, 0) + hmoveto
		f := fontOfCharstrings(t, n(-tt.bias)+callgsubr)
		f.globalSubrs = indexOf(t, bodies...)
		if width, _, err := f.measure(0); err != nil || width != 611 {
			t.Errorf("%d subroutines: width %v, %v", tt.count, width, err)
		}
	}
}

func TestFDSelect(t *testing.T) {
	t.Parallel()
	f := fontOfCharstrings(t, endchar, endchar, endchar, endchar)
	f.fonts = []privateFont{{defaultWidth: 1, scale: 1}, {defaultWidth: 2, scale: 1}}
	forms := map[string]struct {
		data string
		want []float64 // -1: a fault
	}{
		"format 0":                 {"\x00\x00\x01\x01\x00", []float64{1, 2, 2, 1}},
		"format 0, cut":            {"\x00\x00\x01", []float64{1, 2, -1, -1}},
		"format 3":                 {"\x03\x00\x02\x00\x00\x01\x00\x02\x00\x00\x04", []float64{2, 2, 1, 1}},
		"format 3, sentinel early": {"\x03\x00\x01\x00\x01\x01\x00\x03", []float64{-1, 2, 2, -1}},
		"format 3, cut":            {"\x03\x00\x09\x00", []float64{-1, -1, -1, -1}},
		"no such Font DICT":        {"\x00\x02\x00\x00\x00", []float64{-1, 1, 1, 1}},
		"no such format":           {"\x07\x00\x00\x00\x00", []float64{-1, -1, -1, -1}},
	}
	for name, form := range forms {
		f.fdSelect = []byte(form.data)
		for gid, want := range form.want {
			width, _, err := f.measure(gid)
			if want < 0 && err == nil || want >= 0 && (err != nil || width != want) {
				t.Errorf("%s: glyph %d: %v %v, want %v", name, gid, width, err, want)
			}
		}
	}
}

func TestFontMatrices(t *testing.T) {
	t.Parallel()
	matrix := func(v float64) []float64 { return []float64{v, 0, 0, v, 0, 0} }
	for _, tt := range []struct {
		top, font []float64
		want      float64
	}{
		{nil, nil, 1}, {matrix(0.0005), nil, 0.5}, {nil, matrix(0.002), 2},
		{matrix(0.001), matrix(1), 1}, {matrix(1), matrix(0.001), 1}, {matrix(0.001), matrix(0.5), 0.5},
		{matrix(0.001), matrix(0.001), 1}, {matrix(0.0005), matrix(0.0005), 0.5}, {matrix(0.001)[:3], nil, 1},
	} {
		if got := matrixScale(tt.top, tt.font); got != tt.want {
			t.Errorf("matrices %v and %v: %v, want %v", tt.top, tt.font, got, tt.want)
		}
	}
}

func TestCharsets(t *testing.T) {
	t.Parallel()
	forms := map[string]struct {
		data   string
		glyphs int
		want   []uint16 // nil: a fault
	}{
		"format 0":       {"\x00\x00\x05\x00\x03\x00\x09", 4, []uint16{0, 5, 3, 9}},
		"format 1":       {"\x01\x00\x05\x01\x00\x10\xff", 5, []uint16{0, 5, 6, 16, 17}},
		"format 2":       {"\x02\x01\x00\x00\x02", 4, []uint16{0, 256, 257, 258}},
		"one glyph":      {"\x00", 1, []uint16{0}},
		"cut":            {"\x00\x00\x05\x00", 3, nil},
		"cut range":      {"\x02\x01\x00\x00", 4, nil},
		"no such format": {"\x03\x00\x05\x00\x03\x00\x09", 4, nil},
	}
	for name, form := range forms {
		f := &cffFont{data: []byte("head" + form.data)}
		f.charstrings.count = form.glyphs
		if err := f.readCharset(4); (err != nil) != (form.want == nil) || err == nil && !slices.Equal(f.charset, form.want) {
			t.Errorf("%s: %v %v, want %v", name, f.charset, err, form.want)
		}
	}
}

func TestCIDsOutOfOrder(t *testing.T) {
	t.Parallel()
	f := &cffFont{cidKeyed: true, charset: []uint16{0, 900, 5, 900, 7}}
	f.orderCIDs()
	for cid, want := range map[int]int{0: 0, 900: 1, 5: 2, 7: 4, 6: -1, 901: -1} {
		if gid, ok := f.byCID(cid); ok != (want >= 0) || ok && gid != want {
			t.Errorf("CID %d: glyph %d %v, want %d", cid, gid, ok, want)
		}
	}
	f = &cffFont{cidKeyed: true} // a predefined charset
	f.charstrings.count = 3
	for cid, want := range map[int]bool{-1: false, 2: true, 3: false} {
		if gid, ok := f.byCID(cid); ok != want || ok && gid != cid {
			t.Errorf("CID %d without a charset: glyph %d %v", cid, gid, ok)
		}
	}
}

func TestEncodings(t *testing.T) {
	t.Parallel()
	names := indexOf(t, "first", "second")
	forms := map[string]struct {
		data string
		want map[byte]string // nil: a fault
	}{
		"format 0":                 {"\x00\x02\x41\xff", map[byte]string{0x41: "first", 0xFF: "second"}},
		"format 1":                 {"\x01\x01\xfe\x05", map[byte]string{0xFE: "first", 0xFF: "second"}},
		"supplements":              {"\x80\x01\x41\x02\x42\x01\x87\x43\x00\x01", map[byte]string{0x41: "first", 0x42: "first", 0x43: "space"}},
		"code 0":                   {"\x00\x02\x00\x41", map[byte]string{0: "first", 0x41: "second"}},
		"code 0 for none":          {"\x00\x03\x00\x00\x41", map[byte]string{0x41: "space"}},
		"more codes than glyphs":   {"\x00\x04\x01\x02\x03\x04", map[byte]string{1: "first", 2: "second", 3: "space"}},
		"name that is not there":   {"\x80\x00\x01\x41\x99\x99", map[byte]string{}},
		"cut":                      {"\x00\x04\x01\x02", nil},
		"cut supplements":          {"\x80\x00\x02\x41\x00\x01", nil},
		"no such format":           {"\x02\x01\x02\x03\x04", nil},
		"supplements are not read": {"\x00\x00\x01\x41\x00\x01", map[byte]string{}},
	}
	for name, form := range forms {
		f := &cffFont{data: []byte("head" + form.data), strings: names, charset: []uint16{0, 391, 392, 1}}
		if err := f.readEncoding(4); (err != nil) != (form.want == nil) {
			t.Errorf("%s: %v", name, err)
		}
		for code := range 256 {
			if got := f.builtin(byte(code)); form.want != nil && got != form.want[byte(code)] {
				t.Errorf("%s: code %d: %q, want %q", name, code, got, form.want[byte(code)])
			}
		}
	}
}

// TestPredefined picks from the appendices of Technical Note 5176.
func TestPredefined(t *testing.T) {
	t.Parallel()
	if len(standardStrings) != 391 || standardStrings[390] != "Semibold" || standardStrings[228] != "zcaron" {
		t.Fatalf("%d standard strings, the last %q", len(standardStrings), standardStrings[len(standardStrings)-1])
	}
	f := &cffFont{}
	for at, want := range []map[byte]string{
		{' ': "space", 'A': "A", 0x27: "quoteright", 0xFB: "germandbls", 0x80: "", 0: ""},
		{' ': "space", '@': "", 'A': "asuperior", 'a': "Asmall", 0x57: "fi", 0xFF: "Ydieresissmall", 0xBC: "onequarter"},
	} {
		if err := f.readEncoding(at); err != nil {
			t.Fatal(err)
		}
		for code, name := range want {
			if got := f.builtin(code); got != name {
				t.Errorf("predefined encoding %d: code %#x is %q, want %q", at, code, got, name)
			}
		}
	}
	for at, want := range []struct {
		glyphs int
		last   string
	}{{229, "zcaron"}, {166, "Ydieresissmall"}, {87, "commainferior"}} {
		f := &cffFont{}
		f.charstrings.count = 1000
		if err := f.readCharset(at); err != nil || len(f.charset) != want.glyphs {
			t.Errorf("predefined charset %d has %d glyphs, %v", at, len(f.charset), err)
		}
		if gid, ok := f.byName(want.last); !ok || gid != want.glyphs-1 {
			t.Errorf("predefined charset %d: %s is glyph %d", at, want.last, gid)
		}
	}
}

func TestDictNumbers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]float64{
		"\x8b": 0, "\xef": 100, "\x27": -100, "\xfa\x7c": 1000, "\xfe\x7c": -1000, "\x1c\xd8\xf0": -10000,
		"\x1d\x00\x01\x86\xa0": 100000, "\x1e\xe2\xa2\x5f": -2.25, "\x1e\x0a\x14\x05\x41\xc3\xff": 0.140541e-3, "\x1e\x1b\x3f": 1000,
	} {
		d, ok := readDict([]byte(text + "\x14"))
		if got := d.number(opDefaultWidthX, -1); !ok || got != want {
			t.Errorf("% x: %v %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"\x1e\x11", "\x1e\xaa\xff\x14", "\xff\x14", "\x16", "\x0c", "\x1d\x00", "\xf7", "\x1e" + strings.Repeat("\x11", 40) + "\xff\x14", "\x1e\x1b\x99\x9f\x14", strings.Repeat("\x8b", 600) + "\x14", strings.Repeat("\x8b\x14", dictSizeLimit)} {
		if _, ok := readDict([]byte(text)); ok {
			t.Errorf("% .20x is read", text)
		}
	}
}
