package fontprogram

import (
	"fmt"
	"strings"
	"testing"
)

// encrypt is the inverse of decrypt, with zeros for the random bytes.
func encrypt(plain string, key uint16, random int) string {
	b := append(make([]byte, random), plain...)
	for i := range b {
		b[i] ^= byte(key >> 8)
		key = (uint16(b[i])+key)*52845 + 22719
	}
	return string(b)
}

// type1Program joins the part before eexec and the one that it encrypts.
func type1Program(clear, private string) []byte {
	return []byte("%!PS-AdobeFont-1.0: T\n" + clear + "\ncurrentfile eexec\n" + encrypt(private, eexecKey, 4))
}

// locked is "n RD bytes" of a charstring.
func locked(plain string, lenIV int) string {
	if lenIV >= 0 {
		plain = encrypt(plain, charstringKey, lenIV)
	}
	return fmt.Sprintf("%d -| %s", len(plain), plain)
}

// t1n writes integers of a Type 1 charstring.
func t1n(values ...int) string {
	var b []byte
	for _, v := range values {
		b = append(b, 255, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
	}
	return string(b)
}

const (
	hsbw, t1rlineto, div, callother, pop = "\x0d", "\x05", "\x0c\x0c", "\x0c\x10", "\x0c\x11"
	t1callsubr, seac                     = "\x0a", "\x0c\x06"
)

func openedType1(t testing.TB, clear, private string) *Program {
	t.Helper()
	p, err := Parse(type1Program(clear, private), Type1)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestType1Charstrings(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, charstring string
		width            float64
		ink              bool
		fault            string
	}{
		{"sbw", t1n(1, 2, 345, 6) + "\x0c\x07" + endchar, 345, false, ""},
		{"no hsbw", endchar, 0, false, ""},
		{"no endchar", t1n(0, 77) + hsbw, 77, false, ""},
		{"stops at the first line", t1n(0, 77) + hsbw + t1n(1, 2) + t1rlineto + "\x02", 77, true, ""},
		{"obsolete operator", t1n(0, 77) + hsbw + t1n(1, 2) + "\x0f" + endchar, 77, false, ""},
		{"negative and long numbers", t1n(0, -1<<31, -1<<20) + div + hsbw + endchar, 2048, false, ""},
		{"results come back in turn", t1n(8, 9, 2, 99) + callother + pop + pop + hsbw + endchar, 9, false, ""},
		{"blend of two masters", t1n(0, 100, 40, 2, 14) + callother + pop + hsbw + endchar, 110, false, ""},
		{"blend of two values", t1n(10, 100, 4, 40, 4, 15) + callother + pop + pop + hsbw + endchar, 110, false, ""},
		{"pop of nothing", t1n(0) + pop + hsbw + endchar, 0, false, ""},
		{"flex is a curve", t1n(0, 50) + hsbw + t1n(1, 2, 3, 3, 0) + callother, 50, true, ""},
		{"subroutine", t1n(4) + t1callsubr + endchar, 33, false, ""},
		{"endless recursion", t1n(5) + t1callsubr, 0, false, "nests more than"},
		{"no such subroutine", t1n(6) + t1callsubr, 0, false, "subroutine 6"},
		{"line without operands", t1n(0, 5) + hsbw + t1rlineto, 0, false, "lacks an operand"},
		{"arguments that are not there", t1n(1, 9, 3) + callother, 0, false, "lacks an operand"},
		{"arguments fewer than none", t1n(1, -9, 3) + callother, 0, false, "lacks an operand"},
		{"division by nothing", t1n(1, 0) + div, 0, false, "divides by 0"},
		{"reserved operator", t1n(1) + "\x02", 0, false, "operator 0x2"},
		{"Type 2 number", "\x1c\x00\x01", 0, false, "operator 0x1c"},
		{"cut within an operator", "\x0c", 0, false, "within an operator"},
		{"cut within a number", "\xff\x00", 0, false, "within a number"},
		{"accent of parts that are not there", t1n(0, 5) + hsbw + t1n(0, 0, 0, 66, 66) + seac, 0, false, "code 66"},
		{"accent of itself", t1n(0, 5) + hsbw + t1n(0, 0, 0, 65, 65) + seac, 0, false, "composed"},
		{"accent without codes", t1n(0, 5) + hsbw + t1n(0, 0) + seac, 0, false, "lacks an operand"},
		{"accent without ink", t1n(0, 5) + hsbw + t1n(0, 0, 0, 32, 32) + seac, 5, false, ""},
	}
	for _, tt := range tests {
		for _, lenIV := range []int{4, 0, 9, -1} {
			t.Run(fmt.Sprint(tt.name, lenIV), func(t *testing.T) {
				t.Parallel()
				private := fmt.Sprintf("/lenIV %d def /Subrs 9 array\ndup 4 %s NP\ndup 5 %s noaccess put\nND\n/CharStrings 2 dict dup begin\n/A %s ND\n/space %s ND\nend",
					lenIV, locked(t1n(0, 33)+hsbw+ret, lenIV), locked(t1n(5)+t1callsubr, lenIV), locked(tt.charstring, lenIV), locked(t1n(0, 9)+hsbw+endchar, lenIV))
				p := openedType1(t, "/WeightVector [0.75 0.25] def", private)
				width, ink, err := p.Glyph(0)
				if tt.fault != "" {
					if err == nil || !strings.Contains(err.Error(), tt.fault) {
						t.Fatalf("fault %v, want %q", err, tt.fault)
					}
					return
				}
				if err != nil || width != tt.width || ink != tt.ink {
					t.Errorf("%v %v %v, want %v %v", width, ink, err, tt.width, tt.ink)
				}
			})
		}
	}
}

// TestDecryptionIsBounded: calls of a long subroutine count by its length.
func TestDecryptionIsBounded(t *testing.T) {
	t.Parallel()
	long := locked(ret+strings.Repeat("x", 60000), 4)
	private := "/Subrs 1 array dup 0 " + long + " NP ND /CharStrings 1 dict dup begin /A " + locked(strings.Repeat(t1n(0)+t1callsubr, 50), 4) + " ND end"
	if _, _, err := openedType1(t, "", private).Glyph(0); err == nil || !strings.Contains(err.Error(), "steps") {
		t.Errorf("50 decryptions of 60,000 bytes: %v", err)
	}
}

func TestType1Encodings(t *testing.T) {
	t.Parallel()
	glyph := "/CharStrings 1 dict dup begin /A " + locked(t1n(0, 1000)+hsbw+endchar, 4) + " ND end"
	forms := map[string]struct {
		clear string
		want  map[byte]string
	}{
		"none":                 {"", nil},
		"StandardEncoding":     {"/Encoding StandardEncoding def", map[byte]string{'A': "A", 0x27: "quoteright"}},
		"put":                  {"/Encoding 256 array 0 1 255 {1 index exch /.notdef put} for\ndup 65 /A put dup 8#102/B put dup 16#43/C put dup 68/.notdef put readonly def dup 69/E put", map[byte]string{65: "A", 66: "B", 67: "C"}},
		"array in brackets":    {"/Encoding [/.notdef/A /B] def dup 9 /C put", map[byte]string{1: "A", 2: "B"}},
		"code out of range":    {"/Encoding 256 array dup 256 /A put dup -1 /B put dup 1 /C put def", map[byte]string{1: "C"}},
		"nothing like a code":  {"/Encoding 256 array dup /A put dup 99#1 /B put dup 1 2 put def", nil},
		"within other objects": {"/Notice (\\) /Encoding StandardEncoding (a)) def {/Encoding StandardEncoding {(})} def} % /Encoding StandardEncoding\n", nil},
	}
	for name, form := range forms {
		p := openedType1(t, form.clear, glyph)
		for code := range 256 {
			if got := p.Builtin(byte(code)); (code == 'A' || form.want[byte(code)] != "" || name != "StandardEncoding") && got != form.want[byte(code)] {
				t.Errorf("%s: code %d: %q, want %q", name, code, got, form.want[byte(code)])
			}
		}
	}
	for clear, want := range map[string]float64{"": 1000, "/FontMatrix [0.0005 0 0 0.001 0 0] def": 500, "/FontMatrix {0.002 0 0 0.002 0 0} def": 2000, "/FontMatrix [0 0 0 0 0 0] def": 1000, "/FontMatrix [0.5 def": 1000} {
		if width, _, err := openedType1(t, clear, glyph).Glyph(0); width != want || err != nil {
			t.Errorf("%q: advance %v %v, want %v", clear, width, err, want)
		}
	}
}

// TestType1Text reads Private dictionaries as various producers write them.
func TestType1Text(t *testing.T) {
	t.Parallel()
	a, b := locked(t1n(0, 1)+hsbw+endchar, 4), locked(t1n(0, 2)+hsbw+endchar, 4)
	texts := map[string]string{
		"usual":                        "/CharStrings 2 dict dup begin\n/A " + a + " |-\n/B " + b + " |-\nend",
		"noaccess def":                 "/CharStrings 2 dict dup begin\n/A " + a + " noaccess def\n/B " + b + " noaccess def\nend",
		"no space before names":        "/CharStrings 2 dict dup begin/A " + a + "|-/B " + b + "|-end",
		"dictionary defined first":     "/CharStrings 2 dict def Private begin CharStrings begin /A " + a + " ND /B " + b + " ND end",
		"the later of two counts":      "/CharStrings 3 dict dup begin /A " + b + " ND /B " + a + " ND /A " + a + " ND /B " + b + " ND end",
		"no end":                       "/CharStrings 2 dict dup begin /A " + a + " ND /B " + b,
		"procedures that look binary":  "/OtherSubrs [{dup 0 9 RD 123456789} {/CharStrings}] def /Subrs 1 array dup 0 1 RD x NP ND /RD {string} def /CharStrings 2 dict dup begin /A " + a + " ND /B " + b + " ND end",
		"length beyond the end, later": "/CharStrings 3 dict dup begin /A " + a + " ND /B " + b + " ND /C 999999 RD x ND end",
		"numbers that are none":        "/lenIV x def /Subrs y array dup z 1 RD 1 NP /CharStrings 3 dict dup begin /A " + a + " ND /B " + b + " ND /C -1 RD x ND end",
	}
	for name, text := range texts {
		p := openedType1(t, "", text)
		if p.Glyphs() != 2 {
			t.Errorf("%s: %d glyphs", name, p.Glyphs())
		}
		for glyph, want := range map[string]float64{"A": 1, "B": 2} {
			gid, ok := p.ByName(glyph)
			width, _, err := p.Glyph(gid)
			if !ok || width != want || err != nil {
				t.Errorf("%s: %s is glyph %d %v: %v %v", name, glyph, gid, ok, width, err)
			}
		}
	}
}
