// Package han says what is known of single Han characters and of the family names
// written with them.
package han

// Is tells Han characters, with the zero 〇 and the repetition mark 々: class HAN of
// the line rules (docs/TYPOGRAPHY.md §1).
func Is(r rune) bool {
	return 0x4E00 <= r && r <= 0x9FFF || 0x3400 <= r && r <= 0x4DBF || 0xF900 <= r && r <= 0xFAFF ||
		0x20000 <= r && r <= 0x323AF || r == '〇' || r == '々'
}
