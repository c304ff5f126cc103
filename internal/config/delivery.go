package config

import (
	"cmp"
	"net"
	"net/mail"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"banxin/internal/diag"
)

// Delivery is a place that every released issue goes to, or someone who is told of it.
// Which keys it has depends on Kind; the others are empty.
type Delivery struct {
	Name         string   `toml:"name" required:"true"`
	Kind         string   `toml:"kind" required:"true" oneof:"folder,sftp,s3,webhook,mail"`
	Files        []string `toml:"files"`         // parts: print, ticket … ; never empty
	On           []string `toml:"on"`            // release, alarm; of webhook and mail
	Folder       string   `toml:"folder"`        // relative to config.toml
	Into         string   `toml:"into"`          // folder of one release below the target, with variables
	Address      string   `toml:"address"`       // host:port
	User         string   `toml:"user"`          // login name
	KeyFile      string   `toml:"key_file"`      // private key of SSH
	PasswordFile string   `toml:"password_file"` // its first line is the password
	KnownHosts   string   `toml:"known_hosts"`   // file of host keys, as OpenSSH writes it
	Path         string   `toml:"path"`          // folder on the SFTP server; empty: where the login lands
	URL          string   `toml:"url"`
	SecretFile   string   `toml:"secret_file"` // of the HMAC of a webhook
	From         string   `toml:"from"`
	To           []string `toml:"to"`
	TLS          string   `toml:"tls" oneof:"starttls,tls,none"`
}

// Parts are the files of a release by their use, in the order of a release.
var Parts = []string{"print", "ticket", "preflight", "reading", "epub", "sha256", "cover"}

// occurrences are what a notice can be about.
var occurrences = []string{"release", "alarm"}

// intoVariables are the variables of Delivery.Into.
var intoVariables = []string{"publication", "year", "issue", "revision", "date"}

// deliveryKind says which keys go with a kind, beside name, kind and files; the first few
// of them are required.
type deliveryKind struct {
	keys     []string
	required int
}

var deliveryKinds = map[string]deliveryKind{
	"folder":  {[]string{"folder", "into"}, 1},
	"sftp":    {[]string{"address", "user", "known_hosts", "key_file", "password_file", "path", "into"}, 3},
	"s3":      {[]string{"url", "into"}, 1},
	"webhook": {[]string{"url", "secret_file", "on"}, 1},
	"mail":    {[]string{"address", "from", "to", "user", "password_file", "tls", "on"}, 3},
}

// keyExamples show how required keys are written, by kind and key.
var keyExamples = map[string]string{
	"folder.folder": `folder = "delivered"`,
	"sftp.address":  `address = "sftp.example.com:22"`, "sftp.user": `user = "…"`, "sftp.known_hosts": `known_hosts = "known_hosts"`,
	"s3.url": `url = "s3://bucket?region=cn-north-1"`, "webhook.url": `url = "https://example.com/banxin"`,
	"mail.address": `address = "smtp.example.com:587"`, "mail.from": `from = "banxin@example.com"`, "mail.to": `to = ["desk@example.com"]`,
}

// checkDeliveries checks the deliveries and fills in what their kind needs.
func (l *loader) checkDeliveries() {
	for i := range l.cfg.Delivery {
		d, key := &l.cfg.Delivery[i], at("delivery", i)
		l.checkPrintable(key+".name", d.Name)
		l.checkChosen(key+".files", d.Files, Parts)
		kind, ok := deliveryKinds[d.Kind]
		if !ok || l.wrong(key+".kind") {
			continue // reported already
		}
		l.checkKeys(key, d, kind)
		if len(d.Files) == 0 {
			d.Files = Parts
		}
		if slices.Contains(kind.keys, "into") {
			if _, written := l.keys[key+".into"]; !written {
				d.Into = "{issue}-r{revision}"
			}
			l.checkInto(key+".into", d.Into)
		}
		if slices.Contains(kind.keys, "on") {
			l.checkChosen(key+".on", d.On, occurrences)
			if len(d.On) == 0 {
				d.On = occurrences
			}
		}
		l.checkKind(key, d)
	}
	l.checkOwnPlaces()
}

// checkOwnPlaces reports two deliveries into one folder: with other files each would
// write another list of checksums over that of the other.
func (l *loader) checkOwnPlaces() {
	first := map[string]string{}
	for i := range l.cfg.Delivery {
		d, key := &l.cfg.Delivery[i], at("delivery", i)
		place := d.place(l.cfg)
		if place == "" || d.Into == "" || l.wrong(key) {
			continue
		}
		place += "\n" + d.Into
		if before, taken := first[place]; taken {
			l.list.Add(l.at(key+".name"), diag.Error, "duplicate-name",
				diag.Say("投递 %q 与 %q 送到同一个文件夹", "the deliveries %q and %q go into one folder", before, d.Name),
				diag.Say("合成一个，把要的文件都写进 files；或用 into 分开", "make them one that has all of the files, or part them with into"))
			continue
		}
		first[place] = d.Name
	}
}

