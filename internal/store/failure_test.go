package store_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"gocloud.dev/blob/driver"
	"gocloud.dev/gcerrors"

	"banxin/internal/diag"
)

// A server that fails the n-th request, once for every n, and every one after it:
// each Put says why, and the first one after the cure arrives.
func TestServerFails(t *testing.T) {
	t.Parallel()
	for n := range int64(30) {
		backend := s3mem.New()
		if err := backend.CreateBucket("press"); err != nil {
			t.Fatal(err)
		}
		var requests, from atomic.Int64
		from.Store(n)
		fake := gofakes3.New(backend).Server()
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if requests.Add(1) > from.Load() {
				if n%2 == 0 {
					http.Error(w, "<Error><Code>InternalError</Code><Message>We encountered an internal error.</Message></Error>", http.StatusInternalServerError)
					return
				}
				io.CopyN(io.Discard, r.Body, 1000) // cut in the middle of the upload
				panic(http.ErrAbortHandler)
			}
			fake.ServeHTTP(w, r)
		}))
		defer srv.Close()
		s := open(t, "s3://press?region=x&rate_limiter_capacity=1&endpoint="+url.QueryEscape(srv.URL), "")
		r := release(1)
		err := s.Put(t.Context(), r, blobs())
		done := requests.Load() <= n
		if done != (err == nil) {
			t.Fatalf("request %d: %v", n, err)
		}
		if err != nil {
			if words := diag.Words(err).Zh; !strings.Contains(words, "写不进") && !strings.Contains(words, "读不了") {
				t.Errorf("request %d: %s", n, words)
			} else if !strings.Contains(words, "稍后再试") && !strings.Contains(words, "网络不通") {
				t.Errorf("request %d: the cause has no words: %s", n, words)
			}
		}
		from.Store(1 << 40)
		_, standing := s.Get(t.Context(), r.Publication, "2021", r.Issue, 1)
		if done != (standing == nil) {
			t.Errorf("request %d: the revision is there: %v; Put gave %v", n, standing, err)
		}
		if err := s.Put(t.Context(), r, blobs()); err != nil {
			t.Fatalf("after the cure: %v", err)
		}
		holds(t, s, r, blobs())
		if done {
			return
		}
	}
	t.Fatal("never went through")
}

func TestServerRefuses(t *testing.T) {
	t.Parallel()
	backend := s3mem.New()
	srv := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(srv.Close)
	s := open(t, "s3://nobucket?region=x&rate_limiter_capacity=1&endpoint="+url.QueryEscape(srv.URL), "")
	if err := s.Put(t.Context(), release(1), blobs()); err == nil || !strings.Contains(diag.Words(err).Zh, "没有这个存储桶") {
		t.Errorf("no bucket: %v", err)
	}
	srv.Close()
	if err := s.Put(t.Context(), release(1), blobs()); err == nil || !strings.Contains(diag.Words(err).Zh, "网络不通") {
		t.Errorf("no server: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Put(ctx, release(1), blobs()); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// Failures of the folder's file system say why, and the cure needs nothing else.
func TestFolderFails(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir, "")
	inTheWay := filepath.Join(dir, "崇川两会专刊")
	if err := os.WriteFile(inTheWay, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	err := s.Put(t.Context(), release(1), blobs())
	if !errors.Is(err, syscall.ENOTDIR) || !strings.Contains(diag.Words(err).Zh, "不是文件夹") {
		t.Fatalf("file in the way: %v", err)
	}
	if err := os.Remove(inTheWay); err != nil {
		t.Fatal(err)
	}
	r := release(1)
	if err := s.Put(t.Context(), r, blobs()); err != nil {
		t.Fatal(err)
	}
	holds(t, s, r, blobs())
}

// failing is a bucket whose file system refuses every write.
type failing struct {
	driver.Bucket
	cause error
}

func (f failing) ErrorCode(err error) gcerrors.ErrorCode {
	if errors.Is(err, fs.ErrNotExist) {
		return gcerrors.NotFound
	}
	return gcerrors.Unknown
}

func (f failing) ErrorAs(error, any) bool { return false }
func (f failing) Close() error            { return nil }

func (f failing) NewRangeReader(context.Context, string, int64, int64, *driver.ReaderOptions) (driver.Reader, error) {
	return nil, fs.ErrNotExist
}

func (f failing) ListPaged(context.Context, *driver.ListOptions) (*driver.ListPage, error) {
	return &driver.ListPage{}, nil
}

func (f failing) NewTypedWriter(context.Context, string, string, *driver.WriterOptions) (driver.Writer, error) {
	return nil, &fs.PathError{Op: "write", Path: "x", Err: f.cause}
}

func TestCauseIsKept(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		cause  syscall.Errno
		zh, en string
	}{
		{syscall.ENOSPC, "磁盘已满", "disk is full"},
		{syscall.EROFS, "只读", "read-only"},
		{syscall.EACCES, "没有权限", "permission denied"},
	} {
		s := open(t, fmt.Sprintf("failing://%d", int(c.cause)), "")
		err := s.Put(t.Context(), release(1), blobs()[:1])
		if words := diag.Words(err); !errors.Is(err, c.cause) || !strings.Contains(words.Zh, c.zh) || !strings.Contains(words.En, c.en) {
			t.Errorf("%v: %v", c.cause, words)
		}
	}
}
