package deliver

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"banxin/internal/diag"
	"banxin/internal/store"
)

// shelf is a place for files: what folder, SFTP and S3 differ in. place makes the
// files stand in a folder of it, the last one last. Files that stand there right
// stay, and those of other names are nobody's business.
type shelf interface {
	place(ctx context.Context, folder string, files []File) error
}

// filing is the sink of a shelf.
type filing struct {
	parts []string // to deliver; none: all
	into  string
	to    shelf
}

func (f *filing) Deliver(ctx context.Context, p *Parcel) error {
	files, err := choose(ctx, p, f.parts)
	if err != nil {
		return err
	}
	for _, file := range files {
		if err := store.CheckName(file.Name); err != nil {
			return Permanent(err)
		}
	}
	into := p.expand(f.into)
	if err := store.CheckKey(into); err != nil {
		return Permanent(err)
	}
	return f.to.place(ctx, into, files)
}

func (p *Parcel) expand(pattern string) string {
	year, _, _ := strings.Cut(p.Date, "-")
	return strings.NewReplacer("{publication}", p.Publication, "{year}", year, "{issue}", p.Issue,
		"{date}", p.Date, "{revision}", strconv.Itoa(p.Revision)).Replace(pattern)
}

const listPart = "sha256" // of the list of checksums

func (p *Parcel) only(parts []string) []File {
	return slices.DeleteFunc(slices.Clone(p.Files), func(f File) bool {
		return len(parts) > 0 && !slices.Contains(parts, f.Part)
	})
}

// choose gives the files of the parts, the list of checksums last: who sees it there
// has all. It names only the files that come with it.
func choose(ctx context.Context, p *Parcel, parts []string) ([]File, error) {
	files := p.only(parts)
	if len(files) == 0 {
		return nil, refuse(diag.Say("%[1]s 里没有要投递的文件：files = %[2]q", "%[1]s has none of the files to deliver: files = %[2]q", p.ID, parts))
	}
	slices.SortStableFunc(files, func(a, b File) int {
		rank := func(f File) int {
			if f.Part == listPart {
				return 1
			}
			return 0
		}
		return cmp.Compare(rank(a), rank(b))
	})
	last := &files[len(files)-1]
	if last.Part != listPart || len(files) == len(p.Files) {
		return files, nil
	}
	list, err := load(ctx, *last)
	if err != nil {
		return nil, err
	}
	*last = listed(*last, list, files)
	return files, nil
}

// listed cuts a list of checksums down to the files given.
func listed(f File, list []byte, files []File) File {
	var kept []byte
	for line := range bytes.Lines(list) {
		_, name, _ := strings.Cut(strings.TrimRight(string(line), "\r\n"), "  ")
		if slices.ContainsFunc(files, func(f File) bool { return f.Name == name }) {
			kept = append(kept, line...)
		}
	}
	f.Bytes, f.SHA256 = int64(len(kept)), fmt.Sprintf("%x", sha256.Sum256(kept))
	f.Open = func(context.Context) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(kept)), nil }
	return f
}

// load reads a file of a release and holds it to what the release says of it.
func load(ctx context.Context, f File) ([]byte, error) {
	what := diag.Say("从存储里读不出 %[1]s", "%[1]s cannot be read from the store", f.Name)
	r, err := f.Open(ctx)
	if err != nil {
		return nil, because(what, err)
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, because(what, err)
	}
	if int64(len(data)) != f.Bytes || fmt.Sprintf("%x", sha256.Sum256(data)) != f.SHA256 {
		return nil, &diag.Fault{Message: diag.Say("存储里的 %[1]s 与发布时不同，没有投递；查看存储的磁盘，从备份恢复它", "%[1]s in the store differs from what was released and is not delivered; look after the store's disk, and restore the file", f.Name)}
	}
	return data, nil
}

// same tells whether what r gives is the file.
func same(r io.Reader, f File) (bool, error) {
	h := sha256.New()
	n, err := io.Copy(h, r)
	return err == nil && n == f.Bytes && fmt.Sprintf("%x", h.Sum(nil)) == f.SHA256, err
}
