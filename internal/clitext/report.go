package clitext

import (
	"fmt"
	"strings"

	"banxin/internal/diag"
)

// Report words diagnostics, one a line as "file:line:col: severity: message" with
// its hints below. Notes of one code that come more than once are given in one
// line with their number, where the first of them stands; those that say how the
// pages came out are given one by one.
func Report(list diag.List, lang Lang) string {
	t := In(lang)
	number := map[string]int{}
	for _, d := range list {
		if d.Severity == diag.Note && !oneByOne[d.Code] {
			number[d.Code]++
		}
	}
	var b strings.Builder
	for _, d := range list {
		switch n := number[d.Code]; {
		case d.Severity != diag.Note || oneByOne[d.Code] || n == 1:
			write(&b, &d, t, lang)
		case n > 1:
			fmt.Fprintf(&b, "%s%s: %s\n", fileOf(d.Pos), t.Note, many(d.Code, n, t))
			number[d.Code] = 0
		}
	}
	return b.String()
}

// oneByOne are the codes of notes that are never counted together.
var oneByOne = map[string]bool{"frame-fit": true, "cut-at-column-end": true, "cut-elsewhere": true, "subhead-alone": true}

// List words every diagnostic, for the file beside a draft: what asks for a look
// first, then the notes.
func List(list diag.List, lang Lang) []byte {
	t := In(lang)
	var b strings.Builder
	b.WriteString(t.ListTitle + "\n")
	fmt.Fprintf(&b, t.Counts+"\n\n", list.Count(diag.Error), list.Count(diag.Finding), list.Count(diag.Note))
	if len(list) == 0 {
		b.WriteString(t.ListEmpty + "\n")
	}
	for _, severity := range []diag.Severity{diag.Error, diag.Finding, diag.Note} {
		for _, d := range list {
			if d.Severity == severity {
				write(&b, &d, t, lang)
			}
		}
	}
	return []byte(b.String())
}

// write words one diagnostic.
func write(b *strings.Builder, d *diag.Diagnostic, t *Sentences, lang Lang) {
	if place := d.Pos.String(); place != "" {
		b.WriteString(place + ": ")
	}
	fmt.Fprintf(b, "%s: %s\n", severityWord(d.Severity, t), oneLine(d.Message.In(string(lang))))
	for _, h := range d.Hints {
		fmt.Fprintf(b, "    %s\n", oneLine(h.In(string(lang))))
	}
}

// oneLine keeps a message from breaking the form of a report.
func oneLine(s string) string { return strings.ReplaceAll(s, "\n", "; ") }

// fileOf leads a line about many places: their file alone.
func fileOf(pos diag.Pos) string {
	if pos.File == "" {
		return ""
	}
	return pos.File + ": "
}

func many(code string, n int, t *Sentences) string {
	if form, ok := t.Many[code]; ok {
		return fmt.Sprintf(form, n)
	}
	return fmt.Sprintf(t.ManyOther, n, code)
}

func severityWord(s diag.Severity, t *Sentences) string {
	switch s {
	case diag.Error:
		return t.Error
	case diag.Finding:
		return t.Finding
	}
	return t.Note
}
