//go:build unix

package timing

import (
	"os"
	"runtime"
	"syscall"
)

// residentSet gives the greatest resident set of an ended process in kibibytes.
func residentSet(p *os.ProcessState) int64 {
	use, ok := p.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return int64(use.Maxrss) / 1024 // counted in bytes there
	}
	return int64(use.Maxrss)
}
