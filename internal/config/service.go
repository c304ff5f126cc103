package config

import (
	"net"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"banxin/internal/diag"
)

// Service is what one process of the service needs. Paths are relative to the file it
// stands in.
type Service struct {
	Database   string        `toml:"database"` // file of SQLite, or postgres://…
	Store      string        `toml:"store"`    // folder, or a URL of a blob store
	Listen     string        `toml:"listen"`   // host:port of the status page
	Address    string        `toml:"address"`  // URL under which the store is public; empty: none
	Workers    int           `toml:"workers" range:"1..64"`
	JobTimeout time.Duration `toml:"job_timeout" range:"positive"`
	Log        string        `toml:"log" oneof:"debug,info,warn,error"`
}

// checkService checks the settings of the process; prefix goes before their keys.
func (l *loader) checkService(prefix string) {
	s := &l.cfg.Service
	l.checkDatabase(prefix+"database", s.Database)
	l.checkStore(prefix+"store", s.Store)
	if key := prefix + "listen"; !l.wrong(key) && !isHostPort(s.Listen, true) {
		l.list.Add(l.at(key), diag.Error, "bad-address", diag.Say("%s = %q 不是地址加端口", "%s = %q is not an address with a port", key, s.Listen),
			diag.Say(`写成 "127.0.0.1:8080"，要让别的机器看到，写 ":8080"`, `write "127.0.0.1:8080", or ":8080" for other machines to see it`))
	}
	if s.Address != "" {
		l.checkURL(prefix+"address", s.Address, "https://bao.example.org", "https", "http")
	}
}

func (l *loader) checkDatabase(key, name string) {
	if l.wrong(key) {
		return
	}
	if strings.Contains(name, "://") {
		if u := l.checkURL(key, name, "postgres://banxin@db.example.org/banxin", "postgres", "postgresql"); u != nil {
			l.checkNoPassword(key, u, diag.Say("口令放在文件里，网址里写 ?passfile=…", "keep it in a file and add ?passfile=… to the URL"))
		}
		return
	}
	l.checkPath(key, name)
}

func (l *loader) checkStore(key, name string) {
	if l.wrong(key) {
		return
	}
	if strings.Contains(name, "://") {
		l.checkURL(key, name, "s3://bucket?region=cn-north-1", "s3", "file")
		return
	}
	l.checkPath(key, name)
	l.checkApart(key, name)
}

// checkURL reports what is no URL of one of the schemes; nil: it is none.
func (l *loader) checkURL(key, text, example string, schemes ...string) *url.URL {
	if l.wrong(key) {
		return nil
	}
	u, err := url.Parse(text)
	// The database may stand behind a socket, a store in a folder: no host is needed there.
	if err == nil && slices.Contains(schemes, u.Scheme) && (u.Host != "" || u.Path != "" && !slices.Contains([]string{"http", "https", "s3"}, u.Scheme)) {
		return u
	}
	l.list.Add(l.at(key), diag.Error, "bad-address", diag.Say("%s = %q 不是 %s 网址", "%s = %q is no URL of %s", key, text, strings.Join(schemes, ", ")),
		diag.Say("写成 %q 这样", "write it like %q", example))
	return nil
}

// checkNoPassword gives a finding for a password in a URL: the configuration is shown
// about and kept under version control.
func (l *loader) checkNoPassword(key string, u *url.URL, hint diag.Text) {
	if _, ok := u.User.Password(); ok {
		l.list.Add(l.at(key), diag.Finding, "password-in-config", diag.Say("%s 里写着口令", "%s holds a password", key), hint)
	}
}

// checkPath checks a path of a file or folder that need not be there.
func (l *loader) checkPath(key, name string) {
	if l.wrong(key) {
		return
	}
	if strings.TrimSpace(name) == "" || strings.Contains(name, `\`) || strings.HasPrefix(name, ":") {
		l.list.Add(l.at(key), diag.Error, "bad-path", diag.Say("%s：%q 不是路径", "%s: %q is not a path", key, name),
			diag.Say("写一个路径，用 / 分隔", "write a path, with / between folders"))
	}
}

// checkApart reports a folder to write into that is the project, its manuscripts or what
// is made of them.
func (l *loader) checkApart(key, name string) {
	if l.wrong(key) || strings.TrimSpace(name) == "" {
		return
	}
	target := filepath.ToSlash(filepath.Clean(name))
	for _, taken := range []string{".", l.cfg.Build.Sources, l.cfg.Build.Out} {
		taken = filepath.ToSlash(filepath.Clean(taken))
		if target == taken || taken != "." && (strings.HasPrefix(target, taken+"/") || strings.HasPrefix(taken, target+"/")) {
			l.list.Add(l.at(key), diag.Error, "bad-path",
				diag.Say("%s = %q 与来稿、成品或本项目同在一处", "%s = %q is where the manuscripts, the outputs or the project are", key, name),
				diag.Say("另用一个文件夹", "give it a folder of its own"))
			return
		}
	}
}

// isHostPort tells whether the text is "host:port"; anyHost allows ":port".
func isHostPort(text string, anyHost bool) bool {
	host, port, err := net.SplitHostPort(text)
	if err != nil || host == "" && !anyHost || strings.ContainsAny(host, "/@ ") {
		return false
	}
	_, err = strconv.ParseUint(port, 10, 16)
	return err == nil
}
