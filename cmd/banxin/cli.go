package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"banxin/internal/clitext"
)

// The exit codes of the program.
const (
	exitOK       = 0 // done; without --strict also when there are findings
	exitFailed   = 1 // the build failed
	exitUsage    = 2 // bad command line or configuration
	exitFindings = 3 // built, with findings, under --strict
)

// commandLine is the model of the command line; its help texts are variables, so
// that they come in the language chosen.
type commandLine struct {
	ShowHelp bool   `name:"help" short:"h" help:"${flag_help}"`
	Lang     string `placeholder:"${value_lang}" help:"${flag_lang}"`
	JSON     bool   `name:"json" help:"${flag_json}"`
	Quiet    bool   `short:"q" help:"${flag_quiet}"`

	Build       buildCommand     `cmd:"" help:"${build}"`
	CheckConfig checkCommand     `cmd:"" name:"check-config" help:"${check_config}"`
	Preflight   preflightCommand `cmd:"" help:"${preflight}"`
	Pictures    picturesCommand  `cmd:"" help:"${pictures}"`
	Schedule    scheduleCommand  `cmd:"" help:"${schedule}"`

	serviceCommands `embed:""`

	Version versionCommand `cmd:"" help:"${version}"`
	Help    helpCommand    `cmd:"" help:"${help}"`
}

// command is what a chosen command does; it gives the exit code.
type command interface {
	run(ctx context.Context, t *terminal) int
}

// run is the whole program: it reads the arguments, does the command and gives
// the exit code. A panic becomes a message and exit code 1.
func run(args []string, getenv func(string) string, stdout, stderr io.Writer) (code int) {
	lang := clitext.Detect(option(args, "lang"), getenv)
	t := &terminal{out: stdout, err: stderr, lang: lang, text: clitext.In(lang)}
	defer func() {
		if r := recover(); r != nil {
			code = t.fault(r)
		}
	}()
	var cl commandLine
	parser, err := kong.New(&cl, kong.Name("banxin"), kong.NoDefaultHelp(), kong.Vars(t.text.Help))
	if err != nil {
		return t.fault(err)
	}
	ctx, err := parser.Parse(args)
	if err != nil {
		t.json = has(args, "json", 0)
		if has(args, "help", 'h') {
			return t.help(parser.Model.Node, firstCommand(parser.Model.Node, args))
		}
		return t.usage(explain(err, t.text), commandPath(err))
	}
	t.json, t.quiet, t.command = cl.JSON, cl.Quiet, ctx.Selected().Name
	if _, ok := clitext.Parse(cl.Lang); cl.Lang != "" && !ok {
		return t.usageMessage(t.text.BadLang, cl.Lang)
	}
	cl.Help.parser = parser
	if cl.ShowHelp {
		node := ctx.Selected()
		if node.Name == "help" {
			node = child(parser.Model.Node, cl.Help.Command)
		}
		return t.help(parser.Model.Node, node)
	}
	interruptible, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(interruptible, stop) // a second Ctrl-C ends the program at once
	return ctx.Selected().Target.Addr().Interface().(command).run(interruptible, t)
}

// has tells whether a flag without value stands among the arguments before "--".
// It is for a command line that could not be parsed, of which no more is known.
// short is the flag's letter, 0 for none; it may share its dash with others
// (-qh), but a letter after one that takes a value (-oh) belongs to that.
func has(args []string, long string, short rune) bool {
	for _, a := range args {
		if a == "--" {
			break
		}
		if value, ok := strings.CutPrefix(a, "--"+long); ok && slices.Contains([]string{"", "=true", "=yes", "=1"}, strings.ToLower(value)) {
			return true // as kong reads it
		}
		if letters, ok := strings.CutPrefix(a, "-"); ok && short != 0 {
			for _, letter := range letters {
				if letter == short {
					return true
				}
				if !strings.ContainsRune("hq", letter) {
					break
				}
			}
		}
	}
	return false
}

// option gives the value of a long flag, the last one as kong does. The language
// must be known before the arguments are parsed: messages about them come in it.
func option(args []string, name string) string {
	last := ""
	for i, a := range args {
		if a == "--" {
			break
		}
		if value, ok := strings.CutPrefix(a, "--"+name+"="); ok {
			last = value
		}
		if a == "--"+name && i+1 < len(args) {
			last = args[i+1]
		}
	}
	return last
}
