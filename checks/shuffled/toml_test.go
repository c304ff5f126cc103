package main

import (
	"math/rand/v2"
	"os"
	"reflect"
	"testing"

	"github.com/BurntSushi/toml"
)

// TestShuffle: the files say the same as before, in another order, and by the same seed in
// the same.
func TestShuffle(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"../../config.toml", "../../sources/2021-01-15/issue.toml", "../../examples/a4-two-column/config.toml",
		"../../examples/rich/project/config.toml", "../../examples/rich/project/sources/2026-03-12/issue.toml",
	} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want := decode(t, name, string(data))
		for seed := range uint64(20) {
			got := shuffle(rand.New(rand.NewPCG(seed, 0)), string(data))
			if got == string(data) {
				t.Errorf("%s, seed %d: nothing was moved", name, seed)
			}
			if got != shuffle(rand.New(rand.NewPCG(seed, 0)), string(data)) {
				t.Errorf("%s, seed %d: two orders", name, seed)
			}
			if !reflect.DeepEqual(decode(t, name, got), want) {
				t.Errorf("%s, seed %d: says something else:\n%s", name, seed, got)
			}
		}
	}
}

// TestShuffleMoves: tables and keys move, and those of an array do not pass each other.
func TestShuffleMoves(t *testing.T) {
	t.Parallel()
	const document = "z = 1\ny = [\n  2, # ]\n]\n\n[a]\nk = \"[[x]]\"\n[[b]]\nn = 1\n[[b]]\nn = 2\n[c]\n"
	want := decode(t, "document", document)
	seen := map[string]bool{}
	for seed := range uint64(1000) {
		got := shuffle(rand.New(rand.NewPCG(seed, 0)), document)
		if !reflect.DeepEqual(decode(t, "document", got), want) {
			t.Fatalf("says something else:\n%s", got)
		}
		seen[got] = true
	}
	if len(seen) != 24 { // 2 orders of the keys, 4 × 3 of the tables
		t.Errorf("%d orders, want 24", len(seen))
	}
}

func decode(t *testing.T, name, document string) map[string]any {
	t.Helper()
	var out map[string]any
	if _, err := toml.Decode(document, &out); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, document)
	}
	return out
}
