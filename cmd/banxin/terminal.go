package main

import (
	"encoding/json"
	"fmt"
	"io"

	"banxin/internal/clitext"
	"banxin/internal/diag"
	"banxin/internal/press"
)

// What goes where:
//
//   - Standard output carries results alone: the paths of the files that were
//     made, one a line; the version; help that was asked for. Under --json it
//     carries one JSON document and nothing else, whatever happens.
//   - Standard error carries what is said about the work: diagnostics as
//     "file:line:col: severity: message" with indented hints below, then one
//     closing line, and progress when a phase takes long.
//   - --quiet leaves errors alone (and findings where --strict turns them into a
//     failure), and no paths. --json leaves progress alone, for its document holds
//     all the rest.
//   - Messages are sentences in the language chosen. A hint is something to write
//     or a command to paste.

// terminal is where the program speaks.
type terminal struct {
	out, err    io.Writer
	lang        clitext.Lang
	text        *clitext.Sentences
	json, quiet bool
	command     string // that was chosen
}

// say writes a line to standard error.
func (t *terminal) say(format string, args ...any) { fmt.Fprintf(t.err, format+"\n", args...) }

// report writes the result of a command that built or checked an issue and gives
// the exit code. err is what cut the command off; strict turns findings into a
// failure.
func (t *terminal) report(command string, res *press.Result, err error, draft, strict bool) int {
	if err != nil {
		res.Verdict = press.Failed
		res.Diagnostics.Add(diag.Pos{}, diag.Error, "cancelled",
			diag.Text{Zh: clitext.In(clitext.Zh).Cancelled, En: clitext.In(clitext.En).Cancelled})
	}
	code := exitCode(res, strict)
	if t.json {
		return t.document(newDocument(command, res, draft, code), code)
	}
	t.diagnostics(res.Diagnostics, code)
	if !t.quiet {
		for _, f := range res.Files {
			if _, err := fmt.Fprintf(t.out, "%s/%s\n", res.Dir, f.Name); err != nil {
				t.say(t.text.NotPrinted, err)
				return exitFailed
			}
		}
		t.close(command, res, draft, code)
	}
	return code
}

func exitCode(res *press.Result, strict bool) int {
	switch {
	case res.Verdict == press.Failed:
		return exitFailed
	case res.Verdict == press.BadConfig:
		return exitUsage
	case res.Verdict == press.Findings && strict:
		return exitFindings
	}
	return exitOK
}

// diagnostics words what was found, under --quiet only what decides the exit code.
func (t *terminal) diagnostics(list diag.List, code int) {
	if t.quiet {
		var kept diag.List
		for _, d := range list {
			if d.Severity == diag.Error || d.Severity == diag.Finding && code == exitFindings {
				kept = append(kept, d)
			}
		}
		list = kept
	}
	io.WriteString(t.err, clitext.Report(list, t.lang))
}

// close says in one line what became of the command.
func (t *terminal) close(command string, res *press.Result, draft bool, code int) {
	what := t.text.Built
	switch {
	case command == "check-config":
		what = t.text.Checked
	case code == exitFailed || code == exitUsage:
		what = t.text.NotBuilt
	case command == "pictures":
		what = t.text.Painted
	case draft:
		what = t.text.BuiltDraft
	}
	head := fmt.Sprintf(what, res.IssueID)
	if res.IssueID == "" {
		head = t.text.NotBuiltNoIssue
	}
	d := res.Diagnostics
	t.say("%s"+t.text.Colon+t.text.Counts, head, d.Count(diag.Error), d.Count(diag.Finding), d.Count(diag.Note))
	if code == exitFindings {
		t.say("%s", t.text.Strict)
	}
}

// usageMessage reports a bad command line with its own form.
func (t *terminal) usageMessage(format string, args ...any) int {
	return t.usage(fmt.Sprintf(format, args...), "")
}

// usage reports a bad command line, with the command that explains it.
func (t *terminal) usage(message, command string) int {
	if t.json {
		return t.document(failure("bad-usage", message, exitUsage), exitUsage)
	}
	t.say(t.text.UsageError, message)
	help := "banxin help"
	if command != "" {
		help += " " + command
	}
	t.say("    "+t.text.SeeHelp, help)
	return exitUsage
}

// fault reports a panic: a message to send to us, and no trace.
func (t *terminal) fault(cause any) int {
	if t.json {
		return t.document(failure("failed", fmt.Sprintf(t.text.Fault, cause), exitFailed), exitFailed)
	}
	t.say(t.text.Error+": "+t.text.Fault, cause)
	return exitFailed
}

// document writes the JSON document.
func (t *terminal) document(d any, code int) int {
	enc := json.NewEncoder(t.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(d); err != nil {
		t.say(t.text.NotPrinted, err)
		return exitFailed
	}
	return code
}
