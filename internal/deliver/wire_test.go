package deliver

import (
	"errors"
	"net"
	"sync"
	"testing"
)

// wire stands between a sink and a server, and can be cut after a number of bytes,
// both ways together, or made to hang.
type wire struct {
	net.Listener
	target string
	mu     sync.Mutex
	left   int64 // bytes that still pass; < 0: all
	hang   bool  // what does not pass is kept, not cut
	hung   chan struct{}
	conns  map[net.Conn]bool
}

var errCut = errors.New("the wire is cut")

func newWire(t *testing.T, target string) *wire {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{Listener: l, target: target, left: -1, conns: map[net.Conn]bool{}}
	go w.serve()
	t.Cleanup(func() {
		l.Close()
		w.set(0, false)
	})
	return w
}

func (w *wire) address() string { return w.Addr().String() }

// set lets n bytes pass from now on; connections that are open end.
func (w *wire) set(n int64, hang bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.left, w.hang, w.hung = n, hang, make(chan struct{})
	for c := range w.conns {
		c.Close()
	}
	clear(w.conns)
}

// cutAfter lets n bytes pass and then cuts every connection.
func (w *wire) cutAfter(n int64) { w.set(n, false) }

// hangAfter lets n bytes pass and then none; the channel is closed when that happens.
func (w *wire) hangAfter(n int64) <-chan struct{} {
	w.set(n, true)
	return w.hung
}

func (w *wire) heal() { w.set(-1, false) }

func (w *wire) serve() {
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

func (w *wire) pass(from, to net.Conn) {
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
func (w *wire) take(n int) (int, bool) {
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
