package press

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/internal/volume"
)

// Pinned is what an issue was made of at one moment, in memory: the files and folders
// that a build asks for, with the answers. It is config.Files for that issue alone: what
// was not asked for is not there. Several goroutines may read it.
type Pinned struct {
	answers map[question]answer
	content string
}

// question is one look at a file or folder.
type question struct {
	what asking
	name string // cleaned
}

type asking string

const (
	forBytes asking = "read"
	forInfo  asking = "stat"
	forNames asking = "readdir"
)

// answer is what the look gave; of the fields that which was asked for is filled in.
type answer struct {
	data    []byte
	info    fs.FileInfo
	entries []fs.DirEntry
	err     error
}

// mostPinned bounds the bytes of all files of an issue: a bulletin has less than one
// megabyte, thirty photographs for print some three hundred. While looks are compared,
// the largest file is in memory twice.
const mostPinned = 512 << 20

// looks is how often Pin looks for two that agree, and lookPause how long it waits
// before the next: two seconds in all, more than a program takes to save a file.
const (
	looks     = 10
	lookPause = 200 * time.Millisecond
)

// ErrUnsettled says that somebody was still writing while Pin looked. It heals.
var ErrUnsettled = errors.New("the files of the issue keep changing")

// Pin reads into memory all that an issue is made of: the configuration, issue.toml, the
// manuscripts and pictures that it names or its folder holds, faces and profile; hidden
// files and what editors and copying programs leave on their way (~, .tmp, .swp, .part)
// are nobody's. It looks twice at everything, at names, sizes, times and bytes, and
// begins anew when the looks differ: all first looks lie before all second ones, so that
// what they agree on stood together at one moment. An issueID that is empty means
// build.issue. files nil means the disk.
//
// The diagnostics are errors that keep the issue from being built. Make would report
// them too, and say whose they are. The error is ctx's, or ErrUnsettled, which the
// diagnostics then put into words; without an error Pinned is never nil.
func Pin(ctx context.Context, files config.Files, configPath, issueID string) (*Pinned, diag.List, error) {
	return pinner{files, configPath, issueID, lookPause}.pin(ctx)
}

type pinner struct {
	files               config.Files
	configPath, issueID string
	pause               time.Duration
}

func (p pinner) pin(ctx context.Context) (*Pinned, diag.List, error) {
	if p.files == nil {
		p.files = config.Disk{}
	}
	var moved string
	for n := range looks {
		if n > 0 {
			if err := wait(ctx, p.pause); err != nil {
				return nil, nil, err
			}
		}
		pinned, diags, changed, err := p.look(ctx)
		if err != nil || changed == "" {
			return pinned, diags, err
		}
		moved = changed
	}
	return nil, diag.List{{Pos: diag.Pos{File: p.relative(moved)}, Severity: diag.Error, Code: "inputs-changing",
		Message: diag.Say("读了 %d 次，来稿或配置每次都在变，最后变的是这里", "manuscripts or configuration changed while they were read, %d times over; this was the last to change", looks),
		Hints:   []diag.Text{diag.Say("等保存、复制结束后再构建", "build again when saving and copying have ended")},
	}}, fmt.Errorf("%w: %s", ErrUnsettled, moved)
}

