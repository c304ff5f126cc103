package press

import (
	"path/filepath"

	"banxin/internal/diag"
	"banxin/internal/volume"
)

// Unreadable words why the configuration could not be read.
func Unreadable(configPath string, err error) diag.Diagnostic {
	why := volume.Cause(err)
	return diag.Diagnostic{Pos: diag.Pos{File: filepath.ToSlash(configPath)}, Severity: diag.Error, Code: "cannot-read",
		Message: diag.Text{Zh: "读不了配置文件：" + why.Zh, En: "the configuration cannot be read: " + why.En},
		Hints:   []diag.Text{diag.Say("用 -c 指明 config.toml 的位置", "say with -c where config.toml is")}}
}
