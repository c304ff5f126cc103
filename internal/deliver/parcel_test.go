package deliver

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"testing"

	"banxin/internal/deliver/delivertest"
	_ "banxin/internal/store/s3"
)

func TestMain(m *testing.M) {
	delivertest.Login()
	os.Exit(m.Run())
}

// parcelOf makes a parcel of a revision.
func parcelOf(revision int) *Parcel {
	p := &Parcel{
		Publication: "崇川两会专刊", Name: "崇川两会专刊", Issue: "2021-01-15", Date: "2021-01-15", Number: "1", Revision: revision,
		ID: fmt.Sprintf("崇川两会专刊/2021-01-15/r%d", revision),
	}
	add := func(name, part string, data []byte) {
		p.Files = append(p.Files, fileOf(name, part, data))
	}
	print := bytes.Repeat(fmt.Appendf(nil, "%%PDF print %d\n", revision), 5000)
	add("2021-01-15-print.pdf", "print", print)
	add("2021-01-15.epub", "epub", []byte("PK"))
	var list []byte
	for _, f := range p.Files {
		list = fmt.Appendf(list, "%s  %s\n", f.SHA256, f.Name)
	}
	add("2021-01-15-sha256.txt", "sha256", list)
	add("封面 一.jpg", "cover", nil)
	return p
}

func fileOf(name, part string, data []byte) File {
	f := listed(File{Name: name, Part: part}, nil, nil)
	f.Bytes, f.SHA256 = int64(len(data)), sum(data)
	f.Open = func(context.Context) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
	return f
}
