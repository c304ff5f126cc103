package cos

import (
	"fmt"
	"strings"
	"testing"
)

// unfiltered decodes a stream of its own file.
func unfiltered(t *testing.T, entries, data string) (string, error) {
	t.Helper()
	f := open(t, build("", "<</Type/Catalog>>", stream(entries, data)))
	out, err := f.Decode(f.Stream(Ref{2, 0}))
	return string(out), err
}

func TestFilters(t *testing.T) {
	t.Parallel()
	lzwSample := "\x80\x0B\x60\x50\x22\x0C\x0C\x85\x01" // ISO 32000-1, 7.4.4.2, example 1
	for name, c := range map[string]struct{ entries, data, want string }{
		"none":           {"", "abc", "abc"},
		"flate":          {"/Filter/FlateDecode", flate("abc"), "abc"},
		"hexadecimal":    {"/Filter/ASCIIHexDecode", "61 62\n6>", "ab\x60"},
		"base 85":        {"/Filter/ASCII85Decode", "9jqo^BlbD-BleB1DJ+*+F(f,q~>", "Man is distinguished"},
		"base 85, zeros": {"/Filter/ASCII85Decode", "z~>", "\x00\x00\x00\x00"},
		"run length":     {"/Filter/RunLengthDecode", "\x02abc\xFEx\x80zzz", "abcxxx"},
		"LZW":            {"/Filter/LZWDecode", lzwSample, "-----A---B"},
		"short name":     {"/Filter/Fl", flate("abc"), "abc"},
		"two":            {"/Filter[/ASCIIHexDecode/FlateDecode]", fmt.Sprintf("%X>", flate("abc")), "abc"},
		"picture":        {"/Filter[/ASCIIHexDecode/DCTDecode]", "FFD8>", "\xFF\xD8"},
		"TIFF predictor": {"/Filter/FlateDecode/DecodeParms<</Predictor 2/Columns 3>>", flate("\x01\x01\x01\x05\x00\x01"), "\x01\x02\x03\x05\x05\x06"},
		"PNG predictors": {"/Filter[/FlateDecode]/DecodeParms[<</Predictor 15/Columns 3>>]",
			flate("\x00\x01\x02\x03\x01\x01\x01\x01\x02\x01\x01\x01\x03\x01\x01\x01\x04\x01\x01\x01"),
			"\x01\x02\x03\x01\x02\x03\x02\x03\x04\x02\x03\x04\x03\x04\x05"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := unfiltered(t, c.entries, c.data)
			if err != nil || got != c.want {
				t.Errorf("%q, %v; want %q", got, err, c.want)
			}
		})
	}
}

func TestBrokenFilters(t *testing.T) {
	t.Parallel()
	for name, c := range map[string][2]string{
		"unknown": {"/Filter/Nonsense", "x"}, "flate": {"/Filter/FlateDecode", "no zlib"},
		"base 85": {"/Filter/ASCII85Decode", "\x80"}, "LZW": {"/Filter/LZWDecode", "\xFF\xFF\xFF"},
		"predictor": {"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 0>>", flate("x")},
	} {
		if out, err := unfiltered(t, c[0], c[1]); err == nil {
			t.Errorf("%s: %q", name, out)
		}
	}
}

// TestLongLZW: codes grow to twelve bits and the table is cleared, as TIFF's encoders
// do it; the data were packed by an encoder in this test.
func TestLongLZW(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	for i := range 20000 {
		fmt.Fprintf(&text, "%d ", i*i%7919)
	}
	got, err := unfiltered(t, "/Filter/LZWDecode", packLZW(text.String()))
	if err != nil || got != text.String() {
		t.Errorf("%d bytes of %d, %v", len(got), text.Len(), err)
	}
}

// packLZW packs with early change.
func packLZW(text string) string {
	var out []byte
	bits, have, width := 0, 0, 9
	put := func(code int) {
		bits, have = bits<<width|code, have+width
		for have >= 8 {
			have -= 8
			out = append(out, byte(bits>>have))
			bits &= 1<<have - 1
		}
	}
	table := map[string]int{}
	next := 258
	code := func(s string) int {
		if len(s) == 1 {
			return int(s[0])
		}
		return table[s]
	}
	put(256)
	word := ""
	for i := range len(text) {
		longer := word + text[i:i+1]
		if _, known := table[longer]; known || len(longer) == 1 {
			word = longer
			continue
		}
		put(code(word))
		table[longer] = next
		if next++; next+0 >= 1<<width {
			width++
		}
		if next == 4094 {
			put(256)
			table, next, width = map[string]int{}, 258, 9
		}
		word = text[i : i+1]
	}
	put(code(word))
	put(257)
	if have > 0 {
		out = append(out, byte(bits<<(8-have)))
	}
	return string(out)
}
