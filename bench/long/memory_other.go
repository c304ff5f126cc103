//go:build !unix

package main

import "os"

// residentSet is not known on this system.
func residentSet(*os.ProcessState) int64 { return 0 }
