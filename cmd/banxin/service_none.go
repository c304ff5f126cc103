//go:build noservice

package main

// serviceCommands: this program has none.
type serviceCommands struct{}
