package main

import (
	"context"
	"fmt"
	"runtime"

	"banxin/internal/epub"
)

// version of the program; it goes into the files it writes.
const version = "0.1.0"

// versionCommand is "banxin version".
type versionCommand struct{}

func (versionCommand) run(_ context.Context, t *terminal) int {
	if t.json {
		return t.document(failure("clean", "", exitOK), exitOK)
	}
	_, err := fmt.Fprintf(t.out, "banxin %s %s %s/%s\n"+t.text.Template+"\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH, epub.TemplateVersion())
	if err != nil {
		t.say(t.text.NotPrinted, err)
		return exitFailed
	}
	return exitOK
}
