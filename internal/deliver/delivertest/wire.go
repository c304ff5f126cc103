package delivertest

import (
	"errors"
	"net"
	"sync"
	"testing"
)

// Wire stands between a client and a server, and can be cut after a number of bytes,
// both ways together, or made to hang.
type Wire struct {
	net.Listener
	target string
	mu     sync.Mutex
	left   int64 // bytes that still pass; < 0: all
	hang   bool  // what does not pass is kept, not cut
	hung   chan struct{}
	conns  map[net.Conn]bool
}

var errCut = errors.New("the wire is cut")

// NewWire gives a wire to the address target.
func NewWire(t testing.TB, target string) *Wire {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &Wire{Listener: l, target: target, left: -1, conns: map[net.Conn]bool{}}
	go w.serve()
	t.Cleanup(func() {
		l.Close()
		w.set(0, false)
	})
	return w
}

// Address is what to connect to.
func (w *Wire) Address() string { return w.Addr().String() }

// set lets n bytes pass from now on; connections that are open end.
func (w *Wire) set(n int64, hang bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.left, w.hang, w.hung = n, hang, make(chan struct{})
	for c := range w.conns {
		c.Close()
	}
	clear(w.conns)
}

// CutAfter lets n bytes pass and then cuts every connection.
func (w *Wire) CutAfter(n int64) { w.set(n, false) }

// HangAfter lets n bytes pass and then none; the channel is closed when that happens.
func (w *Wire) HangAfter(n int64) <-chan struct{} {
	w.set(n, true)
	return w.hung
}

// Heal lets everything pass again.
func (w *Wire) Heal() { w.set(-1, false) }

func (w *Wire) serve() {
	for {
		from, err := w.Accept()
		if err != nil {
			return
		}
		to, err := net.Dial("tcp", w.target)
		if err != nil {
			from.Close()
			continue
		}
		w.mu.Lock()
		w.conns[from], w.conns[to] = true, true
		w.mu.Unlock()
		go w.pass(from, to)
		go w.pass(to, from)
	}
}

func (w *Wire) pass(from, to net.Conn) {
	defer from.Close()
	defer to.Close()
	buffer := make([]byte, 4096)
	for {
		n, err := from.Read(buffer)
		take, cut := w.take(n)
		if _, e := to.Write(buffer[:take]); err == nil {
			err = e
		}
		if cut && err == nil {
			err = errCut
		}
		if err != nil {
			return
		}
	}
}

// take tells how many of n bytes pass, and whether the wire is cut after them. On a
// wire that hangs it stays so until the connection is closed.
func (w *Wire) take(n int) (int, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.left < 0 {
		return n, false
	}
	if int64(n) <= w.left {
		w.left -= int64(n)
		return n, false
	}
	take := int(w.left)
	w.left = 0
	if !w.hang {
		return take, true
	}
	select {
	case <-w.hung:
	default:
		close(w.hung)
	}
	return 0, false
}
