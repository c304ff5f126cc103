package deliver

import (
	"os"
	"path/filepath"
	"strings"

	"banxin/internal/diag"
	"banxin/internal/volume"
)

// secret reads a file that the settings name by key; somebody must put it there.
func (o Options) secret(key, path string) ([]byte, error) {
	data, err := os.ReadFile(o.path(path))
	if err == nil {
		return data, nil
	}
	why := volume.Cause(err)
	return nil, Permanent(&diag.Fault{
		Message: diag.Say("投递 %[1]s 的 %[2]s 读不了：%[3]s：%[4]s", "%[2]s of delivery %[1]s cannot be read: %[3]s: %[5]s",
			o.Name, key, filepath.ToSlash(o.path(path)), why.Zh, why.En),
		Cause: err,
	})
}

// password reads a secret of one line.
func (o Options) password(key, path string) (string, error) {
	data, err := o.secret(key, path)
	if err != nil {
		return "", err
	}
	line := strings.TrimRight(string(data), "\r\n")
	if line == "" || strings.ContainsAny(line, "\r\n") {
		return "", refuse(diag.Say("投递 %[1]s 的 %[2]s 不是一行文字：%[3]s", "%[2]s of delivery %[1]s is not one line of text: %[3]s", o.Name, key, filepath.ToSlash(o.path(path))))
	}
	return line, nil
}
