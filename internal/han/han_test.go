package han

import (
	"strings"
	"testing"
)

func TestIs(t *testing.T) {
	t.Parallel()
	for r, want := range map[rune]bool{
		'一': true, '龥': true, '㐀': true, '豈': true, '𠂇': true, '〇': true, '々': true,
		'、': false, '　': false, 'あ': false, '한': false, 'A': false, '⼀': false, '①': false,
	} {
		if Is(r) != want {
			t.Errorf("%c (U+%04X): %v", r, r, !want)
		}
	}
}

func TestSurnames(t *testing.T) {
	t.Parallel()
	for s, want := range map[string][2]bool{ // surname, common
		"王": {true, true}, "戴": {true, true}, "欧阳": {true, true},
		"时": {true, false}, "第五": {true, false},
		"的": {}, "王欧": {}, "阳 ": {}, "": {}, "欧阳娜": {},
	} {
		if got := [2]bool{IsSurname(s), IsCommonSurname(s)}; got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}

// TestSurnamesStandOnce: each in one list only, and none that is no Han.
func TestSurnamesStandOnce(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	check := func(s string) {
		if seen[s] {
			t.Errorf("%s stands twice", s)
		}
		seen[s] = true
		for _, r := range s {
			if !Is(r) {
				t.Errorf("%q in %s is no Han", r, s)
			}
		}
	}
	for _, r := range commonSurnames + rareSurnames {
		check(string(r))
	}
	for _, s := range append(strings.Fields(commonCompounds), strings.Fields(rareCompounds)...) {
		check(s)
		if len([]rune(s)) != 2 {
			t.Errorf("%s has not two Han", s)
		}
	}
}
