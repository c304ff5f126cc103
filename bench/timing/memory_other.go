//go:build !unix

package timing

import "os"

// residentSet is not known on this system.
func residentSet(*os.ProcessState) int64 { return 0 }
