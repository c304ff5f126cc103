package deliver

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"time"

	"github.com/pkg/sftp"

	"banxin/internal/diag"
)

// server is a folder on an SFTP server. A file is uploaded under a name of its own
// that ends in .part, read back, and renamed when size and SHA-256 are right. The
// name is this attempt's alone: two at once never write into one file, and only what
// its writer has found right gets the final name.
type server struct {
	o        Options
	address  string // host:port
	patience time.Duration
}

func openSFTP(o Options) (Sink, error) {
	address, err := o.hostPort("22")
	if err != nil {
		return nil, err
	}
	switch {
	case o.User == "":
		return nil, missing(o, "user")
	case o.KeyFile == "" && o.PasswordFile == "":
		return nil, missing(o, "key_file / password_file")
	case o.KnownHosts == "":
		return nil, missing(o, "known_hosts")
	}
	return shelved(o, &server{o, address, patience})
}

func (s *server) place(ctx context.Context, into string, files []File) error {
	what := diag.Say("交不到 %[1]s", "%[1]s cannot be delivered to", s.address)
	l, err := s.login(ctx)
	if err != nil {
		return because(what, err)
	}
	defer l.close()
	u := &upload{Client: l.sftp, folder: path.Join(s.o.Path, into)}
	if err := l.conn.failed(ctx, u.place(ctx, files)); err != nil {
		return because(what, sftpCause(err))
	}
	return nil
}

// upload is a folder that files are being put into.
type upload struct {
	*sftp.Client
	folder string
}

func (u *upload) place(ctx context.Context, files []File) error {
	if err := u.MkdirAll(u.folder); err != nil {
		return err
	}
	for _, f := range files {
		if err := u.put(ctx, f); err != nil {
			return err
		}
	}
	return u.sweep(files)
}

// errOvertaken says that another delivery of the same set took the unfinished file
// away: it has finished, or is about to.
var errOvertaken = errors.New("another delivery of the same files is at work")

// put makes a file stand in the folder.
func (u *upload) put(ctx context.Context, f File) error {
	var data []byte
	for range 5 { // overtaken once, the file stands; more often it would have to be damaged meanwhile
		right, err := u.stands(path.Join(u.folder, f.Name), f)
		if err != nil || right {
			return err
		}
		if data == nil {
			if data, err = load(ctx, f); err != nil {
				return err
			}
		}
		if err = u.send(f, data); !errors.Is(err, errOvertaken) {
			return err
		}
	}
	return errOvertaken
}

func (u *upload) stands(name string, f File) (bool, error) {
	info, err := u.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil || info.Size() != f.Bytes {
		return false, err
	}
	file, err := u.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer file.Close()
	return same(file, f)
}

// send uploads a file, reads it back and gives it its name.
func (u *upload) send(f File, data []byte) error {
	final := path.Join(u.folder, f.Name)
	part := fmt.Sprintf("%s.%x.part", final, nonce())
	err := u.write(part, data)
	if err == nil {
		var right bool
		right, err = u.stands(part, f)
		if err == nil && !right {
			err = u.damaged(part, f)
		}
	}
	if err == nil {
		err = u.rename(part, final)
	}
	if err != nil {
		u.Remove(part) // best effort: the next delivery removes what stays
		if right, e := u.stands(final, f); e == nil && right {
			return nil
		}
	}
	return err
}

func nonce() []byte {
	n := make([]byte, 8)
	rand.Read(n)
	return n
}

func (u *upload) write(part string, data []byte) error {
	file, err := u.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return err
	}
	_, err = file.ReadFrom(bytes.NewReader(data))
	if _, ok := u.HasExtension("fsync@openssh.com"); ok && err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

// damaged tells an unfinished file that another delivery swept from one that the
// server did not keep as it was sent.
func (u *upload) damaged(part string, f File) error {
	if _, err := u.Stat(part); errors.Is(err, fs.ErrNotExist) {
		return errOvertaken
	}
	return &diag.Fault{Message: diag.Say("%[1]s 上传后与原文件不同（大小或 SHA-256），没有改名；查看服务器的磁盘是否已满", "%[1]s came to differ from the file in size or SHA-256 while it was uploaded, and was not renamed; see whether the server's disk is full", f.Name)}
}

// rename replaces the file final. Servers that know no rename over a file have it
// removed first.
func (u *upload) rename(part, final string) error {
	err := u.PosixRename(part, final)
	if status := (*sftp.StatusError)(nil); errors.As(err, &status) {
		if err := u.Remove(final); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		err = u.Rename(part, final)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return errOvertaken
	}
	return err
}

var partial = regexp.MustCompile(`^(.+?)(\.[0-9a-f]{16})?\.part$`)

// sweep removes what deliveries that were cut off left of these files. It comes last:
// when another delivery loses its unfinished file, the finished one stands.
func (u *upload) sweep(files []File) error {
	entries, err := u.ReadDir(u.folder)
	if err != nil {
		return err
	}
	own := map[string]bool{}
	for _, f := range files {
		own[f.Name] = true
	}
	for _, e := range entries {
		m := partial.FindStringSubmatch(e.Name())
		if m == nil || !own[m[1]] || !e.Mode().IsRegular() {
			continue
		}
		if err := u.Remove(path.Join(u.folder, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// sftpCause words what an SFTP server answers.
func sftpCause(err error) error {
	var status *sftp.StatusError
	switch {
	case errors.As(err, &status) && status.FxCode() == sftp.ErrSSHFxFailure:
		said := strings.TrimSpace(strings.Trim(status.Error(), `"`))
		return &diag.Fault{Message: diag.Say("服务器拒绝了，没有说明原因（%[1]s）；多半是磁盘已满或文件夹只读", "the server refused without a reason (%[1]s); most often its disk is full or the folder read-only", said), Cause: err}
	case errors.Is(err, sftp.ErrSSHFxConnectionLost):
		return errors.Join(io.ErrUnexpectedEOF, err)
	case errors.Is(err, errOvertaken):
		return &diag.Fault{Message: diag.Say("另一次投递正在写同样的文件，稍后再试", "another delivery is writing the same files; try again later"), Cause: err}
	}
	return err
}