// checkKeys reports keys that the kind needs and has not, or has and does not take.
func (l *loader) checkKeys(key string, d *Delivery, kind deliveryKind) {
	for _, name := range kind.keys[:kind.required] {
		full := key + "." + name
		pos, written := l.keys[full]
		f, v, _ := l.find(name, []reflect.Value{reflect.ValueOf(*d)})
		switch value := v.Field(f.index); {
		case l.excused(full):
		case !written:
			l.missing(full, l.at(full), keyExamples[d.Kind+"."+name])
		case value.Len() == 0:
			l.list.Add(pos, diag.Error, "missing-key", diag.Say("%s 是空的", "%s is empty", full), diag.Say("写上 %s", "add %s", keyExamples[d.Kind+"."+name]))
		}
	}
	for _, f := range l.fieldsOf(reflect.TypeFor[Delivery]()) {
		full := key + "." + f.name
		pos, written := l.keys[full]
		if !written || slices.Contains(append([]string{"name", "kind", "files"}, kind.keys...), f.name) {
			continue
		}
		var owners []string
		for _, other := range sortedKeys(deliveryKinds) {
			if slices.Contains(deliveryKinds[other].keys, f.name) {
				owners = append(owners, other)
			}
		}
		l.list.Add(pos, diag.Error, "misplaced-key",
			diag.Say("%[1]s：kind = %[3]q 没有 %[2]s 这个键", "%[1]s: there is no key %[2]s with kind = %[3]q", full, f.name, d.Kind),
			diag.Say("删去；它属于 %s", "remove it; it belongs to %s", strings.Join(owners, ", ")))
	}
}

// checkChosen checks names chosen from a list; each once, and one at least.
func (l *loader) checkChosen(key string, chosen, known []string) {
	if _, written := l.keys[key]; written && len(chosen) == 0 && !l.wrong(key) {
		l.list.Add(l.at(key), diag.Error, "missing-key", diag.Say("%s 是空的", "%s is empty", key),
			append([]diag.Text{diag.Say("写一个以上，或删去这一行", "write one at least, or remove the line")}, choice("", known)...)...)
	}
	for i, name := range chosen {
		switch entry := at(key, i); {
		case l.wrong(entry):
		case !slices.Contains(known, name):
			l.list.Add(l.at(entry), diag.Error, "unknown-name", diag.Say("%s：没有 %q", "%s: there is no %q", entry, name), choice(name, known)...)
		case slices.Contains(chosen[:i], name):
			l.list.Add(l.at(entry), diag.Error, "duplicate-name", diag.Say("%s：%q 写了两次", "%s: %q stands twice", entry, name),
				diag.Say("删去一处", "remove one of them"))
		}
	}
}

func (l *loader) checkInto(key, into string) {
	if l.wrong(key) {
		return
	}
	before := len(l.list)
	l.checkVariables(key, into, intoVariables)
	plain := variable.ReplaceAllString(into, "1")
	if len(l.list) > before {
		return
	}
	if strings.ContainsAny(plain, `\{}:`) || path.IsAbs(plain) || plain != "" && !filepath.IsLocal(filepath.FromSlash(plain)) || strings.HasPrefix(plain, ".") || strings.Contains(plain, "/.") {
		l.list.Add(l.at(key), diag.Error, "bad-path", diag.Say("%s = %q 会出了目标文件夹，或不是文件夹名", "%s = %q leaves the target, or is no folder", key, into),
			diag.Say(`写目标之下的文件夹，用 / 分隔，如 "{year}/{issue}-r{revision}"`, `write a folder below the target, with / between parts, such as "{year}/{issue}-r{revision}"`))
	}
}

// checkKind checks the values of the keys that the kind has.
func (l *loader) checkKind(key string, d *Delivery) {
	switch d.Kind {
	case "folder":
		if d.Folder != "" {
			l.checkPath(key+".folder", d.Folder)
			l.checkApart(key+".folder", d.Folder)
		}
	case "sftp":
		l.checkHost(key+".address", d.Address, "sftp.example.com:22")
		l.checkOneSecret(key, d)
	case "s3":
		if d.URL != "" {
			l.checkURL(key+".url", d.URL, "s3://bucket?region=cn-north-1", "s3")
		}
	case "webhook":
		if d.URL == "" {
			break
		}
		if u := l.checkURL(key+".url", d.URL, "https://example.com/banxin", "https", "http"); u != nil {
			l.checkNoPassword(key+".url", u, diag.Say("改用 secret_file 签名", "sign by secret_file instead"))
		}
	case "mail":
		l.checkMail(key, d)
	}
	secrets := d.secrets()
	for _, name := range sortedKeys(secrets) {
		if secrets[name] != "" {
			l.checkPath(key+"."+name, secrets[name])
		}
	}
}

