package pinyin

import (
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	dictionary "github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"

	"banxin/internal/han"
)

var update = flag.Bool("update", false, "write readings.txt anew from the dictionary")

// TestReadings holds readings.txt against the dictionary that it is made of: every
// Han with the reading named first.
func TestReadings(t *testing.T) {
	t.Parallel()
	by := map[string][]rune{}
	for _, code := range slices.Sorted(maps.Keys(dictionary.PinyinDict)) {
		first, _, _ := strings.Cut(dictionary.PinyinDict[code], ",")
		if s := toneless(first); s != "" && han.Is(rune(code)) {
			by[s] = append(by[s], rune(code))
		}
	}
	var want strings.Builder
	for _, s := range slices.Sorted(maps.Keys(by)) {
		want.WriteString(s + " " + string(by[s]) + "\n")
	}
	if *update {
		if err := os.WriteFile("readings.txt", []byte(want.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if readings != want.String() {
		t.Error("readings.txt differs from the dictionary; -update writes it anew")
	}
}

// toneless takes the tone off a syllable and writes yu for ü.
func toneless(syllable string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(syllable) {
		const diaeresis = '\u0308'
		switch {
		case 'a' <= r && r <= 'z':
			b.WriteRune(r)
		case r == diaeresis:
			before := strings.TrimSuffix(b.String(), "u")
			b.Reset()
			b.WriteString(before + "yu")
		}
	}
	return b.String()
}

func TestSyllable(t *testing.T) {
	t.Parallel()
	for r, want := range map[rune]string{'崇': "chong", '㐀': "qiu", '𬭎': "hong", '女': "nyu", '略': "lyue", '长': "chang", '〇': "ling", '々': "", 'a': "", ' ': "", '\n': ""} {
		if got := syllable(r); got != want {
			t.Errorf("%c is read %q, want %q", r, got, want)
		}
	}
}

func BenchmarkKey(b *testing.B) {
	for b.Loop() {
		Key("政协崇川区第一届委员会第二次会议胜利闭幕", nil)
	}
}
