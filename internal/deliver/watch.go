package deliver

import (
	"context"
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"banxin/internal/diag"
)

// patience is how long a server may say nothing at all before it counts as hung:
// longer than any pause of one that works.
const patience = time.Minute

// dialPatience is how long a server may take to take a connection.
const dialPatience = 30 * time.Second

var errSilent = errors.New("the server says nothing")

// watched is a connection that ends with its context, and when the other side says
// nothing for as long as patience lasts. ping, if set, asks it to say something.
type watched struct {
	net.Conn
	heard  atomic.Bool // since the last look
	silent atomic.Bool // it was closed for that
	ping   atomic.Pointer[func()]
	stop   func()
}

// dial connects to a server.
func dial(ctx context.Context, address string, patience time.Duration) (*watched, error) {
	d := net.Dialer{Timeout: dialPatience}
	conn, err := d.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	w := &watched{Conn: conn}
	done := make(chan struct{})
	release := context.AfterFunc(ctx, func() { conn.Close() })
	w.stop = sync.OnceFunc(func() {
		release()
		close(done)
	})
	go func() {
		tick := time.NewTicker(patience / 2)
		defer tick.Stop()
		w.watch(done, tick.C)
	}()
	return w, nil
}

// watch looks at every tick, of which there are two while patience lasts: after the
// first silent half it asks, after the second it gives up.
func (w *watched) watch(done <-chan struct{}, tick <-chan time.Time) {
	for halves := 0; ; {
		select {
		case <-done:
			return
		case <-tick:
		}
		if w.heard.Swap(false) {
			halves = 0
			continue
		}
		if halves++; halves == 2 {
			w.silent.Store(true)
			w.Conn.Close()
			return
		}
		if ping := w.ping.Load(); ping != nil {
			go (*ping)()
		}
	}
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.Conn.Read(p)
	if n > 0 {
		w.heard.Store(true)
	}
	return n, err
}

func (w *watched) Close() error {
	w.stop()
	return w.Conn.Close()
}

// failed tells why something over the connection failed: of a connection that was
// closed from here, the error itself only says that it is closed.
func (w *watched) failed(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return errors.Join(ctx.Err(), err)
	case w.silent.Load():
		return &diag.Fault{
			Message: diag.Say("服务器 %[1]v 很久没有应答，稍后再试", "the server %[1]v has not answered for long; try again later", w.RemoteAddr()),
			Cause:   errors.Join(errSilent, err),
		}
	}
	return err
}