func (l *loader) checkHost(key, address, example string) {
	if address != "" && !l.wrong(key) && !isHostPort(address, false) {
		l.list.Add(l.at(key), diag.Error, "bad-address", diag.Say("%s = %q 不是主机加端口", "%s = %q is not a host with a port", key, address),
			diag.Say("写成 %q", "write it like %q", example))
	}
}

// checkOneSecret checks that there is one way to log in.
func (l *loader) checkOneSecret(key string, d *Delivery) {
	if l.excused(key+".key_file") || l.excused(key+".password_file") {
		return
	}
	switch {
	case d.KeyFile == "" && d.PasswordFile == "":
		l.list.Add(l.at(key), diag.Error, "missing-key", diag.Say("%s 没有写怎样登录", "%s does not say how to log in", key),
			diag.Say(`写上私钥的文件 key_file = "…"，或口令的文件 password_file = "…"`, `add the file of the private key, key_file = "…", or that of the password, password_file = "…"`))
	case d.KeyFile != "" && d.PasswordFile != "":
		l.list.Add(l.at(key+".password_file"), diag.Error, "duplicate-name", diag.Say("%s：key_file 和 password_file 都写了", "%s: there are both key_file and password_file", key),
			diag.Say("删去一个", "remove one of them"))
	}
}

func (l *loader) checkMail(key string, d *Delivery) {
	d.TLS = cmp.Or(d.TLS, "starttls")
	l.checkHost(key+".address", d.Address, "smtp.example.com:587")
	l.checkMailbox(key+".from", d.From)
	for i, to := range d.To {
		l.checkMailbox(at(key+".to", i), to)
	}
	if (d.User == "") != (d.PasswordFile == "") && !l.excused(key+".user") && !l.excused(key+".password_file") {
		l.list.Add(l.at(key), diag.Error, "missing-key", diag.Say("%s：user 和 password_file 要么都写，要么都不写", "%s: user and password_file stand together or not at all", key),
			diag.Say("补上另一个，或删去这一个", "add the other, or remove this one"))
	}
	host, _, _ := net.SplitHostPort(d.Address)
	if d.TLS == "none" && d.PasswordFile != "" && host != "localhost" && !net.ParseIP(host).IsLoopback() && !l.wrong(key+".tls") {
		l.list.Add(l.at(key+".tls"), diag.Error, "unknown-value", diag.Say("%s.tls = \"none\" 会把口令不加密地送出去", "%s.tls = \"none\" would send the password in the clear", key),
			diag.Say(`写 "starttls" 或 "tls"`, `write "starttls" or "tls"`))
	}
}

func (l *loader) checkMailbox(key, address string) {
	if address == "" && !strings.HasSuffix(key, "]") || l.wrong(key) {
		return // reported as missing
	}
	if _, err := mail.ParseAddress(address); err != nil {
		l.list.Add(l.at(key), diag.Error, "bad-address", diag.Say("%s = %q 不是邮箱地址", "%s = %q is not a mail address", key, address),
			diag.Say(`写成 "bianjibu@example.com" 或 "编辑部 <bianjibu@example.com>"`, `write "desk@example.com" or "Desk <desk@example.com>"`))
	}
}

// secrets gives the files that only the machine of the service need have, by key.
func (d *Delivery) secrets() map[string]string {
	return map[string]string{"key_file": d.KeyFile, "password_file": d.PasswordFile, "known_hosts": d.KnownHosts, "secret_file": d.SecretFile}
}

// findSecrets gives a finding for each such file that is not here.
func (l *loader) findSecrets() {
	for i := range l.cfg.Delivery {
		secrets := l.cfg.Delivery[i].secrets()
		for _, name := range sortedKeys(secrets) {
			key, file := at("delivery", i)+"."+name, secrets[name]
			if _, written := l.keys[key]; !written || file == "" || l.wrong(key) {
				continue
			}
			if info, err := os.Stat(l.file(file)); err != nil || !info.Mode().IsRegular() {
				l.list.Add(l.at(key), diag.Finding, "missing-file", diag.Say("%s：这台机器上没有文件 %q", "%s: there is no file %q on this machine", key, file),
					diag.Say("在运行 banxin serve 的机器上放好它", "put it on the machine that runs banxin serve"))
			}
		}
	}
}
