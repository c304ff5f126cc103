package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// openTerminal gives both ends of a terminal: what is written on it, and the terminal.
func openTerminal(t *testing.T) (seen, terminal *os.File) {
	t.Helper()
	seen, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { seen.Close() })
	if err := unix.IoctlSetPointerInt(int(seen.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(int(seen.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	if terminal, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { terminal.Close() })
	return seen, terminal
}

// TestServeOnATerminal looks for the line that says where the status page is.
func TestServeOnATerminal(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]string{"zh": "状态页在 http://127.0.0.1:", "en": "the status page is at http://127.0.0.1:"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			seen, terminal := openTerminal(t)
			cmd := newMachine(t).command("worker", "--listen", "127.0.0.1:0", "--lang", lang)
			cmd.Stderr = terminal
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			defer cmd.Process.Kill()
			said := ""
			for lines := bufio.NewScanner(seen); lines.Scan(); {
				said += lines.Text() + "\n"
				if strings.Contains(lines.Text(), "msg=working") {
					break
				}
			}
			if !strings.Contains(said, "\n"+want) {
				t.Errorf("it says:\n%s", said)
			}
			if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			if err := cmd.Wait(); err != nil {
				t.Error(err)
			}
		})
	}
}
