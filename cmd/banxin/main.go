// Banxin (版心) sets the manuscripts of a Chinese newspaper bulletin and writes a
// print PDF and an EPUB. Run "banxin help".
package main

import (
	"os"
	"runtime/debug"
)

// garbagePercent is how much the heap may grow before it is collected. The program
// runs for a moment and keeps most of what it makes until its end: at Go's default
// of 100, a fifth of the time a long text takes to compose is spent on finding that
// out. It takes a quarter more memory.
const garbagePercent = 300

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
	os.Exit(run(os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}
