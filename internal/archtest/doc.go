// Package archtest holds the project to its own architecture: which package may
// import which, which module has one importer only, and the house rules on size
// and comments. It has no call to start with; `go test ./internal/archtest` is
// its use. It reads source text and runs no tool, so that the rules hold with Go
// alone; it must not import any other package of the project.
package archtest
