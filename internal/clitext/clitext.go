// Package clitext holds every sentence of the command line in Chinese and
// English, chooses between the two, and words diagnostics for people. Start with
// Detect, then In for the sentences and Report for diagnostics. It must not know
// how the program is run: it reads no environment and writes nowhere by itself.
package clitext

import "strings"

// Lang is a language of the program.
type Lang string

const (
	Zh Lang = "zh"
	En Lang = "en"
)

// Parse reads a language as the user writes it (zh, zh_CN.UTF-8, en-GB); false
// if it is neither Chinese nor English.
func Parse(word string) (Lang, bool) {
	word = strings.ToLower(word)
	if i := strings.IndexAny(word, "_-.@"); i >= 0 {
		word = word[:i]
	}
	switch word {
	case "zh", "en":
		return Lang(word), true
	}
	return "", false
}

// Detect chooses the language: the --lang option if it is one, else the first
// of LC_ALL, LC_MESSAGES and LANG that is set (POSIX, 8.2). A locale that is
// neither Chinese nor English, such as C, gives Chinese, the language of the
// bulletin.
func Detect(option string, getenv func(string) string) Lang {
	if lang, ok := Parse(option); ok {
		return lang
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := getenv(name); value != "" {
			if lang, ok := Parse(value); ok {
				return lang
			}
			return Zh
		}
	}
	return Zh
}
