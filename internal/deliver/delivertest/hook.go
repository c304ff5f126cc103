package delivertest

import (
	"io"
	"net/http"
	"slices"
	"sync"
)

// Call is a request that a hook got.
type Call struct {
	Header http.Header
	Body   string
}

// Hook is a web server that keeps what is posted to it.
type Hook struct {
	Answer func(w http.ResponseWriter, r *http.Request) // nil: 200

	mu    sync.Mutex
	calls []Call
}

// Arrived gives the requests that have arrived so far.
func (h *Hook) Arrived() []Call {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.calls)
}

func (h *Hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	h.mu.Lock()
	h.calls = append(h.calls, Call{r.Header.Clone(), string(body)})
	h.mu.Unlock()
	if h.Answer != nil {
		h.Answer(w, r)
	}
}
