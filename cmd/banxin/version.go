package main

import (
	"context"
	"fmt"
	"runtime"
)

// version of the program; it goes into the files it writes.
const version = "0.1.0"

// versionCommand is "banxin version".
type versionCommand struct{}

func (versionCommand) run(_ context.Context, t *terminal) int {
	if t.json {
		return t.document(failure("clean", "", exitOK), exitOK)
	}
	if _, err := fmt.Fprintf(t.out, "banxin %s %s %s/%s\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH); err != nil {
		t.say(t.text.NotPrinted, err)
		return exitFailed
	}
	return exitOK
}
