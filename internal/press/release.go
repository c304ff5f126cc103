package press

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"banxin/internal/diag"
	"banxin/internal/volume"
)

// A release goes through these steps, and a kill between any two of them leaves
// the old set or the new one under the name, whole:
//
//  1. take the lock, so that no other build of it is at work;
//  2. remove what a killed build left, and put back a set it had moved aside;
//  3. write every file into a hidden folder beside the and sync it;
//  4. switch one name: exchange the two folders, or rename when there is none;
//  5. sync the folder above, remove the old set, give the lock back.

// lockPatience is how long a build waits for another one of the same issue: far
// longer than writing a set takes, and short enough for somebody who watches.
const lockPatience = 10 * time.Second

// Output is one finished file of a set.
type Output struct {
	Name string // base name
	Data []byte
}

// release is one set of files on its way to its folder.
type release struct {
	vol    volume.Volume
	out    string // folder of all issues
	name   string // folder of this one in it
	files  []Output
	stage  string // path of the hidden folder
	target string
}

// publish puts files into the folder name below out, as one step for whoever
// looks: the set that stood there before is replaced whole or not at all. Only a
// folder whose every file has a name that owned accepts, or is a desktop's, is
// replaced. A failure is a *problem; the old set then stands untouched, unless its
// diagnostic is a finding: then the new one stands.
func publish(ctx context.Context, vol volume.Volume, out, name string, files []Output, owned func(string) bool) (err error) {
	r := &release{vol: vol, out: out, name: name, files: files, target: filepath.Join(out, name)}
	r.stage = filepath.Join(out, stagePrefix(name)+digest(files))
	if err := vol.MakeDirs(out); err != nil {
		return cannotWrite(out, err)
	}
	patience, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	unlock, err := vol.Lock(patience, filepath.Join(out, "."+name+".lock"))
	switch {
	case err == nil:
		defer unlock()
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, context.DeadlineExceeded):
		return busy(r.target)
	default:
		return cannotWrite(out, err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := r.recover(); err != nil {
		return err
	}
	exists, err := r.inspect(owned)
	if err != nil {
		return err
	}
	if err := r.write(ctx); err != nil {
		r.vol.Remove(r.stage) // best effort: the next build removes what stays
		return err
	}
	return r.change(exists)
}

func stagePrefix(name string) string { return "." + name + ".tmp-" }
func asidePrefix(name string) string { return "." + name + ".old-" }

// digest names the staging folder after what goes into it: no clock, no chance.
func digest(files []Output) string {
	h := sha256.New()
	for _, f := range files {
		fmt.Fprintf(h, "%d %s %d ", len(f.Name), f.Name, len(f.Data))
		h.Write(f.Data)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// recover clears what a killed build of this issue left behind. A set that was
// moved aside and has no successor goes back to its name.
func (r *release) recover() error {
	entries, err := r.vol.List(r.out)
	if err != nil {
		return cannotWrite(r.out, err)
	}
	present := slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == r.name })
	for _, e := range entries {
		path := filepath.Join(r.out, e.Name())
		aside := volume.Leftover(e.Name(), asidePrefix(r.name))
		switch {
		case aside && !present:
			err, present = r.vol.Rename(path, r.target), true
		case aside || volume.Leftover(e.Name(), stagePrefix(r.name)):
			err = r.vol.Remove(path)
		}
		if err != nil {
			return cannotWrite(path, err)
		}
	}
	return nil
}

// inspect looks at what stands under the name and refuses to replace
// anything that is not a set of finished files.
func (r *release) inspect(owned func(string) bool) (exists bool, err error) {
	entries, err := r.vol.List(r.target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, cannotWrite(r.target, err)
	}
	var foreign []string
	for _, e := range entries {
		if e.IsDir() || !owned(e.Name()) && !isDesktopFile(e.Name()) {
			foreign = append(foreign, e.Name())
		}
	}
	if len(foreign) > 0 {
		return false, foreignFiles(r.target, foreign)
	}
	return true, nil
}

// isDesktopFile tells the files that file managers leave in any folder somebody
// has looked into. They are nobody's work and go with the old set.
func isDesktopFile(name string) bool {
	return slices.ContainsFunc([]string{".DS_Store", "Thumbs.db", "desktop.ini"},
		func(known string) bool { return strings.EqualFold(known, name) })
}

// write fills the hidden folder and syncs it.
func (r *release) write(ctx context.Context) error {
	if err := r.vol.MakeDir(r.stage); err != nil {
		return cannotWrite(r.stage, err)
	}
	for _, f := range r.files {
		if err := ctx.Err(); err != nil {
			return err
		}
		path := filepath.Join(r.stage, f.Name)
		if err := r.vol.WriteFile(path, f.Data); err != nil {
			return cannotWrite(path, err)
		}
	}
	if err := r.vol.SyncDir(r.stage); err != nil {
		return cannotWrite(r.stage, err)
	}
	return ctx.Err()
}

// change makes the hidden folder the issue's. Where the system cannot exchange
// two names, the old set is moved aside first, under a name recover knows.
func (r *release) change(exists bool) error {
	old := r.stage
	var err error
	if exists {
		err = r.vol.Exchange(r.stage, r.target)
		if errors.Is(err, errors.ErrUnsupported) {
			old = filepath.Join(r.out, asidePrefix(r.name)+filepath.Base(r.stage)[len(stagePrefix(r.name)):])
			if err = r.vol.Rename(r.target, old); err == nil {
				if err = r.vol.Rename(r.stage, r.target); err != nil {
					err = errors.Join(err, r.vol.Rename(old, r.target))
				}
			}
		}
	} else {
		err = r.vol.Rename(r.stage, r.target)
	}
	if err != nil {
		r.vol.Remove(r.stage)
		return cannotWrite(r.target, err)
	}
	if err := r.vol.SyncDir(r.out); err != nil {
		// The old set stays for the next build to remove: should the power fail
		// now, the name may still mean it.
		return notSynced(r.target, err)
	}
	if exists {
		r.vol.Remove(old) // the new set stands; what stays of the old goes with the next build
	}
	return nil
}

// problem is a failure that has something to say in both languages.
type problem struct {
	diagnostic diag.Diagnostic
	cause      error // nil: none
}

func (p *problem) Error() string { return p.diagnostic.Message.En }
func (p *problem) Unwrap() error { return p.cause }

func cannotWrite(path string, err error) error {
	why := volume.Cause(err)
	return &problem{diag.Diagnostic{
		Pos: diag.Pos{File: filepath.ToSlash(path)}, Severity: diag.Error, Code: "cannot-write",
		Message: diag.Text{Zh: "写不进去：" + why.Zh, En: "cannot be written: " + why.En},
		Hints:   []diag.Text{diag.Say("换一个可写的文件夹：banxin build -o 文件夹", "choose a folder that can be written: banxin build -o FOLDER")},
	}, err}
}

// notSynced reports a set that stands but may be lost if the power fails: no
// reason to call the build failed, for whoever looks sees the new set.
func notSynced(target string, err error) error {
	why := volume.Cause(err)
	return &problem{diag.Diagnostic{
		Pos: diag.Pos{File: filepath.ToSlash(target)}, Severity: diag.Finding, Code: "not-synced",
		Message: diag.Text{Zh: "成品已换新，但系统没有确认写入磁盘：" + why.Zh, En: "the new files stand, but the system did not confirm that they are on the disk: " + why.En},
		Hints:   []diag.Text{diag.Say("查看磁盘，再构建一次", "look after the disk, and build once more")},
	}, err}
}

func busy(target string) error {
	return &problem{diag.Diagnostic{
		Pos: diag.Pos{File: filepath.ToSlash(target)}, Severity: diag.Error, Code: "build-running",
		Message: diag.Say("另一个进程正在写这一期", "another process is writing this issue"),
		Hints:   []diag.Text{diag.Say("等它结束后再构建", "build again when it has ended")},
	}, nil}
}

func foreignFiles(target string, names []string) error {
	const shown = 5
	list := strings.Join(names[:min(shown, len(names))], ", ")
	if len(names) > shown {
		list += ", …"
	}
	return &problem{diag.Diagnostic{
		Pos: diag.Pos{File: filepath.ToSlash(target)}, Severity: diag.Error, Code: "foreign-files",
		Message: diag.Say("文件夹里有不是本程序生成的文件，不能整个替换：%s", "the folder holds files that are not of this program's making and cannot be replaced as a whole: %s", list),
		Hints: []diag.Text{
			diag.Say("把它们移到别处", "move them somewhere else"),
			diag.Say("换一个输出文件夹：banxin build -o 文件夹", "choose another output folder: banxin build -o FOLDER"),
		},
	}, nil}
}
