// Package diag holds diagnostics: what the program found in the user's files,
// where, how grave it is and what to write instead. Every phase collects
// diagnostics as data; only cmd and the proof report turn them into prose for
// one language. Only input and output failures travel as Go errors.
package diag

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Pos is a place in one of the user's files. The zero Pos means "no place".
type Pos struct {
	File string // path as the user knows it, slashes, relative to the configuration's folder
	Line int    // 1-based; 0: the file as a whole
	Col  int    // 1-based, in characters (runes); 0: the line as a whole
}

// String writes file:line:col, leaving out what is not known.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Severity says what a diagnostic means for the build.
type Severity int

const (
	// Note records something the program did by a rule, such as a normalised
	// comma or a joined column cut. No action is needed.
	Note Severity = iota
	// Finding is something an editor or a print shop should look at: the build
	// succeeds, and fails with exit code 3 under --strict.
	Finding
	// Error stops the build.
	Error
)

// String gives the word used in JSON.
func (s Severity) String() string {
	return [...]string{"note", "finding", "error"}[s]
}

// Text is one message in both languages of the program.
type Text struct{ Zh, En string }

// Say formats the same arguments into a Chinese and an English sentence. Where
// the order of the arguments differs, use explicit indexes (%[2]s).
func Say(zh, en string, args ...any) Text {
	if len(args) == 0 {
		return Text{zh, en}
	}
	return Text{fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...)}
}

// In picks the sentence for a language: "en" gives English, all else Chinese.
func (t Text) In(lang string) string {
	if lang == "en" {
		return t.En
	}
	return t.Zh
}

// Diagnostic is one thing found.
type Diagnostic struct {
	Pos      Pos
	Severity Severity
	Code     string // stable, lower case with hyphens: "unknown-key", "missing-glyph"
	Message  Text   // what was found; one sentence without a full stop
	Hints    []Text // what to do about it, one action each
}

// List is a collection of diagnostics.
type List []Diagnostic

// Add appends a diagnostic made of its parts.
func (l *List) Add(pos Pos, severity Severity, code string, message Text, hints ...Text) {
	*l = append(*l, Diagnostic{pos, severity, code, message, hints})
}

// Count gives the number of diagnostics of the severity given.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// HasErrors tells whether one of the diagnostics stops the build.
func (l List) HasErrors() bool { return l.Count(Error) > 0 }

// Sort orders the list by file, line and column and keeps the order of
// diagnostics at one place.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.Pos.File, b.Pos.File), cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Col, b.Pos.Col))
	})
}

// Fault is an error of input or output that says what happened and what to do in
// both languages.
type Fault struct {
	Message Text
	Cause   error // nil: none
}

func (f *Fault) Error() string { return f.Message.En }

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.Cause }

// Words gives what an error says in both languages: the message of the first Fault
// in its chain, or else the error's own words twice.
func Words(err error) Text {
	var f *Fault
	if errors.As(err, &f) {
		return f.Message
	}
	return Text{err.Error(), err.Error()}
}
