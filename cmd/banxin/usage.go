package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"banxin/internal/clitext"
)

// explain says in the language chosen what kong found wrong with the command
// line. kong gives English sentences alone; the forms below are all it has for
// this model, and usage_test.go holds them against it.
func explain(err error, t *clitext.Sentences) string {
	message, guess, _ := strings.Cut(err.Error(), ", did you mean ")
	said := message
	var word string
	switch {
	case scan(message, "unknown flag ", "", &word):
		said = fmt.Sprintf(t.UnknownFlag, word)
		if !strings.HasPrefix(word, "--") {
			guess = "" // every other letter is as near
		}
	case scan(message, "unexpected argument ", "", &word):
		said = fmt.Sprintf(t.TooMany, word)
		if inApplication(err) {
			said = fmt.Sprintf(t.UnknownCommand, word)
		}
	case scan(message, "expected one of ", "", &word):
		said = fmt.Sprintf(t.NoCommand, commands(err))
	case scan(message, "expected \"<", ">\"", &word):
		said = fmt.Sprintf(t.NoArgument, t.Help["value_"+word])
	case scan(message, "", ": missing value", &word), strings.Contains(message, "expected string value"):
		said = fmt.Sprintf(t.NeedsValue, flagName(message))
	case strings.Contains(message, "bool value must be"), strings.HasPrefix(message, "unexpected flag argument"):
		said = fmt.Sprintf(t.NoValue, flagName(message))
	}
	if guess != "" {
		guess = strings.TrimSuffix(strings.TrimPrefix(guess, "one of "), "?")
		guess = strings.ReplaceAll(strings.ReplaceAll(guess, `"`, ""), ", ", t.Or)
		said += t.Stop + fmt.Sprintf(t.DidYouMean, guess)
	}
	return said
}

// commands lists the commands there are; kong names the first five of them.
func commands(err error) string {
	var parse *kong.ParseError
	if !errors.As(err, &parse) || parse.Context == nil {
		return ""
	}
	var names []string
	for _, n := range parse.Context.Model.Children {
		names = append(names, n.Name)
	}
	return strings.Join(names, ", ")
}

// scan tells whether s has the prefix and the suffix, and gives what lies between.
func scan(s, prefix, suffix string, between *string) bool {
	rest, ok := strings.CutPrefix(s, prefix)
	if !ok {
		return false
	}
	rest, ok = strings.CutSuffix(rest, suffix)
	*between = rest
	return ok
}

// flagName gives the flag that a message begins with: "--out=FOLDER: …".
func flagName(message string) string {
	name, _, _ := strings.Cut(message, ":")
	name, _, _ = strings.Cut(name, "=")
	return name
}

// inApplication tells whether no command had been recognised yet.
func inApplication(err error) bool { return commandPath(err) == "" }

// commandPath gives the command in which the command line went wrong.
func commandPath(err error) string {
	var parse *kong.ParseError
	if !errors.As(err, &parse) || parse.Context == nil || parse.Context.Selected() == nil {
		return ""
	}
	return parse.Context.Selected().Name
}