func wait(ctx context.Context, pause time.Duration) error {
	t := time.NewTimer(pause)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// relative names a file as positions do.
func (p pinner) relative(name string) string {
	if rel, err := filepath.Rel(filepath.Dir(p.configPath), name); err == nil {
		name = rel
	}
	return filepath.ToSlash(name)
}

// look asks for everything a build asks for, and then once more. changed names what
// differed; empty: nothing.
func (p pinner) look(ctx context.Context) (pinned *Pinned, errs diag.List, changed string, err error) {
	r := &recorder{files: p.files, answers: map[question]answer{}, room: mostPinned}
	b := newBuild(Request{ConfigPath: p.configPath, IssueID: p.issueID, Files: r}, nil)
	res, err := b.run(ctx, []step{{PhaseConfig, b.job.config}, {PhaseRead, b.job.touch}})
	if err != nil {
		return nil, nil, "", err
	}
	errs = slices.DeleteFunc(res.Diagnostics, func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
	faults, err := b.await(ctx, step{"", func(ctx context.Context) diag.List {
		changed = r.changed(ctx)
		return nil
	}})
	if err != nil {
		return nil, nil, "", err
	}
	pinned = &Pinned{answers: r.answers}
	b.job.req.Files = pinned
	pinned.content = b.job.content()
	return pinned, append(errs, faults...), changed, ctx.Err()
}

// recorder passes questions on and keeps the answers; a question that comes again gets
// the same answer.
type recorder struct {
	files   config.Files
	answers map[question]answer
	asked   []question // in order
	room    int64      // bytes that may yet be read
}

func (r *recorder) record(q question) answer {
	a, known := r.answers[q]
	if !known {
		a = ask(r.files, q, r.room)
		r.room -= int64(len(a.data))
		r.answers[q] = a
		r.asked = append(r.asked, q)
	}
	return a
}

func (r *recorder) ReadFile(name string) ([]byte, error) {
	q := question{forBytes, filepath.Clean(name)}
	if a := r.record(question{forInfo, q.name}); a.err != nil {
		return nil, a.err
	}
	a := r.record(q)
	return a.data, a.err
}

func (r *recorder) Stat(name string) (fs.FileInfo, error) {
	a := r.record(question{forInfo, filepath.Clean(name)})
	return a.info, a.err
}

func (r *recorder) ReadDir(name string) ([]fs.DirEntry, error) {
	a := r.record(question{forNames, filepath.Clean(name)})
	return a.entries, a.err
}

// changed asks everything once more and names the first whose answer is another one.
func (r *recorder) changed(ctx context.Context) string {
	for _, q := range r.asked {
		if ctx.Err() != nil {
			return ""
		}
		a := r.answers[q]
		if large := (tooLarge{}); errors.As(a.err, &large) { // its size was asked for, too
			continue
		}
		if !a.equal(ask(r.files, q, mostPinned)) {
			return q.name
		}
	}
	return ""
}

// ask puts a question. Of a file no more than room bytes are read.
func ask(files config.Files, q question, room int64) (a answer) {
	switch q.what {
	case forInfo:
		a.info, a.err = files.Stat(q.name)
	case forNames:
		a.entries, a.err = files.ReadDir(q.name)
		a.entries = slices.DeleteFunc(a.entries, func(e fs.DirEntry) bool { return Leftover(e.Name()) })
	case forBytes:
		info, err := files.Stat(q.name)
		switch {
		case err != nil:
			a.err = err
		case !info.Mode().IsRegular() && !info.IsDir():
			a.err = &fs.PathError{Op: "read", Path: q.name, Err: volume.ErrIrregular}
		case info.Size() > room:
			a.err = tooLarge{mostPinned}
		default:
			a.data, a.err = files.ReadFile(q.name)
			if int64(len(a.data)) > room { // it has grown meanwhile
				a = answer{err: tooLarge{mostPinned}}
			}
		}
	}
	return a
}

// Leftover tells files that are nobody's work.
func Leftover(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") ||
		slices.Contains([]string{".tmp", ".swp", ".part"}, strings.ToLower(filepath.Ext(name)))
}

// equal compares two answers to one question. Of a folder the names in it are asked for
// separately: its size and time change with files that are nobody's.
func (a answer) equal(b answer) bool {
	if a.err != nil || b.err != nil {
		return a.err != nil && b.err != nil && a.err.Error() == b.err.Error()
	}
	if a.info != nil {
		x, y := a.info, b.info
		if x.Mode() != y.Mode() || !x.IsDir() && (x.Size() != y.Size() || !x.ModTime().Equal(y.ModTime())) {
			return false
		}
	}
	same := func(x, y fs.DirEntry) bool { return x.Name() == y.Name() && x.Type() == y.Type() }
	return bytes.Equal(a.data, b.data) && slices.EqualFunc(a.entries, b.entries, same)
}

// Content names what the issue is made of, as a SHA-256 in hexadecimal: manuscripts,
// pictures, faces and profile byte by byte, and what config.toml and issue.toml say about
// pages and editions (see config.Canonical), with the number and the date of the issue.
// It is the same wherever the files lie and in whatever version of the program.
func (p *Pinned) Content() string { return p.content }

func (p *Pinned) answer(what asking, name string) answer {
	q := question{what, filepath.Clean(name)}
	if a, ok := p.answers[q]; ok {
		return a
	}
	return answer{err: &fs.PathError{Op: string(what), Path: name, Err: fs.ErrNotExist}}
}

// ReadFile is that of config.Files.
func (p *Pinned) ReadFile(name string) ([]byte, error) {
	if a := p.answer(forInfo, name); a.err != nil {
		return nil, a.err
	}
	a := p.answer(forBytes, name)
	return a.data, a.err
}

// Stat is that of config.Files.
func (p *Pinned) Stat(name string) (fs.FileInfo, error) {
	a := p.answer(forInfo, name)
	return a.info, a.err
}

// ReadDir is that of config.Files.
func (p *Pinned) ReadDir(name string) ([]fs.DirEntry, error) {
	a := p.answer(forNames, name)
	return slices.Clone(a.entries), a.err
}
